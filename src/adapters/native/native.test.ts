import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { MilpBuilder, type MilpModel } from "#maths";
import { ROOT } from "../../../tools/files.ts";
import { highsInProcess } from "../highs/index.ts";
import { nativeHighs } from "./index.ts";
import { progressIn } from "./native-highs.ts";
import { readSolution } from "./solution-file.ts";

const INF = Number.POSITIVE_INFINITY;

const made = (rows: readonly (readonly [lower: number, upper: number, ...values: number[]])[], columns: readonly (readonly [lower: number, upper: number, cost: number, isWhole?: boolean])[]): MilpModel => {
  const build = new MilpBuilder();
  for (const [lower, upper, cost, isWhole] of columns) (isWhole === true ? build.wholeColumn : build.column).call(build, lower, upper, cost);
  for (const [lower, upper, ...values] of rows) {
    build.row(lower, upper);
    values.forEach((value, column) => void (value !== 0 && build.entry(column, value)));
  }
  return build.model();
};

const models: readonly (readonly [string, MilpModel])[] = [
  ["a linear model", made([[-INF, 40, 1, 2], [-INF, 50, 2, 1], [-INF, INF, 1, 1]], [[0, INF, -30], [0, INF, -50]])],
  ["ranges, free and fixed columns", made([[1, 7, 1, -1, 0.5], [2, 2, 0, 1, 1]], [[-INF, INF, 1], [-3, 9, 2], [1.5, 1.5, -1]])],
  ["a whole-number model", made([[-INF, 10.5, 3, 2, 4], [1, INF, 1, 1, 1]], [[0, 4, -5, true], [0, INF, -3, true], [0, 1, -6.5, true]])],
  ["no solution", made([[10, INF, 1]], [[0, 9, 1]])],
  ["no best value", made([[1, INF, 1]], [[0, INF, -1]])],
  ["no columns", made([[-1, 1]], [])],
];

const hasHighs = (() => {
  try {
    execFileSync("highs", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

async function agrees(program: string, model: MilpModel): Promise<void> {
  const theirs = await nativeHighs({ program, parallel: 1 }).solve({ model, timeLimit: 20, gap: 0, name: "test" });
  const ours = await (await highsInProcess()).solve({ model, timeLimit: 20, gap: 0, name: "test" });
  expect(theirs.status, theirs.message).toBe(ours.status);
  if (ours.status !== "optimal") return;
  expect(Math.abs(theirs.objective - ours.objective)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(ours.objective)));
  expect(theirs.dual.length).toBe(ours.dual.length);
}

describe("highs of this machine agrees with the one within", () => {
  test.for(models)("%s", async ([, model], { skip }) => {
    if (!hasHighs) return skip("highs is not on the PATH");
    await agrees("highs", model);
  });
});

const folder = mkdtempSync(join(tmpdir(), "concord-native-"));

/** A program that takes the arguments and files of HiGHS, does `work` in Node, and is not HiGHS. */
function program(name: string, work: string): string {
  const path = join(folder, name);
  writeFileSync(`${path}.mjs`, work);
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${path}.mjs" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

// Reads the options and the model with the HiGHS of the package and writes the solution file as the program does.
const STAND_IN = `
import { readFileSync, writeFileSync } from "node:fs";
import load from ${JSON.stringify(pathToFileURL(join(ROOT, "node_modules/highs/build/highs.mjs")).href)};
const [, , flag, optionsFile, modelFile] = process.argv;
if (flag !== "--options_file") process.exit(2);
const options = Object.fromEntries(readFileSync(optionsFile, "utf8").trim().split("\\n").map((line) => line.split(" = ")));
const highs = await load();
const model = highs.createModel({ format: "mps", data: readFileSync(modelFile) });
model.options.set({ output_flag: false, time_limit: Number(options.time_limit), mip_rel_gap: Number(options.mip_rel_gap) });
const { modelStatus } = model.run();
const words = { 7: "Optimal", 8: "Infeasible", 9: "Primal infeasible or unbounded", 10: "Unbounded", 13: "Time limit reached" };
const lines = ["Model status", words[modelStatus] ?? "Unknown", ""];
const solution = model.getSolution();
const block = (head, values, names) => [\`# \${head} \${values.length}\`, ...[...values].map((value, at) => \`\${names}\${at} \${value}\`)];
if (modelStatus === 7) lines.push("# Primal solution values", "Feasible", "Objective " + model.getObjectiveValue(), ...block("Columns", solution.colValue, "x"), ...block("Rows", solution.rowValue, "r"), "", "# Dual solution values", ...(model.getLp().integrality.includes(1) ? ["None"] : ["Feasible", ...block("Columns", solution.colDual, "x"), ...block("Rows", solution.rowDual, "r")]));
process.stdout.write("  Dual bound        " + model.getObjectiveValue() + "\\nLP iterations     3\\n");
writeFileSync(options.solution_file, lines.join("\\n") + "\\n");
`;

describe("files go to a program and come back", () => {
  test.each(models)("%s", async (_, model) => agrees(program("stand-in", STAND_IN), model));

  test.each([
    ["is missing", join(folder, "nowhere"), "there is no program"],
    ["says nothing", program("silent", "process.exit(0);"), "HiGHS wrote no solution: "],
    ["breaks with a word", program("broken", "console.log('no licence'); process.exit(1);"), "HiGHS wrote no solution: no licence"],
    ["lies", program("lying", STAND_IN.replaceAll("...block(\"Columns\", solution.colValue", "...block(\"Columns\", solution.colValue.map((it) => it + 1)")), "breaches the model, with presolve and without"],
  ])("a program that %s has failed", async (_, path, words) => {
    const answer = await nativeHighs({ program: path, parallel: 1 }).solve({ model: models[0]![1], timeLimit: 20, name: "test" });
    expect(answer.status).toBe("failed");
    expect(answer.message).toContain(words);
  });

  test("a program that is stopped is ended, and its folder is gone", async () => {
    const before = readdirSync(tmpdir()).filter((it) => it.startsWith("concord-highs-")).length;
    const stop = new AbortController();
    const running = nativeHighs({ program: program("endless", "setInterval(() => {}, 1000);"), parallel: 1 }).solve({ model: models[0]![1], timeLimit: 60, name: "test" }, stop.signal);
    setTimeout(() => stop.abort(), 300);
    expect((await running).status).toBe("stopped");
    expect(readdirSync(tmpdir()).filter((it) => it.startsWith("concord-highs-")).length).toBe(before);
  });
});

test("a solution file is read by place", () => {
  const text = "Model status\nTime limit reached\n\n# Primal solution values\nFeasible\nObjective -3\n# Columns 2\na b 1.5\nc -2e-3\n# Rows 1\nr 7\n\n# Dual solution values\nNone\n";
  expect(readSolution(text, { colCount: 2, rowCount: 1 })).toEqual({ status: "Time limit reached", primal: Float64Array.of(1.5, -0.002) });
  expect(readSolution(text, { colCount: 3, rowCount: 1 })).toEqual({ status: "Time limit reached" });
  expect(readSolution("nothing", { colCount: 2, rowCount: 1 })).toBeUndefined();
});

test.each([
  [" S       0       0         0   0.00%   -2839.5         -61.2            4539.88%        0      0      0         0     0.0s", { nodes: 0, bound: -2839.5, incumbent: -61.2 }],
  ["         7       0         3 100.00%   -12             inf                  inf        0      0      0         9     0.1s", { nodes: 7, bound: -12, incumbent: INF }],
  ["Presolving model", undefined],
])("progress in %j", (line, progress) => expect(progressIn(`header\n${line}\n`)).toEqual(progress));
