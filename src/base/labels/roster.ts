import { labelProblem, type LabelProblem } from "./label.ts";
import type { PolicyTerms, Roster } from "./policy.ts";

/** Members of groups from a day on, until the next roster. */
export interface DatedRoster {
  /** Name under which a decision cites it. */
  readonly version: string;
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly groups: Roster;
}

/** Whether a group means those who were in it when the label was given, or those who are in it when somebody asks. */
export type RosterAt = "label" | "decision";

/** Terms with the roster chosen, and its version for the record of a decision. */
export interface DatedTerms {
  readonly kind: "terms";
  readonly terms: PolicyTerms;
  readonly rosterVersion: string;
}

export interface RosterAsk {
  readonly rosters: readonly DatedRoster[];
  /** What the policy says. Unless it says `decision`, enlarging a group opens nothing that was labelled before. */
  readonly rosterAt: RosterAt;
  /** Day the label was given. Absent: not known. */
  readonly labelled?: string;
  /** Day of the decision. */
  readonly decided: string;
}

/** Terms of a policy for one label and one decision: the roster in force on the day that counts. No such roster is a problem, never an empty one. */
export function termsOn(terms: Omit<PolicyTerms, "roster">, { rosters, rosterAt, labelled, decided }: RosterAsk): DatedTerms | LabelProblem {
  const day = rosterAt === "decision" ? decided : labelled;
  if (day === undefined) return labelProblem("no-roster", "The label does not say when it was given, so nobody can tell who was in its groups.", "Add the day of the label, or state rosterAt: decision.");
  const instant = Date.parse(day);
  if (Number.isNaN(instant)) return labelProblem("no-roster", `"${day}" is no day, so nobody can tell who was in the groups then.`, "Write it as 2026-03-01 or 2026-03-01T10:00:00Z.");
  // An instant counts on its day in UTC.
  const on = new Date(instant).toISOString().slice(0, "YYYY-MM-DD".length);
  const inForce = rosters.filter((it) => it.from <= on).reduce<DatedRoster | undefined>((latest, it) => (latest === undefined || it.from >= latest.from ? it : latest), undefined);
  if (inForce === undefined) return labelProblem("no-roster", `No roster is in force on ${on}.`, "Add the roster of that day.");
  return { kind: "terms", terms: { ...terms, roster: inForce.groups }, rosterVersion: inForce.version };
}
