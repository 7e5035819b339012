import { describe, expect, test } from "vitest";
import { BLOCK, draws, fitBinary, scalarTile, type Tile, vectorTile } from "#stats";

const vector = vectorTile(WebAssembly);

/** Everything a tile can work out of some columns, as text that shows every bit. */
function workedOut(tile: Tile, size: number, rows: number): string {
  const stream = draws("tile", 1, size);
  const columns = Array.from({ length: size }, () => Float64Array.from({ length: rows + 13 }, () => stream.next() - 0.3));
  tile.load(columns, 13, 13 + rows);
  tile.predict(Float64Array.from({ length: size }, () => 4 * stream.next() - 2));
  for (let row = 0; row < rows; row++) {
    tile.weight[row] = stream.next();
    tile.residual[row] = stream.next() - 0.5;
    tile.small[row] = [0, 1e-20, 0.3, 700, 708, 1e5, 50 * stream.next()][row % 7]!;
  }
  tile.fade();
  const [products, sums] = [new Float64Array(size * size), new Float64Array(size)];
  tile.products(products);
  tile.sums(sums);
  return JSON.stringify([tile.eta, tile.small].map((it) => [...it.subarray(0, rows)]).concat([[...products], [...sums]]));
}

describe("sums over rows", () => {
  test("this host has vectors", () => expect(vector?.name).toBe("vector"));
  test.each([
    [1, 1],
    [3, 7],
    [4, 4],
    [9, BLOCK],
    [14, BLOCK - 2],
    [16, 333],
    [64, 21],
  ])("%i columns of %i rows come out the same to the last bit with and without vectors", (size, rows) => {
    const scalar = scalarTile(size);
    // A tile that has held more must not show it.
    workedOut(vector!, 64, BLOCK);
    expect(workedOut(vector!, size, rows)).toBe(workedOut(scalar, size, rows));
  });
  test("a value that fades is right to two units in the last place, and not below what can be written", () => {
    const tile = scalarTile(1);
    tile.load([new Float64Array(BLOCK)], 0, BLOCK);
    for (let row = 0; row < BLOCK; row++) tile.small[row] = row * 0.69;
    tile.fade();
    for (let row = 0; row < BLOCK; row++) expect(Math.abs(tile.small[row]! / Math.exp(-row * 0.69) - 1)).toBeLessThan(5e-16);
  });
});

describe("a fit of many rows", () => {
  const rows = 30_000;
  const stream = draws("rows", 2, 0);
  const x = Float64Array.from({ length: rows }, () => 2 * stream.next() - 1);
  const outcome = x.map((it) => (stream.next() < 1 / (1 + Math.exp(4 - 1.5 * it)) ? 1 : 0));
  const design = { names: ["(Intercept)", "x"], columns: [new Float64Array(rows).fill(1), x], rowCount: rows };
  test.each(["logit", "probit"] as const)("%s: the start from a part of them leads to the estimate that a start from nought does", (link) => {
    const [one, two] = [fitBinary({ link, outcome, design }), fitBinary({ link, outcome, design, start: [0, 0] })];
    for (const [k, it] of one.coefficients.entries()) expect(Math.abs(it - two.coefficients[k]!)).toBeLessThan(1e-11);
    expect([one.state, two.state, one.iterations < two.iterations]).toEqual(["converged", "converged", true]);
  });
  test("rows that count several times are as rows that stand several times", () => {
    const times = Float64Array.from({ length: 300 }, (_, row) => row % 4);
    const part = { ...design, columns: design.columns.map((it) => it.subarray(0, 300)), rowCount: 300 };
    const own = Float64Array.from({ length: 300 }, (_, row) => (row % 5 === 0 ? 1 : 0));
    const every = [...times.keys()].flatMap((row) => Array.from({ length: times[row]! }, () => row));
    const copied = { ...design, rowCount: every.length, columns: part.columns.map((it) => Float64Array.from(every, (row) => it[row]!)) };
    for (const link of ["logit", "probit"] as const) {
      const [weighted, repeated] = [
        fitBinary({ link, outcome: own, design: part, weights: times }),
        fitBinary({ link, outcome: every.map((row) => own[row]!), design: copied }),
      ];
      expect(weighted.logLik).toBeCloseTo(repeated.logLik, 10);
      for (const [k, it] of weighted.coefficients.entries()) expect(it).toBeCloseTo(repeated.coefficients[k]!, 10);
    }
  });
  test("a column that foretells the outcome is named, with many rows too", () => {
    const told = fitBinary({ link: "logit", outcome, design: { ...design, names: ["(Intercept)", "told"], columns: [design.columns[0]!, outcome] } });
    expect([told.state, told.separated.includes("told")]).toEqual(["separated", true]);
  });
});
