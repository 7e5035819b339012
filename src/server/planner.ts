import { type ClosableSolver, highsPool } from "#adapters/highs";
import { readSound, writeRun } from "#adapters/runs";
import { type Explainer, explainer, type Gains, gainsOf, isSound, heldToEstimate, planResults, progressOf } from "#app";
import type { ClashAnswer, Comparison, Demand } from "#engines/plan";
import type { ProgressView, Results } from "#views";
import { calm, type Manners } from "./calm.ts";
import { isEnded } from "./events.ts";
import type { Solve } from "./solver-for.ts";
import type { View } from "./view.ts";

/** Plans views, one after the other, and answers what needs a plan before a solver. */
export interface Planner {
  /** Has a view planned when its turn comes; its progress tells where that stands, and nothing of other views. */
  readonly plan: (view: View) => void;
  /** Gives a view the plan of another that is made from the same records, once that stands; until then it tells where the other stands. */
  readonly follow: (view: View, other: View) => void;
  /** Stops making the plan of a view, or takes it out of the queue: its progress says so, and `plan` begins anew. */
  readonly cancel: (view: View) => void;
  /** Answers a key for which `needsSolver`, of a view that is planned. */
  readonly solved: Solve;
  /** Whether hard demands on the plan of a view can all hold. @throws DemandError */
  readonly demand: (view: View, demands: readonly Demand[]) => Promise<ClashAnswer>;
  /** What joint agreements of the plan of a view save, and how it is shared. */
  readonly gains: (view: View) => Promise<Gains>;
  /** Settles when every view that was asked for is planned, has failed or was stopped. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What the planner tells the terminal, of the views that the caller wants to hear of. */
export interface PlannerTalk {
  readonly onProgress: (view: View, progress: ProgressView) => void;
  readonly onDone: (view: View, text: string) => void;
  /** The plan of a view stands. */
  readonly onPlanned?: (view: View) => void;
}

/** When the planner may begin to make a plan. */
export type PlannerManners = Omit<Manners, "most">;

const CALM_MOST = 3;

/** A planner with solvers of its own: two threads for plans, one for questions. They keep nothing of a model that they have solved. */
export function planner(talk: PlannerTalk, { lastAsked, calmSeconds }: PlannerManners): Planner {
  let turn: Promise<void> = Promise.resolve();
  const closing = new AbortController();
  let asking: Promise<ClosableSolver> | undefined;
  // What stops the plan that each view waits for.
  const stops = new WeakMap<View, AbortController>();
  // Whose plan a view is given instead of one of its own.
  const leaders = new WeakMap<View, View>();
  const explainers = new WeakMap<object, Explainer>();
  const askSolver = (): Promise<ClosableSolver> => (asking ??= highsPool({ threads: 1 }));
  const explainerOf = async (view: View): Promise<Explainer> => {
    const results = plannedOf(view);
    const known = explainers.get(results.comparison);
    if (known !== undefined) return known;
    const made = explainer(results, { solver: await askSolver(), signal: view.stop.signal });
    explainers.set(results.comparison, made);
    return made;
  };
  /** Whoever has just opened a page is answered first. */
  const inCalm = (signal: AbortSignal): Promise<void> => calm({ lastAsked, calmSeconds, most: CALM_MOST }, AbortSignal.any([signal, closing.signal]));
  /** The signal that ends the work which a view is about to wait for. */
  const stopOf = (view: View): AbortSignal => {
    const stop = new AbortController();
    stops.set(view, stop);
    return AbortSignal.any([view.stop.signal, stop.signal]);
  };
  const plan = (view: View): void => {
    const leader = leaders.get(view);
    if (leader !== undefined) return follow(view, leader);
    const signal = stopOf(view);
    if (isEnded(view.progress.latest().value)) view.progress.tell({ state: "waiting", stage: "Waiting to plan", done: 0 });
    turn = turn.then(() => (closing.signal.aborted || signal.aborted ? undefined : planView(view, signal, { talk, inCalm })));
  };
  const follow = (view: View, leader: View): void => {
    leaders.set(view, leader);
    // One that failed is tried again for whoever wants it again.
    if (isEnded(leader.progress.latest().value) && leader.results.comparison === undefined) plan(leader);
    followView(view, leader, { signal: stopOf(view), talk });
  };
  return {
    plan,
    follow,
    cancel: (view) => {
      if (isEnded(view.progress.latest().value)) return;
      stops.get(view)?.abort();
      view.progress.tell({ state: "cancelled", stage: "Stopped", done: view.progress.latest().value.done });
    },
    solved: async (view, key) => (await explainerOf(view)).explain(key),
    demand: async (view, demands) => (await explainerOf(view)).demand(demands),
    gains: async (view) => gainsOf(plannedOf(view), { solver: await askSolver(), timeLimit: GAINS_TIME, signal: view.stop.signal }),
    idle: () => turn,
    close: async () => {
      closing.abort();
      await turn;
      await (await asking)?.close();
    },
  };
}

/** Most time of one linear programme about gains. Unit: s. */
const GAINS_TIME = 60;

function plannedOf({ results }: View): Results & { readonly comparison: Comparison } {
  const { comparison } = results;
  if (comparison === undefined) throw new Error("asked before the plan is made");
  return { ...results, comparison };
}

/** Tells in a view what is told of its leader, and shows the leader's plan when it is there. */
function followView(view: View, leader: View, { signal, talk }: { readonly signal: AbortSignal; readonly talk: PlannerTalk }): void {
  const tell = (told: ProgressView): void => {
    const { comparison } = leader.results;
    if (comparison !== undefined) view.results = { ...view.results, comparison };
    if (isEnded(told)) {
      end();
      talk.onDone(view, told.message === undefined ? told.stage : `${told.stage}: ${told.message}`);
    } else talk.onProgress(view, told);
    view.progress.tell(told);
    if (comparison !== undefined) talk.onPlanned?.(view);
  };
  const unfollow = leader.progress.follow(({ value }) => tell(value));
  const stopped = (): void => {
    end();
    const { value } = view.progress.latest();
    if (!isEnded(value) && view.stop.signal.aborted) view.progress.tell({ state: "cancelled", stage: "Stopped", done: value.done });
  };
  const end = (): void => {
    unfollow();
    signal.removeEventListener("abort", stopped);
  };
  signal.addEventListener("abort", stopped);
  tell(leader.progress.latest().value);
}

/** Reads the plan of a view where it was made before, or makes it. Never throws: what goes wrong is told as the view's progress. */
async function planView(view: View, signal: AbortSignal, { talk, inCalm }: { readonly talk: PlannerTalk; readonly inCalm: (signal: AbortSignal) => Promise<void> }): Promise<void> {
  const { results, progress } = view;
  const start = performance.now();
  const hold = heldToEstimate();
  let solver: ClosableSolver | undefined;
  try {
    const stored = await readSound(results.runKey, isSound(results));
    if (stored !== undefined) {
      view.results = { ...results, comparison: stored };
      talk.onDone(view, "Read the stored plan.");
      progress.tell({ state: "done", stage: "Planned", done: 1 });
      talk.onPlanned?.(view);
      return;
    }
    await inCalm(signal);
    signal.throwIfAborted();
    solver = await highsPool({ threads: 2, standsBack: true });
    const made = await planResults(results, {
      now: () => performance.now() / 1000,
      solver,
      signal,
      onProgress: (it) => {
        const elapsed = (performance.now() - start) / 1000;
        const told = hold(progressOf(it, elapsed, { before: progress.latest().value.done, isWhole: results.wholeSeconds !== undefined }), elapsed);
        // What was stopped tells nothing more, however long its solver takes to hear of it.
        if (signal.aborted) return;
        progress.tell(told);
        talk.onProgress(view, told);
      },
    });
    view.results = made;
    await writeRun(results.runKey, made.comparison);
    talk.onDone(view, `Planned in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    progress.tell({ state: "done", stage: "Planned", done: 1 });
    talk.onPlanned?.(view);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const { done } = progress.latest().value;
    if (signal.aborted) {
      if (!isEnded(progress.latest().value) && view.stop.signal.aborted) progress.tell({ state: "cancelled", stage: "Stopped", done });
    }
    else {
      talk.onDone(view, `No plan could be made: ${message}`);
      progress.tell({ state: "failed", stage: "No plan could be made", done, message });
    }
  } finally {
    await solver?.close();
  }
}
