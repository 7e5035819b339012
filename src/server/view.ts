import type { ProgressView, Results } from "#views";
import { type EventLog, eventLog } from "./event-log.ts";

/** All that is kept for one view: results, progress and what was made of them. No two views share any of it but the plan of what everyone may see. */
export interface View {
  readonly key: string;
  /** The texts that it was made from: those of its reader and no others. */
  readonly files: ReadonlyMap<string, string>;
  /** What is shown now: with the comparison once the plan is made. */
  results: Results;
  readonly progress: EventLog<ProgressView>;
  /** Ends the work for this view. */
  readonly stop: AbortController;
  /** Makes something of the results as they are, once. */
  readonly once: <T>(name: string, make: (results: Results) => T) => T;
}

// Answers kept for a view: tables by measure and year, and the pages.
const ANSWERS_KEPT = 200;

/** A view of some results, before its plan is made. */
export function makeView(key: string, results: Results, files: ReadonlyMap<string, string> = new Map()): View {
  const answers = new Map<string, { readonly of: Results; readonly answer: unknown }>();
  const view: View = {
    key,
    files,
    results,
    progress: eventLog<ProgressView>({ state: results.comparison === undefined ? "waiting" : "done", stage: results.comparison === undefined ? "Waiting to plan" : "Planned", done: results.comparison === undefined ? 0 : 1 }),
    stop: new AbortController(),
    once: <T>(name: string, make: (results: Results) => T): T => {
      const known = answers.get(name);
      if (known?.of === view.results) return known.answer as T;
      if (answers.size >= ANSWERS_KEPT) answers.clear();
      const answer = make(view.results);
      answers.set(name, { of: view.results, answer });
      return answer;
    },
  };
  return view;
}
