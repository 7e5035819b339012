import { expect, test } from "vitest";
import { fittedWidths } from "./fitted-widths.ts";

const text = (width?: number) => ({ type: "text", ...(width !== undefined && { width }) }) as const;
const number = (width?: number) => ({ type: "number", ...(width !== undefined && { width }) }) as const;

test.each([
  ["what fits keeps its widths", [text(10), number(6)], 16, [10, 6]],
  ["a column that says no width has that of its type", [text(), number()], 100, [11, 7]],
  ["what is a little too wide gives way, text before numbers", [text(10), number(10)], 17.75, [8.25, 9.5]],
  ["as far as it goes", [text(10), number(10)], 15.5, [6.5, 9]],
  ["no farther: then it is scrolled", [text(10), number(10)], 15.4, [10, 10]],
  ["narrow columns give nothing", [text(8), text(16), number(4)], 25, [8, 13, 4]],
  ["before it is measured", [text(10), number(10)], 0.06, [10, 10]],
  ["what stands on one line gives nothing, its text would be cut", [{ ...text(10), isOneLine: true }, text(10)], 17, [10, 7]],
  ["no column", [], 10, []],
])("%s", (_, columns, room, expected) => expect(fittedWidths(columns, room).map((it) => Math.round(it * 1e6) / 1e6)).toEqual(expected));

test.each([
  ["a longer text grows into what is left of the room", [text(10), text(10)], 23, [14, 0], [13, 10]],
  ["at most by its part", [text(10), text(10)], 90, [40, 12], [14, 12]],
  ["several share what is left", [text(10), text(10)], 22, [12, 14], [10 + 2 / 3, 10 + 4 / 3]],
  ["into a table that is scrolled anyway none grows", [text(10), number(10)], 12, [12, 0], [10, 10]],
  ["where the columns must give way none grows", [text(10), number(10)], 17.75, [14, 0], [8.25, 9.5]],
  ["where there is room enough a short text keeps its width", [text(10), text(10)], 20, [4, 14], [10, 10]],
  ["a column first gives away what its text does not need", [text(10), text(10)], 17, [6, 14], [7, 10]],
  ["then both give of what they need", [text(10), text(10)], 14.25, [6, 14], [6, 8.25]],
  ["a narrow one too, but no more", [text(6), text(10)], 10.5, [4, 14], [4, 6.5]],
  ["and what is scrolled anyway keeps no room that it does not need", [text(10), number(10)], 12, [4, 0], [4, 10]],
])("%s", (_, columns, room, needed, expected) => expect(fittedWidths(columns, room, needed)).toEqual(expected.map((it) => expect.closeTo(it, 9))));
