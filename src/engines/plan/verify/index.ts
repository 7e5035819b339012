/**
 * The checker: derives every figure of a published plan again, from the records of the alliance and the plan's decisions.
 * It shares with the making of plans the names of parameters and nothing else, so that one mistake cannot hide behind the other;
 * but for the rule on bounds, which writes the model anew and proves each bound from the row prices that the plan carries.
 * Absent here: solvers.
 */
import { boundsProved, type BoundsRead, readBounds } from "../certificate/check.ts";
import { worthProved } from "../certificate/worth.ts";
import type { Comparison, Figures, Plan, Verification } from "../plan.ts";
import { type Check, type ComparisonCheck, type Findings, type PlanCheck, runChecks } from "./check.ts";
import { actionsCounted } from "./checks/actions.ts";
import { agreementFees, agreementLot, agreementTier } from "./checks/agreements.ts";
import { breakEvenCounted } from "./checks/break-even.ts";
import { adoptionKept, leadFallback, leadRoles, planFrame } from "./checks/choices.ts";
import { combosOrdered, leverValues, lotOfAlone, misalignmentPrice, nationOutcomes } from "./checks/comparison.ts";
import { coverageCounted, shortfallTotals, splitOnce, stockCounted } from "./checks/coverage.ts";
import { budgetKept, costCounted, spendCounted } from "./checks/money.ts";
import { leadTime, orderNamed, programmeKept } from "./checks/orders.ts";
import { orderPrice } from "./checks/prices.ts";
import { expansionRoom, lineCapacity, lineModes, supplyMade } from "./checks/production.ts";
import { sameGround } from "./checks/same-ground.ts";
import { stageGaps, stageValues } from "./checks/stages.ts";
import { comboPlans, figuresEnds, priceEnds } from "./checks/ends.ts";
import { verdictKept } from "./checks/verdict.ts";
import { type Ground, groundOf, type PlanRead, readPlan, type VerifyAsk } from "./plan-read.ts";

export type { Check } from "./check.ts";
export { TOLERANCE } from "./check.ts";
export type { VerifyAsk } from "./plan-read.ts";

/** What is checked of one plan, in order. */
export const PLAN_CHECKS: readonly PlanCheck[] = [planFrame, orderNamed, leadTime, orderPrice, programmeKept, lineCapacity, lineModes, expansionRoom, supplyMade, agreementLot, agreementTier, agreementFees, leadRoles, leadFallback, adoptionKept, coverageCounted, splitOnce, stockCounted, shortfallTotals, spendCounted, budgetKept, costCounted, stageGaps, stageValues];

/** What is checked of two plans and what is said of their difference, in order. */
export const COMPARISON_CHECKS: readonly ComparisonCheck[] = [sameGround, combosOrdered, comboPlans, leverValues, lotOfAlone, misalignmentPrice, priceEnds, figuresEnds, breakEvenCounted, nationOutcomes, actionsCounted];

/** What is checked of the bounds of a comparison and of what one more M is worth, in order. */
export const BOUND_CHECKS: readonly Check<BoundsRead>[] = [boundsProved, worthProved];

/** Every rule of the checker, for its list. */
export const ALL_CHECKS: readonly Pick<Check<never>, "code" | "title" | "mend">[] = [...PLAN_CHECKS, ...COMPARISON_CHECKS, ...BOUND_CHECKS, verdictKept];

/**
 * Checks one plan against the records. Never throws for a corrupted plan of the right shape: what is wrong is a fault.
 * @example verifyPlan({ alliance, targets, path: "held", plan }).faults // → [] for a sound plan
 */
export function verifyPlan(ask: VerifyAsk): Verification {
  return runChecks(readPlan(groundOf(ask), ask.plan), PLAN_CHECKS);
}

export type VerifyComparisonAsk = Omit<VerifyAsk, "plan"> & { readonly comparison: Comparison };

/** What was found of each plan of a comparison, of what is said of their difference, and of all together. */
export interface ComparisonVerification {
  readonly alone: Verification;
  readonly aligned: Verification;
  readonly cheapest?: Verification;
  readonly difference: Verification;
  /** All of it; the place of a fault begins with the plan that it is in. */
  readonly all: Verification;
}

/** Checks every plan of a comparison and every figure of their difference. The records are read once. */
export function verifyComparison({ comparison, ...ask }: VerifyComparisonAsk): ComparisonVerification {
  const ground = groundOf({ ...ask, plan: comparison.aligned });
  const read = (plan: Plan): PlanRead => readPlan(ground, plan);
  const at = (figures: Figures): Ground => (figures === comparison.aligned.figures ? ground : groundOf({ ...ask, plan: { ...comparison.aligned, figures } }));
  const [alone, aligned, cheapest] = [read(comparison.alone), read(comparison.aligned), comparison.cheapest && read(comparison.cheapest)];
  const difference = joined(runChecks({ comparison, alone, aligned, cheapest, at }, COMPARISON_CHECKS), runChecks(readBounds({ ...ask, comparison }), BOUND_CHECKS));
  const found = { alone: runChecks(alone, PLAN_CHECKS), aligned: runChecks(aligned, PLAN_CHECKS), ...(cheapest === undefined ? {} : { cheapest: runChecks(cheapest, PLAN_CHECKS) }), difference };
  const verdict = runChecks([{ of: "alone", carried: comparison.alone.verification, found: found.alone }, { of: "aligned", carried: comparison.aligned.verification, found: found.aligned }, ...(comparison.cheapest === undefined || found.cheapest === undefined ? [] : [{ of: "cheapest", carried: comparison.cheapest.verification, found: found.cheapest }]), { of: "difference", carried: comparison.verification, found: difference }], [verdictKept]);
  return { ...found, all: together({ ...found, verdict }) };
}

/** Findings of two runs as of one. */
const joined = (a: Findings, b: Findings): Findings => ({ faults: [...a.faults, ...b.faults], checked: a.checked + b.checked, counts: { ...a.counts, ...b.counts }, largest: Math.max(a.largest, b.largest) });

function together(found: Readonly<Record<string, Findings>>): Verification {
  const counts: Record<string, number> = {};
  for (const it of Object.values(found)) for (const [code, count] of Object.entries(it.counts)) counts[code] = (counts[code] ?? 0) + count;
  const of = Object.entries(found);
  return { checked: of.reduce((sum, [, it]) => sum + it.checked, 0), faults: of.flatMap(([name, it]) => it.faults.map((fault) => ({ ...fault, where: `${name}: ${fault.where}` }))), largest: Math.max(...of.map(([, it]) => it.largest)), counts };
}
