import { expect, test } from "vitest";
import { bytesOf, keptOf, pointFrom } from "./kept.ts";
import type { Point } from "./state.ts";

const point = (primal: number[], dual: number[], colStatus: number[], rowStatus: number[]): Point => ({
  primal: Float64Array.from(primal),
  dual: Float64Array.from(dual),
  basis: { colStatus: Int32Array.from(colStatus), rowStatus: Int32Array.from(rowStatus) },
});

// x0 + x1 + x2 ≤ 6, x0 − x2 ≤ 2: three columns of bounds 0 and 10, two rows.
const model = {
  colCount: 3,
  rowCount: 2,
  cost: new Float64Array(3),
  colLower: new Float64Array(3),
  colUpper: new Float64Array(3).fill(10),
  rowLower: new Float64Array(2).fill(Number.NEGATIVE_INFINITY),
  rowUpper: Float64Array.from([6, 2]),
  starts: Int32Array.from([0, 3, 5]),
  indices: Int32Array.from([0, 1, 2, 0, 2]),
  values: Float64Array.from([1, 1, 1, 1, -1]),
};
const from = point([1, 2, 0], [0.5, 0], [1, 0, 0], [0, 1]);
const to = point([1, 4, 3], [0.5, -0.25], [0, 1, 1], [0, 0]);

test("what is kept is where the solution is not where it started; put on the start again it is the solution", () => {
  const kept = keptOf({ from, to });
  expect(kept.primal).toEqual({ at: Int32Array.of(1, 2), values: Float64Array.of(4, 3) });
  expect(kept.dual).toEqual({ at: Int32Array.of(1), values: Float64Array.of(-0.25) });
  expect(pointFrom(kept, { start: from, model })).toEqual(to);
  // Two values, one price, three and one statuses, each with its place.
  expect(bytesOf(kept)).toBe(2 * 12 + 12 + 3 * 5 + 5);
});

test("in units that have changed: values by the ratio of the columns, prices against that of the rows, within the bounds", () => {
  const kept = keptOf({ from, to, units: { columnRatio: Float64Array.of(1, 2, 1), rowRatio: Float64Array.of(1, 4) } });
  // In the base's units: x1 = 2, the price of the second row −1.
  const other = pointFrom(kept, { start: from, units: { columnRatio: Float64Array.of(1, 8, 1), rowRatio: Float64Array.of(1, 2) }, model });
  expect(other!.primal).toEqual(Float64Array.of(1, 10, 3));
  expect(other!.dual).toEqual(Float64Array.of(0.5, -0.5));
});

test("a basis has as many basic members as rows, whatever the start had", () => {
  const start = point([0, 0, 0], [0, 0], [0, 0, 0], [1, 1]);
  const { basis } = pointFrom(keptOf({ from, to }), { start, model })!;
  expect([...basis.colStatus, ...basis.rowStatus].filter((it) => it === 1)).toHaveLength(2);
});

test("a model of another shape starts from its own point", () => {
  expect(pointFrom(keptOf({ from, to }), { start: from, model: { ...model, rowCount: 3 } })).toBeUndefined();
});
