import type { Progress } from "#engines/plan";
import { numberText, type ProgressView } from "#views";

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

/** Progress of a plan as shown, with an estimate of the seconds left after `elapsed` seconds. Never goes back. */
export function progressOf(progress: Progress, elapsed: number, before = 0): ProgressView {
  const stage = STAGES[progress.stage];
  const done = Math.max(before, stage.from + (stage.to - stage.from) * (progress.of > 0 ? Math.min(progress.done / progress.of, 1) : 0));
  return { state: "running", stage: stage.words, done, ...(progress.search !== undefined && { detail: standingText(progress.search) }), ...(done > 0.05 && { secondsLeft: Math.max(Math.round((elapsed * (1 - done)) / done), 0) }) };
}

const OBJECTIVES: Readonly<Record<string, string>> = { shortfall: "shortfall", money: "cost", deviation: "change" };

/** @example standingText({ objective: "money", incumbent: 100, bound: 98 }) // → "cost: best so far 100, none below 98 (gap 2 %)" */
function standingText({ objective, incumbent, bound }: NonNullable<Progress["search"]>): string {
  const best = Number.isFinite(incumbent) ? `best so far ${numberText(incumbent)}` : "none found so far";
  const least = Number.isFinite(bound) ? `none below ${numberText(bound)}` : "no bound yet";
  const gap = Number.isFinite(incumbent) && Number.isFinite(bound) && incumbent > 0 ? ` (gap ${numberText(Math.max(100 * (incumbent - bound), 0) / incumbent)} %)` : "";
  return `${OBJECTIVES[objective] ?? objective}: ${best}, ${least}${gap}`;
}
