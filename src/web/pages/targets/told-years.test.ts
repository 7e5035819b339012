import { expect, test } from "vitest";
import { movesTold, toldYears } from "./told-years.ts";

const held = (leaf: string, firstYear: number, lastYear: number, value: number) => ({ leaf, firstYear, lastYear, heldBack: { value } });
const all = [held("air", 2030, 2030, 2), held("air", 2031, 2035, 4), held("sea", 2032, 2035, 3), held("land", 2030, 2035, 0)];

test.each([
  [2030, ["air 2030", "sea 2032"]],
  [2033, ["air 2031", "sea 2032"]],
  [2040, ["air 2031", "sea 2032"]],
])("looked at in %d: that year is told, else the years in which most is held back, and nothing where nothing is", (year, told) => expect(toldYears(all, year).map((it) => `${it.leaf} ${it.firstYear}`)).toEqual(told));

test("the table has the moves of the years that the text tells, not of those in which each moves most", () => {
  const move = (leaf: string, firstYear: number, of: string, isMost: boolean) => ({ leaf, firstYear, of, isMost });
  const moves = [move("air", 2030, "A", false), move("air", 2031, "A", true), move("air", 2030, "B", true), move("land", 2030, "C", false), move("land", 2031, "C", true)];
  expect(movesTold(moves, toldYears(all, 2030)).map((it) => `${it.leaf} ${it.firstYear} ${it.of}`)).toEqual(["air 2030 A", "air 2030 B", "land 2031 C"]);
});
