import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { gunzipSync } from "node:zlib";
import { type ClosableSolver, highsPool, racing } from "#adapters/highs";
import { isOnPath, nativeHighs } from "#adapters/native";
import { solveModel, type SolveReport } from "#app";
import { searching, type SolveProgress, type Solver } from "#engines/plan";
import { type ModelFile, readLp, readMps } from "#maths";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { wrap } from "./table.ts";
import { fileFault, textOfBytes } from "./text-file.ts";

export interface SolveCommandOptions {
  readonly mipGap: number;
  readonly time: number;
  readonly solver?: string;
  readonly algorithm?: string;
  readonly crossover: boolean;
  readonly race: boolean;
  readonly search: boolean;
  readonly memory?: number;
  readonly threads?: number;
  readonly json?: boolean;
  readonly solution?: string;
  readonly progress?: boolean;
  readonly quiet?: boolean;
}

const ALGORITHMS: Readonly<Record<string, "simplex" | "interior-point">> = { simplex: "simplex", ipm: "interior-point", "interior-point": "interior-point" };
const SOLVERS = ["wasm", "native"];
const NATIVE = "highs";

// The text of a model has to fit one string.
const MOST_BYTES = 500_000_000;

/** `concord solve FILE`: any linear or whole-number model, solved and checked. */
export async function solveCommand(path: string, options: SolveCommandOptions, out: Out): Promise<number> {
  const solverName = options.solver ?? process.env["CONCORD_SOLVER"] ?? "wasm";
  if (!SOLVERS.includes(solverName)) throw new Complaint(EXIT.usage, `"${solverName}" is no solver.`, `Use one of: ${SOLVERS.join(", ")}.`);
  const algorithm = options.algorithm === undefined ? undefined : ALGORITHMS[options.algorithm];
  if (options.algorithm !== undefined && algorithm === undefined) throw new Complaint(EXIT.usage, `"${options.algorithm}" is no algorithm.`, "Use simplex or ipm.");
  if (solverName === "native" && !(await isOnPath(NATIVE))) throw new Complaint(EXIT.usage, `There is no program "${NATIVE}" on the PATH.`, "Install HiGHS and put it on the PATH, or use the solver inside the program: --solver wasm.");
  const file = await readModelFile(path);
  for (const it of file.warnings) out.say(wrap(`warning: ${it}`, out.width));

  const stop = new AbortController();
  const onInterrupt = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.stopped);
    out.say("Stopping; the best answer so far follows.");
    stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  const solver = await solverNamed(solverName, algorithm === undefined ? secondThread(file, options) : "none");
  try {
    const shows = options.quiet !== true && (options.progress === true || process.stderr.isTTY);
    const report = await solveModel(file, {
      solver,
      timeLimit: options.time,
      gap: options.mipGap,
      crossover: options.crossover,
      signal: stop.signal,
      ...(algorithm !== undefined && { algorithm }),
      ...(options.memory !== undefined && { memoryBytes: options.memory * 1e6 }),
      ...(options.threads !== undefined && { threads: options.threads }),
      ...(shows && { onProgress: progressLines(out) }),
    });
    if (options.solution !== undefined) await writeSolution(options.solution, file, report);
    out.print(options.json === true ? JSON.stringify(jsonOf(path, file, report), undefined, 2) : textOf(path, file, report, out.width));
    if (stop.signal.aborted) return EXIT.stopped;
    return report.status === "failed" || report.status === "stopped" || report.status === "not-whole" ? EXIT.noPlan : EXIT.ok;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    if ("close" in solver) await solver.close();
  }
}

// Below this a linear model is solved before a second thread has started.
const RACE_ENTRIES = 20_000;

// Below this a whole-number model is solved, or is hard for reasons that a search of its parts does not help.
const SEARCH_ENTRIES = 2000;

type Second = "none" | "race" | "search";

/** What a second thread is put to, where one is free. */
function secondThread({ model }: ModelFile, { race, search }: SolveCommandOptions): Second {
  if (availableParallelism() < 2) return "none";
  if (model.whole?.includes(1) === true) return search && model.values.length >= SEARCH_ENTRIES ? "search" : "none";
  return race && model.values.length >= RACE_ENTRIES ? "race" : "none";
}

/** The solver asked for, with what a second thread is put to. */
async function solverNamed(name: string, second: Second): Promise<Solver | ClosableSolver> {
  if (name === "native") return nativeHighs({ program: NATIVE, parallel: 1 });
  const pool = await highsPool({ threads: second === "none" ? 1 : 2 });
  return second === "race" ? racing(pool) : second === "search" ? searching(pool, () => performance.now() / 1000) : pool;
}

/** Reads a model file, packed or not, or complains with the line and the mend. */
async function readModelFile(path: string): Promise<ModelFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    // A packed file is told by its first two bytes, whatever its name.
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Complaint(EXIT.unreadable, `There is no file ${path}.`, "Give the path of a model in MPS or LP format.");
    throw new Complaint(EXIT.unreadable, `${path} cannot be read: ${fileFault(error)}.`, code === "EISDIR" ? "Give a file, not a folder." : "Give a model in MPS or LP format, packed with gzip or not.");
  }
  if (bytes.length > MOST_BYTES) throw new Complaint(EXIT.unreadable, `${path} is larger than ${MOST_BYTES / 1e6} MB.`, "Give a smaller model.");
  const text = textOfBytes(path, bytes);
  const file = /\.lp(\.gz)?$/i.test(path) ? readLp(text) : readMps(text);
  if (file.kind === "model") return file;
  throw new Complaint(EXIT.unreadable, printable(`${path}${file.line > 0 ? `:${file.line}` : ""}${file.column === undefined ? "" : `:${file.column}`}: ${file.message}${file.text.trim() === "" ? "" : `\n    ${file.text.trim()}`}`), file.mend);
}

/** Without the control characters of a file that is no text. */
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, "?");

/** Prints a line whenever the incumbent moves, and at most every second as the bound does. */
function progressLines(out: Out): (progress: SolveProgress) => void {
  let incumbent = Number.NaN;
  let bound = Number.NaN;
  let said = Number.NEGATIVE_INFINITY;
  return (it) => {
    if (it.incumbent === incumbent && (it.bound === bound || it.seconds - said < 1)) return;
    ({ incumbent, bound } = it);
    said = it.seconds;
    const gap = Number.isFinite(incumbent) && Number.isFinite(bound) ? percent(Math.abs(incumbent - bound) / Math.max(Math.abs(incumbent), 1e-10)) : "–";
    out.say(`${it.seconds.toFixed(1).padStart(7)} s  incumbent ${number(incumbent)}  bound ${number(bound)}  gap ${gap}  nodes ${it.nodes}`);
  };
}

const number = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? "–" : String(Number(value.toPrecision(12))));
const small = (value: number): string => (value === 0 ? "0" : value.toExponential(1));
const percent = (share: number): string => (share === 0 ? "0 %" : share < 1e-4 ? "below 0.01 %" : `${Number((100 * share).toPrecision(3))} %`);

const MEANINGS: Readonly<Record<SolveReport["status"], string>> = {
  optimal: "optimal",
  feasible: "feasible (a solution, not proved to be the best)",
  infeasible: "infeasible (no solution meets all rows and bounds)",
  unbounded: "unbounded (the objective has no best value)",
  stopped: "stopped (no solution was found)",
  "not-whole": "not whole (a solution only within the solver's tolerance for whole numbers; none that is whole was found)",
  failed: "failed",
};

function textOf(path: string, file: ModelFile, report: SolveReport, width: number): string {
  const { model } = file;
  const { residuals } = report;
  const whole = model.whole?.reduce((sum, it) => sum + it, 0) ?? 0;
  const line = (name: string, text: string | undefined): readonly string[] => (text === undefined ? [] : [`${name.padEnd(11)}${text}`]);
  return [
    ...line("model", `${path}: ${model.rowCount} rows, ${model.colCount} columns (${whole} whole), ${model.values.length} entries; ${file.maximise ? "maximise" : "minimise"}${file.objectiveName === "" ? "" : ` ${file.objectiveName}`}`),
    ...line("status", MEANINGS[report.status]),
    ...line("objective", report.objective === undefined ? undefined : number(report.objective)),
    ...line("bound", report.bound === undefined ? undefined : `${number(report.bound)} by ${report.boundBy ?? "the solver"}`),
    ...line("gap", report.gap === undefined ? undefined : percent(report.gap)),
    ...line(
      "residuals",
      residuals === undefined
        ? undefined
        : `rows ${small(residuals.row)} (relative ${small(residuals.rowRelative)}${residuals.worstRow === undefined || residuals.row === 0 ? "" : `, worst ${residuals.worstRow}`}), bounds ${small(residuals.bound)}${whole > 0 ? `, wholeness ${small(residuals.whole)}` : ""}${residuals.dual === undefined ? "" : `, duals ${small(residuals.dual)}`}`,
    ),
    ...line("solver", `${report.solver}, ${report.iterations} iterations, ${report.seconds.toFixed(2)} s`),
    ...(report.message === undefined ? [] : [wrap(`${"note".padEnd(11)}${report.message}`, width)]),
  ].join("\n");
}

/** The report as data. Values of columns are those that are not 0. */
function jsonOf(path: string, file: ModelFile, report: SolveReport): unknown {
  const { answer, ...rest } = report;
  return {
    file: path,
    title: file.title,
    format: file.format,
    sense: file.maximise ? "maximise" : "minimise",
    rows: file.model.rowCount,
    columns: file.model.colCount,
    wholeColumns: file.model.whole?.reduce((sum, it) => sum + it, 0) ?? 0,
    entries: file.model.values.length,
    ...rest,
    warnings: file.warnings,
    values: Object.fromEntries([...answer.primal].flatMap((value, at) => (value === 0 ? [] : [[file.columnNames[at]!, value]]))),
  };
}

/** Writes the solution as `name value` lines, the objective first: the form of the MIPLIB collection. */
async function writeSolution(path: string, file: ModelFile, report: SolveReport): Promise<void> {
  if (report.objective === undefined || report.status === "not-whole") return;
  const lines = [`=obj= ${report.objective}`, ...file.columnNames.map((name, at) => `${name} ${report.answer.primal[at]}`), ""];
  try {
    await writeFile(path, lines.join("\n"));
  } catch (error) {
    throw new Complaint(EXIT.unreadable, `The solution cannot be written to ${path}: ${(error as Error).message}`, "Give a path in a folder that exists.");
  }
}
