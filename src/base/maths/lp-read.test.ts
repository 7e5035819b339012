import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lpText, MilpBuilder, type MilpModel, type MilpNames, type ModelFile, readLp } from "./index.ts";

const INF = Number.POSITIVE_INFINITY;
const ROWS = " x + y\nSubject To\n c1: x + y >= 2\nEnd\n";

const sound = (text: string): ModelFile => {
  const read = readLp(text);
  if (read.kind === "error") throw new Error(`${read.line}:${read.column}: ${read.message}`);
  return read;
};

/** Each row of a model as [lower, entries by name, upper]. */
const rowsOf = ({ model, columnNames, rowNames }: Pick<ModelFile, "model" | "columnNames" | "rowNames">): Readonly<Record<string, unknown>> =>
  Object.fromEntries(rowNames.map((name, row) => {
    const places = Array.from({ length: model.starts[row + 1]! - model.starts[row]! }, (_, at) => model.starts[row]! + at);
    return [name, [model.rowLower[row], Object.fromEntries(places.map((at) => [columnNames[model.indices[at]!]!, model.values[at]])), model.rowUpper[row]]];
  }));

/** Each column as [lower, upper, cost, whole or not]. */
const columnsOf = ({ model, columnNames }: Pick<ModelFile, "model" | "columnNames">): Readonly<Record<string, unknown>> =>
  Object.fromEntries(columnNames.map((name, at) => [name, [model.colLower[at], model.colUpper[at], model.cost[at], model.whole?.[at] ?? 0]]));

describe("LP text that is no model is refused with its place", () => {
  test.each<[string, string, string, string]>([
    ["an empty file", "", "0", "empty"],
    ["a file of remarks", "\\ nothing\n\n", "0", "empty"],
    ["any text", "garbage", "1:1", '"garbage" begins no LP file'],
    ["JSON", '{"json": true}', "1:1", "begins no LP file"],
    ["a web page", "\n<html>404</html>", "2:1", "begins no LP file"],
    ["text before the objective", `\\ remark\nproblem p\nMinimize\n${ROWS}`, "2:1", '"problem" begins no LP file'],
    ["rows before the objective", "st\n x + y >= 2\nmin\n x + y\nend", "1:1", '"st" begins no LP file'],
    ["a word that is none", `Minimization\n${ROWS}`, "1:1", '"Minimization" begins no LP file'],
    ["the format of another program", "max: 3x + 2y;\nc1: x + y <= 4;\n", "1:1", "colon"],
    ["two objectives", "min\n x\nmax\n y\nst\n x + y >= 2\nend", "3:1", "second objective"],
    ["lazy rows", "min\n x + y\nst\n x + y >= 2\nLazy Constraints\n c: x >= 3\nend", "5:1", "lazy rows"],
    ["cuts", "min\n x + y\nst\n x + y >= 2\nUser  cuts\n c: x >= 3\nend", "5:1", "cuts"],
    ["an unknown section of two words", "min\n x + y\nst\n x + y >= 2\nOther Things\n c: x >= 3\nend", "5:7", '"Things" follows a term without a sign'],
    ["an unknown section of one word", "min\n x + y\nst\n x + y >= 2\nLimits\n x <= 1\nend", "6:2", '"x" follows a term without a sign'],
    ["special ordered sets", "min\n x + y\nst\n x + y >= 2\nSOS\n s1: S1:: x:1 y:2\nend", "5:1", "special ordered sets"],
    ["a cut file", "Minimize\n", "0", "before End"],
    ["a file cut in its rows", "Minimize\n x + y\nst\n x + y >= 2\n", "0", "before End"],
    ["a file cut in a row", "Minimize\n x + y\nst\n x + y >=", "0", "before End"],
    ["a file cut in a bound", "Minimize\n x + y\nst\n x + y >= 2\nBounds\n 0 <=", "0", "before End"],
    ["an unknown column under General", "min\n x + y\nst\n x + y >= 2\nGeneral\n x zz\nend", "6:4", '"zz" stands under General'],
    ["an unknown column under Binary, alone", "min\n x + y\nst\n x + y >= 2\nBinary\n zz\nend", "6:2", '"zz" stands under Binary'],
    ["a name of a row under Binaries", "min\n x + y\nst\n c1: x + y >= 2\nBounds\n x <= 4\nBinaries\n y c1\nend", "8:4", '"c1" stands under Binaries'],
    ["an unknown section after the rows", "min\n x + y\nst\n x + y >= 2\nGenerals\n x\nPartitions\n y\nend", "7:1", '"Partitions" stands under Generals'],
    ["a number under Generals", "min\n x + y\nst\n x + y >= 2\nGenerals\n x 3\nend", "6:4", '"3" stands under Generals'],
    ["an unknown column that may be nought", "min\n x + y\nst\n x + y >= 2\nSemi-continuous\n zz\nend", "6:2", '"zz" stands under Semi-continuous'],
    ["an infinite cost", "min\n -1e30 x + y\nst\n x + y <= 2\nend", "2:8", "coefficient of column x is infinite"],
    ["costs that sum to infinity", "min\n 9e19 x + 9e19 x\nst\n x <= 2\nend", "0", "cost of column x is infinite"],
    ["an infinite constant", "min\n x + inf\nst\n x <= 2\nend", "0", "constant of the objective is infinite"],
    ["a quadratic objective", "min\n x + [ x ^ 2 ] / 2\nst\n x >= 1\nend", "2:6", "quadratic"],
    ["a quadratic row", "min\n x\nst\n c: x + [ x * y ] <= 1\nend", "4:9", "quadratic"],
    ["a power", "min\n x\nst\n c: x ^ 2 <= 1\nend", "4:7", "quadratic"],
    ["a mark of multiplication", "min\n 2 * x\nst\n c: x <= 1\nend", "2:4", "A * stands here"],
    ["a row under a condition", "min\n x\nst\n c: y = 1 -> x <= 1\nend", "4:11", "under a condition"],
    ["a colon without a name", "min\n x\nst\n 1: x <= 1\nend", "4:3", "colon"],
    ["a comparison in the objective", "min\n x + y >= 2\nend", "2:8", '">=" stands in the objective'],
    ["a row in the objective", "min\n x + y\n c1: x >= 2\nend", "3:2", '"c1" stands in the objective'],
    ["a sign without a term", "min\n x + y\nst\n c1: x + >= 2\nend", "4:10", '">=" stands where a number or a column should be'],
    ["a sign at the end of a row", "min\n x + y\nst\n c1: x >= -\nend", "5:1", '"end" stands where a number or a column should be'],
    ["a row without a comparison", "min\n x + y\nst\n c1: x + y\nend", "5:1", '"end" stands where the comparison of the row should be'],
    ["a row without terms", "min\n x + y\nst\n c1: >= 2\nend", "4:6", '">=" stands where a number or a column should be'],
    ["terms side by side", "min\n x + y\nst\n c1: x 2 y >= 2\nend", "4:8", '"2" follows a term without a sign'],
    ["numbers side by side", "min\n x + y\nst\n c1: 2 3 y >= 2\nend", "4:8", '"3" follows a term without a sign'],
    ["two comparisons side by side", "min\n x + y\nst\n c1: x <= >= 2\nend", "4:11", '">=" stands where a number'],
    ["a range that begins with terms", "min\n x + y\nst\n c1: x + y <= 4 <= 5\nend", "4:17", "second comparison"],
    ["a range of two directions", "min\n x + y\nst\n c1: 1 <= x + y >= 5\nend", "4:17", "second comparison"],
    ["a range with an equality", "min\n x + y\nst\n c1: 1 = x + y <= 5\nend", "4:16", "second comparison"],
    ["a range that ends with a column", "min\n x + y\nst\n c1: 1 <= x <= y\nend", "4:2", "Columns stand behind"],
    ["a row stated twice", "min\n x + y\nst\n c1: x >= 1\n c1: y >= 1\nend", "5:2", "row c1 is stated twice"],
    ["a limit that nothing meets", "min\n x + y\nst\n c1: x >= inf\n c2: y >= 1\nend", "4:2", "infinite limit"],
    ["coefficients that sum to infinity", "min\n x\nst\n c1: 9e19 x + 9e19 x >= 1\nend", "4:2", "sum to infinity"],
    ["rows after the bounds", "min\n x\nBounds\n x <= 1\nst\n c: x >= 1\nend", "5:1", '"st" stands here a second time'],
    ["a bound with a coefficient", "min\n x\nst\n x >= 1\nBounds\n 2 x <= 4\nend", "6:4", '"x" stands where the comparison of a bound should be'],
    ["a bound by a column", "min\n x\nst\n x >= 1\nBounds\n x <= y\nend", "6:7", '"y" stands where the number of a bound should be'],
    ["a bound without a comparison", "min\n x\nst\n x >= 1\nBounds\n x 4\nend", "6:4", '"4" stands after the column x of a bound'],
    ["a bound of two directions", "min\n x\nst\n x >= 1\nBounds\n 1 <= x >= 4\nend", "6:9", '">=" stands after the column x of a bound'],
    ["a bound of numbers", "min\n x\nst\n x >= 1\nBounds\n 1 <= 2\nend", "6:7", '"2" stands where the column of a bound should be'],
    ["a bound with a name", "min\n x\nst\n x >= 1\nBounds\n b1: x <= 2\nend", "6:2", '"b1" stands where the column of a bound should be'],
    ["a bound that nothing meets", "min\n x\nst\n x >= 1\nBounds\n x <= -inf\nend", "6:2", "infinite bound"],
    ["a column that is called as a section is", "min\n x\nst\n c: x + 2 gen >= 1\nend", "4:11", '"gen" stands where the comparison of the row should be'],
    ["an endless semi-continuous column", "min\n x\nst\n x >= 1\nBounds\n x >= 2\nSemi\n x\nend", "0", "no finite bound"],
  ])("%s", (_, text, place, message) => {
    const read = readLp(text);
    if (read.kind === "model") throw new Error("it was read");
    expect([[read.line, read.column].filter((it) => it !== undefined).join(":"), read.message]).toEqual([place, expect.stringContaining(message)]);
    expect(read.mend).toMatch(/Write|Begin|Keep|Take|Give|State/);
    // What is shown is the line that is meant.
    if (read.line > 0) expect(read.text).toBe(text.split("\n")[read.line - 1]!.trimEnd());
  });
});

describe("LP text with an objective is read with it", () => {
  test.each<[string, string, readonly number[], boolean]>([
    ...["min", "MIN", "Minimum", "Minimize", "MINIMISE", "minimise"].map((word) => [word, `${word}\n${ROWS}`, [1, 1], false] as [string, string, number[], boolean]),
    ...["max", "MAXIMUM", "Maximize", "Maximise"].map((word) => [word, `${word}\n${ROWS}`, [-1, -1], true] as [string, string, number[], boolean]),
    ["remarks and a name", `\\ max\nMinimise \\ st\n cost: ${ROWS}`, [1, 1], false],
    ["all on one line", "min x + y st x + y >= 2 end", [1, 1], false],
    ["with a mark of the byte order", `\uFEFFMinimise\n${ROWS}`, [1, 1], false],
    ["with ends of lines of any kind", `\\ a\rMinimise\r\n${ROWS.replaceAll("\n", "\r")}`, [1, 1], false],
    ["an objective called min", `Minimize\n min: ${ROWS}`, [1, 1], false],
    ["rows called as sections are", "min\n st: x + y\nsuch  that\n end: x + y >= 2\n bin: x - y <= inf\nEND", [1, 1], false],
    ["numbers of every form", "min\n 2x + .5 y - 1e-1z + 5.w - +-1E+2 v + 2e\nst\n - x - y - z >= -1E+2\nend", [2, 0.5, -0.1, 5, 100, 2], false],
    ["none at all: any solution will do", "Minimize\nSubject To\n x + y >= 2\nEnd", [0, 0], false],
    ["columns that stand again", "min 2 x + y - 3 x + y st x + y >= 2 end", [-1, 2], false],
    ["with every section that is read", "min\n x + y\nst\n x + y >= 2\nBounds\n x <= 9\n y <= 9\nGenerals\n x\nSemi-continuous\n y\nEnd", [1, 1], false],
    ["without rows", "min x + y bounds x >= 1 end", [1, 1], false],
  ])("%s", (_, text, cost, maximise) => {
    const read = sound(text);
    expect({ cost: [...read.model.cost].slice(0, cost.length), maximise: read.maximise }).toEqual({ cost, maximise });
  });

  test.each([
    ["a constant", "min\n o: x + 5\nst\n x >= 1\nend", 5],
    ["constants on both sides of a column", "max 2 - x - 5.5 st x >= 1 end", -3.5],
    ["none", "min x st x >= 1 end", 0],
  ])("%s", (_, text, constant) => expect(sound(text).constant).toBe(constant));
});

describe("rows", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["each comparison", "a: x + 2 y >= 1\nb: x < 2\nc: x => 3\nd: x =< 4\ne: x = 5\nf: x > 6", { a: [1, { x: 1, y: 2 }, INF], b: [-INF, { x: 1 }, 2], c: [3, { x: 1 }, INF], d: [-INF, { x: 1 }, 4], e: [5, { x: 1 }, 5], f: [6, { x: 1 }, INF] }],
    ["names of rows that have none", "x >= 1\nc1: x >= 2\nx <= 3", { c1_: [1, { x: 1 }, INF], c1: [2, { x: 1 }, INF], c3: [-INF, { x: 1 }, 3] }],
    ["the number first", "a: 1 <= x - y\nb: 4 >= x\nc: 3 = y", { a: [1, { x: 1, y: -1 }, INF], b: [-INF, { x: 1 }, 4], c: [3, { y: 1 }, 3] }],
    ["ranges", "a: 1 <= x - y <= 4\nb: 4 >= x >= -inf\nc: -1 < x\n + y\n < 2", { a: [1, { x: 1, y: -1 }, 4], b: [-INF, { x: 1 }, 4], c: [-1, { x: 1, y: 1 }, 2] }],
    ["columns on either side", "a: x >= 2 y - z + 3\nb: x + 1 <= x + y", { a: [3, { x: 1, y: -2, z: 1 }, INF], b: [-INF, { y: -1 }, -1] }],
    ["constants on either side", "a: x + 3 >= 5\nb: 1 + 1 <= x - 4 <= 6 + 1", { a: [2, { x: 1 }, INF], b: [6, { x: 1 }, 11] }],
    ["columns that stand again, and that come to nothing", "a: x + y + 2 x - y >= 1\nb: 0 x >= -1", { a: [1, { x: 3 }, INF], b: [-1, {}, INF] }],
    ["over several lines", "a:\n x\n + 2\n y\n >=\n -\n 3\nb: y >= 1", { a: [-3, { x: 1, y: 2 }, INF], b: [1, { y: 1 }, INF] }],
    ["a number at the end of a line and a column on the next", "x >= 2\ny >= 3\n- x >= -9", { c1: [2, { x: 1 }, INF], c2: [3, { y: 1 }, INF], c3: [-9, { x: -1 }, INF] }],
    ["limits without end", "a: x <= 1e30\nb: x >= -infinity", { a: [-INF, { x: 1 }, INF], b: [-INF, { x: 1 }, INF] }],
    ["names of every kind", "r!\"#$%&(),.;?@_'`{}~/|: x.1 + é >= 1", { "r!\"#$%&(),.;?@_'`{}~/|": [1, { "x.1": 1, é: 1 }, INF] }],
    ["numbers only", "a: 3 <= 5", { a: [-2, {}, INF] }],
  ])("%s", (_, rows, expected) => {
    for (const title of ["Subject To", "SUBJECT\n TO", "such that", "st", "s.t.", "ST."]) expect(rowsOf(sound(`min\n${title}\n${rows}\nEnd`))).toEqual(expected);
  });
});

describe("bounds", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    ["none", "", { x: [0, INF, 0, 0] }, ""],
    ["each form", "Bounds\n 1 <= x <= 4\n y >= 2\n z <= 3\n 5 >= u >= -1\n v = -2\n -3 <= w\n 2 = t", { x: [1, 4, 0, 0], y: [2, INF, 0, 0], z: [0, 3, 0, 0], u: [-1, 5, 0, 0], v: [-2, -2, 0, 0], w: [-3, INF, 0, 0], t: [2, 2, 0, 0] }, ""],
    ["without end", "Bound\n x Free\n -inf <= y <= 4\n -infinity <= z <= +infinity\n u >= -1e30", { x: [-INF, INF, 0, 0], y: [-INF, 4, 0, 0], z: [-INF, INF, 0, 0], u: [-INF, INF, 0, 0] }, ""],
    ["a negative upper bound alone", "Bounds\n x <= -3", { x: [0, -3, 0, 0] }, "upper bound of column x is negative"],
    ["a negative upper bound with a lower one, in either order", "Bounds\n x <= -3\n x >= -5\n -inf <= y <= -2", { x: [-5, -3, 0, 0], y: [-INF, -2, 0, 0] }, ""],
    ["stated again", "Bounds\n x <= 3\n x <= 5", { x: [0, 5, 0, 0] }, "stated again; the last holds"],
    ["of a column that stands nowhere else", "Bounds\n x <= 3\n q <= 5", { x: [0, 3, 0, 0], q: [0, 5, 0, 0] }, "1 column stands under Bounds only, in no row and at no cost: q."],
    ["whole", "Bounds\n x <= 3\nGenerals\n x y\ngen\nz", { x: [0, 3, 0, 1], y: [0, INF, 0, 1], z: [0, INF, 0, 1] }, ""],
    ["binary, within what is stated", "Bounds\n x <= 3\n y = 1\n z <= 0\n -1 <= u <= 0.5\nBinaries\n x y z u\nBin\nv", { x: [0, 1, 0, 1], y: [1, 1, 0, 1], z: [0, 0, 0, 1], u: [0, 0.5, 0, 1], v: [0, 1, 0, 1] }, ""],
  ])("%s", (_, text, expected, warning) => {
    const names = Object.keys(expected).filter((it) => it !== "q");
    const read = sound(`min\nst\n c: ${names.join(" + ")} >= 0\n${text}\nEnd`);
    expect(columnsOf(read)).toEqual(expected);
    expect(read.warnings.join(" ")).toEqual(warning === "" ? "" : expect.stringContaining(warning));
  });

  test.each(["Semi-continuous", "semi", "SEMIS", "semi - continuous"])("%s columns are switched, whole ones too", (title) => {
    const read = sound(`min\nst\n c: x + y >= 0\nBounds\n 2 <= x <= 5\n y <= 4\nGenerals\n x\n${title}\n x y\nEnd`);
    expect(columnsOf(read)).toEqual({ x: [0, 5, 0, 1], y: [0, 4, 0, 0], "on(x)": [0, 1, 0, 1] });
    expect(rowsOf(read)).toMatchObject({ "most(x)": [-INF, { x: 1, "on(x)": -5 }, 0], "least(x)": [0, { x: 1, "on(x)": -2 }, INF] });
    expect(read.warnings.join(" ")).toContain("1 semi-continuous column is switched");
  });
});

test("what stands after End is read by nobody", () => expect(sound(`Minimize\n${ROWS} anything [ at all`).model.rowCount).toBe(1));

const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e15, max: 1e15, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })).map((it) => it + 0);
const ends = fc.tuple(fc.option(number, { nil: -INF }), fc.option(number, { nil: INF })).map(([a, b]): readonly [number, number] => (a <= b ? [a, b] : [b, a]));
const anyModel: fc.Arbitrary<MilpModel> = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.record({ columns: fc.array(fc.record({ bounds: ends, cost: number, isWhole: fc.boolean() }), { minLength: count, maxLength: count }), rows: fc.array(fc.record({ limits: ends, entries: fc.array(fc.option(number, { nil: 0 }), { minLength: count, maxLength: count }) }), { maxLength: 6 }) }).map(({ columns, rows }) => {
    const build = new MilpBuilder(4, 4);
    for (const { bounds: [lower, upper], cost, isWhole } of columns) build[isWhole ? "wholeColumn" : "column"](lower, upper, cost);
    for (const { limits: [lower, upper], entries } of rows) {
      build.row(lower, upper);
      for (const [column, value] of entries.entries()) if (value !== 0) build.entry(column, value);
    }
    return build.model();
  }),
);
const NAMED: MilpNames = { column: (at) => `buy.Vale_${at}.2033`, row: (at) => `budget.${at}` };

test.each<[string, MilpNames | undefined]>([["plain names", undefined], ["names of a planner", NAMED]])("what is exported is read back, to the last digit: %s", (_, names) => {
  fc.assert(
    fc.property(anyModel, number, (model, constant) => {
      const read = sound(lpText(model, names, { constant, title: "any" }));
      const { column, row } = names ?? { column: (at) => `x${at}`, row: (at) => `r${at}` };
      const columnNames = Array.from({ length: model.colCount }, (_, at) => column(at));
      const { objective_constant: fixed, ...columns } = columnsOf(read);
      expect(columns).toEqual(columnsOf({ model, columnNames }));
      expect(fixed).toEqual(constant === 0 ? undefined : [1, 1, constant, 0]);
      // A row with two limits is written as two, and one without any not at all.
      const expected = Object.entries(rowsOf({ model, columnNames, rowNames: Array.from({ length: model.rowCount }, (_, at) => row(at)) })).flatMap(([name, it]) => {
        const [lower, entries, upper] = it as [number, object, number];
        if (lower === upper) return [[name, it]];
        return [...(Number.isFinite(lower) ? [[name, [lower, entries, INF]]] : []), ...(Number.isFinite(upper) ? [[`${name}${Number.isFinite(lower) ? "_hi" : ""}`, [-INF, entries, upper]]] : [])];
      });
      expect(rowsOf(read)).toEqual(Object.fromEntries(expected));
    }),
  );
});

// A reader that looks back at what it has read takes minutes for these.
test.each([
  ["rows", `${"c + d >= 1\n".repeat(100_000)}`],
  ["one row", `r: c ${"+ 2 d - c\n".repeat(100_000)} >= 1\n`],
  ["columns", `r: 0 a ${Array.from({ length: 100_000 }, (_, at) => `+ x${at}`).join("\n")} >= 1\n`],
  ["remarks and blanks", `r: c \\ ${"\\ + ".repeat(100_000)}\n${" \n".repeat(100_000)} >= 1\n`],
  ["halves of titles", `r: a ${"+ subject ".repeat(50_000)} >= 1\n`],
])("the time grows with the text and not with its square: %s", (_, rows) => {
  const began = process.cpuUsage();
  expect(sound(`min\nst\n${rows}End`).model.rowCount).toBeGreaterThan(0);
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(3);
});
