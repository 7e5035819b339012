import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { assessAlliance, planResults } from "#app";
import { headlineView, inLanguage, whyView } from "#views";
import { tieNumbers } from "../../src/web/format/sentence.ts";

const solver = await highsPool({ threads: 2 });
const planned = await (async () => {
  const { alliance, digest } = await loadDataset("cases/three-shores");
  const results = assessAlliance({ alliance: alliance!, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
  return planResults(results, { solver, now: () => performance.now() / 1000, dataRange: false });
})().finally(() => solver.close());

test.each(["en", "fr"] as const)("every figure of the headline's sentences stands in them in its order, and answers its own why (%s)", (language) => {
  const results = inLanguage(planned, language);
  const it = headlineView(results, planned.comparison);
  const pairs = [[it.sentence, it.sentenceFigures], [it.whoPays, it.whoPaysFigures], [it.compensation, it.compensationFigures]] as const;
  expect(pairs.map(([, figures]) => figures.map(({ why }) => why))).toEqual([["price/money", "price/shortfall-years", "plan/alone/shortfall"], ["gain/HOL"], ["compensation/payment", "compensation/gain"]]);
  for (const [sentence, figures] of pairs) {
    expect(tieNumbers(sentence, figures, language).flatMap((piece) => (piece.kind === "number" ? [piece.shown] : [])), sentence).toEqual(figures);
    for (const { why, value } of figures) {
      const answer = whyView(results, why);
      expect(answer.kind === "answer" && Math.abs(answer.why.shown.value ?? Number.NaN), why).toBeCloseTo(value!, 6);
    }
  }
});

test("what is saved and its two parts add up as they are printed, or are told with the digits at which they do", () => {
  const { comparison } = planned;
  const told = (alone: number, aligned: number): string => headlineView(planned, { ...comparison, alone: { ...comparison.alone, shortfallYears: alone }, aligned: { ...comparison.aligned, shortfallYears: aligned } }).tally;
  expect(told(91.5, 80.1)).toBe("");
  expect(told(91.462, 80.016)).toBe("Each figure is rounded by itself; to more digits 91.462 alone less 80.016 aligned is 11.446.");
});

test.each<[string, number, RegExp]>([
  ["more than the plan saves", 0.9, /^Together (\S+), of plans that make the shortfall least; the plan shown saves (\S+) and gives up the rest/],
  ["as much", 1, /^$/],
  ["less", 1.1, /^$/],
])("what the levers add up to is told where it is %s", (_, factor, said) => {
  const { comparison } = planned;
  const sum = comparison.levers.reduce((all, it) => all + it.shortfallYears, 0);
  const { base } = comparison.price.shortfallYears;
  const scaled = { ...comparison, levers: comparison.levers.map((it) => ({ ...it, shortfallYears: (it.shortfallYears * base) / (sum * factor) })) };
  const { leversSum } = headlineView(planned, scaled);
  expect(leversSum).toMatch(said);
  const [, together, saved] = said.exec(leversSum) ?? [];
  if (together !== undefined) expect([Number(together), Number(saved)]).toEqual([expect.closeTo(base / factor, 1), expect.closeTo(base, 1)]);
});
