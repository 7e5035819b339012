import type { Json } from "#ledger";
import type { Role } from "./actions.ts";

/** Milliseconds since 1970 in ledger time: of the node that appends, never of who signs. */
export type Instant = number;

interface At {
  readonly at: Instant;
}

/** Who holds what, stands where and stands in for whom: registers, kept by changes of access that two persons approve. */
export type RegisterEvent = At &
  (
    | { readonly kind: "role-granted"; readonly person: string; readonly role: Role; readonly nation: string; readonly until?: Instant }
    | { readonly kind: "role-ended"; readonly person: string; readonly role: Role; readonly nation: string }
    | { readonly kind: "line-set"; readonly person: string; readonly line: string }
    | { readonly kind: "delegated"; readonly from: string; readonly to: string; readonly until?: Instant }
    | { readonly kind: "delegation-ended"; readonly from: string; readonly to: string }
    /** Holders of these roles in `lead` act in cases of `nation`. */
    | { readonly kind: "agreement-made"; readonly lead: string; readonly nation: string; readonly roles: readonly Role[]; readonly until?: Instant }
    /** `owner` owns part of `owned`: a supplier, a holding or a person. */
    | { readonly kind: "ownership-recorded"; readonly owner: string; readonly owned: string }
    | { readonly kind: "ownership-ended"; readonly owner: string; readonly owned: string }
    /** A nation's own value of a parameter of duties. */
    | { readonly kind: "rule-set"; readonly nation: string; readonly rule: string; readonly value: number }
  );

/** How a person is tied to a supplier. */
export const INTERESTS = ["own", "family", "employer", "holding", "former-employment"] as const;
export interface Interest {
  readonly supplier: string;
  readonly kind: (typeof INTERESTS)[number];
  /** When it ended. Absent: it has not. Former employment always has it. */
  readonly ended?: Instant;
}

/** What an award says, to the byte that approvals bind. */
export interface AwardContent {
  readonly supplier: string;
  /** Class of what is bought. Absent: not stated, and then counted with every class. */
  readonly itemClass?: string;
  /** Whole minor units, such as cents. */
  readonly amount: number;
  readonly currency: string;
  /** All else that it says. */
  readonly terms?: Json;
}

/** Things whose approval changes who may see what. */
export const ACCESS_CHANGES = ["release", "labels-policy", "roster"] as const;

interface InCase {
  /** The tender, or the award or change where there is no tender. */
  readonly case: string;
  /** Who does it: a person, a supplier, or the node. */
  readonly by: string;
}

/** Something that is done, or that somebody asks to do: the request is the event that it becomes. */
export type ActEvent = At &
  InCase &
  (
    | { readonly kind: "state-requirement"; readonly nation: string }
    | { readonly kind: "draft-tender"; readonly nation: string; readonly deadline: Instant }
    /** One record to all, or to those named, which is refused: all bidders learn the same at one instant. */
    | { readonly kind: "answer-bidders"; readonly answer: string; readonly to: "all" | readonly string[] }
    /** `digest`: of the sealed bid, which is no other when it is opened. A later bid of the same supplier takes its place. */
    | { readonly kind: "submit-bid"; readonly supplier: string; readonly digest?: string }
    | { readonly kind: "withdraw-bid"; readonly supplier: string }
    | {
        readonly kind:
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
          | "attest";
      }
    | { readonly kind: "change-record"; readonly nation: string }
    | {
        readonly kind: "draft-award";
        readonly draft: string;
        readonly nation: string;
        readonly content: AwardContent;
        readonly amends?: string;
        readonly emergency?: string;
      }
    /** `nation`: for which the drafter acts; `nations`: the originators whose consent it needs. */
    | {
        readonly kind: "draft-access-change";
        readonly draft: string;
        readonly nation: string;
        readonly change: (typeof ACCESS_CHANGES)[number];
        readonly nations: readonly string[];
        readonly content: Json;
      }
    /** `hash`: of the exact draft that was read. `nation`: for which the person approves. */
    | { readonly kind: "approve-award" | "approve-access-change"; readonly draft: string; readonly hash: string; readonly nation: string }
    | { readonly kind: "take-effect"; readonly draft: string }
    | { readonly kind: "file-declaration"; readonly interests: readonly Interest[] }
    | { readonly kind: "release-conflict"; readonly person: string; readonly supplier: string; readonly reason: string }
    | { readonly kind: "declare-emergency"; readonly emergency: string; readonly nation: string; readonly reason: string; readonly until?: Instant }
  );

export type DutyEvent = RegisterEvent | ActEvent;

/** Whether an event is an act, which is decided, rather than a register, which is taken as it stands. */
export const isAct = (event: DutyEvent): event is ActEvent => "case" in event;
