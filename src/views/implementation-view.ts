import type { Programme } from "#model";
import { type About, aboutOf } from "./about.ts";
import { type CountedTargets, countedTargets } from "./counted-targets.ts";
import { counted, countedEach, countedStep, isBlindTo } from "./counted.ts";
import { leavesOfSystems, PROGRAMME_STANDINGS, type NationalProgramme, programmeRows, type ProgrammeStanding } from "./programme-rows.ts";
import { nationName, type Results } from "./results.ts";
import { type ReviewTarget, reviewView } from "./review-view.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/**
 * What stands against a target in a year. `held`: it is met by what is there; `on order`: with what is contracted; `announced`:
 * only with programmes that nobody has contracted; `partly`: programmes do not reach it; `missing`: no programme serves it;
 * `unknown`: nobody said what is held.
 */
export const TARGET_STATES = ["missing", "partly", "announced", "on order", "held", "unknown"] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** One target beside what serves it. */
export interface ImplementedTarget {
  readonly nation: string;
  readonly nationName: string;
  readonly leaf: string;
  readonly name: string;
  readonly state: TargetState;
  readonly target: Shown;
  readonly today: Shown;
  readonly ordered: Shown;
  readonly planned: Shown;
  /** What is left of it by what is held and on order. No value: unknown. */
  readonly left: Shown;
  readonly programmes: readonly string[];
}

/** One ally's programmes and targets, counted. */
export interface ImplementingNation {
  readonly nation: string;
  readonly name: string;
  readonly programmes: Readonly<Record<ProgrammeStanding, number>>;
  readonly targets: Readonly<Record<TargetState, number>>;
  /** Its targets that are held or on order. */
  readonly served: number;
  /** The same as figures that answer why; what is served is what is held and what is on order. */
  readonly told: { readonly programmes: Readonly<Record<ProgrammeStanding, Shown>>; readonly targets: Readonly<Record<TargetState | "served", Shown>> };
}

/** Programmes and orders against targets and plan. */
export interface ImplementationView extends About {
  readonly year: number;
  /** The ally whose programmes and targets are listed. Absent: programmes of all, targets counted only. */
  readonly nation?: string;
  readonly programmes: readonly NationalProgramme[];
  readonly programmeCounts: Readonly<Record<ProgrammeStanding, number>>;
  readonly targetCounts: Readonly<Record<TargetState, number>>;
  /** Targets that are counted, and those of them of which it is known what is held. */
  readonly asked: number;
  readonly known: number;
  readonly counted: CountedTargets;
  /** The same as figures that answer why. */
  readonly told: { readonly programmes: Readonly<Record<ProgrammeStanding, Shown>>; readonly targets: Readonly<Record<TargetState, Shown>> };
  readonly nations: readonly ImplementingNation[];
  /** Capabilities with targets of which no programme serves, most first. */
  readonly missing: readonly { readonly leaf: string; readonly name: string; readonly nations: readonly string[]; readonly shown: Shown }[];
  /** Of the one ally. */
  readonly targets: readonly ImplementedTarget[];
}

/** Implementation: what nations do about their targets by a year, and when. */
export function implementationView(results: Results, ask: { readonly year: number; readonly nation?: string }): ImplementationView {
  const all = implementedTargets(results, ask.year);
  const programmes = programmeRows(results);
  const shownProgrammes = programmes.filter((it) => ask.nation === undefined || it.nation === ask.nation);
  const shownTargets = all.filter((it) => ask.nation === undefined || it.nation === ask.nation);
  const missing = new Map<string, { readonly leaf: string; readonly name: string; readonly nations: string[] }>();
  for (const it of shownTargets) {
    if (it.state !== "missing") continue;
    const one = missing.get(it.leaf) ?? { leaf: it.leaf, name: it.name, nations: [] };
    one.nations.push(it.nation);
    missing.set(it.leaf, one);
  }
  const programmeCounts = countBy(PROGRAMME_STANDINGS, shownProgrammes.map((it) => it.standing));
  const targetCounts = countBy(TARGET_STATES, shownTargets.map((it) => it.state));
  return {
    ...aboutOf(results),
    year: ask.year,
    ...(ask.nation !== undefined && { nation: ask.nation }),
    programmes: shownProgrammes,
    programmeCounts,
    targetCounts,
    asked: shownTargets.length,
    known: shownTargets.length - targetCounts.unknown,
    told: {
      programmes: countedEach(results, { what: "programmes", when: "all", unit: "programmes", nation: ask.nation }, programmeCounts),
      targets: countedEach(results, { what: "states", when: ask.year, unit: "targets", nation: ask.nation }, targetCounts),
    },
    counted: countedTargets(results, ask.year),
    nations: results.alliance.nations.map(({ id }) => {
      const targets = countBy(TARGET_STATES, all.filter((it) => it.nation === id).map((it) => it.state));
      const standings = countBy(PROGRAMME_STANDINGS, programmes.filter((it) => it.nation === id).map((it) => it.standing));
      const served = targets.held + targets["on order"];
      return {
        nation: id,
        name: nationName(results.alliance, id),
        programmes: standings,
        targets,
        served,
        told: {
          programmes: countedEach(results, { what: "programmes", when: "all", unit: "programmes", nation: id }, standings),
          targets: countedEach(results, { what: "states", when: ask.year, unit: "targets", nation: id }, { ...targets, served }),
        },
      };
    }),
    missing: [...missing.values()].map((it) => ({ ...it, shown: ask.nation === undefined ? countedStep(results, whyKey("residual", it.leaf, ask.year), { part: "missing", unit: "allies", count: isBlindTo(results, "programme") ? undefined : it.nations.length }) : counted(results, { what: "states", when: ask.year, unit: "targets", nation: ask.nation }, "missing", targetCounts.missing) })).sort((a, b) => b.nations.length - a.nations.length || (a.name < b.name ? -1 : 1)),
    targets: ask.nation === undefined ? [] : shownTargets,
  };
}

function countBy<K extends string>(names: readonly K[], found: readonly K[]): Readonly<Record<K, number>> {
  const counts = Object.fromEntries(names.map((it) => [it, 0])) as Record<K, number>;
  for (const it of found) counts[it] += 1;
  return counts;
}

/** Every target that stands in a year, beside what serves it. */
export function implementedTargets(results: Results, year: number): readonly ImplementedTarget[] {
  const leavesOf = leavesOfSystems(results);
  const serving = new Map<string, string[]>();
  for (const it of results.alliance.facts.programme) {
    if (!isAhead(it)) continue;
    for (const leaf of leavesOf.get(it.system) ?? []) serving.set(`${it.nation}|${leaf}`, [...(serving.get(`${it.nation}|${leaf}`) ?? []), it.id]);
  }
  return reviewView(results, year).nations.flatMap((nation) =>
    nation.targets.flatMap((it): readonly ImplementedTarget[] => {
      if ((it.stands.value ?? 0) <= 0) return [];
      const programmes = serving.get(`${nation.nation}|${it.leaf}`) ?? [];
      return [{ nation: nation.nation, nationName: nation.name, leaf: it.leaf, name: it.name, state: stateOf(it, programmes.length > 0, results.assessment.contribution(nation.nation, it.leaf, year).ready?.high), target: it.stands, today: it.today, ordered: it.ordered, planned: it.planned, left: leftOf(it), programmes }];
    }),
  );
}

/** Whether something is still to come of a programme. */
const isAhead = (it: Programme): boolean => it.status !== "cancelled" && it.status !== "complete";

const TINY = 1e-9;

/** @example what is held meets it → "held"; nothing serves it → "missing" */
function stateOf(it: ReviewTarget, isServed: boolean, most: number | undefined): TargetState {
  const target = it.stands.value ?? 0;
  const reaches = (value: number | undefined): boolean => value !== undefined && value >= target * (1 - TINY);
  if (it.today.value === undefined && it.ordered.value === undefined) return "unknown";
  if (reaches(it.today.value)) return "held";
  if (reaches(it.ordered.value)) return "on order";
  if (!isServed) return "missing";
  return reaches(most) ? "announced" : "partly";
}

/** What is left of a target by what is on order, or held where nothing is. */
function leftOf(it: ReviewTarget): Shown {
  const reached = it.ordered.value ?? it.today.value;
  const { low: _low, high: _high, ...rest } = it.stands;
  const { value: _value, ...unknown } = rest;
  return reached === undefined ? { ...unknown, part: "left" } : { ...rest, part: "left", value: Math.max((it.stands.value ?? 0) - reached, 0) };
}
