import type { World } from "./world.ts";

/** A joint agreement as one solve sees it: if active, its price holds for deliveries from `first` to its members. */
export interface Joint {
  readonly active: boolean;
  readonly good: number;
  readonly members: readonly number[];
  /** First delivery year, as index. */
  readonly first: number;
  /** Price as a share of the price of a first lot, work-share claims included. */
  readonly factor: number;
  /** Smallest quantity for that price. Unit: items. */
  readonly lot: number;
  /** Set-up and coordination by nation and year. Unit: M. */
  readonly fees: ReadonlyMap<number, Float64Array>;
}

/** A joint agreement that a model may conclude: at most one of its tiers, with any of its candidates as members. */
export interface AgreementOption {
  readonly good: number;
  readonly candidates: readonly number[];
  /** First delivery year, as index. */
  readonly first: number;
  /** Lots and prices, smallest lot first. */
  readonly tiers: readonly { readonly lot: number; readonly factor: number }[];
  /** Coordination for one member in each year. Unit: M. */
  readonly fee: Float64Array;
}

/** Whole-number choices that the model makes by itself. */
export interface OpenChoices {
  readonly agreements: readonly AgreementOption[];
  /** Year indices in which a standard may be adopted; empty: adoptions stay as planned. */
  readonly adoptionYears: readonly number[];
  /** Whether every leaf with a lead has another ally as fallback. */
  readonly fallback: boolean;
  /** Whether lines that change products make one in a year, and lines below their minimum rate cost or close. */
  readonly lines: boolean;
}

/** What was chosen for lines: product by year (−1: none) and years open. Key: line. */
export interface LineChoice {
  readonly product: Int32Array;
  readonly open: Uint8Array;
}

/** What a solve leaves free: the levers in numbers. The world is the same for every freedom. */
export interface Freedom {
  /** Nations solved for. */
  readonly nations: readonly number[];
  /** Whether contributions beyond a nation's own share count for the alliance, and shortfall is counted for the alliance. */
  readonly roles: boolean;
  /** Whether programmes without a contract may leave their windows. */
  readonly dates: boolean;
  /** Items that each pool can deliver to these nations in each year. `[pool][year]`. */
  readonly capacity: readonly Float64Array[];
  /** Most that each nation gets from a pool where slots are fixed. `[pool][nation][year]`; an absent pool is free. */
  readonly slots: ReadonlyMap<number, readonly Float64Array[]>;
  /** Most that all may still add to each line. Unit: items a year. */
  readonly expansion: readonly number[];
  /** Most that each nation may add to each line while dates are not aligned: `line * nations + nation`. Absent: shared freely. */
  readonly expansionOwn?: Float64Array;
  readonly joints: readonly Joint[];
  /** Year index from which a nation has a standard. `[standard][nation]`. */
  readonly adopted: readonly Int32Array[];
  /** Nation and leaf pairs (`n * leaves + c`) that may buy beyond their share. `any`: all. */
  readonly leads: ReadonlySet<number> | "any";
  /** Contributions that come about without anyone leading: `(nation * leaves + leaf) * years + year`. Absent: those from holdings. */
  readonly anyway?: Float64Array;
  /** The same without what allies buy beyond their programmes: it comes about whoever is asked for what. Absent: not told. */
  readonly promised?: Float64Array;
  /** Most overrun of each budget. Absent: free, and made least as stage 0. `[nation][year]`. */
  readonly overrun?: readonly Float64Array[];
  /** Most that each programme may stay undelivered. Absent: free, and made least as stage 0. */
  readonly undelivered?: Float64Array;
  /** Choices left to the model. Absent: all are given by the fields above. */
  readonly open?: OpenChoices;
  /** Nation and leaf pairs that stand in for a lead. */
  readonly fallbacks?: ReadonlySet<number>;
  /** What lines make in which year, where it was chosen. */
  readonly lineChoices?: ReadonlyMap<number, LineChoice>;
  /** Whether joint agreements, standards and so on are taken at their best and for nothing: a bound, not a plan. */
  readonly relaxed?: boolean;
}

/** What was decided, read off a solution. */
export interface Deliveries {
  /** Purchases beyond programmes by year. Key: `nation * goods + good`. */
  readonly free: ReadonlyMap<number, Float64Array>;
  /** Deliveries of each programme by year. */
  readonly programme: readonly Float64Array[];
  /** Ready items of an alternative given to each of its leaves. Key: `(alternative * nations + nation) * leaves + leaf`. */
  readonly split: ReadonlyMap<number, Float64Array>;
  /** Investment in a line by a nation by year. Key: `line * nations + nation`. Unit: items a year. */
  readonly expansion: ReadonlyMap<number, Float64Array>;
  /** Bought beyond the own share. Key: `nation * leaves + leaf`. Leaf units. */
  readonly beyond: ReadonlyMap<number, Float64Array>;
  /** Bought out of common funds, by good. */
  readonly common: ReadonlyMap<number, Float64Array>;
  /** What lines were paid for not making, by line. */
  readonly idle: ReadonlyMap<number, Float64Array>;
  /** What each line makes where lines were modelled one by one. Key: `line * goods + good`. */
  readonly production: ReadonlyMap<number, Float64Array>;
}

/** Part of a contribution that counts: all of it with the standard, the credit without. */
export function creditOf(world: World, adopted: readonly Int32Array[], credit: number, standard: number, nation: number, year: number): number {
  return standard < 0 || adopted[standard]![nation]! <= year ? 1 : credit;
}

/** Joins the decisions of nations that were solved apart. */
export function mergeDeliveries(parts: readonly Deliveries[], programmes: readonly { readonly nation: number }[], nationOf: readonly number[]): Deliveries {
  const partOf = new Map(nationOf.map((nation, index) => [nation, parts[index]!]));
  return {
    free: new Map(parts.flatMap((it) => [...it.free])),
    programme: programmes.map((it, at) => partOf.get(it.nation)!.programme[at]!),
    split: new Map(parts.flatMap((it) => [...it.split])),
    expansion: new Map(parts.flatMap((it) => [...it.expansion])),
    beyond: new Map(parts.flatMap((it) => [...it.beyond])),
    common: new Map(),
    idle: new Map(),
    production: new Map(),
  };
}
