import type { Alliance, Yield } from "#model";
import { exactly, type Range, scaleRange } from "#quantities";
import { Inventory } from "./inventory.ts";
import { ASSESS } from "./parameters.ts";

/** What a nation gives to a leaf in a year. Unit: the leaf's. */
export interface Contribution {
  /** All that is held. Absent: unknown. */
  readonly held?: Range;
  /** Usable within 30 days. Absent: unknown. */
  readonly ready?: Range;
  /** Some inputs are unknown, so the sum is at least this. */
  readonly atLeast: boolean;
  readonly parts: readonly Part[];
}

/** One system's part in a contribution. */
export interface Part {
  readonly system: string;
  readonly combine: Yield["combine"];
  /** Absent: nobody said how many are held. */
  readonly items?: Range;
  readonly readiness: Range;
  readonly yield: Range;
  /** Share of the system that goes to this leaf. */
  readonly share: Range;
  readonly facts: readonly string[];
}

interface Input {
  readonly system: string;
  readonly row: Yield;
  readonly apart: ReadonlySet<string>;
  /** Rows of types of the class: each counts by its own yield. */
  readonly own: readonly { readonly row: Yield; readonly share: Range }[];
  readonly share: Range;
}

/** How the systems of a leaf add up, read once for all nations and years. */
export interface LeafInputs {
  readonly inputs: readonly Input[];
}

export const COUNTED: ReadonlySet<string> = new Set(["additive", "limiting", "alternative"]);

/** Reads which classes count towards which leaf. A type's own row goes before its class's. */
export function inputsOf(alliance: Alliance, wanted: ReadonlyMap<string, number>): ReadonlyMap<string, LeafInputs> {
  const byLeaf = new Map<string, Yield[]>();
  const leavesOf = new Map<string, string[]>();
  for (const it of alliance.facts.yield) {
    if (!COUNTED.has(it.combine) || !alliance.leafIndex.has(it.capability)) continue;
    byLeaf.set(it.capability, [...(byLeaf.get(it.capability) ?? []), it]);
    if (it.combine === "alternative") leavesOf.set(it.system, [...(leavesOf.get(it.system) ?? []), it.capability]);
  }
  // An alternative is counted once: split as stated, else in proportion to what each leaf requires in items.
  const shareOf = (row: Yield): Range => {
    if (row.share !== undefined) return row.share;
    if (row.combine !== "alternative") return exactly(1);
    const leaves = leavesOf.get(row.system) ?? [];
    const needs = leaves.map((leaf) => {
      const per = (byLeaf.get(leaf) ?? []).find((it) => it.system === row.system)?.quantity.base ?? 0;
      return per > 0 ? (wanted.get(leaf) ?? 0) / per : 0;
    });
    const all = needs.reduce((sum, it) => sum + it, 0);
    return exactly(all > 0 ? (needs[leaves.indexOf(row.capability)] ?? 0) / all : 1 / leaves.length);
  };
  return new Map(
    [...byLeaf].map(([leaf, rows]) => {
      const rowOf = new Map(rows.map((it) => [it.system, it]));
      const classOf = (system: string): string | undefined => alliance.systemById.get(system)?.class;
      const inputs = rows
        .filter((row) => {
          const parent = classOf(row.system);
          return parent === undefined || !rowOf.has(parent);
        })
        .map((row): Input => {
          const own = rows.filter((it) => it !== row && classOf(it.system) === row.system);
          const share = shareOf(row);
          return { system: row.system, row, own: own.map((it) => ({ row: it, share: it.share ?? share })), apart: new Set(own.map((it) => it.system)), share };
        });
      return [leaf, { inputs }];
    }),
  );
}

/** What of a holding is available where nobody stated its readiness, and the record that says so. */
export interface Multiplier {
  readonly factor: Range;
  readonly fact: string;
}

/** Factors on availability by system, from multiplier yields. */
export const multipliersOf = (alliance: Alliance): ReadonlyMap<string, Multiplier> =>
  new Map(alliance.facts.yield.filter((it) => it.combine === "multiplier").map((it) => [it.system, { factor: it.quantity, fact: `yield:${it.id}` }]));

const product = (...ranges: readonly Range[]): Range => ranges.reduce((all, it) => scaleRange(all, it), exactly(1));

/** Contribution of a nation to a leaf in a year, by the ways in which yields combine. Unit: the leaf's. */
export function contributionOf(ask: {
  readonly alliance: Alliance;
  readonly inventory: Inventory;
  readonly inputs: LeafInputs;
  readonly multipliers: ReadonlyMap<string, Multiplier>;
  readonly nation: string;
  readonly year: number;
}): Contribution {
  const { alliance, inventory, nation, year } = ask;
  const readinessOf = (system: string, stated: number | undefined): { readonly readiness: Range; readonly by: readonly string[] } => {
    if (stated !== undefined) return { readiness: exactly(stated), by: [] };
    const it = alliance.systemById.get(system);
    const judged = ask.multipliers.get(system) ?? (it?.class === undefined ? undefined : ask.multipliers.get(it.class));
    if (judged !== undefined) return { readiness: judged.factor, by: [judged.fact] };
    return { readiness: it?.kind === "munition" || it?.kind === "service" ? exactly(1) : alliance.valueOf(ASSESS.readiness), by: [] };
  };
  const parts: Part[] = [];
  const sums = { additive: undefined as Sum | undefined, limiting: undefined as Sum | undefined };
  let unknown = 0;
  let limitUnknown = false;
  for (const input of ask.inputs.inputs) {
    const rows = [
      { row: input.row, share: input.share, items: inventory.ofClass(nation, input.system, year, input.apart) },
      ...input.own.map((it) => ({ ...it, items: inventory.ofType(nation, it.row.system, year, { class: input.system }) })).filter(({ items }) => items.quantity !== undefined),
    ];
    let sum: Sum | undefined;
    for (const { row, share, items } of rows) {
      const { readiness, by } = readinessOf(row.system, items.readiness);
      parts.push({ system: row.system, combine: row.combine, ...(items.quantity !== undefined && { items: items.quantity }), readiness, yield: row.quantity, share, facts: [...items.facts, `yield:${row.id}`, ...by] });
      if (items.quantity === undefined) continue;
      const held = product(items.quantity, row.quantity, share);
      sum = plus(sum, { held, ready: scaleRange(held, readiness) });
    }
    if (input.row.combine === "limiting") {
      if (sum === undefined) limitUnknown = true;
      else sums.limiting = sums.limiting === undefined ? sum : least(sums.limiting, sum);
    } else if (sum === undefined) unknown += 1;
    else sums.additive = plus(sums.additive, sum);
  }
  const limited = limitUnknown ? undefined : sums.limiting;
  const all = sums.additive === undefined ? limited : limited === undefined ? sums.additive : plus(sums.additive, limited);
  return { ...(all !== undefined && { held: all.held, ready: all.ready }), atLeast: all !== undefined && (unknown > 0 || limitUnknown), parts };
}

interface Sum {
  readonly held: Range;
  readonly ready: Range;
}

const each = (a: Range, b: Range, fold: (a: number, b: number) => number): Range => ({ low: fold(a.low, b.low), base: fold(a.base, b.base), high: fold(a.high, b.high) });
const plus = (a: Sum | undefined, b: Sum): Sum => (a === undefined ? b : { held: each(a.held, b.held, (x, y) => x + y), ready: each(a.ready, b.ready, (x, y) => x + y) });
/** The scarcest of limiting inputs decides. */
const least = (a: Sum, b: Sum): Sum => ({ held: each(a.held, b.held, Math.min), ready: each(a.ready, b.ready, Math.min) });
