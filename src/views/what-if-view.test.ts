import { expect, test } from "vitest";
import { WHAT_IF, type WhatIfAnswer } from "#engines/plan";
import { frenchOf } from "./french/answer.ts";
import { brokenOf, isRough, proofWords, shortWords } from "./what-if-view.ts";

const world = { value: () => WHAT_IF.roughGap.value.base };

test.each([[0.77, true], [0.051, true], [0.05, false], [0, false]])("of a proven gap of %d it is %s that it is a rough answer", (gap, rough) => expect(isRough({ gap }, world)).toBe(rough));

const answer = (of: Partial<WhatIfAnswer>): WhatIfAnswer => ({ short: 94.3, bound: 21.69, givesWay: [], ...of }) as WhatIfAnswer;
const base = answer({ short: 20, bound: 20 });

test.each([
  ["a close answer is told as a number", false, answer({}), "alliance is short by 94.3 weighted shortfall-years, against 20 before."],
  ["what differs little with the digits that show it", false, answer({ short: 20.02, bound: 20.015 }), "alliance is short by 20.02 weighted shortfall-years, against 20 before."],
  ["what differs by less than is proved as no difference", false, answer({ short: 20.02, bound: 19.99 }), "alliance is short by 20.02 weighted shortfall-years, against 20 before: no difference is proven."],
  ["what prints alike as it is, whatever is proved", false, answer({ short: 20.0001, bound: 19.99 }), "alliance is short by 20.0 weighted shortfall-years, against 20 before."],
  ["a rough one as the range in which the least lies", true, answer({}), "alliance is short by anything from 21.7 to 94.3 weighted shortfall-years, against 20 before: a rough first answer."],
  ["where something gives way its price is in the bound, which is then no low end", true, answer({ bound: 99, givesWay: [{ kind: "budget", about: "XAA", year: 2030, amount: 1, unit: "M EUR" }] }), "alliance is short by about 94.3 weighted shortfall-years, against 20 before: a rough first answer."],
])("%s", (_, rough, it, words) => expect(shortWords({ base, answer: it, isRough: rough })).toBe(words));

const PROOF = "No plan with these target shares, agreements, leads and adoptions is better by more than";
test.each([
  ["of the shortfall, where everything is kept", answer({ value: 94.3, bound: 84.3, gap: 10 / 94.3 }), `${PROOF} 10.61 %: proven.`],
  ["of what gives way too, with the sums that it holds of", answer({ short: 85, value: 256, bound: 84.3, gap: 171.7 / 256, givesWay: [{ kind: "budget", about: "XAA", year: 2030, amount: 1, unit: "M EUR" }] }), `${PROOF} 67.08 %, what gives way counted at its price (with it this plan comes to 256 weighted shortfall-years, none to less than 84.3): proven.`],
])("a proof is %s", (_, it, words) => {
  expect(proofWords(it).replaceAll(/[\u202f\u00a0]/g, " ")).toBe(words);
  expect(frenchOf(proofWords(it))).not.toMatch(/better|gives way|proven/);
});

test("what gives way is counted by its kind", () => expect(brokenOf([{ kind: "programme" }, { kind: "budget" }, { kind: "programme" }])).toEqual({ budget: 1, programme: 2, agreement: 0, limit: 0 }));
