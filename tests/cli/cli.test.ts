import { describe, expect, test } from "vitest";
import { concord } from "./run.ts";

interface Report {
  readonly headline: { readonly breakEven: string; readonly sentence: string };
  readonly capabilities: readonly { readonly required: number; readonly available: number; readonly planned: number }[];
  readonly nations: readonly { readonly nation: string; readonly actions: readonly unknown[] }[];
  readonly stages: { readonly aligned: readonly { readonly name: string }[] };
  readonly verification: { readonly alone: { readonly faults: readonly unknown[] }; readonly aligned: { readonly faults: readonly unknown[]; readonly checked: number } };
  readonly confidence: { readonly sourced: { readonly value: number } };
  readonly runKey: string;
}

const TWO = "cases/two-nations";

describe("wrong use is answered with what to do", () => {
  test.each([
    [["fly", TWO], 2, "unknown command"],
    [["assess", TWO, "--yaer", "2030"], 2, "Did you mean --year"],
    [["assess", TWO, "--year", "30"], 2, "four digits"],
    [["assess", TWO, "--year", "1999"], 2, "Give a year from 2030 to 2032"],
    [["assess", TWO, "--leaf", "brigad"], 2, "Did you mean brigade?"],
    [["targets", TWO, "--nation", "VLA"], 2, "Did you mean VAL?"],
    [["targets", TWO, "--nation", "Atlantis"], 2, "Use one of: VAL (Vale), HOL (Holm)."],
    [["plan", TWO, "--path", "rich"], 2, "Use one of: "],
    [["plan", TWO, "--set", "plan.celing=1"], 2, "Did you mean plan.ceiling?"],
    [["plan", TWO, "--set", "plan.ceiling=much"], 2, "sets no number"],
    [["plan", TWO, "--set", "plan.ceiling=-1"], 2, "Its default is 0.5"],
    [["compare", TWO], 2, "nothing to compare with"],
    [["plan", TWO, "--lines"], 2, "Write --whole --lines."],
    [["compare", TWO, "--path", "held", "--path", "held", "--lines"], 2, "Write --whole --lines."],
    [["check", TWO, "--level", "all"], 2, "error, warning, notice"],
    [["serve", TWO, "--port", "http"], 2, "no port"],
    [["explain", TWO, "coverage/air"], 2, "coverage/leaf/year"],
    [["explain", TWO, "weather/air/2030"], 2, "Begin the key with one of"],
    [["explain", TWO, "coverage/air/1999"], 2, "Give a year from"],
    [["check", "cases/nowhere"], 3, "nowhere"],
    [["assess", "README.md"], 3, "README.md"],
    [["plan", "docs"], 3, "datapackage.json"],
  ])("%j → %i", async (args, code, words) => {
    const ran = await concord(args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
    expect(ran.stdout).toBe("");
  });

  test.each(["check", "assess", "targets", "plan", "compare", "explain", "serve"])("%s --help explains itself", async (command) => {
    const ran = await concord([command, "--help"]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain(`Usage: node bin/concord.mjs ${command}`);
  });
});

test("--help begins with where to start, and every command has its group", async () => {
  const { stdout } = await concord(["--help"]);
  expect(stdout.indexOf("Start here:")).toBeGreaterThan(0);
  expect(stdout.indexOf("Start here:")).toBeLessThan(stdout.indexOf("Ask for more:"));
  expect(/\nCommands:\n((?: .*\n?)*)/.exec(stdout)?.[1]?.trim().split("\n").map((it) => it.trim().split(" ")[0])).toEqual(["help"]);
});

test("a label without its policy is told what a policy is and where one lies", async () => {
  const { code, stderr } = await concord(["label", "join", "NLD:1"]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/No security policy is given.*--policy cases\/labels\/policy\.spif\.xml/s)]);
});

describe("check", () => {
  test("notices are told by kind and file, each by its first, with the verdict before and after; --all lists them", async () => {
    const [short, all] = [await concord(["check", "data/nato-open"]), await concord(["check", "data/nato-open", "--all"])];
    const { findings } = JSON.parse((await concord(["check", "data/nato-open", "--json"])).stdout) as { findings: readonly { level: string; code: string; file: string }[] };
    const heads = (text: string) => text.split("\n").filter((it) => /^(error|warning|notice) /.test(it));
    const kinds = new Set(findings.filter((it) => it.level === "notice").map((it) => `${it.code} ${it.file}`));
    const others = findings.filter((it) => it.level !== "notice").length;
    expect(heads(all.stdout)).toHaveLength(findings.length);
    expect(heads(short.stdout)).toHaveLength(kinds.size + others);
    const counted = heads(short.stdout).reduce((sum, it) => sum + Number(/first of (\d+)/.exec(it)?.[1] ?? 1), 0);
    expect(counted).toBe(findings.length);
    const lines = short.stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/rows read, \d+ facts load/);
    expect(lines.at(-1)).toBe(lines[0]);
  });
  test("twenty planted mistakes are twenty findings, each with place, message and mend, and what is sound loads", async () => {
    const ran = await concord(["check", "cases/twenty-mistakes", "--json"]);
    const report = JSON.parse(ran.stdout) as { findings: readonly { file: string; code: string; message: string; mend: string }[]; loaded: number };
    expect(report.findings).toHaveLength(20);
    expect(new Set(report.findings.map((it) => it.code)).size).toBe(20);
    for (const it of report.findings) for (const field of [it.file, it.message, it.mend]) expect(field.length).toBeGreaterThan(3);
    expect(report.loaded).toBeGreaterThan(20);
  });
});

describe("what a plan stands on is said before its figures", () => {
  test.each([
    ["cases/twenty-mistakes", [], "Note: 16 rows have errors and are left out of everything below"],
    [TWO, ["--set", "plan.discount=0.06"], "Note: plan.discount = 0.06 lies outside its range, 0 to 0.05."],
  ])("%s %j", async (folder, more, note) => {
    const { code, stdout } = await concord(["plan", folder, ...more]);
    expect(code).toBe(0);
    expect(stdout.indexOf(note)).toBeGreaterThan(0);
    expect(stdout.indexOf(note)).toBeLessThan(stdout.indexOf("Shortfall-years"));
  });

  test("a sound data set in its ranges has no note", async () => {
    expect((await concord(["plan", TWO])).stdout).not.toContain("Note:");
  });
});

describe("plan", () => {
  test("prints the whole result as JSON and nothing else; progress goes to standard error; a second run reads the stored result", async () => {
    const first = await concord(["plan", TWO, "--json", "--fresh"]);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain("Each ally plans alone");
    const report = JSON.parse(first.stdout) as Report;
    // What is saved is a solver's slack, and without an agreement nothing joint can slip.
    expect(report.headline.sentence).toMatch(/^Planning alone costs the alliance no more for the same coverage\. But with the same budgets, planning together closes 0\.43 of the [\d.]+ shortfall-years to \d{4}\.$/);
    expect(report.headline.breakEven).toBe("");
    for (const it of report.capabilities) for (const figure of [it.required, it.available, it.planned]) expect(figure).toEqual(expect.any(Number));
    expect(report.nations.map((it) => it.nation)).toEqual(["VAL", "HOL"]);
    expect(report.nations.flatMap((it) => it.actions).length).toBeGreaterThan(0);
    expect(report.stages.aligned.map((it) => it.name)).toEqual(["violations", "shortfall", "cost", "deviation"]);
    expect([report.verification.alone.faults, report.verification.aligned.faults]).toEqual([[], []]);
    expect(report.verification.aligned.checked).toBeGreaterThan(20);
    expect(report.confidence.sourced.value).toBeGreaterThan(0);
    expect(report.runKey).toMatch(/^[0-9a-f]{64}$/);
    const second = await concord(["plan", TWO, "--json"]);
    expect(second.stderr).toContain("Read the stored result");
    expect(second.stdout).toBe(first.stdout);
  });

  test("a parameter makes another run", async () => {
    const keys = await Promise.all([["assess", TWO, "--json"], ["assess", TWO, "--json", "--set", "plan.ceiling=0.4"]].map(async (args) => (JSON.parse((await concord(args)).stdout) as { runKey: string }).runKey));
    expect(keys[0]).not.toBe(keys[1]);
  });
});

describe("explain", () => {
  test("every why key of the assessment of a fictional alliance is answered", async () => {
    const report = (await concord(["assess", "cases/five-rivers", "--json"])).stdout;
    const keys = [...new Set([...report.matchAll(/"why": "([^"]+)"/g)].map((it) => it[1] ?? ""))];
    expect(keys.length).toBeGreaterThan(100);
    const kinds = new Map(keys.map((key) => [key.split("/")[0], key]));
    for (const key of kinds.values()) expect((await concord(["explain", "cases/five-rivers", key, "--json", "--quiet"])).code, key).toBe(0);
  });
});

test("the ids of an action are found where its table says", async () => {
  const { stdout } = await concord(["plan", TWO]);
  const [, key = ""] = /\(action\/ALLY\/#\):\s+node bin\/concord\.mjs explain \S+ (action\/HOL\/1)$/mu.exec(stdout) ?? [];
  const why = await concord(["explain", TWO, key]);
  expect(why.code, why.stderr).toBe(0);
  for (const it of ["why: order/HOL/link", "capability links:", "system link:"]) expect(why.stdout).toContain(it);
});

describe("plan --whole", () => {
  test("chooses within the model, says what choices by rule reach, and keeps the run apart", async () => {
    const [rule, whole] = [await concord(["plan", TWO, "--json"]), await concord(["plan", TWO, "--whole", "5", "--json"])];
    expect([rule.code, whole.code]).toEqual([0, 0]);
    const [a, b] = [rule, whole].map((it) => JSON.parse(it.stdout) as { runKey: string; result: { byRule?: { shortfallWeighted: number }; aligned: { shortfallWeighted: number; verification: { faults: unknown[] } } } });
    expect(a!.runKey).not.toBe(b!.runKey);
    expect([a!.result.byRule, b!.result.byRule?.shortfallWeighted]).toEqual([undefined, a!.result.aligned.shortfallWeighted]);
    expect(b!.result.aligned.shortfallWeighted).toBeLessThanOrEqual(a!.result.aligned.shortfallWeighted * 1.001);
    expect(b!.result.aligned.verification.faults).toEqual([]);
    const [told, byRule] = [await concord(["plan", TWO, "--whole", "5"]), await concord(["plan", TWO])].map((it) => it.stdout.replaceAll(/\s+/g, " "));
    expect(told).toContain("chosen within the model");
    expect(told).toContain("Shortfall-years, actions, leads and lines are of that plan; money at equal coverage, what each lever gives and who loses are of plans chosen by rule.");
    expect([told!.includes("By lever, in shares of the shortfall-years saved (plans by rule): dates"), byRule!.includes("By lever, in shares of the shortfall-years saved: dates")]).toEqual([true, true]);
    expect(told).not.toContain("deviation");
  });
});

describe("the headline is traced to documents", () => {
  test("money saved → cost of a plan → what it buys → the records and documents of its prices", async () => {
    const price = JSON.parse((await concord(["explain", TWO, "price/money", "--json"])).stdout) as { steps: readonly { shown?: { why?: string } }[] };
    const keys = price.steps.flatMap((it) => (it.shown?.why?.endsWith("/cost") === true ? [it.shown.why] : []));
    expect(keys).toEqual(["plan/alone/cost", "plan/cheapest/cost"]);
    for (const key of keys) {
      const cost = JSON.parse((await concord(["explain", TWO, key, "--json"])).stdout) as { records: readonly { source?: unknown }[]; steps: readonly { text: string }[] };
      expect(cost.steps.some((it) => it.text.includes("ordered, at"))).toBe(true);
      expect(cost.records.length).toBeGreaterThan(0);
      for (const it of cost.records) expect(it.source).toBeDefined();
    }
  });
});
