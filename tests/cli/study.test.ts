import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { examplesOf } from "./examples.ts";
import { concord } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-study-"));
const spec = (value: unknown): string => {
  const path = join(folder, "spec.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

describe("docs/guide/study.md", () => {
  test.each(examplesOf("docs/guide/study.md").map((it) => [it.command, it] as const))("%s", async (_, { args, code, lines }) => {
    const ran = await concord(args);
    expect(ran.code).toBe(code);
    const said = `${ran.stdout}\n${ran.stderr}`;
    let from = 0;
    for (const line of lines) {
      const at = said.indexOf(line.trim(), from);
      expect(at, `${line}\n${said}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
  }, 120_000);
});

describe("what a reader writes wrongly", () => {
  const wars = { data: "wars", estimator: "logit", outcome: "won", terms: ["nothing"] };
  test("no JSON", async () => {
    const ran = await concord(["study", "fit", "--spec", spec("{")]);
    expect([ran.code, ran.stdout, /is no JSON/.test(ran.stderr)]).toEqual([3, "", true]);
  });
  test("no JSON, told in JSON to who asked for it", async () => {
    const ran = await concord(["study", "fit", "--json", "--spec", spec("not json")]);
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([3, { kind: "refused", problems: [{ code: "unreadable", message: expect.stringMatching(/is no JSON/), mend: expect.stringMatching(/commas, quotes and brackets/) }] }]);
  });
  test("as JSON a refusal is JSON too", async () => {
    const ran = await concord(["study", "fit", "--json", "--spec", spec({ ...wars, terms: ["nothing"] })]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: "refused", problems: [{ code: "unknown-column", place: "terms, nothing" }] });
  });
});

test.each(["draws", "threads"])("--%s 0 is refused", async (name) => {
  const ran = await concord(["study", "question", "Q6", `--${name}`, "0"]);
  expect([ran.code, ran.stderr]).toEqual([2, `--${name} is 0.\nGive 1 or more.\n`]);
});

test("a question of the shipped run stands as in the whole report, with Holm's p", async () => {
  const ran = await concord(["study", "question", "Q2", "--shipped"]);
  expect([ran.code, ran.stdout.replaceAll(/\s+/g, " ")]).toEqual([0, expect.stringMatching(/p 0\.\d{3} by itself, 0\.\d{3} after Holm over the questions\./)]);
});

test("columns can be listed", async () => {
  const ran = await concord(["study", "columns", "--data", "wars", "--json"]);
  expect((JSON.parse(ran.stdout) as { readonly rows: number }).rows).toBe(274);
});

describe("what a plan may take from the record", () => {
  test("each conclusion with its verdict", async () => {
    const ran = await concord(["study", "priors"]);
    expect([ran.code, /history does not\s+decide this/.test(ran.stdout)]).toEqual([0, true]);
  });
  describe("what a prior does to the capabilities that a data set calls covered", () => {
    interface Answer {
      readonly prior: { readonly id: string; readonly question: string; readonly low: number; readonly base: number; readonly high: number };
      readonly covered: readonly { readonly leaf: string; readonly required: number; readonly held: number; readonly expected: { readonly low: number; readonly high: number }; readonly verdict: string }[];
    }
    const on = async (...more: readonly string[]): Promise<Answer> => JSON.parse((await concord(["study", "priors", "cases/five-rivers", "--json", ...more])).stdout) as Answer;
    test("each with the prior, its range and link, and a verdict that follows from what is held", async () => {
      const { prior, covered } = await on();
      expect(prior).toMatchObject({ id: "history.commitment-honoured", question: "Q4", base: 0.4 });
      // 9 nodes held of 4: even the lower end of the prior would need 4 / 9 = 0.44 of them, the upper 0.68 is enough.
      expect(covered.find((it) => it.leaf === "outside-hosting")).toMatchObject({ required: 4, held: 9, verdict: "history does not decide this" });
      expect(covered.find((it) => it.leaf === "workshops")).toMatchObject({ required: 220, held: 238, verdict: "does not hold" });
      for (const it of covered) {
        expect(it.held).toBeGreaterThanOrEqual(it.required);
        expect([it.expected.low, it.expected.high].map((share) => share * it.required)).toEqual([prior.low, prior.high].map((share) => expect.closeTo(share * it.held, 9)));
      }
    });
    test.each([["1", "holds"], ["0", "does not hold"]])("where a commitment is kept with chance %s, every one %s", async (chance, verdict) => {
      const { covered } = await on("--set", `history.commitment-honoured=${chance}`);
      expect(covered.length).toBeGreaterThan(1);
      expect(new Set(covered.map((it) => it.verdict))).toEqual(new Set([verdict]));
    });
    test("a year of no data set is refused", async () => expect(await concord(["study", "priors", "--year", "2030"])).toMatchObject({ code: 2, stdout: "" }));
  });
  test("another range in its place", async () => {
    const ran = await concord(["study", "priors", "--json", "--set", "history.commitment-honoured=0.6:0.7:0.8"]);
    const rows = JSON.parse(ran.stdout) as readonly { readonly id: string; readonly verdict: string }[];
    expect(rows.find((it) => it.id === "history.commitment-honoured")?.verdict).toBe("holds");
  });
  test.each([
    ["history.cyber=1", /There is no prior "history\.cyber"/],
    ["history.commitment-honoured=0.8:0.6:0.7", /sets no range.*lowest first/s],
    ["history.commitment-honoured=", /sets no range/],
  ])("%s is refused", async (set, said) => {
    const ran = await concord(["study", "priors", "--set", set]);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toMatch(said);
  });
});

test("the report as tagged PDF, the same bytes for the same run", async () => {
  const files = ["a", "b"].map((it) => join(folder, `${it}.pdf`));
  for (const it of files) expect((await concord(["study", "--shipped", "--pdf", it])).code).toBe(0);
  const [one, two] = files.map((it) => readFileSync(it));
  expect(one!.equals(two!)).toBe(true);
  expect(one!.subarray(0, 5).toString()).toBe("%PDF-");
  expect(one!.toString("latin1")).toMatch(/pdfuaid:part>1/);
  expect(one!.toString("latin1")).toMatch(/\/StructTreeRoot/);
});
