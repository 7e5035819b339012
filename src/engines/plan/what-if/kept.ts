import type { MilpModel } from "#maths";
import { mended } from "./carry.ts";
import type { Point } from "./state.ts";

/** Units of the base's columns and rows in units of a question's; of a price the other way round. Absent: the same. */
export interface Units {
  readonly columnRatio: Float64Array;
  readonly rowRatio: Float64Array;
}

/**
 * What is kept of a solution: where it differs from the point that its question started from, in the base's units. Most of a
 * plan stays where it was, so that this takes a tenth of the room, and it is a place to start from for questions like it.
 */
export interface Kept {
  readonly colCount: number;
  readonly rowCount: number;
  readonly primal: Entries<Float64Array>;
  readonly dual: Entries<Float64Array>;
  readonly colStatus: Entries<Uint8Array>;
  readonly rowStatus: Entries<Uint8Array>;
}

interface Entries<Values> {
  readonly at: Int32Array;
  readonly values: Values;
}

/** What is kept of a solution. @example keptOf({ from: start, to: exact }) */
export function keptOf({ from, to, units }: { readonly from: Point; readonly to: Point; readonly units?: Units | undefined }): Kept {
  const primal = differing(from.primal, to.primal);
  const dual = differing(from.dual, to.dual);
  const colStatus = differing(from.basis.colStatus, to.basis.colStatus);
  const rowStatus = differing(from.basis.rowStatus, to.basis.rowStatus);
  return {
    colCount: to.primal.length,
    rowCount: to.dual.length,
    primal: { at: primal, values: Float64Array.from(primal, (it) => to.primal[it]! / (units?.columnRatio[it] ?? 1)) },
    dual: { at: dual, values: Float64Array.from(dual, (it) => to.dual[it]! * (units?.rowRatio[it] ?? 1)) },
    colStatus: { at: colStatus, values: Uint8Array.from(colStatus, (it) => to.basis.colStatus[it]!) },
    rowStatus: { at: rowStatus, values: Uint8Array.from(rowStatus, (it) => to.basis.rowStatus[it]!) },
  };
}

/** The solution again, or one like it: at the start of another question, in its units and within its bounds. `undefined`: its model has another shape. */
export function pointFrom(kept: Kept, { start, units, model }: { readonly start: Point; readonly units?: Units | undefined; readonly model: MilpModel }): Point | undefined {
  if (kept.colCount !== model.colCount || kept.rowCount !== model.rowCount) return undefined;
  const primal = Float64Array.from(start.primal);
  kept.primal.at.forEach((it, k) => { primal[it] = Math.min(Math.max(kept.primal.values[k]! * (units?.columnRatio[it] ?? 1), model.colLower[it]!), model.colUpper[it]!); });
  const dual = Float64Array.from(start.dual);
  kept.dual.at.forEach((it, k) => { dual[it] = kept.dual.values[k]! / (units?.rowRatio[it] ?? 1); });
  const [colStatus, rowStatus] = [Int32Array.from(start.basis.colStatus), Int32Array.from(start.basis.rowStatus)];
  kept.colStatus.at.forEach((it, k) => { colStatus[it] = kept.colStatus.values[k]!; });
  kept.rowStatus.at.forEach((it, k) => { rowStatus[it] = kept.rowStatus.values[k]!; });
  return { primal, dual, basis: mended({ colStatus, rowStatus }) };
}

/** Memory that it takes. Unit: bytes. */
export const bytesOf = (kept: Kept): number => [kept.primal, kept.dual, kept.colStatus, kept.rowStatus].reduce((sum, { at, values }) => sum + at.byteLength + values.byteLength, 0);

function differing(a: ArrayLike<number>, b: ArrayLike<number>): Int32Array {
  const found: number[] = [];
  for (let at = 0; at < b.length; at++) if (a[at] !== b[at]) found.push(at);
  return Int32Array.from(found);
}
