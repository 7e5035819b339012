import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Facts, KINDS, replay, type Settings } from "#model";
import { apportion, burdenRemark, explainFairness, explainTarget, fairnessOf, fairShares, type NationTarget } from "./index.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2026, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const r = (base: number) => ({ low: base, base, high: base });
const NAMES = ["A", "B", "C", "D"];
const gdp = (scope: string, value: number) => ({ ...said, id: `gdp-${scope}`, scope, measure: "gdp" as const, year: 2025, value: r(value), unit: "M TAL", priceBase: "constant 2025" });
const money = (nation: string, value: number, unit = "M TAL") => ({ ...said, id: `b-${nation}`, nation, year: 2026, path: "a", amount: r(value), unit, priceBase: "constant 2025" });

/** One leaf that costs 10 a unit; nations with the GDP given, in order. */
const world = (sizes: readonly number[], more: Partial<Facts> = {}) =>
  replay(settings, {
    ...none,
    nation: sizes.map((_, i) => ({ ...said, id: NAMES[i] ?? "", nameEn: NAMES[i] ?? "", region: "R", accessionYear: 2000, currency: "TAL" })),
    economy: sizes.flatMap((size, i) => (size > 0 ? [gdp(NAMES[i] ?? "", size)] : [])),
    capability: [{ ...said, id: "L", level: "leaf", nameEn: "L", unit: "u" }, { ...said, id: "V", level: "leaf", nameEn: "V", unit: "u", planned: false }],
    system: [{ ...said, id: "x", kind: "platform", nameEn: "x", unit: "items", unitCost: r(10), costUnit: "M TAL", priceBase: "constant 2025" }],
    yield: [{ ...said, id: "y", system: "x", capability: "L", quantity: r(1), combine: "additive" }],
    ...more,
  });

const apportioned = (ask: { readonly sizes: readonly number[]; readonly required: number; readonly held: readonly (number | undefined)[]; readonly more?: Partial<Facts> }) => {
  const alliance = world(ask.sizes, ask.more);
  const targets = apportion({ alliance, path: "a", required: () => ask.required, held: (nation) => ask.held[NAMES.indexOf(nation)] });
  return { alliance, targets, leaf: targets.leaves[0]! };
};
const column = (rows: readonly NationTarget[], pick: (row: NationTarget) => unknown): readonly unknown[] => rows.map(pick);
const sum = (values: readonly number[]): number => values.reduce((all, it) => all + it, 0);

const hand = { sizes: [60, 30, 10], required: 10, held: [4, 1, 0] };

describe("C10: hand table, GDP 60 30 10, requirement 10, cap a half", () => {
  test("fair shares .5 .375 .125, units 5 4 1, challenge 7 3 1, so one of ten is left", () => {
    const { leaf, targets } = apportioned(hand);
    expect(targets.keys.map((it) => it.capped)).toEqual([0.5, 0.375, 0.125]);
    expect(column(leaf.nations, (it) => it.units)).toEqual([5, 4, 1]);
    // A max(4·1.5, 4 + .5·5) = 6.5, B max(1.5, 1 + .5·3.75) = 2.875, C .5·1.25 = .625: rounded up.
    expect(column(leaf.nations, (it) => it.challenge)).toEqual([7, 3, 1]);
    expect(column(leaf.nations, (it) => it.target)).toEqual([5, 3, 1]);
    expect(column(leaf.nations, (it) => it.limitedBy)).toEqual([undefined, "challenge", undefined]);
    expect(leaf.residual).toBe(1);
  });

  describe("an ally that lacks what a leaf takes is not asked; the others carry it by the same keys and cap", () => {
    const tree = { ...hand, more: { capability: [{ ...said, id: "AREA", level: "area" as const, nameEn: "Area" }, { ...said, id: "L", parent: "AREA", level: "leaf" as const, nameEn: "L", unit: "u" }] } };
    const nations = (exempt: Readonly<Record<string, readonly string[]>>) => [60, 30, 10].map((_, i) => ({ ...said, id: NAMES[i]!, nameEn: NAMES[i]!, region: "R", accessionYear: 2000, currency: "TAL", ...(exempt[NAMES[i]!] !== undefined && { exemptFrom: exempt[NAMES[i]!]! }) }));
    test.each<[string, Readonly<Record<string, readonly string[]>>, readonly number[], readonly number[]]>([
      // Keys .6 and .1 under a cap of a half: .5 and .5 by water-filling, 5 and 5, challenge of C 0 + .5·5 = 2.5 → 3.
      ["by its leaf", { B: ["L"] }, [0.5, 0, 0.5], [5, 0, 3]],
      ["by its area", { B: ["AREA"] }, [0.5, 0, 0.5], [5, 0, 3]],
      ["the largest: B at the cap with challenge 1 + .5·5 = 3.5 → 4", { A: ["AREA"] }, [0, 0.5, 0.5], [0, 4, 3]],
      ["all but one: the cap holds, and half of it is left to nobody", { A: ["L"], B: ["L"] }, [0, 0, 0.5], [0, 0, 3]],
      ["all of them", { A: ["L"], B: ["L"], C: ["L"] }, [0, 0, 0], [0, 0, 0]],
      ["another capability: nothing changes", { A: ["V"] }, [0.5, 0.375, 0.125], [5, 3, 1]],
    ])("%s", (_, exempt, shares, targets) => {
      const { leaf } = apportioned({ ...tree, more: { ...tree.more, nation: nations(exempt) } });
      expect(column(leaf.nations, (it) => it.share)).toEqual(shares);
      expect(column(leaf.nations, (it) => it.target)).toEqual(targets);
      expect(column(leaf.nations, (it) => it.exempt === true)).toEqual(NAMES.slice(0, 3).map((it) => exempt[it]?.some((of) => of !== "V") ?? false));
      expect(sum(targets) + leaf.residual).toBe(10);
    });

    test("why: it says so, names the record, and the others' part stands beside how many are not asked", () => {
      const { alliance, targets } = apportioned({ ...tree, more: { ...tree.more, nation: nations({ A: ["L"] }) } });
      const exempt = explainTarget(alliance, targets, "L", 2026, "A");
      expect(exempt.sentence).toContain("is not asked for it");
      expect(exempt.sentence).toContain("What it holds still counts");
      expect(exempt.facts).toContain("nation:A");
      expect(explainTarget(alliance, targets, "L", 2026, "B").steps.find((it) => it.text === "Its part, since one of the allies is not asked for this capability (× 1.333)")?.value?.base).toBe(0.5);
    });
  });

  test("leaves that are views of others get no targets", () => expect(apportioned(hand).targets.leaves.map((it) => it.leaf)).toEqual(["L"]));

  test("what one may not be asked goes to those with room, none above the cap", () => {
    const { leaf } = apportioned({ ...hand, held: [4, 0, 5] });
    // B max(0, 1.875) → 2; of the 2 left A has no room under the cap, C has (max(7.5, …) → 8, cap 5).
    expect(column(leaf.nations, (it) => it.target)).toEqual([5, 2, 3]);
    expect(leaf.residual).toBe(0);
  });

  test("what is held is unknown: no limit by challenge, and nothing of others is put on top", () => {
    const { leaf, alliance, targets } = apportioned({ ...hand, held: [4, undefined, 0] });
    expect(column(leaf.nations, (it) => it.target)).toEqual([5, 4, 1]);
    expect(leaf.nations[1]).not.toHaveProperty("challenge");
    expect(explainTarget(alliance, targets, "L", 2026, "B").sentence).toContain("unknown");
    const heavy = apportioned({ ...hand, held: [0, undefined, 0] }).leaf;
    // A max(0, 2.5) → 3 instead of 5: its two may not go to B, of whom nobody knows what it can carry.
    expect(column(heavy.nations, (it) => it.target)).toEqual([3, 4, 1]);
    expect(heavy.residual).toBe(2);
  });

  test("the budget: B adds 2 at 10 each, four fifths of 10 carry 0.4 of it, in whole units none", () => {
    const { leaf, targets, alliance } = apportioned({ ...hand, more: { budget: [money("B", 10)] } });
    expect(leaf.nations[1]).toMatchObject({ target: 1, affordable: expect.closeTo(0.4, 12), limitedBy: "budget" });
    expect(leaf.residual).toBe(3);
    expect(targets.budgets.find((it) => it.nation === "B")).toEqual({ nation: "B", year: 2026, cost: 20, affordable: 0.4, money: 10, facts: ["budget:b-B"] });
    expect(explainTarget(alliance, targets, "L", 2026, "B").facts).toContain("budget:b-B");
  });

  test("money of a currency without a rate is unknown, not none: the limit is not applied", () => {
    const { leaf, targets } = apportioned({ ...hand, more: { budget: [money("B", 10, "M QQQ")] } });
    expect(leaf.nations[1]).toMatchObject({ target: 3 });
    expect(leaf.nations[1]).not.toHaveProperty("affordable");
    expect(targets.budgets.find((it) => it.nation === "B")).not.toHaveProperty("money");
  });

  test.each<readonly [string, readonly (number | undefined)[], Partial<Facts>, number, number | undefined]>([
    ["money and what is held are known: B adds 2 to 1", [4, 1, 0], { budget: [money("B", 1000)] }, 1, 1],
    ["it holds more than is asked", [4, 9, 0], {}, 1, 1],
    ["no money is stated", [4, 1, 0], {}, 1, undefined],
    ["what it holds is unknown", [4, undefined, 0], { budget: [money("B", 1000)] }, 1, undefined],
  ])("the part that a budget carries is told where it is known: %s", (_, held, more, nation, part) => expect(apportioned({ ...hand, held, more }).leaf.nations[nation]?.affordable).toBe(part));

  test("why: the ceilings stand with what they come from", () => {
    const { alliance, targets } = apportioned({ ...hand, more: { budget: [money("B", 10)] } });
    const steps = explainTarget(alliance, targets, "L", 2026, "B").steps;
    const told = (text: string) => steps.find((it) => it.text.startsWith(text))?.value?.base;
    // Half of 10; 1 · 1.5; 1 + .5 · 3.75; the larger rounded up; four fifths of 10; 2 at 10 each; before that limit 3.
    expect(["Cap: at most", "What it holds and 0.5 of that", "What it holds and 0.5 of its fair share", "Reasonable challenge: at most the larger", "Of it its targets may cost", "What all its targets would add", "Target before the limit of its budget"].map(told)).toEqual([5, 1.5, 2.875, 3, 8, 20, 3]);
    const unknown = explainTarget(alliance, apportioned(hand).targets, "L", 2026, "B").steps;
    expect(unknown.filter((it) => it.text.startsWith("Part of what it would add here")).map((it) => it.value)).toEqual([undefined]);
  });

  // 20 of 99 part, of two thirds each: shares of .5252, .3232 and .1515 print as whole per cents, which give 3.2 of 9.9 for B.
  test.each(["A", "B", "C"])("why: the shares that stand there give what stands there, of %s", (nation) => {
    const { alliance, targets } = apportioned({ sizes: [61, 37, 17], required: 98_765, held: [4, 1, 0] });
    const steps = explainTarget(alliance, targets, "L", 2026, nation).steps;
    const told = (text: string): number => {
      const it = steps.find((step) => step.text.startsWith(text))!;
      return it.digits === undefined ? it.value!.base : Number(it.value!.base.toPrecision(it.digits));
    };
    expect(Math.abs(told("After the cap") * told("Requirement") - told("Fair share × requirement"))).toBeLessThan(1);
    expect(steps.find((it) => it.text.startsWith("After the cap"))?.digits).toBe(6);
  });

  test("why is my share this: each number of the chain", () => {
    const { alliance, targets } = apportioned(hand);
    const why = explainTarget(alliance, targets, "L", 2026, "B");
    const told = why.steps.map((it) => it.value?.base);
    for (const number of [0.3, 0.375, 10, 3.75, 4, 1, 3]) expect(told).toContain(number);
    expect(why.facts).toContain("economy:gdp-B");
    expect(why.value?.base).toBe(3);
  });

  test("fairness and its why name every measure", () => {
    const { alliance, targets } = apportioned(hand);
    const it = fairnessOf(alliance, targets, 2026);
    // Costs 50 30 10 over GDP 60 30 10: .8333 1 1.
    expect(it.burdens.map((row) => Number(row.costPerGdp?.toFixed(4)))).toEqual([0.8333, 1, 1]);
    expect(it.spearmanTest?.method).toBe("exact");
    expect(explainFairness(alliance, targets, 2026).steps.filter((step) => step.value !== undefined)).toHaveLength(5 + 3);
  });
});

describe("fairness of what is not known", () => {
  test("GDP in prices that cannot be converted: no measure, not a perfect one", () => {
    const { alliance, targets } = apportioned(hand);
    const stale = replay(alliance.settings, { ...alliance.facts, economy: alliance.facts.economy.map((it) => ({ ...it, priceBase: "current", year: 1999 })) });
    const it = fairnessOf(stale, { ...targets, keys: fairShares(stale) }, 2026);
    expect([it.gini, it.jain, it.spearman, ...it.burdens.map((row) => row.costPerGdp)]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(explainFairness(stale, { ...targets, keys: fairShares(stale) }, 2026)).toMatchObject({ sentence: expect.stringContaining("No nation's GDP is known in prices of") });
    expect(explainFairness(stale, { ...targets, keys: fairShares(stale) }, 2026).value).toBeUndefined();
  });

  test.each<[string, readonly string[], string | undefined]>([
    ["of all", [], undefined],
    ["of two of three", ["C"], "GDP is known in prices of 2025 of 2 of 3 allies: burdens compare these alone."],
    ["of nobody", ["A", "B", "C"], "No nation's GDP is known in prices of 2025, so burdens cannot be compared."],
  ])("GDP known %s is said", (_, unknown, remark) => {
    const { alliance, targets } = apportioned(hand);
    const some = replay(alliance.settings, { ...alliance.facts, economy: alliance.facts.economy.map((it) => (unknown.includes(it.scope) ? { ...it, priceBase: "current", year: 1999 } : it)) });
    const all = { ...targets, keys: fairShares(some) };
    expect(burdenRemark(some, fairnessOf(some, all, 2026))).toBe(remark);
    expect(explainFairness(some, all, 2026).limits.includes(remark ?? "")).toBe(unknown.length === 1);
  });

  test("nothing that is asked has a price: no measure either", () => {
    const { alliance, targets } = apportioned(hand);
    const free = replay(alliance.settings, { ...alliance.facts, system: alliance.facts.system.map((it) => ({ ...it, costUnit: "M NONE" })) });
    const it = fairnessOf(free, targets, 2026);
    expect([it.gini, it.jain, it.wilcoxon]).toEqual([undefined, undefined, undefined]);
    expect(explainFairness(free, targets, 2026).sentence).toBe("No target has a price, so burdens cannot be compared.");
  });
});

describe("keys", () => {
  test("a nation that nobody stated anything of gets no share and changes none", () => {
    expect(fairShares(world([60, 30, 10, 0])).map((it) => it.capped)).toEqual([...fairShares(world([60, 30, 10])).map((it) => it.capped), 0]);
  });

  test("law: a larger economy never lowers a nation's own share", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 500 }), (sizes, more) => {
        const before = fairShares(world(sizes))[0]?.capped ?? 0;
        expect(fairShares(world(sizes.map((it, i) => (i === 0 ? it + more : it))))[0]?.capped ?? 0).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });
});

const sizesOf = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 });
const heldOf = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 });
/** Most of each nation, written down apart from the engine: cap a half, growth and step a half. */
const mostOf = (required: number, held: readonly number[], fair: readonly number[], round: { readonly up: (value: number) => number; readonly down: (value: number) => number }) =>
  held.map((h, i) => Math.min(round.up(Math.max(h * 1.5, h + 0.5 * (fair[i] ?? 0)) - 1e-9), round.down(0.5 * required + 1e-9)));

describe("rule 4 against an independent search", () => {
  test("parts: no allocation covers more, and none has a smaller largest deviation upwards", () => {
    fc.assert(
      fc.property(sizesOf, heldOf, fc.integer({ min: 1, max: 25 }), (sizes, held, half) => {
        const required = half + 0.5;
        const { leaf } = apportioned({ sizes, required, held });
        const fair = leaf.nations.map((it) => it.fair);
        const most = mostOf(required, held, fair, { up: (it) => it + 1e-9, down: (it) => it - 1e-9 });
        const reachable = Math.min(required, sum(most));
        expect(sum(leaf.nations.map((it) => it.target))).toBeCloseTo(reachable, 6);
        // The least factor φ ≥ 1 on fair shares, clipped at each limit, that reaches as much; found by halving.
        let [low, high] = [1, 1e6];
        for (let i = 0; i < 200; i++) {
          const middle = (low + high) / 2;
          if (sum(fair.map((it, n) => Math.min(it * middle, most[n] ?? 0))) < reachable - 1e-9) low = middle;
          else high = middle;
        }
        if (reachable >= required - 1e-9) leaf.nations.forEach((it, n) => expect(it.target).toBeCloseTo(Math.min((fair[n] ?? 0) * high, most[n] ?? 0), 4));
      }),
    );
  });

  test("whole units: covers as much as the best of all allocations, tried one by one", () => {
    fc.assert(
      fc.property(sizesOf, heldOf, fc.integer({ min: 1, max: 14 }), (sizes, held, required) => {
        const { leaf } = apportioned({ sizes, required, held });
        const most = mostOf(required, held, leaf.nations.map((it) => it.fair), { up: Math.ceil, down: Math.floor });
        let best = 0;
        for (let a = 0; a <= (most[0] ?? 0); a++) for (let b = 0; b <= (most[1] ?? 0); b++) for (let c = 0; c <= (most[2] ?? 0); c++) if (a + b + c <= required) best = Math.max(best, a + b + c);
        const targets = leaf.nations.map((it) => it.target);
        expect(sum(targets)).toBe(best);
        expect(leaf.residual).toBe(required - best);
        targets.forEach((it, n) => expect(it).toBeLessThanOrEqual(most[n] ?? 0));
      }),
    );
  });

  test("law: the order of nations does not matter", () => {
    fc.assert(
      fc.property(sizesOf, heldOf, (sizes, held) => {
        const one = apportioned({ sizes, required: 9.5, held }).leaf.nations.map((it) => it.target);
        const other = apportioned({ sizes: [...sizes].reverse(), required: 9.5, held: [...held].reverse() }).leaf.nations.map((it) => it.target);
        one.forEach((it, n) => expect(other[2 - n]).toBeCloseTo(it, 6));
      }),
    );
  });
});
