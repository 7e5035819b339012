import { MilpBuilder } from "#maths";
import type { Solver, StopSignal } from "../solver.ts";
import { type Alike, countsIn } from "./alike.ts";
import type { Coalition } from "./game.ts";

/** Where the linear programmes go. */
export interface GainsDesk {
  readonly solver: Solver;
  readonly signal?: StopSignal;
  /** Most time of one linear programme. Unit: s. */
  readonly timeLimit: number;
}

export interface MasterRow {
  readonly coalition: Coalition;
  readonly worth: number;
}

export interface MasterAsk {
  readonly desk: GainsDesk;
  /** Players who are alike have one share. */
  readonly alike: Alike;
  /** Least share of a player of each class; −∞ for none. */
  readonly lower: Float64Array;
  /** Rows x(S) + e ≥ worth. */
  readonly rows: readonly MasterRow[];
  /** Rows x(S) = total. */
  readonly settled: readonly { readonly coalition: Coalition; readonly total: number }[];
  /** `excess`: make e least. `total`: no e, make Σ x least. */
  readonly least: "excess" | "total";
}

export interface MasterAnswer {
  /** Of a player of each class. */
  readonly shares: Float64Array;
  /** The least value: e, or Σ x. */
  readonly value: number;
  /** Dual of each of `rows`. */
  readonly duals: Float64Array;
}

/**
 * One linear programme over few coalitions. Unit: that of the rows.
 * @throws when the solver gives no proved optimum: with shares bounded from below and rows of single players there is one.
 */
export async function solveMaster({ desk, alike, lower, rows, settled, least }: MasterAsk): Promise<MasterAnswer> {
  const { members } = alike;
  const builder = new MilpBuilder();
  members.forEach((it, c) => builder.column(lower[c]!, Number.POSITIVE_INFINITY, least === "total" ? it.length : 0));
  const excess = least === "excess" ? builder.column(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1) : -1;
  const entries = (coalition: Coalition): void => countsIn(alike, coalition).forEach((count, c) => { if (count > 0) builder.entry(c, count); });
  for (const it of rows) {
    builder.row(it.worth, Number.POSITIVE_INFINITY);
    entries(it.coalition);
    if (excess >= 0) builder.entry(excess, 1);
  }
  for (const it of settled) {
    builder.row(it.total, it.total);
    entries(it.coalition);
  }
  const answer = await desk.solver.solve({ model: builder.model(), timeLimit: desk.timeLimit, name: "shares", algorithm: "simplex", presolve: false }, desk.signal);
  if (answer.status !== "optimal") throw new Error(`The shares of ${alike.classOf.length} allies could not be computed: the solver answered "${answer.status}"${answer.message === undefined ? "" : `, ${answer.message}`}.`);
  return { shares: answer.primal.slice(0, members.length), value: answer.objective, duals: answer.dual.slice(0, rows.length) };
}
