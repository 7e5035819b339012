import type { WasmHost } from "../wasm.ts";
import { scalarTile } from "./scalar-tile.ts";
import { BLOCK, type Tile, VECTOR_COLUMNS_MOST } from "./tile.ts";
import { vectorTile } from "./vector-tile.ts";

let vectors: Tile | undefined;
let scalar: Tile = scalarTile(16);

/**
 * Lets sums over rows run two rows at a time, where the host's WebAssembly has vectors. Results are the same to the last bit with
 * and without, so that it does not matter who calls this or when.
 */
export function withVectors(host: WasmHost): void {
  vectors ??= vectorTile(host);
}

/** Where some rows are worked on: one tile for all, since nothing here is left half done. */
export function tileFor(columnCount: number): Tile {
  if (vectors !== undefined && columnCount <= VECTOR_COLUMNS_MOST) return vectors;
  if (scalar.columnsMost < columnCount) scalar = scalarTile(columnCount);
  return scalar;
}

/** Columns over some rows, `from` to before `to`, and how much each row counts. */
export interface Stretch {
  readonly columns: readonly Float64Array[];
  /** By row. Absent: every row counts once. */
  readonly weight?: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Adds Σ w · x_i · x_k over a stretch of rows to the lower triangle of a matrix, row by row in one array. */
export function addProducts({ columns, weight, from, to }: Stretch, into: Float64Array): void {
  const tile = tileFor(columns.length);
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    tile.load(columns, start, end);
    if (weight === undefined) tile.weight.fill(1, 0, end - start);
    else tile.weight.set(weight.subarray(start, end));
    tile.products(into);
  }
}

/** Adds Σ r · x_k over a stretch of rows to `into`, for a value r by row. */
export function addSums({ columns, from, to }: Stretch, value: Float64Array, into: Float64Array): void {
  const tile = tileFor(columns.length);
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    tile.load(columns, start, end);
    tile.residual.set(value.subarray(start, end));
    tile.sums(into);
  }
}

/** Fills the upper triangle of a matrix from its lower one. */
export function mirrored(values: Float64Array, size: number): Float64Array {
  for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) values[column * size + row] = values[row * size + column]!;
  return values;
}
