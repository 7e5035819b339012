import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { lpText, mpsText, readMps, withCost } from "#maths";
import { alignedModel } from "./export.ts";
import { fictionalOfSize } from "./fictional.ts";
import { namesOf } from "./names.ts";

const solver = await highsInProcess();
const ask = { ...fictionalOfSize({ nations: 4, leaves: 5, years: 5, seed: 3 }), solver, timeLimit: 20 };
const formulation = await alignedModel(ask);
const { model } = formulation;
const all = (style: "planner" | "anonymous"): readonly string[] => {
  const names = namesOf(formulation, style);
  return [...Array.from({ length: model.colCount }, (_, at) => names.column(at)), ...Array.from({ length: model.rowCount }, (_, at) => names.row(at))];
};

test("names are legal in both formats, and no two are alike", () => {
  for (const style of ["planner", "anonymous"] as const) {
    const names = all(style);
    expect(new Set(names).size).toBe(model.colCount + model.rowCount);
    for (const name of names) expect(name).toMatch(/^[A-Za-df-z_][A-Za-z0-9_.]{0,254}$|^e(?![0-9])[A-Za-z_.][A-Za-z0-9_.]{0,253}$/);
  }
});

test("planner names say who, what and when, and every good and year has its own", () => {
  const { on } = formulation;
  const names = namesOf(formulation, "planner");
  for (const it of on.goods) {
    const { world } = on;
    const last = world.years.length - 1;
    expect(names.column(it.column + last - it.first)).toBe(`buy.${world.nations[it.nation]}.${world.goods[it.good]!.system}.${world.years[last]}`.replaceAll("-", "_"));
  }
  expect(names.row(on.blocks.find((it) => it.constraint === "budget")!.first)).toMatch(/^budget\./);
  const unnamed = Array.from({ length: model.colCount }, (_, at) => names.column(at)).filter((it) => /^x\d+/.test(it));
  expect(unnamed.length).toBeLessThan(model.colCount / 20);
});

test("anonymous names tell nothing", () => {
  for (const name of all("anonymous")) expect(name).toMatch(/^[xr]\d{8}$/);
});

const shortfall = withCost(model, formulation.costs.shortfall);
const constant = formulation.constants.shortfall;
const names = namesOf(formulation, "planner");
const best = (await solver.solve({ model: shortfall, timeLimit: 20, name: "test" })).objective + constant;
const folder = mkdtempSync(join(tmpdir(), "concord-names-"));
const out = join(folder, "out.txt");
const [mps, lp] = [join(folder, "model.mps"), join(folder, "model.lp")];
writeFileSync(mps, mpsText(shortfall, names, { constant }));
writeFileSync(lp, lpText(shortfall, names, { constant }));

test("the exported model has the optimum of the model", async () => {
  const file = readMps(readFileSync(mps, "utf8"));
  if (file.kind === "error") throw new Error(file.message);
  expect((await solver.solve({ model: file.model, timeLimit: 20, name: "test" })).objective).toBeCloseTo(best, 6);
});

test.for([
  ["cbc", "MPS", [mps, "solve", "solu", out], /objective value\s+(-?[\d.e+-]+)/],
  ["cbc", "LP", [lp, "solve", "solu", out], /objective value\s+(-?[\d.e+-]+)/],
  ["glpsol", "MPS", ["--freemps", mps, "-o", out], /Objective:\s+objective\s*=\s*(-?[\d.e+-]+)/],
  ["glpsol", "LP", ["--lp", lp, "-o", out], /Objective:\s+objective\s*=\s*(-?[\d.e+-]+)/],
] as const)("%s reads the %s to the same optimum", ([program, , args, pattern], { skip }) => {
  try {
    execFileSync(program, args, { stdio: "ignore" });
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return skip(`${program} is not on the PATH`);
    throw cause;
  }
  expect(Number(pattern.exec(readFileSync(out, "utf8"))?.[1])).toBeCloseTo(best, 5);
});
