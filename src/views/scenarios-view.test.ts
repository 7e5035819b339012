import { expect, test } from "vitest";
import { hedgeSentence, reserveSentences } from "./scenarios-view.ts";

const tried = (expected: readonly number[]) => expected.map((it, at) => ({ share: at * 0.02, expected: it }));

test.each([
  ["nothing tried", [], []],
  ["no reserve tried", [4], []],
  ["none is best: the edge is told", [4, 4.5, 5], ["Holding back a part of budgets while deciding makes the mean plan no better with any of the reserves tried, 2 % to 4 % in steps of 2 %: none is best of all, and less than 2 % was not tried."]],
  ["one tried and no better", [4, 4], ["Holding back a part of budgets while deciding makes the mean plan no better with any of the reserves tried, 2 %: none is best of all, and less than 2 % was not tried."]],
  ["the best lies between", [4, 3, 5], ["Of the reserves tried, 2 % to 4 % in steps of 2 %, holding back 2 % of budgets while deciding serves the mean plan best: it is worth 1 (25 %)."]],
  ["the most is best: the edge is told", [4, 3, 2], ["Of the reserves tried, 2 % to 4 % in steps of 2 %, holding back 4 % of budgets while deciding serves the mean plan best: it is worth 2 (50 %). That is the most that was tried: more may serve better still (parameter scenarios.reserve-steps)."]],
])("reserves: %s", (_, expected, sentences) => expect(reserveSentences(tried(expected))).toEqual(sentences));

const hedge = { kind: "order" } as Parameters<typeof hedgeSentence>[0]["decisions"]["hedges"][number];
test.each<[string, number, number, RegExp]>([
  ["none", 0, 0, /^Nothing is taken only because/],
  ["planning for the difference is worth more than the proof leaves open", 1, 0.5, /^1 decision worth EUR 3 M is taken only because all scenarios together call for it\.$/],
  ["the proof leaves more open than that", 2, 1.5, /^2 decisions worth EUR 3 M are taken that no scenario by itself wants as much: perhaps to hedge, but the plan for all is proved within 1.5 % only, .* may do without them\.$/],
])("hedges: %s", (_, count, open, words) => expect(hedgeSentence({ decisions: { hedges: Array.from({ length: count }, () => hedge) }, together: 100, bound: 100 - open, valueOfPlanning: 1, gap: open / 100 }, "EUR 3 M")).toMatch(words));
