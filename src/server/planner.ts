import { type ClosableSolver, highsPool } from "#adapters/highs";
import { readSound, writeRun } from "#adapters/runs";
import { type Explainer, explainer, isSound, planResults, progressOf, type Solved } from "#app";
import type { ProgressView } from "#views";
import type { View } from "./view.ts";

/** Plans views, one after the other, and answers what needs a plan before a solver. */
export interface Planner {
  /** Has a view planned when its turn comes; its progress tells where that stands, and nothing of other views. */
  readonly plan: (view: View) => void;
  /** Answers a key for which `needsSolver`, of a view that is planned. */
  readonly solved: (view: View, key: string) => Promise<Solved>;
  /** Settles when every view that was asked for is planned, has failed or was stopped. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What the planner tells the terminal, of the views that the caller wants to hear of. */
export interface PlannerTalk {
  readonly onProgress: (view: View, progress: ProgressView) => void;
  readonly onDone: (view: View, text: string) => void;
}

/** A planner with solvers of its own: two threads for plans, one for questions. They keep nothing of a model that they have solved. */
export function planner(talk: PlannerTalk): Planner {
  let turn: Promise<void> = Promise.resolve();
  let isClosed = false;
  let asking: Promise<ClosableSolver> | undefined;
  const explainers = new WeakMap<object, Explainer>();
  const askSolver = (): Promise<ClosableSolver> => (asking ??= highsPool({ threads: 1 }));
  return {
    plan: (view) => {
      turn = turn.then(() => (isClosed || view.stop.signal.aborted ? undefined : planView(view, talk)));
    },
    solved: async (view, key) => {
      const { results } = view;
      const { comparison } = results;
      if (comparison === undefined) throw new Error("asked before the plan is made");
      let known = explainers.get(comparison);
      if (known === undefined) {
        known = explainer({ ...results, comparison }, { solver: await askSolver(), signal: view.stop.signal });
        explainers.set(comparison, known);
      }
      return known.explain(key);
    },
    idle: () => turn,
    close: async () => {
      isClosed = true;
      await turn;
      await (await asking)?.close();
    },
  };
}

/** Reads the plan of a view where it was made before, or makes it. Never throws: what goes wrong is told as the view's progress. */
async function planView(view: View, talk: PlannerTalk): Promise<void> {
  const { results, stop, progress } = view;
  const { signal } = stop;
  const start = performance.now();
  let solver: ClosableSolver | undefined;
  try {
    const stored = await readSound(results.runKey, isSound(results));
    if (stored !== undefined) {
      view.results = { ...results, comparison: stored };
      talk.onDone(view, "Read the stored plan.");
      progress.tell({ state: "done", stage: "Planned", done: 1 });
      return;
    }
    solver = await highsPool({ threads: 2 });
    const made = await planResults(results, {
      now: () => performance.now() / 1000,
      solver,
      signal,
      onProgress: (it) => {
        const told = progressOf(it, (performance.now() - start) / 1000, progress.latest().value.done);
        progress.tell(told);
        talk.onProgress(view, told);
      },
    });
    view.results = made;
    await writeRun(results.runKey, made.comparison);
    talk.onDone(view, `Planned in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    progress.tell({ state: "done", stage: "Planned", done: 1 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { done } = progress.latest().value;
    if (signal.aborted) progress.tell({ state: "cancelled", stage: "Stopped", done });
    else {
      talk.onDone(view, `No plan could be made: ${message}`);
      progress.tell({ state: "failed", stage: "No plan could be made", done, message });
    }
  } finally {
    await solver?.close();
  }
}
