import type { ClosableSolver } from "#adapters/highs";
import { planInputs, studyProgressOf } from "#app";
import { ScenarioError, type Study, studyScenarios } from "#engines/plan";
import type { ProgressView, Results } from "#views";
import { type EventLog, eventLog } from "./event-log.ts";
import type { View } from "./view.ts";

/** `quick`: without reserves and without the plans made for one scenario. */
export type Extent = "quick" | "full";

/** Where a study of uncertainty stands, and the study once it is made. */
export interface StudyState extends Omit<ProgressView, "state"> {
  /** `none`: it was not asked for. */
  readonly state: ProgressView["state"] | "none";
  readonly quick: boolean;
  readonly study?: Study;
}

/** Nothing more comes of it unless it is begun. */
export const isStudyOver = ({ state }: StudyState): boolean => state !== "running" && state !== "waiting";

/** Makes the studies of uncertainty of views, one after the other; each is made from its view alone, kept with it and ends with it. */
export interface StudyDesk {
  /** Where the study of a view stands. Without `extent`: of the one that is being made, else the fullest that is made, else the last that was asked for. */
  readonly log: (view: View, extent: Extent | undefined) => EventLog<StudyState>;
  /** Begins a study that is neither made nor being made. Whether it could: as many run or wait as may. */
  readonly begin: (view: View, extent: Extent) => boolean;
  /** Stops a study, or takes it out of the queue. */
  readonly cancel: (view: View, extent: Extent) => void;
  readonly close: () => Promise<void>;
}

export interface StudyDeskAsk {
  /** A solver for one study. */
  readonly open: () => Promise<ClosableSolver>;
  /** Clock. Unit: s. */
  readonly now: () => number;
  /** Studies that run or wait at once. */
  readonly most: number;
}

// Most time of one solve. It stands back behind plans and what-ifs, so that a busy machine may leave it little; whoever waits can stop it.
const SOLVE_SECONDS = 3600;

interface Line {
  readonly results: Results;
  readonly logs: Readonly<Record<Extent, EventLog<StudyState>>>;
  readonly stops: Partial<Record<Extent, AbortController>>;
  last: Extent;
}

/** A desk on which nothing lies. */
export function studyDesk({ open, now, most }: StudyDeskAsk): StudyDesk {
  const lines = new WeakMap<View, Line>();
  const closing = new AbortController();
  let turn: Promise<void> = Promise.resolve();
  let busy = 0;
  const none = (extent: Extent): EventLog<StudyState> => eventLog<StudyState>({ state: "none", quick: extent === "quick", stage: "Not worked out", done: 0 });
  // What was made from other results is none of these.
  const lineOf = (view: View): Line => {
    const known = lines.get(view);
    if (known?.results === view.results) return known;
    for (const it of Object.values(known?.stops ?? {})) it.abort();
    const line: Line = { results: view.results, logs: { quick: none("quick"), full: none("full") }, stops: {}, last: "quick" };
    lines.set(view, line);
    return line;
  };
  const stateOf = (line: Line, extent: Extent): StudyState => line.logs[extent].latest().value;

  async function make(line: Line, extent: Extent, signal: AbortSignal): Promise<void> {
    const { results } = line;
    const log = line.logs[extent];
    const quick = extent === "quick";
    const start = now();
    const done = (): number => log.latest().value.done;
    let solver: ClosableSolver | undefined;
    try {
      log.tell({ state: "running", quick, stage: "Allies plan alone and together", done: 0 });
      solver = await open();
      const study = await studyScenarios({
        ...planInputs(results),
        solver,
        signal,
        quick,
        timeLimit: SOLVE_SECONDS,
        onProgress: (it) => {
          // What was stopped tells nothing more, however long its solver takes to hear of it.
          if (!signal.aborted) log.tell({ quick, ...studyProgressOf(it, now() - start, { before: done(), isQuick: quick }) });
        },
      });
      if (!signal.aborted) log.tell({ state: "done", quick, stage: "Worked out", done: 1, study });
    } catch (error) {
      if (!signal.aborted) log.tell({ state: "failed", quick, stage: "It could not be worked out", done: done(), message: error instanceof ScenarioError ? `These scenarios cannot be used: ${error.message}` : error instanceof Error ? error.message : String(error) });
    } finally {
      await solver?.close();
    }
  }

  return {
    log: (view, extent) => {
      const line = lineOf(view);
      if (extent !== undefined) return line.logs[extent];
      const found = (["full", "quick"] as const).find((it) => !isStudyOver(stateOf(line, it))) ?? (["full", "quick"] as const).find((it) => stateOf(line, it).state === "done");
      return line.logs[found ?? line.last];
    },
    begin: (view, extent) => {
      const line = lineOf(view);
      const { state } = stateOf(line, extent);
      if (state === "waiting" || state === "running" || state === "done") return true;
      if (busy >= most || closing.signal.aborted) return false;
      busy += 1;
      line.last = extent;
      const stop = new AbortController();
      line.stops[extent] = stop;
      const signal = AbortSignal.any([view.stop.signal, stop.signal, closing.signal]);
      const log = line.logs[extent];
      log.tell({ state: "waiting", quick: extent === "quick", stage: "Waiting for its turn", done: 0 });
      signal.addEventListener("abort", () => {
        const { value } = log.latest();
        if (line.stops[extent] === stop && !isStudyOver(value)) log.tell({ state: "cancelled", quick: value.quick, stage: "Stopped", done: value.done });
      }, { once: true });
      turn = turn.then(async () => {
        if (!signal.aborted) await make(line, extent, signal);
        busy -= 1;
      });
      return true;
    },
    cancel: (view, extent) => lines.get(view)?.stops[extent]?.abort(),
    close: async () => {
      closing.abort();
      await turn;
    },
  };
}
