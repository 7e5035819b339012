import type { Solved } from "#app";
import { needsSolver, parseWhyKey } from "#views";
import type { View } from "./view.ts";

/** Answers a key of a view by a solver. */
export type Solve = (view: View, key: string) => Promise<Solved>;

/**
 * Asks the solver for what stands under a key. Absent: it is not asked, since the key needs none or is none, the plan is not made, or there is
 * no solver.
 * @example await solverFor(solve, view, "coverage/LAND-01/2030")?.() // → undefined
 */
export function solverFor<V extends { readonly results: Pick<View["results"], "comparison"> }>(solve: ((view: V, key: string) => Promise<Solved>) | undefined, view: V, key: string): (() => Promise<Solved>) | undefined {
  const parsed = parseWhyKey(key);
  if (solve === undefined || view.results.comparison === undefined || "problem" in parsed || !needsSolver(parsed)) return undefined;
  return () => solve(view, key);
}
