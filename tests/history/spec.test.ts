import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { type DataName, type FitAnswer, type FitReport, fitSpec, readSpec, type Source, valuesOf } from "#engines/history";

const sources = new Map<DataName, Source>();
function answerTo(value: unknown): FitAnswer {
  const read = readSpec(value);
  if (!read.ok) return { kind: "refused", problems: read.problems };
  const source = sources.get(read.spec.data) ?? loadSource(read.spec.data);
  sources.set(read.spec.data, source);
  return fitSpec(read.spec, source);
}

describe("what a reader writes wrongly", () => {
  const wars = { data: "wars", estimator: "logit", outcome: "won", terms: ["obliged_fought"] };
  test.each<readonly [string, unknown, RegExp]>([
    ["no object", [], /no object/],
    ["a part that does not exist", { ...wars, model: "x" }, /"model" is no part/],
    ["an unknown estimator", { ...wars, estimator: "ols" }, /Use one of: logit, probit/],
    ["an unknown column, with the nearest", { ...wars, terms: ["obligd"] }, /Did you mean obliged\?/],
    ["an expression that breaks off", { ...wars, terms: ["log(partners"] }, /cannot be read at its end/],
    ["an unknown function", { ...wars, terms: ["sin(year)"] }, /no function "sin"/],
    ["an outcome that is no yes or no", { ...wars, outcome: "partners" }, /has to be 0 or 1/],
    ["an empty sample", { ...wars, filter: "year > 1900 and year < 1900" }, /No row is left: 274 rows that the filter leaves out/],
    ["an outcome of one kind", { ...wars, filter: "won == 1" }, /every row has the outcome/],
    ["errors of pairs where there are none", { ...wars, errors: ["dyad"] }, /no pairs of states/],
    ["drones", { estimator: "logit", outcome: "i5", terms: ["drones"] }, /No effect of drones is estimated/],
    ["artificial intelligence", { estimator: "logit", outcome: "i5", terms: [{ name: "AI", expression: "year >= 2010" }] }, /artificial intelligence/],
    ["years after the data", { ...wars, filter: "year > 2003" }, /end in 2003/],
    ["spells without an end", { data: "alliances", estimator: "cox", time: "years", terms: ["bilat"] }, /whether it ended/],
    ["the same term twice", { ...wars, terms: ["obliged", "obliged"] }, /stands twice/],
  ])("%s", (_, value, said) => {
    const answer = answerTo(value);
    expect(answer.kind).toBe("refused");
    if (answer.kind !== "refused") return;
    for (const it of answer.problems) expect([it.message !== "", it.mend !== ""]).toEqual([true, true]);
    expect(answer.problems.map((it) => `${it.message} ${it.mend}`).join(" ")).toMatch(said);
  });
});

describe("what a reader may ask", () => {
  const fit = (value: unknown): FitReport => {
    const answer = answerTo(value);
    if (answer.kind === "refused") throw new Error(JSON.stringify(answer.problems));
    return answer;
  };
  test("a term that others make up is dropped and named", () => {
    const found = fit({ data: "wars", estimator: "logit", outcome: "won", terms: ["obliged", "initiator", "obliged + 2 * initiator"] });
    expect(found.dropped.terms).toEqual([{ term: "obliged+2*initiator", reason: "made up of the terms before it" }]);
    expect(found).toMatchObject({ state: "converged", label: "exploratory" });
  });
  test("a factor has a column for each level but one", () => {
    const found = fit({ data: "reliability", estimator: "logit", outcome: "honoured", filter: "applies == 1", terms: [{ factor: "defense + 2 * offense", base: 1 }, "post45"] });
    expect(found.coefficients.map((it) => it.term)).toEqual(["(Intercept)", "defense + 2 * offense=0", "defense + 2 * offense=2", "defense + 2 * offense=3", "post45"]);
  });
  test("Weibull, competing risks and conditional logit", () => {
    expect(fit({ data: "alliances", estimator: "weibull", time: "years", event: "ended", terms: ["e2", "e3"] })).toMatchObject({ N: 280, state: "converged" });
    expect(fit({ data: "alliances", estimator: "competing-risks", time: "years", cause: "cause" })).toMatchObject({ N: 280, events: 213 });
    expect(fit({ data: "wars", estimator: "conditional-logit", outcome: "won", strata: "war", terms: ["initiator"] })).toMatchObject({ state: "converged" });
  });
});

describe("expressions", () => {
  const u = Number.NaN;
  const table = { rowCount: 4, columns: new Map([["x", Float64Array.of(0, 1, 2, u)], ["y", Float64Array.of(1, u, 0, 3)]]) };
  test.each<readonly [string, readonly number[]]>([
    ["x + 2 * y", [2, u, 2, u]],
    ["-x ^ 2", [0, -1, -4, u]],
    ["2 ^ 3 ^ 1", [8, 8, 8, 8]],
    ["x > 0 and y > 0", [0, u, 0, u]],
    ["x > 0 or y > 0", [1, 1, 1, 1]],
    ["not (x == 1)", [1, 0, 1, u]],
    ["x in (0, 2)", [1, 0, 1, u]],
    ["missing(x) + missing(y)", [0, 1, 0, 1]],
    ["ifelse(x >= 1, 10, 20)", [20, 10, 10, u]],
    ["log(x)", [u, 0, Math.log(2), u]],
    ["1 / x", [u, 1, 0.5, u]],
    ["x=1 | y=1", [1, 1, 0, u]],
    ["!x & y", [1, 0, 0, u]],
    ["min(x, 1) - max(y, 0)", [-1, u, 1, u]],
  ])("%s", (text, expected) => expect([...valuesOf(text, table)].map((it) => it + 0)).toEqual(expected));
  test.each(["x +", "x y", "(x", "x)", "log()", "log(x, y)", "x == == y", "and x", "in (x)", "x in ()", "$x", "#", "", `${"(".repeat(200)}x${")".repeat(200)}`, `${"not ".repeat(300)}x`, "x".repeat(3000)])("%s is refused with what to write", (text) => expect(() => valuesOf(text, table)).toThrow(/cannot be read|takes|ends too early|There is no|characters|nested/));
});
