import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MilpModel, readMps } from "./index.ts";

const INF = Number.POSITIVE_INFINITY;

/** x and y with bounds, rows r (x + 2y), s (x − y), and one switch z. */
const file = (bounds: string, more = "", side = " R r 6 s 1"): string =>
  ["NAME t\nROWS\n N o\n L r\n G s\nCOLUMNS\n x o 1 r 1\n x s 1\n y o -1 r 2\n y s -1\n M 'MARKER' 'INTORG'\n z o 1\n M 'MARKER' 'INTEND'\nRHS", side, "BOUNDS\n BV B z", bounds, more, "ENDATA"].filter((it) => it !== "").join("\n");

const read = (text: string) => {
  const it = readMps(text);
  if (it.kind === "error") throw new Error(`${it.line}: ${it.message}`);
  return it;
};

/** Each row as [lower, entries by name, upper]. */
const rows = (text: string) => {
  const { model, columnNames, rowNames } = read(text);
  return Object.fromEntries(
    rowNames.map((name, row) => {
      const entries: Record<string, number> = {};
      for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) entries[columnNames[model.indices[at]!]!] = model.values[at]!;
      return [name, [model.rowLower[row], entries, model.rowUpper[row]]];
    }),
  );
};

describe("semi-continuous columns", () => {
  test.each([
    ["with a lower bound", " LO B x 2\n SC B x 5", [0, 5], [[-INF, { x: 1, "on(x)": -5 }, 0], [0, { x: 1, "on(x)": -2 }, INF]], undefined],
    ["whole", " LO B x 2\n SI B x 5", [0, 5], [[-INF, { x: 1, "on(x)": -5 }, 0], [0, { x: 1, "on(x)": -2 }, INF]], 1],
    ["below 0", " LO B x -5\n SC B x -2", [-5, 0], [[-INF, { x: 1, "on(x)": 2 }, 0], [0, { x: 1, "on(x)": 5 }, INF]], undefined],
  ])("%s", (_, bounds, [lower, upper], [most, least], whole) => {
    const { model } = read(file(bounds));
    const all = rows(file(bounds));
    expect([model.colLower[0], model.colUpper[0], all["most(x)"], all["least(x)"], model.whole![0]! > 0 || undefined]).toEqual([lower, upper, most, least, whole === 1 || undefined]);
    expect([model.colCount, model.whole![3]]).toEqual([4, 1]);
  });

  test.each([
    ["without a lower bound they need no switch", " SC B x 5", [0, 5]],
    ["bounds that hold 0 need none", " LO B x -1\n SC B x 5", [-1, 5]],
    ["nor has one without any", " SC B x 1e30", [0, INF]],
  ])("%s", (_, bounds, both) => {
    const { model } = read(file(bounds));
    expect([model.colCount, model.colLower[0], model.colUpper[0]]).toEqual([3, ...both]);
  });

  test("without an upper bound they are refused with the column's name", () => {
    const it = readMps(file(" LO B x 2\n SC B x 1e30"));
    expect(it).toMatchObject({ kind: "error", message: "The semi-continuous column x has no finite bound, so no linear row can switch it." });
  });
});

describe("indicators", () => {
  const bounds = " UP B x 10\n UP B y 10";
  test.each([
    ["at most, while 1", "INDICATORS\n IF r z 1", { r: [-INF, { x: 1, y: 2, z: 24 }, 30], s: [1, { x: 1, y: -1 }, INF] }],
    ["at most, while 0", "INDICATORS\n IF r z 0", { r: [-INF, { x: 1, y: 2, z: -24 }, 6], s: [1, { x: 1, y: -1 }, INF] }],
    ["at least, while 1", "INDICATORS\n IF s z 1", { r: [-INF, { x: 1, y: 2 }, 6], s: [-10, { x: 1, y: -1, z: -11 }, INF] }],
    ["at least, while 0", "INDICATORS\n IF s z 0", { r: [-INF, { x: 1, y: 2 }, 6], s: [1, { x: 1, y: -1, z: 11 }, INF] }],
  ])("%s", (_, more, expected) => expect(rows(file(bounds, more))).toEqual(expected));

  test("a row with two sides becomes two", () => {
    const text = file(bounds, "INDICATORS\n IF r z 1").replace("BOUNDS", "RANGES\n A r 4\nBOUNDS");
    expect(rows(text)).toEqual({ r: [0, { x: 1, y: 2, z: -2 }, INF], s: [1, { x: 1, y: -1 }, INF], "r(above)": [-INF, { x: 1, y: 2, z: 24 }, 30] });
  });

  test.each([
    ["columns without bounds", "", "INDICATORS\n IF r z 1", "has columns without bounds"],
    ["a condition on a column that is not whole", bounds, "INDICATORS\n IF r x 1", "can be other than 0 and 1"],
  ])("%s is refused", (_, given, more, words) => expect(readMps(file(given, more))).toMatchObject({ kind: "error", message: expect.stringContaining(words) }));

  test("a switch that needs much room is read with a warning", () => {
    expect(read(file(" UP B x 1e7\n UP B y 10", "INDICATORS\n IF r z 1")).warnings.join(" ")).toContain("needs room of 1.00e+7");
  });
});

const within = (model: MilpModel, point: readonly number[]): boolean => {
  for (let column = 0; column < model.colCount; column++) if (point[column]! < model.colLower[column]! || point[column]! > model.colUpper[column]!) return false;
  for (let row = 0; row < model.rowCount; row++) {
    let sum = 0;
    for (let at = model.starts[row]!; at < model.starts[row + 1]!; at++) sum += model.values[at]! * point[model.indices[at]!]!;
    if (sum < model.rowLower[row]! || sum > model.rowUpper[row]!) return false;
  }
  return true;
};

test("a point fits the written model just when it fits what the file states", () => {
  const small = fc.integer({ min: -4, max: 6 });
  fc.assert(
    fc.property(fc.record({ least: small, most: small, value: fc.constantFrom(0, 1), limit: small, range: fc.nat(4), x: small, y: small, z: fc.constantFrom(0, 1) }), ({ least, most, value, limit, range, x, y, z }) => {
      fc.pre(least <= most);
      const text = file(` LO B x ${least}\n SC B x ${most}\n LO B y -4\n UP B y 6`, `INDICATORS\n IF r z ${value}`, ` R r ${limit} s -20`).replace("BOUNDS", `RANGES\n A r ${range}\nBOUNDS`);
      const { model } = read(text);
      const row = x + 2 * y;
      const stated = (x === 0 || (x >= least && x <= most)) && (z !== value || (row >= limit - range && row <= limit)) && x - y >= -20;
      const fits = [0, 1].some((on) => within(model, [x, y, z, on]));
      expect(fits).toBe(stated);
    }),
  );
});
