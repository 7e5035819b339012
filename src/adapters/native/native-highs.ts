import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "#engines/plan";
import { mpsText } from "#maths";
import { checked } from "../highs/index.ts";
import { noAnswer } from "../highs/no-answer.ts";
import { readSolution } from "./solution-file.ts";

export interface NativeOptions {
  /** Name or path of the program. */
  readonly program: string;
  /** How many of it may run at once. */
  readonly parallel: number;
}

// A program that has not ended this long after its time limit, or after it was told to stop, is ended. Unit: s.
const GRACE = 10;

/**
 * Native HiGHS through files: the model as MPS, an options file, and the raw solution file it writes. Only the program
 * started here is ever ended. A program that is missing or breaks is `failed`, with its last words.
 */
export const nativeHighs = (options: NativeOptions): Solver =>
  checked({
    name: "HiGHS native",
    parallel: options.parallel,
    solve: async (request: SolveRequest, signal?: StopSignal): Promise<SolveAnswer> => {
      const began = performance.now();
      const seconds = (): number => (performance.now() - began) / 1000;
      if (signal?.aborted) return noAnswer("stopped", "stopped before it began", 0);
      const folder = await mkdtemp(join(tmpdir(), "concord-highs-"));
      try {
        const files = { model: join(folder, "model.mps"), options: join(folder, "options"), solution: join(folder, "solution") };
        await writeFile(files.model, mpsText(boundedRows(request)));
        await writeFile(files.options, optionsText(request, files.solution));
        const run = await runProgram({ program: options.program, args: ["--options_file", files.options, files.model], request, ...(signal !== undefined && { signal }), seconds });
        if (run.missing) return noAnswer("failed", `there is no program "${options.program}" on the PATH`, seconds());
        const text = await readFile(files.solution, "utf8").catch(() => "");
        const solution = readSolution(text, request.model);
        if (solution === undefined) {
          const isStopped = signal?.aborted ?? false;
          return noAnswer(isStopped ? "stopped" : "failed", isStopped ? "stopped" : `HiGHS wrote no solution${run.late ? " in time" : ""}: ${run.lastWords}`, seconds());
        }
        return await answerOf({ solution, request, output: run.output, seconds: seconds(), again: async (zero) => nativeHighs(options).solve(zero, signal) });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  });

// A row without bounds becomes an N row in MPS, which readers drop; a bound beyond every reach keeps the rows counted.
function boundedRows({ model }: SolveRequest): SolveRequest["model"] {
  let free = 0;
  for (let row = 0; row < model.rowCount; row++) if (model.rowLower[row] === Number.NEGATIVE_INFINITY && model.rowUpper[row] === Number.POSITIVE_INFINITY) free += 1;
  return free === 0 ? model : { ...model, rowLower: model.rowLower.map((lower, row) => (lower === Number.NEGATIVE_INFINITY && model.rowUpper[row] === Number.POSITIVE_INFINITY ? -1e30 : lower)) };
}

/** HiGHS' options, one a line. It is handed no basis: what was asked for the way from one is left to the solver. */
const optionsText = (request: SolveRequest, solution: string): string =>
  [
    `time_limit = ${request.timeLimit}`,
    `mip_rel_gap = ${request.gap ?? 1e-4}`,
    ...(request.integrality === undefined ? [] : [`mip_feasibility_tolerance = ${request.integrality}`]),
    "random_seed = 1",
    `threads = ${request.threads ?? 1}`,
    `parallel = ${(request.threads ?? 1) > 1 ? "on" : "off"}`,
    ...(request.presolve === false && request.start === undefined ? ["presolve = off"] : []),
    ...(request.algorithm === undefined || request.model.whole?.includes(1) === true ? [] : [`solver = ${request.algorithm === "interior-point" ? "ipm" : "simplex"}`]),
    ...(request.crossover === undefined ? [] : [`run_crossover = ${request.crossover ? "on" : "off"}`]),
    "write_solution_to_file = true",
    "write_solution_style = 0",
    `solution_file = ${solution}`,
    "",
  ].join("\n");

interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly request: SolveRequest;
  readonly signal?: StopSignal;
  readonly seconds: () => number;
}

interface ProgramEnd {
  readonly output: string;
  readonly lastWords: string;
  readonly missing: boolean;
  readonly late: boolean;
}

/** Runs the program to its end, or ends it: asked to stop first, then killed by its own process number. */
const runProgram = ({ program, args, request, signal, seconds }: ProgramRun): Promise<ProgramEnd> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let late = false;
    let missing = false;
    let ender: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      child.kill("SIGINT");
      ender = setTimeout(() => child.kill("SIGKILL"), GRACE * 1000);
    };
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, Math.min((request.timeLimit + GRACE) * 1000, 2_147_483_647));
    signal?.addEventListener("abort", stop, { once: true });
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.length > 1_000_000) output = output.slice(-500_000);
      const progress = request.onProgress === undefined ? undefined : progressIn(chunk.toString());
      if (progress !== undefined) request.onProgress?.({ ...progress, seconds: seconds() });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", () => {
      missing = true;
    });
    child.on("close", () => {
      clearTimeout(timer);
      clearTimeout(ender);
      signal?.removeEventListener("abort", stop);
      resolve({ output, lastWords: output.trim().split("\n").at(-1)?.slice(0, 200) ?? "", missing, late });
    });
  });

/** The last line of the table of the whole-number search in a piece of output: nodes, bound and incumbent. */
export function progressIn(output: string): { readonly incumbent: number; readonly bound: number; readonly nodes: number } | undefined {
  for (const line of output.split("\n").reverse()) {
    const words = line.trim().split(/\s+/);
    const from = /^[A-Z]$/.test(words[0] ?? "") ? 1 : 0;
    const isRow = words.length - from >= 8 && (words[from + 3] ?? "").endsWith("%");
    if (!isRow) continue;
    const number = (text: string | undefined, otherwise: number): number => (text === undefined || !Number.isFinite(Number(text)) ? otherwise : Number(text));
    return { nodes: number(words[from], 0), bound: number(words[from + 4], Number.NEGATIVE_INFINITY), incumbent: number(words[from + 5], Number.POSITIVE_INFINITY) };
  }
  return undefined;
}

interface Reading {
  readonly solution: NonNullable<ReturnType<typeof readSolution>>;
  readonly request: SolveRequest;
  readonly output: string;
  readonly seconds: number;
  readonly again: (zero: SolveRequest) => Promise<SolveAnswer>;
}

async function answerOf({ solution, request, output, seconds, again }: Reading): Promise<SolveAnswer> {
  const { model } = request;
  const isMip = model.whole?.includes(1) === true;
  const status = solution.status.toLowerCase();
  if (status === "infeasible") return noAnswer("infeasible", undefined, seconds);
  if (status === "unbounded" || status.includes("unbounded")) {
    const zero = await again({ model: { ...model, cost: new Float64Array(model.colCount) }, name: request.name, timeLimit: Math.max(request.timeLimit - seconds, 0.1) });
    const told = zero.status === "optimal" || zero.status === "feasible" ? "unbounded" : zero.status;
    return noAnswer(told, told === "unbounded" || told === "infeasible" ? undefined : "unbounded or infeasible; they could not be told apart", seconds + zero.seconds);
  }
  const isOptimal = status === "optimal" || status === "empty";
  const isLimit = status.includes("limit") || status.includes("interrupt") || status.includes("bound");
  if (!isOptimal && !isLimit) return noAnswer("failed", `HiGHS ended with "${solution.status}"`, seconds);
  if (solution.primal === undefined) return noAnswer(isOptimal ? "failed" : "stopped", isOptimal ? "HiGHS calls it optimal but wrote no values" : solution.status, seconds);
  let objective = 0;
  for (let column = 0; column < model.colCount; column++) objective += model.cost[column]! * solution.primal[column]!;
  const claimed = Number(/Dual bound\s+(\S+)/.exec(output)?.[1] ?? Number.NaN);
  return {
    status: isOptimal ? "optimal" : "feasible",
    primal: solution.primal,
    dual: isMip ? new Float64Array(0) : (solution.dual ?? new Float64Array(0)),
    objective,
    bound: isMip ? (Number.isFinite(claimed) ? claimed : Number.NEGATIVE_INFINITY) : isOptimal ? objective : Number.NEGATIVE_INFINITY,
    iterations: [...output.matchAll(/(?:Simplex\s+iterations:|IPM\s+iterations:|Crossover\s+iterations:|LP iterations)\s+(\d+)/g)].reduce((sum, it) => sum + Number(it[1]), 0),
    seconds,
    ...(!isOptimal && { message: solution.status }),
  };
}
