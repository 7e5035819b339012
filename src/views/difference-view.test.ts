import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plan } from "#engines/plan";
import { planDifference } from "./difference-view.ts";

/** A plan with nothing in it, and what a test is about. */
const plan = (more: Partial<Plan>): Plan => ({
  kind: "aligned", levers: [], figures: "base", currency: "CRD", priceYear: 2030, years: [2030, 2031, 2032, 2033], orders: [], production: [], lines: [], contributions: [], shortfalls: [], stocks: [], agreements: [], leads: [], adoptions: [], spend: [{ nation: "Ash", year: 2030, budget: 100, purchases: 100, upkeep: 0, together: 0, total: 100, overrun: 0 }], stages: [], notPlanned: [], verification: { checked: 0, faults: [], largest: 0 }, shortfallYears: 4, shortfallWeighted: 4, cost: 100, ...more,
});
const order = (nation: string, system: string, year: number, quantity: number, more: Partial<Plan["orders"][number]> = {}): Plan["orders"][number] => ({ nation, system, year, orderYear: year - 1, quantity, unitPrice: 2, ...more });
const short = (leaf: string, share: number): Plan["shortfalls"] => [{ leaf, year: 2031, required: 10, available: 0, planned: 10 - 10 * share, short: 10 * share, shortUrgent: 0 }];

const mode = (line: string, year: number, open: boolean): NonNullable<Plan["modes"]>[number] => ({ line, year, open, lost: 0, minimum: 0, idle: 0 });
const lead = (fallback: string): Plan["leads"][number] => ({ nation: "Ash", leaf: "air", firstYear: 2031, beyondShare: 3, insurance: 1, fallback, lostQuantity: 1, lostYears: 1 });
const saying = (a: Partial<Plan>, b: Partial<Plan>) => planDifference(plan(a), plan(b)).items.map((it) => [it.kind, it.change, it.text, it.shortfallYears, it.money]);

describe("what differs, one thing at a time", () => {
  test.each<readonly [string, Partial<Plan>, Partial<Plan>, readonly (readonly unknown[])[]]>([
    ["a leaf shorter", { shortfalls: short("air", 0.2) }, { shortfalls: short("air", 0.7) }, [["leaf", "more", "air: 0.2 → 0.7 shortfall-years", expect.closeTo(0.5, 9), 0]]],
    ["an order added", {}, { orders: [order("Ash", "jet", 2031, 3)] }, [["order", "added", "Ash, jet: orders: 0 → 3", 0, 6]]],
    ["an order dropped", { orders: [order("Ash", "jet", 2031, 3)] }, {}, [["order", "dropped", "Ash, jet: no longer orders: 3 → 0", 0, -6]]],
    ["an order larger and later", { orders: [order("Ash", "jet", 2031, 3)] }, { orders: [order("Ash", "jet", 2031, 3), order("Ash", "jet", 2033, 3)] }, [["order", "more", "Ash, jet: orders more: 3 → 6, gets them 1 years later on average", 0, 6]]],
    ["an order moved", { orders: [order("Ash", "jet", 2031, 3)] }, { orders: [order("Ash", "jet", 2033, 3)] }, [["order", "later", "Ash, jet: gets them 2 years later on average", 0, 0]]],
    ["a programme moved", { orders: [order("Ash", "jet", 2033, 3, { programme: "p" })] }, { orders: [order("Ash", "jet", 2031, 3, { programme: "p" })] }, [["programme", "earlier", "Ash, programme p: gets them 2 years earlier on average", 0, 0]]],
    ["a lead", {}, { leads: [{ nation: "Ash", leaf: "air", firstYear: 2031, beyondShare: 3, insurance: 1, lostQuantity: 1, lostYears: 1 }] }, [["lead", "added", "Ash leads air: beyond its share 0 → 3", 0, 1]]],
    ["an adoption later", { adoptions: [{ nation: "Ash", standard: "K", year: 2031, cost: 5, origin: "plan" }] }, { adoptions: [{ nation: "Ash", standard: "K", year: 2033, cost: 5, origin: "plan" }] }, [["adoption", "later", "Ash adopts K later: 2031 → 2033", 0, 0]]],
    ["a member out", { agreements: [{ id: "joint:jet", system: "jet", members: ["Ash", "Birch", "Cedar"], firstYear: 2031, lastYear: 2033, quantity: 9, lot: 4, priceFactor: 0.9, coordination: 1 }] }, { agreements: [{ id: "joint:jet", system: "jet", members: ["Ash", "Birch"], firstYear: 2031, lastYear: 2033, quantity: 6, lot: 4, priceFactor: 0.95, coordination: 1 }] }, [["agreement", "other", "Agreement for jet: Cedar out, quantity 9 → 6, price 90 % → 95 % of a first lot", 0, 0]]],
    ["a line that closes", { modes: [2030, 2031, 2032].map((year) => mode("works", year, true)) }, { modes: [2030, 2031, 2032].map((year) => mode("works", year, year < 2031)) }, [["line", "added", "The line works closes from 2031 on", 0, 0]]],
    ["another fallback", { leads: [lead("Birch")] }, { leads: [lead("Cedar")] }, [["lead", "other", "Fallback of Ash for air: Birch → Cedar", 0, 0]]],
    ["no longer planned", {}, { notPlanned: [{ kind: "leaf", id: "sea", code: "no-requirement", reason: "No requirement.", mend: "" }] }, [["not-planned", "dropped", "sea: no longer planned. No requirement.", 0, 0]]],
  ])("%s", (_, a, b, expected) => {
    expect(saying(a, b)).toEqual(expected);
  });

  test("ranked by their share of all shortfall or of all money", () => {
    // 0.4 of 4 shortfall-years is a tenth, 30 of 100 M three tenths, 2 M a fiftieth.
    const { items } = planDifference(plan({ shortfalls: short("air", 0.1) }), plan({ shortfalls: short("air", 0.5), orders: [order("Ash", "jet", 2031, 15), order("Birch", "jet", 2031, 1)] }));
    expect(items.map((it) => [it.id, it.weight])).toEqual([["Ash/jet", expect.closeTo(0.3, 9)], ["air", expect.closeTo(0.1, 9)], ["Birch/jet", expect.closeTo(0.02, 9)]]);
  });
});

const anyPlan = fc
  .record({
    orders: fc.array(fc.record({ nation: fc.constantFrom("Ash", "Birch"), system: fc.constantFrom("jet", "boat"), year: fc.integer({ min: 2030, max: 2033 }), quantity: fc.integer({ min: 1, max: 9 }), programme: fc.constantFrom(undefined, "p", "q") }), { maxLength: 6 }),
    short: fc.record({ air: fc.integer({ min: 0, max: 10 }), sea: fc.integer({ min: 0, max: 10 }) }),
    leads: fc.uniqueArray(fc.record({ nation: fc.constantFrom("Ash", "Birch"), size: fc.integer({ min: 1, max: 3 }) }), { selector: (it) => it.nation, maxLength: 2 }),
    adoptions: fc.uniqueArray(fc.record({ nation: fc.constantFrom("Ash", "Birch"), year: fc.integer({ min: 2030, max: 2033 }) }), { selector: (it) => it.nation, maxLength: 2 }),
    agreement: fc.option(fc.record({ members: fc.uniqueArray(fc.constantFrom("Ash", "Birch", "Cedar"), { minLength: 2 }), quantity: fc.integer({ min: 1, max: 9 }) }), { nil: undefined }),
    spent: fc.integer({ min: 1, max: 500 }),
    left: fc.boolean(),
  })
  .map((it): Plan => plan({
    orders: it.orders.map(({ programme, ...more }) => order(more.nation, more.system, more.year, more.quantity, programme === undefined ? {} : { programme: `${programme}-${more.nation}-${more.system}` })),
    shortfalls: [...short("air", it.short.air / 10), ...short("sea", it.short.sea / 10)],
    leads: it.leads.map(({ nation, size }) => ({ nation, leaf: "air", firstYear: 2031, beyondShare: size, insurance: size / 2, lostQuantity: size, lostYears: size, fallback: nation === "Ash" ? "Birch" : "Ash" })),
    adoptions: it.adoptions.map(({ nation, year }) => ({ nation, standard: "K", year, cost: 5, origin: "plan" as const })),
    agreements: it.agreement === undefined ? [] : [{ id: "joint:jet", system: "jet", members: it.agreement.members.toSorted(), firstYear: 2030, lastYear: 2033, quantity: it.agreement.quantity, lot: 1, priceFactor: 0.9, coordination: 1 }],
    spend: [{ nation: "Ash", year: 2030, budget: 500, purchases: it.spent, upkeep: 0, together: 0, total: it.spent, overrun: 0 }],
    notPlanned: it.left ? [{ kind: "leaf", id: "land", code: "no-requirement", reason: "None.", mend: "" }] : [],
    shortfallYears: (it.short.air + it.short.sea) / 10,
    cost: it.spent,
  }));

describe("laws", () => {
  test("a plan does not differ from itself", () => {
    fc.assert(fc.property(anyPlan, (a) => {
      const { items, totals } = planDifference(a, a);
      expect(items).toEqual([]);
      expect(totals).toEqual({ shortfallYears: 0, shortfallWeighted: 0, cost: 0 });
    }));
  });

  test("exchanged plans differ in the same things by as much, the other way", () => {
    const opposite = { added: "dropped", dropped: "added", more: "less", less: "more", earlier: "later", later: "earlier", other: "other" } as const;
    fc.assert(fc.property(anyPlan, anyPlan, (a, b) => {
      const [there, back] = [planDifference(a, b).items, planDifference(b, a).items];
      expect(back.map((it) => `${it.kind} ${it.id}`)).toEqual(there.map((it) => `${it.kind} ${it.id}`));
      there.forEach((it, at) => {
        const other = back[at]!;
        expect(other.change).toBe(opposite[it.change]);
        expect([other.a, other.b]).toEqual([it.b, it.a]);
        expect(other.shortfallYears).toBeCloseTo(-it.shortfallYears, 12);
        expect(other.money).toBeCloseTo(-it.money, 9);
        expect(other.weight).toBeCloseTo(it.weight, 12);
      });
      expect(there.map((it) => it.weight)).toEqual(there.map((it) => it.weight).sort((x, y) => y - x));
    }));
  });
});
