import { type Json } from "#ledger";
import { actionFacts, type Role } from "./actions.ts";
import type { ActEvent, AwardContent, DutyEvent, Instant, Interest, RegisterEvent } from "./event.ts";
import { addDays } from "./instant.ts";
import { type Rules, rulesOf } from "./parameters.ts";

export interface Grant {
  readonly person: string;
  readonly role: Role;
  readonly nation: string;
  readonly until?: Instant;
}

/** An approval of one exact draft. */
export interface Approval {
  readonly by: string;
  /** The person and everyone stood in for. */
  readonly hands: readonly string[];
  readonly nation: string;
  readonly hash: string;
  readonly at: Instant;
  readonly line?: string;
  /** Why it counts no more. */
  readonly withdrawn?: "draft-changed" | "role-lost";
}

/** An award, or a change of access, from its first draft to its effect. */
export interface Draft {
  readonly id: string;
  readonly kind: "award" | "release" | "labels-policy" | "roster";
  readonly case: string;
  readonly version: number;
  /** Nations whose approval it needs. */
  readonly nations: readonly string[];
  /** What is hashed: every word of the draft that has an effect. */
  readonly bound: Json;
  readonly award?: AwardContent;
  readonly amends?: string;
  readonly emergency?: string;
  readonly approvals: readonly Approval[];
  readonly effectiveAt?: Instant;
}

/** What happened in one case. */
export interface Case {
  readonly id: string;
  readonly nation?: string;
  /** By act: those who did it, and those they stood in for. */
  readonly acted: Readonly<Record<string, readonly string[]>>;
  /** By act: those who did it themselves. */
  readonly doers: Readonly<Record<string, readonly string[]>>;
  readonly suppliers: Readonly<Record<string, { readonly withdrawnAt?: Instant; readonly digest?: string }>>;
  readonly isTender: boolean;
  readonly deadline?: Instant;
  readonly openedAt?: Instant;
  readonly declared: readonly string[];
  readonly releases: readonly { readonly person: string; readonly supplier: string; readonly at: Instant }[];
  /** Answers to bidders in the order of their records: the same for every bidder. */
  readonly answers: readonly { readonly answer: string; readonly at: Instant }[];
}

export interface Emergency {
  readonly id: string;
  readonly nation: string;
  readonly reason: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** A review that an emergency award has to have. */
export interface Review {
  readonly draft: string;
  readonly emergency: string;
  readonly due: Instant;
}

/** Everything the rules look at, folded from events. */
export interface Duties {
  readonly at: Instant;
  readonly grants: readonly Grant[];
  readonly lines: Readonly<Record<string, string>>;
  readonly delegations: readonly { readonly from: string; readonly to: string; readonly until?: Instant }[];
  readonly agreements: readonly { readonly lead: string; readonly nation: string; readonly roles: readonly Role[]; readonly until?: Instant }[];
  readonly ownership: readonly { readonly owner: string; readonly owned: string }[];
  readonly rules: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly interests: Readonly<Record<string, readonly Interest[]>>;
  readonly cases: Readonly<Record<string, Case>>;
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly emergencies: Readonly<Record<string, Emergency>>;
  readonly reviews: readonly Review[];
}

/** Nothing has happened. Records without prototype: a person may be called `constructor`. */
export const NO_DUTIES: Duties = {
  at: Number.NEGATIVE_INFINITY,
  grants: [],
  lines: bare(),
  delegations: [],
  agreements: [],
  ownership: [],
  rules: bare(),
  interests: bare(),
  cases: bare(),
  drafts: bare(),
  emergencies: bare(),
  reviews: [],
};

function bare<T>(): Readonly<Record<string, T>> {
  return Object.create(null) as Readonly<Record<string, T>>;
}

const put = <T>(all: Readonly<Record<string, T>>, key: string, value: T): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, all, { [key]: value });
const add = (all: readonly string[], more: readonly string[]): readonly string[] => [...new Set([...all, ...more])];

/** Whether something that may end still holds. Its last instant is not in it. */
export const holdsAt = (it: { readonly until?: Instant }, at: Instant): boolean => it.until === undefined || at < it.until;

/**
 * A person and everyone the person stands in for at that time, through chains of delegation. Acts count for all of them.
 * @example handsOf(duties, "cem", at) // → ["cem", "ana"] where ana has delegated to cem
 */
export function handsOf(duties: Duties, person: string, at: Instant): readonly string[] {
  const found = [person];
  for (const one of found) for (const it of duties.delegations) if (it.to === one && holdsAt(it, at) && !found.includes(it.from)) found.push(it.from);
  return found;
}

/** A case, or an empty one where nothing happened in it yet. */
export const caseOf = (duties: Duties, id: string): Case =>
  duties.cases[id] ?? { id, acted: bare(), doers: bare(), suppliers: bare(), isTender: false, declared: [], releases: [], answers: [] };

/** The fold: what is true after an event. It takes what it is given; `submit` decides first. Time never goes back. */
export function fold(duties: Duties, event: DutyEvent): Duties {
  // What ended meanwhile ends first, so that a role granted anew does not bring back what was given in the old.
  const next = withdrawRoles({ ...duties, at: Math.max(duties.at, event.at) });
  return "case" in event ? foldAct(next, event) : foldRegister(next, event);
}

function foldRegister(duties: Duties, event: RegisterEvent): Duties {
  const until = (it: { readonly until?: Instant }): { readonly until?: Instant } => (it.until === undefined ? {} : { until: it.until });
  switch (event.kind) {
    case "role-granted":
      return { ...duties, grants: [...duties.grants, { person: event.person, role: event.role, nation: event.nation, ...until(event) }] };
    case "role-ended": {
      const left = { ...duties, grants: duties.grants.filter((it) => !(it.person === event.person && it.role === event.role && it.nation === event.nation)) };
      return withdrawRoles(left);
    }
    case "line-set":
      return { ...duties, lines: put(duties.lines, event.person, event.line) };
    case "delegated":
      return { ...duties, delegations: [...duties.delegations, { from: event.from, to: event.to, ...until(event) }] };
    case "delegation-ended":
      return withdrawRoles({ ...duties, delegations: duties.delegations.filter((it) => !(it.from === event.from && it.to === event.to)) });
    case "agreement-made":
      return { ...duties, agreements: [...duties.agreements, { lead: event.lead, nation: event.nation, roles: event.roles, ...until(event) }] };
    case "ownership-recorded":
      return { ...duties, ownership: [...duties.ownership, { owner: event.owner, owned: event.owned }] };
    case "ownership-ended":
      return { ...duties, ownership: duties.ownership.filter((it) => !(it.owner === event.owner && it.owned === event.owned)) };
    case "rule-set":
      return { ...duties, rules: put(duties.rules, event.nation, put(duties.rules[event.nation] ?? bare(), event.rule, event.value)) };
  }
}

/** Approvals of drafts not yet in effect fall with the role they were given in, and do not come back with it. */
function withdrawRoles(duties: Duties): Duties {
  let drafts = duties.drafts;
  for (const draft of Object.values(duties.drafts)) {
    if (draft.effectiveAt !== undefined || !draft.approvals.some((it) => it.withdrawn === undefined && !approverStill(duties, draft, it))) continue;
    drafts = put(drafts, draft.id, {
      ...draft,
      approvals: draft.approvals.map((it) =>
        it.withdrawn === undefined && !approverStill(duties, draft, it) ? { ...it, withdrawn: "role-lost" as const } : it,
      ),
    });
  }
  return { ...duties, drafts };
}

/** Whether an approver still holds the role, where time is not looked at beyond what the fold has seen. */
export const approverStill = (duties: Duties, draft: Draft, approval: Approval, at: Instant = duties.at): boolean =>
  holdsRole(duties, { person: approval.by, role: draft.kind === "award" ? "approver" : "security", nation: approval.nation, at });

/** Nations whose holders of a role may act in cases of a nation: itself, and those an agreement names. */
export const nationsFor = (duties: Duties, nation: string, role: Role, at: Instant): readonly string[] => [
  nation,
  ...duties.agreements.filter((it) => it.nation === nation && it.roles.includes(role) && holdsAt(it, at)).map((it) => it.lead),
];

/** Whether a person holds a role for the cases of a nation: granted, through an agreement, or delegated by one who holds it. */
export function holdsRole(
  duties: Duties,
  { person, role, nation, at }: { readonly person: string; readonly role: Role; readonly nation: string; readonly at: Instant },
): boolean {
  const nations = nationsFor(duties, nation, role, at);
  const hands = handsOf(duties, person, at);
  return duties.grants.some((it) => hands.includes(it.person) && it.role === role && nations.includes(it.nation) && holdsAt(it, at));
}

function foldAct(duties: Duties, event: ActEvent): Duties {
  const hands = actionFacts(event.kind).doer === "person" ? handsOf(duties, event.by, event.at) : [];
  const before = caseOf(duties, event.case);
  const acted =
    hands.length === 0
      ? before
      : {
          ...before,
          acted: put(before.acted, event.kind, add(before.acted[event.kind] ?? [], hands)),
          doers: put(before.doers, event.kind, add(before.doers[event.kind] ?? [], [event.by])),
        };
  const withCase = (it: Case): Duties => ({ ...duties, cases: put(duties.cases, event.case, it) });
  const bidder = (supplier: string, state: Case["suppliers"][string]): Case["suppliers"] => put(acted.suppliers, supplier, state);
  switch (event.kind) {
    case "state-requirement":
    case "change-record":
      return withCase({ ...acted, nation: acted.nation ?? event.nation });
    case "draft-tender":
      return withCase({ ...acted, nation: acted.nation ?? event.nation, isTender: true, deadline: event.deadline });
    case "answer-bidders":
      return withCase({ ...acted, answers: [...acted.answers, { answer: event.answer, at: event.at }] });
    case "submit-bid":
      return withCase({ ...acted, isTender: true, suppliers: bidder(event.supplier, event.digest === undefined ? {} : { digest: event.digest }) });
    case "withdraw-bid":
      return withCase({ ...acted, suppliers: bidder(event.supplier, { withdrawnAt: event.at }) });
    case "open-bids":
      return withCase({ ...acted, openedAt: event.at });
    case "file-declaration": {
      const known = duties.interests[event.by] ?? [];
      // A later word on the same tie replaces the earlier, so that its end can be told; none is dropped by silence.
      const kept = known.filter((old) => !event.interests.some((it) => it.supplier === old.supplier && it.kind === old.kind));
      return {
        ...withCase({ ...acted, declared: add(acted.declared, [event.by]) }),
        interests: put(duties.interests, event.by, [...kept, ...event.interests]),
      };
    }
    case "release-conflict":
      return withCase({ ...acted, releases: [...acted.releases, { person: event.person, supplier: event.supplier, at: event.at }] });
    case "declare-emergency":
      return event.until === undefined
        ? withCase(acted)
        : {
            ...withCase({ ...acted, nation: acted.nation ?? event.nation }),
            emergencies: put(duties.emergencies, event.emergency, {
              id: event.emergency,
              nation: event.nation,
              reason: event.reason,
              from: event.at,
              until: event.until,
            }),
          };
    case "draft-award": {
      const { supplier } = event.content;
      const suppliers = acted.suppliers[supplier] === undefined ? bidder(supplier, {}) : acted.suppliers;
      const bound = {
        award: event.draft,
        nation: event.nation,
        supplier,
        amount: event.content.amount,
        currency: event.content.currency,
        ...(event.content.itemClass !== undefined && { itemClass: event.content.itemClass }),
        ...(event.content.terms !== undefined && { terms: event.content.terms }),
        ...(event.amends !== undefined && { amends: event.amends }),
        ...(event.emergency !== undefined && { emergency: event.emergency }),
      };
      const draft = nextDraft(duties, {
        id: event.draft,
        kind: "award",
        case: event.case,
        nations: [event.nation],
        bound,
        award: event.content,
        ...(event.amends !== undefined && { amends: event.amends }),
        ...(event.emergency !== undefined && { emergency: event.emergency }),
      });
      return { ...withCase({ ...acted, nation: acted.nation ?? event.nation, suppliers }), drafts: put(duties.drafts, event.draft, draft) };
    }
    case "draft-access-change": {
      const draft = nextDraft(duties, {
        id: event.draft,
        kind: event.change,
        case: event.case,
        nations: event.nations,
        bound: { change: event.change, draft: event.draft, nations: event.nations, content: event.content },
      });
      return { ...withCase({ ...acted, nation: acted.nation ?? event.nation }), drafts: put(duties.drafts, event.draft, draft) };
    }
    case "approve-award":
    case "approve-access-change": {
      const draft = duties.drafts[event.draft];
      if (draft === undefined) return withCase(acted);
      const line = duties.lines[event.by];
      const approval: Approval = { by: event.by, hands, nation: event.nation, hash: event.hash, at: event.at, ...(line !== undefined && { line }) };
      return { ...withCase(acted), drafts: put(duties.drafts, event.draft, { ...draft, approvals: [...draft.approvals, approval] }) };
    }
    case "take-effect": {
      const draft = duties.drafts[event.draft];
      if (draft === undefined) return duties;
      const review: readonly Review[] =
        draft.emergency === undefined
          ? []
          : [{ draft: draft.id, emergency: draft.emergency, due: addDays(event.at, rulesFor(duties, draft).reviewDays) }];
      return { ...duties, drafts: put(duties.drafts, draft.id, { ...draft, effectiveAt: event.at }), reviews: [...duties.reviews, ...review] };
    }
    default:
      return withCase(acted);
  }
}

/** The rules of a draft's nation; of several nations, those of the first; of none, those that hold where nothing is set. */
export const rulesFor = (duties: Duties, { nations }: Pick<Draft, "nations">): Rules => rulesOf(duties.rules[nations[0] ?? ""]);

/** The next version of a draft. Approvals of the last are withdrawn for good, even if the old words come back. */
function nextDraft(duties: Duties, it: Omit<Draft, "version" | "approvals">): Draft {
  const before = duties.drafts[it.id];
  return {
    ...it,
    version: (before?.version ?? 0) + 1,
    approvals: (before?.approvals ?? []).map((one) => ({ ...one, withdrawn: one.withdrawn ?? "draft-changed" })),
  };
}
