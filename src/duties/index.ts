/**
 * Duties of a procurement and of access: what happened, folded from events, and whether the next act may be done.
 * Absent here: clocks, files, HTTP, the policy engine and cryptography, which arrive as arguments; and any name of a nation.
 */
export { type Action, actionFacts, ACTIONS, type Doer, type Role, ROLES } from "./actions.ts";
export { countedApprovals, draftHash, emergencyInForce, type Needed, neededApprovals, type Related, relatedSum } from "./approvals.ts";
export {
  type Ask,
  decide,
  type Decision,
  type DutyTools,
  type Flag,
  inOrder,
  type Layer,
  type LayerName,
  layersOf,
  type Refusal,
  type Session,
  submit,
  type Surroundings,
} from "./decide.ts";
export {
  ACCESS_CHANGES,
  type ActEvent,
  type AwardContent,
  type DutyEvent,
  type Instant,
  type Interest,
  INTERESTS,
  isAct,
  type RegisterEvent,
} from "./event.ts";
export { addDays, addMonths, instantText } from "./instant.ts";
export { sameOwners, type Ties, tiesOf } from "./interests.ts";
export { dutyParameters, isRule, type Rule, type Rules, rulesOf } from "./parameters.ts";
export type { Policies, PolicyText } from "./policies.ts";
export { type ActedSet, actedIn, type Question, questionOf } from "./question.ts";
export { SENTENCES, type Sentence } from "./sentences.ts";
export { type Approval, type Case, caseOf, type Draft, type Duties, type Emergency, fold, handsOf, NO_DUTIES, type Review } from "./state.ts";
export { type Reader, sentenceOf, toldReasons } from "./told.ts";
