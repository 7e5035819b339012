import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { adoptionRows, loadSource } from "#adapters/history";
import { chosen, column, type DataName, type FitReport, fitSpec, readSpec, type Source } from "#engines/history";
import { clopperPearson, wilson } from "#stats";
import { ROOT } from "../../tools/files.ts";

const rows = readFileSync(join(ROOT, "tests", "history", "reference_values.csv"), "utf8").trimEnd().split("\n").slice(1).map((it) => it.split(","));
const sources = new Map<DataName, Source>();
const sourceOf = (name: DataName): Source => {
  const found = sources.get(name) ?? loadSource(name);
  sources.set(name, found);
  return found;
};
function fit(spec: Readonly<Record<string, unknown>>): FitReport {
  const read = readSpec(spec);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const answer = fitSpec(read.spec, sourceOf(read.spec.data));
  if (answer.kind === "refused") throw new Error(JSON.stringify(answer.problems));
  return answer;
}

const cube = (of: string) => ({ polynomial: of, degree: 3 });
const early = ["aoff", "aneu", "adef", "capshare", "lndist", "jdem"];
const full = ["aoff", "aneu", "adef", "capshare", "lndist", "contig", "jdem", "maja", "majb", cube("t5")];
const small = ["tdef", "post45", "capshare", "lndist", "contig", "maja", "majb", "lt", "tdef:post45"];
const SPECS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  B1: { data: "bremer", estimator: "logit", outcome: "gmlmidonset", terms: ["landcontig", "cincprop", "cowmajdyad", "atop_defense", "mindem", "mingdp", "minmilit", "t", "t2", "t3"] },
  M1: { estimator: "probit", outcome: "ig", filter: "year <= 1944", terms: ["rel_in", ...early, cube("tg")] },
  M2: { estimator: "probit", outcome: "ig", filter: "year <= 2000", terms: ["rel_in", ...early, cube("tg")] },
  M3: { estimator: "logit", outcome: "i5", filter: "year >= 1914", terms: ["tdef", ...full] },
  M4: { estimator: "logit", outcome: "w5", filter: "year >= 1914", terms: ["tdef", ...full] },
  M5: { estimator: "logit", outcome: "i5", filter: "year >= 1914", terms: ["tdef", "E2", "E3", "E4", "E5", ...full, "tdef:E2", "tdef:E3", "tdef:E4", "tdef:E5"] },
  M6: { estimator: "logit", outcome: "w5", filter: "year >= 1914", terms: ["tdef", "post45", ...full, "tdef:post45"] },
  M7: { estimator: "logit", outcome: "w5", filter: "year >= 1914", terms: small },
};

/** Tolerances as the reference asks: counts exact, likelihood to a thousandth, coefficients to 1e-5, errors to 1e-4. */
const close = (found: number | undefined, expected: number, relative: number, floor: number): void => expect(Math.abs((found ?? Number.NaN) - expected), `${found} for ${expected}`).toBeLessThanOrEqual(Math.max(relative * Math.abs(expected), floor));

describe("the reference estimates", () => {
  test.each(Object.keys(SPECS))("%s", (model) => {
    const found = fit(SPECS[model]!);
    expect([found.state, (found.score ?? 1) < 1e-8]).toEqual(["converged", true]);
    const of = rows.filter((it) => it[0] === model);
    for (const [, kind, name, b, se, dyad, dyadic] of of) {
      if (kind === "fit") {
        if (name === "N") expect(found.N).toBe(Number(b));
        else if (name === "events") expect(found.events).toBe(Number(b));
        else if (name === "clusters") expect(found.clusters["dyad"]).toBe(Number(b));
        else close(name === "loglik" ? found.logLik : found.nullLogLik, Number(b), 0, 1e-3);
      } else if (kind === "mle") {
        const row = found.coefficients.find((it) => it.term === name);
        close(row?.b, Number(b), 1e-5, 1e-6);
        for (const [error, value] of [["model", se], ["dyad", dyad], ["dyadic", dyadic]] as const) close(row?.errors[error]?.se, Number(value), 1e-4, 1e-9);
      }
    }
    expect(of.length).toBeGreaterThan(5);
  }, 120_000);
  test("M7 by Firth's penalty", () => {
    const found = fit({ ...SPECS["M7"], estimator: "firth", errors: ["model"] });
    close(found.penalisedLogLik, -389.1879, 0, 1e-3);
    for (const [, , name, b, se] of rows.filter((it) => it[0] === "M7" && it[1] === "firth")) {
      const row = found.coefficients.find((it) => it.term === name);
      close(row?.b, Number(b), 1e-5, 1e-6);
      close(row?.errors["model"]?.se, Number(se), 1e-4, 1e-9);
    }
  }, 120_000);
  test("average effects, and the joint test by era with what is worthless left out", () => {
    const { effects } = fit({ ...SPECS["M3"], errors: ["dyad"], effects: ["tdef"] });
    close(effects[0]?.p0, 0.01037934, 0, 1e-8);
    close(effects[0]?.p1, 0.01131668, 0, 1e-8);
    close(effects[0]?.errors["dyad"]?.differenceSe, 0.00092413, 0, 1e-8);
    const { tests } = fit({ ...SPECS["M5"], errors: ["dyad", "dyadic"], tests: [["tdef:E2", "tdef:E3", "tdef:E4", "tdef:E5"]] });
    close(tests[0]?.chi2, 7.6082, 0, 1e-4);
    close(tests[0]?.p, 0.10703, 0, 1e-5);
    expect(tests[1]?.chi2).toBeUndefined();
  }, 120_000);
  test("fulfilment: the model of Leeds and Anac", () => {
    const found = fit({ data: "fulfilment", estimator: "logit", outcome: "honor3", terms: ["milinst", "formal", "chcap2d", "dinstch2", "origtar1"] });
    expect(found.N).toBe(137);
    close(found.logLik, -57.344577, 0, 1e-6);
    for (const [index, [b, se]] of [[3.690691, 0.6390649], [-0.7091947, 0.2976961], [-0.9287062, 0.3586274], [-1.5466406, 0.5162503], [-1.4603912, 0.6040721], [-1.35927, 0.4804998]].entries()) {
      close(found.coefficients[index]?.b, b!, 1e-6, 1e-7);
      close(found.coefficients[index]?.errors["model"]?.se, se!, 1e-6, 1e-7);
    }
  });
});

describe("reliability, counted", () => {
  const table = sourceOf("reliability").table;
  const counted = (is: (at: (name: string) => number) => boolean): readonly [number, number] => {
    let [honoured, all] = [0, 0];
    for (let row = 0; row < table.rowCount; row++) {
      const at = (name: string): number => column(table, name)[row]!;
      if (at("applies") !== 1 || !is(at)) continue;
      all += 1;
      honoured += at("honoured");
    }
    return [honoured, all];
  };
  test.each<readonly [string, (at: (name: string) => number) => boolean, readonly [number, number]]>([
    ["all", () => true, [73, 146]],
    ["1816-1944", (at) => at("post45") === 0, [61, 92]],
    ["1945-2003", (at) => at("post45") === 1, [12, 54]],
    ["defence pacts", (at) => at("defense") === 1, [42, 102]],
    ["offence", (at) => at("offense") === 1, [31, 42]],
    ["neutrality", (at) => at("neutral") === 1, [35, 45]],
    ["non-aggression", (at) => at("nonagg") === 1, [18, 49]],
    ["defence pacts before 1945", (at) => at("defense") === 1 && at("post45") === 0, [36, 59]],
    ["defence pacts 1945-2003", (at) => at("defense") === 1 && at("post45") === 1, [6, 43]],
    ["the four of 1945", (at) => at("war2_1945") === 1, [4, 4]],
  ])("%s", (name, is, expected) => (name === "the four of 1945" ? expect(counted(is)[1]).toBe(4) : expect(counted(is)).toEqual(expected)));
  test("with its intervals", () => {
    const { low, high } = wilson(6, 43);
    expect([low, high].map((it) => it.toFixed(6))).toEqual(["0.065557", "0.272636"]);
    expect([clopperPearson(6, 43).low, clopperPearson(6, 43).high].map((it) => it.toFixed(6))).toEqual(["0.052977", "0.279325"]);
  });
});

describe("survival of alliances", () => {
  test("by era of formation, with the test that eras differ", () => {
    const found = fit({ data: "alliances", estimator: "kaplan-meier", time: "years", event: "ended", groups: "e1 + 2*e2 + 3*e3" });
    expect([found.N, found.curves?.map((it) => [it.n, it.events])]).toEqual([280, [[66, 61], [52, 45], [129, 101], [33, 6]]]);
    close(found.logRank?.chi2, 70.398767, 0, 1e-6);
    const at = (curve: number, years: number) => found.curves?.[curve]?.steps.findLast((it) => it.time <= years);
    for (const [curve, years, survival, se] of [[0, 5, 0.523432, 0.062312], [1, 10, 0.372692, 0.067712], [2, 20, 0.454513, 0.044611], [3, 20, 0.817059, 0.067553]] as const) {
      close(at(curve, years)?.survival, survival, 0, 1e-6);
      close(at(curve, years)?.se, se, 0, 1e-6);
    }
    expect(found.curves?.map((it) => it.median.time?.toFixed(2))).toEqual(["5.17", "4.17", "19.92", undefined]);
  });
  test("C1: Cox with its test of proportion", () => {
    const found = fit({ data: "alliances", estimator: "cox", time: "years", event: "ended", filter: "begyr >= 1914", terms: ["e2", "e3", "bilat", "wartime"] });
    expect([found.N, found.events]).toEqual([214, 152]);
    close(found.nullLogLik, -715.326273, 0, 1e-6);
    close(found.logLik, -690.210839, 0, 1e-6);
    for (const [index, [b, se]] of [[-0.7150428, 0.2249626], [-2.2006514, 0.4563252], [0.1403156, 0.2147564], [0.3089543, 0.2465911]].entries()) {
      close(found.coefficients[index]?.b, b!, 0, 1e-7);
      close(found.coefficients[index]?.errors["model"]?.se, se!, 0, 1e-7);
    }
    close(found.proportionality?.all.chi2, 15.49, 0, 5e-3);
  });
});

describe("the panel as it is shipped", () => {
  const { table } = sourceOf("panel");
  test("is as large as the reference says", () => {
    expect([table.rowCount, column(table, "i5").reduce((sum, it) => sum + it, 0), column(table, "ig").reduce((sum, it) => sum + it, 0)]).toEqual([238_476, 2388, 2134]);
  });
  test.each([["E1", 28_136, 395, 26], ["E2", 10_140, 139, 8], ["E3", 67_114, 779, 18], ["E4", 55_494, 498, 4], ["E5", 28_724, 210, 0]] as const)("raw counts of %s", (era, dyadYears, initiations, wars) => {
    const [is, going, begun, i5, w5] = [era, "go5", "on5", "i5", "w5"].map((it) => column(table, it)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    const own = chosen({ rowCount: table.rowCount, columns: new Map([["i5", i5], ["w5", w5]]) }, Int32Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => is[row] === 1 && !(going[row] === 1 && begun[row] === 0)));
    expect([own.rowCount, column(own, "i5").reduce((sum, it) => sum + it, 0), column(own, "w5").reduce((sum, it) => sum + it, 0)]).toEqual([dyadYears, initiations, wars]);
  });
  test("adoption is told as shares and states, never as counts of a nation's weapons", () => {
    const measures = adoptionRows();
    expect(measures.length).toBeGreaterThan(500);
    expect([...new Set(measures.map((it) => it.unit))].sort()).toEqual(["share", "states", "warheads"]);
  });
});
