import type { Alliance, Capability, Requirement } from "#model";
import { addRanges, exactly, type Range, scaleRange } from "#quantities";
import { ASSESS } from "./parameters.ts";

/** What the alliance needs of a leaf in a year. Unit: the leaf's. */
export interface Required {
  readonly total: Range;
  /** Parts by CAP level, 1 first. */
  readonly byLevel: readonly Range[];
  /** Whether the data split it, or the parameters `assess.cap-split-*` did. */
  readonly split: "stated" | "assumed";
  readonly facts: readonly string[];
}

const SPLITS = [ASSESS.split1, ASSESS.split2, ASSESS.split3, ASSESS.split4, ASSESS.split5];

/** Rows of the alliance's own requirement, of the first situation stated: others are alternatives and never added. */
export function planRows(alliance: Alliance, leaf: string): readonly Requirement[] {
  const rows = (alliance.requirementsOf.get(leaf) ?? []).filter((it) => it.use === "plan" && it.scope === "alliance");
  return rows.filter((it) => it.situation === rows[0]?.situation);
}

/** What is needed of a leaf in each year: what one year needs the next does, until a further row. Absent: nobody stated it. */
export function requiredByYear(alliance: Alliance, leaf: Capability, years: readonly number[]): readonly (Required | undefined)[] {
  const from = new Set(planRows(alliance, leaf.id).map((it) => it.year));
  if (from.size === 0) return years.map(() => undefined);
  let now: Required | undefined;
  return years.map((year, t) => {
    if (t === 0 || from.has(year)) now = requiredOf(alliance, leaf, year);
    return now;
  });
}

/** What is needed of a leaf in a year; a row holds until a later row of the same level. Absent: nobody stated a requirement. */
export function requiredOf(alliance: Alliance, leaf: Capability, year: number): Required | undefined {
  const rows = planRows(alliance, leaf.id);
  const inForce = [...new Set(rows.map((it) => it.capLevel))].flatMap((level) => {
    const steps = rows.filter((it) => it.capLevel === level && it.year <= year).sort((a, b) => a.year - b.year);
    const last = steps.at(-1);
    return last === undefined ? [] : [last];
  });
  if (inForce.length === 0) return undefined;
  const shares = SPLITS.map((it) => alliance.valueOf(it).base);
  const whole = shares.reduce((sum, it) => sum + it, 0);
  const byLevel = shares.map((share, index) =>
    inForce.reduce((sum, it) => (it.capLevel === undefined ? addRanges(sum, scaleRange(it.quantity, share / whole)) : it.capLevel === index + 1 ? addRanges(sum, it.quantity) : sum), exactly(0)),
  );
  return {
    total: inForce.reduce((sum, it) => addRanges(sum, it.quantity), exactly(0)),
    byLevel,
    split: inForce.some((it) => it.capLevel !== undefined) ? "stated" : "assumed",
    facts: inForce.map((it) => `requirement:${it.id}`),
  };
}
