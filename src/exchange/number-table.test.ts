import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNumberTable } from "./number-table.ts";

const read = (text: string) => {
  const { rowCount, columns } = readNumberTable(new TextEncoder().encode(text));
  return [rowCount, Object.fromEntries([...columns].map(([name, values]) => [name, [...values]]))];
};

describe("tables of numbers", () => {
  test.each<readonly [string, string, unknown]>([
    ["numbers of every form", "a,b\n1,-0.5\n1e3,.25\n-7,123456789012345680000\n", [3, { a: [1, 1000, -7], b: [-0.5, 0.25, 1.2345678901234568e20] }]],
    ["empty cells", "a,b\n,2\n3,\n", [2, { a: [Number.NaN, 3], b: [2, Number.NaN] }]],
    ["no line end at the end", "a\n1\n2", [2, { a: [1, 2] }]],
    ["line ends of another machine", "a,b\r\n1,2\r\n", [1, { a: [1], b: [2] }]],
    ["a head alone", "a,b\n", [0, { a: [], b: [] }]],
  ])("%s", (_, text, expected) => expect(read(text)).toEqual(expected));
  test.each<readonly [string, string, RegExp]>([
    ["a word", "a\n1\nx\n", /line 3: "x" is no number/],
    ["a lone minus", "a\n-\n", /line 2: "-" is no number/],
    ["too few cells", "a,b\n1\n", /line 2 has fewer cells/],
    ["too many", "a\n1,2\n", /line 2 has more cells/],
  ])("%s is told with its line", (_, text, expected) => expect(() => read(text)).toThrow(expected));
  test("whatever a number is written as, it is read as the platform reads it", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), (value, digits) => {
      for (const text of [String(value), value.toFixed(digits), value.toPrecision(Math.max(1, digits))]) expect(readNumberTable(new TextEncoder().encode(`a\n${text}\n`)).columns.get("a")![0]).toBe(Number(text));
    }), { numRuns: 500 });
  });
});
