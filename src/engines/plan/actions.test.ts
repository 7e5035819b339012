import { expect, test } from "vitest";
import { priceText, sooner } from "./actions.ts";

test.each([
  ["cheaper together", 0.875, 0.966, "at 87.5 per cent of the price of a first lot instead of 96.6"],
  ["cheaper alone: that price is paid", 0.969, 0.85, "at 85.0 per cent of the price of a first lot, no less than alone"],
  ["the same", 0.9, 0.9, "at 90.0 per cent of the price of a first lot, no less than alone"],
])("the price in an agreement, %s", (_, factor, own, text) => expect(priceText(factor, own)).toBe(text));

test.each([
  [1.04, "1.0 years sooner on average"],
  [-2.26, "2.3 years later on average"],
  [0.04, "in other years"],
])("as many as alone, %d years sooner: the action says what it changes", (years, text) => expect(sooner(years)).toBe(text));
