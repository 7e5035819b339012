import { actionFacts, ROLES } from "./actions.ts";
import { countedApprovals } from "./approvals.ts";
import type { ActEvent } from "./event.ts";
import { tiesOf } from "./interests.ts";
import type { Sha256 } from "#ledger";
import { caseOf, type Case, type Duties, handsOf, holdsAt, nationsFor, rulesFor } from "./state.ts";

/** Everything a policy may look at, for one act. Plain data: any policy engine can read it. */
export interface Question {
  readonly doer: "person" | "supplier" | "node";
  readonly by: string;
  readonly action: string;
  readonly caseId: string;
  /** Whom the act is about: the person released, the supplier whose bid it is. */
  readonly about?: string;
  readonly nation: string;
  readonly standsFor: readonly string[];
  readonly line?: string;
  /** Roles the person holds now, `nation/role`. */
  readonly holds: readonly string[];
  /** Per role: nations whose holders may act here. */
  readonly admits: Readonly<Record<string, readonly string[]>>;
  readonly acted: Readonly<Record<ActedSet, readonly string[]>>;
  readonly panel: readonly string[];
  readonly declared: readonly string[];
  readonly isConflicted: boolean;
  readonly isUnreleased: boolean;
  readonly approvals: readonly string[];
  readonly approvalLines: readonly string[];
  readonly linesDiffer: boolean;
}

/** Which acts make a person one of a set that policies speak of. */
const ACTED = {
  required: ["state-requirement"],
  drafted: ["draft-tender"],
  opened: ["sign-opening"],
  evaluated: ["join-panel", "open-evaluation", "evaluate"],
  authored: ["draft-award", "draft-access-change"],
  approved: ["approve-award", "approve-access-change"],
  received: ["certify-receipt"],
  paid: ["pay"],
  audited: ["export-record", "attest"],
  changed: [
    "state-requirement",
    "draft-tender",
    "answer-bidders",
    "sign-opening",
    "join-panel",
    "open-evaluation",
    "evaluate",
    "draft-award",
    "approve-award",
    "certify-receipt",
    "pay",
    "release-conflict",
    "change-record",
    "declare-emergency",
    "draft-access-change",
    "approve-access-change",
  ],
} as const satisfies Readonly<Record<string, readonly ActEvent["kind"][]>>;
export type ActedSet = keyof typeof ACTED;

/** Those who did one of the acts of a set in a case, and those they stood in for. */
export const actedIn = (of: Case, set: ActedSet): readonly string[] => [...new Set(ACTED[set].flatMap((it) => of.acted[it] ?? []))];

/** Members of the panel themselves, not those they stand in for. */
export const panelOf = (of: Case): readonly string[] => of.doers["join-panel"] ?? [];

/** Nation by whose roles an act is judged: the one it names, else that of its case. */
export const nationOf = (of: Case, event: ActEvent): string =>
  ("nation" in event ? (event.kind.startsWith("approve") ? event.nation : (of.nation ?? event.nation)) : of.nation) ?? "";

/** The question an act puts to the policies, in the state before it. */
export function questionOf(duties: Duties, event: ActEvent, sha256: Sha256): Question {
  const { at } = event;
  const of = caseOf(duties, event.case);
  const { doer } = actionFacts(event.kind);
  const isPerson = doer === "person";
  const nation = nationOf(of, event);
  const hands = isPerson ? handsOf(duties, event.by, at) : [];
  const draft = "draft" in event ? duties.drafts[event.draft] : undefined;
  const approvals = draft === undefined || !event.kind.startsWith("approve") ? [] : countedApprovals(duties, { sha256, draft, nation, at });
  const ties = isPerson ? tiesOf(duties, { person: event.by, caseId: event.case, at }) : { present: [], unreleased: [] };
  const about = event.kind === "release-conflict" ? event.person : event.kind === "submit-bid" || event.kind === "withdraw-bid" ? event.supplier : undefined;
  const line = duties.lines[event.by];
  return {
    doer,
    by: event.by,
    action: event.kind,
    caseId: event.case,
    ...(about !== undefined && { about }),
    nation,
    standsFor: hands,
    ...(isPerson && line !== undefined && { line }),
    holds: [...new Set(duties.grants.filter((it) => hands.includes(it.person) && holdsAt(it, at)).map((it) => `${it.nation}/${it.role}`))],
    admits: Object.fromEntries(ROLES.map((role) => [role, nationsFor(duties, nation, role, at)])),
    acted: Object.fromEntries(Object.keys(ACTED).map((set) => [set, actedIn(of, set as ActedSet)])) as Record<ActedSet, readonly string[]>,
    panel: panelOf(of),
    declared: of.declared,
    isConflicted: ties.present.length > 0,
    isUnreleased: ties.unreleased.length > 0,
    approvals: [...new Set(approvals.flatMap((it) => it.hands))],
    approvalLines: [...new Set(approvals.flatMap((it) => (it.line === undefined ? [] : [it.line])))],
    linesDiffer: draft !== undefined && rulesFor(duties, draft).linesDiffer > 0,
  };
}
