import { expect, test } from "vitest";
import { WHAT_IF, type WhatIfAnswer } from "#engines/plan";
import { isRough, shortWords } from "./what-if-view.ts";

const world = { value: () => WHAT_IF.roughGap.value.base };

test.each([[0.77, true], [0.051, true], [0.05, false], [0, false]])("of a proven gap of %d it is %s that it is a rough answer", (gap, rough) => expect(isRough({ gap }, world)).toBe(rough));

const answer = (of: Partial<WhatIfAnswer>): WhatIfAnswer => ({ short: 94.3, bound: 21.69, givesWay: [], ...of }) as WhatIfAnswer;
const base = answer({ short: 20, bound: 20 });

test.each([
  ["a close answer is told as a number", false, answer({}), "alliance is short by 94.3 weighted shortfall-years, against 20 before."],
  ["a rough one as the range in which the least lies", true, answer({}), "alliance is short by anything from 21.7 to 94.3 weighted shortfall-years, against 20 before: a rough first answer."],
  ["where something gives way its price is in the bound, which is then no low end", true, answer({ bound: 99, givesWay: [{ kind: "budget", about: "XAA", year: 2030, amount: 1, unit: "M EUR" }] }), "alliance is short by about 94.3 weighted shortfall-years, against 20 before: a rough first answer."],
])("%s", (_, rough, it, words) => expect(shortWords({ base, answer: it, isRough: rough })).toBe(words));
