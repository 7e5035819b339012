import type { Progress, StudyProgress } from "#engines/plan";
import { gapText, inSentence, numberText, type ProgressView } from "#views";

/** Stages in order with their usual part of the whole, for a bar that moves evenly, and what a planner reads. */
const STAGES: Readonly<Record<Progress["stage"], { readonly from: number; readonly to: number; readonly words: string }>> = {
  world: { from: 0, to: 0.02, words: "Reading what allies hold, plan and can produce" },
  alone: { from: 0.02, to: 0.12, words: "Each ally plans alone" },
  combos: { from: 0.12, to: 0.72, words: "Opening the four levers one by one" },
  aligned: { from: 0.72, to: 0.76, words: "All allies plan together" },
  whole: { from: 0.76, to: 0.76, words: "Choosing agreements, leads and adoptions within the model" },
  bracket: { from: 0.76, to: 0.81, words: "The best and the worst way to be alone" },
  range: { from: 0.81, to: 0.99, words: "The same with easy and with hard figures" },
  verify: { from: 0.99, to: 1, words: "Checking the plans by arithmetic" },
};

// Where choices are made within the model, most of the time goes into the search for them.
const WHOLE_STAGES: Readonly<Record<Progress["stage"], { readonly from: number; readonly to: number }>> = {
  world: { from: 0, to: 0.01 },
  alone: { from: 0.01, to: 0.04 },
  combos: { from: 0.04, to: 0.24 },
  aligned: { from: 0.24, to: 0.25 },
  whole: { from: 0.25, to: 0.9 },
  bracket: { from: 0.9, to: 0.92 },
  range: { from: 0.92, to: 0.99 },
  verify: { from: 0.99, to: 1 },
};

/**
 * Progress of a plan as shown, with an estimate of the seconds left after `elapsed` seconds. Never goes back. A search for whole-number choices
 * ends when it has its proof or its time is over: until it has, no estimate is given.
 * @example progressOf({ stage: "whole", done: 1, of: 3 }, 60, { isWhole: true }).secondsLeft // → undefined
 */
export function progressOf(progress: Progress, elapsed: number, { before = 0, isWhole = false }: { readonly before?: number; readonly isWhole?: boolean } = {}): ProgressView {
  const { words } = STAGES[progress.stage];
  const { from, to } = (isWhole ? WHOLE_STAGES : STAGES)[progress.stage];
  const done = Math.max(before, from + (to - from) * (progress.of > 0 ? Math.min(progress.done / progress.of, 1) : 0));
  const { secondsLeft, ...view } = workProgress({ stage: words, done, elapsed, ...(progress.search !== undefined && { detail: standingText(progress.search) }) });
  return secondsLeft === undefined || (isWhole && done < WHOLE_STAGES.whole.to) ? view : { ...view, secondsLeft };
}

// Part by which the whole may take longer than was estimated first without a word. Unit: share.
const LONGER = 0.25;

/**
 * Holds long work to its first estimate: what takes notably longer says so, since an estimate that only grows is none.
 * @example const hold = heldToEstimate(); hold({ state: "running", stage: "", done: 0.1, secondsLeft: 90 }, 10); hold({ state: "running", stage: "", done: 0.2, secondsLeft: 160 }, 40).isLonger // → true
 */
export function heldToEstimate(): (view: ProgressView, elapsed: number) => ProgressView {
  let first: number | undefined;
  return (view, elapsed) => {
    if (view.secondsLeft === undefined) return view;
    first ??= elapsed + view.secondsLeft;
    return elapsed + view.secondsLeft > (1 + LONGER) * first ? { ...view, isLonger: true } : view;
  };
}

/** Where a question to a stored plan stands: allies that planned alone again, the plan before the solver, models solved for the answer. */
export type AskProgress = { readonly stage: "alone"; readonly done: number; readonly of: number } | { readonly stage: "plan"; readonly done: 0 } | { readonly stage: "question"; readonly done: number } | { readonly stage: "shortfall" | "money"; readonly done: 0 };

/** Where putting a plan before the solver stands, once so many allies have planned alone again. */
export const caseProgress = (done: number, of: number): AskProgress => (done < of ? { stage: "alone", done, of } : { stage: "plan", done: 0 });

// Each ally alone takes about as long as all together after it. Unit: share of putting a plan before the solver.
const ALONE_PART = 0.5;

/** Part of putting a plan before the solver that is done, 0 to 1. @example caseDone({ stage: "alone", done: 8, of: 32 }) // → 0.125 */
export const caseDone = (it: AskProgress): number => (it.stage === "alone" ? ALONE_PART * (it.done / Math.max(it.of, 1)) : it.stage === "plan" ? ALONE_PART : 1);

const ASK_STAGES: Readonly<Record<AskProgress["stage"], { readonly from: number; readonly to: number; readonly words: string }>> = {
  alone: { from: 0, to: 0.45, words: "Putting the plan before the solver again: each ally alone" },
  plan: { from: 0.45, to: 0.6, words: "Putting the plan before the solver again: all allies" },
  question: { from: 0.6, to: 1, words: "Looking for the answer" },
  shortfall: { from: 0.6, to: 0.8, words: "Making the shortfall least" },
  money: { from: 0.8, to: 1, words: "Making the money least" },
};

// How many models a question takes is not known beforehand: each solved one takes this part of what is left of the bar.
const PART_OF_REST = 0.1;

/** Progress of a question as shown, with an estimate of the seconds left after `elapsed` seconds. @example askProgressOf({ stage: "plan", done: 0 }, 9).secondsLeft // → 11 */
export function askProgressOf(progress: AskProgress, elapsed: number): ProgressView {
  const { from, to, words } = ASK_STAGES[progress.stage];
  const part = progress.stage === "alone" ? progress.done / Math.max(progress.of, 1) : 1 - (1 - PART_OF_REST) ** progress.done;
  return workProgress({ stage: words, done: from + (to - from) * part, elapsed, ...(progress.stage === "question" && { detail: `${progress.done} ${progress.done === 1 ? "model" : "models"} solved` }) });
}

// Parts by the models solved: ten known, eleven for a mean or a reserve, ten times ten for single scenarios, twenty a round.
/** Stages of a study of uncertainty with their usual part of the whole, and what a planner reads. */
const STUDY_STAGES: Readonly<Record<StudyProgress["stage"], { readonly from: number; readonly to: number; readonly words: string }>> = {
  world: { from: 0, to: 0.02, words: "Allies plan alone and together" },
  known: { from: 0.02, to: 0.04, words: "Each scenario as if it were known" },
  mean: { from: 0.04, to: 0.06, words: "The plan for their mean" },
  reserve: { from: 0.06, to: 0.12, words: "The mean with budgets held back" },
  own: { from: 0.12, to: 0.3, words: "Plans for one scenario, in all of them" },
  together: { from: 0.3, to: 0.3, words: "Deciding for all scenarios" },
  rounds: { from: 0.3, to: 1, words: "Deciding for all scenarios" },
};

// Without reserves and the plans made for one scenario.
const QUICK_ROUNDS = 0.07;

/**
 * Progress of a study of uncertainty as shown, with an estimate of the seconds left after `elapsed` seconds. Never goes back. It
 * may be over sooner: rounds end when the gap is proved.
 * @example studyProgressOf({ stage: "rounds", done: 10, of: 20, best: 81, bound: 79 }, 65).secondsLeft // → 35
 */
export function studyProgressOf({ stage, done, of, best, bound }: StudyProgress, elapsed: number, { before = 0, isQuick = false }: { readonly before?: number; readonly isQuick?: boolean } = {}): ProgressView {
  const { from: start, to, words } = STUDY_STAGES[stage];
  const from = isQuick && (stage === "together" || stage === "rounds") ? QUICK_ROUNDS : start;
  const part = Math.max(before, from + (stage === "together" ? 0 : to - from) * Math.min(done / Math.max(of, 1), 1));
  return workProgress({ stage: words, done: part, elapsed, ...(best !== undefined && bound !== undefined && { detail: `best so far ${numberText(best)}, none below ${numberText(bound)}` }) });
}

/** Long work of which a part is done, as shown, with an estimate of the seconds left. `elapsed`: s. */
export function workProgress({ stage, done, elapsed, detail }: { readonly stage: string; readonly done: number; readonly elapsed: number; readonly detail?: string }): ProgressView {
  return { state: "running", stage, done, ...(detail !== undefined && { detail }), ...(done > 0.05 && { secondsLeft: Math.max(Math.round((elapsed * (1 - done)) / done), 0) }) };
}

const OBJECTIVES: Readonly<Record<string, string>> = { shortfall: "shortfall", money: "cost", deviation: "change" };

/** @example standingText({ objective: "money", incumbent: 100, bound: 98 }) // → "cost: best so far 100, none below 98 (gap 2 %)" */
function standingText({ objective, incumbent, bound }: NonNullable<Progress["search"]>): string {
  const best = Number.isFinite(incumbent) ? `best so far ${numberText(incumbent)}` : "none found so far";
  const least = Number.isFinite(bound) ? `none below ${numberText(bound)}` : "no bound yet";
  const gap = Number.isFinite(incumbent) && Number.isFinite(bound) && incumbent > 0 ? ` (gap ${inSentence(gapText(Math.max(incumbent - bound, 0) / incumbent))})` : "";
  return `${OBJECTIVES[objective] ?? objective}: ${best}, ${least}${gap}`;
}
