import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkRows, lagrangianBound, lpText, MilpBuilder, type MilpModel, mpsText, withCost, withRowBelow, withUppers } from "./index.ts";

/** Minimise −30 chairs − 50 tables; chairs + 2 tables ≤ 40, 2 chairs + tables ≤ 50: 20 chairs, 10 tables, −1100. */
function workshop(): MilpModel {
  const build = new MilpBuilder();
  const chairs = build.column(0, 100, -30);
  const tables = build.column(0, 100, -50);
  build.row(Number.NEGATIVE_INFINITY, 40);
  build.entry(chairs, 1);
  build.entry(tables, 2);
  build.row(Number.NEGATIVE_INFINITY, 50);
  build.entry(chairs, 2);
  build.entry(tables, 1);
  return build.model();
}

test("the builder writes compressed rows", () => {
  const model = workshop();
  expect([...model.starts]).toEqual([0, 2, 4]);
  expect([...model.indices]).toEqual([0, 1, 0, 1]);
  expect([...model.values]).toEqual([1, 2, 2, 1]);
});

test("the builder grows from no room at all", () => {
  const build = new MilpBuilder(0);
  const column = build.column(0, 1);
  build.row(0, 1);
  for (const value of [1, 2, 3]) build.entry(column, value);
  expect([...build.model().values]).toEqual([1, 2, 3]);
});

test("the builder grows past its first arrays", () => {
  const build = new MilpBuilder();
  for (let at = 0; at < 3000; at++) build.column(0, 1, at);
  for (let at = 0; at < 3000; at++) {
    build.row(0, at);
    for (let k = 0; k < 5; k++) build.entry((at + k) % 3000, 1);
  }
  const model = build.model();
  expect([model.colCount, model.rowCount, model.indices.length, model.cost[2999], model.rowUpper[2999], model.starts[3000]]).toEqual([3000, 3000, 15000, 2999, 2999, 15000]);
});

test.each([
  [[-70 / 3, -10 / 3], -1100],
  [[-30, 0], -1200],
  [[0, 0], -8000],
  [[5, 5], -8000],
])("any prices %j give a bound: %d", (dual, bound) => {
  expect(lagrangianBound(workshop(), Float64Array.from(dual))).toBeCloseTo(bound, 6);
});

test("rows are recomputed, and a breach is named", () => {
  expect(checkRows(workshop(), Float64Array.of(20, 10))).toMatchObject({ objective: -1100, rowBreach: 0 });
  expect(checkRows(workshop(), Float64Array.of(20, 11))).toMatchObject({ rowBreach: 2, row: 0 });
});

test("edits leave the model they start from alone", () => {
  const model = workshop();
  const edited = withUppers(withRowBelow(withCost(model, Float64Array.of(1, 1)), { terms: Float64Array.of(0, 1), upper: 7 }), new Map([[0, 3]]));
  expect([model.rowCount, model.colUpper[0], model.cost[0]]).toEqual([2, 100, -30]);
  expect([edited.rowCount, edited.colUpper[0], edited.cost[0], edited.rowUpper[2], edited.indices[4]]).toEqual([3, 3, 1, 7, 1]);
});

const solvers: readonly (readonly [string, (file: string, out: string) => readonly string[], RegExp])[] = [
  ["glpsol", (file, out) => ["--lp", file, "-o", out], /Objective:\s+objective\s*=\s*(-?[\d.e+]+)/],
  ["cbc", (file, out) => [file, "solve", "solu", out], /objective value\s+(-?[\d.]+)/],
];

test.each(solvers)("%s reads the exported text and finds the same optimum", (program, args, pattern) => {
  const folder = mkdtempSync(join(tmpdir(), "milp-"));
  const file = join(folder, "workshop.lp");
  const out = join(folder, "out.txt");
  writeFileSync(file, lpText(workshop()));
  try {
    execFileSync(program, args(file, out), { stdio: "ignore" });
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return;
    throw cause;
  }
  expect(Number(pattern.exec(readFileSync(out, "utf8"))?.[1])).toBeCloseTo(-1100, 6);
});

test("MPS text has every section", () => {
  const text = mpsText(workshop());
  expect(text.split("\n").filter((line) => /^[A-Z]+/.test(line)).map((line) => line.split(" ")[0])).toEqual(["NAME", "ROWS", "COLUMNS", "RHS", "BOUNDS", "ENDATA"]);
});
