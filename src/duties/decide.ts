import { type Clearance, type Label, permits, type PolicyTerms } from "#labels";
import type { Sha256 } from "#ledger";
import { actionFacts } from "./actions.ts";
import { neededApprovals } from "./approvals.ts";
import { type ActEvent, type DutyEvent, type Instant, isAct } from "./event.ts";
import { addDays } from "./instant.ts";
import { rulesOf } from "./parameters.ts";
import type { Policies } from "./policies.ts";
import { nationOf, questionOf } from "./question.ts";
import type { WorkflowReason } from "./sentences.ts";
import { caseOf, type Duties, fold, rulesFor } from "./state.ts";
import { registerReasons, workflowReasons } from "./workflow.ts";

/** Who is signed in, how surely, and until when. */
export interface Session {
  readonly by: string;
  readonly assurance: number;
  readonly until: Instant;
}

/** What a decision looks at beside the state. */
export interface Surroundings {
  /** Absent: nobody is signed in, and nothing is allowed. */
  readonly session?: Session;
  /** The record's label and the reader's clearance. Absent: the record carries no label here, and the caller says so by `label: "none"`. */
  readonly label: "none" | { readonly terms: Pick<PolicyTerms, "releaseSet">; readonly clearance: Clearance; readonly label: Label };
  /** Times of the person's acts within the last hour, of the kinds that are counted together with this one. */
  readonly recent: readonly Instant[];
}

export type LayerName = "session" | "label" | "duties" | "workflow" | "volume";
/** A named policy, or a reason of another layer. */
export interface Refusal {
  readonly reason: string;
  /** Who may be told: `integrity` keeps it to the person asked about and the integrity officer. */
  readonly audience: "all" | "integrity";
}

export type Flag = "emergency";
export type Decision =
  | { readonly kind: "allow"; readonly flags: readonly Flag[]; readonly reviewDue?: Instant }
  | {
      readonly kind: "deny";
      readonly layer: LayerName;
      readonly refusals: readonly Refusal[] /** The one act that would lift it. */;
      readonly until?: "release-conflict";
    };

export interface Ask {
  readonly duties: Duties;
  readonly event: ActEvent;
  readonly around: Surroundings;
}

/** A layer answers what stands against an act. It cannot allow: none of them knows how. */
export interface Layer {
  readonly name: LayerName;
  readonly refusals: (ask: Ask) => readonly Refusal[];
}

export interface DutyTools {
  readonly policies: Policies;
  readonly sha256: Sha256;
}

const told = (reason: WorkflowReason): Refusal => ({ reason, audience: "all" });
const HOUR = 3_600_000;
const READS: readonly string[] = ["read-bid", "read-record", "export-record"];

/** The five layers, in their order. */
export const layersOf = (tools: DutyTools): readonly Layer[] => [
  { name: "session", refusals: sessionRefusals },
  {
    name: "label",
    refusals: ({ around: { label } }) => (label === "none" || permits(label.terms, label.clearance, label.label) ? [] : [told("label-refuses")]),
  },
  { name: "duties", refusals: ({ duties, event }) => tools.policies.refusals(questionOf(duties, event, tools.sha256)) },
  { name: "workflow", refusals: ({ duties, event }) => workflowReasons(duties, event, tools.sha256).map(told) },
  { name: "volume", refusals: volumeRefusals },
];

function sessionRefusals({ event, around: { session } }: Ask): readonly Refusal[] {
  const { doer, assurance } = actionFacts(event.kind);
  if (session === undefined || session.by !== event.by) return [told("no-session")];
  // The node is a process, not a person who signs in more or less surely.
  return [
    ...(event.at < session.until ? [] : [told("session-over")]),
    ...(doer !== "node" && session.assurance < assurance ? [told("assurance-too-low")] : []),
  ];
}

function volumeRefusals({ duties, event, around: { recent } }: Ask): readonly Refusal[] {
  if (actionFacts(event.kind).doer === "node") return [];
  const rules = rulesOf(duties.rules[nationOf(caseOf(duties, event.case), event)]);
  const within = recent.filter((it) => it > event.at - HOUR && it <= event.at).length;
  return within < (READS.includes(event.kind) ? rules.readsPerHour : rules.actsPerHour) ? [] : [told("too-many")];
}

const ORDER: readonly LayerName[] = ["session", "label", "duties", "workflow", "volume"];

/**
 * Whether an act may be done: asked of every layer in order, the first that refuses says why. Allowed only where all five are
 * there and none refuses; further layers can only refuse more. A layer that fails refuses.
 * @example decide(layersOf(tools), { duties, event, around }) // → { kind: "deny", layer: "duties", refusals: [{ reason: "author-approves", audience: "all" }] }
 */
export function decide(layers: readonly Layer[], ask: Ask): Decision {
  const missing = ORDER.find((name) => !layers.some((it) => it.name === name));
  if (missing !== undefined) return { kind: "deny", layer: missing, refusals: [told("layer-failed")] };
  for (const layer of layers) {
    let refusals: readonly Refusal[];
    try {
      refusals = layer.refusals(ask);
    } catch {
      refusals = [told("layer-failed")];
    }
    if (refusals.length > 0)
      return { kind: "deny", layer: layer.name, refusals, ...(refusals.every((it) => it.reason === "conflict-not-released") && { until: "release-conflict" }) };
  }
  return allowed(ask);
}

function allowed({ duties, event }: Ask): Decision {
  const draft = event.kind === "take-effect" ? duties.drafts[event.draft] : undefined;
  if (draft === undefined || neededApprovals(duties, draft, event.at).kind !== "emergency") return { kind: "allow", flags: [] };
  return { kind: "allow", flags: ["emergency"], reviewDue: addDays(event.at, rulesFor(duties, draft).reviewDays) };
}

/** Decides an event and, where it is allowed, folds it in. A refused one leaves the state as it was. */
export function submit(
  layers: readonly Layer[],
  { duties, event, around }: { readonly duties: Duties; readonly event: DutyEvent; readonly around: Surroundings },
): { readonly decision: Decision; readonly duties: Duties } {
  if (!isAct(event)) {
    const refusals = registerReasons(duties, event).map(told);
    return refusals.length > 0
      ? { decision: { kind: "deny", layer: "workflow", refusals }, duties }
      : { decision: { kind: "allow", flags: [] }, duties: fold(duties, event) };
  }
  const decision = decide(layers, { duties, event, around });
  return { decision, duties: decision.kind === "allow" ? fold(duties, event) : duties };
}

/** A session and surroundings in order, for whoever acts: where a file of events is judged by its duties alone. */
export const inOrder = (event: DutyEvent): Surroundings => ({
  ...(isAct(event) && { session: { by: event.by, assurance: 3, until: Number.POSITIVE_INFINITY } }),
  label: "none",
  recent: [],
});
