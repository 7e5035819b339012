import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Facts, KINDS, replay, type Settings } from "#model";
import { assess, coverageByLevel, coverageRange, coverageRangesByLevel, duplicationOf, explainAvailable, explainCoverage, explainFragmentation, explainLead, explainWithout, fragmentationOf, fragmentations, leadRanking, priorities, redundancyCredit, symmetric, withoutEach } from "./index.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2029, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const r = (base: number, low = base, high = base) => ({ low, base, high });
const nation = (id: string) => ({ ...said, id, nameEn: id, region: "R", accessionYear: 2000, currency: "TAL" });
const leaf = (id: string, more = {}) => ({ ...said, id, level: "leaf" as const, nameEn: id, unit: "u", ...more });
const system = (id: string, more = {}) => ({ ...said, id, kind: "service" as const, nameEn: id, unit: "items", ...more });
const gives = (of: string, capability: string, base: number, combine: "additive" | "limiting" | "alternative" | "multiplier" | "reference" = "additive", more = {}) => ({ ...said, id: `${of}-${capability}`, system: of, capability, quantity: r(base), combine, ...more });
const holds = (who: string, of: string, base: number, more = {}) => ({ ...said, id: `${who}-${of}`, nation: who, system: of, quantity: r(base), unit: "items", readiness: 1, ...more });
const needs = (capability: string, base: number, more = {}) => ({ ...said, id: `need-${capability}`, capability, scope: "alliance", year: 2026, quantity: r(base), unit: "u", situation: "s", use: "plan" as const, ...more });
const world = (some: Partial<Facts>) => replay(settings, { ...none, nation: ["A", "B", "C"].map(nation), ...some });

describe("C14: what counts, by the ways in which yields combine", () => {
  const tree = { capability: [leaf("L"), leaf("M")], requirement: [needs("L", 10)] };

  test.each([
    ["additive: items × yield, summed over systems", [gives("x", "L", 2), gives("y", "L", 1)], [holds("A", "x", 3), holds("A", "y", 4)], 10],
    ["limiting: the scarcest decides", [gives("x", "L", 0.5, "limiting"), gives("y", "L", 0.25, "limiting")], [holds("A", "x", 10), holds("A", "y", 8)], 2],
    ["limiting with an unknown input is unknown", [gives("x", "L", 1, "limiting"), gives("y", "L", 1, "limiting")], [holds("A", "x", 10)], undefined],
    ["alternative with a stated share", [gives("x", "L", 1, "alternative", { share: r(0.25) }), gives("x", "M", 1, "alternative", { share: r(0.75) })], [holds("A", "x", 8)], 2],
    ["alternative without: by what the leaves require; nothing is required of M", [gives("x", "L", 1, "alternative"), gives("x", "M", 1, "alternative")], [holds("A", "x", 8)], 8],
    ["reference is never counted", [gives("x", "L", 1, "reference")], [holds("A", "x", 8)], undefined],
    ["multiplier is a factor on availability where none is stated", [gives("x", "L", 1), gives("x", "M", 0.5, "multiplier")], [{ ...holds("A", "x", 8), readiness: undefined as never }], 4],
    ["reported as none is zero, not unknown", [gives("x", "L", 1)], [holds("A", "x", 0)], 0],
    ["nobody said", [gives("x", "L", 1)], [], undefined],
  ])("%s", (_, yields, holdings, expected) => {
    const clean = holdings.map(({ readiness, ...it }) => (readiness === undefined ? it : { ...it, readiness }));
    const it = assess(world({ ...tree, system: [system("x"), system("y")], yield: yields, holding: clean })).contribution("A", "L", 2026);
    expect(it.ready?.base).toBe(expected);
  });

  test("where readiness is judged by a yield, that yield is among the records of what is ready, and of the score of a lead", () => {
    const judged = world({ ...tree, system: [system("x")], yield: [gives("x", "L", 1), gives("x", "M", 0.5, "multiplier")], holding: [{ ...said, id: "A-x", nation: "A", system: "x", quantity: r(8), unit: "items" }] });
    expect(assess(judged).contribution("A", "L", 2026).parts[0]?.facts).toEqual(["holding:A-x", "yield:x-L", "yield:x-M"]);
    expect(explainLead(judged, assess(judged), "L", 2026, "A").facts).toEqual(expect.arrayContaining(["holding:A-x", "yield:x-L", "yield:x-M"]));
  });

  test("a class row is the total of its types; a type with its own yield is taken out of it", () => {
    const systems = [system("x"), system("x1", { class: "x" }), system("x2", { class: "x" })];
    const both = world({ ...tree, system: systems, yield: [gives("x", "L", 1)], holding: [holds("A", "x", 10), holds("A", "x1", 4), holds("A", "x2", 3)] });
    expect(assess(both).contribution("A", "L", 2026).ready?.base).toBe(10);
    const own = world({ ...tree, system: systems, yield: [gives("x", "L", 1), gives("x1", "L", 2)], holding: [holds("A", "x", 10), holds("A", "x1", 4)] });
    expect(assess(own).contribution("A", "L", 2026).ready?.base).toBe(6 + 8);
    const types = world({ ...tree, system: systems, yield: [gives("x", "L", 1)], holding: [holds("A", "x1", 4), holds("A", "x2", 3)] });
    expect(assess(types).contribution("A", "L", 2026).ready?.base).toBe(7);
  });

  test("what is due of a type with its own yield counts although only the class's total is stated", () => {
    const systems = [system("x"), system("x1", { class: "x" })];
    const due = { ...said, id: "p", nation: "A", system: "x1", nameEn: "p", quantity: r(4), unit: "items", firstYear: 2027, lastYear: 2027, status: "contracted" as const };
    const own = { ...tree, system: systems, yield: [gives("x", "L", 1), gives("x1", "L", 2)], programme: [due] };
    const ready = (holding: Facts["holding"], year: number) => assess(world({ ...own, holding })).contribution("A", "L", year).ready?.base;
    expect([2026, 2027].map((year) => ready([holds("A", "x", 10)], year))).toEqual([10, 18]);
    expect([2026, 2027].map((year) => ready([], year))).toEqual([undefined, undefined]);
  });

  test("types state their readiness: by items where all do, else the parameter", () => {
    const systems = [system("x", { kind: "platform" }), system("x1", { class: "x", kind: "platform" }), system("x2", { class: "x", kind: "platform" })];
    const { readiness: _, ...silent } = holds("A", "x2", 1);
    const ready = (second: Facts["holding"][number]) => assess(world({ ...tree, system: systems, yield: [gives("x", "L", 1)], holding: [holds("A", "x1", 3, { readiness: 0.8 }), second] })).contribution("A", "L", 2026).ready?.base;
    expect(ready(holds("A", "x2", 1, { readiness: 0.4 }))).toBeCloseTo(2.8, 12);
    expect(ready(silent)).toBeCloseTo(4 * 0.65, 12);
  });

  test("a type's own stated share goes before its class's", () => {
    const systems = [system("x"), system("x1", { class: "x" })];
    const yields = [gives("x", "L", 1, "alternative", { share: r(0.5) }), gives("x1", "L", 1, "alternative", { share: r(0.25) })];
    expect(assess(world({ ...tree, system: systems, yield: yields, holding: [holds("A", "x", 10), holds("A", "x1", 4)] })).contribution("A", "L", 2026).ready?.base).toBe(6 * 0.5 + 4 * 0.25);
  });

  test("law: what is newly learnt of one ally changes no figure of another, and forgetting it makes none of them known", () => {
    const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }), { minLength: 3, maxLength: 3 });
    const of = (items: readonly (number | undefined)[]) => assess(world({ ...tree, system: [system("x")], yield: [gives("x", "L", 1)], holding: items.flatMap((n, i) => (n === undefined ? [] : [holds(["A", "B", "C"][i] ?? "", "x", n)])) }));
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 2 }), (items, forgotten) => {
        const all = of(items);
        const less = of(items.map((it, i) => (i === forgotten ? undefined : it)));
        ["A", "B", "C"].forEach((who, i) => expect(less.contribution(who, "L", 2026).ready).toEqual(i === forgotten ? undefined : all.contribution(who, "L", 2026).ready));
        expect(less.standing("L", 2026).available?.base ?? 0).toBeLessThanOrEqual(all.standing("L", 2026).available?.base ?? 0);
        if (less.standing("L", 2026).known.length === 0) expect(less.standing("L", 2026).coverage).toBeUndefined();
      }),
    );
  });

  test("deliveries count year by year: firm ones in base, announced ones in high alone", () => {
    const programme = (id: string, status: "contracted" | "announced", more = {}) => ({ ...said, id, nation: "A", system: "x", nameEn: id, quantity: r(4), unit: "items", firstYear: 2027, lastYear: 2028, status, ...more });
    const it = assess(world({ ...tree, system: [system("x")], yield: [gives("x", "L", 1)], holding: [holds("A", "x", 1)], programme: [programme("p", "contracted"), programme("q", "announced")] }));
    expect([2026, 2027, 2028, 2029].map((year) => it.contribution("A", "L", year).ready)).toEqual([r(1), r(3, 3, 5), r(5, 5, 9), r(5, 5, 9)]);
    expect(it.trend("L")).toBeCloseTo(0.4 / 3, 12);
  });
});

describe("M2: coverage, by CAP level, and what is unknown", () => {
  const alliance = world({
    capability: [leaf("L"), leaf("V", { planned: false })],
    requirement: [needs("L", 4, { id: "n1", capLevel: 1, quantity: r(4, 2, 8) }), needs("L", 6, { id: "n2", capLevel: 3 }), needs("L", 12, { id: "n3", capLevel: 3, year: 2028 }), needs("L", 99, { id: "n4", use: "reference" }), needs("L", 77, { id: "n5", situation: "another" }), needs("V", 5)],
    system: [system("x")],
    yield: [gives("x", "L", 1), gives("x", "V", 1)],
    holding: [holds("A", "x", 3, { quantity: r(3, 2, 4) }), holds("B", "x", 2)],
  });
  const it = assess(alliance);

  test("a requirement holds until a later row of its level; references and other situations are never added", () => {
    expect(it.standing("L", 2026).required?.total).toEqual(r(10, 8, 14));
    expect(it.standing("L", 2029).required?.total.base).toBe(16);
  });

  test("the sum is over known allies, and the unknown are named", () => {
    const standing = it.standing("L", 2026);
    expect(standing.available).toEqual(r(5, 4, 6));
    expect([standing.known, standing.unknown]).toEqual([["A", "B"], ["C"]]);
    expect(standing.coverage).toEqual(r(0.5, 4 / 14, 6 / 8));
    expect(standing.shortfall).toEqual(r(5, 2, 10));
    expect(standing.coverageByLevel).toEqual([1, 1, 1 / 6, 1, 1]);
  });

  test("views of another leaf are not ranked", () => {
    expect(priorities(alliance, it, 2026).map((row) => row.leaf)).toEqual(["L"]);
    // Weights 5 4 3 2 1: level 3 is short by 5/6.
    expect(priorities(alliance, it, 2026)[0]?.score.base).toBeCloseTo((3 * 5) / 6 / 15, 12);
  });

  test("what is short by every figure of its range is ranked before what may be met, each by the share that is short", () => {
    const leaves = ["L", "M", "N", "P"];
    const short = world({
      capability: leaves.map((it) => leaf(it)),
      requirement: leaves.map((it) => needs(it, 10)),
      system: leaves.map((it) => system(it)),
      yield: leaves.map((it) => gives(it, it, 1)),
      holding: ["A", "B", "C"].flatMap((who) => [holds(who, "L", 0.5, { quantity: r(0.5, 0, 5) }), holds(who, "M", 2), holds(who, "N", 3), holds(who, "P", 1, { quantity: r(1, 0, 4) })]),
    });
    expect(priorities(short, assess(short), 2026).map((row) => [row.rank, row.leaf, row.mayBeMet])).toEqual([[1, "M", false], [2, "N", false], [3, "L", true], [4, "P", true]]);
  });

  test("N-1: what each ally's loss costs, the worst first", () => {
    expect(withoutEach(it, "L", 2026).map((row) => [row.nation, row.coverage.base, Number(row.loss.toFixed(12))])).toEqual([["A", 0.2, 0.3], ["B", 0.3, 0.2]]);
  });

  test("every figure says which facts it rests on", () => {
    expect(explainAvailable(alliance, it, "L", 2026).facts).toEqual(expect.arrayContaining(["holding:A-x", "holding:B-x", "yield:x-L"]));
    expect(explainCoverage(alliance, it, "L", 2026).sentence).toContain("1 of 3 allies are unknown");
  });

  test.each([
    [3, [2, 2], [1, 0.5]],
    [0, [2, 0], [0, 1]],
    [9, [2, 2], [1, 1]],
  ])("%d fills %j as %j", (available, levels, covered) => expect(coverageByLevel(available, levels)).toEqual(covered));

  test("CAP levels with ranges: the low end fills the high need from the low supply", () => {
    // Low 2 of 4 and 0 of 2; base 3 of 2 and 2; high 4 of 1 and 2.
    expect(coverageRangesByLevel(r(3, 2, 4), [r(2, 1, 4), r(2)])).toEqual([{ low: 0.5, base: 1, high: 1 }, { low: 0, base: 0.5, high: 1 }]);
  });

  test("laws: coverage rises with what is available, its ends stay in order, N-1 never helps", () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    const range = fc.tuple(amount, amount, amount).map((values) => values.sort((a, b) => a - b)).map(([low = 0, base = 0, high = 0]) => ({ low, base, high }));
    fc.assert(
      fc.property(range, range, (available, required) => {
        const coverage = coverageRange(available, required);
        if (coverage === undefined) return;
        expect(coverage.low).toBeLessThanOrEqual(coverage.base);
        expect(coverage.base).toBeLessThanOrEqual(coverage.high);
      }),
    );
  });

  test("laws: another known ally changes nobody's figure, and an unknown one changes no sum", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 3 }), fc.subarray(["A", "B", "C"]), (items, known) => {
        const some = assess(world({ capability: [leaf("L")], requirement: [needs("L", 10)], system: [system("x")], yield: [gives("x", "L", 1)], holding: known.map((who) => holds(who, "x", items[["A", "B", "C"].indexOf(who)] ?? 0)) }));
        const standing = some.standing("L", 2026);
        expect(standing.available?.base).toBe(known.length === 0 ? undefined : known.reduce((sum, who) => sum + (items[["A", "B", "C"].indexOf(who)] ?? 0), 0));
        expect(standing.unknown.length).toBe(3 - known.length);
      }),
    );
  });
});

describe("C12: fragmentation, and surplus told apart", () => {
  const alliance = world({
    capability: [leaf("L")],
    requirement: [needs("L", 10)],
    system: [system("x"), system("x1", { class: "x", family: "F" }), system("x2", { class: "x", family: "F" }), system("x3", { class: "x" })],
    yield: [gives("x", "L", 1)],
    holding: [holds("A", "x1", 6), holds("B", "x2", 6), holds("C", "x3", 12)],
  });
  test("effective number of families, and useful surplus up to the loss of the largest", () => {
    const it = duplicationOf(alliance, assess(alliance), "L", 2026);
    expect(it).toMatchObject({ types: 3, families: 2, effective: 2, surplus: 14, useful: 12, wasteful: 2 });
  });
  test("law: the effective number lies between 1 and the number of families", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 3 }), (items) => {
        const some = world({ capability: [leaf("L")], requirement: [], system: [system("x"), ...items.map((_, i) => system(`t${i}`, { class: "x" }))], yield: [gives("x", "L", 1)], holding: items.map((n, i) => holds("A", `t${i}`, n)) });
        const { effective, families } = duplicationOf(some, assess(some), "L", 2026);
        expect(effective).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(effective).toBeLessThanOrEqual(families + 1e-12);
      }),
    );
  });
});

describe("C12: redundancy credit and fragmentation by class", () => {
  test.each([
    [[6, 6], 6, 3, "either would leave half open, the surplus closes it"],
    [[12], 10, 0, "one contributor alone: its loss is total either way"],
    [[5, 5], 10, 0, "no surplus, no credit"],
    [[3, 3], 10, 0, "short: no credit"],
    [[8, 4], 8, (16 / 3 - 4 + (8 / 3 - 0)) / 2, "unequal: 16/3 − 4 and 8/3 − 0 saved"],
    [[], 5, 0, "nobody"],
  ])("given %j, required %d: %d", (given, required, credit) => expect(redundancyCredit(given, required)).toBeCloseTo(credit, 12));

  test("laws: the credit is never negative, never above the surplus, and grows as the need falls away from what is there", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }), fc.double({ min: 0.05, max: 1.5, noNaN: true }), (given, part) => {
        const all = given.reduce((sum, it) => sum + it, 0);
        const credit = redundancyCredit(given, all * part);
        expect(credit).toBeGreaterThanOrEqual(-1e-9);
        expect(credit).toBeLessThanOrEqual(Math.max(all - all * part, 0) + 1e-9);
      }),
    );
  });

  const classes = world({
    system: [system("x"), system("x1", { class: "x", family: "F" }), system("x2", { class: "x", family: "F" }), system("x3", { class: "x" }), system("y"), system("y1", { class: "y" })],
    holding: [holds("A", "x", 10), holds("A", "x1", 4), holds("B", "x2", 2), holds("B", "x3", 6), holds("C", "x", 0), holds("A", "y", 3)],
  });
  test("by class: 3 types of 2 families, 12 items known by type of 18 known at all", () => {
    expect(fragmentationOf(classes, "x")).toMatchObject({ class: "x", types: 3, families: 2, effective: 2, typed: 12, items: 18, byFamily: [{ family: "F", items: 6, nations: 2 }, { family: "x3", items: 6, nations: 1 }] });
  });
  test("a class of which no type is known is unknown, and not listed", () => {
    expect(fragmentationOf(classes, "y")).not.toHaveProperty("effective");
    expect(explainFragmentation(classes, "y")).not.toHaveProperty("value");
    expect(fragmentations(classes).map((it) => it.class)).toEqual(["x"]);
  });
  test("equally common types count in full: the published 178 against 30", () => {
    for (const n of [178, 30]) {
      const many = world({ system: [system("x"), ...Array.from({ length: n }, (_, i) => system(`t${i}`, { class: "x" }))], holding: Array.from({ length: n }, (_, i) => holds("A", `t${i}`, 5)) });
      expect(fragmentationOf(many, "x").effective).toBeCloseTo(n, 9);
    }
  });
});

describe("C11: lead roles and the stranding test", () => {
  const alliance = world({
    capability: [leaf("L"), leaf("M")],
    requirement: [needs("L", 10), needs("M", 10)],
    system: [system("x"), system("y")],
    yield: [gives("x", "L", 1), gives("y", "M", 1)],
    holding: [holds("A", "x", 8), holds("B", "x", 2), holds("A", "y", 9), holds("B", "y", 1), holds("C", "y", 0)],
    economy: ["A", "B", "C"].map((who, i) => ({ ...said, id: `g${who}`, scope: who, measure: "gdp" as const, year: 2025, value: r([995, 4, 1][i] ?? 0), unit: "M TAL", priceBase: "constant 2025" })),
  });
  const ranking = leadRanking(alliance, assess(alliance), "L", 2026);

  test.each([[1, 0], [3, 0.5], [0, -1]])("symmetric advantage of %d", (rca, value) => expect(symmetric(rca)).toBe(value));

  test("the largest holder leads, second choice stands beside it, parts and range are shown", () => {
    expect(ranking.candidates.map((it) => it.nation)).toEqual(["A", "B"]);
    const [lead] = ranking.candidates;
    expect(lead?.parts.map((it) => it.name)).toEqual(["share", "advantage", "readiness", "industry", "standards", "will"]);
    expect(lead?.parts.find((it) => it.name === "share")?.value?.base).toBeCloseTo(0.8, 12);
    // Nobody stated a line or an adoption: those parts are unknown and weigh nothing.
    expect(lead?.parts.filter((it) => it.value === undefined).map((it) => it.name)).toEqual(["industry", "standards"]);
    expect((lead?.score.low ?? 1) <= (lead?.score.base ?? 0)).toBe(true);
  });

  test.each<[string, readonly (readonly [string, number])[], readonly (number | undefined)[]]>([
    ["a line of the world alone says of no ally how much it makes", [["_WORLD", 60]], [undefined, undefined]],
    ["beside it, what an ally states is known and of the other it stays unknown", [["A", 30], ["_WORLD", 60]], [1 / 3, undefined]],
    ["where every line has its nation, the others make none", [["A", 30], ["C", 90]], [0.25, 0]],
    ["a line that is stated at none is none, whatever the world makes", [["A", 0], ["_WORLD", 60]], [0, undefined]],
  ])("industry: %s", (_, lines, expected) => {
    const made = world({ ...alliance.stated, line: lines.map(([place, rate]) => ({ ...said, id: `l${place}`, nameEn: place, supplier: "s", nation: place, systems: ["x"], rateMaximum: r(rate) })) });
    const industry = new Map(leadRanking(made, assess(made), "L", 2026).candidates.map((it) => [it.nation, it.parts.find((part) => part.name === "industry")?.value?.base]));
    expect(["A", "B"].map((who) => industry.get(who))).toEqual(expected);
  });

  test("a small ally that is strong for its size has a niche", () => {
    expect(ranking.candidates.find((it) => it.nation === "B")?.niche).toBe(false);
    const special = world({ ...alliance.stated, holding: [holds("A", "x", 8), holds("B", "x", 4), holds("A", "y", 999), holds("B", "y", 1)] });
    expect(leadRanking(special, assess(special), "L", 2026).candidates.find((it) => it.nation === "B")?.niche).toBe(true);
  });

  test("places within the ranges: apart where the ranges are, together where they overlap", () => {
    expect(ranking.candidates.map((it) => it.place)).toEqual([{ best: 1, worst: 1 }, { best: 2, worst: 2 }]);
    const close = world({ ...alliance.stated, holding: [holds("A", "x", 5, { quantity: r(5, 1, 9) }), holds("B", "x", 4, { quantity: r(4, 1, 9) })] });
    expect(leadRanking(close, assess(close), "L", 2026).candidates.map((it) => it.place)).toEqual([{ best: 1, worst: 2 }, { best: 1, worst: 2 }]);
    expect(leadRanking(close, assess(close), "L", 2026).clear).toBe(false);
  });

  test("small and large are told apart in one currency", () => {
    const economy = [["A", 995, "M TAL"], ["B", 4000, "M BIG"], ["C", 1, "M TAL"]] as const;
    const special = world({
      ...alliance.stated,
      holding: [holds("A", "x", 8), holds("B", "x", 4), holds("A", "y", 999), holds("B", "y", 1)],
      economy: economy.map(([who, value, unit]) => ({ ...said, id: `g${who}`, scope: who, measure: "gdp" as const, year: 2025, value: r(value), unit, priceBase: "constant 2025" })),
    });
    const niche = (it: typeof special) => leadRanking(it, assess(it), "L", 2026).candidates.find((row) => row.nation === "B")?.niche;
    // Without a rate B's GDP is unknown and so is whether it is small; at a thousandth it is 4 of 1,000.
    expect(niche(special)).toBe(false);
    expect(niche(world({ ...special.stated, exchangeRate: [{ ...said, id: "e", currency: "BIG", year: 2025, rate: 0.001 }] }))).toBe(true);
  });

  test("the sum of what is available lists each ally that it counts, who has stated 0 as well", () => {
    const zero = world({ capability: [leaf("L")], requirement: [needs("L", 10)], system: [system("x")], yield: [gives("x", "L", 1)], holding: [holds("A", "x", 3), holds("B", "x", 0)] });
    const { sentence, steps } = explainAvailable(zero, assess(zero), "L", 2026);
    expect(sentence).toMatch(/^The sum of what 2 allies have ready/);
    expect(steps.map((it) => [it.text, it.value?.base])).toEqual([["A", 3], ["B", 0]]);
  });

  test("why names allies and systems as people do, not by their codes", () => {
    const named = world({ ...alliance.stated, nation: [{ ...nation("A"), nameEn: "Ash" }, { ...nation("B"), nameEn: "Birch" }, nation("C")], system: [system("x", { nameEn: "Bridge layer" }), system("y")] });
    const it = assess(named);
    expect([explainLead(named, it, "L", 2026, "A").question, explainWithout(named, it, "L", 2026, "A").question, explainAvailable(named, it, "L", 2026, "B").question]).toEqual(["L: how well placed is Ash to lead?", "L: what if Ash withholds its part in 2026?", "L: how much does Birch have ready in 2026?"]);
    expect(explainAvailable(named, it, "L", 2026).steps.map((step) => step.text)).toEqual(["Ash", "Birch"]);
    expect(explainAvailable(named, it, "L", 2026).limits).toEqual(["Unknown: C."]);
    expect(explainAvailable(named, it, "L", 2026, "A").steps.map((step) => step.text)).toContain("Bridge layer: gives each");
  });

  test("stranding: without the lead 8 of 10 are uncovered; the limit is a tenth, so 7 would have to be insured", () => {
    expect(ranking.stranding).toMatchObject({ nation: "A", coverage: 1, without: 0.2, insured: false, insurers: ["B"] });
    expect(ranking.stranding?.uncovered.base).toBeCloseTo(0.8, 12);
    expect(ranking.stranding?.insurance).toBeCloseTo(7, 12);
  });

  // They hold 8 and 4 of the 10 that are required: 2 of the 8 that the lead withholds are beyond them.
  test("stranding: what the lead withholds is absorbed by what is beyond the requirement, and the rest opens", () => {
    const more = replay(alliance.settings, { ...alliance.facts, holding: [holds("A", "x", 8), holds("B", "x", 4), holds("A", "y", 9), holds("B", "y", 1), holds("C", "y", 0)] });
    const it = leadRanking(more, assess(more), "L", 2026).stranding!;
    expect([it.withheld, it.absorbed, it.uncovered.base, it.limit].map((part) => Number(part.toFixed(9)))).toEqual([0.8, 0.2, 0.6, 0.1]);
  });
});
