import { describe, expect, test } from "vitest";
import { historyDesk, loadSource, shippedStudy } from "#adapters/history";
import {
  type Desk,
  detectableBeside,
  Doer,
  fitSpec,
  LITERATURE,
  type Question,
  QUESTIONS,
  robustnessGrid,
  runStudy,
  specOf,
  stateBootstrap,
  stateBootstrapByStep,
  type StudyResult,
  studyReport,
  summaryOf,
  type Task,
} from "#engines/history";
import { quantile } from "#stats";
import { evidencePaper, evidenceView } from "#views";

const panel = loadSource("panel");
const tables = { reliability: loadSource("reliability").table, wars: loadSource("wars").table };
/** A desk in this thread. */
const doer = new Doer((name) => (name === "panel" ? panel : loadSource(name)));
const here: Desk = { do: async (tasks) => tasks.map((task) => doer.do(task as Task)) as never };
const ask = (desk: Desk, only: Question["id"], { seed = 7, draws = 60 } = {}) =>
  runStudy({ desk, panel: panel.table, tables, digests: panel.digests, adoption: [], attacks: [], nameOf: String, draws, seed, only });

describe("the questions", () => {
  test("every primary specification can be read, and names a test where one counts", () => {
    for (const it of QUESTIONS) if (it.primary !== undefined) expect([it.id, specOf(it.primary).data !== undefined, it.test !== undefined]).toEqual([it.id, true, true]);
    expect(QUESTIONS.map((it) => it.id)).toEqual(["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7"]);
  });
  test("the same bytes for a seed on one thread and on three, question by question", async () => {
    const ids = QUESTIONS.map((it) => it.id);
    const told: string[][] = [];
    for (const threads of [1, 3]) {
      const desk = historyDesk(threads);
      try {
        const made: string[] = [];
        for (const id of ids) made.push(JSON.stringify(await ask(desk, id, { draws: 4 })));
        told.push(made);
      } finally {
        await desk.close();
      }
    }
    for (const made of told) expect(made).toEqual(told[0]);
  }, 240_000);
  test("other draws for another seed, and the same estimate", async () => {
    const [one, other] = await Promise.all([ask(here, "Q4"), ask(here, "Q4", { seed: 8 })]);
    expect(JSON.stringify(other!.findings[0]!.estimates[1])).not.toBe(JSON.stringify(one!.findings[0]!.estimates[1]));
    expect(other!.findings[0]!.estimates[0]).toEqual(one!.findings[0]!.estimates[0]);
  }, 60_000);
  test("reliability, durability and winning in figures that can be counted by hand", async () => {
    const [q4, q5, q6] = await Promise.all((["Q4", "Q5", "Q6"] as const).map(async (it) => (await ask(here, it)).findings[0]!));
    expect(q4!.counts.map((it) => `${it.name} ${it.count}/${it.total}`).slice(0, 5)).toEqual(["all 73/146", "1816–1944 61/92", "1945–2003 12/54", "1945–2003 without the four of 1945 10/50", "1945–2003 without the three of 1956 12/51"]);
    expect(q5!.estimates.find((it) => it.name.startsWith("formed 1946–90, still in force after 10"))?.value).toBeCloseTo(0.651163, 6);
    expect(q6!.counts[0]!.total + q6!.counts[1]!.total).toBe(274);
  });
});

describe("resampling", () => {
  const spec = specOf({ data: "panel", estimator: "logit", outcome: "i5", filter: "year >= 1946 and contig == 1", terms: ["tdef", "capshare", "lt"] });
  test("a draw by one step is near the draw fitted anew, and both spread about the estimate", () => {
    const range = { seed: 3, from: 0, to: 30 };
    const [exact, step] = [stateBootstrap(spec, panel)(range), stateBootstrapByStep(spec, panel)(range)];
    const own = fitSpec(spec, panel);
    if (own.kind === "refused") throw new Error("refused");
    const off = exact.flatMap((it, draw) => (it === undefined || step[draw] === undefined ? [] : [Math.abs(it[1]! - step[draw]![1]!)])).sort((a, b) => a - b);
    expect(quantile(off, 0.5)).toBeLessThan(0.05);
    const spread = exact.flatMap((it) => (it === undefined ? [] : [it[1]!])).sort((a, b) => a - b);
    expect(spread[0]!).toBeLessThan(own.coefficients[1]!.b!);
    expect(spread.at(-1)!).toBeGreaterThan(own.coefficients[1]!.b!);
  }, 60_000);
  test("draws do not depend on how they are shared out", () => {
    const [drawing, again] = [stateBootstrapByStep(spec, panel), stateBootstrapByStep(spec, panel)];
    const whole = drawing({ seed: 5, from: 0, to: 6 });
    const parts = [again({ seed: 5, from: 2, to: 6 }), drawing({ seed: 5, from: 0, to: 2 })];
    expect([...parts[1]!, ...parts[0]!]).toEqual(whole);
  }, 60_000);
});

describe("the grid", () => {
  const grid = robustnessGrid();
  test("has every combination once", () => {
    expect([grid.length, new Set(grid.map((it) => it.id)).size]).toEqual([2 * 3 * 3 * 2 * 2 * 3 * 3, grid.length]);
    for (const it of grid) expect(specOf(it.spec).errors).toEqual(["dyad"]);
  });
  test("is counted: signs, intervals, median", () => {
    const point = (b?: number, half = 1) => ({ id: "", choices: {}, state: "converged", ...(b !== undefined && { b, low: b - half, high: b + half }) });
    expect(summaryOf([{ ...point(-2), state: "separated" }, point(-0.5), point(3), point(0.1), point()])).toEqual({ count: 5, estimated: 4, runningOff: 1, negative: 2, significantNegative: 1, significantPositive: 1, median: -0.2 });
  });
});

describe("the report", () => {
  const finding = { id: "Q1" as const, question: "?", estimand: ".", sentences: ["One."], plain: [], estimates: [], counts: [], beside: [], p: 0.02, holm: 0.06 };
  const result: StudyResult = { seed: 1, drawCount: 1, digests: {}, questions: QUESTIONS, findings: [finding], grid: { points: [], all: summaryOf([]), by: [] }, leaveOut: [], placebos: [], breaks: { years: [], statistics: [], chance: [], best: 0, p: 0, band: 0 }, adoption: [], missing: [] };
  const shipped = shippedStudy()!;
  test.each([
    ["the report of the shipped run", studyReport(shipped)],
    ["a report with nothing but a head", studyReport(result)],
    ["the page in English", JSON.stringify(evidenceView(shipped))],
    ["the page in French", JSON.stringify(evidenceView(shipped, "fr"))],
    ["the paper in English", JSON.stringify(evidencePaper(evidenceView(shipped)))],
    ["the paper in French", JSON.stringify(evidencePaper(evidenceView(shipped, "fr"), { language: "fr" }))],
    ["estimands and tests", QUESTIONS.flatMap((it) => [it.estimand, it.test ?? ""]).join("\n")],
  ])("%s: no word of cause outside a quotation", (_, text) => {
    const words = /\b(caus(e[sd]?|ing)|deter(s|red|ring)?|prevent(s|ed)?|(leads?|led) to|dr(ives?|ove|iven)|brings? about|decides? (?:battles|wars)|protects? more|caus(ent|é|ée|és)|dissuad\w+|empêch\w+|provoqu\w+|mène à)(?!\p{L})/giu;
    expect(text.replaceAll(/“[^”]*”|«[^»]*»/g, "").replaceAll("words of cause", "").match(words)).toBeNull();
  });
  test("every figure has its p judged with the others, and beside what is not told apart what would have been found", () => {
    const estimates = shipped.findings.flatMap((it) => it.estimates.filter((one) => one.p !== undefined && one.p !== it.p));
    expect(estimates.length).toBeGreaterThan(15);
    for (const it of [...estimates, ...shipped.placebos]) expect([it.name, it.q! >= it.p!]).toEqual([it.name, true]);
    expect(detectableBeside({ name: "pact of the target, log-odds", low: -0.98, high: 0.98 })).toBeCloseTo(1.4008, 4);
    expect(detectableBeside({ name: "average risk ratio of a pact", low: 0.5, high: 2 })).toBeCloseTo(0.3713, 4);
    expect(detectableBeside({ name: "pact of the target, log-odds", low: 0.1, high: 0.98 })).toBeUndefined();
  });
  test.each(["en", "fr"] as const)("the first screen needs no statistics, and shows as known only what an interval does not leave open: %s", (language) => {
    const { known, unknown } = evidenceView(shipped, language);
    for (const it of [...known, ...unknown]) expect(it).not.toMatch(/log-|chi|khi|dyad|\bp\b|bootstrap|logit/i);
    expect([known.length, unknown.length]).toEqual([4, 6]);
    const [q1] = shipped.findings;
    const ratio = q1!.estimates[0]!;
    expect([ratio.low < 1 && ratio.high > 1, q1!.plain.map((it) => it.isKnown)]).toEqual([true, [true, false, false]]);
    expect(studyReport(shipped)).toMatch(/What it does not tell:\n\n- \*\*Q1\.\*\* Whether such attacks are rarer/);
  });
  test("what the joint test of eras would have found is in the era where it is hardest to find, and told beside other codings", () => {
    const q2 = shipped.findings.find((it) => it.id === "Q2")!;
    // By hand: one later era alone is found at least as easily as its own coefficient in a test of one term would be with √(11.935 / 7.849) of its error.
    const errors = q2.primary!.coefficients.filter((it) => it.term.startsWith("tdef:")).map((it) => it.errors["dyad"]!.se!);
    expect(q2.detectable!.name).toMatch(/^difference in log-odds between one era and the four others, .* 1946–56, where it is hardest to find:$/);
    expect(q2.detectable!.value).toBeLessThan(Math.sqrt(11.9352858377) * Math.max(...errors));
    expect(q2.detectable!.value).toBeGreaterThan(0.5 * Math.sqrt(11.9352858377) * Math.max(...errors));
    expect(q2.sentences[1]).toMatch(/p 0\.107.*by 7 other codings, tried beside it, p lies between 0\.033 and 0\.137\.$/);
  });
  test("raw counts by era stand beside the models, as the reference has them", () => {
    const of = (id: string): readonly string[] => shipped.findings.find((it) => it.id === id)!.counts.map((it) => `${it.name}: ${it.count}/${it.total}`);
    expect(of("Q1").slice(0, 2)).toEqual(["with a pact, 1914–45: 11/10985", "without a pact, 1914–45: 15/17151"]);
    expect(of("Q2").slice(-2)).toEqual(["with a pact, 2007–14: 151/24468", "without a pact, 2007–14: 59/4256"]);
  });
  test("has the opposing findings, and the theory that it has to confront", () => {
    const works = LITERATURE.map(([work]) => work).join("; ");
    for (const it of ["Leeds (2003)", "Leeds (2003b)", "Johnson and Leeds (2011)", "Kenwick, Vasquez and Powers (2015)", "Morrow (2017)", "Benson (2011)", "Horowitz (2010)", "Poast (2019)", "Alley (2021)", "Gannon (2022, 2023, 2025)", "Biddle (2004); Lieber (2005)"]) expect(works).toContain(it);
  });
});
