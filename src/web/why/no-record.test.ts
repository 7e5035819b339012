import { expect, test } from "vitest";
import { noRecordText } from "./no-record.ts";

const shown = { unit: "M EUR 2026", label: "open", why: "plan/aligned/money" };
const steps = [{ text: "Alone" }, { text: "Aligned" }];

test.each([
  ["computed by steps", { shown: { ...shown, value: 0 }, steps }, "No record is named by itself"],
  ["unknown, whatever its steps", { shown, steps }, "No record stands behind"],
  ["a judgement", { shown: { ...shown, value: 0.5 }, steps: [] }, "No record stands behind"],
] as const)("a number without records that is %s", (_, why, said) => {
  expect(noRecordText(why)).toContain(said);
});
