import type { SolveAnswer, SolveProgress, SolveRequest } from "#engines/plan";
import type { Highs, Model } from "highs";
import { noAnswer } from "./no-answer.ts";

/** What a run asks of its surroundings. */
export interface RunHooks {
  /** Asked now and then; true ends the run with the best answer so far. */
  readonly stopped: () => boolean;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** Given each better solution of a whole-number search, in case the run does not live to its end. */
  readonly onIncumbent?: (primal: Float64Array, progress: SolveProgress) => void;
}

// The heap is asked for in steps of a fifth, so a run that stops here seldom meets the ceiling itself.
const MEMORY_SHARE = 0.8;
// HiGHS' number for the primal simplex method. It goes on from a basis of the model as it is: models come scaled by their
// units, and scaling them again, or perturbing their bounds, has cost up to several times as many steps.
const PRIMAL = 4;
// Exact weights of the dual simplex method take longer to compute than a few steps; so do steps that undo a perturbation.
const FEW_STEPS = { solver: "simplex", presolve: "off", simplex_dual_edge_weight_strategy: 1, dual_simplex_cost_perturbation_multiplier: 0, simplex_scale_strategy: 0 } as const;
// For thousands of steps exact weights have saved up to half of them and more time than they cost; scaling has added a third.
const MANY_STEPS = { solver: "simplex", presolve: "off", simplex_scale_strategy: 0 } as const;
// Least time between two reports of progress. Unit: s.
const REPORT_EVERY = 0.2;

/** Solves one request in this thread, blocking it. */
export function runHighs(highs: Highs, request: SolveRequest, hooks: RunHooks): SolveAnswer {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  if (hooks.stopped()) return noAnswer("stopped", "stopped before it began");
  let model: (Model & { dispose: () => void }) | undefined;
  try {
    const { model: it } = request;
    const isMip = it.whole?.includes(1) === true;
    model = highs.createModel({
      numCols: it.colCount,
      numRows: it.rowCount,
      colCost: it.cost,
      colLower: it.colLower,
      colUpper: it.colUpper,
      rowLower: it.rowLower,
      rowUpper: it.rowUpper,
      matrix: { format: "csr", numRows: it.rowCount, numCols: it.colCount, starts: it.starts, indices: it.indices, values: it.values },
      ...(isMip ? { integrality: Int32Array.from(it.whole!) } : {}),
    });
    model.options.set({ output_flag: false, time_limit: Math.max(request.timeLimit - seconds(), 0), random_seed: 1, mip_rel_gap: request.gap ?? 1e-4 });
    if (isMip && request.integrality !== undefined) model.options.set({ mip_feasibility_tolerance: request.integrality });
    if (isMip && request.algorithm === "interior-point") model.options.set({ mip_lp_solver: "ipx" });
    if (!isMip && request.algorithm !== undefined) model.options.set(request.algorithm === "interior-point" ? { solver: "ipm" } : { solver: "simplex", ...(request.algorithm === "primal-simplex" && { simplex_strategy: PRIMAL, simplex_scale_strategy: 0, primal_simplex_bound_perturbation_multiplier: 0 }) });
    if (request.crossover !== undefined) model.options.set({ run_crossover: request.crossover ? "on" : "off" });
    if (request.presolve === false) model.options.set({ presolve: "off" });
    if (request.start !== undefined && request.start.colStatus.length === it.colCount && request.start.rowStatus.length === it.rowCount) {
      model.setBasis({ colStatus: request.start.colStatus, rowStatus: request.start.rowStatus });
      if (!isMip && request.startDistance !== undefined) model.options.set(request.startDistance === "few steps" ? FEW_STEPS : MANY_STEPS);
      if (!isMip && request.mostSteps !== undefined) model.options.set({ simplex_iteration_limit: request.mostSteps });
    }
    if (isMip && request.startValues !== undefined && request.startValues.length === it.colCount) model.setSolution({ colValue: request.startValues });
    let isOverMemory = false;
    const interrupt = (event: { interrupt: () => void }): undefined => {
      isOverMemory ||= request.memoryBytes !== undefined && highs.memoryBytes > MEMORY_SHARE * request.memoryBytes;
      if (isOverMemory || hooks.stopped()) event.interrupt();
      return undefined;
    };
    let reported = Number.NEGATIVE_INFINITY;
    const progressOf = (data: ProgressData): SolveProgress => ({
      incumbent: finiteOr(data.mip_primal_bound, Number.POSITIVE_INFINITY),
      bound: finiteOr(data.mip_dual_bound, Number.NEGATIVE_INFINITY),
      seconds: seconds(),
      nodes: Number(data.mip_node_count ?? 0),
    });
    const report = ({ data }: { readonly data: ProgressData }): undefined => {
      const progress = progressOf(data);
      if (progress.seconds - reported < REPORT_EVERY) return undefined;
      reported = progress.seconds;
      hooks.onProgress?.(progress);
      return undefined;
    };
    const improved = ({ data }: { readonly data: ProgressData }): undefined => {
      const progress = { ...progressOf(data), incumbent: data.objective_function_value ?? finiteOr(data.mip_primal_bound, Number.POSITIVE_INFINITY) };
      hooks.onProgress?.(progress);
      if (data.mip_solution !== undefined) hooks.onIncumbent?.(data.mip_solution, progress);
      return undefined;
    };
    const callbacks = { 1: interrupt, 2: interrupt, 6: interrupt, ...(isMip && { 4: improved, 5: report }) };
    const isReported = !isMip && hooks.onProgress !== undefined && request.startDistance === "few steps";
    const { modelStatus, iterations } = isReported ? inSteps({ highs, model, callbacks, hooks, seconds }) : { ...model.run(callbacks), iterations: 0 };
    const answer = read({ highs, model, modelStatus, isMip, request, hooks, seconds: seconds(), before: iterations, isReported });
    if (isOverMemory && (answer.status === "feasible" || answer.status === "stopped")) return { ...answer, message: "stopped at the memory ceiling" };
    return answer;
  } catch (cause) {
    // A native error carries the whole minified source in its stack: only its message is passed on.
    return noAnswer("failed", cause instanceof Error ? cause.message.slice(0, 300) : "unknown error", seconds());
  } finally {
    try {
      model?.dispose();
    } catch {
      // An aborted runtime cannot dispose; the worker that holds it is replaced.
    }
  }
}

/** The part of HiGHS' callback data that is read. */
interface ProgressData {
  readonly mip_primal_bound?: number;
  readonly mip_dual_bound?: number;
  readonly mip_node_count?: bigint;
  readonly objective_function_value?: number;
  readonly mip_solution?: Float64Array;
}

const finiteOr = (value: number | undefined, otherwise: number): number => (value === undefined || !Number.isFinite(value) || Math.abs(value) >= 1e300 ? otherwise : value);

interface Run {
  readonly highs: Highs;
  readonly model: Model;
  readonly modelStatus: number;
  readonly isMip: boolean;
  readonly request: SolveRequest;
  readonly hooks: RunHooks;
  readonly seconds: number;
  /** Iterations of earlier steps of the same solve. */
  readonly before: number;
  /** Whether it went step by step: then prices of a solve that was stopped are passed on, which prove something, if not the best. */
  readonly isReported: boolean;
}

// Simplex iterations until the first report, and the part of those so far until each further one: a step costs as much as some twenty of them.
const FIRST_STEP = 100;
const STEP = 0.5;

/** Runs the simplex method in steps, and tells after each what it has: a value where the point keeps every row, a bound where its prices do. */
function inSteps({
  highs,
  model,
  callbacks,
  hooks,
  seconds,
}: {
  readonly highs: Highs;
  readonly model: Model;
  readonly callbacks: Parameters<Model["run"]>[0];
  readonly hooks: RunHooks;
  readonly seconds: () => number;
}): { readonly modelStatus: number; readonly iterations: number } {
  const { modelStatus: status, solutionStatus } = highs.constants;
  let iterations = 0;
  for (;;) {
    model.options.set({ simplex_iteration_limit: Math.max(FIRST_STEP, Math.round(STEP * iterations)) });
    const { modelStatus } = model.run(callbacks);
    if (modelStatus !== status.iterationLimit || hooks.stopped()) return { modelStatus, iterations };
    iterations += iterationsOf(model);
    const value = model.getObjectiveValue();
    const has = (what: "primal_solution_status" | "dual_solution_status"): boolean => Number(model.info.get(what)) === solutionStatus.feasible;
    hooks.onProgress?.({
      incumbent: has("primal_solution_status") ? value : Number.POSITIVE_INFINITY,
      bound: has("dual_solution_status") ? value : Number.NEGATIVE_INFINITY,
      seconds: seconds(),
      nodes: 0,
    });
  }
}

function read({ highs, model, modelStatus, isMip, request, hooks, seconds, before, isReported }: Run): SolveAnswer {
  const status = highs.constants.modelStatus;
  switch (modelStatus) {
    case status.infeasible:
      return noAnswer("infeasible", undefined, seconds);
    case status.unbounded:
    case status.unboundedOrInfeasible:
      return unboundedOrInfeasible({ highs, model, isMip, isKnown: modelStatus === status.unbounded && !isMip, request, hooks, seconds });
    case status.optimal:
    case status.empty:
    case status.timeLimit:
    case status.iterationLimit:
    case status.solutionLimit:
    case status.interrupted: {
      const isOptimal = modelStatus === status.optimal || modelStatus === status.empty;
      const feasible = Number(model.info.get("primal_solution_status")) === highs.constants.solutionStatus.feasible;
      const bound = isMip ? finiteOr(Number(model.info.get("mip_dual_bound")), Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
      const iterations = before + iterationsOf(model);
      const solution = model.getSolution();
      if (!isOptimal && !feasible)
        return {
          ...noAnswer("stopped", modelStatus === status.timeLimit ? "stopped at the time limit" : "stopped", seconds),
          bound,
          iterations,
          ...(isReported && { dual: solution.rowDual }),
        };
      const answer = {
        status: isOptimal ? ("optimal" as const) : ("feasible" as const),
        primal: solution.colValue,
        dual: isMip ? new Float64Array(0) : solution.rowDual,
        objective: model.getObjectiveValue(),
        bound: isMip ? bound : isOptimal ? model.getObjectiveValue() : bound,
        iterations,
        seconds,
        ...(modelStatus === status.timeLimit && { message: "stopped at the time limit" }),
      };
      if (isMip) return answer;
      const basis = model.getBasis();
      const rowRange = request.ranging === true && isOptimal ? rowRangeOf(model) : undefined;
      return { ...answer, ...(rowRange !== undefined && { rowRange }), basis: { colStatus: Int32Array.from(basis.colStatus), rowStatus: Int32Array.from(basis.rowStatus) } };
    }
    default:
      return noAnswer("failed", `the solver ended with status ${modelStatus}`, seconds);
  }
}

/** How far row bounds may move at the basis at hand. Absent: HiGHS has no simplex basis to say it from. */
function rowRangeOf(model: Model): { readonly lower: Float64Array; readonly upper: Float64Array } | undefined {
  try {
    const { rowBoundDown, rowBoundUp } = model.getRanging();
    return { lower: Float64Array.from(rowBoundDown.value), upper: Float64Array.from(rowBoundUp.value) };
  } catch {
    return undefined;
  }
}

// Share of the time left in which the rows are first solved without presolve.
const WITHOUT_PRESOLVE = 0.25;

/** The same rows without an objective tell the two apart: what has no solution has none then either. */
function unboundedOrInfeasible({
  highs,
  model,
  isKnown,
  request,
  hooks,
  seconds,
}: Omit<Run, "modelStatus" | "before" | "isReported"> & { readonly isKnown: boolean }): SolveAnswer {
  if (isKnown) return noAnswer("unbounded", undefined, seconds);
  let all = seconds;
  const solve = (presolve: boolean | undefined, share: number): SolveAnswer => {
    const { presolve: _asked, ...ask } = withoutBasis(request);
    const timeLimit = Math.max(share * (request.timeLimit - all), 0.1);
    const it = runHighs(highs, { ...ask, ...(presolve !== undefined && { presolve }), timeLimit, model: { ...request.model, cost: new Float64Array(request.model.colCount) } }, { stopped: hooks.stopped });
    all += it.seconds;
    return it;
  };
  // Its presolve fails on some rows without an objective, or never ends: first without it, for a while.
  const first = solve(false, WITHOUT_PRESOLVE);
  const again = first.status === "failed" || (first.status === "stopped" && !hooks.stopped()) ? solve(request.presolve, 1) : first;
  switch (again.status) {
    case "optimal":
    case "feasible":
      return { ...noAnswer("unbounded", undefined, all), iterations: iterationsOf(model) + again.iterations };
    case "infeasible":
      return noAnswer("infeasible", undefined, all);
    default:
      return noAnswer(again.status === "stopped" ? "stopped" : "failed", `unbounded or infeasible; telling them apart ended as ${again.status}`, all);
  }
}

function withoutBasis(request: SolveRequest): SolveRequest {
  const { start: _start, startValues: _values, onProgress: _progress, onSolution: _solution, ...rest } = request;
  return rest;
}

const iterationsOf = (model: Model): number => Math.max(Number(model.info.get("simplex_iteration_count")), 0) + Math.max(Number(model.info.get("ipm_iteration_count")), 0);
