import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSource, packedPanel, shippedStudy } from "#adapters/history";
import { declaredRefit, erasOf, type FitReport, fitSpec, inFrench, isDeclared, leftOut, namesIn, packTable, PANEL_DERIVED, QUESTIONS, readRefit, readSpec, type Refit, REFIT_CHOICES, REFIT_COLUMNS, REFIT_MODELS, refitRows, refitSpec, refitText, specOf, type SpecProblem, unpackTable } from "#engines/history";

const panel = loadSource("panel");
const fitted = (refit: Refit): FitReport => {
  const answer = fitSpec(specOf(refitSpec(refit)), panel);
  if (answer.kind === "refused") throw new Error(JSON.stringify(answer.problems));
  return answer;
};
const problemsOf = (refit: Refit): readonly SpecProblem[] => {
  const read = readSpec(refitSpec(refit));
  const answer = read.ok ? fitSpec(read.spec, panel) : { kind: "refused" as const, problems: read.problems };
  return answer.kind === "fit" ? [] : answer.problems;
};
const [attack, change, eras, difference] = REFIT_MODELS.map(declaredRefit) as [Refit, Refit, Refit, Refit];

/** Any setting that a page can have. */
const anyRefit = fc
  .record({ model: fc.constantFrom(...REFIT_MODELS), years: fc.uniqueArray(fc.integer({ min: 1816, max: 2026 }), { minLength: 6, maxLength: 6 }), ...Object.fromEntries(Object.entries(REFIT_CHOICES).map(([key, of]) => [key, fc.constantFrom(...(of as readonly string[]))])) })
  .map(({ model, years, ...choices }) => {
    const sorted = years.toSorted((x, y) => x - y);
    const cuts = model === "eras" ? sorted.slice(1, 5) : model === "difference" ? [] : [sorted[1]!];
    return { ...(choices as object), model, cuts, from: sorted[0]!, to: sorted[5]! } as unknown as Refit;
  });

describe("settings of the page", () => {
  test("the pre-declared ones are the pre-declared specifications, with the sums that are shown beside", () => {
    const specOfQuestion = (id: string): unknown => QUESTIONS.find((it) => it.id === id)?.primary;
    const { sums: _, ...own } = refitSpec(eras);
    expect(refitSpec(attack)).toEqual(specOfQuestion("Q1"));
    expect(own).toEqual(specOfQuestion("Q2"));
    expect([attack, change, eras, { ...attack, coding: "applies" as const }].map(isDeclared)).toEqual([true, true, true, false]);
  });
  test("stand in an address, and are read back", () => {
    expect(refitText({ ...attack, coding: "applies", cuts: [1950] })).toBe("attack;coding:applies;cuts:1950");
    fc.assert(
      fc.property(anyRefit, (it) => {
        expect(readRefit(refitText(it))).toEqual(it);
      }),
    );
  });
  test.each(["", "war", "attack;coding:all", "attack;colour:red", "attack;cuts:1946-1957", "eras;cuts:1957-1946-1991-2007", "attack;from:1700", "attack;from:2000;to:1990", "attack;coding:any;coding:any", "attack;cuts:19x6", "attack;__proto__:any"])("%s is no setting", (text) => expect(readRefit(text)).toBeUndefined());
  test("all can be read as a specification, and name what a page has loaded alone", () => {
    const known = new Set([...REFIT_COLUMNS, ...PANEL_DERIVED.filter((it) => namesIn(it.expression).every((name) => REFIT_COLUMNS.includes(name))).map((it) => it.name), "post45", "t5_2", "tg_2"]);
    fc.assert(
      fc.property(anyRefit, (it) => {
        const { terms, outcome, filter, effects } = specOf(refitSpec(it));
        const names = [outcome!, filter!, ...terms.flatMap((one) => one.factors), ...effects.map((one) => one.column)].flatMap(namesIn);
        expect(names.filter((one) => !known.has(one) && !/^(cyber|drones|artificial_intelligence)(_l1)?$/.test(one))).toEqual([]);
      }),
    );
  });
  test.each<readonly [string, Refit, readonly string[]]>([
    ["as declared", eras, ["1914–1945", "1946–1956", "1957–1990", "1991–2006", "2007–2014"]],
    ["by the GML data", { ...eras, source: "GML" }, ["1914–1945", "1946–1956", "1957–1990", "1991–2006", "2007–2010"]],
    ["of few years", { ...eras, from: 1950, to: 1995 }, ["1950–1956", "1957–1990", "1991–1995"]],
    ["after the outcomes", { ...eras, from: 2015, to: 2020 }, []],
  ])("eras %s", (_, refit, expected) => expect(erasOf(refit).map((it) => `${it.from}–${it.to}`)).toEqual(expected));
  test.each<readonly [string, Refit, RegExp]>([
    ["cyber operations", { ...attack, coding: "cyber" }, /^history-is-silent: No effect of cyber operations/],
    ["drones a year before", { ...eras, coding: "drones", lag: "year before" }, /^history-is-silent: No effect of drones/],
    ["artificial intelligence", { ...change, coding: "artificial_intelligence" }, /^history-is-silent: No effect of artificial intelligence/],
    ["years after the outcomes", { ...attack, from: 2015, to: 2026 }, /^after-the-data: No effect is estimated for 2015 and later: the outcomes of panel end in 2014/],
    ["the same for the GML data", { ...attack, source: "GML", from: 2011 }, /for 2011 and later.*end in 2010/],
    ["years without an attack", { ...attack, from: 2012 }, /^no-estimate: There is no estimate: no row has the outcome/],
    ["years of a world war, without those", { ...eras, from: 1914, to: 1918, wars: "without" }, /^empty-sample: No row is left: /],
  ])("%s are refused with the reason, in French too", (_, refit, expected) => {
    const problems = problemsOf(refit);
    expect(problems.map((it) => `${it.code}: ${it.message}`).join(" ")).toMatch(expected);
    for (const it of problems) expect([it.message, inFrench(it.message), it.mend, inFrench(it.mend)]).not.toContain(undefined);
  });
  test("only a use that the record has a series of is said to be shown", () => {
    const measures = shippedStudy()!.adoption.map((it) => it.measure).join("\n");
    const mends = (["cyber", "drones", "artificial_intelligence"] as const).map((coding) => problemsOf({ ...attack, coding })[0]!.mend);
    expect([/cyber domain/, /drone|unmanned|UAV/i, /intelligence/].map((it) => it.test(measures))).toEqual([true, false, false]);
    expect(mends.map((it) => it.includes("question Q7"))).toEqual([true, false, false]);
  });
});

describe("figures of a setting", () => {
  test("an era's own effect is the sum of its terms, with the error of a model that has it as a term", () => {
    const small: Refit = { ...eras, from: 1950, to: 2000, cuts: [1960, 1970, 1980, 1990], controls: "none" };
    const rows = refitRows(small, fitted(small));
    const own = erasOf(small).map(({ from, to }) => `year >= ${from} and year <= ${to}`);
    const beside = fitSpec(specOf({ data: "panel", estimator: "logit", outcome: "i5", filter: "year >= 1950 and year <= 2000", terms: [...own.slice(1), ...own.map((it) => `tdef:${it}`)], errors: ["dyad", "dyadic"] }), panel) as FitReport;
    expect(rows.map((it) => it.era?.from)).toEqual([1950, 1960, 1970, 1980, 1990]);
    for (const [index, row] of rows.entries()) {
      const term = beside.coefficients[own.length + index]!;
      expect(row.value).toBeCloseTo(term.b!, 9);
      expect(row.low).toBeCloseTo(term.errors["dyad"]!.low!, 9);
      expect(row.dyadic?.high).toBeCloseTo(term.errors["dyadic"]!.high!, 9);
    }
  });
  test("before, after, and the difference between", () => {
    const [before, after, by] = refitRows(change, fitted(change));
    expect(after!.value! - before!.value!).toBeCloseTo(by!.value!, 9);
    expect([before!.row, after!.row, by!.row]).toEqual(["before", "after", "change"]);
  });
  test.each(erasOf(eras).map((it, index) => [`${it.from}–${it.to}`, it, index] as const))("the risk difference of %s is that of the shipped run, and is told as declared", (_, { from, to }, index) => {
    const own: Refit = { ...difference, from, to };
    const shipped = shippedStudy()!.findings.find((it) => it.id === "Q2")!.estimates.filter((it) => it.name.startsWith("average risk difference "))[index]!;
    const [row] = refitRows(own, fitted(own));
    expect([row!.era?.from, isDeclared(own), isDeclared({ ...own, coding: "applies" }), isDeclared({ ...own, from: from + 1 })]).toEqual([from, true, false, false]);
    for (const end of ["value", "low", "high"] as const) expect(row![end]).toBeCloseTo(shipped[end], 9);
  });
  test("a risk difference of one's own years and coding is the one that two shares give, where nothing is held equal", () => {
    const own: Refit = { ...difference, from: 1950, to: 1969, coding: "from outside", hostility: "force", controls: "none" };
    const { columns, rowCount } = panel.table;
    const [year, going, begun, outcome, pact] = ["year", "go5", "on5", "f5", "rel_out"].map((it) => columns.get(it)!);
    const [events, all] = [[0, 0], [0, 0]];
    for (let row = 0; row < rowCount; row++) {
      if (year![row]! < 1950 || year![row]! > 1969 || (going![row] === 1 && begun![row] === 0)) continue;
      all[pact![row]!]! += 1;
      events[pact![row]!]! += outcome![row]!;
    }
    expect(refitRows(own, fitted(own))[0]!.value).toBeCloseTo(1000 * (events[1]! / all[1]! - events[0]! / all[0]!), 9);
  });
  test("a last year beyond the rows is said, in French too", () => {
    const { notes } = fitted({ ...attack, from: 1990, to: 2026, controls: "none" });
    expect(notes).toEqual(["The filter lets in years after 2014, where the rows of panel end: nothing here is of a later year."]);
    expect(inFrench(notes![0]!)).toBe("Le filtre admet des années après 2014, où s’arrêtent les lignes de panel : rien ici n’est d’une année ultérieure.");
    expect(fitted({ ...attack, from: 1990, controls: "none" }).notes).toBeUndefined();
  });
  test("what fell out is counted with the reason", () => expect(leftOut(fitted({ ...eras, to: 1990, controls: "none" }))).toEqual(["2\u202f560 rows in which a dispute goes on and none begins", expect.stringMatching(/^\d+\u202f\d{3} rows that the filter leaves out$/)]));
  test("an effect that no row can show says so", () => {
    const late: Refit = { ...change, hostility: "any", cuts: [2014], from: 2010, to: 2013, controls: "none" };
    expect(refitRows(late, fitted(late)).map((it) => it.absent)).toEqual([undefined, "left-out", "left-out"]);
  });
  test("an era that begins after the data is refused", () => {
    const answer = fitSpec(specOf(refitSpec({ ...change, hostility: "any", cuts: [2020], from: 2010, controls: "none" })), panel);
    expect(answer).toMatchObject({ kind: "refused", problems: [{ code: "after-the-data", message: "No effect is estimated for 2020 and later: the outcomes of panel end in 2014." }] });
  });
  test("a sum names a term of the fit", () => {
    const answer = fitSpec(specOf({ data: "panel", estimator: "logit", outcome: "i5", filter: "year >= 2005", terms: ["tdef", "contig"], sums: [["tdef", "tdef:E2"]] }), panel);
    expect(answer).toMatchObject({ kind: "refused", problems: [{ message: "A sum names tdef:E2, which is no term of the fit." }] });
    expect(readSpec({ data: "alliances", estimator: "cox", time: "years", event: "ended", terms: ["e2"], sums: [["e2"]] })).toMatchObject({ ok: false, problems: [{ place: "sums" }] });
    expect(readSpec({ data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef"], sums: ["tdef"] })).toMatchObject({ ok: false, problems: [{ place: "sums" }] });
  });
});

describe("a packed table", () => {
  test("is read back to the last bit, whatever its numbers", () => {
    const number = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -200, max: 200 }), fc.integer(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 }).map((it) => it / 1e4), fc.double());
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.integer({ min: -128, max: 127 })), { maxLength: 40 }), (rows) => {
        const table = { rowCount: rows.length, columns: new Map([["x", Float64Array.from(rows, ([it]) => it)], ["é\n", Float64Array.from(rows, ([, it]) => it)]]) };
        const read = unpackTable(packTable(table, ["x", "é\n"], { "a.csv": "d" }));
        expect(read).toEqual({ table, digests: { "a.csv": "d" } });
      }),
    );
  });
  test.each<readonly [string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
    ["cut short", (it) => it.subarray(0, -1), /cut short in its column x/],
    ["too long", (it) => Uint8Array.of(...it, 0), /longer than its columns/],
    ["without a first line", () => Uint8Array.of(1, 2), /no first line/],
  ])("%s is told", (_, broken, expected) => expect(() => unpackTable(broken(packTable({ rowCount: 2, columns: new Map([["x", Float64Array.of(1, 2)]]) }, ["x"], {})))).toThrow(expected));
  test("the shipped one holds the panel's own values; node tools/history/pack.ts writes it", () => {
    const { table, digests } = unpackTable(new Uint8Array(gunzipSync(packedPanel()!.bytes)));
    expect([table.rowCount, [...table.columns.keys()], digests]).toEqual([panel.table.rowCount, REFIT_COLUMNS, panel.digests]);
    for (const [name, values] of table.columns) expect([name, Buffer.from(values.buffer).equals(Buffer.from(Float64Array.from(panel.table.columns.get(name)!).buffer))]).toEqual([name, true]);
  });
});
