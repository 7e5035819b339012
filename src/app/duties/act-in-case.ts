import { type ActEvent, actionFacts, decide, type Decision, fold, type Duties, type Layer, type Session } from "#duties";
import { dutyFieldNames, readDutyEvent } from "#exchange";
import type { Json } from "#ledger";
import type { Draft, OpenLedger } from "../ledger/index.ts";
import { type CasesAsk, type DutyCase, dutiesUnder } from "./cases.ts";
import { dutyDraft, dutyRecords, NODE, type Opening, timeIn } from "./records.ts";

/** The acts of persons and bidders in a procurement. What the node carries out follows from them; access is changed by releases. */
export const CASE_ACTS = [
  "state-requirement",
  "file-declaration",
  "draft-tender",
  "answer-bidders",
  "submit-bid",
  "withdraw-bid",
  "sign-opening",
  "join-panel",
  "read-bid",
  "open-evaluation",
  "evaluate",
  "draft-award",
  "approve-award",
  "certify-receipt",
  "pay",
  "release-conflict",
  "declare-emergency",
  "read-record",
  "export-record",
  "attest",
] as const satisfies readonly ActEvent["kind"][];
export type CaseAct = (typeof CASE_ACTS)[number];

/** Whether an act is done by whoever bids. */
export const isBidders = (act: CaseAct): boolean => actionFacts(act).doer === "supplier";

export interface ActAsk {
  /** The case it is done in, or the label and opening of the one that it begins. */
  readonly of: DutyCase | ({ readonly label: Json } & Opening);
  readonly act: CaseAct;
  /** Name of who does it in the ledger, `PARTY/person`. */
  readonly by: string;
  /** What it says besides: fields of the event, as docs/guide/duties.md lists them. What the case settles may be left out; nothing is there and undefined. */
  readonly fields: { readonly [name: string]: unknown };
  /** How surely it is known who that is. */
  readonly assurance: Session["assurance"];
}

type Allowed = Extract<Decision, { readonly kind: "allow" }>;

export type ActAnswer =
  | { readonly kind: "unread"; readonly message: string }
  | { readonly kind: "refused"; readonly event: ActEvent; readonly decision: Extract<Decision, { readonly kind: "deny" }> }
  | {
      readonly kind: "ready";
      readonly event: ActEvent;
      readonly decision: Allowed;
      /** What the node carries out with it. */
      readonly follows: readonly ActEvent[];
      /** What is to be known of the act, or of what follows from it. */
      readonly flags: Allowed["flags"];
      /** Records to be signed by who does it, all in one commit. */
      readonly drafts: readonly Draft[];
    };

/**
 * Decides an act by what is recorded of its case, and by whom, and drafts its record where it is allowed, together with what follows from it: bids
 * are opened with the last signature that this takes, and an award takes effect with the last approval. Nothing is written here.
 */
export function actInCase(ask: CasesAsk, { of, act, by, fields, assurance }: ActAsk): ActAnswer {
  const { layers, ledger } = ask;
  const isBegun = "duties" in of;
  const { duties } = dutiesUnder(ask, of.label);
  const id = isBegun ? of.id : newName(ledger);
  const at = timeIn(ledger, duties);
  const names = dutyFieldNames(act);
  const settled = {
    ...(names.includes("nation") && { nation: (isBegun ? of.nation : undefined) ?? ledger.party }),
    ...(names.includes("to") && { to: "all" }),
    ...(act === "draft-award" && { draft: newName(ledger) }),
    ...(act === "declare-emergency" && { emergency: newName(ledger) }),
    ...(isBidders(act) && { supplier: by }),
  };
  const read = readDutyEvent({ ...settled, ...fields, kind: act, by, case: id, at: new Date(at).toISOString() });
  if ("fault" in read) return { kind: "unread", message: read.fault };
  const around = (event: ActEvent, recent: readonly number[]) => ({ session: { by: event.by, assurance, until: Number.POSITIVE_INFINITY }, label: "none" as const, recent });
  const decision = decide(layers, { duties, event: read, around: around(read, actsOf(ask, by)) });
  if (decision.kind === "deny") return { kind: "refused", event: read, decision };
  const { follows, flags } = followsFrom(layers, { duties: fold(duties, read), id, at, around: (event) => around(event, []) });
  const label = isBidders(act) ? (of.sealed ?? of.label) : of.label;
  return { kind: "ready", event: read, decision, follows, flags: [...decision.flags, ...flags], drafts: [dutyDraft(read, label, isBegun ? undefined : of), ...follows.map((it) => dutyDraft(it, of.label))] };
}

/** A name that says nothing, and that nobody guesses. */
const newName = ({ tools }: OpenLedger): string => [...tools.random(8)].map((it) => it.toString(16).padStart(2, "0")).join("");

/** Times of a person's acts, as the ledger has them. */
const actsOf = ({ layers, ledger }: CasesAsk, by: string): readonly number[] => dutyRecords(layers, ledger).filter(({ record }) => record.fields["by"] === by && record.by.includes(by)).map((it) => it.at);

/** What the node carries out now that somebody has acted: the opening that enough officers have signed, awards that enough persons have approved. */
function followsFrom(layers: readonly Layer[], { duties, id, at, around }: { readonly duties: Duties; readonly id: string; readonly at: number; readonly around: (event: ActEvent) => Parameters<typeof decide>[1]["around"] }): { readonly follows: readonly ActEvent[]; readonly flags: Allowed["flags"] } {
  const [follows, flags]: [ActEvent[], Allowed["flags"][number][]] = [[], []];
  let state = duties;
  const tried: readonly ActEvent[] = [
    { kind: "open-bids", at, by: NODE, case: id },
    ...Object.values(duties.drafts).filter((it) => it.case === id && it.award !== undefined && it.effectiveAt === undefined).map((it): ActEvent => ({ kind: "take-effect", at, by: NODE, case: id, draft: it.id })),
  ];
  for (const event of tried) {
    const decision = decide(layers, { duties: state, event, around: around(event) });
    if (decision.kind === "deny") continue;
    state = fold(state, event);
    follows.push(event);
    flags.push(...decision.flags);
  }
  return { follows, flags };
}
