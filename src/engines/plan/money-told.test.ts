import { expect, test } from "vitest";
import { moneyRangeTold, moneyTold } from "./money-told.ts";

const alone = { alone: { cost: 225 } };

test.each([[0.002, 0], [-0.002, 0], [0.03, 0.03], [-6, -6], [0, 0]])("of 225 M spent alone, %d M saved is told as %d", (value, told) => expect(moneyTold(alone, value) + 0).toBe(told));
test("each end of a range is told by itself", () => expect(moneyRangeTold(alone, { low: 0.002, base: 0.002, high: 6 })).toEqual({ low: 0, base: 0, high: 6 }));
