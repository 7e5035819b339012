import { coverageOf, type Coverage } from "./coverage.ts";
import type { Alone } from "./alone.ts";
import type { Reached } from "./aligned.ts";
import type { Deliveries } from "./freedom.ts";
import { DUST } from "./interpret.ts";
import { unitPriceOf } from "./money.ts";
import { PLAN } from "./parameters.ts";
import type { Action } from "./plan.ts";
import type { World } from "./world.ts";

export interface ActionsAsk {
  readonly world: World;
  readonly alone: Alone;
  readonly aligned: Reached;
}

type Draft = Omit<Action, "rank">;

const MOST = 8;

/**
 * What each ally can do, most effective first. The effect of an action is counted, not estimated: the aligned plan is
 * counted again without it (the nation doing for that system what it does alone) and the difference is the effect.
 */
export function actionsOf({ world, alone, aligned }: ActionsAsk): Action[] {
  const counter = counterOf(world, aligned);
  const drafts = [...orderActions({ world, alone, aligned }, counter), ...moveActions({ world, alone, aligned }, counter), ...leadActions({ world, alone, aligned }, counter), ...adoptActions({ world, alone, aligned })];
  const byNation = new Map<string, Draft[]>();
  for (const it of drafts) byNation.set(it.nation, [...(byNation.get(it.nation) ?? []), it]);
  return [...byNation.values()].flatMap((own) =>
    own
      .sort((a, b) => b.effect.shortfallYears - a.effect.shortfallYears || a.effect.money - b.effect.money || (a.text < b.text ? -1 : 1))
      .slice(0, MOST)
      .map((it, at): Action => ({ ...it, rank: at + 1 })),
  );
}

interface Counter {
  /** Share-years short of the leaves that a good serves, if the nation's supply changed by these items so far. */
  readonly lost: (ask: { readonly n: number; readonly good: number; readonly change: Float64Array }) => number;
  /** Share-years short if what the nation counts beyond its share of a leaf did not count. */
  readonly without: (ask: { readonly n: number; readonly c: number }) => number;
}

/** Counts only the leaves a good serves, from the totals of the aligned plan. */
function counterOf(world: World, { coverage, freedom, deliveries }: Reached): Counter {
  const T = world.years.length;
  const C = world.leaves.length;
  const N = world.nations.length;
  const sums = new Float64Array(C * T);
  for (let c = 0; c < C; c++) for (let t = 0; t < T; t++) for (let n = 0; n < N; n++) sums[c * T + t]! += Math.min(coverage.supply[(n * C + c) * T + t]!, world.leaves[c]!.ceiling * world.leaves[c]!.required[t]!);
  const touched = world.goods.map((_, g) => world.leaves.flatMap((leaf, c) => ([...leaf.adding, ...leaf.limiting].some((input) => input.pool < 0 && input.goods.some((use) => use.good === g)) ? [c] : [])));
  return {
    without: ({ n, c }) => {
      const leaf = world.leaves[c]!;
      let lost = 0;
      for (let t = 0; t < T; t++) {
        const required = leaf.required[t]!;
        if (required <= 0) continue;
        const counted = Math.min(coverage.supply[(n * C + c) * T + t]!, leaf.ceiling * required);
        const beyond = Math.max(counted - Math.max(leaf.share[n]![t]!, coverage.supplyHeld[(n * C + c) * T + t]!), 0);
        const sum = sums[c * T + t]!;
        lost += (Math.max(required - sum + beyond, 0) - Math.max(required - sum, 0)) / required;
      }
      return lost;
    },
    lost: ({ n, good, change }) => {
      const G = world.goods.length;
      const years = Float64Array.from(deliveries.free.get(n * G + good) ?? new Float64Array(T));
      for (let t = 0; t < T; t++) years[t]! += change[t]!;
      const other: Deliveries = { ...deliveries, free: new Map([...deliveries.free, [n * G + good, years]]) };
      let lost = 0;
      const supply = supplyOf({ world, deliveries: other, adopted: freedom.adopted, n, leaves: touched[good]! });
      touched[good]!.forEach((c, at) => {
        for (let t = 0; t < T; t++) {
          const required = world.leaves[c]!.required[t]!;
          if (required <= 0) continue;
          const most = world.leaves[c]!.ceiling * required;
          const before = sums[c * T + t]!;
          const after = before - Math.min(coverage.supply[(n * C + c) * T + t]!, most) + Math.min(supply[at]![t]!, most);
          lost += (Math.max(required - after, 0) - Math.max(required - before, 0)) / required;
        }
      });
      return lost;
    },
  };
}

/** Supply of one nation to some leaves: the rule of `coverageOf` for one nation. */
function supplyOf({ world, deliveries, adopted, n, leaves }: { readonly world: World; readonly deliveries: Deliveries; readonly adopted: readonly Int32Array[]; readonly n: number; readonly leaves: readonly number[] }): Float64Array[] {
  const T = world.years.length;
  const N = world.nations.length;
  const C = world.leaves.length;
  const G = world.goods.length;
  const credit = world.value(PLAN.credit);
  const programmes = world.programmes.flatMap((it, at) => (it.nation === n ? [at] : []));
  const total = (good: number, t: number): number => {
    let sum = 0;
    const free = deliveries.free.get(n * G + good);
    for (let tau = 0; tau <= t; tau++) sum += free?.[tau] ?? 0;
    for (const at of programmes) if (world.programmes[at]!.good === good) for (let tau = 0; tau <= t; tau++) sum += deliveries.programme[at]![tau]!;
    return sum;
  };
  return leaves.map((c) => {
    const leaf = world.leaves[c]!;
    return Float64Array.from({ length: T }, (_, t) => {
      const amount = (input: (typeof leaf.adding)[number]): number => {
        const factor = input.standard < 0 || adopted[input.standard]![n]! <= t ? 1 : credit;
        if (input.pool >= 0) return factor * input.yield * (deliveries.split.get((input.pool * N + n) * C + c)?.[t] ?? 0);
        return factor * input.goods.reduce((sum, use) => sum + use.yield * total(use.good, t), input.held[n * T + t]!);
      };
      const adding = leaf.adding.reduce((sum, it) => sum + amount(it), 0);
      return leaf.limiting.length === 0 ? adding : adding + Math.min(...leaf.limiting.map(amount));
    });
  });
}

/** A quantity in a sentence: whole from ten on, thousands parted by a narrow space. */
const rounded = (value: number): string => (value >= 10 ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, "\u202f") : String(Number(value.toPrecision(2))));

// A difference below this part of the whole is not worth a word.
const WORTH_SAYING = 0.005;

const span = (first: number, last: number): string => (first === last ? `in ${first}` : `${first} to ${last}`);

/** The mean year of deliveries, counted from the first of the plan. */
const meanYear = (years: Float64Array): number => years.reduce((sum, quantity, t) => sum + quantity * t, 0) / Math.max(years.reduce((sum, quantity) => sum + quantity, 0), 1e-9);

/** In what an order of as many items differs from that of the ally alone. Unit: years, above 0 sooner. @example sooner(1.04) // → "1.0 years sooner on average" */
export const sooner = (years: number): string => (Math.abs(years) < TELLS ? "in other years" : `${Math.abs(years).toFixed(1)} years ${years > 0 ? "sooner" : "later"} on average`);

// A mean that moves by less prints as none. Unit: years.
const TELLS = 0.05;

function orderActions({ world, alone, aligned }: ActionsAsk, counter: Counter): Draft[] {
  const G = world.goods.length;
  const T = world.years.length;
  const drafts: Draft[] = [];
  for (const [key, years] of aligned.deliveries.free) {
    const n = Math.floor(key / G);
    const good = key % G;
    const own = alone.deliveries.free.get(key) ?? new Float64Array(T);
    const quantity = years.reduce((sum, it) => sum + it, 0);
    const quantityAlone = own.reduce((sum, it) => sum + it, 0);
    const joint = aligned.freedom.joints.find((it) => it.active && it.good === good && it.members.includes(n));
    const more = quantity - quantityAlone;
    const change = Float64Array.from(years, (it, t) => own[t]! - it);
    const shortfallYears = counter.lost({ n, good, change });
    if (shortfallYears <= 1e-6 && joint === undefined) continue;
    let money = 0;
    years.forEach((it, t) => {
      const price = unitPriceOf({ world, freedom: aligned.freedom, n, good, t }).price!;
      money += world.discount[t]! * (it * price - own[t]! * world.goods[good]!.price! * world.ownFactor[n]![good]!);
    });
    const { system, unit } = world.goods[good]!;
    const first = world.years[years.findIndex((it) => it > DUST)];
    if (first === undefined) continue;
    const last = world.years[T - 1 - [...years].reverse().findIndex((it) => it > DUST)]!;
    const leaf = world.leaves.find((it) => [...it.adding, ...it.limiting].some((input) => input.goods.some((use) => use.good === good)))?.id;
    const nation = world.nations[n]!;
    const text =
      joint === undefined
        ? `Order ${rounded(quantity)} × ${world.nameOf(system)}${Math.abs(more) < WORTH_SAYING * quantity ? `, as many as alone but ${sooner(meanYear(own) - meanYear(years))}` : quantityAlone <= WORTH_SAYING * quantity ? ", none of them alone" : ` (${rounded(Math.abs(more))} ${more >= 0 ? "more" : "fewer"} than alone)`}, delivered ${span(first, last)}.`
        : `Join the agreement for ${world.nameOf(system)} with ${joint.members.length === 2 ? "one other ally" : `${joint.members.length - 1} other allies`} and take ${rounded(quantity)}, delivered ${span(first, last)}, ${priceText(joint.factor, world.ownFactor[n]![good]!)}.`;
    drafts.push({ nation, kind: joint === undefined ? "order" : "join", text, system, ...(leaf === undefined ? {} : { leaf }), years: { first, last }, quantity, unit, effect: { shortfallYears, money } });
  }
  return drafts;
}

/** A member pays its own price where that of the agreement is no lower. @example priceText(0.97, 0.85) // → "at 85.0 per cent of the price of a first lot, no less than alone" */
export const priceText = (factor: number, own: number): string => (factor < own ? `at ${(factor * 100).toFixed(1)} per cent of the price of a first lot instead of ${(own * 100).toFixed(1)}` : `at ${(own * 100).toFixed(1)} per cent of the price of a first lot, no less than alone`);

function moveActions({ world, alone, aligned }: ActionsAsk, counter: Counter): Draft[] {
  return world.programmes.flatMap((it, at): Draft[] => {
    const now = aligned.deliveries.programme[at]!;
    const was = alone.deliveries.programme[at]!;
    const outside = now.reduce((sum, quantity, t) => sum + (t < it.first || t > it.last ? quantity : 0), 0);
    if (outside <= 0.02 * it.quantity) return [];
    const years = meanYear(now) - meanYear(was);
    const change = Float64Array.from(now, (quantity, t) => was[t]! - quantity);
    const first = world.years[now.findIndex((quantity) => quantity > DUST)]!;
    const last = world.years[now.length - 1 - [...now].reverse().findIndex((quantity) => quantity > DUST)]!;
    let money = 0;
    if (it.price !== undefined) now.forEach((quantity, t) => { money += world.discount[t]! * (quantity - was[t]!) * it.price!; });
    return [
      {
        nation: world.nations[it.nation]!,
        kind: "move",
        text: `Move the programme ${world.nameOf(it.id)} by ${Math.abs(years).toFixed(1)} years ${years < 0 ? "earlier" : "later"}: deliver ${span(first, last)}.`,
        system: world.goods[it.good]!.system,
        programme: it.id,
        years: { first, last },
        quantity: it.quantity,
        unit: world.goods[it.good]!.unit,
        effect: { shortfallYears: counter.lost({ n: it.nation, good: it.good, change }), money },
      },
    ];
  });
}

function leadActions({ world, aligned }: ActionsAsk, counter: Counter): Draft[] {
  const C = world.leaves.length;
  const premium = world.value(PLAN.insurance);
  return [...aligned.deliveries.beyond].map(([key, years]): Draft => {
    const leaf = world.leaves[key % C]!;
    const most = Math.max(...years);
    const first = world.years[years.findIndex((it) => it > DUST)]!;
    const insured = years.reduce((sum, it) => sum + (it > 0 ? 1 : 0), 0);
    const insurance = years.reduce((sum, it, t) => sum + (world.discount[t]! * it * premium * world.worth[key % C]!) / insured, 0);
    const n = Math.floor(key / C);
    const shortfallYears = counter.without({ n, c: key % C });
    return {
      nation: world.nations[Math.floor(key / C)]!,
      kind: "lead",
      text: `Take a lead in ${world.nameOf(leaf.id)}: up to ${rounded(most)} ${leaf.unit} beyond its own share from ${first}, counted for the alliance and insured against being stranded.`,
      leaf: leaf.id,
      years: { first, last: world.years.at(-1)! },
      quantity: most,
      unit: leaf.unit,
      effect: { shortfallYears, money: insurance },
    };
  });
}

function adoptActions({ world, aligned }: ActionsAsk): Draft[] {
  return world.standards.flatMap((standard, k) =>
    world.nations.flatMap((nation, n): Draft[] => {
      const at = aligned.freedom.adopted[k]![n]!;
      if (at >= world.adopted[k]![n]!) return [];
      const without = aligned.freedom.adopted.map((it, index) => (index === k ? Int32Array.from(it, (year, m) => (m === n ? world.adopted[k]![n]! : year)) : it));
      const coverage: Coverage = coverageOf({ world, deliveries: aligned.deliveries, adopted: without });
      return [
        {
          nation,
          kind: "adopt",
          text: `Adopt ${world.nameOf(standard.id)} by ${world.years[at]}: contributions that need it then count in full.`,
          standard: standard.id,
          years: { first: world.years[at]!, last: world.years[at]! },
          effect: { shortfallYears: coverage.years - aligned.coverage.years, money: standard.cost * world.discount[Math.max(at - 1, 0)]! },
        },
      ];
    }),
  );
}
