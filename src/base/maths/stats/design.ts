import type { Square } from "./matrix.ts";
import { addProducts } from "./products.ts";

/** Columns of a model: values by row, and a name. */
export interface Design {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rowCount: number;
}

/** Norm of what a column has beyond those before it, as a share of its own, below which it is aliased. As R's. */
const ALIASED_BELOW = 1e-7;

/**
 * Columns that carry something of their own, and those that the ones before them make up, with how many rows there are.
 * Source: Gram-Schmidt, each column taken out twice.
 */
export function withoutAliased({ names, columns, rowCount }: Design): { readonly design: Design; readonly aliased: readonly string[] } {
  if (standsApart({ names, columns, rowCount })) return { design: { names, columns, rowCount }, aliased: [] };
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  for (const [index, column] of columns.entries()) {
    const rest = Float64Array.from(column);
    const own = norm(rest);
    for (let round = 0; round < 2; round++) {
      for (const it of basis) {
        let dot = 0;
        for (let row = 0; row < rowCount; row++) dot += it[row]! * rest[row]!;
        for (let row = 0; row < rowCount; row++) rest[row]! -= dot * it[row]!;
      }
    }
    const left = norm(rest);
    if (own === 0 || left <= ALIASED_BELOW * own) continue;
    for (let row = 0; row < rowCount; row++) rest[row]! /= left;
    basis.push(rest);
    kept.push(index);
  }
  return {
    design: { names: kept.map((it) => names[it]!), columns: kept.map((it) => columns[it]!), rowCount },
    aliased: names.filter((_, it) => !kept.includes(it)),
  };
}

/** Columns at right angles that span what others do, and how coefficients of theirs become coefficients of the others. */
export interface Basis {
  readonly design: Design;
  /** Upper triangle T with X · T = Q: what fits Q with g fits X with T · g. */
  readonly back: Square;
}

/**
 * A basis for columns that nearly make one another up, such as high powers of a year: what is fitted on it has all its digits.
 * Absent: they stand apart enough to be fitted as they are. `apartAbove`: what a column has to keep beyond those before it, squared. None may be made up of the others: see `withoutAliased`.
 * Source: Gram-Schmidt, each column taken out twice.
 * @example basisOf({ names: ["one", "year"], columns: [ones, years], rowCount })?.design.columns
 */
export function basisOf(given: Design, apartAbove = APART_ABOVE): Basis | undefined {
  if (standsApart(given, apartAbove)) return undefined;
  const { names, columns, rowCount } = given;
  const size = columns.length;
  const upper = new Float64Array(size * size);
  const made: Float64Array[] = [];
  for (const [k, column] of columns.entries()) {
    const rest = Float64Array.from(column);
    for (let round = 0; round < 2; round++) {
      for (const [i, it] of made.entries()) {
        let dot = 0;
        for (let row = 0; row < rowCount; row++) dot += it[row]! * rest[row]!;
        for (let row = 0; row < rowCount; row++) rest[row]! -= dot * it[row]!;
        upper[i * size + k]! += dot;
      }
    }
    const left = norm(rest);
    upper[k * size + k] = left;
    for (let row = 0; row < rowCount; row++) rest[row]! /= left;
    made.push(rest);
  }
  return { design: { names, columns: made, rowCount }, back: inverseOfUpper(upper, size) };
}

function inverseOfUpper(upper: Float64Array, size: number): Square {
  const values = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    values[k * size + k] = 1 / upper[k * size + k]!;
    for (let i = k - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= k; m++) sum += upper[i * size + m]! * values[m * size + k]!;
      values[i * size + k] = -sum / upper[i * size + i]!;
    }
  }
  return { size, values };
}

/** What a column keeps beyond those before it, squared, above which products of columns are proof enough that none is aliased. */
const APART_ABOVE = 1e-8;

/** Whether products of the columns show already that each has much of its own. */
function standsApart(given: Design, apartAbove = APART_ABOVE): boolean {
  const { design } = scaled(given);
  const { columns, rowCount } = design;
  const size = columns.length;
  const gram = new Float64Array(size * size);
  addProducts({ columns, from: 0, to: rowCount }, gram);
  for (let i = 0; i < size; i++) {
    const own = gram[i * size + i]!;
    for (let k = 0; k <= i; k++) {
      let sum = gram[i * size + k]!;
      for (let m = 0; m < k; m++) sum -= gram[i * size + m]! * gram[k * size + m]!;
      if (i === k) {
        if (!(sum > apartAbove * own)) return false;
        gram[i * size + i] = Math.sqrt(sum);
      } else gram[i * size + k] = sum / gram[k * size + k]!;
    }
  }
  return true;
}

function norm(column: Float64Array): number {
  const largest = largestOf(column);
  if (largest === 0) return 0;
  let sum = 0;
  for (const it of column) sum += (it / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Divides each column by its largest value, so that the algebra sees numbers of one size. */
export function scaled({ names, columns, rowCount }: Design): { readonly design: Design; readonly scale: Float64Array } {
  const scale = Float64Array.from(columns, (column) => largestOf(column) || 1);
  return { design: { names, rowCount, columns: columns.map((column, index) => divided(column, scale[index]!)) }, scale };
}

/** Largest absolute value of a column. Not a number where one is none. */
export function largestOf(column: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < column.length; row++) {
    const it = Math.abs(column[row]!);
    // Written so that what is no number gets through.
    if (!(it <= largest)) largest = it;
  }
  return largest;
}

function divided(column: Float64Array, by: number): Float64Array {
  if (by === 1) return column;
  const made = new Float64Array(column.length);
  for (let row = 0; row < made.length; row++) made[row] = column[row]! / by;
  return made;
}
