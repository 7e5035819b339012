import { describe, expect, test } from "vitest";
import { askProgressOf, heldToEstimate, progressOf, studyProgressOf } from "#app";
import { here } from "./here.ts";

const ALONE = "Putting the plan before the solver again: each ally alone";
const PLAN = "Putting the plan before the solver again: all allies";
const ANSWER = "Looking for the answer";

describe("long questions tell where they stand", () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["demand", ["demand", "cases/two-nations", "--cover", "air=100%@2031"], [ALONE, PLAN, ANSWER]],
    ["explain", ["explain", "cases/two-nations", "binding"], [ALONE, PLAN, ANSWER]],
    ["what-if", ["what-if", "cases/two-nations", "--budget", "VAL=+5%"], [ALONE, PLAN, "Making the shortfall least", "Making the money least"]],
  ])("%s", async (_, args, stages) => {
    // The plan itself is made once beforehand, with a progress of its own.
    expect((await here(["plan", "cases/two-nations"])).code).toBe(0);
    const { progress } = await here(args);
    expect([...new Set(progress.map((it) => it.stage))]).toEqual(stages);
    expect(progress.map((it) => it.done)).toEqual(progress.map((it) => it.done).toSorted((a, b) => a - b));
    expect(progress.at(-1)!.done).toBeLessThan(1);
  });

  test("gains", async () => {
    const { progress } = await here(["gains", "cases/five-rivers", "--quiet"]);
    const own = progress.filter((it) => it.stage === "Sharing what each agreement saves");
    expect(own.length).toBeGreaterThan(0);
    expect(own.map((it) => it.done)).toEqual(own.map((_, at) => at / own.length));
    expect(own.map((it) => it.detail)).toEqual(own.map((_, at) => `${at} of ${own.length} shared`));
  });
});

test.each([
  [{ stage: "alone", done: 0, of: 32 }, 0, { stage: ALONE, done: 0 }],
  [{ stage: "alone", done: 16, of: 32 }, 9, { stage: ALONE, done: 0.225, secondsLeft: 31 }],
  [{ stage: "plan", done: 0 }, 9, { stage: PLAN, done: 0.45, secondsLeft: 11 }],
  [{ stage: "question", done: 1 }, 12.8, { stage: ANSWER, done: 0.64, secondsLeft: 7, detail: "1 model solved" }],
  [{ stage: "question", done: 100 }, 20, { stage: ANSWER, done: 1, secondsLeft: 0, detail: "100 models solved" }],
] as const)("%j after %d s", (progress, elapsed, shown) => expect(askProgressOf(progress, elapsed)).toEqual({ state: "running", ...shown, done: expect.closeTo(shown.done, 4) }));

test("an estimate that grows says that it takes longer than estimated first", () => {
  const hold = heldToEstimate();
  const told = [[10, undefined], [20, 80], [40, 84], [60, 70], [70, 40]] as const;
  expect(told.map(([elapsed, left]) => hold({ state: "running", stage: "", done: 0, ...(left !== undefined && { secondsLeft: left }) }, elapsed).isLonger ?? false)).toEqual([false, false, false, true, false]);
});

// Each objective of a search may take its whole time or be proved at once: nobody knows how long is left.
test.each([
  [{ stage: "combos", done: 1, of: 2 }, 10, false, 0.42, 14],
  [{ stage: "combos", done: 1, of: 2 }, 10, true, 0.14, undefined],
  [{ stage: "whole", done: 0, of: 3 }, 20, true, 0.25, undefined],
  [{ stage: "whole", done: 2, of: 3 }, 80, true, 0.6833, undefined],
  [{ stage: "bracket", done: 0, of: 1 }, 90, true, 0.9, 10],
  [{ stage: "verify", done: 1, of: 1 }, 90, true, 1, 0],
] as const)("a plan at %j after %d s, choices within the model: %s", (progress, elapsed, isWhole, done, secondsLeft) => {
  const view = progressOf(progress, elapsed, { isWhole });
  expect(view.done).toBeCloseTo(done, 4);
  expect(view.secondsLeft).toBe(secondsLeft);
});

describe("a study of uncertainty tells where it stands", () => {
  test.each([
    ["nothing yet: no estimate", { stage: "world", done: 0, of: 1 }, 1, {}, { done: 0 }],
    ["quick: rounds are most of it", { stage: "rounds", done: 0, of: 20 }, 70, { isQuick: true }, { done: 0.07, secondsLeft: 930 }],
    ["in full: half of the rounds", { stage: "rounds", done: 10, of: 20 }, 65, {}, { done: 0.65, secondsLeft: 35 }],
    ["never back", { stage: "own", done: 0, of: 10 }, 20, { before: 0.2 }, { done: 0.2, secondsLeft: 80 }],
  ] as const)("%s", (_, progress, elapsed, more, told) => {
    const { stage: __, state, ...view } = studyProgressOf(progress, elapsed, more);
    expect([state, { ...view, done: Math.round(view.done * 100) / 100 }]).toEqual(["running", told]);
  });

  test("with the best so far and what is proved", () => expect(studyProgressOf({ stage: "rounds", done: 1, of: 20, best: 79.2, bound: 76.5 }, 1).detail).toBe("best so far 79.2, none below 76.5"));
});
