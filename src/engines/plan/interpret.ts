import { type Coverage, coverageOf, lostWithout } from "./coverage.ts";
import { firstMade } from "./constraints/sustaining.ts";
import type { Deliveries, Freedom, LineChoice } from "./freedom.ts";
import { costsByNation, moneyOf, unitPriceOf } from "./money.ts";
import type { AdoptionChoice, Agreement, Contribution, LeafYear, Lead, Lever, LineMode, LineYear, Order, Plan, PlanEvidence, Production, SpendYear, Stage, StockYear } from "./plan.ts";
import { PLAN } from "./parameters.ts";
import { perItem, type World } from "./world.ts";

export interface InterpretAsk {
  readonly world: World;
  readonly kind: Plan["kind"];
  readonly levers: readonly Lever[];
  readonly freedom: Freedom;
  readonly deliveries: Deliveries;
  readonly stages: readonly Stage[];
}

export const agreementId = (system: string): string => `joint:${system}`;

/** Quantities below this part of an item are round-off. Unit: items. */
export const DUST = 1e-6;

/** Puts decisions into a planner's words and numbers. */
export function interpret(ask: InterpretAsk): Plan {
  const { world, freedom, deliveries } = ask;
  const N = world.nations.length;
  const T = world.years.length;
  const C = world.leaves.length;
  const coverage = coverageOf({ world, deliveries, adopted: freedom.adopted });
  const money = moneyOf({ world, freedom, deliveries });
  const orders = ordersOf(ask);
  const shortfalls: LeafYear[] = [];
  const contributions: Contribution[] = [];
  world.leaves.forEach((leaf, c) => {
    world.years.forEach((year, t) => {
      const at = c * T + t;
      const required = leaf.required[t]!;
      if (required > 0) shortfalls.push({ leaf: leaf.id, year, required, available: coverage.held[at]!, planned: coverage.counted[at]!, short: coverage.short[at]!, shortUrgent: coverage.shortUrgent[at]! });
      for (let n = 0; n < N; n++) {
        const supply = coverage.supply[(n * C + c) * T + t]!;
        const target = leaf.share[n]![t]!;
        const held = coverage.supplyHeld[(n * C + c) * T + t]!;
        if (supply <= 0 && target <= 0) continue;
        contributions.push({ nation: world.nations[n]!, leaf: leaf.id, year, held, added: supply - held, counted: Math.min(supply, leaf.ceiling * required), target });
      }
    });
  });
  const spend: SpendYear[] = world.nations.flatMap((nation, n) =>
    world.years.map((year, t): SpendYear => {
      const at = n * T + t;
      const total = money.purchases[at]! + money.upkeep[at]! + money.together[at]!;
      return { nation, year, budget: world.budget[n]![t]!, purchases: money.purchases[at]!, upkeep: money.upkeep[at]!, together: money.together[at]!, total, overrun: total - world.budget[n]![t]! > 1e-6 * Math.max(world.budget[n]![t]!, 1) ? total - world.budget[n]![t]! : 0 };
    }),
  );
  const { production, lines } = productionOf(ask);
  return {
    kind: ask.kind,
    levers: ask.levers,
    figures: world.figures,
    currency: world.currency,
    priceYear: world.priceYear,
    years: world.years,
    orders,
    production,
    lines,
    ...(freedom.lineChoices === undefined ? {} : { modes: modesOf(world, freedom.lineChoices, deliveries) }),
    contributions,
    shortfalls,
    stocks: world.stocks.flatMap((stock, at) => world.years.map((year, t): StockYear => ({ nation: world.nations[stock.nation]!, system: world.goods[stock.good]!.system, year, target: stock.target, planned: stock.target - coverage.stockShort[at * T + t]!, short: coverage.stockShort[at * T + t]! }))),
    agreements: agreementsOf(ask, orders),
    leads: leadsOf(ask, coverage),
    adoptions: adoptionsOf(ask),
    spend,
    stages: ask.stages,
    notPlanned: world.notPlanned,
    evidence: evidenceOf(ask),
    verification: { checked: 0, faults: [], largest: 0 },
    shortfallYears: coverage.years,
    shortfallWeighted: coverage.weighted,
    cost: costsByNation(world, money).reduce((sum, it) => sum + it, 0),
  };
}

/** Decisions that no list shows by itself: what the checker needs to count everything again. */
function evidenceOf({ world, deliveries }: InterpretAsk): PlanEvidence {
  const N = world.nations.length;
  const C = world.leaves.length;
  const listed = <Row>(decided: ReadonlyMap<number, Float64Array>, row: (key: number) => Row): (Row & { readonly year: number; readonly quantity: number })[] =>
    [...decided].flatMap(([key, years]) => world.years.flatMap((year, t) => (years[t]! > 0 ? [{ ...row(key), year, quantity: years[t]! }] : [])));
  return {
    expansions: listed(deliveries.expansion, (key) => ({ nation: world.nations[key % N]!, line: world.lines[Math.floor(key / N)]!.id })),
    splits: listed(deliveries.split, (key) => ({ nation: world.nations[Math.floor(key / C) % N]!, system: world.alternatives[Math.floor(key / C / N)]!.class, leaf: world.leaves[key % C]!.id })),
    common: listed(deliveries.common, (good) => ({ system: world.goods[good]!.system })),
    idle: listed(deliveries.idle, (line) => ({ line: world.lines[line]!.id })),
  };
}

function ordersOf({ world, freedom, deliveries }: InterpretAsk): Order[] {
  const G = world.goods.length;
  const orders: Order[] = [];
  const add = (n: number, good: number, years: Float64Array, programme?: number): void => {
    years.forEach((quantity, t) => {
      if (quantity <= DUST) return;
      const { price, joint } = unitPriceOf({ world, freedom, n, good, t, ...(programme === undefined ? {} : { programme }) });
      const { system, lead } = world.goods[good]!;
      orders.push({
        nation: world.nations[n]!,
        system,
        ...(programme === undefined ? {} : { programme: world.programmes[programme]!.id }),
        orderYear: programme !== undefined && world.programmes[programme]!.firm ? world.programmes[programme]!.contractYear : world.years[t]! - lead,
        year: world.years[t]!,
        quantity,
        ...(price === undefined ? {} : { unitPrice: price }),
        ...(joint ? { agreement: agreementId(system) } : {}),
      });
    });
  };
  for (let n = 0; n < world.nations.length; n++) {
    for (let g = 0; g < G; g++) {
      const years = deliveries.free.get(n * G + g);
      if (years !== undefined) add(n, g, years);
    }
    world.programmes.forEach((it, at) => { if (it.nation === n) add(n, it.good, deliveries.programme[at]!, at); });
  }
  return orders;
}

function agreementsOf({ world, freedom }: InterpretAsk, orders: readonly Order[]): Agreement[] {
  return freedom.joints.flatMap((it): Agreement[] => {
    if (!it.active) return [];
    const id = agreementId(world.goods[it.good]!.system);
    const mine = orders.filter((order) => order.agreement === id);
    const years = mine.map((order) => order.year);
    return [
      {
        id,
        system: world.goods[it.good]!.system,
        members: it.members.map((n) => world.nations[n]!),
        firstYear: years.length === 0 ? world.years[it.first]! : Math.min(...years),
        lastYear: years.length === 0 ? world.years.at(-1)! : Math.max(...years),
        quantity: mine.reduce((sum, order) => sum + order.quantity, 0),
        lot: it.lot,
        priceFactor: it.factor,
        coordination: [...it.fees.values()].reduce((sum, years_) => sum + years_.reduce((a, b) => a + b, 0), 0),
      },
    ];
  });
}

function leadsOf({ world, deliveries, freedom }: InterpretAsk, coverage: Coverage): Lead[] {
  if (!freedom.roles) return [];
  const C = world.leaves.length;
  const premium = world.value(PLAN.insurance);
  return [...deliveries.beyond].map(([key, years]): Lead => {
    const c = key % C;
    const leaf = world.leaves[c]!;
    const nation = Math.floor(key / C);
    const first = years.findIndex((it) => it > 1e-9);
    const fallback = fallbackOf({ world, deliveries, freedom, coverage, leaf: c });
    const lost = lostWithout({ world, deliveries, coverage, nation, leaf: c });
    return {
      nation: world.nations[nation]!,
      leaf: leaf.id,
      firstYear: world.years[first]!,
      beyondShare: Math.max(...years),
      insurance: premium * world.worth[c]! * Math.max(...years),
      ...(fallback === undefined ? {} : { fallback: world.nations[fallback]! }),
      lostQuantity: lost.at(-1)!,
      lostYears: lost.reduce((sum, it, t) => sum + (t >= first && leaf.required[t]! > 0 ? it / leaf.required[t]! : 0), 0),
    };
  });
}

/** Of the allies that lead nothing of a leaf and count what a fallback must: one that the model chose, else one that may lead, and of these the one that counts most. */
function fallbackOf({ world, deliveries, freedom, coverage, leaf: c }: Pick<InterpretAsk, "world" | "deliveries" | "freedom"> & { readonly coverage: Coverage; readonly leaf: number }): number | undefined {
  const C = world.leaves.length;
  const T = world.years.length;
  const { ceiling } = world.leaves[c]!;
  const required = world.leaves[c]!.required[T - 1]!;
  const needed = world.value(PLAN.fallbackShare) * required;
  if (needed <= 0) return undefined;
  const standing = world.nations.flatMap((_, nation) => {
    const key = nation * C + c;
    const counts = Math.min(coverage.supply[key * T + T - 1]!, ceiling * required);
    if (counts < needed * (1 - NEARLY) || deliveries.beyond.has(key)) return [];
    return [{ nation, counts, rank: freedom.fallbacks?.has(key) === true ? 0 : (world.mayLead?.has(key) ?? true) ? 1 : 2 }];
  });
  return standing.sort((a, b) => a.rank - b.rank || b.counts - a.counts || a.nation - b.nation)[0]?.nation;
}

// What a fallback must count is met within round-off of the solver. Unit: share.
const NEARLY = 1e-6;

function adoptionsOf({ world, freedom }: InterpretAsk): AdoptionChoice[] {
  const T = world.years.length;
  return world.standards.flatMap((standard, k) =>
    world.nations.flatMap((nation, n): AdoptionChoice[] => {
      const at = freedom.adopted[k]![n]!;
      if (at >= T || (at === 0 && world.adoptedPlanned[k]![n] === 0)) return [];
      const chosen = at < world.adopted[k]![n]!;
      return [{ nation, standard: standard.id, year: world.years[at]!, cost: chosen ? standard.cost : 0, origin: chosen ? "plan" : world.adoptedPlanned[k]![n] === 1 ? "planned" : "in-force" }];
    }),
  );
}

/** What was chosen for each line that changes over or has a minimum rate. */
function modesOf(world: World, choices: ReadonlyMap<number, LineChoice>, { idle }: Deliveries): LineMode[] {
  return [...choices].sort(([a], [b]) => a - b).flatMap(([l, { product, open }]) => {
    const line = world.lines[l]!;
    const first = firstMade(world, line);
    return world.years.map((year, t): LineMode => {
      const good = line.changeover === undefined ? -1 : product[t]!;
      const changed = t > 0 && good >= 0 && good !== product[t - 1];
      return {
        line: line.id,
        year,
        ...(good < 0 ? {} : { system: world.goods[good]!.system }),
        open: open[t] === 1,
        lost: changed ? line.capacity[t]! * line.changeover! : 0,
        minimum: open[t] === 1 && t >= first ? line.minimum : 0,
        idle: idle.get(l)?.[t] ?? 0,
      };
    });
  });
}

/** Hands the deliveries of each year out to the lines that can make them, narrow lines first; where lines were modelled one by one, as the model did. */
function productionOf({ world, deliveries }: InterpretAsk): { readonly production: Production[]; readonly lines: LineYear[] } {
  const N = world.nations.length;
  const T = world.years.length;
  const G = world.goods.length;
  const wanted = world.goods.map(() => new Float64Array(T));
  for (const [key, years] of deliveries.free) years.forEach((it, t) => { wanted[key % G]![t]! += it; });
  deliveries.programme.forEach((years, at) => years.forEach((it, t) => { wanted[world.programmes[at]!.good]![t]! += it; }));
  for (const [good, years] of deliveries.common) years.forEach((it, t) => { wanted[good]![t]! += it; });
  const added = world.lines.map((line, l) => {
    const years = new Float64Array(T);
    for (let n = 0; n < N; n++) deliveries.expansion.get(l * N + n)?.forEach((it, t) => { for (let tau = t + line.expansionTime; tau < T; tau++) years[tau]! += it; });
    return years;
  });
  const production: Production[] = [];
  const used = world.lines.map(() => new Float64Array(T));
  const makers = world.goods.map((_, g) => world.lines.flatMap((line, l) => (line.component === undefined && line.goods.includes(g) ? [l] : [])));
  const order = world.goods.map((_, g) => g).sort((a, b) => makers[a]!.length - makers[b]!.length || a - b);
  const isModelled = new Uint8Array(G);
  for (const [key, years] of deliveries.production) {
    const [l, g] = [Math.floor(key / G), key % G];
    isModelled[g] = 1;
    years.forEach((quantity, t) => {
      if (quantity <= DUST) return;
      used[l]![t]! += quantity;
      production.push({ line: world.lines[l]!.id, system: world.goods[g]!.system, year: world.years[t]!, quantity });
    });
  }
  /** Hands a quantity out to lines in their order, as far as their capacity goes. */
  const make = (system: string, from: readonly number[], t: number, wish: number): void => {
    let left = wish;
    for (const l of from) {
      const quantity = Math.min(left, Math.max(world.lines[l]!.capacity[t]! + added[l]![t]! - used[l]![t]!, 0));
      if (quantity <= DUST) continue;
      used[l]![t]! += quantity;
      left -= quantity;
      production.push({ line: world.lines[l]!.id, system, year: world.years[t]!, quantity });
    }
  };
  const narrow = makers.map((own) => [...own].sort((a, b) => world.lines[a]!.goods.length - world.lines[b]!.goods.length || a - b));
  for (let t = 0; t < T; t++) {
    for (const g of order) if (isModelled[g] === 0) make(world.goods[g]!.system, narrow[g]!, t, wanted[g]![t]!);
    // A component is made in the year of what it goes into, by its own lines.
    for (const pool of world.pools) {
      const component = pool.per === undefined ? undefined : world.lines[pool.lines[0]!]!.component;
      if (component !== undefined) make(component, pool.lines, t, pool.goods.reduce((sum, g) => sum + perItem(pool, g) * wanted[g]![t]!, 0));
    }
  }
  const lines = world.lines.flatMap((line, l) =>
    world.years.map((year, t): LineYear => ({ line: line.id, year, capacity: line.capacity[t]! + added[l]![t]!, added: added[l]![t]!, used: used[l]![t]! })),
  );
  return { production, lines };
}
