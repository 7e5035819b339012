import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, type Facts, KINDS, replay, type Settings } from "#model";
import { apportion, explainTarget, negotiate, negotiation, type Targets, takeUp } from "./index.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2028, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const r = (base: number) => ({ low: base, base, high: base });
const NAMES = ["A", "B", "C", "D"];
const LEAVES = ["L", "M"];
const says = (nation: string, capability: string, more: Partial<Answer> = {}): Answer => ({ ...said, id: `${nation}.${capability}`, nation, capability, response: "decline", reason: "r", ...more });

interface World {
  readonly sizes: readonly number[];
  /** By leaf, then nation. */
  readonly required: readonly number[];
  readonly held: readonly (readonly (number | undefined)[])[];
  /** Money to the first year and in each later one, by nation. Absent: unknown. */
  readonly money?: readonly (number | undefined)[];
  readonly answers?: readonly Answer[];
}

/** Two leaves that cost 10 and 4 a unit, three years, nations with the GDP given; nothing but GDP is known. */
function ask(world: World) {
  const alliance = replay(settings, {
    ...none,
    nation: world.sizes.map((_, i) => ({ ...said, id: NAMES[i] ?? "", nameEn: NAMES[i] ?? "", region: "R", accessionYear: 2000, currency: "TAL" })),
    economy: world.sizes.map((size, i) => ({ ...said, id: `g${i}`, scope: NAMES[i] ?? "", measure: "gdp" as const, year: 2025, value: r(size), unit: "M TAL", priceBase: "constant 2025" })),
    budget: (world.money ?? []).flatMap((money, i) => (money === undefined ? [] : [2026, 2027, 2028].map((year) => ({ ...said, id: `b${i}.${year}`, nation: NAMES[i] ?? "", year, path: "a", amount: r(money), unit: "M TAL", priceBase: "constant 2025" })))),
    capability: LEAVES.map((id) => ({ ...said, id, level: "leaf" as const, nameEn: id, unit: "u" })),
    requirement: [1, 2, 3, 4, 5].map((capLevel) => ({ ...said, id: `r${capLevel}`, capability: "L", scope: "alliance", year: 2026, capLevel, quantity: r((world.required[0] ?? 0) / 5), unit: "u", situation: "s", use: "plan" as const })),
    system: [10, 4].map((price, i) => ({ ...said, id: `x${i}`, kind: "platform" as const, nameEn: "x", unit: "items", unitCost: r(price), costUnit: "M TAL", priceBase: "constant 2025" })),
    yield: LEAVES.map((capability, i) => ({ ...said, id: `y${i}`, system: `x${i}`, capability, quantity: r(1), combine: "additive" as const })),
    answer: world.answers ?? [],
  });
  return { alliance, path: "a", required: (leaf: string) => world.required[LEAVES.indexOf(leaf)], held: (nation: string, leaf: string) => world.held[LEAVES.indexOf(leaf)]?.[NAMES.indexOf(nation)] };
}
const targetsOf = (targets: Targets, leaf: string, year: number): readonly number[] => targets.leaves.find((it) => it.leaf === leaf && it.year === year)?.nations.map((it) => it.target) ?? [];
const residualIn = (targets: Targets, leaf: string, year: number): number | undefined => targets.leaves.find((it) => it.leaf === leaf && it.year === year)?.residual;
const sum = (values: readonly number[]): number => values.reduce((all, it) => all + it, 0);

describe("C10 rule 6: hand table, GDP 50 30 20, requirement 10, held 4 4 4", () => {
  // Fair 5 3 2; challenge 4·1.5 = 6, cap 5: room 0 3 3 above the targets.
  const world: World = { sizes: [50, 30, 20], required: [10, 0], held: [[4, 4, 4], []] };
  test.each<[string, readonly Answer[], readonly (readonly number[])[], readonly number[]]>([
    ["no answers", [], [[5, 3, 2], [5, 3, 2], [5, 3, 2]], [0, 0, 0]],
    ["accept: the target stands", [says("A", "L", { response: "accept" })], [[5, 3, 2], [5, 3, 2], [5, 3, 2]], [0, 0, 0]],
    // A is at the cap, so all of B's 3 go to C, which may be asked for 5 (its cap).
    ["a decline", [says("B", "L")], [[5, 0, 5], [5, 0, 5], [5, 0, 5]], [0, 0, 0]],
    // 5 to give: Sainte-Laguë 30 : 20 gives 3 : 2, but B has room for 2 only, so 2 : 3.
    ["the largest declines", [says("A", "L")], [[0, 5, 5], [0, 5, 5], [0, 5, 5]], [0, 0, 0]],
    ["a reserve by quantity", [says("A", "L", { response: "reserve", quantity: 3 })], [[3, 4, 3], [3, 4, 3], [3, 4, 3]], [0, 0, 0]],
    ["a reserve by year: until then what it holds", [says("A", "L", { response: "reserve", firstYear: 2028 })], [[4, 4, 2], [4, 4, 2], [5, 3, 2]], [0, 0, 0]],
    ["both: until then the quantity", [says("A", "L", { response: "reserve", quantity: 1, firstYear: 2027 })], [[1, 5, 4], [5, 3, 2], [5, 3, 2]], [0, 0, 0]],
    ["a reserve above the target takes nothing away", [says("A", "L", { response: "reserve", quantity: 9 })], [[5, 3, 2], [5, 3, 2], [5, 3, 2]], [0, 0, 0]],
    ["nobody left who could: all to the residual", [says("B", "L"), says("C", "L", { response: "reserve", quantity: 1 })], [[5, 0, 1], [5, 0, 1], [5, 0, 1]], [4, 4, 4]],
  ])("%s", (_, answers, targets, residuals) => {
    const it = negotiate(ask({ ...world, answers }));
    expect([2026, 2027, 2028].map((year) => targetsOf(it, "L", year))).toEqual(targets);
    expect([2026, 2027, 2028].map((year) => residualIn(it, "L", year))).toEqual(residuals);
  });

  test("who of whom it is unknown what it holds is not asked for more", () => {
    const it = negotiate(ask({ ...world, held: [[4, 4, undefined], []], answers: [says("B", "L")] }));
    expect(targetsOf(it, "L", 2026)).toEqual([5, 0, 2]);
    expect(residualIn(it, "L", 2026)).toBe(3);
  });

  test("a reserve by year of a nation whose holding is unknown: nothing until then", () => {
    expect(targetsOf(negotiate(ask({ ...world, held: [[undefined, 4, 4], []], answers: [says("A", "L", { response: "reserve", firstYear: 2028 })] })), "L", 2026)).toEqual([0, 5, 5]);
  });

  test("money: C may add 1 of 10 each with 20 a year in 2026, 3 with 40 to 2027", () => {
    // β = 0.8: 16 carries one, 32 three, 48 three; of C's 4 held 2 are beyond its target and cost nothing.
    const it = negotiate(ask({ ...world, money: [undefined, undefined, 20], answers: [says("B", "L")] }));
    expect([2026, 2027].map((year) => targetsOf(it, "L", year))).toEqual([[5, 0, 5], [5, 0, 5]]);
    const bare = negotiate(ask({ ...world, held: [[4, 4, 2], []], money: [undefined, undefined, 13], answers: [says("B", "L")] }));
    // Held 2: challenge 3, so at most one more, which costs 10 of 10.4.
    expect(targetsOf(bare, "L", 2026)).toEqual([5, 0, 3]);
    const poor = negotiate(ask({ ...world, held: [[4, 4, 2], []], money: [undefined, undefined, 12], answers: [says("B", "L")] }));
    expect(targetsOf(poor, "L", 2026)).toEqual([5, 0, 2]);
    expect(targetsOf(poor, "L", 2027)).toEqual([5, 0, 3]);
  });

  test("who takes up how much, what it costs them, and how the residual changes", () => {
    const it = negotiation(ask({ ...world, held: [[4, 4, 3], []], answers: [says("B", "L", { id: "b" })] }));
    // C: challenge 4.5 → 5; takes up 3 of 2, of which 1 is on hand: 2 at 10.
    expect(it.effects[0]?.years[0]).toEqual({ leaf: "L", year: 2026, unit: "u", residualBefore: 0, residualAfter: 0, shifts: [{ nation: "B", quantity: -3, cost: 0 }, { nation: "C", quantity: 3, cost: 20 }] });
    expect(it.nations.find((row) => row.nation === "C" && row.year === 2028)).toEqual({ nation: "C", year: 2028, takesUp: 1, givesBack: 0, cost: 20, spared: 0, unpriced: 0 });
    expect(it.outstanding).toEqual([{ nation: "A", leaf: "L" }, { nation: "C", leaf: "L" }]);
  });

  test("the effect of each answer is against the same nation accepting, the others as they are", () => {
    const it = negotiation(ask({ ...world, answers: [says("B", "L"), says("A", "L", { response: "reserve", quantity: 4 })] }));
    expect(it.effects.map((row) => [row.answer.nation, row.years[0]?.shifts, row.years[0]?.residualBefore, row.years[0]?.residualAfter])).toEqual([
      // Without A's reserve C takes up B's 3 and is full at 5: A's one unit is then nobody's.
      ["A", [{ nation: "A", quantity: -1, cost: -10 }], 0, 1],
      ["B", [{ nation: "B", quantity: -4, cost: 0 }, { nation: "C", quantity: 3, cost: 10 }], 0, 1],
    ]);
    expect(it.joint[0]?.shifts.map((row) => [row.nation, row.quantity])).toEqual([["A", -1], ["B", -3], ["C", 3]]);
  });

  test("answers that do not fit are findings", () => {
    const it = negotiation(ask({ ...world, answers: [says("A", "L", { response: "reserve", quantity: 9 }), says("A", "M")] }));
    expect(it.remarks.map((row) => [row.code, row.fact])).toEqual([["reserve-above-target", "A.L"], ["answer-without-target", "A.M"]]);
    const asked = Math.max(...negotiation(ask({ ...world, answers: [] })).proposed.leaves.filter((row) => row.leaf === "L").map((row) => row.nations.find((one) => one.nation === "A")!.target));
    const reserve = (of: object): readonly string[] => negotiation(ask({ ...world, answers: [says("A", "L", { response: "reserve", ...of })] })).remarks.map((row) => row.code);
    expect([reserve({ quantity: asked }), reserve({ quantity: asked - 1 }), reserve({ quantity: asked, firstYear: 2031 })]).toEqual([["reserve-of-nothing"], [], []]);
  });

  test("why is my target this: proposed, answer, what it takes up", () => {
    const on = ask({ ...world, answers: [says("B", "L", { id: "b" })] });
    const targets = negotiate(on);
    expect(explainTarget(on.alliance, targets, "L", 2026, "B")).toMatchObject({ sentence: expect.stringContaining("declined") as string, facts: expect.arrayContaining(["answer:b"]) as string[] });
    const c = explainTarget(on.alliance, targets, "L", 2026, "C");
    expect(c.sentence).toContain("takes up");
    expect(c.steps.flatMap((it) => (it.text.startsWith("Taken up") ? [it.value?.base] : []))).toEqual([3]);
  });
});

describe("taking up", () => {
  test.each<[readonly (readonly [number, number])[], number, boolean, readonly number[]]>([
    [[[0.5, 1], [0.25, 9], [0.25, 9]], 5, true, [1, 2, 2]],
    [[[0.5, 9], [0.3, 9], [0.2, 9]], 10, true, [5, 3, 2]],
    [[[0.5, 9], [0.3, 9], [0.2, 9]], 1.9, true, [1, 0, 0]],
    [[[0.5, 2], [0.3, 9], [0.2, 9]], 10, false, [2, 4.8, 3.2]],
    [[[0.5, 2], [0, 9], [0.5, 1]], 10, false, [2, 0, 1]],
    [[], 3, true, []],
  ])("%j of %d, whole %j", (takers, amount, whole, expected) => {
    takeUp(takers.map(([share, room]) => ({ share, room })), { amount, whole }).forEach((it, index) => expect(it).toBeCloseTo(expected[index] ?? -1, 12));
  });

  const takersOf = fc.array(fc.record({ share: fc.integer({ min: 0, max: 50 }).map((it) => it / 50), room: fc.integer({ min: 0, max: 30 }) }), { minLength: 1, maxLength: 6 });
  test("whole units as by giving one unit after another to the smallest (x + ½)/s", () => {
    fc.assert(
      fc.property(takersOf, fc.integer({ min: 0, max: 60 }), (takers, amount) => {
        const x = takers.map(() => 0);
        for (let k = 0; k < amount; k++) {
          const next = takers.flatMap((it, i) => (it.share > 0 && (x[i] ?? 0) < it.room ? [i] : [])).sort((a, b) => ((x[a] ?? 0) + 0.5) / (takers[a]?.share ?? 1) - ((x[b] ?? 0) + 0.5) / (takers[b]?.share ?? 1) || (takers[b]?.share ?? 0) - (takers[a]?.share ?? 0) || a - b)[0];
          if (next !== undefined) x[next] = (x[next] ?? 0) + 1;
        }
        expect(takeUp(takers, { amount, whole: true })).toEqual(x);
      }),
    );
  });
  test("law: nobody gets less when there is more to divide, or when one drops out", () => {
    fc.assert(
      fc.property(takersOf, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 }), fc.boolean(), (takers, amount, more, whole) => {
        const before = takeUp(takers, { amount, whole });
        const after = takeUp(takers.map((it, i) => (i === 0 ? { ...it, share: 0 } : it)), { amount: amount + more, whole });
        for (let i = 1; i < takers.length; i++) expect(after[i]).toBeGreaterThanOrEqual((before[i] ?? 0) - 1e-9);
      }),
    );
  });
});

const heldOf = fc.option(fc.integer({ min: 0, max: 16 }).map((it) => it / 2), { nil: undefined, freq: 6 });
const nationsOf = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 4, maxLength: 4 });
const responseOf = fc.oneof(
  fc.constant({ response: "accept" as const }),
  fc.constant({ response: "decline" as const }),
  fc.record({ response: fc.constant("reserve" as const), quantity: fc.integer({ min: 0, max: 12 }).map((it) => it / 2) }),
  fc.record({ response: fc.constant("reserve" as const), firstYear: fc.integer({ min: 2026, max: 2030 }) }),
);
const answersOf = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...LEAVES), responseOf), { selector: ([nation, leaf]) => `${nation}|${leaf}`, maxLength: 8 }).map((rows) => rows.map(([nation, leaf, more]) => says(nation, leaf, more)));
const worldOf: fc.Arbitrary<World> = fc.record({
  sizes: nationsOf(fc.integer({ min: 1, max: 100 })),
  required: fc.tuple(fc.integer({ min: 1, max: 50 }).map((it) => it / 2), fc.integer({ min: 1, max: 25 })),
  held: fc.tuple(nationsOf(heldOf), nationsOf(heldOf)),
  money: nationsOf(fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined })),
});

describe("laws of the negotiation, over random worlds and answers", () => {
  const holds = (law: (world: World, answers: readonly Answer[]) => void): void => fc.assert(fc.property(worldOf, answersOf, law), { numRuns: 300 });

  test("targets and residual sum to the requirement, nobody above the cap, nobody who declined is asked", () =>
    holds((world, answers) => {
      for (const it of negotiate(ask({ ...world, answers })).leaves) {
        expect(sum(it.nations.map((row) => row.target)) + it.residual).toBeCloseTo(it.required, 8);
        for (const row of it.nations) {
          expect(row.target).toBeLessThanOrEqual((it.whole ? Math.floor(it.required / 2 + 1e-9) : it.required / 2) + 1e-9);
          if (row.response === "decline") expect(row.target).toBe(0);
          if (row.takenUp !== undefined) expect(row.response === "reserve" || row.response === "decline" || row.held === undefined).toBe(false);
          if (row.takenUp !== undefined) expect(row.target).toBeLessThanOrEqual((row.challenge ?? 0) + 1e-9);
        }
      }
    }));

  test("what a nation must add stays within its money, also with what it takes up", () =>
    holds((world, answers) => {
      const it = negotiate(ask({ ...world, answers }));
      for (const [n, money] of (world.money ?? []).entries()) {
        if (money === undefined) continue;
        for (const year of [2026, 2027, 2028]) {
          const cost = sum(it.leaves.filter((leaf) => leaf.year === year).map((leaf) => {
            const row = leaf.nations[n];
            return row?.held === undefined ? 0 : Math.max(row.target - row.held, 0) * (leaf.leaf === "L" ? 10 : 4);
          }));
          expect(cost).toBeLessThanOrEqual(0.8 * money * (year - 2025) + 1e-6);
        }
      }
    }));

  test("without answers, or where all accept, the targets are the proposed ones", () =>
    holds((world, answers) => {
      const proposed = apportion(ask(world));
      expect(negotiate(ask(world))).toEqual(proposed);
      const accepted = negotiate(ask({ ...world, answers: answers.map((it) => says(it.nation, it.capability, { response: "accept" })) }));
      expect(accepted.leaves.map((it) => it.nations.map((row) => row.target))).toEqual(proposed.leaves.map((it) => it.nations.map((row) => row.target)));
    }));

  test("the order of the answers does not matter", () =>
    holds((world, answers) => {
      const reversed = [...answers].reverse();
      expect(negotiate(ask({ ...world, answers: reversed })).leaves).toEqual(negotiate(ask({ ...world, answers })).leaves);
      expect(negotiation(ask({ ...world, answers: reversed })).effects).toEqual(negotiation(ask({ ...world, answers })).effects);
    }));

  test("nobody's target falls because another declined, whatever the others answered", () =>
    fc.assert(
      fc.property(worldOf, answersOf, fc.constantFrom(...NAMES), fc.constantFrom(...LEAVES), (world, answers, nation, leaf) => {
        const before = negotiate(ask({ ...world, answers }));
        const after = negotiate(ask({ ...world, answers: [...answers.filter((it) => it.nation !== nation || it.capability !== leaf), says(nation, leaf)] }));
        after.leaves.forEach((it, index) =>
          it.nations.forEach((row, n) => {
            if (row.nation !== nation || it.leaf !== leaf) expect(row.target).toBeGreaterThanOrEqual((before.leaves[index]?.nations[n]?.target ?? 0) - 1e-9);
          }),
        );
      }),
      { numRuns: 500 },
    ));

  test("the effect of an answer sums up: what is released is taken up or residual", () =>
    holds((world, answers) => {
      const it = negotiation(ask({ ...world, answers }));
      for (const effect of [...it.effects.flatMap((row) => row.years), ...it.joint]) expect(sum(effect.shifts.map((row) => row.quantity)) + effect.residualAfter - effect.residualBefore).toBeCloseTo(0, 7);
    }));
});
