import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lpText, MilpBuilder, type MilpModel, type ModelFile, mpsText, readLp, readMps, textSize } from "#maths";
import { highsInProcess } from "./index.ts";
import { loadHighs } from "./load.ts";

const INF = Number.POSITIVE_INFINITY;

/** Numbers from 0 to 1 in a fixed order (Park & Miller 1988). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A model with a solution: every kind of row and bound around a point that meets them all. */
function generated({ seed, columns, rows, isWhole }: { readonly seed: number; readonly columns: number; readonly rows: number; readonly isWhole: boolean }): MilpModel {
  const draw = stream(seed);
  const build = new MilpBuilder();
  const point: number[] = [];
  for (let column = 0; column < columns; column++) {
    const value = Math.round(20 * draw() - 5);
    point.push(value);
    const kind = Math.floor(draw() * 6);
    const cost = Math.round(100 * draw() - 40) / 8;
    const [lower, upper] = ([[Math.min(value, 0), value + 3], [value - 2, INF], [-INF, value + 1], [value, value], [-50, 50], [Math.min(value, -1), Math.max(value, -1)]] as const)[kind]!;
    if (isWhole && draw() < 0.6) build.wholeColumn(lower, upper, cost);
    else build.column(lower, upper, cost);
  }
  for (let row = 0; row < rows; row++) {
    const entries = point.flatMap((_, column) => (draw() < 0.4 ? [{ column, value: Math.round(40 * draw() - 15) / 4 + 0.1 }] : []));
    const activity = entries.reduce((sum, it) => sum + it.value * point[it.column]!, 0);
    const kind = Math.floor(draw() * 5);
    const [lower, upper] = ([[-INF, activity + 2], [activity - 2, INF], [activity - 1, activity + 4], [activity - 3, activity], [-INF, activity]] as const)[kind]!;
    build.row(lower, upper);
    for (const it of entries) build.entry(it.column, it.value);
  }
  // A box around everything, so that no model is unbounded.
  for (let column = 0; column < columns; column++) {
    build.row(-100, 100);
    build.entry(column, 1);
  }
  return build.model();
}

const sizes = [1, 2, 3, 4, 5, 6].map((seed) => ({ seed, columns: 3 + seed * 3, rows: 2 + seed * 2, isWhole: seed % 2 === 0 }));
const folder = mkdtempSync(join(tmpdir(), "concord-exchange-"));
const CONSTANT = 12.5;

/** Objective that a program finds for a file, or undefined where the program is not on the PATH. */
function found(program: string, args: readonly string[], out: string, pattern: RegExp): number | undefined {
  try {
    execFileSync(program, args, { stdio: "ignore", timeout: 30_000 });
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return undefined;
    throw cause;
  }
  return Number(pattern.exec(readFileSync(out, "utf8"))?.[1]);
}

const PEERS = {
  cbc: (file: string, out: string) => found("cbc", [file, "ratio", "0", "solve", "solu", out], out, /objective value\s+(-?[\d.e+-]+)/),
  "glpsol, MPS": (file: string, out: string) => found("glpsol", ["--freemps", file, "-o", out], out, /Objective:\s+objective\s*=\s*(-?[\d.e+-]+)/),
  "glpsol, LP": (file: string, out: string) => found("glpsol", ["--lp", file, "-o", out], out, /Objective:\s+objective\s*=\s*(-?[\d.e+-]+)/),
};

describe.each(sizes)("an exported model of $columns columns, whole: $isWhole", (size) => {
  const model = generated(size);
  const mps = mpsText(model, undefined, { constant: CONSTANT });
  const lp = lpText(model, undefined, { constant: CONSTANT });
  const optimum = async (): Promise<number> => {
    const answer = await (await highsInProcess()).solve({ model, timeLimit: 20, gap: 0, name: "test" });
    expect(answer.status).toBe("optimal");
    return answer.objective + CONSTANT;
  };

  test.each([
    ["mps", mps],
    ["lp", lp],
  ] as const)("HiGHS reads the %s to the same optimum", async (format, data) => {
    const highs = await loadHighs();
    const objective = highs.withModel({ format, data }, (it) => {
      it.options.set({ output_flag: false, mip_rel_gap: 0 });
      it.run();
      return it.getObjectiveValue();
    });
    expect(objective).toBeCloseTo(await optimum(), 6);
  });

  test.for([
    ["cbc", "mps", mps],
    ["cbc", "lp", lp],
    ["glpsol, MPS", "mps", mps],
    ["glpsol, LP", "lp", lp],
  ] as const)("%s reads the %s to the same optimum", async ([peer, format, text], { skip }) => {
    const file = join(folder, `${size.seed}.${format}`);
    writeFileSync(file, text);
    const objective = PEERS[peer](file, `${file}.${peer.replaceAll(/\W/g, "")}`);
    if (objective === undefined) return skip(`${peer} is not on the PATH`);
    expect(objective).toBeCloseTo(await optimum(), 4);
  });

  test("our readers give the model back", async () => {
    for (const [format, file] of [["mps", readMps(mps)], ["lp", readLp(lp)]] as const) {
      if (file.kind === "error") throw new Error(file.message);
      expect({ rows: file.model.rowCount, columns: file.model.colCount, entries: file.model.values.length }).toEqual(textSize(model, format, { constant: CONSTANT }));
      const answer = await (await highsInProcess()).solve({ model: file.model, timeLimit: 20, gap: 0, name: "test" });
      expect(answer.objective + file.constant).toBeCloseTo(await optimum(), 6);
    }
  });
});

test("the size of a text: no row that limits nothing, an LP row of two bounds twice, a constant as a column", async () => {
  const build = new MilpBuilder();
  const [x, y] = [build.column(0, 4, 1), build.column(0, 5, 2)];
  for (const [lower, upper] of [[-INF, INF], [1, 6], [2, 2], [-INF, 7]] as const) {
    build.row(lower, upper);
    build.entry(x, 1);
    build.entry(y, 1);
  }
  const model = build.model();
  expect(textSize(model, "mps")).toEqual({ rows: 3, columns: 2, entries: 6 });
  expect(textSize(model, "lp", { constant: 3 })).toEqual({ rows: 4, columns: 3, entries: 8 });
  for (const [format, file] of [["mps", readMps(mpsText(model))], ["lp", await readLp(lpText(model))]] as const) {
    if (file.kind === "error") throw new Error(file.message);
    expect({ rows: file.model.rowCount, columns: file.model.colCount, entries: file.model.values.length }).toEqual(textSize(model, format));
  }
});

test("a bound of a short name is read as written: CLP takes free files with short names for fixed ones", ({ skip }) => {
  const build = new MilpBuilder();
  const x = build.column(-5, 7, 1);
  build.row(-INF, 100);
  build.entry(x, 1);
  const file = join(folder, "short.mps");
  for (const name of ["x", "UP", "RHS", "1", "BOUND"]) {
    writeFileSync(file, mpsText(build.model(), { column: () => name, row: () => "r" }));
    const objective = PEERS.cbc(file, `${file}.out`);
    if (objective === undefined) return skip("cbc is not on the PATH");
    expect(objective).toBe(-5);
    expect(PEERS["glpsol, MPS"](file, `${file}.out`) ?? -5).toBe(-5);
  }
});

// By hand, in forms that all four read alike: names, ranges, bounds of each kind, whole and binary columns, remarks, constants apart.
const BY_HAND: readonly (readonly [what: string, text: string, optimum: number, isForGlpk: boolean])[] = [
  ["two rows", "Maximize\n p: 30 chairs + 50 tables\nSubject To\n wood: chairs + 2 tables <= 40\n work: 2 chairs + tables <= 50\nEnd\n", 1100, true],
  ["other words, remarks, numbers of every form", "\\ a remark\nMAXIMIZE\n p: 3e+1 chairs + 5.0E1 tables \\ st\nst\n wood: chairs + 2 tables <= 4.0e1\n work: 2 chairs\n  + tables <= 50\nend\n", 1100, true],
  ["bounds of each kind", "Minimize\n o: a + b + c + d + e\nSubject To\n r: a + b + c + d + e >= -100\nBounds\n a >= 1.5\n -2 <= b <= 4\n c = 3\n -inf <= d <= 7\n e free\nEnd\n", -100, true],
  ["a negative upper bound with a lower one", "Minimize\n o: a\nSubject To\n r: a <= 9\nBounds\n -5 <= a <= -3\nEnd\n", -5, true],
  ["whole and binary columns", "Maximize\n o: 5 a + 4 b + 3 c\nSubject To\n r: 2 a + 3 b + c <= 5.5\n s: 4 a + b + 2 c <= 11\nBounds\n a <= 1\nGenerals\n a\n b\nBinaries\n c\nEnd\n", 9, true],
  ["a range", "Maximize\n o: a + b\nSubject To\n r: 1 <= a + b <= 4.5\nEnd\n", 4.5, false],
];

describe.each(BY_HAND)("LP text by hand, %s", (what, text, optimum, isForGlpk) => {
  const name = what.replaceAll(/\W/g, "");
  test("our reader and HiGHS'", async () => {
    const file = readLp(text);
    if (file.kind === "error") throw new Error(`${file.line}:${file.column}: ${file.message}`);
    const answer = await (await highsInProcess()).solve({ model: file.model, timeLimit: 20, gap: 0, name: "test" });
    expect((file.maximise ? -1 : 1) * answer.objective + file.constant).toBeCloseTo(optimum, 6);
    const highs = await loadHighs();
    expect(isForGlpk ? highs.withModel({ format: "lp", data: text }, (it) => {
      it.options.set({ output_flag: false, mip_rel_gap: 0 });
      it.run();
      return it.getObjectiveValue();
    }) : optimum).toBeCloseTo(optimum, 6);
  });

  test.for(["cbc", "glpsol, LP"] as const)("%s", (peer, { skip }) => {
    if (peer !== "cbc" && !isForGlpk) return skip("GLPK takes ranges in another form");
    const file = join(folder, `${name}.lp`);
    writeFileSync(file, text);
    const objective = (peer === "cbc" ? found("cbc", [file, "ratio", "0", "solve", "solu", `${file}.cbc`], `${file}.cbc`, /objective value\s+(-?[\d.e+-]+)/) : found("glpsol", ["--lp", file, "-o", `${file}.glp`], `${file}.glp`, /Objective:\s+\S+\s*=\s*(-?[\d.e+-]+)/));
    if (objective === undefined) return skip(`${peer} is not on the PATH`);
    // CBC tells what it minimises.
    expect(Math.abs(objective)).toBeCloseTo(Math.abs(optimum), 4);
  });
});

// HiGHS drops entries below 1e-9, so there are none. Text in all the forms on which HiGHS and we agree by intent: no negative upper bounds without a lower one, no entry twice.
const number = fc.oneof(fc.integer({ min: -999, max: 999 }).map(String), fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((it) => it.toFixed(5)), fc.constantFrom("1.5e+2", "-2.5E-3", "1d1", ".5", "-7."));
const anyText = fc
  .record({
    kinds: fc.array(fc.constantFrom("E", "L", "G", "N"), { minLength: 1, maxLength: 5 }),
    sense: fc.constantFrom("", "OBJSENSE\n    MAX\n", "OBJSENSE\n    MIN\n"),
    columns: fc.array(fc.record({ isWhole: fc.boolean(), entries: fc.array(fc.option(number), { minLength: 6, maxLength: 6 }), bound: fc.constantFrom("", "UP 9", "LO -3", "LO 2.5", "FX 4", "FR", "MI", "PL", "BV", "UI 3", "LI 1", "LO -9;UP -2", "MI;UP -3", "UP 0") }), { minLength: 1, maxLength: 5 }),
    rhs: fc.array(fc.option(number), { minLength: 6, maxLength: 6 }),
    ranges: fc.array(fc.option(number), { minLength: 6, maxLength: 6 }),
  })
  .map(({ kinds, sense, columns, rhs, ranges }) => {
    const rows = ["N", ...kinds];
    const pairs = (values: readonly (string | null)[]): readonly string[] => values.slice(0, rows.length).flatMap((value, row) => (value === null ? [] : [`row${row} ${value}`]));
    const rangesOf = ranges.map((value, row) => (row === 0 || rows[row] === "N" ? null : value));
    const rhsOf = rhs.map((value, row) => (row > 0 && rows[row] === "N" ? null : value));
    let isOpen = false;
    const columnLines = columns.flatMap((it, column) => {
      const marker = it.isWhole === isOpen ? [] : [` M${column} 'MARKER' ${it.isWhole ? "'INTORG'" : "'INTEND'"}`];
      isOpen = it.isWhole;
      const entries = pairs(it.entries);
      return [...marker, ...(entries.length === 0 ? [`col${column} row0 1`] : entries.map((entry) => `col${column} ${entry}`)).map((line) => ` ${line}`)];
    });
    const bounds = columns.flatMap((it, column) => (it.bound === "" ? [] : it.bound.split(";").map((bound) => ` ${bound.split(" ")[0]} B col${column} ${bound.split(" ")[1] ?? ""}`)));
    return [`NAME t\n${sense}ROWS`, ...rows.map((kind, row) => ` ${kind} row${row}`), "COLUMNS", ...columnLines, ...(isOpen ? [" MZ 'MARKER' 'INTEND'"] : []), "RHS", ...pairs(rhsOf).map((it) => ` S ${it}`), "RANGES", ...pairs(rangesOf).map((it) => ` S ${it}`), "BOUNDS", ...bounds, "ENDATA", ""].join("\n");
  });

type HighsLp = ReturnType<Parameters<Parameters<Awaited<ReturnType<typeof loadHighs>>["withModel"]>[1]>[0]["getLp"]>;
function same(file: ModelFile, theirs: HighsLp, maximise: number): void {
  const sign = file.maximise ? -1 : 1;
  // Blanks for zeros of either sign, which are the same number.
  const plain = (values: Iterable<number>): readonly number[] => [...values].map((it) => it + 0);
  expect(file.maximise).toBe(theirs.sense === maximise);
  expect(file.constant).toBe(theirs.offset + 0);
  expect(plain(file.model.cost.map((it) => it * sign))).toEqual(plain(theirs.colCost));
  for (const key of ["colLower", "colUpper", "rowLower", "rowUpper"] as const) expect(plain(file.model[key])).toEqual(plain(theirs[key]));
  expect(plain(file.model.whole ?? new Uint8Array(file.model.colCount))).toEqual(plain(theirs.integrality));
  const dense = (it: { readonly starts: Iterable<number>; readonly indices: Iterable<number>; readonly values: Iterable<number> }): readonly string[] => {
    const [starts, indices, values] = [[...it.starts], [...it.indices], [...it.values]];
    return Array.from({ length: file.model.rowCount }, (_, row) => indices.slice(starts[row], starts[row + 1]).map((column, at) => `${column}:${values[starts[row]! + at]}`).sort().join(" "));
  };
  expect(dense(file.model)).toEqual(dense(theirs.matrix));
}

test("HiGHS reads any text to the same arrays", async () => {
  const highs = await loadHighs();
  fc.assert(
    fc.property(anyText, (text) => {
      const file = readMps(text);
      if (file.kind === "error") throw new Error(`${file.line}: ${file.message}`);
      const theirs = highs.withModel({ format: "mps", data: text }, (it) => it.getLp("csr"));
      same(file, theirs, highs.constants.objectiveSense.maximize);
    }),
    { numRuns: 300 },
  );
});

const lpNumber = fc.oneof(fc.integer({ min: -999, max: 999 }).filter((it) => it !== 0).map(String), fc.integer({ min: 1, max: 999_999 }).map((it) => (it / 1000).toFixed(5)), fc.constantFrom("1.5e+2", "-2.5E-3", ".5", "-7."));

/** LP text in the forms on which HiGHS and we agree by intent: rows with names, columns once in a row, one limit each. */
const anyLp = fc
  .record({
    sense: fc.constantFrom("min", "Maximize"),
    columns: fc.array(fc.record({ cost: lpNumber, bound: fc.constantFrom("", "C <= 9", "C >= -3", "2.5 <= C", "C = 4", "C free", "-inf <= C <= 7", "-9 <= C <= -2", "C <= 0"), kind: fc.constantFrom("", "Generals") }), { minLength: 1, maxLength: 5 }),
    rows: fc.array(fc.record({ sense: fc.constantFrom("<=", ">=", "="), limit: lpNumber, entries: fc.array(fc.option(lpNumber), { minLength: 5, maxLength: 5 }), isBroken: fc.boolean() }), { minLength: 1, maxLength: 5 }),
    constant: fc.constantFrom("", " + 2.5", " - 1e2"),
  })
  .map(({ sense, columns, rows, constant }) => {
    const sum = (values: readonly (string | null)[], joint: string): string => values.flatMap((value, at) => (value === null ? [] : [`${value.startsWith("-") ? "-" : "+"} ${value.replace("-", "")} col${at}`])).join(joint);
    const rowLines = rows.map((it, row) => {
      const entries = columns.map((_, at) => it.entries[at] ?? null);
      return ` row${row}: ${sum(entries.every((one) => one === null) ? ["1"] : entries, it.isBroken ? "\n  " : " ")} ${it.sense} ${it.limit}`;
    });
    const kinds = (kind: string): readonly string[] => [kind, ...columns.flatMap((it, at) => (it.kind === kind ? [` col${at}`] : []))];
    return [sense, ` obj: ${sum(columns.map((it) => it.cost), " ")}${constant}`, "Subject To", ...rowLines, "Bounds", ...columns.flatMap((it, at) => (it.bound === "" ? [] : [` ${it.bound.replace("C", `col${at}`)}`])), ...kinds("Generals"), "End", ""].join("\n");
  });

test("HiGHS reads any LP text to the same arrays", async () => {
  const highs = await loadHighs();
  fc.assert(
    fc.property(anyLp, (text) => {
      const file = readLp(text);
      if (file.kind === "error") throw new Error(`${file.line}:${file.column}: ${file.message}`);
      const { theirs, names } = highs.withModel({ format: "lp", data: text }, (it) => ({ theirs: it.getLp("csr"), names: Array.from({ length: it.getLp("csr").numCols }, (_, at) => it.getColName(at)) }));
      expect(file.columnNames).toEqual(names);
      same(file, theirs, highs.constants.objectiveSense.maximize);
    }),
    { numRuns: 300 },
  );
});
