import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MilpBuilder, mpsText, readMps } from "./index.ts";
import { numberAt } from "./mps-number.ts";

const INF = Number.POSITIVE_INFINITY;

/** A file with the given parts around the rows o (objective), e, l, g and the columns x, y. */
const file = ({ head = "NAME t", rows = "", markers = false, columns = "", rhs = " R e 4 l 4\n R g 4", ranges = "", bounds = "" } = {}): string =>
  [
    head,
    "ROWS\n N o\n E e\n L l\n G g",
    rows,
    "COLUMNS",
    markers ? " M 'MARKER' 'INTORG'" : "",
    " x o 1 e 1\n x l 1 g 1\n y o 2 e 1",
    markers ? " M 'MARKER' 'INTEND'" : "",
    columns,
    rhs === "" ? "" : `RHS\n${rhs}`,
    ranges === "" ? "" : `RANGES\n${ranges}`,
    bounds === "" ? "" : `BOUNDS\n${bounds}`,
    "ENDATA",
    "",
  ]
    .filter((it) => it !== "")
    .join("\n");

const read = (text: string) => {
  const it = readMps(text);
  if (it.kind === "error") throw new Error(`${it.line}: ${it.message}`);
  return it;
};
const refused = (text: string) => {
  const it = readMps(text);
  if (it.kind === "model") throw new Error("was read");
  return it;
};

describe("rows", () => {
  test.each([
    ["no range", "", [4, -INF, 4], [4, 4, INF]],
    ["E with a positive range", " A e 2", [4, -INF, 4], [6, 4, INF]],
    ["E with a negative range", " A e -2", [2, -INF, 4], [4, 4, INF]],
    ["E with range 0", " A e 0", [4, -INF, 4], [4, 4, INF]],
    ["L either sign", " A l -3", [4, 1, 4], [4, 4, INF]],
    ["G either sign", " A g -3", [4, -INF, 4], [4, 4, 7]],
    ["an infinite range", " A l 1e30", [4, -INF, 4], [4, 4, INF]],
  ])("%s", (_, ranges, lower, upper) => {
    const { model } = read(file({ ranges }));
    expect([[...model.rowLower], [...model.rowUpper]]).toEqual([lower, upper]);
  });

  test("a range may stand before its right-hand side", () => {
    const text = file().replace("RHS\n R e 4 l 4\n R g 4", "RANGES\n A l 3\nRHS\n R l 4");
    expect([...read(text).model.rowLower]).toEqual([0, 1, 0]);
  });

  test("without RHS all sides are 0", () => {
    const { model } = read(file({ rhs: "" }));
    expect([[...model.rowLower], [...model.rowUpper]]).toEqual([[0, -INF, 0], [0, 0, INF]]);
  });

  test("entries stand row by row", () => {
    const { model, rowNames, columnNames } = read(file());
    expect([[...model.starts], [...model.indices], [...model.values], [...model.cost]]).toEqual([[0, 2, 3, 4], [0, 1, 0, 0], [1, 1, 1, 1], [1, 2]]);
    expect([rowNames, columnNames]).toEqual([["e", "l", "g"], ["x", "y"]]);
  });

  test("a right-hand side of the objective is minus its constant; further N rows are dropped, named or not", () => {
    const it = read(file({ rows: " N p", columns: " z p 5 e 1", rhs: " R o -5 e 4\n R p 3" }));
    expect([it.constant, [...it.model.cost], it.model.rowCount, it.warnings]).toEqual([5, [1, 2, 0], 3, ["Besides the objective o, 1 N row is left out: p."]]);
  });

  test("no N row: the objective is 0", () => {
    expect([...read("NAME\nROWS\n G r\nCOLUMNS\n x r 1\nRHS\n R r 2\nENDATA").model.cost]).toEqual([0]);
  });
});

describe("sense and objective", () => {
  test.each([
    ["OBJSENSE\n    MAX", true],
    ["OBJSENSE\n  MAXIMIZE", true],
    ["OBJSENSE MAX", true],
    ["OBJSENSE MAXIMIZE", true],
    ["OBJSENSE\nMAX", true],
    ["objsense\n max", true],
    ["OBJSENSE\n    MIN", false],
    ["OBJSENSE MIN", false],
  ])("%j", (sense, maximise) => {
    const it = read(file({ head: `NAME t\n${sense}` }));
    expect([it.maximise, [...it.model.cost]]).toEqual([maximise, maximise ? [-1, -2] : [1, 2]]);
  });

  test("OBJNAME chooses among the N rows", () => {
    const it = read(file({ head: "NAME t\nOBJNAME\n p", rows: " N p", columns: " z p 5 e 1" }));
    expect([it.objectiveName, [...it.model.cost]]).toEqual(["p", [0, 0, 5]]);
    expect(refused(file({ head: "OBJNAME\n e" })).message).toContain("no N row");
  });
});

describe("bounds", () => {
  test.each([
    ["", 0, INF, ""],
    [" UP B x 7", 0, 7, ""],
    [" UP B x 0", 0, 0, ""],
    [" UP B x -7", -INF, -7, "negative upper bound"],
    [" LO B x -9\n UP B x -7", -9, -7, ""],
    [" UP B x -7\n LO B x -9", -9, -7, ""],
    [" LO B x 2", 2, INF, ""],
    [" FX B x 2.5", 2.5, 2.5, ""],
    [" FR B x", -INF, INF, ""],
    [" MI B x", -INF, INF, ""],
    [" MI B x\n UP B x 3", -INF, 3, ""],
    [" PL B x", 0, INF, ""],
    [" UP B x 1e30", 0, INF, ""],
    [" LO B x -1e20", -INF, INF, ""],
    [" UP B x Inf", 0, INF, ""],
    [" UP x 7", 0, 7, ""],
    [" FR x", -INF, INF, ""],
    [" UP B x 7\n UP B x 5", 0, 5, "stated again"],
    [" UP B x 7\n UP C x 5", 0, 7, "C is left out"],
    [" FR B x 0", -INF, INF, ""],
  ])("%j: %d to %d", (bounds, lower, upper, warning) => {
    const it = read(file({ bounds }));
    expect([it.model.colLower[0], it.model.colUpper[0], it.model.whole]).toEqual([lower, upper, undefined]);
    expect(it.warnings.join(" ")).toContain(warning);
    if (warning === "") expect(it.warnings).toEqual([]);
  });

  test.each([
    ["between markers without bounds", true, "", 0, 1],
    ["between markers with a lower bound", true, " LO B x 3", 3, INF],
    ["between markers, no upper bound", true, " PL B x", 0, INF],
    ["between markers, free", true, " FR B x", -INF, INF],
    ["between markers, no lower bound", true, " MI B x", -INF, INF],
    ["BV", false, " BV B x", 0, 1],
    ["BV with a number", false, " BV B x 1", 0, 1],
    ["UI", false, " UI B x 5", 0, 5],
    ["LI", false, " LI B x 2", 2, INF],
    ["UI below 0", false, " UI B x -5", -INF, -5],
  ])("whole, %s", (_, markers, bounds, lower, upper) => {
    const { model } = read(file({ markers, bounds }));
    expect([model.whole?.[0], model.colLower[0], model.colUpper[0]]).toEqual([1, lower, upper]);
  });
});

describe("forms of a file", () => {
  test("fixed format with blanks in names of rows, columns and sets", () => {
    const text = [
      "NAME          my model",
      "ROWS",
      " N  cost",
      " G  need one",
      " L  lim 2",
      "COLUMNS",
      "    x 1       cost               1.0   need one           1.0",
      "    x 1       lim 2             -1.0",
      "    MARKER                 'MARKER'                 'INTORG'",
      "    y 1       cost               2.0   need one           1.0",
      "    MARKER                 'MARKER'                 'INTEND'",
      "RHS",
      "    rhs a     need one           4.0   lim 2             -2.5",
      "RANGES",
      "    rng       lim 2              7.0",
      "BOUNDS",
      " UP bnd a     x 1                3.0",
      " BV bnd a     y 1",
      "ENDATA",
    ].join("\r\n");
    const it = read(text);
    expect([it.format, it.columnNames, it.rowNames, it.title]).toEqual(["fixed", ["x 1", "y 1"], ["need one", "lim 2"], "my model"]);
    expect([[...it.model.rowLower], [...it.model.rowUpper], [...it.model.colUpper], [...it.model.whole!]]).toEqual([[4, -9.5], [INF, -2.5], [3, 1], [0, 1]]);
  });

  test.each(["OBJSENSE\n  MAXIMIZE", "OBJSENSE\n MAX", "OBJSENSE\n                MAXIMISE", "OBJSENSE MAX", "OBJNAME\n  cost of\nOBJSENSE\n\tMAX"])("a sense may begin anywhere in the fixed format: %j", (head) => {
    const it = read(`NAME\n${head}\nROWS\n N  cost of\n G  need one\nCOLUMNS\n    x 1       cost of            1.0   need one           1.0\nENDATA`);
    expect([it.format, it.maximise, [...it.model.cost], it.objectiveName]).toEqual(["fixed", true, [-1], "cost of"]);
  });

  test("remarks after $, and an empty name that goes on with the column before", () => {
    const text = [
      "NAME          alloy",
      "ROWS",
      " N  COST      $ the cost of it all",
      " G  IRON      $",
      "COLUMNS",
      "    BIN1      COST               .30   IRON               .15",
      "    BIN2      COST               .80   $ bought, and more of it than any field can hold",
      "              IRON               .25",
      "RHS",
      "              IRON             60.     $ at least",
      "ENDATA",
    ].join("\n");
    const it = read(text);
    expect([[...it.model.cost], [...it.model.values], [...it.model.rowLower]]).toEqual([[0.3, 0.8], [0.15, 0.25], [60]]);
  });

  test("comments, empty lines, tabs, a byte order mark and old line ends do not matter", () => {
    const text = `\ufeff* a comment\r\n\r\n${file().replaceAll("\n", "\r\n").replaceAll(" x ", "\tx\t")}`.replace("COLUMNS\r\n", "COLUMNS\r\n * another\r\n   \r\n");
    expect(read(text).model).toEqual(read(file()).model);
  });

  test("sets without names, lines without indents, a set called RHS", () => {
    const without = file({ rhs: " e 4 l 4\n g 4" });
    const atMargin = file({ rhs: "RHS e 4 l 4\nRHS g 4" }).replaceAll("\n x", "\nx");
    expect([read(without).model, read(atMargin).model]).toEqual([read(file()).model, read(file()).model]);
  });

  test("of several sets the first is read", () => {
    const it = read(file({ rhs: " R e 4 l 4\n R g 4\n Q e 9", ranges: " A l 1\n B l 9" }));
    expect([it.model.rowLower[0], it.model.rowLower[1], it.warnings.length]).toEqual([4, 3, 2]);
  });

  test("empty models are models", () => {
    const it = read("NAME\nROWS\nCOLUMNS\nENDATA");
    expect([it.model.colCount, it.model.rowCount]).toEqual([0, 0]);
    expect(read("ROWS\n N o\nCOLUMNS\nRHS\nBOUNDS\nENDATA").model.colCount).toBe(0);
  });

  test("entries of 0 are left out", () => {
    expect([...read(file({ columns: " z e 0 l 3" })).model.values]).toEqual([1, 1, 1, 3, 1]);
  });
});

describe("refused with line, text and mend", () => {
  test.each([
    ["an unknown row", file({ columns: " z nowhere 1" }), " z nowhere 1", "nowhere"],
    ["an unknown row in RHS", file({ rhs: " R nowhere 1" }), " R nowhere 1", "nowhere"],
    ["an unknown row in RANGES", file({ ranges: " R nowhere 1" }), " R nowhere 1", "nowhere"],
    ["an unknown column in BOUNDS", file({ bounds: " UP B z 1" }), " UP B z 1", "z"],
    ["an entry stated twice", file({ columns: " z e 1\n z e 2" }), " z e 2", "twice"],
    ["an objective entry stated twice", file({ columns: " z o 1\n z o 2" }), " z o 2", "twice"],
    ["a right-hand side stated twice", file({ rhs: " R e 1\n R e 2" }), " R e 2", "twice"],
    ["a range stated twice", file({ ranges: " R e 1\n R e 2" }), " R e 2", "twice"],
    ["a row stated twice", file({ rows: " G e" }), " G e", "twice"],
    ["a column in two places", file({ columns: " z e 1\n x l 2" }), " x l 2", "two places"],
    ["words for a number", file({ columns: " z e one" }), " z e one", "no number"],
    ["NaN", file({ columns: " z e nan" }), " z e nan", "no number"],
    ["an infinite entry", file({ columns: " z e inf" }), " z e inf", "infinite"],
    ["an entry that solvers take for infinite", file({ columns: " z e 1e20" }), " z e 1e20", "infinite"],
    ["a cost that solvers take for infinite", file({ columns: " z o -1e30" }), " z o -1e30", "infinite"],
    ["a constant that solvers take for infinite", file({ rhs: " R o 1e30" }), " R o 1e30", "infinite"],
    ["an infinite side", file({ rhs: " R e inf" }), " R e inf", "infinite"],
    ["a hexadecimal number", file({ columns: " z e 0x10" }), " z e 0x10", "no number"],
    ["a kind of row", file({ rows: " X q" }), " X q", "kind of row"],
    ["a kind of bound", file({ bounds: " ZZ B x 1" }), " ZZ B x 1", "kind of bound"],
    ["a bound without its number", file({ bounds: " UP B x" }), " UP B x", "No number stands after the column x"],
    ["a bound without set and number", file({ bounds: " UP x" }), " UP x", "No number stands after the column x"],
    ["two bounds on one line", file({ bounds: " UP B x 4 y 5" }), " UP B x 4 y 5", "More stands on this line"],
    ["a number after a bound that has one", file({ bounds: " UP B x 4 5" }), " UP B x 4 5", "More stands on this line"],
    ["an upper bound of −∞", file({ bounds: " UP B x -1e30" }), " UP B x -1e30", "infinite"],
    ["quadratic terms", file().replace("ENDATA", "QUADOBJ\n x x 1\nENDATA"), "QUADOBJ", "quadratic"],
    ["special ordered sets", file().replace("ENDATA", "SOS\n S1 s\n x 1\nENDATA"), "SOS", "special ordered"],
    ["an indicator with three words", file().replace("ENDATA", "INDICATORS\n IF e x\nENDATA"), " IF e x", "IF, a row, a column"],
    ["an indicator of an unknown row", file().replace("ENDATA", "INDICATORS\n IF q x 1\nENDATA"), " IF q x 1", "q"],
    ["an indicator of an unknown column", file().replace("ENDATA", "INDICATORS\n IF e q 1\nENDATA"), " IF e q 1", "q"],
    ["an indicator of the objective", file().replace("ENDATA", "INDICATORS\n IF o x 1\nENDATA"), " IF o x 1", "limits nothing"],
    ["an indicator with another value", file().replace("ENDATA", "INDICATORS\n IF e x 2\nENDATA"), " IF e x 2", "0 and 1"],
    ["a row under two conditions", file().replace("ENDATA", "INDICATORS\n IF e x 1\n IF e y 1\nENDATA"), " IF e y 1", "twice"],
    ["an unknown section", file().replace("ENDATA", "WEATHER\nENDATA"), "WEATHER", "no section"],
    ["a section twice", file().replace("ENDATA", "RHS\nENDATA"), "RHS", "twice"],
    ["no ENDATA", file().replace("\nENDATA", ""), " R g 4", "ENDATA"],
    ["no COLUMNS", "NAME\nROWS\n N o\nENDATA", "ENDATA", "COLUMNS"],
    ["a number beyond its field in the fixed format", "NAME\nROWS\n N  o o\n G  r\nCOLUMNS\n    x         o o                .30   r                   .15\nENDATA", "    x         o o                .30   r                   .15", "fixed format"],
    ["nothing at all", "", "", "empty"],
    ["no MPS", '{"x": 1}', `{"x": 1}`, "no MPS"],
    ["a number without a row", file({ columns: " z e" }), " z e", "No number"],
    ["a sense of its own", file({ head: "OBJSENSE\n UP" }), " UP", "sense"],
  ])("%s", (_, text, wrong, words) => {
    const it = refused(text);
    expect(it.message).toContain(words);
    expect(it.mend.length).toBeGreaterThan(5);
    expect([it.text, it.line]).toEqual([wrong, wrong === "" ? 0 : text.trimEnd().split("\n").lastIndexOf(wrong) + 1]);
  });

  test("the line is the one that is wrong", () => {
    expect(refused(file({ columns: " z nowhere 1" }))).toEqual({
      kind: "error",
      line: 11,
      text: " z nowhere 1",
      message: "The row nowhere in COLUMNS does not stand under ROWS.",
      mend: "State the row under ROWS, or correct its name.",
    });
  });
});

describe("numbers", () => {
  test.each([
    ["1.5D+3", 1500],
    ["1.5d3", 1500],
    ["-0.25", -0.25],
    ["+.5", 0.5],
    ["5.", 5],
    ["-1E-3", -0.001],
    ["0.1", 0.1],
    ["123456789012345678", 123456789012345680],
    ["1e308", 1e308],
    ["1e-320", 1e-320],
    ["-Infinity", -INF],
    ["inf", INF],
    ["", Number.NaN],
    ["-", Number.NaN],
    [".", Number.NaN],
    ["1e", Number.NaN],
    ["1e+", Number.NaN],
    ["1.2.3", Number.NaN],
    ["1,5", Number.NaN],
    ["nan", Number.NaN],
  ])("%j is %d", (text, value) => expect(numberAt(text, 0, text.length)).toBe(value));

  test("every number is read as it was written", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (value) => numberAt(String(value), 0, String(value).length) === value));
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(18), (value, digits) => numberAt(value.toExponential(digits), 0, value.toExponential(digits).length) === Number(value.toExponential(digits))));
  });
});

const bound = fc.oneof(fc.constant(INF), fc.integer({ min: -50, max: 50 }).map((it) => it / 4));
const anyModel = fc
  .record({
    columns: fc.array(fc.record({ a: bound, b: bound, cost: fc.integer({ min: -9, max: 9 }), isWhole: fc.boolean() }), { maxLength: 6 }),
    rows: fc.array(fc.record({ a: bound, b: bound, values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 6 }) }), { maxLength: 6 }),
  })
  .map(({ columns, rows }) => {
    const build = new MilpBuilder();
    const pair = (a: number, b: number): [number, number] => [Math.min(a === INF ? -INF : a, b), b];
    for (const it of columns) (it.isWhole ? build.wholeColumn : build.column).call(build, ...pair(it.a, it.b), it.cost);
    for (const it of rows) {
      const [lower, upper] = pair(it.a, it.b);
      build.row(lower, lower === -INF && upper === INF ? 0 : upper);
      it.values.slice(0, columns.length).forEach((value, column) => {
        if (value !== 0) build.entry(column, value);
      });
    }
    return build.model();
  });

test("what is written is read back, number by number", () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      const { model: back } = read(mpsText(model));
      expect({ ...back, rowUpper: [...back.rowUpper].map((it) => it.toPrecision(14)) }).toEqual({ ...model, rowUpper: [...model.rowUpper].map((it) => it.toPrecision(14)) });
    }),
  );
});

test("rows without bounds are not written, and leave no warning; a column that stands only in them is kept", () => {
  const build = new MilpBuilder();
  const columns = [build.column(0, 1), build.column(0, 2), build.column(-1, 3)];
  for (const [lower, upper, entries] of [[-INF, INF, [0, 1]], [1, INF, [0, 2]], [-INF, INF, []], [-INF, INF, [0]], [-INF, 4, [2]]] as const) {
    build.row(lower, upper);
    for (const at of entries) build.entry(columns[at]!, at + 1);
  }
  const it = read(mpsText(build.model()));
  expect([it.warnings, it.rowNames.map((name) => name.replaceAll("_", "")), it.columnNames.length]).toEqual([[], ["r1", "r4"], 3]);
  expect([[...it.model.colUpper], [...it.model.rowLower], [...it.model.rowUpper], [...it.model.values]]).toEqual([[1, 2, 3], [1, -INF], [INF, 4], [1, 3, 3]]);
});
