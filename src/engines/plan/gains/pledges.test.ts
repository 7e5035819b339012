import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LotPrice, unitPriceAt } from "./curve.ts";
import { clearPledges, type Pledge, shareGlut } from "./pledges.ts";

const published: readonly Pledge[] = [
  { ally: "A", quantity: 200_000, priceMost: 4500 },
  { ally: "B", quantity: 100_000, priceMost: 5000 },
  { ally: "C", quantity: 50_000, priceMost: 5200 },
  { ally: "D", quantity: 50_000, priceMost: 3800 },
];
const learning = (quantity: number): number => 8000 * (quantity / 50_000) ** Math.log2(0.8);
const cleared = (ask: Parameters<typeof clearPledges>[0]) => {
  const it = clearPledges(ask);
  if (it.kind !== "cleared") throw new Error(it.message);
  return it;
};

describe("clearing of conditional pledges", () => {
  test("[C33] the vector: all in at 4,096, D leaves, 350,000 at 4,276, and nobody buys alone", () => {
    const it = cleared({ pledges: published, price: learning });
    expect(it.rounds).toEqual([{ quantity: 400_000, price: expect.closeTo(4096, 6) }, { quantity: 350_000, price: expect.closeTo(4276, 0) }]);
    expect(it).toMatchObject({ members: ["A", "B", "C"], quantity: 350_000, dropped: [{ ally: "D", round: 1, reason: "too-dear" }], quantityLostAlone: 350_000, savedByMembers: 0 });
    expect(it.alone).toEqual([5120, 6400, 8000, 8000].map((price, at) => ({ ally: "ABCD"[at], price: expect.closeTo(price, 6), buys: false })));
  });

  test("an ally that needs it earlier than it can be delivered is out before the first price", () => {
    const it = cleared({ pledges: [{ ally: "A", quantity: 1, priceMost: 9, byYear: 2030 }, { ally: "B", quantity: 1, priceMost: 9, byYear: 2032 }], price: () => 5, deliveredBy: 2031 });
    expect(it).toMatchObject({ members: ["B"], dropped: [{ ally: "A", round: 0, reason: "late" }] });
  });

  test("nobody agrees: no price, no members", () => {
    expect(cleared({ pledges: [{ ally: "A", quantity: 1, priceMost: 1 }], price: () => 2 })).toMatchObject({ members: [], quantity: 0, rounds: [{ price: 2 }] });
  });

  test("a curve that rises between quantities that no round asks for is refused, not cleared with too small a group", () => {
    // All three at 10 are too dear, and nobody buys alone; but A and B together would at 5.
    const price = (quantity: number): number => (quantity === 2 ? 5 : 10);
    const pledges = ["A", "B", "C"].map((ally): Pledge => ({ ally, quantity: 1, priceMost: 6 }));
    expect(clearPledges({ pledges, price })).toMatchObject({ kind: "refused", code: "price-rises", message: expect.stringContaining("from 5 for 2 to 10 for 3") });
    expect(clearPledges({ pledges: Array.from({ length: 12 }, (_, at): Pledge => ({ ally: `ally-${at}`, quantity: 1, priceMost: 6 })), price })).toMatchObject({ code: "price-rises" });
  });

  test.each([
    ["price-rises", { pledges: published, price: (quantity: number) => quantity }],
    ["bad-price", { pledges: published, price: () => Number.NaN }],
    ["bad-pledge", { pledges: [{ ally: "A", quantity: 0, priceMost: 1 }], price: () => 1 }],
    ["two-pledges", { pledges: [published[0]!, published[0]!], price: () => 1 }],
  ])("%s is refused with a way to mend it", (code, ask) => {
    expect(clearPledges(ask)).toMatchObject({ kind: "refused", code, fix: expect.stringMatching(/\w/) });
  });

  const anyPledges = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 20 }), priceMost: fc.integer({ min: 40, max: 110 }) }), { minLength: 1, maxLength: 8 }).map((all) => all.map((it, at): Pledge => ({ ...it, ally: `ally-${at}` })));
  // Steps that only fall: every curve that does not rise, on the whole quantities that can occur.
  const anyCurve = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 160, maxLength: 160 }).map((falls) => {
    const prices = falls.reduce<number[]>((all, fall) => [...all, Math.max(all.at(-1)! - (fall > 4 ? fall - 4 : 0), 30)], [110]);
    return (quantity: number): number => prices[quantity]!;
  });

  test("the largest mutually acceptable group, as brute force over all groups finds it, in any order", () => {
    fc.assert(
      fc.property(anyPledges, anyCurve, (pledges, price) => {
        const it = cleared({ pledges, price });
        let largest: readonly string[] = [];
        for (let mask = 1; mask < 1 << pledges.length; mask++) {
          const group = pledges.filter((_, at) => (mask >> at) & 1);
          const asked = price(group.reduce((sum, one) => sum + one.quantity, 0));
          if (group.every((one) => one.priceMost >= asked)) {
            expect(group.every((one) => it.members.includes(one.ally))).toBe(true);
            if (group.length > largest.length) largest = group.map((one) => one.ally);
          }
        }
        expect(it.members).toEqual(largest);
        expect([...cleared({ pledges: pledges.toReversed(), price }).members].sort()).toEqual([...it.members].sort());
      }),
    );
  });
});

describe("laws of clearing", () => {
  const anyPledge = fc.record({ quantity: fc.integer({ min: 1, max: 20 }), priceMost: fc.integer({ min: 40, max: 110 }) });
  const anyPledges = fc.array(anyPledge, { minLength: 1, maxLength: 20 }).map((all) => all.map((it, at): Pledge => ({ ...it, ally: `ally-${at}` })));
  const anyLot = fc.record({ firstPrice: fc.constant(100), firstLot: fc.integer({ min: 1, max: 60 }), slope: fc.double({ min: 0.7, max: 1, noNaN: true }), floor: fc.double({ min: 0, max: 0.9, noNaN: true }) });
  const of = (pledges: readonly Pledge[], lot: LotPrice) => cleared({ pledges, price: (quantity) => unitPriceAt(lot, quantity) });

  test("order of the pledges does not matter", () => {
    fc.assert(
      fc.property(anyPledges.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))), anyLot, ([pledges, shuffled], lot) => {
        const [a, b] = [of(pledges, lot), of(shuffled, lot)];
        expect([...b.members].sort()).toEqual([...a.members].sort());
        expect(b.price).toBe(a.price);
      }),
    );
  });

  test("one more pledge never shrinks the group, nor does a higher limit or a larger pledge of a member; the price does not rise", () => {
    fc.assert(
      fc.property(anyPledges, anyPledge, anyLot, (pledges, more, lot) => {
        const before = of(pledges, lot);
        const raised = pledges.map((it, at) => (at === 0 ? { ...it, priceMost: it.priceMost + 15 } : it));
        const larger = pledges.map((it) => (it.ally === before.members[0] ? { ...it, quantity: it.quantity + 5 } : it));
        for (const changed of [[...pledges, { ...more, ally: "newcomer" }], raised, larger]) {
          const after = of(changed, lot);
          expect(after.members).toEqual(expect.arrayContaining([...before.members]));
          if (before.price !== undefined) expect(after.price).toBeLessThanOrEqual(before.price);
        }
      }),
    );
  });

  test("no member pays more than its limit, who left could not have stayed, and together never buys less than alone", () => {
    fc.assert(
      fc.property(anyPledges, anyLot, (pledges, lot) => {
        const it = of(pledges, lot);
        for (const one of pledges) {
          if (it.members.includes(one.ally)) expect(one.priceMost).toBeGreaterThanOrEqual(it.price ?? Number.NaN);
          else expect(one.priceMost).toBeLessThan(unitPriceAt(lot, it.quantity + one.quantity));
        }
        for (const one of it.alone) if (one.buys) expect(it.members).toContain(one.ally);
        expect(it.quantityLostAlone).toBeGreaterThanOrEqual(0);
        expect(it.savedByMembers).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});

describe("price of a quantity", () => {
  test.each([
    [50_000, 8000],
    [10_000, 8000],
    [100_000, 6400],
    [200_000, 5120],
    [400_000, 4096],
    [100_000_000, 2400],
  ])("%d at slope 0.8, never below 0.3 of the first price → %d", (quantity, price) => {
    expect(unitPriceAt({ firstPrice: 8000, firstLot: 50_000, slope: 0.8, floor: 0.3 }, quantity)).toBeCloseTo(price, 6);
  });
});

describe("glut clause", () => {
  test("the bound off-take is what was asked, or all that was pledged; nobody is bound beyond its pledge; closure costs add up", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 50 }), weight: fc.integer({ min: 0, max: 9 }) }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 300 }), (all, offtake) => {
        const members = all.map((it, at) => ({ ...it, ally: `ally-${at}` }));
        const shares = shareGlut({ members, offtake, closureCost: 7 });
        const bindable = members.reduce((sum, it) => sum + (it.weight > 0 ? it.quantity : 0), 0);
        expect(shares.reduce((sum, it) => sum + it.offtake, 0)).toBeCloseTo(Math.min(offtake, bindable), 9);
        shares.forEach((it, at) => expect(it.offtake).toBeLessThanOrEqual(members[at]!.quantity + 1e-9));
        if (bindable > 0) expect(shares.reduce((sum, it) => sum + it.closureCost, 0)).toBeCloseTo(7, 9);
      }),
    );
  });

  test("by quantities, unless weights are stated; nobody is bound beyond its pledge", () => {
    const members = [{ ally: "Ash", quantity: 30 }, { ally: "Elm", quantity: 10 }];
    expect(shareGlut({ members, offtake: 20, closureCost: 8 })).toEqual([{ ally: "Ash", offtake: 15, closureCost: 6 }, { ally: "Elm", offtake: 5, closureCost: 2 }]);
    expect(shareGlut({ members: members.map((it) => ({ ...it, weight: 1 })), offtake: 30, closureCost: 8 })).toEqual([{ ally: "Ash", offtake: 20, closureCost: 4 }, { ally: "Elm", offtake: 10, closureCost: 4 }]);
    expect(shareGlut({ members, offtake: 100, closureCost: 0 }).map((it) => it.offtake)).toEqual([30, 10]);
  });
});
