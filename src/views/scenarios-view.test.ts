import { expect, test } from "vitest";
import { reserveSentences } from "./scenarios-view.ts";

const tried = (expected: readonly number[]) => expected.map((it, at) => ({ share: at * 0.02, expected: it }));

test.each([
  ["nothing tried", [], []],
  ["no reserve tried", [4], []],
  ["none is best: the edge is told", [4, 4.5, 5], ["Holding back a part of budgets while deciding makes the mean plan no better with any of the reserves tried, 2 % to 4 % in steps of 2 %: none is best of all, and less than 2 % was not tried."]],
  ["one tried and no better", [4, 4], ["Holding back a part of budgets while deciding makes the mean plan no better with any of the reserves tried, 2 %: none is best of all, and less than 2 % was not tried."]],
  ["the best lies between", [4, 3, 5], ["Of the reserves tried, 2 % to 4 % in steps of 2 %, holding back 2 % of budgets while deciding serves the mean plan best: it is worth 1 (25 %)."]],
  ["the most is best: the edge is told", [4, 3, 2], ["Of the reserves tried, 2 % to 4 % in steps of 2 %, holding back 4 % of budgets while deciding serves the mean plan best: it is worth 2 (50 %). That is the most that was tried: more may serve better still (--set scenarios.reserve-steps=…)."]],
])("reserves: %s", (_, expected, sentences) => expect(reserveSentences(tried(expected))).toEqual(sentences));
