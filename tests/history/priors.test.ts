import { describe, expect, test } from "vitest";
import { decisionOn, gammaQuantile, priorRows, PRIORS, studyReport, verdictOver, withRanges } from "#engines/history";
import { evidencePaper, evidenceView } from "#views";
import { shippedStudy } from "#adapters/history";

describe("what a plan may take from history", () => {
  // 80 % ranges from R: qnorm, qbeta, qgamma.
  test.each<readonly [string, number, number]>([
    ["history.pact-war-log-ratio", -1.490775782772, -0.209224217228],
    ["history.pact-dispute-log-ratio", -0.3203879, 0.3203879],
    ["history.nuclear-patron-log-ratio", -0.6407758, 0.6407758],
    ["history.commitment-honoured", 0.14255931671, 0.679539416278],
    ["history.pact-ending-hazard", 0.0106362321678, 0.0777944033973],
    ["history.new-pact-ending-hazard", 0.0053181160839, 0.03889720169865],
  ])("%s", (id, low, high) => {
    const { value } = PRIORS.find((it) => it.parameter.id === id)!.parameter;
    expect(Math.abs(value.low / low - 1)).toBeLessThan(1e-6);
    expect(Math.abs(value.high / high - 1)).toBeLessThan(1e-6);
  });
  test.each([[0.5, 1, 1, Math.LN2], [0.9, 1, 2, 2 * Math.log(10)]])("the quantile %d of a gamma of shape %d and mean %d", (p, shape, mean, expected) => expect(Math.abs(gammaQuantile(p, shape, mean) - expected)).toBeLessThan(1e-12));
  test.each([
    [{ low: -2, base: -1, high: -0.1 }, "holds"],
    [{ low: -2, base: -1, high: 0.1 }, "history does not decide this"],
    [{ low: 0.1, base: 1, high: 2 }, "does not hold"],
  ] as const)("a conclusion over %o: %s", (range, verdict) => expect(verdictOver(range, (value) => value < 0)).toBe(verdict));
  test("each test is of one direction, so that the ends say what lies between", () => {
    for (const { parameter, holds } of PRIORS) {
      const { low, high } = parameter.value;
      const found = Array.from({ length: 201 }, (_, it) => holds(low + ((high - low) * it) / 200));
      expect(found.filter((it, index) => index > 0 && it !== found[index - 1]).length).toBeLessThanOrEqual(1);
    }
  });
  test("what history decides and what not, beside absolute risk", () => {
    const rows = priorRows(PRIORS, shippedStudy());
    expect(rows.map((it) => it.verdict)).toEqual([...Array.from({ length: 5 }, () => "history does not decide this"), "holds"]);
    // By hand: 9.0569 dyad-years in a thousand without a pact in 2007–14, 11.0552 with a conventional patron, times exp(±1.2816 × deviation) − 1.
    expect(rows.map((it) => it.absolute)).toEqual([
      "0.23 to 0.81 times as often: a change of −0.31 to −0.075 attacks per 1\u202f000 dyad-years, beside 0.4 without a pact",
      "0.73 to 1.4 times as often: a change of −2.5 to 3.4 disputes per 1\u202f000 dyad-years, beside 9.1 without a pact in 2007–14",
      "0.53 to 1.9 times as often: a change of −5.2 to 9.9 disputes per 1\u202f000 dyad-years, beside 11 with a conventional patron",
      undefined,
      undefined,
      undefined,
    ]);
  });
  test("a conclusion that its own question leaves open is not decided, and what the question found stands beside it", () => {
    const study = shippedStudy()!;
    // By hand: the logarithm of the ratio 0.553, and 1.2816 standard deviations of 0.5 to either side.
    const { ratio } = study.findings[0]!.primary!.effects[0]!;
    const reach = 1.2815515655446 * 0.5;
    const { verdict, open } = decisionOn(PRIORS[0]!, study.findings);
    expect([verdict, open!.base, open!.low, open!.high]).toEqual(["history does not decide this", ...[0, -reach, reach].map((it) => expect.closeTo(Math.log(ratio) + it, 9))]);
    expect(priorRows(PRIORS, study).map((it) => it.why)).toEqual(["by the 80 % range alone it holds, but it flips within one as wide about the −0.59 that Q1 found, −1.2 to 0.05", ...Array.from({ length: 4 }, () => "it flips within the 80 % range"), "throughout the 80 % range"]);
    // The rule stands in the cell of the verdict, on paper and in the report.
    const cells = evidencePaper(evidenceView(study)).sections.flatMap((it) => it.blocks).flatMap((it) => (it.kind === "table" && it.title === "Priors, by their 80 % range" ? it.rows.map((row) => String(row[1]).replaceAll("\u00a0", " ")) : []));
    expect(cells).toEqual(priorRows(PRIORS, study).map((it) => `${it.verdict}: ${it.why}`));
    for (const it of cells) expect(studyReport(study)).toContain(`| ${it} |`);
  });
  test("a figure of the question that leaves nothing open changes nothing", () => {
    const found = { ...shippedStudy()!.findings[0]!, primary: undefined };
    expect(decisionOn(PRIORS[0]!, [found as never])).toEqual({ verdict: "holds", alone: "holds" });
    expect(decisionOn(PRIORS[0]!, [])).toEqual({ verdict: "holds", alone: "holds" });
  });
  test("the yearly hazard of what is left of a curve", () => {
    // By hand: −log(0.817) / 10, and R's qgamma(c(0.1, 0.9), 2) / 2 times that.
    const range = PRIORS[5]!.aboutFound!(shippedStudy()!.findings.find((it) => it.id === "Q5")!)!;
    const mean = -Math.log(0.81705948372615) / 10;
    expect([range.base, range.low, range.high]).toEqual([mean, mean * 0.265905804195, mean * 1.9448600849825].map((it) => expect.closeTo(it, 9)));
  });
  test("a reader's range is judged by itself, with what the question found beside it", () => {
    const [row] = priorRows(withRanges(new Map([["history.pact-war-log-ratio", { low: -2, base: -1, high: -0.3 }]])), shippedStudy());
    expect([row!.verdict, row!.why]).toEqual(["holds", expect.stringMatching(/^throughout your range; within one as wide about the −0\.59 that Q1 found, .*, it flips$/)]);
  });
  test("what is as wide about the figure found has the width of the reader's own range", () => {
    const rowOf = (spread: number) => priorRows(withRanges(new Map([["history.pact-war-log-ratio", { low: -1.5 - spread, base: -1.5, high: -1.5 + spread }]])), shippedStudy())[0]!;
    expect([rowOf(0.5).why, rowOf(0.6).why]).toEqual(["throughout your range", expect.stringMatching(/^throughout your range; within one as wide .* found, −1\.2 to 0\.00\d+, it flips$/)]);
  });
  test("a reader's range takes the place of one, and of no other", () => {
    const set = withRanges(new Map([["history.commitment-honoured", { low: 0.6, base: 0.7, high: 0.8 }]]));
    const rows = priorRows(set, undefined);
    expect([rows[3]?.verdict, rows[3]?.source, rows[1]?.verdict]).toEqual(["holds", "set by the reader", "history does not decide this"]);
    for (const [id, range, fault] of [
      ["history.commitment-honoured", { low: 0.5, base: 0.8, high: 1.4 }, /is a share, from 0 to 1/],
      ["history.pact-ending-hazard", { low: -1, base: 0.1, high: 0.2 }, /is a share of pacts a year, 0 or more/],
    ] as const) expect(() => withRanges(new Map([[id, range]]))).toThrow(fault);
    expect(() => withRanges(new Map([["history.cyber", { low: 0, base: 0, high: 0 }]]))).toThrow(/no prior history\.cyber/);
  });
});

test("the report on paper has what the page has, in its order", () => {
  const view = evidenceView(shippedStudy()!);
  const paper = evidencePaper(view);
  expect(paper.sections.map((it) => it.title)).toEqual(["What the record shows", "What it does not tell", "What would change the answer", ...view.findings.map((it) => `${it.id}. ${it.question}`), "How far the answer moves with the choices", "What was adopted, and when", "Why this may not be about technology", "What a plan may take from it", "Sample and missing values", "What others found", "The works", "Limits"]);
  const said = JSON.stringify(paper);
  for (const it of view.findings) for (const sentence of it.sentences) expect(said).toContain(JSON.stringify(sentence).slice(1, -1));
  for (const it of view.literature) expect(said).toContain(JSON.stringify(it.work).slice(1, -1));
});
