import { lotFactor } from "./lot-factor.ts";
import type { World } from "./world.ts";

/** What follows from the targets: what each nation needs of each good, what it may buy, and at which price alone. `[nation][good]`. */
export type Needs = Pick<World, "need" | "eligible" | "ownFactor">;

/**
 * What each nation would need of each good to fill its own shares, its programmes and its stocks; which goods it may buy at
 * all; and what the lot of its own need costs. Every world is made by this, and so is one whose targets have moved.
 * Unit of need: items. Source: Wright's curve (C8) for the price.
 * @example needsOf(world).need[0] // → what the first nation needs of each good
 */
export function needsOf(of: Pick<World, "leaves" | "goods" | "programmes" | "budget" | "stocks" | "value">): Needs {
  const { goods, programmes, budget, stocks, value } = of;
  const need = budget.map(() => new Float64Array(goods.length));
  const eligible = budget.map(() => new Uint8Array(goods.length));
  const own = budget.map(() => new Set<string>());
  for (const it of programmes) {
    need[it.nation]![it.good]! += it.quantity;
    own[it.nation]!.add(goods[it.good]!.class);
  }
  for (let n = 0; n < budget.length; n++) {
    const wants = wantsOf({ ...of, n, own: own[n]!, eligible: eligible[n]! });
    for (let g = 0; g < goods.length; g++) need[n]![g] = Math.max(need[n]![g]!, wants[g]!);
  }
  for (const it of stocks) {
    need[it.nation]![it.good]! += Math.max(it.target - it.held.at(-1)!, 0);
    eligible[it.nation]![it.good] = goods[it.good]!.purchasable ? 1 : 0;
  }
  const whole = Float64Array.from(goods, (_, g) => need.reduce((sum, it) => sum + it[g]!, 0));
  return { need, eligible, ownFactor: need.map((of) => Float64Array.from(goods, (_, g) => lotFactor({ value, quantity: of[g]!, whole: whole[g]! }))) };
}

type WantsAsk = Pick<World, "leaves" | "goods" | "budget"> & { readonly n: number; readonly own: ReadonlySet<string>; readonly eligible: Uint8Array };

/** What one nation needs for its shares, each gap filled by what adds to it cheapest; marks what it may buy. */
function wantsOf({ leaves, goods, budget, n, own, eligible }: WantsAsk): Float64Array {
  const T = budget[n]!.length;
  const money = budget[n]!.reduce((sum, it) => sum + it, 0);
  const wants = new Float64Array(goods.length);
  for (const leaf of leaves) {
    const most = Math.max(...leaf.share[n]!);
    const end = n * T + T - 1;
    const adding = leaf.adding.reduce((sum, it) => sum + it.held[end]! * (it.mode === "alternative" ? it.yield : 1), 0);
    const rows = leaf.limiting.length > 0 ? leaf.limiting : [undefined];
    for (const row of rows) {
      const gap = Math.max(most - adding - (row?.held[end] ?? 0), 0);
      const inputs = row === undefined ? leaf.adding : [row];
      const options = inputs.flatMap((it) => it.goods).filter((it) => goods[it.good]!.purchasable);
      for (const it of options) {
        const touches = most > 0 || inputs.some((input) => input.held[n * T]! > 0) || own.has(goods[it.good]!.class);
        if (touches && goods[it.good]!.price! <= money && goods[it.good]!.lead < T) eligible[it.good] = 1;
      }
      const cheapest = [...options].sort((a, b) => goods[a.good]!.price! / a.yield - goods[b.good]!.price! / b.yield)[0];
      if (cheapest !== undefined) wants[cheapest.good] = Math.max(wants[cheapest.good]!, gap / cheapest.yield);
    }
  }
  return wants;
}

/**
 * The world with other shares of one leaf, and of the needs what follows from them: what a nation needs, may buy and pays alone
 * moves where the shares move it and stays where they do not, so that changes made before keep what they did.
 * @example withShares(world, { leaf: 2, share }).leaves[2].share // → share
 */
export function withShares(world: World, { leaf, share }: { readonly leaf: number; readonly share: readonly Float64Array[] }): World {
  const leaves = world.leaves.with(leaf, { ...world.leaves[leaf]!, share });
  const [before, after] = [needsOf(world), needsOf({ ...world, leaves })];
  const need = world.need.map((of, n) => of.map((it, g) => movedBy(it, before.need[n]![g]!, after.need[n]![g]!)));
  const eligible = world.eligible.map((of, n) => of.map((it, g) => (before.eligible[n]![g] === after.eligible[n]![g] ? it : after.eligible[n]![g]!)));
  const ownFactor = world.ownFactor.map((of, n) => of.map((it, g) => (before.ownFactor[n]![g] === after.ownFactor[n]![g] ? it : after.ownFactor[n]![g]!)));
  return { ...world, leaves, need, eligible, ownFactor };
}

/** What was there moves as what is derived does; where it is what was derived, it is what is derived now. */
const movedBy = (it: number, before: number, after: number): number => (it === before ? after : Math.max(it + after - before, 0));
