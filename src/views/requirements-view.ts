import { levelPart } from "#engines/assess";
import { type Alliance, EVIDENCE, type Evidence } from "#model";
import { requiredAtLeast } from "./at-least.ts";
import { type About, aboutOf } from "./about.ts";
import { counted, countedEach } from "./counted.ts";
import { leafName, placeOf, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** What is needed of one capability in a year. */
export interface RequirementRow {
  readonly leaf: string;
  readonly name: string;
  readonly area: string;
  readonly group: string;
  readonly character: string;
  readonly unit: string;
  /** Whether the plan may close it. */
  readonly isPlanned: boolean;
  /** Minimum capability requirement of the alliance. No value: nobody stated one. */
  readonly required: Shown;
  /** Its parts by CAP level, 1 most urgent to 5. Empty: unknown. */
  readonly byLevel: readonly Shown[];
  /** Whether the data split it by level, or parameters did. Absent: unknown. */
  readonly split?: "stated" | "assumed";
  readonly situation?: string;
  /** How the rows it rests on came to be, the most certain first. Empty: nobody stated one. */
  readonly evidence: readonly Evidence[];
  /** Years from which the requirement is another one, with what it is then. */
  readonly steps: readonly { readonly year: number; readonly required: Shown }[];
  /** Figures shown beside it, which are never planned on. */
  readonly references: readonly { readonly id: string; readonly scope: string; readonly situation: string; readonly year: number; readonly quantity: Shown; readonly evidence: Evidence }[];
}

/** The minimum capability requirements of a year. */
export interface RequirementsView extends About {
  readonly year: number;
  readonly rows: readonly RequirementRow[];
  /** Capabilities by the weakest evidence that their requirement rests on. */
  readonly byEvidence: readonly { readonly evidence: Evidence; readonly count: number; readonly shown: Shown }[];
  readonly stated: number;
  readonly unknown: number;
  /** Capabilities whose requirement the data themselves split by CAP level. */
  readonly splitStated: number;
  /** The counts that answer why. `judged`: what rests on judgement alone at its weakest. */
  readonly told: Readonly<Record<"all" | "stated" | "judged" | "unknown" | "split", Shown>>;
}

/** Whether the weakest evidence of a requirement is a judgement: an assumption, or what follows by a stated rule. */
export const restsOnJudgement = ({ required, evidence }: Pick<RequirementRow, "required" | "evidence">): boolean => required.value !== undefined && (evidence.at(-1) === "assumption" || evidence.at(-1) === "derived");

/** What the alliance needs: every leaf of the tree, in its order; unknown stays unknown. */
export function requirementsView(results: Results, year: number): RequirementsView {
  const rows = results.assessment.leaves.map((leaf) => rowOf(results, leaf.id, year));
  const stated = rows.filter((it) => it.required.value !== undefined);
  const [split, about] = [stated.filter((it) => it.split === "stated").length, { what: "requirements", when: year, unit: "capabilities" } as const];
  return {
    ...aboutOf(results),
    year,
    rows,
    byEvidence: EVIDENCE.flatMap((evidence) => {
      const count = stated.filter((it) => it.evidence.at(-1) === evidence).length;
      return count === 0 ? [] : [{ evidence, count, shown: counted(results, about, evidence, count) }];
    }),
    stated: stated.length,
    unknown: rows.length - stated.length,
    splitStated: split,
    told: countedEach(results, about, { all: rows.length, split, stated: stated.length, judged: stated.filter(restsOnJudgement).length, unknown: rows.length - stated.length }),
  };
}

/** How the rows came to be that a requirement rests on, the most certain first. */
export function evidenceOf(alliance: Alliance, facts: readonly string[]): readonly Evidence[] {
  const used = new Set(facts);
  const found = new Set(alliance.facts.requirement.filter((it) => used.has(`requirement:${it.id}`)).map((it) => it.evidence));
  return EVIDENCE.filter((it) => found.has(it));
}

function rowOf(results: Results, leaf: string, year: number): RequirementRow {
  const { alliance, assessment } = results;
  const capability = alliance.capabilityById.get(leaf);
  const unit = capability?.unit ?? "";
  const { required } = assessment.standing(leaf, year);
  const why = whyKey("required", leaf, year);
  const stated = alliance.requirementsOf.get(leaf) ?? [];
  const used = new Set(required?.facts ?? []);
  const situation = stated.find((it) => used.has(`requirement:${it.id}`))?.situation;
  const steps = alliance.years.flatMap((at, index) => {
    const now = assessment.standing(leaf, at).required?.total;
    const before = index === 0 ? undefined : assessment.standing(leaf, alliance.years[index - 1] ?? at).required?.total;
    return now === undefined || (before !== undefined && before.base === now.base && before.low === now.low && before.high === now.high) ? [] : [{ year: at, required: shown(results, whyKey("required", leaf, at), unit, now, requiredAtLeast(results)) }];
  });
  return {
    leaf,
    name: leafName(alliance, leaf),
    ...placeOf(alliance, leaf),
    character: capability?.character ?? "",
    unit,
    isPlanned: capability?.planned !== false && capability?.better !== "less",
    required: shown(results, why, unit, required?.total),
    byLevel: (required?.byLevel ?? []).map((it, index) => shown(results, why, unit, it, { part: levelPart(index) })),
    ...(required !== undefined && { split: required.split }),
    ...(situation !== undefined && { situation }),
    evidence: evidenceOf(alliance, required?.facts ?? []),
    steps,
    references: stated
      .filter((it) => it.use === "reference" || it.scope !== "alliance" || (situation !== undefined && it.situation !== situation))
      .map((it) => ({ id: it.id, scope: it.scope, situation: it.situation, year: it.year, quantity: shown(results, whyKey("record", "requirement", it.id, "quantity"), unit, it.quantity, { asOf: it.asOf }), evidence: it.evidence })),
  };
}
