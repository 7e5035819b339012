import type { SolveAnswer, SolveRequest, StopSignal } from "#engines/plan";
import type { ClosableSolver } from "./pool.ts";

/**
 * A solver that gives a linear model to simplex and to interior point at once, where two threads are free, the model has no
 * whole columns, and neither a basis nor an algorithm is given. The first that decides the model wins and the other is
 * stopped. Both end at a vertex, so the optimum is the same and only the vertex may differ between runs where several are
 * optimal.
 */
export function racing<S extends ClosableSolver>(pool: S): S {
  return {
    ...pool,
    name: `${pool.name}, simplex against interior point`,
    solve: async (request: SolveRequest, signal?: StopSignal): Promise<SolveAnswer> => {
      const isLinear = request.model.whole?.includes(1) !== true;
      if (!isLinear || request.start !== undefined || request.algorithm !== undefined || pool.idle() < 2) return pool.solve(request, signal);
      const runners = (["simplex", "interior-point"] as const).map((algorithm) => {
        const stop = new AbortController();
        const run = pool.solve({ ...request, algorithm, crossover: request.crossover ?? true }, stop.signal);
        return { algorithm, stop, run };
      });
      const stopAll = (): void => {
        for (const it of runners) it.stop.abort();
      };
      signal?.addEventListener("abort", stopAll, { once: true });
      if (signal?.aborted === true) stopAll();
      try {
        const winner = await Promise.any(
          runners.map(async ({ algorithm, run }) => {
            const answer = await run;
            if (!DECIDED.has(answer.status)) throw new Error("undecided");
            return { ...answer, message: [`won by ${algorithm}`, answer.message].filter((it) => it !== undefined).join("; ") };
          }),
        ).catch(() => undefined);
        if (winner !== undefined) return winner;
        // Neither decided: the better of what both have.
        const answers = await Promise.all(runners.map((it) => it.run));
        return answers.reduce((best, it) => (RANK[it.status] < RANK[best.status] || (it.status === best.status && it.objective < best.objective) ? it : best));
      } finally {
        stopAll();
        signal?.removeEventListener("abort", stopAll);
      }
    },
  };
}

const DECIDED: ReadonlySet<SolveAnswer["status"]> = new Set(["optimal", "infeasible", "unbounded"]);
const RANK: Readonly<Record<SolveAnswer["status"], number>> = { optimal: 0, infeasible: 1, unbounded: 2, feasible: 3, stopped: 4, failed: 5 };
