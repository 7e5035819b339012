import type { MilpModel } from "#maths";
import type { Formulation } from "../formulate.ts";
import { formulate } from "../formulate.ts";
import type { Basis } from "../solver.ts";
import { pickedWhole } from "./arrays.ts";
import { AT_LOWER, carriedBasis, carriedDual, carriedPrimal, type Carry, carryTo, mended, type Named, named } from "./carry.ts";
import type { Case } from "./change.ts";
import { type ElasticModel, elasticOf } from "./elastic.ts";
import type { Units } from "./kept.ts";

/** What a case is as a model, and where it came from. */
export interface Posed {
  readonly case: Case;
  readonly named: Named;
  readonly elastic: ElasticModel;
  /** Columns of the elastic model that limits may be exceeded in for nothing; handed on from case to case. */
  readonly allowed: Float64Array | undefined;
}

/** A point to start from: values, row prices and basis of the elastic model. None of them need be right. */
export interface Point {
  readonly primal: Float64Array;
  readonly dual: Float64Array;
  readonly basis: Basis;
}

/** A case with a plan for it. */
export interface Solved extends Posed, Point {}

/** Poses a case of which nothing is known yet. */
export function pose(it: Case, { breach, allowed }: { readonly breach: number; readonly allowed: Float64Array | undefined }, formulation: Formulation = formulate(it.world, it.freedom, "limiting")): Posed {
  const posed = { case: it, named: named(formulation), elastic: elasticOf({ formulation, breach, ...(allowed === undefined ? {} : { allowed }) }), allowed };
  // Row names are asked for only where a change numbers the model otherwise: made now, not while somebody waits.
  posed.named.rows();
  return posed;
}

/** A posed question with a point to start from, in units that may have changed since. */
export interface PosedNear {
  readonly posed: Posed;
  readonly point: Point;
  readonly units?: Units;
}

/** Poses a case as a neighbour of a solved one, with the solution of the other as a point to start from. */
export function poseNear(from: Solved, it: Case, breach: number): PosedNear {
  const formulation = formulate(it.world, it.freedom, "limiting");
  const carry = carryTo(from.named, formulation);
  const allowed = from.allowed === undefined ? undefined : carriedPrimal(carry, formulation.model, from.allowed.subarray(0, from.named.formulation.model.colCount));
  const elastic = elasticOf({ formulation, breach, ...(allowed === undefined ? {} : { allowed }) });
  const all = withElasticColumns(carry, { from, elastic });
  const primal = carriedPrimal(all, elastic.model, from.primal);
  return { posed: { case: it, named: named(formulation, carry.into), elastic, allowed }, point: { primal, dual: carriedDual(carry, from.dual), basis: carriedBasis(all, from.basis, from.elastic.model) }, units: { columnRatio: all.columnRatio, rowRatio: all.rowRatio } };
}

/** A plan of one posed case in the columns and units of another: what is new is at its lower bound. Whether it keeps the other's rows is not said. */
export function planIn(to: Posed, { of, primal }: { readonly of: Posed; readonly primal: Float64Array }): Float64Array {
  const all = withElasticColumns(carryTo(of.named, to.named.formulation), { from: of, elastic: to.elastic });
  return carriedPrimal(all, to.elastic.model, primal);
}

/** The carry of an elastic model: its added columns are found again by their rows. */
function withElasticColumns(carry: Carry, { from, elastic }: { readonly from: Posed; readonly elastic: ElasticModel }): Carry {
  const own = from.named.formulation.model.colCount;
  const at = new Map<number, number>();
  from.elastic.rows.forEach((row, k) => void at.set(row, own + k));
  const columns = new Int32Array(elastic.model.colCount);
  const columnRatio = new Float64Array(elastic.model.colCount).fill(1);
  columns.set(carry.columns);
  columnRatio.set(carry.columnRatio);
  elastic.rows.forEach((row, k) => {
    const before = carry.rows[row]!;
    columns[carry.columns.length + k] = before < 0 ? -1 : (at.get(before) ?? -1);
    columnRatio[carry.columns.length + k] = carry.rowRatio[row]!;
  });
  return { ...carry, columns, columnRatio };
}

/** A basis of a part of a model from one of the whole. */
export const partOf = (basis: Basis, { columns, rows }: { readonly columns: Int32Array; readonly rows: Int32Array }): Basis =>
  mended({ colStatus: pickedWhole(basis.colStatus, columns), rowStatus: pickedWhole(basis.rowStatus, rows) });

/** A basis of the whole model from one of a part; what is not in the part keeps its status, rows outside are slack. */
export function wholeOf(basis: Basis, { columns, rows, before, model }: { readonly columns: Int32Array; readonly rows: Int32Array; readonly before: Basis; readonly model: MilpModel }): Basis {
  const colStatus = Int32Array.from(before.colStatus);
  const rowStatus = new Int32Array(model.rowCount).fill(1);
  for (let column = 0; column < colStatus.length; column++) if (colStatus[column] === 1) colStatus[column] = AT_LOWER;
  columns.forEach((column, at) => { colStatus[column] = basis.colStatus[at]!; });
  rows.forEach((row, at) => { rowStatus[row] = basis.rowStatus[at]!; });
  return mended({ colStatus, rowStatus });
}
