import { expect, test } from "vitest";
import { FR } from "./fr.ts";

test.each([
  ["0,8", "0,8 an."],
  ["1,99", "1,99 an."],
  ["2", "2 ans."],
  ["3,5", "3,5 ans."],
])("joint programmes that slip by %s years in French: %s", (years, words) => {
  for (const said of [FR.headline.stillGain(years), FR.headline.gainGone(years)]) expect(said.endsWith(` de ${words}`)).toBe(true);
});
