import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/files.ts";
import { concord } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-solve-"));
const write = (name: string, data: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};

/** Maximise 30 chairs + 50 tables + 7; 2 rows; whole or not. Best: 20 and 10, 1107; from the file's own sense and constant. */
const workshop = (isWhole: boolean): string => `* a workshop
NAME workshop
OBJSENSE
    MAX
ROWS
 N profit
 L wood
 L work
COLUMNS
${isWhole ? " M1 'MARKER' 'INTORG'\n" : ""} chairs profit 30 wood 1
 chairs work 2
 tables profit 50 wood 2
 tables work 1
${isWhole ? " M2 'MARKER' 'INTEND'\n" : ""}RHS
 RHS wood 40 work 50
 RHS profit -7
BOUNDS
 UP B chairs 1.0D+2
 PL B tables
ENDATA
`;

interface Answer {
  readonly status: string;
  readonly sense: string;
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly boundBy: string;
  readonly residuals: { readonly row: number; readonly whole: number; readonly dual?: number };
  readonly values: Readonly<Record<string, number>>;
  readonly message?: string;
  readonly rows: number;
  readonly columns: number;
  readonly entries: number;
}
const solved = async (path: string, ...more: readonly string[]): Promise<Answer> => {
  const ran = await concord(["solve", path, "--json", ...more]);
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as Answer;
};

describe("solve", () => {
  test.each([
    ["a linear model", workshop(false), "own arithmetic from the duals"],
    ["a whole-number model", workshop(true), "the solver"],
  ])("%s, in the file's own sense", async (name, text, boundBy) => {
    const it = await solved(write(`${name}.mps`, text));
    expect(it).toMatchObject({ status: "optimal", sense: "maximise", boundBy, values: { chairs: 20, tables: 10 } });
    expect(it.objective).toBeCloseTo(1107, 9);
    expect(it.bound).toBeCloseTo(1107, 6);
    expect([it.gap < 1e-9, it.residuals.row < 1e-9, it.residuals.whole < 1e-9]).toEqual([true, true, true]);
  });

  test.each([
    ["minimise", "", 1],
    ["maximise", "OBJSENSE MAX\n", -1],
  ])("the gap asked for is a share of the whole objective, its constant included: %s", async (sense, head, sign) => {
    // A knapsack of 2,282 at best; with the constant 82 are left of it, so that 2 % are less than 2.
    const [costs, weights, sizes] = [[51, 47, 38, 29, 64, 33], [23, 21, 17, 13, 28, 15], [11, 9, 8, 5, 13, 7]];
    const columns = costs.flatMap((cost, at) => [` x${at} o ${-sign * cost} c1 ${weights[at]}`, ` x${at} c2 ${sizes[at]}`]);
    const text = `NAME gap\n${head}ROWS\n N o\n L c1\n L c2\nCOLUMNS\n M 'MARKER' 'INTORG'\n${columns.join("\n")}\n M 'MARKER' 'INTEND'\nRHS\n R c1 1000 c2 470\n R o ${sign * -2200}\nBOUNDS\n${costs.map((_, at) => ` UP B x${at} 50`).join("\n")}\nENDATA\n`;
    const it = await solved(write(`constant-${sense}.mps`, text), "--mip-gap", "0.02");
    expect([it.status, it.gap <= 0.02, Math.abs(it.objective + sign * 82) < 2, Object.keys(it.values).every((name) => /^x\d$/.test(name))]).toEqual(["optimal", true, true, true]);
  });

  test("packed, by its bytes and not its name; and as LP text", async () => {
    expect((await solved(write("packed.mps.gz", gzipSync(workshop(true))))).objective).toBeCloseTo(1107, 9);
    expect((await solved(write("packed.mps", gzipSync(workshop(true))))).objective).toBeCloseTo(1107, 9);
    expect((await solved(write("both.lp", "Minimize\n o: 3 x + y\nSubject To\n c: 2 <= x + y <= 5\nEnd\n"))).objective).toBeCloseTo(2, 9);
    expect((await solved(write("it.lp", "Maximize\n p: 30 c + 50 t\nSubject To\n a: c + 2 t <= 40\n b: 2 c + t <= 50\nGenerals\n c t\nEnd\n"))).objective).toBeCloseTo(1100, 9);
  });

  test("every option of the solver comes to the same", async () => {
    const path = write("options.mps", workshop(false));
    for (const more of [["--no-race"], ["--algorithm", "ipm"], ["--algorithm", "simplex"], ["--algorithm", "ipm", "--no-crossover"], ["--memory", "500"]]) expect((await solved(path, ...more)).objective).toBeCloseTo(1107, 5);
  });

  test("the solution goes to a file, the report to people", async () => {
    const out = join(folder, "solution.txt");
    const ran = await concord(["solve", write("report.mps", workshop(true)), "--solution", out]);
    expect(readFileSync(out, "utf8")).toBe("=obj= 1107\nchairs 20\ntables 10\n");
    expect(ran.stdout).toMatch(/^model .*2 rows, 2 columns \(2 whole\), 4 entries; maximise profit\nstatus {5}optimal\nobjective {2}1107\nbound {6}1107 by the solver\ngap {8}0 %\nresiduals {2}rows 0 \(relative 0\), bounds 0, wholeness 0\nsolver {5}HiGHS, \d+ iterations, [\d.]+ s\n$/);
  });

  test.each([
    ["infeasible", workshop(false).replace("RHS wood 40", "RHS wood -40")],
    ["unbounded", workshop(false).replaceAll(/ L (wood|work)/g, " G $1")],
  ])("%s is an answer", async (status, text) => {
    expect((await solved(write(`${status}.mps`, text))).status).toBe(status);
  });

  test("entries that the solver takes for nothing are named, since the answer may be another with them", async () => {
    const it = await solved(write("small.mps", "NAME t\nROWS\n N o\n L r\n L s\nCOLUMNS\n x o -1 r 1e-10\n x s 1e-9\nRHS\n R r 1 s 5\nENDATA\n"));
    expect([it.status, it.message]).toEqual(["unbounded", "the solver takes 2 entries (first column x in row r) for 0, since it takes all up to 1e-9: state the column or the row in another unit"]);
    expect((await solved(write("plain.mps", workshop(false)))).message).toBeUndefined();
    const large = await concord(["solve", write("large.mps", workshop(false).replace("tables work 1", "tables work 1e16")), "--json"]);
    expect([large.code, (JSON.parse(large.stdout) as Answer).message]).toEqual([4, expect.stringContaining("the solver refuses the entry of column tables in row work")]);
  });

  test("bounds that cross are infeasible, and named", async () => {
    const it = await solved(write("crossed.mps", workshop(false).replace("PL B tables", "UP B tables 2\n LO B tables 3")));
    expect([it.status, it.message]).toEqual(["infeasible", "the lower bound 3 of column tables is above its upper bound 2"]);
  });

  test.each([
    ["a file that is not there", "nowhere.mps", undefined, 3, "There is no file"],
    ["a mistake, with its line and mend", "wrong.mps", workshop(false).replace("tables work 1", "tables werk 1"), 3, "wrong.mps:13: The row werk in COLUMNS does not stand under ROWS.\n    tables werk 1\nState the row under ROWS"],
    ["what is no text", "bytes.mps", "\u0000\u0001bytes", 3, 'bytes.mps:1: "??bytes" begins no MPS file'],
    ["quadratic terms", "quadratic.mps", workshop(false).replace("ENDATA", "QUADOBJ\n chairs chairs 1\nENDATA"), 3, "quadratic terms"],
    ["a mistake in LP text, with its line, column and mend", "wrong.lp", "Minimize\n o: 3 x + y\nSubject To\n c: x + >= 2 <= y 3\nEnd\n", 3, 'wrong.lp:4:9: ">=" stands where a number or a column should be.\n    c: x + >= 2 <= y 3\nWrite a row as terms'],
    ["a broken gz", "broken.mps.gz", gzipSync(workshop(false)).subarray(0, 60), 3, "cannot be read"],
  ])("refused: %s", async (_, name, data, code, words) => {
    const ran = await concord(["solve", data === undefined ? join(folder, name) : write(name, data)]);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
    expect(ran.stdout).toBe("");
  });

  test.each([
    [["--mip-gap", "2"], "share from 0 to 1"],
    [["--time", "0"], "above 0"],
    [["--solver", "cplex"], "Use one of: wasm, native"],
    [["--algorithm", "barrier"], "simplex or ipm"],
  ])("wrong use %j", async (more, words) => {
    const ran = await concord(["solve", write("use.mps", workshop(false)), ...more]);
    expect([ran.code, ran.stderr.includes(words)]).toEqual([2, true]);
  });

  test("a native solver that is not there is said to be missing", async () => {
    const child = spawn(process.execPath, [join(ROOT, "bin", "concord.mjs"), "solve", write("native.mps", workshop(false)), "--solver", "native"], { cwd: ROOT, env: { ...process.env, PATH: folder } });
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, text.includes('There is no program "highs" on the PATH'), text.includes("--solver wasm")]).toEqual([2, true, true]);
  });
});

/** Market split: no solver ends this soon, and every solver has a solution at once. */
const hard = (() => {
  let state = 7;
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647) % 100;
  const rows = [0, 1, 2, 3, 4];
  const columns = Array.from({ length: 40 }, (_, at) => ({ name: `pick${at}`, values: rows.map(draw) }));
  return ["NAME split", "ROWS", " N off", ...rows.map((row) => ` E r${row}`), "COLUMNS", " M 'MARKER' 'INTORG'", ...columns.flatMap((it) => rows.map((row) => ` ${it.name} r${row} ${it.values[row]}`)), " M 'MARKER' 'INTEND'", ...rows.flatMap((row) => [` over${row} off 1 r${row} -1`, ` under${row} off 1 r${row} 1`]), "RHS", ...rows.map((row) => ` R r${row} ${Math.floor(columns.reduce((sum, it) => sum + it.values[row]!, 0) / 2)}`), "ENDATA", ""].join("\n");
})();

describe("a search that takes long", () => {
  test("ends at its time limit with what it has, and a gap", async () => {
    const it = await solved(write("hard.mps", hard), "--time", "1", "--mip-gap", "0");
    expect([it.status, it.objective > it.bound, it.residuals.row < 1e-6, it.residuals.whole < 1e-6]).toEqual(["feasible", true, true, true]);
  });

  test("tells incumbent and bound with --progress, and Ctrl-C answers with the best so far", async () => {
    const child = spawn(process.execPath, [join(ROOT, "bin", "concord.mjs"), "solve", write("hard.mps", hard), "--progress", "--mip-gap", "0", "--json"], { cwd: ROOT });
    let told = "";
    let text = "";
    let isTold = false;
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      if (isTold || !/incumbent \d/.test(told)) return;
      isTold = true;
      child.kill("SIGINT");
    });
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, told.includes("bound "), told.includes("Stopping")]).toEqual([130, true, true]);
    expect((JSON.parse(text) as Answer).status).toBe("feasible");
  });
});

describe("export-model", () => {
  test.each([
    ["mps", "planner", /^NAME concord_shortfall_\w+ FREE\nROWS\n N objective\n/, "buy."],
    ["lp", "planner", /^\\ concord shortfall \w+\nMinimize\n/, "buy."],
    ["lp", "anonymous", /^\\ model\nMinimize\n/, "x00000012"],
  ])("%s with %s names is solved to the same", async (format, names, start, word) => {
    const path = join(folder, `${names}.${format}`);
    const ran = await concord(["export-model", "cases/two-nations", "--format", format, "--names", names, "-o", path]);
    expect(ran.code, ran.stderr).toBe(0);
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(start);
    expect(text).toContain(word);
    if (names === "anonymous") expect(text).not.toMatch(/VAL|brigade/);
    const printed = await concord(["export-model", "cases/two-nations", "--format", "mps"]);
    expect((await concord(["solve", path])).stderr).not.toContain("left out");
    const [a, b] = [await solved(path), await solved(write("printed.mps", printed.stdout))];
    expect(a.objective).toBeCloseTo(b.objective, 8);
  });

  test.each(["mps", "lp"].flatMap((format) => ["shortfall", "money"].flatMap((objective) => [[format, objective]])))("the size said of an %s file for %s is the one that solve counts", async (format, objective) => {
    const path = join(folder, `size-${objective}.${format}`);
    const ran = await concord(["export-model", "cases/two-nations", "--format", format, "--objective", objective, "-o", path]);
    const { rows, columns, entries } = await solved(path);
    expect(ran.stderr).toContain(`: ${rows} rows, ${columns} columns, ${entries} entries.`);
  });

  test("the whole-number model, no better than without whole numbers; another solver finds the same", async ({ skip }) => {
    const [whole, free] = ["--whole", "--no-whole"].map((it) => join(folder, `model${it}.lp`)) as [string, string];
    for (const [path, more] of [[whole, ["--whole"]], [free, []]] as const) expect((await concord(["export-model", "cases/two-nations", "--format", "lp", "-o", path, ...more])).code).toBe(0);
    expect(readFileSync(whole, "utf8")).toMatch(/^(?:Binary|Binaries|General|Generals)$/m);
    const [{ objective }, relaxed] = [await solved(whole, "--mip-gap", "0"), await solved(free)];
    expect(objective).toBeGreaterThanOrEqual(relaxed.objective - 1e-9);
    const cbc = spawnSync("cbc", [whole, "solve"], { encoding: "utf8" });
    if (cbc.error !== undefined) skip("CBC is not installed");
    expect(Number(/^Objective value:\s+(\S+)/m.exec(cbc.stdout)?.[1])).toBeCloseTo(objective, 5);
  });

  test.each([
    [["--levers", "dates,lot"], '"lot" is no lever'],
    [["--format", "xml"], "mps, lp"],
    [["--objective", "fame"], "shortfall, money"],
    [["--names", "both"], "planner, anonymous"],
  ])("wrong use %j", async (more, words) => {
    const ran = await concord(["export-model", "cases/two-nations", ...more]);
    expect([ran.code, ran.stderr.includes(words)]).toEqual([2, true]);
  });
});
