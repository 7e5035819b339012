import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { type DataName, type FitAnswer, type FitReport, fitSpec, inFrench, readSpec, type Source, valuesOf } from "#engines/history";

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
    ["a part of a cluster", { ...wars, fewClusters: 1.5 }, /"fewClusters" is 1.5. Write a whole number/],
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
  test.each([
    [5, -176.10840221],
    [6, -175.981184011],
    [7, -173.453358541],
    [8, -172.79705697],
    [9, -171.984437424],
  ])("powers of a year up to %i keep the highest, as R's poly has them", (degree, logLik) => {
    const found = fit({ data: "wars", estimator: "logit", outcome: "won", terms: [{ polynomial: "year", degree }, "initiator"] });
    expect(found.dropped.terms).toEqual([]);
    expect(found.coefficients.map((it) => it.term)).toEqual(["(Intercept)", "year", ...Array.from({ length: degree - 1 }, (_, it) => `year_${it + 2}`), "initiator"]);
    expect(found.logLik).toBeCloseTo(logLik, 7);
  });
  test("they are told in plain powers, with errors, effects and tests of the same", () => {
    const powers = ["year_2", "year_3", "year_4", "year_5"];
    const asked = (polynomial: string, name: string): FitReport => fit({ data: "wars", estimator: "logit", outcome: "won", terms: [{ polynomial, degree: 5 }, "initiator"], errors: ["model", "cluster:war"], effects: [{ term: "year", from: 1900, to: 1950 }], tests: [powers.slice(2).map((it) => it.replace("year", name)), powers.map((it) => it.replace("year", name))] });
    const [far, near] = [asked("year", "year"), asked("year - 1900", "year - 1900")];
    // The highest power is the same about any origin; R's plain powers give the constant −3.782e7 and 5.50176e-2 for the third.
    const of = (found: FitReport, term: string) => found.coefficients.find((it) => it.term === term)!;
    expect(of(far, "year_5").b! / of(near, "year - 1900_5").b!).toBeCloseTo(1, 8);
    expect(of(far, "year_5").errors["cluster:war"]!.se! / of(near, "year - 1900_5").errors["cluster:war"]!.se!).toBeCloseTo(1, 8);
    expect([of(far, "(Intercept)").b! / -3.78199e7, of(far, "year_3").b! / 5.50176e-2]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
    expect(far.effects[0]!.difference).toBeCloseTo(near.effects[0]!.difference, 9);
    expect(far.tests.map((it) => it.chi2)).toEqual(near.tests.map((it) => expect.closeTo(it.chi2!, 6)));
  });
  test("a test of powers below the highest is not printed from digits that are lost", () => {
    const found = fit({ data: "wars", estimator: "logit", outcome: "won", terms: [{ polynomial: "year", degree: 5 }], errors: ["model"], tests: [["year_2", "year_3"]] });
    expect(found.tests).toEqual([{ terms: ["year_2", "year_3"], error: "model", note: expect.stringMatching(/down from the highest/) }]);
  });
  test("a polynomial keeps as many powers as its values tell apart", () => {
    const found = fit({ data: "wars", estimator: "logit", outcome: "won", filter: "year in (1914, 1939, 1940)", terms: [{ polynomial: "year", degree: 5 }] });
    expect(found.coefficients.map((it) => it.term)).toEqual(["(Intercept)", "year", "year_2"]);
    expect(found.dropped.terms.map((it) => it.term)).toEqual(["year_3", "year_4", "year_5"]);
  });
  test.each<readonly [string, object]>([
    ["Cox", { data: "alliances", estimator: "cox", time: "years", event: "ended" }],
    ["Weibull", { data: "alliances", estimator: "weibull", time: "years", event: "ended" }],
    ["the conditional logit", { data: "wars", estimator: "conditional-logit", outcome: "won", strata: "initiator" }],
    ["Firth's penalty", { data: "wars", estimator: "firth", outcome: "won" }],
  ])("high powers by %s are those about another origin", (_, part) => {
    const name = "time" in part ? "begyr" : "year";
    const [far, near] = [name, `${name} - 1900`].map((polynomial) => fit({ ...part, terms: [{ polynomial, degree: 5 }], errors: ["model"] }));
    expect([far!.state, far!.dropped.terms]).toEqual(["converged", []]);
    expect(far!.logLik).toBeCloseTo(near!.logLik!, 6);
    expect(far!.coefficients.find((it) => it.term === `${name}_5`)!.b! / near!.coefficients.find((it) => it.term === `${name} - 1900_5`)!.b!).toBeCloseTo(1, 5);
  });
  test.each<readonly [string, unknown, string, string | undefined]>([
    ["a name for an expression", { name: "hypersonic", expression: "year >= 1991" }, "hypersonic", "year >= 1991"],
    ["a name for an interaction", { name: "both", expression: "initiator:obliged" }, "both", "initiator:obliged"],
    ["a name for a factor", { name: "smart_weapons", factor: "year >= 1946", base: 0 }, "smart_weapons=1", "year >= 1946 = 1"],
    ["the expression itself, with other blanks", { name: "log1p(partners)", expression: "log1p( partners )" }, "log1p(partners)", undefined],
    ["a power of a polynomial", { polynomial: "partners", degree: 2 }, "partners_2", undefined],
  ])("%s is told with what it stands for", (_, term, name, expression) => {
    const found = fit({ data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", term], errors: ["model"] });
    expect(found.coefficients.find((it) => it.term === name)).toMatchObject({ term: name, ...(expression !== undefined && { expression }) });
    expect(found.coefficients.flatMap((it) => it.expression ?? [])).toEqual(expression === undefined ? [] : [expression]);
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

describe("beside R (glm, coxph, clogit, survreg; survival 3.5)", () => {
  const near = (found: number | undefined, expected: number): void => expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
  const fit = (value: unknown): FitReport => {
    const answer = answerTo(value);
    if (answer.kind === "refused") throw new Error(JSON.stringify(answer.problems));
    return answer;
  };
  const panel = { estimator: "logit", filter: "year >= 1914", errors: ["model"] };
  test.each<readonly [string, unknown, Readonly<Record<string, readonly [b: number, se: number]>>, number]>([
    ["powers of a year, which nearly make one another up", { estimator: "logit", outcome: "i5", terms: ["tdef", { polynomial: "year", degree: 4 }], errors: ["model"] }, { tdef: [-0.39551325, 0.045123052] }, -13236.132356],
    ["a polynomial of the sixth degree of a rare outcome", { ...panel, outcome: "w5", terms: ["tdef", { polynomial: "t5", degree: 6 }] }, { tdef: [-0.90379192, 0.27154449], t5: [-0.9657112290, 0.1606799739] }, -429.434041],
    ["matched by year", { ...panel, estimator: "conditional-logit", outcome: "w5", strata: "year", terms: ["tdef", "year", "capshare", "contig", "lndist"] }, { tdef: [-0.67347377, 0.30367964], contig: [1.41551804, 0.3563505] }, -343.750553],
    ["Cox by strata, with a term that is the same in each", { data: "alliances", estimator: "cox", time: "years", event: "ended", strata: "wartime", terms: ["e2", "e3", "bilat", "wartime"], errors: ["model"] }, { e2: [-0.78358219, 0.152914], e3: [-2.2461033, 0.42515] }, -912.428604],
    ["Weibull", { data: "alliances", estimator: "weibull", time: "years", event: "ended", terms: ["e1", "e2", "e3", "bilat"] }, { e2: [1.16456152, 0.200439735], "log(scale)": [0.199267596, 0.055640592] }, -806.008758],
    ["probit without an intercept", { data: "wars", estimator: "probit", outcome: "won", terms: ["obliged_fought", "1 - obliged_fought"], intercept: false, errors: ["model"] }, { obliged_fought: [0.2718800054, 0.1386003454] }, -187.124807],
  ])("%s", (_, spec, expected, logLik) => {
    const found = fit(spec);
    expect(found.state).toBe("converged");
    for (const [term, [b, se]] of Object.entries(expected)) {
      const row = found.coefficients.find((it) => it.term === term);
      near(row?.b, b);
      expect(Math.abs((row?.errors["model"]?.se ?? Number.NaN) - se)).toBeLessThanOrEqual(1e-5 * se);
    }
    near(found.logLik, logLik);
  });
  test.each([
    // R's glm gives this one up; the values are Newton's with 80 digits: tests/history/ninth-degree.py
    ["since 1914", "year >= 1914", -0.91162890125, 0.272101186621, -421.30493545541],
    ["since 1816", "year >= 1816", -1.00409619241, 0.211935249806, -751.473395885761],
  ])("powers up to the ninth of a rare outcome come to rest, and nothing is said to foretell it: %s", (_, filter, b, se, logLik) => {
    const found = fit({ ...panel, filter, outcome: "w5", terms: ["tdef", { polynomial: "t5", degree: 9 }] });
    expect([found.state, found.problem]).toEqual(["converged", undefined]);
    near(found.coefficients[1]?.b, b);
    expect(Math.abs((found.coefficients[1]?.errors["model"]?.se ?? Number.NaN) - se)).toBeLessThanOrEqual(1e-5 * se);
    near(found.logLik, logLik);
  });
  test("an average effect of a factor's level", () => {
    const [effect] = fit({ ...panel, outcome: "i5", terms: ["tdef", { factor: "conttype" }], effects: [{ term: "conttype", from: 0, to: 1 }] }).effects;
    near(effect?.p0, 0.0039860137);
    near(effect?.p1, 0.0335409242);
  });
  test("Cox with errors clustered by pair", () => {
    const found = fit({ data: "bremer", estimator: "cox", time: "t + 1", event: "gmlmidonset", filter: "year >= 1990", terms: ["atop_defense", "landcontig"], errors: ["model", "dyad"] });
    near(found.coefficients[0]?.errors["dyad"]?.se, 0.19686777);
    near(found.coefficients[1]?.errors["dyad"]?.se, 0.18997535);
  });
  test("what falls out of a comparison within strata is named", () => {
    expect(fit({ data: "alliances", estimator: "cox", time: "years", event: "ended", strata: "wartime", terms: ["e2", "wartime"] }).dropped.terms).toEqual([{ term: "wartime", reason: "the same within wartime wherever something can be compared" }]);
  });
  test("an error by clusters that is round-off is none: the outcome is the same both ways of a pair, and the term changes its sign", () => {
    const { coefficients } = fit({ estimator: "logit", outcome: "on5", filter: "year <= 2014", universe: "none", terms: ["log(tia/tib)"], errors: ["model", "dyad"] });
    const [, term] = coefficients;
    expect([Math.abs(term!.b!) < 1e-12, term!.errors["model"]!.se! > 1e-4, term!.errors["dyad"]]).toEqual([true, true, { note: "not available: within every cluster what it rests on cancels out, and what is left is round-off" }]);
  });
  test.each<readonly [string, object]>([
    ["in every row the first", { estimator: "logit", filter: "a == 365 and year >= 1946" }],
    ["the first or the second", { estimator: "logit", filter: "a == 2 or b == 2" }],
    ["of spells", { estimator: "cox", outcome: undefined, time: "t5 + 1", event: "i5", filter: "b == 640" }],
    ["of matched sets", { estimator: "conditional-logit", strata: "year", filter: "b == 640" }],
  ])("no dyadic-robust error where one state is %s", (_, asked) => {
    const { coefficients, notes } = fit({ outcome: "i5", universe: "none", terms: ["tdef", "contig"], errors: ["dyadic"], ...asked });
    for (const it of coefficients) expect(it.errors["dyadic"]).toEqual({ note: "not available: the rows behind it share one state, so that their sums cancel out" });
    const note = notes?.find((it) => it.startsWith("No dyadic-robust error is given: all rows share one state"));
    expect(inFrench(note ?? "")).toMatch(/^Aucune erreur robuste aux dyades n’est donnée : toutes/);
  });
  test("nor of a sum that rests on the rows of one state; a variance below nought is said", () => {
    const found = fit({ ...panel, outcome: "i5", filter: "year >= 1990", terms: ["tdef", { name: "R", expression: "a == 365" }, "tdef:a == 365"], errors: ["dyad", "dyadic"], sums: [["tdef", "tdef:a == 365"]] });
    expect(found.coefficients.map((it) => Number.isFinite(it.errors["dyadic"]?.se))).toEqual([true, true, true, false]);
    expect(found.coefficients[3]?.errors["dyadic"]).toEqual({ note: "the variance came out below nought" });
    expect([found.sums?.[0]?.errors["dyadic"]?.se, Number.isFinite(found.sums?.[0]?.errors["dyad"]?.se)]).toEqual([undefined, true]);
    expect(inFrench(found.notes?.at(-1) ?? "")).toMatch(/^Aucune erreur robuste aux dyades n’est donnée pour tdef/);
  });
  test("an average effect then has no such error, and a filter beyond the GML data is told their end", () => {
    const { effects, notes } = fit({ estimator: "logit", outcome: "ig", universe: "none", filter: "year >= 1946 and year <= 2020 and a == 365", terms: ["tdef"], effects: ["tdef"], errors: ["dyadic"] });
    expect(effects[0]?.errors["dyadic"]).toEqual({ differenceSe: Number.NaN, logRatioSe: Number.NaN });
    expect(notes?.[0]).toBe("The filter lets in years after 2010, where the GML data end: nothing here is of a later year.");
    expect(inFrench(notes?.[0] ?? "")).toMatch(/2010, où s’arrêtent les données GML/);
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
    ["x not in (0, 2)", [0, 1, 0, u]],
    ["0 < x <= 2", [0, 1, 1, u]],
    ["3 > x > y", [0, u, 1, u]],
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

describe("what is not told stays visible", () => {
  const fitOf = (value: unknown): FitReport => {
    const answer = answerTo(value);
    if (answer.kind === "refused") throw new Error(answer.problems[0]!.message);
    return answer;
  };
  test.each<readonly [string, unknown, readonly string[]]>([
    ["a state that won all its wars", { data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", { name: "britain", expression: "ccode == 200" }] }, ["britain"]],
    ["the same with the correction for rare events", { data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", { name: "britain", expression: "ccode == 200" }], rareEvents: "king-zeng" }, ["britain"]],
    ["a term made of the outcome, in a large sample", { data: "panel", estimator: "logit", outcome: "w5", terms: ["tdef", "w5:contig"], filter: "year >= 1946" }, ["w5:contig"]],
  ])("%s runs off, and has no error", (_, value, off) => {
    const fit = fitOf(value);
    expect(fit.state).toBe("separated");
    for (const it of fit.coefficients) expect([it.term, it.b === undefined]).toEqual([it.term, off.includes(it.term)]);
  });
  // Errors of R on the rows where the term does not run off: coxph, survreg and glm, each with cluster() or a sandwich beside it.
  const violated = { data: "alliances", time: "years", event: "violated", terms: ["e3", "bilat", "offense"], errors: ["model", "cluster:begyr"] };
  test.each<readonly [string, unknown, readonly string[], string, number, number, number]>([
    ["Cox", { ...violated, estimator: "cox" }, ["e3"], "offense", 0.19188380403, 0.2626971486, 0.3061729423],
    ["Weibull", { ...violated, estimator: "weibull" }, ["e3"], "offense", -0.3785565303, 0.34331159774, 0.3874120635],
    ["Weibull, with the group that never ends as base", { ...violated, estimator: "weibull", terms: [{ name: "older", expression: "1 - e3" }, "bilat", "offense"] }, ["(Intercept)", "older"], "offense", -0.3785565303, 0.34331159774, 0.3874120635],
    ["the logit, with the state that always won as base", { data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", "post45", { name: "rest", expression: "ccode != 200" }], errors: ["model"] }, ["(Intercept)", "rest"], "initiator", 0.81693284531, 0.2791891751, Number.NaN],
  ])("what runs off by %s is named, and the others keep their errors", (_, value, off, term, b, model, cluster) => {
    const found = fitOf(value);
    expect([found.state, found.coefficients.filter((it) => it.b === undefined).map((it) => it.term)]).toEqual(["separated", off]);
    expect(found.problem!.message.startsWith(off.join(", "))).toBe(true);
    const own = found.coefficients.find((it) => it.term === term)!;
    expect([own.b, own.errors["model"]!.se]).toEqual([expect.closeTo(b, 7), expect.closeTo(model, 7)]);
    if (!Number.isNaN(cluster)) expect(own.errors["cluster:begyr"]!.se).toBeCloseTo(cluster, 7);
    for (const it of found.coefficients) for (const one of Object.values(it.errors)) expect(one.note).toBeUndefined();
  });
  test.each<readonly [string, unknown, RegExp | undefined]>([
    ["powers as columns stay behind", { data: "panel", estimator: "logit", outcome: "i5", terms: ["t5", "t5_2", "t5_3", "tdef"], effects: [{ term: "t5", from: 0, to: 10 }], filter: "year >= 1990" }, /^t5_2, t5_3 are worked out from t5, and stay/],
    ["a polynomial moves", { data: "panel", estimator: "logit", outcome: "i5", terms: [{ polynomial: "t5", degree: 3 }, "tdef"], effects: [{ term: "t5", from: 0, to: 10 }], filter: "year >= 1990" }, undefined],
    ["a kind of pact beside the pact", { data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef", "tconv"], effects: ["tdef"], filter: "year >= 1990" }, /^tconv is worked out from tdef/],
  ])("of an average effect: %s", (_, value, note) => {
    const [effect] = fitOf(value).effects;
    if (note === undefined) expect(effect!.note).toBeUndefined();
    else expect(effect!.note).toMatch(note);
  });
  test.each<readonly [string, unknown, string, RegExp]>([
    ["the outcome among the terms", { data: "wars", estimator: "logit", outcome: "won", terms: ["won", "initiator", "partners"] }, "separated", /^Every row is foretold without fault/],
    ["the same within matched sets", { data: "wars", estimator: "conditional-logit", outcome: "won", strata: "initiator", terms: ["won", "obliged"] }, "separated", /^Every row is foretold without fault/],
    ["a penalty that does not come to rest", { data: "wars", estimator: "firth", outcome: "won", terms: ["won", "initiator"], sums: [["won", "initiator"]] }, "not-converged", /^The fit did not come to rest: no interval/],
  ])("%s leaves no interval and no p", (_, value, state, note) => {
    const fit = fitOf(value);
    expect([fit.state, fit.notes]).toEqual([state, [expect.stringMatching(note)]]);
    for (const it of [...fit.coefficients, ...(fit.sums ?? [])]) for (const one of Object.values(it.errors)) expect(Object.keys(one)).toEqual(["note"]);
  });
  test.each<readonly [string, unknown, RegExp | undefined]>([
    ["years to 2025", { data: "panel", estimator: "logit", outcome: "w5", terms: ["tdef"], filter: "year >= 1990 and year <= 2025" }, /^The filter lets in years after 2014, where the rows of panel end/],
    ["years with a gap", { data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef"], filter: "year in (2013, 2014, 2020)" }, /^The filter lets in years after 2014/],
    ["the same of the GML data", { data: "panel", estimator: "logit", outcome: "ig", terms: ["tdef"], filter: "year >= 2000 and year <= 2014" }, /^The filter lets in years after 2010/],
    ["formed by 2025", { data: "alliances", estimator: "weibull", time: "years", event: "ended", terms: ["bilat"], filter: "begyr <= 2025" }, /^The filter lets in years after 2018/],
    ["years without an end", { data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef"], filter: "year >= 2010" }, undefined],
    ["years that end before", { data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef"], filter: "year >= 2010 and year < 2014" }, undefined],
    ["curves of rows that are no spells", { data: "panel", estimator: "kaplan-meier", time: "t5", event: "i5", filter: "year >= 2010" }, /^A row of panel is a pair of states in a year: a pair stands in many rows/],
    ["hazards not in proportion", { data: "alliances", estimator: "cox", time: "years", event: "ended", filter: "begyr >= 1914", terms: ["e2", "e3", "bilat", "wartime"] }, /^Hazards are not in proportion over the whole of this model \(p 0\.004\)/],
    ["hazards in proportion", { data: "alliances", estimator: "cox", time: "years", event: "ended", filter: "begyr >= 1914", terms: ["e2", "e3"] }, undefined],
  ])("is noted: %s", (_, value, note) => {
    const { notes } = fitOf(value);
    if (note === undefined) expect(notes).toBeUndefined();
    else expect(notes).toEqual([expect.stringMatching(note)]);
  });
  test("where nothing applied nothing was broken or kept, unless a reader asks for those rows too", () => {
    const kept = (more: object): readonly [number, readonly string[]] => {
      const { N, dropped } = fitOf({ data: "reliability", estimator: "logit", outcome: "honoured", terms: ["post45"], ...more });
      return [N, dropped.rows.map((it) => it.reason)];
    };
    expect(kept({})).toEqual([146, ["rows in which no obligation applied, so that none could be honoured"]]);
    expect(kept({ filter: "applies == 1" })).toEqual([146, ["rows that the filter leaves out"]]);
    expect(kept({ universe: "none" })).toEqual([576, []]);
    expect(answerTo({ data: "wars", estimator: "logit", outcome: "won", terms: ["initiator"], universe: "applied" })).toMatchObject({ kind: "refused", problems: [{ message: "The table wars has no obligations that apply or not." }] });
  });
  test("a joint test of a term that was left out says so, and the fit stands", () => {
    const fit = fitOf({ data: "wars", estimator: "logit", outcome: "won", terms: ["initiator", { name: "again", expression: "initiator * 2" }], tests: [["initiator", "again"]], errors: ["model"] });
    expect([fit.state, fit.tests.map((it) => it.note)]).toEqual(["converged", [expect.stringMatching(/^not available: again was left out/)]]);
  });
});
