/**
 * The plan: what allies do alone, what they could do together, and what the difference is worth.
 * Formulate, solve, interpret, verify: only the solving is foreign, and it arrives as an argument.
 * Absent here: files, clocks, threads, randomness, other engines.
 */
export * from "./plan.ts";
export type { Basis, SolveAnswer, SolveProgress, Solver, SolveRequest, SolveStatus, StopSignal } from "./solver.ts";
export type { Alone, AloneOnce } from "./alone.ts";
export { planAlliance, type PlanAsk } from "./compare.ts";
export { type ConstraintNote, CONSTRAINTS } from "./constraints/index.ts";
export { moneyRangeTold, moneyTold, savingLeast, SAVING_SLACK } from "./money-told.ts";
export { explainOrder, explainPrice, explainShortfall } from "./explain/stored.ts";
export { type CaseAsk, caseOf, decidedCase, type PlanCase, planCase } from "./explain/case.ts";
export { bindingOf, explainBinding } from "./explain/binding.ts";
export { clash, type ClashAnswer, type ClashAsk, type ClashMember, clashText, smallestText } from "./explain/clash.ts";
export { type Demand, DemandError } from "./explain/demand.ts";
export { explainReasons, orderPrices, orderReasons } from "./explain/order.ts";
export { type PriceList } from "./explain/bill.ts";
export { explainBound, explainFixedLeaf, nearestLimit, priceOfBound, subjectNamed } from "./explain/price.ts";
export { alignedModel, type ExportAsk } from "./export.ts";
export type { Formulation, Objective } from "./formulate.ts";
export { type AgreementGains, agreementGains, type GainsAsk, type MemberGains, type NoGains } from "./gains/agreement-gains.ts";
export { type BalanceRow, balanceOf, type JointWork, jointWorkOf } from "./gains/balance.ts";
export { type LotPrice, type SystemPrice, systemPrice, type SystemPriceAsk, unitPriceAt } from "./gains/curve.ts";
export { type AloneOffer, type Clearing, clearPledges, type Dropped, type GlutAsk, type GlutShare, type Pledge, type PledgesAsk, shareGlut } from "./gains/pledges.ts";
export type { GainsDesk } from "./gains/master.ts";
export { GAINS, gainsParameters } from "./gains/parameters.ts";
export { type BalancePayment, type Repair, repairBalance, type WorkMove } from "./gains/repair.ts";
export { lexicographic, type LexicographicAnswer, type LexicographicAsk, type LexicographicStage, type StageReached, stagesOf } from "./lexicographic.ts";
export { limitFaults } from "./limits.ts";
export { type IntegerAsk, type IntegerPlan, integerPlan, type IntegerStage } from "./integer/integer-plan.ts";
export { chosenFreedom, openChoicesOf } from "./integer/choices.ts";
export { searching } from "./integer/searching.ts";
export { type SearchAnswer, type SearchAsk, searchWhole } from "./integer/search.ts";
export type { SearchStep } from "./integer/standing.ts";
export { namesOf, type NameStyle } from "./names.ts";
export { PLAN, planParameters } from "./parameters.ts";
export { SCENARIOS, scenarioParameters } from "./scenarios/parameters.ts";
export { readScenarios, type ScenarioFault } from "./scenarios/read.ts";
export type { BudgetChange, CostChange, DeliveryChange, RequirementChange, Scenario } from "./scenarios/scenario.ts";
export type { DecisionGroup, NowOrWait } from "./scenarios/now-or-wait.ts";
export { ScenarioError, type Study, type StudyAsk, type StudyPlan, type StudyProgress, studyScenarios } from "./scenarios/study.ts";
export { ALL_CHECKS, type ComparisonVerification, verifyComparison, type VerifyComparisonAsk, verifyPlan } from "./verify/index.ts";
export { workOfNation, type WorkPart } from "./verify/work.ts";
export type { Prepared } from "./what-if/ahead.ts";
export type { ExactOutcome, QuickAnswer, WhatIfAnswer } from "./what-if/answer.ts";
export { type Change, CHANGE_KINDS, ChangeError, type ChangeKind, type ShiftRoom, shiftRooms } from "./what-if/change.ts";
export type { Breach, Effect, Moved, Paid } from "./what-if/effect.ts";
export type { LeastMoney, MoneyAnswer } from "./what-if/least-money.ts";
export { WHAT_IF, whatIfParameters } from "./what-if/parameters.ts";
export { type PreparationAsk, type WhatIf, whatIf, type WhatIfAsk } from "./what-if/session.ts";
export type { AskedAnew, AskedTarget } from "./world.ts";
