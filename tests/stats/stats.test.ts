import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  at,
  averageEffect,
  betaQuantile,
  chiSquaredTail,
  clipped,
  clopperPearson,
  clusterCovariance,
  competingRisks,
  contrast,
  detectableAlong,
  detectableShift,
  type Design,
  draws,
  dyadicCovariance,
  eigen,
  eValue,
  eValueOfInterval,
  falseDiscovery,
  fitBinary,
  fitCox,
  fitWeibull,
  holm,
  kaplanMeier,
  logNormalCdf,
  logRank,
  minimumDetectable,
  noncentralTail,
  normalCdf,
  normalQuantile,
  proportionalTest,
  quantile,
  quantileOf,
  repaired,
  resampled,
  type ScoreAsk,
  shuffled,
  type Square,
  square,
  standardErrors,
  survivalAt,
  waldTest,
  wilson,
  withoutAliased,
} from "#stats";
import reference from "./reference.json" with { type: "json" };

const R = reference as unknown as Readonly<Record<string, readonly (number | null)[]>>;
const near = (found: ArrayLike<number>, name: string, digits = 9): void => {
  const expected = R[name]!;
  expect(found.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) {
    if (value === null) expect(Number.isFinite(found[index]!)).toBe(false);
    else
      expect(Math.abs(found[index]! - value) / Math.max(Math.abs(value), 1e-6), `${name}[${index}]: ${found[index]} for ${value}`).toBeLessThan(10 ** -digits);
  }
};

/** The series that the reference is computed from. */
function series(seed: number, count: number): readonly number[] {
  const out: number[] = [];
  let x = seed;
  for (let it = 0; it < count; it++) {
    x = (16807 * x) % 2147483647;
    out.push(x / 2147483647);
  }
  return out;
}
const N = 240;
const u = series(42, N * 6);
const of = (column: number) => Float64Array.from({ length: N }, (_, row) => u[row * 6 + column]!);
const [u1, u2, u3, u4, u5, u6] = [0, 1, 2, 3, 4, 5].map(of) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
const x1 = u1.map((it) => it * 4 - 2);
const x2 = u2.map((it) => (it < 0.4 ? 1 : 0));
const y = u3.map((it, row) => (it < 1 / (1 + Math.exp(0.5 - 0.8 * x1[row]! + 0.7 * x2[row]!)) ? 1 : 0));
const time = u4.map((it, row) => Math.ceil(-Math.log(it) * 10 * Math.exp(0.4 * x1[row]! - 0.3 * x2[row]!)));
const ended = u5.map((it) => (it < 0.7 ? 1 : 0));
const cause = u6.map((it, row) => (ended[row] === 1 ? (it < 0.6 ? 1 : 2) : 0));
const sets = Float64Array.from({ length: N }, (_, row) => Math.floor(row / 12));
const one = new Float64Array(N).fill(1);
const spells: Design = { names: ["x1", "x2"], columns: [x1, x2], rowCount: N };
const design: Design = { names: ["(Intercept)", "x1", "x2"], columns: [one, x1, x2], rowCount: N };

describe("beside R", () => {
  test.each(["logit", "probit"] as const)("%s", (link) => {
    const fit = fitBinary({ link, outcome: y, design });
    near(fit.coefficients, `${link}.b`);
    near(standardErrors(fit.covariance), `${link}.se`, 8);
    near([fit.logLik], `${link}.loglik`, 12);
    expect(fit.score).toBeLessThan(1e-10);
  });
  test("weights count rows", () => {
    const fit = fitBinary({ link: "logit", outcome: y, design, weights: u6.map((it) => Math.floor(it * 3)) });
    near(fit.coefficients, "weighted.b");
    near(standardErrors(fit.covariance), "weighted.se", 8);
  });
  test.each(["efron", "breslow"] as const)("Cox, ties after %s", (ties) => {
    const fit = fitCox({ time, ended, design: spells, ties });
    near(fit.coefficients, `${ties}.b`);
    near(standardErrors(fit.covariance), `${ties}.se`, 8);
    near([fit.logLikNull, fit.logLik], `${ties}.loglik`, 12);
    const score = fit.scoreRows();
    near(
      [0, 1].flatMap((column) => Array.from({ length: 8 }, (_, row) => score[row * 2 + column]!)),
      `${ties}.score`,
      7,
    );
  });
  test("proportional hazards", () => {
    const ask = { time, ended, design: spells };
    const { all, terms } = proportionalTest(ask, fitCox(ask));
    near(
      [...terms, all].flatMap((it) => [it.statistic, it.p]),
      "zph",
      6,
    );
  });
  test("strata", () => {
    const fit = fitCox({ time, ended, design: { names: ["x1"], columns: [x1], rowCount: N }, stratum: x2 });
    near(fit.coefficients, "strata.b");
    near([fit.logLikNull, fit.logLik], "strata.loglik", 12);
  });
  test("conditional logit", () => {
    const fit = fitCox({ time: one, ended: y, design: spells, stratum: sets, ties: "exact" });
    near(fit.coefficients, "clogit.b");
    near(standardErrors(fit.covariance), "clogit.se", 8);
    near([fit.logLikNull, fit.logLik], "clogit.loglik", 12);
  });
  describe("errors where rows go together", () => {
    const rows = (fit: { readonly covariance: Square; readonly scoreRows: () => Float64Array }) => ({ kind: "rows" as const, covariance: fit.covariance, scoreRows: fit.scoreRows() });
    const member = (of: number, each: number) => Float64Array.from({ length: N }, (_, row) => (row * each) % of);
    const [one7, two11] = [member(7, 1), member(11, 3).map((it) => it + 7)];
    const pair = one7.map((it, row) => it * 20 + two11[row]!);
    // In each set the row with the largest u3, so that one ends and the exact form is Efron's.
    const single = u3.map((it, row) => (it === Math.max(...u3.subarray(12 * Math.floor(row / 12), 12 * Math.floor(row / 12) + 12)) ? 1 : 0));
    const cut = u6.map((it) => Math.floor(it * 9));
    const matched = (ended: Float64Array) => fitCox({ time: one, ended, design: spells, stratum: sets, ties: "exact" });
    test.each<readonly [string, () => ScoreAsk, string]>([
      ["Cox, ties after efron", () => rows(fitCox({ time, ended, design: spells })), "efron"],
      ["Cox, ties after breslow", () => rows(fitCox({ time, ended, design: spells, ties: "breslow" })), "breslow"],
      ["conditional logit, one ends in a set", () => rows(matched(single)), "clogit.single"],
      ["conditional logit, many end in a set", () => rows(matched(y)), "clogit.many"],
      ["Weibull", () => rows(fitWeibull({ time, ended, design })), "weibull"],
    ])("%s", (_, ask, name) => {
      const digits = name === "weibull" ? 6 : 7;
      near(standardErrors(clusterCovariance(ask(), sets).matrix), `${name}.sets`, digits);
      near(standardErrors(clusterCovariance(ask(), cut).matrix), `${name}.cut`, digits);
      near(standardErrors(dyadicCovariance(ask(), [one7, two11], pair).matrix), `${name}.dyadic`, digits);
    });
    test("chances stay chances where weights are hundreds of powers apart, and in sets larger than are kept at a time", () => {
      const steep = Float64Array.from({ length: 1300 }, (_, row) => (row % 100) / 10 - 5);
      const few = Float64Array.from(steep, (_, row) => (row % 17 === 0 ? 1 : 0));
      const fit = fitCox({ time: new Float64Array(1300).fill(1), ended: few, ties: "exact", design: { names: ["x"], columns: [steep], rowCount: 1300 } });
      const scores = fit.scoreRows();
      expect(scores.every(Number.isFinite)).toBe(true);
      // What the rows tell adds up to the score, which is nought at the estimate; the information is the spread of the same chances.
      expect(Math.abs(scores.reduce((sum, it) => sum + it, 0))).toBeLessThan(1e-7);
    });
  });
  test("Weibull", () => {
    const fit = fitWeibull({ time, ended, design });
    near(fit.coefficients, "weibull.b", 7);
    near(standardErrors(fit.covariance), "weibull.se", 6);
    near([fit.logLikNull, fit.logLik], "weibull.loglik", 10);
  });
  test("Kaplan and Meier", () => {
    const curve = kaplanMeier({ time, ended });
    near(
      curve.map((it) => it.time),
      "km.time",
    );
    near(
      curve.map((it) => it.survival),
      "km.surv",
    );
    near(
      curve.map((it) => it.error),
      "km.se",
    );
    near(
      curve.map((it) => it.low),
      "km.low",
    );
    near(
      curve.map((it) => it.high),
      "km.high",
    );
    const quantiles = [0.75, 0.5, 0.25].map((it) => quantileOf(curve, it));
    near(
      quantiles.map((it) => it.time!),
      "km.quantile",
    );
    near(
      quantiles.map((it) => it.low!),
      "km.quantile.low",
    );
    near(
      quantiles.map((it) => it.high!),
      "km.quantile.high",
    );
  });
  test("log-rank", () =>
    near(
      [
        logRank(
          { time, ended },
          sets.map((it) => it % 4),
        ).statistic,
      ],
      "logrank",
    ));
  test("competing risks", () => {
    const steps = competingRisks(time, cause);
    near(
      steps.map((it) => it.time),
      "cuminc.time",
    );
    near(
      steps.map((it) => it.incidence[0]!),
      "cuminc.one",
    );
    near(
      steps.map((it) => it.incidence[1]!),
      "cuminc.two",
    );
  });
  test("distributions", () => {
    near(
      R["pnorm.at"]!.map((it) => normalCdf(it!)),
      "pnorm",
      13,
    );
    near([-60, -38, -36, -20, -1, 3].map(logNormalCdf), "pnorm.log", 12);
    near(
      R["qnorm.at"]!.map((it) => normalQuantile(it!)),
      "qnorm",
      13,
    );
    near([chiSquaredTail(3.2, 1), chiSquaredTail(70.4, 3), chiSquaredTail(0.01, 5), chiSquaredTail(200, 100)], "pchisq", 12);
    near(
      [betaQuantile(0.025, 12, 43), betaQuantile(0.975, 13, 42), betaQuantile(0.5, 1, 1), betaQuantile(0.025, 1, 500), betaQuantile(0.975, 0.5, 0.5)],
      "qbeta",
      12,
    );
    near(
      [
        [0, 9],
        [3, 9],
        [9, 9],
      ].flatMap(([a, b]) => [clopperPearson(a!, b!).low, clopperPearson(a!, b!).high]),
      "exact",
      10,
    );
    near(
      [0, 0.1, 0.5, 0.77, 1].map((it) => quantile([1, 2, 4, 5, 8], it)),
      "quantile",
      12,
    );
  });
  test("many tests at once", () => {
    const p = R["p"]!.map((it) => it!);
    near(holm(p), "holm", 12);
    near(falseDiscovery(p), "bh", 12);
  });
});

describe("what cannot be estimated is said", () => {
  const few = (outcome: readonly number[], x: readonly number[]) =>
    fitBinary({
      link: "logit",
      outcome,
      design: { names: ["(Intercept)", "x"], columns: [new Float64Array(outcome.length).fill(1), Float64Array.from(x)], rowCount: outcome.length },
    });
  test.each<readonly [string, readonly number[], readonly number[], readonly string[]]>([
    ["complete separation", [0, 0, 0, 1, 1, 1], [1, 2, 3, 4, 5, 6], ["(Intercept)", "x"]],
    ["a group without the outcome", [0, 1, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1], ["x"]],
    ["a group in which all have it", [0, 1, 0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1], ["x"]],
    ["one row in many, with it", [...Array.from({ length: 60 }, (_, it) => it % 2), 1], [...Array.from({ length: 60 }, () => 0), 1], ["x"]],
    ["one row in many, without it", [...Array.from({ length: 60 }, (_, it) => it % 2), 0], [...Array.from({ length: 60 }, () => 0), 1], ["x"]],
    ["none", [0, 1, 0, 1, 1, 0], [1, 2, 3, 4, 5, 6], []],
  ])("%s", (_, outcome, x, separated) => {
    const fit = few(outcome, x);
    expect([fit.state, fit.separated]).toEqual([separated.length > 0 ? "separated" : "converged", separated]);
  });
  test("the penalty gives an estimate all the same", () => {
    const fit = fitBinary({
      link: "logit",
      outcome: [0, 1, 0, 1, 0, 0, 0, 0],
      isPenalised: true,
      design: { names: ["(Intercept)", "x"], columns: [new Float64Array(8).fill(1), Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1)], rowCount: 8 },
    });
    expect(fit.state).toBe("converged");
    // A saturated table with a half added to every cell.
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(2.5 / 2.5), 9);
    expect(fit.coefficients[1]).toBeCloseTo(Math.log(0.5 / 4.5), 9);
  });
  test.each([[[0, 0, 0]], [[1, 1, 1]]])("an outcome of one kind: %j", (outcome) => expect(() => few(outcome, [1, 2, 3])).toThrow(/nothing can be told apart/));
  test("columns that others make up", () => {
    const three: Design = {
      names: ["a", "b", "a+b", "nought", "c"],
      rowCount: 4,
      columns: [
        [1, 2, 3, 4],
        [1, 0, 0, 1],
        [2, 2, 3, 5],
        [0, 0, 0, 0],
        [1, 5, 2, 1],
      ].map((it) => Float64Array.from(it)),
    };
    const { design: kept, aliased } = withoutAliased(three);
    expect([kept.names, aliased]).toEqual([
      ["a", "b", "c"],
      ["a+b", "nought"],
    ]);
  });
});

describe("errors", () => {
  const fit = fitBinary({ link: "logit", outcome: y, design });
  const ask = { kind: "residuals" as const, covariance: fit.covariance, residuals: fit.residuals, design };
  test("each row its own cluster is the sandwich of White, with its factor", () => {
    const rows = Float64Array.from({ length: N }, (_, it) => it);
    const { matrix, clusters } = clusterCovariance(ask, rows);
    expect(clusters).toBe(N);
    let slope = 0;
    const meat = square(3);
    for (let row = 0; row < N; row++)
      for (let i = 0; i < 3; i++)
        for (let k = 0; k < 3; k++) meat.values[i * 3 + k]! += fit.residuals[row]! ** 2 * design.columns[i]![row]! * design.columns[k]![row]!;
    for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) slope += at(fit.covariance, 1, i) * at(meat, i, k) * at(fit.covariance, k, 1);
    expect(at(matrix, 1, 1)).toBeCloseTo((slope * N) / (N - 1), 12);
  });
  test("a variance below nought is said, and can be clipped", () => {
    const members: readonly [Float64Array, Float64Array] = [
      Float64Array.from({ length: N }, (_, it) => it % 5),
      Float64Array.from({ length: N }, (_, it) => (it % 5 === 4 ? 0 : it % 5 === 3 ? 5 : 4)),
    ];
    const robust = dyadicCovariance(
      ask,
      members,
      Float64Array.from({ length: N }, (_, it) => it % 5),
    );
    for (const it of robust.negative) expect(at(robust.matrix, it, it)).toBeLessThan(0);
    const shared = dyadicCovariance(ask, [new Float64Array(N).fill(7), Float64Array.from({ length: N }, (_, it) => it % 5)], Float64Array.from({ length: N }, (_, it) => it % 5));
    expect(shared.negative).toEqual([0, 1, 2]);
    expect(shared.matrix.values.every(Number.isNaN)).toBe(true);
    expect(repaired(robust).negative).toEqual([]);
    expect(eigen(clipped(robust.matrix)).values.every((it) => it > -1e-12)).toBe(true);
  });
  test("Wald test of one coefficient is its z squared", () => {
    const found = waldTest(fit.coefficients, fit.covariance, [1])!;
    expect(found.statistic).toBeCloseTo((fit.coefficients[1]! / standardErrors(fit.covariance)[1]!) ** 2, 9);
    expect(contrast(fit.coefficients, fit.covariance, [0, 1, 1]).estimate).toBeCloseTo(fit.coefficients[1]! + fit.coefficients[2]!, 12);
  });
  test("an average effect agrees with numbers of differences", () => {
    const set = (value: number): Design => ({ ...design, columns: [one, x1, new Float64Array(N).fill(value)] });
    const effect = averageEffect({ link: "logit", coefficients: fit.coefficients, covariance: fit.covariance, before: set(0), after: set(1) });
    const meanAt = (value: number, b = fit.coefficients): number =>
      x1.reduce((sum, it) => sum + 1 / (1 + Math.exp(-(b[0]! + b[1]! * it + b[2]! * value))), 0) / N;
    expect(effect.difference).toBeCloseTo(meanAt(1) - meanAt(0), 12);
    const slope = [0, 1, 2].map((it) => {
      const moved = (by: number) => fit.coefficients.map((value, index) => (index === it ? value + by : value));
      return (meanAt(1, moved(1e-5)) - meanAt(0, moved(1e-5)) - meanAt(1, moved(-1e-5)) + meanAt(0, moved(-1e-5))) / 2e-5;
    });
    expect(effect.differenceError).toBeCloseTo(contrast(slope, fit.covariance, slope).error, 7);
  });
});

describe("laws", () => {
  test("scale and order of columns do not matter", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (by) => {
        const plain = fitBinary({ link: "logit", outcome: y, design });
        const other = fitBinary({
          link: "logit",
          outcome: y,
          design: { names: ["x2", "x1", "(Intercept)"], columns: [x2, x1.map((it) => it * by), one], rowCount: N },
        });
        expect(other.coefficients[1]! * by).toBeCloseTo(plain.coefficients[1]!, 8);
        expect(other.logLik).toBeCloseTo(plain.logLik, 9);
      }),
      { numRuns: 30 },
    );
  });
  test("a row that counts twice is a row that is there twice", () => {
    const twice = (it: Float64Array): Float64Array => Float64Array.of(...it, ...it.subarray(0, 50));
    const long = fitBinary({ link: "probit", outcome: twice(y), design: { names: design.names, columns: design.columns.map(twice), rowCount: N + 50 } });
    const weighted = fitBinary({ link: "probit", outcome: y, design, weights: one.map((it, row) => it + (row < 50 ? 1 : 0)) });
    for (const [index, it] of long.coefficients.entries()) expect(weighted.coefficients[index]).toBeCloseTo(it, 9);
  });
  test("a start elsewhere ends at the same place", () => {
    const plain = fitBinary({ link: "logit", outcome: y, design });
    const other = fitBinary({ link: "logit", outcome: y, design, start: [3, -2, 1] });
    for (const [index, it] of plain.coefficients.entries()) expect(other.coefficients[index]).toBeCloseTo(it, 9);
  });
  test("intervals hold their share, and the exact one is never shorter in both ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(300), (total, part) => {
        const count = Math.min(total, part);
        for (const it of [wilson(count, total), clopperPearson(count, total)]) {
          expect(it.low).toBeLessThanOrEqual(it.share + 1e-12);
          expect(it.high).toBeGreaterThanOrEqual(it.share - 1e-12);
          expect([it.low >= 0, it.high <= 1]).toEqual([true, true]);
        }
      }),
    );
  });
  test("incidences and survival add up to one", () => {
    for (const it of competingRisks(time, cause)) expect(it.incidence.reduce((sum, value) => sum + value, 0) + it.survival).toBeCloseTo(1, 12);
  });
  test("draws depend on seed and place alone", () => {
    const some = (seed: number, draw: number): readonly number[] => {
      const stream = draws("test", seed, draw);
      return Array.from({ length: 5 }, () => stream.next());
    };
    expect(some(1, 7)).toEqual(some(1, 7));
    expect(some(1, 7)).not.toEqual(some(1, 8));
    expect(some(1, 7)).not.toEqual(some(2, 7));
    const stream = draws("spread", 3, 0);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let it = 0; it < 100_000; it++) counts[stream.whole(10)]! += 1;
    // Chi-squared with 9 degrees of freedom; 27.9 is passed once in a thousand.
    expect(counts.reduce((sum, it) => sum + (it - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
    expect([...shuffled(100, stream)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, it) => it));
    expect(resampled(50, stream).reduce((sum, it) => sum + it, 0)).toBe(50);
  });
  test("E-values and detectable effects", () => {
    expect(eValue(2)).toBeCloseTo(2 + Math.SQRT2, 12);
    expect(eValue(0.5)).toBeCloseTo(eValue(2), 12);
    expect([eValueOfInterval(0.8, 1.2), eValueOfInterval(1.5, 3), eValueOfInterval(0.2, 0.5)]).toEqual([1, eValue(1.5), eValue(0.5)]);
    expect(minimumDetectable(1)).toBeCloseTo(1.959963984540054 + 0.8416212335729143, 10);
  });
  // R: uniroot over pchisq(qchisq(.95, df), df, ncp, lower.tail = FALSE) − 0.8; pchisq with ncp.
  test.each([[1, 7.8488605093], [2, 9.634688868], [4, 11.9352858377], [10, 16.2411102849]])("a joint test of %i terms finds a noncentrality of %d four times in five", (df, expected) => expect(detectableShift(df)).toBeCloseTo(expected, 8));
  test("tails with a noncentrality", () => {
    expect(noncentralTail(9.487729, { df: 4, shift: 11.9353 })).toBeCloseTo(0.800000535329, 10);
    expect(noncentralTail(5, { df: 3, shift: 2.5 })).toBeCloseTo(0.459761014209, 10);
    expect(noncentralTail(5, { df: 3, shift: 0 })).toBeCloseTo(chiSquaredTail(5, 3), 14);
  });
  test("the smallest effect along a direction is that of one term where there is one, and of four alike divided by two where there are four", () => {
    const of = (size: number): Square => ({ size, values: Float64Array.from({ length: size * size }, (_, it) => (it % (size + 1) === 0 ? 0.04 : 0)) });
    expect(detectableAlong(of(1), [1])).toBeCloseTo(0.2 * Math.sqrt(7.8488605093), 8);
    expect(detectableAlong(of(4), [1, 1, 1, 1])).toBeCloseTo(0.2 * Math.sqrt(11.9352858377 / 4), 8);
    expect(detectableAlong({ size: 2, values: Float64Array.of(1, 2, 2, 1) }, [1, 0])).toBeUndefined();
  });
  test("before anything has happened there is no step", () => expect(survivalAt(kaplanMeier({ time: [2, 3], ended: [1, 1] }), 1)).toBeUndefined());
});
