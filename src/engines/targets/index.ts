/**
 * Targets: every alliance requirement divided by public keys, capped, in whole units, within a reasonable challenge; the
 * rest is a residual multinational target. Nations answer, and what they leave is asked of the others. Method C10 in `docs/methods/targets.md`.
 * Absent here: the assessment (what is held arrives as an argument), plans, files.
 */
export { apportion, fairShares, type KeyPart, type LeafTargets, type NationBudget, type NationKey, type NationTarget, priceOfLeaf, pricesOf, type Targets, type TargetsAsk } from "./apportion.ts";
export { type AnswerEffect, effectsBetween, type LeafEffect, type NationEffect, nationEffects, type Negotiation, negotiation, type Shift } from "./effects.ts";
export { type Burden, type Fairness, fairnessOf } from "./burden.ts";
export { burdenRemark, explainFairness, explainShare, explainTarget, noBurden, shareDigits } from "./explain.ts";
export { gini, jain, normalTail, type RankTest, ranks, spearman, spearmanTest, studentTails, type Wilcoxon, wilcoxon } from "./fairness.ts";
export { bandsBetween, type LevelPart, levelParts } from "./levels.ts";
export { acceptedOf, negotiate, type NegotiationAsk, negotiator } from "./negotiate.ts";
export { targetParameters, TARGETS } from "./parameters.ts";
export { type NationReview, type NationStanding, type Reach, type ReviewAsk, reviewNations, reviewRule, type Standing, type TargetReview, type TargetsMean, toldFrom } from "./review.ts";
export { waterFill, wholeUnits } from "./shares.ts";
export { takeUp, type Taker } from "./take-up.ts";
