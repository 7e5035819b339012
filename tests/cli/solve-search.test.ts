import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mpsText } from "#maths";
import { instance } from "../../bench/instances.ts";
import { concord } from "./run.ts";

interface Report {
  readonly status: string;
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly solver: string;
  readonly residuals: { readonly rowRelative: number; readonly whole: number };
}

test("a whole-number model of some size is searched beside the solver, to the same optimum", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "concord-search-")), "plan.mps");
  writeFileSync(file, mpsText(instance({ nations: 6, capabilities: 8, years: 5, systems: 18, lines: 18, seed: 4 })));
  const report = async (...more: string[]): Promise<Report> => JSON.parse((await concord(["solve", file, "--json", "--time", "60", "--mip-gap", "0.001", ...more])).stdout) as Report;
  const searched = await report();
  const plain = await report("--no-search");
  expect([searched.status, plain.status]).toEqual(["optimal", "optimal"]);
  expect([searched.solver, plain.solver]).toEqual(["HiGHS and a search beside it", "HiGHS"]);
  for (const it of [searched, plain]) {
    expect(it.gap).toBeLessThanOrEqual(0.001);
    expect(it.residuals.rowRelative).toBeLessThanOrEqual(1e-6);
    expect(it.residuals.whole).toBeLessThanOrEqual(1e-5);
  }
  // Each is within its gap of the one optimum.
  expect(Math.abs(searched.objective - plain.objective)).toBeLessThanOrEqual(0.0011 * Math.abs(plain.objective));
  expect(searched.bound).toBeLessThanOrEqual(plain.objective + 1e-6 * Math.abs(plain.objective));
}, 120_000);

test("a search that meets the ceiling of its memory says so", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "concord-search-")), "plan.mps");
  writeFileSync(file, mpsText(instance({ nations: 6, capabilities: 8, years: 5, systems: 18, lines: 18, seed: 4 })));
  const ran = await concord(["solve", file, "--json", "--memory", "10"]);
  expect([ran.code, JSON.parse(ran.stdout)]).toEqual([4, expect.objectContaining({ status: "stopped", message: "stopped at the memory ceiling" })]);
});
