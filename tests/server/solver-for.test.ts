import { expect, test } from "vitest";
import type { Solved } from "#app";
import { solverFor } from "../../src/server/solver-for.ts";

const answer: Solved = { kind: "unknown", problem: "asked", mend: "" };
const asked: string[] = [];
const solve = (_: object, key: string): Promise<Solved> => {
  asked.push(key);
  return Promise.resolve(answer);
};
const made = { results: { comparison: {} } } as unknown as Parameters<typeof solverFor>[1];
const notMade = { results: {} } as typeof made;

test.each<readonly [string, string, typeof made, typeof solve | undefined, boolean]>([
  ["a figure that takes a solver, of a plan that is made", "price/budget/ASH/2031", made, solve, true],
  ["one that takes none", "price/money", made, solve, false],
  ["a key that is none", "nonsense", made, solve, false],
  ["before the plan is made", "price/budget/ASH/2031", notMade, solve, false],
  ["where there is no solver", "price/budget/ASH/2031", made, undefined, false],
])("%s", async (_, key, view, solver, isAsked) => {
  asked.length = 0;
  expect(await solverFor(solver, view, key)?.()).toBe(isAsked ? answer : undefined);
  expect(asked).toEqual(isAsked ? [key] : []);
});
