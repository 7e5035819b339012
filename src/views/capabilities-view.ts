import { knowsEnough, leadRanking, priorities, withoutEach } from "#engines/assess";
import type { Evidence } from "#model";
import { type About, aboutOf } from "./about.ts";
import { atLeast, requiredAtLeast, shareAtLeast } from "./at-least.ts";
import { countedEach, countedStep } from "./counted.ts";
import { type CoverageBasis, coverageBasis } from "./coverage-basis.ts";
import { evidenceOf } from "./requirements-view.ts";
import { capShown, type PlannedCoverage, plannedCoverage } from "./planned-coverage.ts";
import { leafName, nationName, placeOf, type Results, shown } from "./results.ts";
import { type Shown, unknownAllies } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** Lead, second or third choice for a capability. */
export interface LeadChoice {
  readonly nation: string;
  readonly name: string;
  readonly place: number;
  readonly score: Shown;
}

/** One capability in a year, beside what the plan makes of it in the last. */
export interface CapabilityRow extends CoverageBasis, PlannedCoverage {
  readonly leaf: string;
  readonly name: string;
  readonly area: string;
  readonly group: string;
  readonly character: string;
  readonly unit: string;
  /** Whether the plan may close it. */
  readonly isPlanned: boolean;
  /** Place among the priority shortfalls. Absent: met, unknown, a view of another, or no requirement. */
  readonly rank?: number;
  readonly required: Shown;
  readonly available: Shown;
  readonly coverage: Shown;
  readonly shortfall: Shown;
  readonly trend: Shown;
  /** First year in which the aligned plan meets the requirement. */
  readonly closedIn?: number;
  readonly leads: readonly LeadChoice[];
  /** Whether the lowest score of the first beats the highest of the second; as `PriorityRow.lead.isClear`. Absent: there is no first. */
  readonly isFirstClear?: boolean;
  /** The ally whose loss opens most. Absent: coverage unknown, or nobody's loss opens anything. */
  readonly worstLoss?: { readonly nation: string; readonly name: string; readonly loss: Shown };
  /** Allies that have something ready, that reported none, and of whom nobody said. */
  readonly contributors: number;
  readonly none: number;
  readonly unknown: number;
  /** The same as figures that answer why. */
  readonly told: Readonly<Record<"contributors" | "none" | "unknown", Shown>>;
  /** How the requirement is known, the most certain first. */
  readonly evidence: readonly Evidence[];
}

/** Every capability in a year. */
export interface CapabilitiesView extends About {
  readonly year: number;
  readonly rows: readonly CapabilityRow[];
  /** The most of a requirement that one ally may count in what is planned. */
  readonly cap: Shown;
  readonly allies: number;
  /** Capabilities with a requirement: covered in full, short, and of which too little is known to tell. */
  readonly covered: number;
  readonly short: number;
  readonly unknown: number;
  /** The same as figures that answer why, and of how many enough is known: those covered and those short. */
  readonly told: Readonly<Record<CapabilityStanding | "known", Shown>>;
}

/** How a capability with a requirement stands in a year: covered in full, short, or too little is known of it to tell. */
export type CapabilityStanding = "covered" | "short" | "unknown";

/** Capabilities: what is required and available, who can lead, and what one ally's loss opens. */
export function capabilitiesView(results: Results, year: number): CapabilitiesView {
  const rankOf = new Map(priorities(results.alliance, results.assessment, year).map((it) => [it.leaf, it.rank]));
  const rows = results.assessment.leaves.map((it) => capabilityRow(results, it.id, year, rankOf.get(it.id)));
  const counts = countStandings(results, year);
  return { ...aboutOf(results), year, rows, cap: capShown(results), allies: results.alliance.nations.length, ...counts, told: countedEach(results, { what: "capabilities", when: year, unit: "capabilities" }, { ...counts, known: counts.covered + counts.short }) };
}

/**
 * Capabilities with a requirement by how they stand.
 * @example countStandings(results, 2031) // → { covered: 1, short: 3, unknown: 2 }
 */
export function countStandings(results: Results, year: number): Pick<CapabilitiesView, CapabilityStanding> {
  const counts = { covered: 0, short: 0, unknown: 0 };
  for (const it of standingsOf(results, year).values()) counts[it] += 1;
  return counts;
}

/**
 * How each capability with a requirement stands. What is known covers some in full, whatever the others hold; where it does not
 * and most of the alliance is unknown, nobody can tell a shortfall from a gap in the figures.
 * @example standingsOf(results, 2031).get("air") // → "short"
 */
export function standingsOf({ alliance, assessment }: Results, year: number): ReadonlyMap<string, CapabilityStanding> {
  const isEnough = knowsEnough(alliance);
  return new Map(
    assessment.leaves.flatMap(({ id }): readonly (readonly [string, CapabilityStanding])[] => {
      const { required, coverage, known } = assessment.standing(id, year);
      if (required === undefined) return [];
      return [[id, coverage === undefined ? "unknown" : coverage.base >= 1 ? "covered" : isEnough(known) ? "short" : "unknown"]];
    }),
  );
}

/** A shortfall that rounds to nothing is closed. Unit: share of the requirement. */
const CLOSED = 0.005;

/** One capability in a year. */
export function capabilityRow(results: Results, leaf: string, year: number, rank: number | undefined): CapabilityRow {
  const { alliance, assessment, comparison } = results;
  const capability = alliance.capabilityById.get(leaf);
  const unit = capability?.unit ?? "";
  const standing = assessment.standing(leaf, year);
  const { lastYear } = alliance.settings;
  const planned = comparison?.aligned.shortfalls.filter((it) => it.leaf === leaf && it.required > 0) ?? [];
  const closedIn = planned.toSorted((a, b) => a.year - b.year).find((it) => it.short <= CLOSED * it.required)?.year;
  const worst = withoutEach(assessment, leaf, year)[0];
  const { candidates, clear } = leadRanking(alliance, assessment, leaf, year);
  const contributors = standing.known.filter((it) => (assessment.contribution(it, leaf, year).ready?.base ?? 0) > 0).length;
  const allies = (part: string, count: number): Shown => countedStep(results, whyKey("available", leaf, year), { part, unit: "allies", count });
  return {
    leaf,
    name: leafName(alliance, leaf),
    ...placeOf(alliance, leaf),
    character: capability?.character ?? "",
    unit,
    isPlanned: capability?.planned !== false && capability?.better !== "less",
    ...(rank !== undefined && { rank }),
    required: shown(results, whyKey("required", leaf, year), unit, standing.required?.total, requiredAtLeast(results)),
    available: shown(results, whyKey("available", leaf, year), unit, standing.available, atLeast(results, standing.available, { unknown: standing.unknown.length })),
    coverage: shown(results, whyKey("coverage", leaf, year), "share", standing.coverage, shareAtLeast(results, standing.coverage, { unknown: standing.unknown.length })),
    shortfall: shown(results, whyKey("coverage", leaf, year), unit, standing.shortfall, standing.shortfall === undefined || standing.unknown.length === 0 ? { part: "short" } : { part: "short", caution: `${results.seen === undefined && standing.shortfall.high <= standing.shortfall.base ? "at most: " : ""}${unknownAllies(standing.unknown.length)}` }),
    trend: shown(results, whyKey("trend", leaf), "share a year", assessment.trend(leaf)),
    ...plannedCoverage(results, leaf, lastYear),
    ...(closedIn !== undefined && { closedIn }),
    leads: candidates.slice(0, 3).map((it, index) => ({ nation: it.nation, name: nationName(alliance, it.nation), place: index + 1, score: shown(results, whyKey("lead", leaf, year, it.nation), "score", it.score) })),
    ...(candidates.length > 0 && { isFirstClear: clear }),
    ...(worst !== undefined && worst.loss > 0 && { worstLoss: { nation: worst.nation, name: nationName(alliance, worst.nation), loss: shown(results, whyKey("n-1", leaf, year, worst.nation), "share", worst.loss, { part: "loss" }) } }),
    contributors,
    none: standing.known.length - contributors,
    unknown: standing.unknown.length,
    told: { contributors: allies("contributors", contributors), none: allies("none", standing.known.length - contributors), unknown: allies("unknown", standing.unknown.length) },
    evidence: evidenceOf(alliance, standing.required?.facts ?? []),
    ...coverageBasis(results, leaf, year),
  };
}
