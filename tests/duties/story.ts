import { loadPolicies, parsePolicies, readPolicyFiles } from "#adapters/cedar";
import { primitives } from "#adapters/keys";
import { type ActEvent, type Decision, draftHash, type Duties, type DutyEvent, type Layer, layersOf, NO_DUTIES, type Role, submit, inOrder } from "#duties";

export const { sha256 } = primitives;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 0, 1);

/** The five layers over the shipped policies, or over a copy without some. */
export function rules(without: readonly string[] = []): readonly Layer[] {
  const files = readPolicyFiles();
  const loaded =
    without.length === 0
      ? loadPolicies()
      : parsePolicies({ ...files, policies: Object.fromEntries(Object.entries(files.policies).filter(([name]) => !without.includes(name))) });
  if (loaded.kind === "refused") throw new Error(loaded.findings.map((it) => `${it.file}: ${it.message}`).join("\n"));
  return layersOf({ policies: loaded.policies, sha256 });
}

type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;
/** An event to which the story gives its time; a number waits so many days. An approval may leave out the hash: then it is of the draft as it stands. */
export type Line = Untimed<DutyEvent> | number | ((duties: Duties) => Untimed<DutyEvent>);

export interface Told {
  readonly duties: Duties;
  readonly decisions: readonly Decision[];
  readonly last: Decision;
  readonly at: number;
}

/** Tells a story: each event an hour after the one before, decided, and folded in where it is allowed. */
export function tell(
  layers: readonly Layer[],
  lines: readonly Line[],
  from: { readonly duties: Duties; readonly at: number } = { duties: NO_DUTIES, at: START },
): Told {
  let { duties, at } = from;
  const decisions: Decision[] = [];
  for (const line of lines) {
    if (typeof line === "number") {
      at += line * DAY;
      continue;
    }
    at += HOUR;
    const event = { ...(typeof line === "function" ? line(duties) : line), at } as DutyEvent;
    const answer = submit(layers, { duties, event, around: inOrder(event) });
    decisions.push(answer.decision);
    duties = answer.duties;
  }
  return { duties, decisions, last: decisions.at(-1) ?? { kind: "deny", layer: "workflow", refusals: [] }, at };
}

/** `allow`, `allow emergency`, or the reasons of a refusal. */
export const words = (it: Decision): string => (it.kind === "allow" ? ["allow", ...it.flags].join(" ") : it.refusals.map((one) => one.reason).join(", "));

export const role = (person: string, name: Role, nation = "XAA"): Line => ({ kind: "role-granted", person, role: name, nation });
export const declares = (by: string, caseId = "T", interests: Extract<ActEvent, { readonly kind: "file-declaration" }>["interests"] = []): Line => ({
  kind: "file-declaration",
  by,
  case: caseId,
  interests,
});
/** A person with a role who has declared. */
export const hand = (person: string, name: Role, caseId = "T"): readonly Line[] => [role(person, name), declares(person, caseId)];
export const does = (
  by: string,
  kind:
    | "sign-opening"
    | "open-bids"
    | "read-bid"
    | "join-panel"
    | "open-evaluation"
    | "evaluate"
    | "certify-receipt"
    | "pay"
    | "read-record"
    | "export-record"
    | "attest",
  caseId = "T",
): Line => ({ kind, by, case: caseId });
export const drafts = (
  by: string,
  draft = "A",
  more: {
    readonly amount?: number;
    readonly supplier?: string;
    readonly caseId?: string;
    readonly amends?: string;
    readonly emergency?: string;
    readonly itemClass?: string;
    readonly currency?: string;
  } = {},
): Line => ({
  kind: "draft-award",
  by,
  case: more.caseId ?? "T",
  draft,
  nation: "XAA",
  content: {
    supplier: more.supplier ?? "S1",
    amount: more.amount ?? 1000,
    currency: more.currency ?? "EUR",
    ...(more.itemClass !== undefined && { itemClass: more.itemClass }),
  },
  ...(more.amends !== undefined && { amends: more.amends }),
  ...(more.emergency !== undefined && { emergency: more.emergency }),
});
export const approves =
  (by: string, draft = "A", nation = "XAA"): Line =>
  (duties) => {
    const found = duties.drafts[draft];
    return {
      kind: found === undefined || found.kind === "award" ? "approve-award" : "approve-access-change",
      by,
      case: found?.case ?? "T",
      draft,
      hash: found === undefined ? "" : draftHash(sha256, found),
      nation,
    };
  };
export const takesEffect =
  (draft = "A"): Line =>
  (duties) => ({ kind: "take-effect", by: "node", case: duties.drafts[draft]?.case ?? "T", draft });
export const bids = (supplier: string, caseId = "T"): Line => ({ kind: "submit-bid", by: supplier, case: caseId, supplier });

/** A tender T of XAA, drafted by dan, with bids of S1 and S2 until its deadline after ten days. */
export const tender: readonly Line[] = [
  ...hand("dan", "drafter"),
  (duties) => ({ kind: "draft-tender", by: "dan", case: "T", nation: "XAA", deadline: Math.max(duties.at, START) + 10 * DAY }),
  bids("S1"),
  bids("S2"),
];
/** The bids of T opened by ola and per after the deadline. */
export const opened: readonly Line[] = [
  ...tender,
  ...hand("ola", "opener"),
  ...hand("per", "opener"),
  11,
  does("ola", "sign-opening"),
  does("per", "sign-opening"),
  does("node", "open-bids"),
];
/** A panel of una, uri and ute, all declared. */
export const panel: readonly Line[] = [...opened, ...["una", "uri", "ute"].flatMap((it) => [...hand(it, "evaluator"), does(it, "join-panel")])];
export const evaluated: readonly Line[] = [...panel, does("una", "evaluate"), does("uri", "evaluate"), does("ute", "evaluate")];
/** An award A of T, drafted by dora, and three approvers who have declared. */
export const awarded: readonly Line[] = [
  ...evaluated,
  ...hand("dora", "drafter"),
  drafts("dora"),
  ...["ben", "cem", "abe"].flatMap((it) => hand(it, "approver")),
];
/** A in effect. */
export const contracted: readonly Line[] = [...awarded, approves("ben"), approves("cem"), takesEffect()];
