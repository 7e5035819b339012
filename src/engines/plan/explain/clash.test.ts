import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { highsInProcess } from "#adapters/highs";
import { freedomOf } from "../aligned.ts";
import { planAlone } from "../alone.ts";
import { fictional, type FictionalWorld, fictionalOfSize } from "../fictional.ts";
import { LEVERS } from "../plan.ts";
import type { Solver } from "../solver.ts";
import type { Desk } from "../stage.ts";
import { worldOf } from "../world.ts";
import { clash, type ClashAnswer, type ClashAsk, clashModel, clashText } from "./clash.ts";
import { type Demand, DemandError } from "./demand.ts";

let solver: Solver;
let desk: Desk;
beforeAll(async () => {
  solver = await highsInProcess();
  desk = { solver, signal: undefined, timeLimit: 30 };
});

const plain = { "plan.discount": 0, "plan.urgent-weight": 1, "plan.learning-slope": 1, "plan.work-share-cost": 0, "assess.known-least": 0, "plan.ceiling": 1, "plan.advance": 0, "plan.stranding-insurance": 0, "plan.expansion": 0 };

/** 10 needed, 2 held, 1 M each, a year to deliver, 5 M a year. */
const small: FictionalWorld = {
  years: 3,
  nations: { Ash: 5 },
  leaves: { air: 10 },
  systems: { jet: { cost: 1, lead: 1 } },
  yields: [{ system: "jet", leaf: "air", quantity: 1 }],
  holdings: [{ nation: "Ash", system: "jet", quantity: 2 }],
  shares: { air: { Ash: 10 } },
  parameters: plain,
};
const works = [{ id: "works", systems: ["jet"], rate: 3 }];
/** Two allies with money enough, who need 8 each of what one line makes 6 a year of. */
const pair: FictionalWorld = { ...small, nations: { Ash: 50, Birch: 50 }, leaves: { air: 20 }, holdings: [{ nation: "Ash", system: "jet", quantity: 2 }, { nation: "Birch", system: "jet", quantity: 2 }], shares: { air: { Ash: 10, Birch: 10 } }, lines: [{ id: "works", systems: ["jet"], rate: 6 }] };

const askIn = async (fictionalWorld: FictionalWorld | ReturnType<typeof fictional>, demands: readonly Demand[]): Promise<ClashAsk> => {
  const it = "alliance" in fictionalWorld ? fictionalWorld : fictional(fictionalWorld);
  const world = worldOf({ ...it, figures: "base" });
  const alone = await planAlone({ world, desk });
  return { desk, world, demands, freedom: freedomOf({ world, alone, candidates: { joints: [], adopted: world.adopted, adoptedAll: world.adopted }, levers: LEVERS }) };
};
const wordsOf = (it: ClashAnswer): readonly string[] => (it.kind === "clash" ? it.members.map((member) => member.words) : [it.kind]);
const mendsOf = (it: ClashAnswer): readonly (string | undefined)[] => (it.kind === "clash" ? it.members.map((member) => member.mend?.words) : []);

const cover = (share: number, from: number): Demand => ({ kind: "cover", leaf: "air", share, from });

describe("clashes solved by hand", () => {
  test.each<readonly [string, FictionalWorld, readonly Demand[], readonly string[], readonly (string | undefined)[]]>([
    ["money: 8 are missing in 2031 and 5 can be paid", small, [cover(1, 2031)], ["air covered to 100 % from 2031 on", "Ash: its budgets"], ["accept 70 % of air from 2031 on", "give Ash 3 M CRD more (3 in 2031)"]],
    ["a line: 8 are missing in 2031 and 3 are made", { ...small, nations: { Ash: 50 }, lines: works }, [cover(1, 2031)], ["air covered to 100 % from 2031 on", "what the line works can make"], ["accept 50 % of air from 2031 on", "get 5 items more from the line works (5 in 2031)"]],
    ["lead times: nothing arrives in 2030", small, [cover(1, 2030)], ["air covered to 100 % from 2030 on"], ["accept 20 % of air from 2030 on"]],
    ["two demands: by 2032 4 can be paid", small, [cover(1, 2032), { kind: "budget", nation: "Ash", most: 2 }], ["air covered to 100 % from 2032 on", "Ash spends at most 2 M CRD a year"], ["accept 60 % of air from 2032 on", "let Ash spend 4 M CRD a year"]],
    ["three: two allies and a line that serves one of them", pair, [{ kind: "order", nation: "Ash", system: "jet", bound: "least", quantity: 4, by: 2031 }, { kind: "order", nation: "Birch", system: "jet", bound: "least", quantity: 4, by: 2031 }], ["Ash buys at least 4 × jet by 2031", "Birch buys at least 4 × jet by 2031", "what the line works can make"], ["let Ash buy 2 × jet by 2031", "let Birch buy 2 × jet by 2031", "get 2 items more from the line works (2 in 2031)"]],
    ["a lost line", pair, [cover(0.8, 2032), { kind: "line-lost", line: "works", from: 2032 }], ["air covered to 80 % from 2032 on", "the line works makes nothing from 2032 on", "what the line works can make"], ["accept 50 % of air from 2032 on", "keep 6 items a year of the line works", "get 6 items more from the line works (6 in 2031)"]],
    ["all money", small, [cover(1, 2032), { kind: "spend", most: 6 }], ["air covered to 100 % from 2032 on", "all allies spend at most 6 M CRD, discounted, over the plan"], ["accept 80 % of air from 2032 on", "let all spend 8 M CRD"]],
  ])("%s", async (_, world, demands, words, mends) => {
    const answer = await clash(await askIn(world, demands));
    expect(wordsOf(answer)).toEqual(words);
    expect(mendsOf(answer)).toEqual(mends);
    expect(answer).toMatchObject({ kind: "clash", more: false });
  });

  test("a demand that has no part in the clash is left out", async () => {
    const answer = await clash(await askIn(small, [{ kind: "budget", nation: "Ash", most: 4.9, from: 2030, to: 2030 }, cover(1, 2031)]));
    expect(wordsOf(answer)).toEqual(["air covered to 100 % from 2031 on", "Ash: its budgets"]);
  });

  test("two clashes at once: one is shown with what mends it, and that there is another", async () => {
    const two: FictionalWorld = { ...small, leaves: { air: 10, sea: 10 }, systems: { ...small.systems, boat: { cost: 1, lead: 2 } }, yields: [...small.yields, { system: "boat", leaf: "sea", quantity: 1 }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } } };
    const answer = await clash(await askIn(two, [cover(1, 2030), { kind: "cover", leaf: "sea", share: 1, from: 2031 }]));
    expect(answer).toMatchObject({ kind: "clash", more: true });
    const [only] = wordsOf(answer);
    expect(mendsOf(answer)).toEqual([only!.startsWith("air") ? "accept 20 % of air from 2030 on" : "accept 0 % of sea from 2031 on"]);
    expect(clashText(answer)).toMatch(/would mend this one: accept .* There is another clash besides\.$/);
  });

  test("what can be had is had at a price", async () => {
    // 8 of air and 1 of sea are missing and 5 M a year buy 5: 9 tenths in 2030, 4 in 2031, whichever comes first.
    const two: FictionalWorld = { ...small, leaves: { air: 10, sea: 10 }, systems: { ...small.systems, boat: { cost: 1, lead: 1 } }, yields: [...small.yields, { system: "boat", leaf: "sea", quantity: 1 }], holdings: [...small.holdings!, { nation: "Ash", system: "boat", quantity: 9 }], shares: { air: { Ash: 10 }, sea: { Ash: 10 } } };
    const answer = await clash(await askIn(two, [{ kind: "cover", leaf: "sea", share: 1, from: 2031 }]));
    expect(answer).toMatchObject({ kind: "possible", before: expect.closeTo(1.3, 5), shortfall: expect.closeTo(1.3, 5) });
    const dear = await clash(await askIn(two, [{ kind: "budget", nation: "Ash", most: 4 }]));
    // 1 M less in 2031 and in 2032: 5 tenths and 1 are missing.
    expect(dear).toMatchObject({ kind: "possible", shortfall: expect.closeTo(1.5, 5) });
  });

  test.each<readonly [Demand, string]>([
    [{ kind: "cover", leaf: "aire", share: 1, from: 2031 }, '"aire" is no planned capability. Did you mean air?'],
    [{ kind: "cover", leaf: "air", share: 1.5, from: 2031 }, "1.5 is no share. Give a share above 0 and up to 1."],
    [{ kind: "cover", leaf: "air", share: 1, from: 2050 }, "2050 is outside the plan. Give a year from 2030 to 2032."],
    [{ kind: "budget", nation: "Ash", most: 1, from: 2032, to: 2031 }, "2031 lies before 2032. Give the earlier year first."],
    [{ kind: "budget", nation: "Ash", most: -1 }, "-1 is no money. Give a number of 0 or more."],
    [{ kind: "line-lost", line: "forge" }, '"forge" is no line of the plan. Use one of: .'],
  ])("a demand that means nothing says so: %o", async (demand, message) => {
    const ask = await askIn(small, [demand]);
    await expect(clash(ask)).rejects.toThrow(new DemandError(demand, message));
  });
});

test.each<readonly [FictionalWorld, readonly Demand[], string]>([
  [small, [cover(1, 2031)], "These 2 cannot hold together, and without any one of them the others can: air covered to 100 % from 2031 on; Ash: its budgets. Smallest: proved, no fewer clash. Any one of these would mend it: accept 70 % of air from 2031 on; give Ash 3 M CRD more (3 in 2031)."],
  [small, [cover(1, 2030)], "By itself it cannot be: air covered to 100 % from 2030 on. Jet ordered now arrives in 2031 at the earliest, and 1 ally may buy it. Any one of these would mend it: accept 20 % of air from 2030 on."],
  [small, [cover(0.7, 2031)], "All of it can hold, and the shortfall is no larger for it."],
  [small, [{ kind: "budget", nation: "Ash", most: 4 }], "All of it can hold, at the price of 0.1 weighted shortfall-years more (most in air)."],
])("a clash in a sentence", async (world, demands, sentence) => {
  expect(clashText(await clash(await askIn(world, demands)))).toBe(sentence);
});

test("a clash is irreducible: its members have no solution together, and one without any of them", async () => {
  // Checked on the hard rows by the solver's own verdict, not by what the filter measured.
  const sized = fictionalOfSize({ nations: 3, leaves: 4, years: 6, seed: 4 });
  const ask = await askIn(sized, []);
  const years = ask.world.years;
  const demand = fc.oneof(
    fc.record({ kind: fc.constant("cover" as const), leaf: fc.constantFrom(...ask.world.leaves.map((it) => it.id)), share: fc.double({ min: 0.5, max: 1, noNaN: true }), from: fc.constantFrom(...years.slice(1)) }),
    fc.record({ kind: fc.constant("budget" as const), nation: fc.constantFrom(...ask.world.nations), most: fc.double({ min: 0, max: 400, noNaN: true }) }),
    fc.record({ kind: fc.constant("line-lost" as const), line: fc.constantFrom(...ask.world.lines.map((it) => it.id)) }),
    fc.record({ kind: fc.constant("programme" as const), programme: fc.constantFrom(...ask.world.programmes.map((it) => it.id)), delay: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ kind: fc.constant("spend" as const), most: fc.double({ min: 0, max: 20_000, noNaN: true }) }),
  );
  let clashes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(demand, { minLength: 1, maxLength: 4 }), async (demands) => {
      const answer = await clash({ ...ask, demands });
      const { asked, groups } = clashModel({ ...ask, demands });
      const statusWith = async (kept: ReadonlySet<number>): Promise<string> => {
        const rowLower = Float64Array.from(asked.rowLower);
        const rowUpper = Float64Array.from(asked.rowUpper);
        for (const group of groups) for (const row of group.rows) if (!kept.has(row)) [rowLower[row], rowUpper[row]] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
        return (await solver.solve({ model: { ...asked, rowLower, rowUpper }, timeLimit: 20, name: "check" })).status;
      };
      if (answer.kind === "possible") {
        expect(await statusWith(new Set(groups.flatMap((it) => it.rows)))).toBe("optimal");
        return;
      }
      clashes += 1;
      expect(answer.members.some((it) => it.kind === "demand")).toBe(true);
      expect(await statusWith(new Set(answer.members.flatMap((it) => it.rows)))).toBe("infeasible");
      for (const member of answer.members) expect(await statusWith(new Set(answer.members.flatMap((it) => (it === member ? [] : it.rows))))).toBe("optimal");
    }),
    { numRuns: 25, seed: 7 },
  );
  expect(clashes).toBeGreaterThan(5);
});
