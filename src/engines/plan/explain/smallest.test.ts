import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { freedomOf } from "../aligned.ts";
import { planAlone } from "../alone.ts";
import { fictional, fictionalOfSize, type FictionalWorld } from "../fictional.ts";
import { LEVERS } from "../plan.ts";
import type { Solver } from "../solver.ts";
import type { Desk } from "../stage.ts";
import { worldOf } from "../world.ts";
import { clash, type ClashAnswer, type ClashAsk, clashModel, clashText } from "./clash.ts";
import type { Demand } from "./demand.ts";
import { fewestHitting } from "./smallest.ts";

let solver: Solver;
let desk: Desk;
beforeAll(async () => {
  solver = await highsInProcess();
  desk = { solver, signal: undefined, timeLimit: 30 };
});

const askIn = async (it: ReturnType<typeof fictional>, demands: readonly Demand[], solves?: number): Promise<ClashAsk> => {
  const made = worldOf({ ...it, figures: "base" });
  const alone = await planAlone({ world: made, desk });
  const world: typeof made = solves === undefined ? made : { ...made, value: (parameter) => (parameter.id === "plan.clash-solves" ? solves : made.value(parameter)) };
  return { desk, world, demands, mends: false, freedom: freedomOf({ world, alone, candidates: { joints: [], adopted: world.adopted, adoptedAll: world.adopted }, levers: LEVERS }) };
};

/**
 * Two allies want four jets each in 2031 of a line that makes six: three that clash. Ash also wants nine boats at 10 M in a year
 * in which it has 50 M: two that clash.
 */
const jetsAndBoats: FictionalWorld = {
  years: 3,
  nations: { Ash: 50, Birch: 50 },
  leaves: { air: 20, sea: 10 },
  systems: { jet: { cost: 1, lead: 1 }, boat: { cost: 10, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }, { system: "boat", leaf: "sea", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10, Birch: 10 }, sea: { Ash: 10, Birch: 0 } },
  lines: [{ id: "works", systems: ["jet"], rate: 6 }],
  parameters: { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0, "plan.ceiling": 1, "plan.advance": 0, "plan.stranding-insurance": 0, "plan.expansion": 0 },
};
const order = (nation: string, system: string, quantity: number): Demand => ({ kind: "order", nation, system, bound: "least", quantity, by: 2031 });
const jets = [order("Ash", "jet", 4), order("Birch", "jet", 4)];
const THREE = ["Ash buys at least 4 × jet by 2031", "Birch buys at least 4 × jet by 2031", "what the line works can make"];
const TWO = ["Ash buys at least 9 × boat by 2031", "Ash: its budgets"];

describe("a smallest clash, by hand", () => {
  test.each<readonly [string, readonly Demand[], number | undefined, readonly string[], number, string]>([
    ["three clash and no fewer", jets, undefined, THREE, 3, "Smallest: proved, no fewer clash."],
    ["the first found has three, another two", [...jets, order("Ash", "boat", 9)], undefined, TWO, 2, "Smallest: proved, no fewer clash."],
    ["no solves for it: the first stands", [...jets, order("Ash", "boat", 9)], 0, THREE, 1, "Irreducible; a smaller one is not ruled out within 0 solves."],
    ["too few solves: what is proved until then", [...jets, order("Ash", "boat", 9)], 2, THREE, 2, "Irreducible; a smaller one, of 2 or more, is not ruled out within 2 solves."],
    ["one by itself", [{ kind: "cover", leaf: "air", share: 1, from: 2030 }, ...jets], undefined, ["air covered to 100 % from 2030 on"], 1, "By itself it cannot be"],
  ])("%s", async (_, demands, solves, words, atLeast, sentence) => {
    const answer = await clash(await askIn(fictional(jetsAndBoats), demands, solves));
    if (answer.kind !== "clash") throw new Error("all of it can hold");
    expect([answer.members.map((it) => it.words), answer.atLeast]).toEqual([words, atLeast]);
    expect(clashText(answer)).toContain(sentence);
  });
});

test("as small as trying every set says, and never said to be when it is not", async () => {
  const worlds = [await askIn(fictionalOfSize({ nations: 3, leaves: 3, years: 4, seed: 6 }), []), await askIn(fictional({ ...jetsAndBoats, nations: { Ash: 50, Birch: 50, Cedar: 50 }, shares: { air: { Ash: 8, Birch: 6, Cedar: 6 } } }), [])];
  const anything = ({ world }: ClashAsk): fc.Arbitrary<Demand> => fc.oneof(
    fc.record({ kind: fc.constant("cover" as const), leaf: fc.constantFrom(...world.leaves.map((it) => it.id)), share: fc.double({ min: 0.7, max: 1, noNaN: true }), from: fc.constantFrom(...world.years.slice(1)) }),
    fc.record({ kind: fc.constant("budget" as const), nation: fc.constantFrom(...world.nations), most: fc.double({ min: 0, max: 100, noNaN: true }) }),
    fc.record({ kind: fc.constant("spend" as const), most: fc.double({ min: 0, max: 500, noNaN: true }) }),
  );
  const orders = ({ world }: ClashAsk): fc.Arbitrary<Demand> => fc.tuple(fc.constantFrom(...world.nations), fc.constantFrom("jet", "jet", "boat"), fc.integer({ min: 1, max: 4 })).map(([nation, system, quantity]) => order(nation, system, quantity));
  const sizes: number[] = [];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1).chain((at) => fc.tuple(fc.constant(worlds[at]!), fc.array((at === 0 ? anything : orders)(worlds[at]!), { minLength: 2, maxLength: 5 }))), async ([ask, demands]) => {
      const answer: ClashAnswer = await clash({ ...ask, demands });
      if (answer.kind === "possible") return;
      const { asked, groups } = clashModel({ ...ask, demands });
      const isPossible = async (kept: readonly number[]): Promise<boolean> => {
        const rowLower = Float64Array.from(asked.rowLower);
        const rowUpper = Float64Array.from(asked.rowUpper);
        groups.forEach((group, at) => { if (!kept.includes(at)) for (const row of group.rows) [rowLower[row], rowUpper[row]] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]; });
        return (await solver.solve({ model: { ...asked, rowLower, rowUpper }, timeLimit: 20, name: "check" })).status === "optimal";
      };
      sizes.push(answer.members.length);
      // Facts alone never clash: every set tried has a demand in it.
      const asks = groups.flatMap((it, at) => (it.kind === "demand" ? [at] : []));
      if (answer.atLeast >= 2) for (const at of asks) expect(await isPossible([at])).toBe(true);
      if (answer.atLeast >= 3) for (const at of asks) for (let other = 0; other < groups.length; other++) if (other !== at) expect(await isPossible([at, other])).toBe(true);
      expect(answer.atLeast).toBe(answer.members.length);
    }),
    { numRuns: 40, seed: 11 },
  );
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(3);
});

test("the fewest members that touch every set are as few as trying all says", () => {
  expect(fewestHitting([[1, 2], [2, 3]], { fewerThan: 3, prefers: [] })).toEqual({ chosen: [2], atLeast: 1 });
  expect(fewestHitting([[1], [2]], { fewerThan: 2, prefers: [] })).toBeUndefined();
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (sets) => {
      const least = Math.min(...Array.from({ length: 128 }, (_, bits) => bits).filter((bits) => sets.every((set) => set.some((it) => (bits >> it) & 1))).map((bits) => [0, 1, 2, 3, 4, 5, 6].filter((it) => (bits >> it) & 1).length));
      const found = fewestHitting(sets, { fewerThan: 8, prefers: [] });
      expect([found?.atLeast, found?.chosen?.length]).toEqual([least, least]);
      expect(sets.every((set) => set.some((it) => found!.chosen!.includes(it)))).toBe(true);
    }),
  );
});
