import type { SolveAnswer, SolveRequest, SolveStatus } from "#engines/plan";
import type { Highs, Model } from "highs";

const NOTHING = new Float64Array(0);

const withoutAnswer = (status: SolveStatus, seconds: number, message?: string): SolveAnswer => ({
  status,
  primal: NOTHING,
  dual: NOTHING,
  objective: Number.NaN,
  bound: Number.NEGATIVE_INFINITY,
  iterations: 0,
  seconds,
  ...(message === undefined ? {} : { message }),
});

/** Solves one request in this thread, blocking it. `stopped` is asked now and then and ends the run when true. */
export function runHighs(highs: Highs, request: SolveRequest, stopped: () => boolean): SolveAnswer {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  if (stopped()) return withoutAnswer("stopped", 0);
  let model: (Model & { dispose: () => void }) | undefined;
  try {
    const { model: it } = request;
    const isMip = it.whole !== undefined;
    model = highs.createModel({
      numCols: it.colCount,
      numRows: it.rowCount,
      colCost: it.cost,
      colLower: it.colLower,
      colUpper: it.colUpper,
      rowLower: it.rowLower,
      rowUpper: it.rowUpper,
      matrix: { format: "csr", numRows: it.rowCount, numCols: it.colCount, starts: it.starts, indices: it.indices, values: it.values },
      ...(it.whole === undefined ? {} : { integrality: Int32Array.from(it.whole) }),
    });
    model.options.set({ output_flag: false, time_limit: request.timeLimit, random_seed: 1, mip_rel_gap: request.gap ?? 1e-4 });
    if (!isMip && request.algorithm !== undefined) model.options.set({ solver: request.algorithm === "simplex" ? "simplex" : "ipm" });
    if (request.start !== undefined && request.start.colStatus.length === it.colCount && request.start.rowStatus.length === it.rowCount) {
      model.setBasis({ colStatus: request.start.colStatus, rowStatus: request.start.rowStatus });
    }
    const interrupt = (event: { interrupt: () => void }): undefined => {
      if (stopped()) event.interrupt();
      return undefined;
    };
    const { modelStatus } = model.run({ 1: interrupt, 2: interrupt, 6: interrupt });
    return read({ highs, model, modelStatus, isMip, seconds: seconds() });
  } catch (cause) {
    // A native error carries the whole minified source in its stack: only its message is passed on.
    return withoutAnswer("failed", seconds(), cause instanceof Error ? cause.message.slice(0, 300) : "unknown error");
  } finally {
    try {
      model?.dispose();
    } catch {
      // An aborted runtime cannot dispose; the worker that holds it is replaced.
    }
  }
}

interface Run {
  readonly highs: Highs;
  readonly model: Model;
  readonly modelStatus: number;
  readonly isMip: boolean;
  readonly seconds: number;
}

function read({ highs, model, modelStatus, isMip, seconds }: Run): SolveAnswer {
  const status = highs.constants.modelStatus;
  switch (modelStatus) {
    case status.infeasible:
      return withoutAnswer("infeasible", seconds);
    case status.unbounded:
    case status.unboundedOrInfeasible:
      return withoutAnswer("unbounded", seconds);
    case status.optimal:
    case status.empty:
    case status.timeLimit:
    case status.iterationLimit:
    case status.solutionLimit:
    case status.interrupted: {
      const isOptimal = modelStatus === status.optimal || modelStatus === status.empty;
      const feasible = Number(model.info.get("primal_solution_status")) === highs.constants.solutionStatus.feasible;
      if (!isOptimal && !feasible) return withoutAnswer("stopped", seconds);
      const solution = model.getSolution();
      const answer = {
        status: isOptimal ? ("optimal" as const) : ("feasible" as const),
        primal: solution.colValue,
        dual: isMip ? NOTHING : solution.rowDual,
        objective: model.getObjectiveValue(),
        bound: isMip ? Number(model.info.get("mip_dual_bound")) : isOptimal ? model.getObjectiveValue() : Number.NEGATIVE_INFINITY,
        iterations: Math.max(Number(model.info.get("simplex_iteration_count")), 0) + Math.max(Number(model.info.get("ipm_iteration_count")), 0),
        seconds,
      };
      if (isMip) return answer;
      const basis = model.getBasis();
      return { ...answer, basis: { colStatus: Int32Array.from(basis.colStatus), rowStatus: Int32Array.from(basis.rowStatus) } };
    }
    default:
      return withoutAnswer("failed", seconds, `the solver ended with status ${modelStatus}`);
  }
}
