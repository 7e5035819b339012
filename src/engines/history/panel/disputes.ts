import type { Table } from "../table.ts";
import { eachRow, pairKey } from "./raw.ts";

/** Disputes between two states in a year, and who began them. */
export interface DisputeTies {
  /** Any new, any going on: 0 or 1. */
  readonly between: (pairYear: number) => { readonly begun: number; readonly going: number };
  /** What a state did in the disputes it began as an originator against an originator. */
  readonly from: (state: number, pairYear: number) => { readonly initiated: number; readonly hostility: number };
}

const NONE = { begun: 0, going: 0 };
const NOTHING = { initiated: 0, hostility: 0 };

/** Reads disputes by pair and year. Names of two columns differ between the sources. */
export function disputeTies(table: Table, { going, begun }: { readonly going: string; readonly begun: string }): DisputeTies {
  const between = new Map<number, { begun: number; going: number }>();
  const from = new Map<string, { initiated: number; hostility: number }>();
  eachRow(
    table,
    ["ccode1", "ccode2", "year", going, begun, "sidea1", "sidea2", "orig1", "orig2", "hostlev1", "hostlev2"],
    (one, two, year, isGoing, isNew, side1, side2, first1, first2, hostile1, hostile2) => {
      const key = pairKey(one!, two!) * 10_000 + year!;
      const of = between.get(key) ?? { begun: 0, going: 0 };
      of.begun = Math.max(of.begun, isNew!);
      of.going = Math.max(of.going, isGoing!);
      between.set(key, of);
      if (isNew !== 1 || first1 !== 1 || first2 !== 1) return;
      for (const [state, side, other, hostility] of [
        [one!, side1!, side2!, hostile1!],
        [two!, side2!, side1!, hostile2!],
      ] as const) {
        if (side !== 1 || other !== 0) continue;
        const known = from.get(`${state}|${key}`);
        from.set(`${state}|${key}`, { initiated: 1, hostility: Math.max(known?.hostility ?? 0, hostility) });
      }
    },
  );
  return { between: (pairYear) => between.get(pairYear) ?? NONE, from: (state, pairYear) => from.get(`${state}|${pairYear}`) ?? NOTHING };
}
