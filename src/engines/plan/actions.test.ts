import { expect, test } from "vitest";
import { priceText } from "./actions.ts";

test.each([
  ["cheaper together", 0.875, 0.966, "at 87.5 per cent of the price of a first lot instead of 96.6"],
  ["cheaper alone: that price is paid", 0.969, 0.85, "at 85.0 per cent of the price of a first lot, no less than alone"],
  ["the same", 0.9, 0.9, "at 90.0 per cent of the price of a first lot, no less than alone"],
])("the price in an agreement, %s", (_, factor, own, text) => expect(priceText(factor, own)).toBe(text));
