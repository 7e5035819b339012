import type { Sha256 } from "#ledger";
import { countedApprovals, draftHash, neededApprovals } from "./approvals.ts";
import type { ActEvent } from "./event.ts";
import { tiesOf } from "./interests.ts";
import { isRule, rulesOf } from "./parameters.ts";
import { nationOf, panelOf } from "./question.ts";
import type { WorkflowReason } from "./sentences.ts";
import { caseOf, type Duties, rulesFor } from "./state.ts";

/**
 * The fourth layer: whether the case stands where the act has its place. Deadlines by ledger time, sealed bids, versions, counts of
 * persons. Answers the reasons against it; none: this layer does not refuse.
 */
export function workflowReasons(duties: Duties, event: ActEvent, sha256: Sha256): readonly WorkflowReason[] {
  const { at } = event;
  if (at < duties.at) return ["time-goes-back"];
  const of = caseOf(duties, event.case);
  const rules = rulesOf(duties.rules[nationOf(of, event)]);
  const isOver = of.deadline !== undefined && at > of.deadline;
  const sealed: readonly WorkflowReason[] = of.openedAt === undefined ? ["sealed"] : [];
  switch (event.kind) {
    case "state-requirement":
    case "change-record":
      return of.nation !== undefined && of.nation !== event.nation ? ["other-nation"] : [];
    case "draft-tender":
      return [
        ...when(of.nation !== undefined && of.nation !== event.nation, "other-nation"),
        ...when(event.deadline <= at, "deadline-past"),
        ...when(isOver || of.openedAt !== undefined, "submission-over"),
        ...when(of.deadline !== undefined && event.deadline < of.deadline, "deadline-earlier"),
      ];
    case "answer-bidders":
      return when(event.to !== "all", "not-to-all");
    case "submit-bid":
      return [...when(of.deadline === undefined, "no-tender"), ...when(isOver || of.openedAt !== undefined, "submission-over")];
    case "withdraw-bid":
      return when(of.suppliers[event.supplier] === undefined, "no-bid");
    case "sign-opening":
      return when(!isOver, "submission-open");
    case "open-bids":
      return [
        ...when(!isOver, "submission-open"),
        ...when((of.doers["sign-opening"] ?? []).length < rules.openers, "too-few-openers"),
        ...when(of.openedAt !== undefined, "opened-already"),
      ];
    case "read-bid":
      return sealed;
    case "open-evaluation":
    case "evaluate":
      return [...sealed, ...when(panelOf(of).filter((it) => of.declared.includes(it)).length < rules.evaluators, "panel-too-small")];
    case "draft-award":
      return draftReasons(duties, event, sealed);
    case "draft-access-change": {
      const before = duties.drafts[event.draft];
      return [
        ...when(event.nations.length === 0, "no-nation"),
        ...when(before !== undefined && (before.case !== event.case || before.kind !== event.change), "other-draft"),
        ...when(before?.effectiveAt !== undefined, "in-effect-already"),
      ];
    }
    case "approve-award":
    case "approve-access-change": {
      const draft = duties.drafts[event.draft];
      if (draft === undefined || draft.case !== event.case || (draft.kind === "award") !== (event.kind === "approve-award")) return ["no-draft"];
      return [
        ...when(!draft.nations.includes(event.nation), "other-nation"),
        ...when(event.hash !== draftHash(sha256, draft), "other-bytes"),
        ...when(draft.effectiveAt !== undefined, "in-effect-already"),
      ];
    }
    case "take-effect":
      return effectReasons(duties, event, sha256);
    case "certify-receipt":
      return when(!Object.values(duties.drafts).some((it) => it.case === event.case && it.kind === "award" && it.effectiveAt !== undefined), "no-contract");
    case "pay":
      return when((of.doers["certify-receipt"] ?? []).length === 0, "not-received");
    case "release-conflict": {
      const { present, unreleased } = tiesOf(duties, { person: event.person, caseId: event.case, at });
      return [
        ...when(event.reason.trim() === "", "no-reason"),
        ...when(present.includes(event.supplier), "supplier-still-bids"),
        ...when(!present.includes(event.supplier) && !unreleased.includes(event.supplier), "nothing-to-release"),
      ];
    }
    case "declare-emergency":
      return [
        ...when(event.reason.trim() === "", "no-reason"),
        ...when(event.until === undefined || event.until <= at, "no-end-date"),
        ...when(duties.emergencies[event.emergency] !== undefined, "declared-already"),
      ];
    default:
      return [];
  }
}

/** What stands against a register event. */
export const registerReasons = (duties: Duties, event: { readonly at: number; readonly kind: string; readonly rule?: string }): readonly WorkflowReason[] => [
  ...when(event.at < duties.at, "time-goes-back"),
  ...when(event.rule !== undefined && !isRule(event.rule), "no-rule"),
];

const when = (holds: boolean, reason: WorkflowReason): readonly WorkflowReason[] => (holds ? [reason] : []);

function draftReasons(
  duties: Duties,
  event: Extract<ActEvent, { readonly kind: "draft-award" }>,
  sealed: readonly WorkflowReason[],
): readonly WorkflowReason[] {
  const of = caseOf(duties, event.case);
  const before = duties.drafts[event.draft];
  const amended = event.amends === undefined ? undefined : duties.drafts[event.amends];
  const supplier = of.suppliers[event.content.supplier];
  const isOtherNation = (of.nation !== undefined && of.nation !== event.nation) || (before !== undefined && !before.nations.includes(event.nation));
  return [
    ...when(isOtherNation, "other-nation"),
    ...(of.isTender ? sealed : []),
    ...when(of.isTender && (supplier === undefined || supplier.withdrawnAt !== undefined), "no-bid"),
    ...when(before !== undefined && (before.case !== event.case || before.kind !== "award"), "other-draft"),
    ...when(before?.effectiveAt !== undefined, "in-effect-already"),
    ...when(
      event.amends !== undefined && (amended?.effectiveAt === undefined || amended.case !== event.case || amended.award?.supplier !== event.content.supplier),
      "no-award-to-amend",
    ),
  ];
}

function effectReasons(duties: Duties, event: Extract<ActEvent, { readonly kind: "take-effect" }>, sha256: Sha256): readonly WorkflowReason[] {
  const { at } = event;
  const draft = duties.drafts[event.draft];
  if (draft === undefined || draft.case !== event.case) return ["no-draft"];
  const of = caseOf(duties, event.case);
  const needed = neededApprovals(duties, draft, at);
  const { linesDiffer, evaluators } = rulesFor(duties, draft);
  const counted = draft.nations.map((nation) => {
    const approvals = countedApprovals(duties, { sha256, draft, nation, at });
    // Where lines have to differ those count that a line is on record for, once each: the rule may be newer than the approvals.
    const byLine = linesDiffer > 0 && draft.kind === "award" && needed.persons > 1;
    return byLine ? new Set(approvals.flatMap((it) => (it.line === undefined ? [] : [it.line]))).size : approvals.length;
  });
  const evaluations = (of.doers["evaluate"] ?? []).length;
  const isShort = counted.some((it) => it < needed.persons);
  const wasBound = draft.approvals.some((it) => it.withdrawn === "draft-changed" || it.hash !== draftHash(sha256, draft));
  return [
    ...when(draft.effectiveAt !== undefined, "in-effect-already"),
    ...when(isShort && wasBound, "approved-other-bytes"),
    ...when(isShort, needed.kind === "threshold" && needed.related.drafts.length > 1 ? "too-few-approvals-for-related" : "too-few-approvals"),
    ...when(of.isTender && draft.award !== undefined && of.suppliers[draft.award.supplier]?.withdrawnAt !== undefined, "no-bid"),
    ...when(draft.kind === "award" && of.isTender && evaluations < evaluators, "too-few-evaluations"),
  ];
}
