import type { Shown } from "./shown.ts";

export const HEAT_MEASURES = ["coverage", "lead", "duplication", "trend", "n-1"] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

/** unknown: nothing that the reader may see says it, which a label may have kept back. none: reported as none, or no role. */
export type HeatState = "value" | "unknown" | "none";

export interface HeatCell {
  readonly nation: string;
  readonly state: HeatState;
  /** Number printed in the cell. Absent unless state is `value`. */
  readonly shown?: Shown;
  /** Whether this nation leads the capability: 1 lead, 2 second, 3 third. */
  readonly lead?: 1 | 2 | 3;
}

export interface HeatRow {
  readonly leaf: string;
  readonly name: string;
  readonly group: string;
  readonly area: string;
  readonly character: string;
  readonly alliance: Shown;
  readonly trend: Shown;
  readonly cells: readonly HeatCell[];
}

/** The table nation × capability for one measure and year. */
export interface HeatView {
  readonly measure: HeatMeasure;
  readonly year: number;
  readonly years: readonly number[];
  /** What a number in a cell says. */
  readonly meaning: string;
  readonly scale: { readonly from: number; readonly to: number; readonly better: "more" | "less" };
  readonly nations: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly HeatRow[];
  readonly summary: string;
}
