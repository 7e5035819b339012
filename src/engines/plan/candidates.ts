import type { Alone } from "./alone.ts";
import { totalsOf } from "./coverage.ts";
import type { Joint } from "./freedom.ts";
import { PLAN } from "./parameters.ts";
import { lotFactor } from "./lot-factor.ts";
import type { World } from "./world.ts";

/** What allies could do together, drawn up from what they do alone: the whole-number choices of the aligned plan. */
export interface Candidates {
  /** One for each good that at least two allies need; active where it pays its members. */
  readonly joints: readonly Joint[];
  /** Standards worth having: year index of adoption, as the aligned plan chooses them. `[standard][nation]`. */
  readonly adopted: readonly Int32Array[];
  /** Everything adopted as soon as can be: for the bound. */
  readonly adoptedAll: readonly Int32Array[];
}

export interface CandidatesAsk {
  readonly world: World;
  readonly alone: Alone;
  /** Years that joint programmes start later. */
  readonly slip: number;
  /** Multiplies set-up and coordination. */
  readonly dearer: number;
}

/**
 * Agreements: for every good that two or more allies buy without a contract, the price tier that their quantities alone
 * already reach (lots double from tier to tier), with those members for whom it saves more than it costs. Adoptions: where
 * the contribution that then counts in full would cost more to buy than the standard costs to adopt, in a leaf that is short.
 */
export function candidatesOf({ world, alone, slip, dearer }: CandidatesAsk): Candidates {
  return { joints: jointsOf({ world, alone, slip, dearer }), ...adoptionsOf({ world, alone }) };
}

/** An agreement at its best for a good that at least two allies need: for bounds, not active. Absent: there is none. */
function boundOf(world: World, g: number): Joint | undefined {
  const lot = world.need.reduce((sum, it) => sum + it[g]!, 0);
  const members = world.need.flatMap((it, n) => (it[g]! > 0 ? [n] : []));
  const { price, lead } = world.goods[g]!;
  return price === undefined || members.length < 2 || lot <= 0 ? undefined : { active: false, good: g, members, first: lead, factor: world.value(PLAN.learningFloor), lot, fees: new Map() };
}

/** Every agreement that a bound takes at its best. */
export const boundsOfAgreements = (world: World): readonly Joint[] => world.goods.flatMap((_, g) => boundOf(world, g) ?? []);

function jointsOf({ world, alone, slip, dearer }: CandidatesAsk): Joint[] {
  const T = world.years.length;
  const G = world.goods.length;
  const room = freeRoomOf(world, alone);
  return world.goods.flatMap((good, g): Joint[] => {
    const bound = boundOf(world, g);
    if (bound === undefined || good.price === undefined) return [];
    const wholeNeed = bound.lot;
    const needers = bound.members;
    const first = good.lead + slip;
    const last = T - 1;
    const from = Math.max(first - good.lead, 0);
    if (first > last) return [bound];
    const quantity = world.nations.map((_, n) => {
      let sum = 0;
      alone.deliveries.free.get(n * G + g)?.forEach((it, t) => { if (t >= first) sum += it; });
      world.programmes.forEach((it, at) => { if (it.nation === n && it.good === g && !it.firm) alone.deliveries.programme[at]!.forEach((some, t) => { if (t >= first) sum += some; }); });
      return sum;
    });
    const firstLot = wholeNeed * world.value(PLAN.firstLot);
    const feeYearly = world.value(PLAN.coordination) * dearer;
    let members = needers.filter((n) => quantity[n]! > 0);
    // Dropping a member can lower the tier, which can drop the next: ends since members only leave.
    for (;;) {
      const together = members.reduce((sum, n) => sum + quantity[n]!, 0);
      if (members.length < world.value(PLAN.membersLeast) || together <= 0) return [bound];
      const tier = together < firstLot ? together : firstLot * 2 ** Math.floor(Math.log2(together / firstLot) + 1e-9);
      const lot = Math.max(tier, world.value(PLAN.minimumLot) * together);
      const factor = lotFactor({ value: world.value, quantity: tier, whole: wholeNeed }) * (1 + world.value(PLAN.workShare)) * (1 + world.value(PLAN.setUp) * dearer);
      const fees = new Map(
        members.map((n) => {
          const years = new Float64Array(T);
          for (let t = from; t <= last; t++) years[t] = feeYearly;
          return [n, years] as const;
        }),
      );
      const stay = members.filter((n) => {
        const saved = good.price! * quantity[n]! * (world.ownFactor[n]![g]! - factor);
        const paid = fees.get(n)!.reduce((sum, it) => sum + it, 0);
        return saved > paid && fees.get(n)!.every((it, t) => it === 0 || room[n]![t]! > 2 * it);
      });
      if (stay.length === members.length) return [{ active: true, good: g, members, first, factor, lot, fees }];
      members = stay;
    }
  });
}

/** Money of each nation that no programme claims in the plan made alone. `[nation][year]`, M. */
function freeRoomOf(world: World, alone: Alone): Float64Array[] {
  const T = world.years.length;
  const advance = world.value(PLAN.advance);
  const room = world.budget.map((it) => Float64Array.from(it));
  world.programmes.forEach((it, at) => {
    const upkeep = world.goods[it.good]!.upkeep;
    const price = it.price ?? 0;
    if (it.price === undefined) return;
    alone.deliveries.programme[at]!.forEach((quantity, t) => {
      if (quantity <= 0) return;
      if (t > 0) room[it.nation]![t - 1]! -= advance * price * quantity;
      room[it.nation]![t]! -= (t > 0 ? 1 - advance : 1) * price * quantity;
      for (let tau = t; tau < T; tau++) room[it.nation]![tau]! -= upkeep * quantity;
    });
  });
  return room;
}

function adoptionsOf({ world, alone }: { readonly world: World; readonly alone: Alone }): { readonly adopted: Int32Array[]; readonly adoptedAll: Int32Array[] } {
  const N = world.nations.length;
  const T = world.years.length;
  const G = world.goods.length;
  const time = Math.max(Math.round(world.value(PLAN.adoptionTime)), 1);
  const lost = 1 - world.value(PLAN.credit);
  const delivered = totalsOf(world, alone.deliveries);
  const room = freeRoomOf(world, alone);
  const adoptedAll = world.adopted.map((it) => Int32Array.from(it, (at) => Math.min(at, time)));
  const adopted = world.adopted.map((years, k) =>
    Int32Array.from(years, (now, n) => {
      if (now <= time || time >= T || room[n]![time - 1]! <= 2 * world.standards[k]!.cost) return now;
      let worth = 0;
      world.leaves.forEach((leaf, c) => {
        for (const input of [...leaf.adding, ...leaf.limiting]) {
          if (input.standard !== k) continue;
          let most = 0;
          for (let t = time; t < Math.min(now, T); t++) {
            if (alone.coverage.short[c * T + t]! <= 0 && leaf.share[n]![t]! <= alone.coverage.supply[(n * world.leaves.length + c) * T + t]!) continue;
            let supply = input.pool < 0 ? input.held[n * T + t]! : input.yield * (alone.deliveries.split.get((input.pool * N + n) * world.leaves.length + c)?.[t] ?? 0);
            if (input.pool < 0) for (const use of input.goods) supply += use.yield * (delivered.get(n * G + use.good)?.[t] ?? 0);
            most = Math.max(most, supply);
          }
          worth += lost * most * world.worth[c]!;
        }
      });
      return worth > world.standards[k]!.cost ? time : now;
    }),
  );
  return { adopted, adoptedAll };
}
