import type { Refusal } from "./decide.ts";
import type { Question } from "./question.ts";
import type { Sentence } from "./sentences.ts";

/** A policy as it is listed: its name, what it says, and whether its reason is kept to the integrity officer. */
export interface PolicyText extends Sentence {
  readonly name: string;
  readonly effect: "permit" | "forbid";
  readonly audience: Refusal["audience"];
}

/** Policies, parsed once. An engine behind this port refuses where nothing permits, and where a policy cannot be evaluated. */
export interface Policies {
  readonly texts: readonly PolicyText[];
  /** What stands against an act: the policies that forbid, or `role-missing` where none permits. None: it is permitted. */
  readonly refusals: (question: Question) => readonly Refusal[];
}
