import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, type Facts, KINDS, replay, type Settings } from "#model";
import { negotiation, type NationStanding, type Reach, reviewNations, reviewRule, type Standing } from "./index.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2027, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const r = (base: number) => ({ low: base, base, high: base });
const NAMES = ["A", "B"];
const says = (nation: string, capability: string, more: Partial<Answer> = {}): Answer => ({ ...said, id: `${nation}.${capability}`, nation, capability, response: "decline", reason: "r", ...more });

/** Two alike nations, leaves L and M of 10 each, so 5 and 5; M counts three times as much. */
function review(reach: (nation: string, leaf: string) => Reach, answers: readonly Answer[] = [], parameters: Readonly<Record<string, number>> = {}, rich: readonly string[] = NAMES) {
  const alliance = replay(settings, {
    ...none,
    nation: NAMES.map((id) => ({ ...said, id, nameEn: id, region: "R", accessionYear: 2000, currency: "TAL" })),
    economy: rich.map((scope) => ({ ...said, id: `g${scope}`, scope, measure: "gdp" as const, year: 2025, value: r(50), unit: "M TAL", priceBase: "constant 2025" })),
    capability: ["L", "M"].map((id) => ({ ...said, id, level: "leaf" as const, nameEn: id, unit: "u", priority: id === "M" ? 3 : 1 })),
    requirement: ["L", "M"].map((capability) => ({ ...said, id: `r${capability}`, capability, scope: "alliance", year: 2026, quantity: r(10), unit: "u", situation: "s", use: "plan" as const })),
    parameter: Object.entries(parameters).map(([id, value]) => ({ ...said, id, parameter: id, value: r(value), unit: "share" })),
    answer: answers,
  });
  const made = negotiation({ alliance, path: "a", required: () => 10, held: () => 5 });
  return { alliance, reviews: reviewNations({ alliance, negotiation: made, year: 2026, reach }) };
}
const only = (reach: Reach, answers: readonly Answer[] = []) => review(() => reach, answers).reviews[0]!;

describe("one target, by the stated thresholds", () => {
  test.each<[string, Reach, number | undefined, Standing, string | undefined]>([
    ["the plan meets nine tenths", { today: 1, ordered: 2, planned: 4.5 }, 0.9, "on track", "plan"],
    ["a little less", { today: 1, ordered: 2, planned: 4.4 }, 0.88, "at risk", "plan"],
    ["six tenths", { today: 3, planned: 3 }, 0.6, "at risk", "plan"],
    ["less than that", { today: 0, planned: 2.9 }, 0.58, "off track", "plan"],
    ["no plan: what is on order", { today: 1, ordered: 5 }, 1, "on track", "order"],
    ["no order either: what is held", { today: 2 }, 0.4, "off track", "holdings"],
    ["nothing known", {}, undefined, "unknown", undefined],
    ["holdings unknown, the plan adds too little: the least is not all", { planned: 1 }, undefined, "unknown", "plan"],
    ["holdings unknown, the plan alone is enough", { planned: 5 }, 1, "on track", "plan"],
    ["none held is known, and is none", { today: 0 }, 0, "off track", "holdings"],
  ])("%s", (_, reach, met, standing, judgedOn) => {
    const [target] = only(reach).targets;
    expect(target).toMatchObject({ asked: 5, stands: 5, standing });
    expect([target?.met, target?.judgedOn]).toEqual([met === undefined ? undefined : expect.closeTo(met, 9), judgedOn]);
    expect(target?.left).toEqual(met === undefined ? undefined : expect.closeTo(Math.max(5 - 5 * met, 0), 9));
  });
});

describe("one ally", () => {
  const of = (l: Reach, m: Reach) => review((_, leaf) => (leaf === "L" ? l : m)).reviews[0]!;
  test.each<[string, Reach, Reach, number | undefined, NationStanding]>([
    ["mean by priority: (1 · 1 + 3 · 0.8) ÷ 4", { today: 5 }, { today: 4 }, 0.85, "at risk"],
    ["more than asked counts as met", { today: 50 }, { today: 5 }, 1, "on track"],
    ["not on track while one target is off", { today: 2.5 }, { today: 5 }, 0.875, "at risk"],
    ["mean above nine tenths, one off: at risk", { today: 2.9 }, { today: 50 }, 0.895, "at risk"],
    ["off track", { today: 5 }, { today: 1 }, 0.4, "off track"],
    ["half is known, and that is enough", { today: 5 }, {}, 1, "on track"],
    ["nothing is known", {}, {}, undefined, "unknown"],
  ])("%s", (_, l, m, met, standing) => {
    const it = of(l, m);
    expect(it.standing).toBe(standing);
    expect(it.met).toEqual(met === undefined ? undefined : expect.closeTo(met, 9));
  });

  test.each<[string, Partial<Answer>, Reach, { readonly stands: number; readonly declined: number; readonly met: number | undefined; readonly left: number | undefined; readonly standing: Standing }]>([
    ["declined: not met, though all of it is held", { response: "decline" }, { today: 5 }, { stands: 0, declined: 5, met: 0, left: 5, standing: "off track" }],
    ["declined, and nothing is known of it: not met", { response: "decline" }, {}, { stands: 0, declined: 5, met: 0, left: 5, standing: "off track" }],
    ["one of five held back: four fifths at most", { response: "reserve", quantity: 4 }, { today: 50 }, { stands: 4, declined: 1, met: 0.8, left: 1, standing: "at risk" }],
    ["three of the four that stand", { response: "reserve", quantity: 4 }, { today: 3 }, { stands: 4, declined: 1, met: 0.6, left: 2, standing: "at risk" }],
    ["holdings unknown, the plan adds all that stands: no more can be met", { response: "reserve", quantity: 2 }, { planned: 2 }, { stands: 2, declined: 3, met: 0.4, left: 3, standing: "off track" }],
    ["holdings unknown, the plan adds less than stands", { response: "reserve", quantity: 4 }, { planned: 3 }, { stands: 4, declined: 1, met: undefined, left: undefined, standing: "unknown" }],
    ["reserved until later: held back now", { response: "reserve", firstYear: 2027, quantity: 3 }, { today: 5 }, { stands: 3, declined: 2, met: 0.6, left: 2, standing: "at risk" }],
    ["a reserve above what is asked holds nothing back", { response: "reserve", quantity: 6 }, { today: 5 }, { stands: 5, declined: 0, met: 1, left: 0, standing: "on track" }],
    ["accepted: nothing held back", { response: "accept" }, { today: 5 }, { stands: 5, declined: 0, met: 1, left: 0, standing: "on track" }],
  ])("%s", (_, answer, reach, { met, left, ...expected }) => {
    const target = review(() => reach, [says("A", "L", answer)]).reviews[0]?.targets[0];
    expect(target).toMatchObject({ asked: 5, ...expected });
    expect([target?.met, target?.left]).toEqual([met, left].map((it) => (it === undefined ? undefined : expect.closeTo(it, 9))));
  });

  test("of whom nothing is asked: neither good nor bad, also where it holds much", () => {
    const [, b] = review(() => ({ today: 50 }), [], {}, ["A"]).reviews;
    expect(b).toMatchObject({ targets: [], standing: "nothing asked", unanswered: [] });
    expect(b?.met).toBeUndefined();
  });

  test("what is declined stands among the reservations with its reason", () => {
    const [a, b] = review(() => ({ today: 5 }), [says("A", "L", { reason: "no crews" })]).reviews;
    expect(a?.reservations).toEqual([{ leaf: "L", response: "decline", reason: "no crews" }]);
    expect([a?.unanswered, b?.unanswered]).toEqual([["M"], ["L", "M"]]);
    // (1 · 0 + 3 · 1) ÷ 4, and never on track while a target is off.
    expect(a).toMatchObject({ met: expect.closeTo(0.75, 9), standing: "at risk" });
  });

  test("who declines everything is off track with nothing met, though all of it is held", () => {
    const [a] = review(() => ({ today: 50 }), [says("A", "L"), says("A", "M")]).reviews;
    expect(a).toMatchObject({ met: 0, known: 1, standing: "off track" });
  });

  test("who takes up what another reserved is judged on the larger target", () => {
    const [a, b] = review(() => ({ today: 5 }), [says("A", "L", { response: "reserve", quantity: 4 })], { "targets.cap": 0.6 }).reviews;
    expect(a?.targets[0]).toMatchObject({ asked: 5, stands: 4, declined: 1, met: expect.closeTo(0.8, 9) });
    expect(b?.targets[0]).toMatchObject({ asked: 5, stands: 6, declined: 0, takenUp: 1, met: expect.closeTo(5 / 6, 9), standing: "at risk" });
  });

  test("the thresholds are parameters, and the rule says their values", () => {
    const { alliance, reviews } = review(() => ({ today: 3.5 }), [], { "review.on-track": 0.7 });
    expect(reviews[0]?.standing).toBe("on track");
    expect(reviewRule(alliance)).toContain("70 % (review.on-track)");
  });
});

describe("the mean that is told, without the plan and as judged, and on how many targets it rests", () => {
  const known = { today: 2.5, planned: 5 };
  test.each<[string, Reach, Reach, Readonly<Record<string, number>>, object, object]>([
    ["the plan changes what is judged and not what is ready", known, known, {}, { mean: 0.5, known: 2, all: 2 }, { mean: 1, known: 2, all: 2 }],
    ["what is on order is ready by then", { today: 0, ordered: 5 }, { today: 0, ordered: 0 }, {}, { mean: 0.25, known: 2, all: 2 }, { mean: 0.25, known: 2, all: 2 }],
    ["half is known, and that is enough", { today: 5 }, {}, {}, { mean: 1, known: 1, all: 2 }, { mean: 1, known: 1, all: 2 }],
    ["more than half is asked for, and one is too few", { today: 5 }, {}, { "review.known-least": 0.6 }, { known: 1, all: 2 }, { known: 1, all: 2 }],
    ["unless one is enough", { today: 5 }, {}, { "review.known-least": 0.6, "review.few": 1 }, { mean: 1, known: 1, all: 2 }, { mean: 1, known: 1, all: 2 }],
    ["enough is planned, whatever is held: known with the plan alone", { planned: 5 }, {}, {}, { known: 0, all: 2 }, { mean: 1, known: 1, all: 2 }],
    ["nothing is known", {}, {}, {}, { known: 0, all: 2 }, { known: 0, all: 2 }],
  ])("%s", (_, l, m, parameters, ready, judged) => {
    const it = review((__, leaf) => (leaf === "L" ? l : m), [], parameters).reviews[0]!;
    expect([it.ready, it.judged]).toEqual([ready, judged]);
  });
  test("whoever is judged has a mean, and the rule says from when one is told", () => {
    const { alliance, reviews } = review((_, leaf) => (leaf === "L" ? { today: 5 } : {}));
    expect(reviews.map((it) => [it.standing, it.judged.mean])).toEqual([["on track", 1], ["on track", 1]]);
    expect(reviewRule(alliance)).toContain("A mean is told where at least 8 of its targets (review.few), or that part of them, are known.");
  });
});

test("more is never worse: with more reached, no target and no ally stands worse", () => {
  const order: readonly NationStanding[] = ["off track", "at risk", "on track"];
  const anyReach = fc.record({ today: fc.double({ min: 0, max: 8, noNaN: true }), more: fc.double({ min: 0, max: 8, noNaN: true }) });
  fc.assert(
    fc.property(anyReach, anyReach, (l, m) => {
      const at = (grown: boolean) => review((_, leaf) => { const it = leaf === "L" ? l : m; return { today: it.today + (grown ? it.more : 0) }; }).reviews[0]!;
      const [before, after] = [at(false), at(true)];
      expect(order.indexOf(after.standing)).toBeGreaterThanOrEqual(order.indexOf(before.standing));
      after.targets.forEach((it, i) => expect(order.indexOf(it.standing)).toBeGreaterThanOrEqual(order.indexOf(before.targets[i]!.standing)));
    }),
    { numRuns: 50 },
  );
});

test("holding back is never better: with less accepted, the target and the ally are met no more", () => {
  const amount = fc.double({ min: 0, max: 8, noNaN: true });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 5 }), fc.boolean(), (l, m, quantity, isPlanned) => {
      const reach = (_: string, leaf: string): Reach => ({ today: leaf === "L" ? l : m, ...(isPlanned && { planned: (leaf === "L" ? l : m) + 1 }) });
      const [before] = review(reach).reviews;
      const [after] = review(reach, [says("A", "L", { response: "reserve", quantity }), says("A", "M")]).reviews;
      expect(after?.met).toBeLessThanOrEqual((before?.met ?? 0) + 1e-12);
      after?.targets.forEach((it, i) => expect(it.met).toBeLessThanOrEqual((before?.targets[i]?.met ?? 0) + 1e-12));
      expect(after?.standing).not.toBe("on track");
    }),
    { numRuns: 50 },
  );
});
