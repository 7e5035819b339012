import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import type { Ran } from "./run.ts";

// Many commands on one small plan: run in this process, so that it is loaded and made only once.
let concord: (args: readonly string[]) => Promise<Ran>;
beforeAll(async () => {
  process.env["CONCORD_RUNS"] = mkdtempSync(join(tmpdir(), "concord-runs-"));
  const { main } = await import("../../src/cli/main.ts");
  concord = async (args) => {
    let [stdout, stderr] = ["", ""];
    const code = await main(args, { width: 100, print: (text) => void (stdout += `${text}\n`), say: (text) => void (stderr += `${text}\n`), progress: () => {}, progressDone: () => {} });
    return { code, stdout, stderr };
  };
});

describe("the examples of the guide to asking why", () => {
  const examples = examplesOf("docs/guide/explain.md");
  test("there are some of every command", () => {
    expect(new Set(examples.map((it) => it.args[0]))).toEqual(new Set(["explain", "demand", "compare"]));
  });
  test.each(examples.map((it) => [it.command, it] as const))("%s", async (_, it) => {
    const ran = await concord(it.args);
    expect(ran.code, ran.stderr).toBe(it.code);
    let from = 0;
    for (const line of it.lines) {
      const at = ran.stdout.indexOf(line, from);
      expect(at, `"${line}" in:\n${ran.stdout}`).toBeGreaterThanOrEqual(0);
      from = at + line.length;
    }
  });
});

describe("what is asked wrongly is said with its mend", () => {
  test.each<readonly [readonly string[], string]>([
    [["explain", "cases/two-nations", "price/budget/HOL/2040"], '"price/budget/HOL/2040" is no limit of this plan.\nDid you mean price/budget/HOL/2030?'],
    [["explain", "cases/two-nations", "order/HOL/lnk"], '"lnk" is no system of the plan.\nDid you mean link?'],
    [["explain", "cases/two-nations", "order/HOLL/link"], '"HOLL" is not a nation of this data set.\nDid you mean HOL?'],
    [["explain", "cases/two-nations", "binding/budgt"], '"budgt" is no constraint of the plan.\nDid you mean budget?'],
    [["demand", "cases/two-nations"], "Nothing is demanded.\nGive at least one of:\n  --cover LEAF=SHARE@YEAR"],
    [["demand", "cases/two-nations", "--cover", "air"], '"air" is no demand for --cover.\nWrite it as LEAF=SHARE@YEAR'],
    [["demand", "cases/two-nations", "--cover", "air=much@2031"], '"much" in "air=much@2031" is no number.'],
    [["demand", "cases/two-nations", "--cover", "ari=90%@2031"], '"ari" is no planned capability. Did you mean air?'],
    [["demand", "cases/two-nations", "--order", "HOL/link=2@2031"], "Write it as NATION/SYSTEM>=QUANTITY@YEAR"],
    [["compare", "cases/two-nations", "--alone", "--set", "plan.ceiling=0.3"], "--alone compares the two plans of one run."],
    [["compare", "cases/two-nations", "--alone", "--top", "few"], '"few" is no number of differences.'],
  ])("%o", async (args, message) => {
    const ran = await concord([...args, "--quiet"]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("as JSON", () => {
  test("a price has its interval, its stretches and its limits", async () => {
    const ran = await concord(["explain", "cases/two-nations", "price/budget/HOL/2031", "--json", "--quiet"]);
    const why = JSON.parse(ran.stdout) as { readonly shown: { readonly value: number; readonly unit: string }; readonly steps: readonly { readonly text: string; readonly shown?: { readonly value?: number } }[]; readonly method: { readonly doc: string }; readonly limits: readonly string[] };
    expect(why.shown.unit).toBe("weighted shortfall-years per M CRN");
    expect(why.shown.value).toBeGreaterThan(0);
    // The first stretch above the plan has the price itself.
    expect(why.steps.find((it) => it.text.startsWith("From 0 to"))?.shown?.value).toBeCloseTo(why.shown.value, 6);
    expect(why.method.doc).toBe("docs/methods/explanation.md");
    expect(why.limits.join(" ")).toContain("agreements, adoptions, leads and line set-ups of the plan");
  });

  test("a clash has its members and their ways out, differences their weights", async () => {
    const clash = JSON.parse((await concord(["demand", "cases/two-nations", "--cover", "air=100%@2031", "--json", "--quiet"])).stdout) as { readonly kind: string; readonly members: readonly { readonly kind: string; readonly mend?: { readonly amount: number } }[]; readonly sentence: string };
    expect([clash.kind, clash.members.map((it) => it.kind)]).toEqual(["clash", ["demand", "fact"]]);
    expect(clash.members[0]!.mend!.amount).toBeGreaterThan(0);
    expect(clash.sentence).toContain("Any one of these would mend it");
    const compared = JSON.parse((await concord(["compare", "cases/two-nations", "--alone", "--json", "--quiet"])).stdout) as { readonly totals: { readonly shortfallYears: number }; readonly differences: readonly { readonly weight: number }[] };
    expect(compared.totals.shortfallYears).toBeLessThan(0);
    expect(compared.differences.map((it) => it.weight)).toEqual(compared.differences.map((it) => it.weight).sort((a, b) => b - a));
  });
});

test("a figure that leaves out what nobody has stated is marked as at least this, and so are the steps to it", async () => {
  const ran = await concord(["explain", "cases/three-shores", "coverage/brigade/2030", "--as", "HOL:2", "--quiet"]);
  expect(ran.stdout.replaceAll("\u202f", " ")).toMatch(/≥ 50 % · SHORES SECRET[\s\S]*known allies: ≥ 2 brigades/);
  // The requirement is stated whole.
  expect(ran.stdout).toContain("Required: 4 brigades");
});
