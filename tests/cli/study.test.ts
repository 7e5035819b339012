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

test.each([
  ["--threads", "0", "--threads is 0.\nGive 1 or more.\n"],
  ["--draws", "0", "--draws is 0, too few for the ends of an interval.\nGive 20 or more for a first look; the report takes 2000.\n"],
  ["--draws", "19", "--draws is 19, too few for the ends of an interval.\nGive 20 or more for a first look; the report takes 2000.\n"],
])("%s %s is refused", async (option, value, said) => {
  const ran = await concord(["study", "question", "Q6", option, value]);
  expect([ran.code, ran.stderr, ran.stdout]).toEqual([2, said, ""]);
});

describe("what a fit says beside its figures", () => {
  const said = async (value: unknown): Promise<string> => (await concord(["study", "fit", "--spec", spec(value)])).stdout.replaceAll(/\s+/g, " ");
  test.each<readonly [string, unknown, RegExp]>([
    ["survival names its files and where the curve is", { data: "alliances", estimator: "kaplan-meier", time: "years", event: "ended" }, /The curve step by step.*: add --json\. Files: alliances\.csv [0-9a-f]{12}\./],
    ["so do manners of ending", { data: "alliances", estimator: "competing-risks", time: "years", cause: "cause" }, /The shares step by step.*: add --json\. Files: alliances\.csv [0-9a-f]{12}\./],
    ["a sum names each error", { data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", "post45"], sums: [["initiator", "post45"]] }, /initiator \+ post45: [\d.−-]+, \S+ to \S+ \(95 %, model\), \S+ to \S+ \(95 %, cluster:war\)\./],
    ["years beyond the rows", { data: "wars", estimator: "logit", outcome: "won", filter: "year <= 2025", terms: ["initiator"] }, /Note: The filter lets in years after 2003, where the rows of wars end: nothing here is of a later year\./],
    ["where nothing applied", { data: "reliability", estimator: "logit", outcome: "honoured", terms: ["post45"] }, /146 rows, 73 events.*Left out: 430 rows in which no obligation applied, so that none could be honoured\./],
  ])("%s", async (_, value, expected) => expect(await said(value)).toMatch(expected));
});

test("a question of the shipped run stands as in the whole report, with Holm's p", async () => {
  const ran = await concord(["study", "question", "Q2", "--shipped"]);
  expect([ran.code, ran.stdout.replaceAll(/\s+/g, " ")]).toEqual([0, expect.stringMatching(/p 0\.\d{3} by itself, 0\.\d{3} after Holm over the questions\./)]);
});

test("columns can be listed", async () => {
  const ran = await concord(["study", "columns", "--data", "wars", "--json"]);
  expect(JSON.parse(ran.stdout)).toMatchObject({ rows: 274, columns: expect.arrayContaining([{ column: "won", meaning: "its side won; 0 lost", known: 274, low: 0, high: 1 }]) });
  const text = (await concord(["study", "columns", "--data", "bremer"])).stdout.replaceAll(/[ \n]+/g, " ");
  expect(text).toMatch(/^bremer: a row is a pair of states and a year.*gmlmidonset a dispute of the GML data begins between 111\u202f991 0 1 the two .*cubed: t \^ 3/);
  const french = (await concord(["study", "columns", "--data", "wars", "--language", "fr"])).stdout.replaceAll(/[ \n]+/g, " ");
  expect(french).toMatch(/^wars : une ligne est un participant d’une guerre entre États .*colonne dit lignes renseignées de à .*won son camp a gagné ; 0 perdu 274 0 1/);
});

describe("what a plan may take from the record", () => {
  test("each conclusion with its verdict", async () => {
    const ran = await concord(["study", "priors"]);
    const said = ran.stdout.replaceAll(/\s+/g, " ");
    expect([ran.code, said.match(/History does not decide this: (it flips within|by) the 80 % range/g)?.length]).toEqual([0, 5]);
    expect(said.match(/times as often: a change of \S+ to \S+ (attacks|disputes) per 1 000 dyad-years, beside/g)?.length).toBe(3);
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
    ["history.commitment-honoured=0.6", /^A commitment is .*Holds: at your value\.$/m, /history\.commitment-honoured: one value, set by the reader: history gives ranges alone; share; 0\.6; rests on Q4\./],
    ["history.commitment-honoured=0.6:0.7:0.8", /^A commitment is .*Holds: throughout your range\.$/m, /history\.commitment-honoured: set by the reader; share; 0\.6 to 0\.8; rests on Q4\./],
    ["history.pact-war-log-ratio=-2:-1:-0.3", /^War-level attacks .*Holds: throughout your\s+range; within\s+one\s+as\s+wide\s+about\s+the\s+−0\.59\s+that\s+Q1\s+found/m, /history\.pact-war-log-ratio: set by the reader;.*0\.14 to 0\.74 times as often: a change of −0\.34 to −0\.1 attacks per 1 000 dyad-years/],
  ])("%s: the verdict says whose it is", async (set, verdict, shape) => {
    const ran = await concord(["study", "priors", "--set", set]);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(verdict)]);
    expect(ran.stdout.replaceAll(/\s+/g, " ")).toMatch(shape);
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

test("the robustness grid by itself, as the shipped run has it", async () => {
  const { code, stdout } = await concord(["study", "grid", "--shipped"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^648 specifications: two dispute sources/)]);
  const { points, all } = JSON.parse((await concord(["study", "grid", "--shipped", "--json"])).stdout);
  expect([points.length, all.count]).toEqual([648, 648]);
});
