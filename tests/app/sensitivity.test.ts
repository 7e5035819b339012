import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { type Comparison, planAlliance, planParameters, type Solver } from "#engines/plan";
import { conclusionsOf, enduranceOf, enduranceText, type Trial } from "#views";
import { assumptionsOf, type Choices, sensitivityOf, withParameters } from "#app";
import { fictional, type FictionalWorld } from "../../src/engines/plan/fictional.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await highsInProcess();
});

/** Ash holds money and no need of its own beyond 2; Elm needs the rest. Whatever is gained, roles gain it. */
const world: FictionalWorld = {
  years: 4,
  nations: { Ash: 20, Elm: 1 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 1 }],
  shares: { air: { Ash: 4, Elm: 6 } },
  parameters: { "plan.ceiling": 1, "assess.known-least": 0 },
};
const it_ = fictional(world);
const compare = ({ parameters }: Choices): Promise<Comparison> => planAlliance({ ...it_, alliance: withParameters(it_.alliance, parameters ?? {}), solver, dataRange: false });

describe("conclusions", () => {
  test("are true of the comparison they were drawn from, and name what gains", async () => {
    const base = await compare({});
    const found = conclusionsOf(it_.alliance, base);
    expect(found.map((it) => it.id)).toEqual(expect.arrayContaining(["closes", "top-lever"]));
    expect(found.find((it) => it.id === "top-lever")?.text).toContain("roles");
    for (const it of found) expect([it.id, it.holds(it.of(base))]).toEqual([it.id, true]);
  });

  test("of a plan that gains nothing nothing is gained", async () => {
    const alone = fictional({ ...world, nations: { Ash: 20 }, shares: { air: { Ash: 10 } } });
    const base = await planAlliance({ ...alone, solver, dataRange: false });
    expect(conclusionsOf(alone.alliance, base).map((it) => it.id).filter((id) => ["closes", "saves", "top-lever", "slip", "leads"].includes(id))).toEqual([]);
  });
});

describe("endurance", () => {
  const trial = (value: number, holds: boolean): Trial => ({ assumption: "a", id: "a", end: "low", value, holds });
  test.each([
    ["survives", [trial(1, true), trial(2, true)]],
    ["flips", [trial(-1, false), ...Array.from({ length: 9 }, () => trial(1, true))]],
    ["flips often", [trial(-1, false), trial(1, true)]],
  ] as const)("%s", async (verdict, trials) => {
    const conclusion = { id: "c", text: "c", unit: "u", of: () => 0.5, holds: (value: number) => value > 0 };
    const found = enduranceOf(conclusion, await compare({}), trials);
    expect(found.verdict).toBe(verdict);
    expect([found.low, found.high]).toEqual([Math.min(0.5, ...trials.map((it) => it.value)), Math.max(0.5, ...trials.map((it) => it.value))]);
  });
});

describe("what a conclusion comes to is told as figures are everywhere, and not as they were computed", () => {
  test.each([
    ["M EUR saved at equal coverage", [121_728.4, 67_387.1, 175_514.9], "EUR 122 bn (EUR 67.4 bn to EUR 176 bn) saved at equal coverage"],
    ["M EUR gained", [-376.21, -1614.3, 1666.7], "EUR −376 M (EUR −1.61 bn to EUR 1.67 bn) gained"],
    ["share of the cost alone", [0.2274, 0.161, 0.276], "23 % (16 % to 28 %) of the cost alone"],
    ["shortfall-years saved", [11.612, 7.9, 14.7123], "11.6 (7.9 to 14.7) shortfall-years saved"],
    ["its share of the gain less the largest other share", [0.548, 0.22, 0.882], "0.55 (0.22 to 0.88) its share of the gain less the largest other share"],
  ] as const)("%s", (unit, [base, low, high], text) => expect(enduranceText({ unit, base, low, high, verdict: "survives", flips: [], tried: 2 })).toBe(`holds in 2 of 2 · ${text}`));
});

describe("assumptions", () => {
  const all = assumptionsOf(it_.alliance, planParameters, {});
  test("every parameter with a range is moved to each end that differs from its base, one at a time", () => {
    const expected = planParameters.flatMap((it) => (["low", "high"] as const).filter((end) => it.value[end] !== it.value.base).map((end) => `${it.id} ${end}`)).filter((id) => !id.startsWith("assess.known-least") && !id.startsWith("plan.ceiling"));
    expect(all.filter((it) => it.end !== "other").map((it) => `${it.id} ${it.end}`)).toEqual(expected);
    for (const it of all.filter((one) => one.end !== "other")) expect(Object.keys(it.choices.parameters ?? {})).toEqual([it.id]);
  });
  test("what the user has set is not moved", () => expect(assumptionsOf(it_.alliance, planParameters, { parameters: { "plan.discount": 0.1 } }).some((it) => it.id === "plan.discount")).toBe(false));
  test("everything against acting together makes learning worthless and joint programmes late", () => {
    const against = all.find((it) => it.id === "everything against acting together")?.choices.parameters ?? {};
    expect([against["plan.learning-slope"], against["plan.joint-slip"]]).toEqual([1, 2]);
  });
});

describe("sensitivity", () => {
  test("a dear insurance and no lead at all flip the gain; the flip is named", async () => {
    const found = await sensitivityOf({
      alliance: it_.alliance,
      base: await compare({}),
      assumptions: [
        { id: "plan.lead-load", end: "low", words: "no leads", choices: { parameters: { "plan.leads-per-leaf": 0, "plan.lead-load": 0 } } },
        { id: "plan.discount", end: "high", words: "later years matter less", choices: { parameters: { "plan.discount": 0.05 } } },
      ],
      compare,
    });
    const closes = found.conclusions.find((it) => it.id === "closes");
    expect(closes?.flips.map((it) => it.assumption)).toEqual(["no leads"]);
    expect(found.runs.map((it) => it.flips.includes("closes"))).toEqual([true, false]);
  });

  test("an assumption under which no plan can be made is listed with the reason, and the rest goes on", async () => {
    const found = await sensitivityOf({ alliance: it_.alliance, base: await compare({}), assumptions: [{ id: "a", end: "low", words: "broken", choices: {} }], compare: () => Promise.reject(new Error("no answer")) });
    expect(found.failed).toEqual([{ words: "broken", reason: "no answer" }]);
    expect(found.conclusions.every((it) => it.tried === 0)).toBe(true);
  });
});
