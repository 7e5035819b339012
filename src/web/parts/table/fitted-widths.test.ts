import { expect, test } from "vitest";
import { fittedWidths } from "./fitted-widths.ts";

const text = (width?: number) => ({ type: "text", ...(width !== undefined && { width }) }) as const;
const number = (width?: number) => ({ type: "number", ...(width !== undefined && { width }) }) as const;

test.each([
  ["what fits keeps its widths", [text(10), number(6)], 16, [10, 6]],
  ["a column that says no width has that of its type", [text(), number()], 100, [11, 7]],
  ["what is a little too wide gives way, text before numbers", [text(10), number(10)], 18.25, [8.75, 9.5]],
  ["as far as it goes", [text(10), number(10)], 16.5, [7.5, 9]],
  ["no farther: then it is scrolled", [text(10), number(10)], 16.4, [10, 10]],
  ["narrow columns give nothing", [text(8), text(16), number(4)], 25, [8, 13, 4]],
  ["before it is measured", [text(10), number(10)], 0.06, [10, 10]],
  ["no column", [], 10, []],
])("%s", (_, columns, room, expected) => expect(fittedWidths(columns, room).map((it) => Math.round(it * 1e6) / 1e6)).toEqual(expected));
