import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, type Facts, KINDS, replay, type Settings } from "#model";
import { negotiation, type Reach, reviewNations, reviewRule, type Standing } from "./index.ts";

const settings: Settings = { name: "t", alliance: "T", title: "T", currency: "TAL", priceYear: 2025, firstYear: 2026, lastYear: 2027, budgetPath: "a", asOf: "2026-01-01", marking: "OPEN" };
const none = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []])) as unknown as Facts;
const said = { source: "s", asOf: "2025", evidence: "official", confidence: "high", label: "OPEN" } as const;
const r = (base: number) => ({ low: base, base, high: base });
const NAMES = ["A", "B"];
const says = (nation: string, capability: string, more: Partial<Answer> = {}): Answer => ({ ...said, id: `${nation}.${capability}`, nation, capability, response: "decline", reason: "r", ...more });

/** Two alike nations, leaves L and M of 10 each, so 5 and 5; M counts three times as much. */
function review(reach: (nation: string, leaf: string) => Reach, answers: readonly Answer[] = [], parameters: Readonly<Record<string, number>> = {}) {
  const alliance = replay(settings, {
    ...none,
    nation: NAMES.map((id) => ({ ...said, id, nameEn: id, region: "R", accessionYear: 2000, currency: "TAL" })),
    economy: NAMES.map((scope) => ({ ...said, id: `g${scope}`, scope, measure: "gdp" as const, year: 2025, value: r(50), unit: "M TAL", priceBase: "constant 2025" })),
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
  test.each<[string, Reach, Reach, number | undefined, Standing]>([
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

  test("a declined target asks nothing more and is met; it stands among the reservations with its reason", () => {
    const [a, b] = review(() => ({ today: 5 }), [says("A", "L", { reason: "no crews" })]).reviews;
    expect(a?.targets[0]).toMatchObject({ asked: 5, stands: 0, response: "decline", met: 1, left: 0 });
    expect(a?.reservations).toEqual([{ leaf: "L", response: "decline", reason: "no crews" }]);
    expect([a?.unanswered, b?.unanswered]).toEqual([["M"], ["L", "M"]]);
  });

  test("who takes up what another reserved is judged on the larger target", () => {
    const [a, b] = review(() => ({ today: 5 }), [says("A", "L", { response: "reserve", quantity: 4 })], { "targets.cap": 0.6 }).reviews;
    expect(a?.targets[0]).toMatchObject({ asked: 5, stands: 4, met: 1.25, standing: "on track" });
    expect(b?.targets[0]).toMatchObject({ asked: 5, stands: 6, takenUp: 1, met: expect.closeTo(5 / 6, 9), standing: "at risk" });
  });

  test("the thresholds are parameters, and the rule says their values", () => {
    const { alliance, reviews } = review(() => ({ today: 3.5 }), [], { "review.on-track": 0.7 });
    expect(reviews[0]?.standing).toBe("on track");
    expect(reviewRule(alliance)).toContain("70 % (review.on-track)");
  });
});

test("more is never worse: with more reached, no target and no ally stands worse", () => {
  const order: readonly Standing[] = ["off track", "at risk", "on track"];
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
