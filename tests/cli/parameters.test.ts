import { expect, test } from "vitest";
import { parametersOf } from "../../src/cli/load.ts";

test.each([
  ["plan.ceiling=0.3", { "plan.ceiling": 0.3 }],
  ["plan.ceiling=30%", { "plan.ceiling": 0.3 }],
  ["plan.learning-floor=82.5 %", { "plan.learning-floor": 0.825 }],
  ["plan.move=2", { "plan.move": 2 }],
])("--set %s sets a share as a number or in per cent", (text, set) => expect(parametersOf([text])).toEqual(set));

test.each([
  ["plan.ceiling=much", "Write --set plan.ceiling=0.5, which is its default (share of the requirement)."],
  ["plan.move=30%", "Write --set plan.move=2, which is its default (years)."],
])("--set %s sets no number, and it is told what to write", (text, mend) => expect(() => parametersOf([text])).toThrow(expect.objectContaining({ message: expect.stringContaining("sets no number"), mend })));
