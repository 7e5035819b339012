import type { Solver } from "#engines/plan";
import { checked } from "./checked.ts";
import { loadHighs } from "./load.ts";
import { runHighs } from "./run.ts";

/** HiGHS in the calling thread, for tests and small models: a solve blocks the thread, and a signal is only read before it. */
export async function highsInProcess(): Promise<Solver> {
  const highs = await loadHighs();
  return checked({ name: "HiGHS in process", parallel: 1, solve: async (request, signal) => runHighs(highs, request, { stopped: () => signal?.aborted ?? false, ...(request.onProgress !== undefined && { onProgress: request.onProgress }), ...(request.onSolution !== undefined && { onIncumbent: request.onSolution }) }) });
}
