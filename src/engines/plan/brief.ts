import { coverageOf } from "./coverage.ts";
import type { Deliveries, Freedom } from "./freedom.ts";
import { DUST } from "./interpret.ts";
import { costsByNation, moneyOf } from "./money.ts";
import type { BriefPlan, BriefYears, Lever } from "./plan.ts";
import type { World } from "./world.ts";

export interface BriefAsk {
  readonly world: World;
  readonly levers: readonly Lever[];
  readonly freedom: Pick<Freedom, "joints" | "adopted" | "roles">;
  readonly deliveries: Deliveries;
  /** As in `coverageOf`. */
  readonly anyway?: Float64Array | undefined;
}

// Digits kept of a quantity: far more than a figure is compared in.
const DIGITS = 9;

/** The decisions of a plan and what they come to, for a plan that is not shown in full. */
export function briefOf({ world, levers, freedom, deliveries, anyway }: BriefAsk): BriefPlan {
  const N = world.nations.length;
  const C = world.leaves.length;
  const G = world.goods.length;
  const coverage = coverageOf({ world, deliveries, adopted: freedom.adopted, ...(anyway === undefined ? {} : { anyway }) });
  const listed = <Row>(decided: Iterable<readonly [number, Float64Array]>, row: (key: number) => Row, least = 0): (Row & BriefYears)[] =>
    [...decided].flatMap(([key, years]) => {
      const first = years.findIndex((it) => it > least);
      if (first < 0) return [];
      const last = years.findLastIndex((it) => it > least);
      return [{ ...row(key), from: world.years[first]!, quantities: [...years.subarray(first, last + 1)].map((it) => (it > least ? Number(it.toPrecision(DIGITS)) : 0)) }];
    });
  return {
    levers,
    deliveries: [
      ...listed(deliveries.free, (key) => ({ nation: world.nations[Math.floor(key / G)]!, system: world.goods[key % G]!.system }), DUST),
      ...listed(deliveries.programme.entries(), (at) => ({ nation: world.nations[world.programmes[at]!.nation]!, system: world.goods[world.programmes[at]!.good]!.system, programme: world.programmes[at]!.id }), DUST),
    ],
    agreements: freedom.joints.flatMap((it) => (it.active ? [{ system: world.goods[it.good]!.system, members: it.members.map((n) => world.nations[n]!), priceFactor: it.factor }] : [])),
    leads: !freedom.roles ? [] : [...deliveries.beyond].map(([key, years]) => ({ nation: world.nations[Math.floor(key / C)]!, leaf: world.leaves[key % C]!.id, firstYear: world.years[years.findIndex((it) => it > 0)]!, beyondShare: Math.max(...years) })),
    adoptions: world.standards.flatMap((standard, k) => world.nations.flatMap((nation, n) => (freedom.adopted[k]![n]! < world.adopted[k]![n]! ? [{ nation, standard: standard.id, year: world.years[freedom.adopted[k]![n]!]! }] : []))),
    expansions: listed(deliveries.expansion, (key) => ({ nation: world.nations[key % N]!, line: world.lines[Math.floor(key / N)]!.id })),
    splits: listed(deliveries.split, (key) => ({ nation: world.nations[Math.floor(key / C) % N]!, system: world.alternatives[Math.floor(key / C / N)]!.class, leaf: world.leaves[key % C]!.id })),
    common: listed(deliveries.common, (good) => ({ system: world.goods[good]!.system })),
    shortfallYears: coverage.years,
    shortfallWeighted: coverage.weighted,
    cost: costsByNation(world, moneyOf({ world, freedom, deliveries })).reduce((sum, it) => sum + it, 0),
  };
}
