import type { SolveAnswer, Solver, SolveRequest, StopSignal } from "../solver.ts";
import { searchWhole } from "./search.ts";
import { StopSwitch } from "./stop-switch.ts";

/**
 * A solver that searches models with whole columns in two lanes, and gives all others on as they are. A request for more
 * threads, for a tolerance, or one that says how to begin, is the solver's own business.
 * `enough` ends searches with the best they have, where `signal` stops the caller's whole work.
 * @example const solver = searching(pool, clock)
 */
export const searching = <S extends Solver>(solver: S, now: () => number, enough?: StopSignal): S => ({
  ...solver,
  name: `${solver.name} and a search beside it`,
  solve: async (request: SolveRequest, signal?: StopSignal): Promise<SolveAnswer> => {
    if (request.model.whole?.includes(1) !== true || request.algorithm !== undefined || request.presolve === false || request.integrality !== undefined) return solver.solve(request, signal);
    const { onProgress } = request;
    const stop = new StopSwitch(signal);
    const end = (): void => stop.abort();
    if (enough?.aborted === true) end();
    enough?.addEventListener("abort", end, { once: true });
    const { log: _log, gap: _gap, ...answer } = await searchWhole({
      model: request.model,
      solver,
      timeLimit: request.timeLimit,
      gap: request.gap ?? 1e-4,
      now,
      signal: stop,
      startValues: request.startValues,
      ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      ...(onProgress === undefined ? {} : { onProgress: (it) => onProgress({ incumbent: it.incumbent, bound: it.bound, seconds: it.seconds, nodes: 0 }) }),
    });
    enough?.removeEventListener("abort", end);
    stop.close();
    return answer;
  },
});
