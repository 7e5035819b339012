import type { Decision, Refusal } from "./decide.ts";
import type { PolicyText } from "./policies.ts";
import { SENTENCES, type Sentence } from "./sentences.ts";

/** Who reads a refusal: the one who asked, the integrity officer, or somebody else. */
export type Reader = "asker" | "integrity" | "other";

/**
 * What a reader is told of a refusal. Somebody else hears one and the same sentence whatever rule about the person refused, so that
 * a conflict of interest does not show by its silence.
 */
export function toldReasons(decision: Extract<Decision, { readonly kind: "deny" }>, reader: Reader): readonly Refusal[] {
  return reader === "other" && decision.layer === "duties" ? [{ reason: "duty-refused", audience: "all" }] : decision.refusals;
}

const other: Sentence = SENTENCES["layer-failed"];

/** The sentence of a reason: of the policy of that name, else of another layer. */
export function sentenceOf(policies: readonly PolicyText[], reason: string): Sentence {
  return policies.find((it) => it.name === reason) ?? Object.entries(SENTENCES).find(([name]) => name === reason)?.[1] ?? other;
}
