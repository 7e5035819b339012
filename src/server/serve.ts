import { type ClosableSolver, highsPool } from "#adapters/highs";
import { readSound, writeRun } from "#adapters/runs";
import { type Explainer, explainer, isSound, planResults, progressOf } from "#app";
import type { ProgressView, Results } from "#views";
import { buildServer } from "./build.ts";

export interface ServeAsk {
  readonly results: Results;
  /** 0 takes a free one; a port in use is followed by the next free ones. */
  readonly port: number;
  readonly say: (text: string) => void;
  readonly onProgress: (view: ProgressView) => void;
  readonly onDone: (text: string) => void;
}

export interface Served {
  readonly address: string;
  /** Settles when the plan is made or has failed. */
  readonly planned: Promise<void>;
  readonly close: () => Promise<void>;
}

const PORTS_TRIED = 20;

/** Serves results on loopback and makes their plan meanwhile; the solver runs in threads of its own. */
export async function serve(ask: ServeAsk): Promise<Served> {
  let results = ask.results;
  let progress: ProgressView = { state: "waiting", stage: "Waiting to plan", done: 0 };
  const listeners = new Set<(view: ProgressView) => void>();
  const tell = (view: ProgressView): void => {
    progress = view;
    for (const listener of listeners) listener(view);
  };
  const stop = new AbortController();
  // Questions that need the plan before a solver find it there after the first; the solver starts with it.
  let asked: Promise<{ readonly solver: ClosableSolver; readonly explain: Explainer["explain"] }> | undefined;
  const openAsked = async (comparison: NonNullable<Results["comparison"]>): Promise<{ readonly solver: ClosableSolver; readonly explain: Explainer["explain"] }> => {
    const solver = await highsPool({ threads: 1 });
    return { solver, explain: explainer({ ...results, comparison }, { solver, signal: stop.signal }).explain };
  };
  const server = await buildServer({
    results: () => results,
    progress: () => progress,
    solved: async (key) => {
      if (results.comparison === undefined) throw new Error("asked before the plan is made");
      asked ??= openAsked(results.comparison);
      return (await asked).explain(key);
    },
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const address = await listen(server, ask.port);
  const planned = (async (): Promise<void> => {
    const stored = await readSound(results.runKey, isSound(results));
    if (stored !== undefined) {
      results = { ...results, comparison: stored };
      ask.onDone("Read the stored plan.");
      tell({ state: "done", stage: "Planned", done: 1 });
      return;
    }
    const start = performance.now();
    const solver = await highsPool({ threads: 2 });
    try {
      const made = await planResults(results, {
        now: () => performance.now() / 1000,
        solver,
        signal: stop.signal,
        onProgress: (it) => {
          const view = progressOf(it, (performance.now() - start) / 1000, progress.done);
          tell(view);
          ask.onProgress(view);
        },
      });
      results = made;
      await writeRun(results.runKey, made.comparison);
      ask.onDone(`Planned in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
      tell({ state: "done", stage: "Planned", done: 1 });
    } catch (error) {
      if (stop.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      ask.onDone(`No plan could be made: ${message}`);
      tell({ state: "failed", stage: "No plan could be made", done: progress.done, message });
    } finally {
      await solver.close();
    }
  })();
  return {
    address,
    planned,
    close: async () => {
      stop.abort();
      await server.close();
      await planned;
      await (await asked)?.solver.close();
    },
  };
}

/** Listens on the port, or the next one that is free. */
async function listen(server: Awaited<ReturnType<typeof buildServer>>, port: number): Promise<string> {
  for (let at = port; ; at++) {
    try {
      return await server.listen({ host: "127.0.0.1", port: at });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || at >= port + PORTS_TRIED) throw error;
    }
  }
}
