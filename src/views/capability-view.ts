import { duplicationOf, leadRanking, levelPart, priorities, type ScorePart, withoutEach } from "#engines/assess";
import { ADOPTION_STATUS } from "#model";
import { type Range, sumRanges } from "#quantities";
import { type About, aboutOf } from "./about.ts";
import { atLeast, requiredAtLeast, shareAtLeast } from "./at-least.ts";
import { partOf } from "./basis.ts";
import { type CapabilityRow, capabilityRow, type LeadChoice } from "./capabilities-view.ts";
import type { ActionRow } from "./home.ts";
import { actionRows } from "./home-view.ts";
import { onlyOf } from "./procurement-view.ts";
import { type NationalProgramme, programmeRows } from "./programme-rows.ts";
import { groupName, leafName, nationName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** What one ally gives to a capability, year by year. */
export interface Contributor {
  readonly nation: string;
  readonly name: string;
  /** Ready, with what is on order, in each year. Where some of its systems are unknown, that is said beside it. */
  readonly ready: readonly Shown[];
  /** Counted under the aligned plan in each year. Empty: no plan, or not planned on. */
  readonly planned: readonly Shown[];
  /** Its part of what is available in the year looked at. */
  readonly share: Shown;
}

/** What the allies beyond the largest give together, each year the sum of those who are known in it. */
export interface OtherContributors {
  /** In the order of `contributors`, of which they are the last. */
  readonly nations: readonly string[];
  /** Of these, those that are known to give something in a year: of what is ready, and of what is planned. Unit: allies. */
  readonly give: { readonly ready: number; readonly planned: number };
  readonly ready: readonly Shown[];
  /** Counted under the aligned plan, which is 0 of whom it counts nothing. Empty: no plan, or not planned on. */
  readonly planned: readonly Shown[];
}

/** A candidate for the lead with the parts of its score. */
export interface LeadCandidateRow extends LeadChoice {
  /** Best and worst place that it can have when every score lies anywhere in its range. */
  readonly best: number;
  readonly worst: number;
  readonly isNiche: boolean;
  /** Each part from 0 to 1 and its weight. No value: unknown, and the other parts carry its weight. */
  readonly parts: readonly { readonly part: ScorePart["name"]; readonly weight: number; readonly shown: Shown }[];
}

/** What followers lose if the lead withholds. */
export interface StrandingRow {
  readonly nation: string;
  readonly name: string;
  readonly coverage: Shown;
  readonly without: Shown;
  /** What the lead withholds, and what of it the others have beyond the requirement; the rest is uncovered. */
  readonly withheld: Shown;
  readonly absorbed: Shown;
  readonly uncovered: Shown;
  /** Whether that is within the limit. */
  readonly isInsured: boolean;
  readonly limit: Shown;
  /** What second and third would have to add to bring it within the limit. */
  readonly insurance: Shown;
  readonly insurers: readonly { readonly nation: string; readonly name: string }[];
}

/** One system in use and who holds how many. */
export interface SystemInUse {
  readonly system: string;
  readonly name: string;
  /** The class above it that is listed too and counts it already. Absent: it counts by itself. */
  readonly within?: string;
  readonly family?: string;
  readonly origin?: string;
  readonly unit: string;
  readonly holders: readonly { readonly nation: string; readonly name: string; readonly items: Shown }[];
}

export interface CapabilityStandard {
  readonly standard: string;
  readonly name: string;
  readonly layer: string;
  /** Of whom it is known how far they are. */
  readonly adoptions: readonly { readonly nation: string; readonly name: string; readonly status: (typeof ADOPTION_STATUS)[number]; readonly year?: number; readonly why: string }[];
  readonly unknown: number;
}

/** All about one capability. */
export interface CapabilityView extends About {
  readonly year: number;
  readonly row: CapabilityRow;
  readonly definition?: string;
  readonly domain: string;
  readonly overlaps: readonly { readonly leaf: string; readonly name: string }[];
  readonly allies: number;
  /** Year by year, in the order of `years`. */
  readonly required: readonly Shown[];
  readonly available: readonly Shown[];
  /** Covered under the aligned plan and with each ally alone. Empty: no plan, or not planned on. */
  readonly aligned: readonly Shown[];
  readonly alone: readonly Shown[];
  /** Why it is not planned on. Absent: it is, or there is no plan yet. */
  readonly notPlanned?: string;
  readonly coverageByLevel: readonly Shown[];
  /** Most in the year looked at first; those with none are left out. */
  readonly contributors: readonly Contributor[];
  /** Those that a drawing shows together. Absent: they are few enough to be shown each. */
  readonly others?: OtherContributors;
  readonly none: readonly string[];
  readonly unknown: readonly string[];
  readonly leads: readonly LeadCandidateRow[];
  /** Whether the lead's lowest score beats the second's highest. Without a second there is nothing to beat. */
  readonly isLeadClear: boolean;
  /** Who leads in the aligned plan, and the most that it counts there beyond its own share. Empty: it has no lead there, or there is no plan. */
  readonly planLeads: readonly { readonly nation: string; readonly name: string; readonly firstYear: number; readonly beyond: Shown }[];
  readonly stranding?: StrandingRow;
  /** N-1: coverage when one ally withholds everything, the worst first. */
  readonly without: readonly { readonly nation: string; readonly name: string; readonly coverage: Shown; readonly loss: Shown }[];
  readonly duplication: { readonly effective: Shown; readonly types: number; readonly families: readonly { readonly family: string; readonly items: number; readonly nations: number }[]; readonly surplus: Shown; readonly useful: Shown; readonly wasteful: Shown };
  readonly systems: readonly SystemInUse[];
  readonly programmes: readonly NationalProgramme[];
  readonly standards: readonly CapabilityStandard[];
  readonly initiatives: readonly { readonly id: string; readonly name: string; readonly form: string; readonly status: string; readonly lead?: string; readonly members: readonly string[]; readonly why: string }[];
  /** Actions of the aligned plan on it, the most effective first. */
  readonly actions: readonly ActionRow[];
  /** Agreements of the aligned plan under which something that counts towards it is bought. `only`: the one member that buys, where no other does. */
  readonly agreements: readonly { readonly agreement: string; readonly name: string; readonly members: readonly { readonly nation: string; readonly name: string }[]; readonly only?: { readonly nation: string; readonly name: string }; readonly firstYear: number; readonly lastYear: number; readonly quantity: Shown }[];
}

const ACTIONS_MOST = 40;
/** Allies that are shown each, where not all are: more colours are not told apart. */
const CONTRIBUTORS_SHOWN = 7;

/** One capability: required against available, who gives it, who can lead, and what is lost with each. Absent: there is no such leaf. */
export function capabilityView(results: Results, ask: { readonly leaf: string; readonly year: number }): CapabilityView | undefined {
  const { alliance, assessment, comparison } = results;
  const { leaf, year } = ask;
  const capability = alliance.leaves.find((it) => it.id === leaf);
  if (capability === undefined) return undefined;
  const unit = capability.unit ?? "";
  const standing = assessment.standing(leaf, year);
  const rank = priorities(alliance, assessment, year).find((it) => it.leaf === leaf)?.rank;
  const plan = (of: "aligned" | "alone"): readonly Shown[] => {
    const rows = comparison?.[of].shortfalls.filter((it) => it.leaf === leaf) ?? [];
    return rows.length === 0 ? [] : alliance.years.map((at) => shown(results, whyKey("planned", leaf, at), unit, rows.find((it) => it.year === at)?.planned, { part: of }));
  };
  const duplication = duplicationOf(alliance, assessment, leaf, year);
  const dup = whyKey("duplication", leaf, year);
  const ranking = leadRanking(alliance, assessment, leaf, year);
  const ready = (nation: string): number => assessment.contribution(nation, leaf, year).ready?.base ?? 0;
  const systems = new Set(assessment.systemsOf(leaf));
  const notPlanned = comparison?.aligned.notPlanned.find((it) => it.kind === "leaf" && it.id === leaf)?.reason;
  const stranding = strandingRow(results, ranking.stranding, leaf, year);
  const contributors = contributorsOf(results, leaf, year);
  const others = othersOf(results, leaf, contributors.slice(CONTRIBUTORS_SHOWN));
  return {
    ...aboutOf(results),
    year,
    row: capabilityRow(results, leaf, year, rank),
    ...(capability.definition !== undefined && { definition: capability.definition }),
    domain: capability.domain ?? "",
    overlaps: (capability.overlaps ?? []).map((it) => ({ leaf: it, name: leafName(alliance, it) })),
    allies: alliance.nations.length,
    required: alliance.years.map((at) => shown(results, whyKey("required", leaf, at), unit, assessment.standing(leaf, at).required?.total, requiredAtLeast(results))),
    available: alliance.years.map((at) => {
      const { available, unknown } = assessment.standing(leaf, at);
      return shown(results, whyKey("available", leaf, at), unit, available, atLeast(results, available, { unknown: unknown.length }));
    }),
    aligned: plan("aligned"),
    alone: plan("alone"),
    ...(notPlanned !== undefined && { notPlanned }),
    coverageByLevel: (standing.coverageByLevel ?? []).map((it, index) => shown(results, whyKey("coverage", leaf, year), "share", it, { part: levelPart(index) })),
    contributors,
    ...(others !== undefined && { others }),
    none: standing.known.filter((it) => ready(it) <= 0).map((it) => nationName(alliance, it)),
    unknown: standing.unknown.map((it) => nationName(alliance, it)),
    leads: ranking.candidates.map((it, index) => ({
      nation: it.nation,
      name: nationName(alliance, it.nation),
      place: index + 1,
      score: shown(results, whyKey("lead", leaf, year, it.nation), "score", it.score),
      best: it.place.best,
      worst: it.place.worst,
      isNiche: it.niche,
      parts: it.parts.map((part) => ({ part: part.name, weight: part.weight, shown: shown(results, whyKey("lead", leaf, year, it.nation), "score", part.value, { part: part.name }) })),
    })),
    isLeadClear: ranking.clear && ranking.candidates.length > 1,
    planLeads: (comparison?.aligned.leads ?? [])
      .filter((it) => it.leaf === leaf)
      .map((it) => ({ nation: it.nation, name: nationName(alliance, it.nation), firstYear: it.firstYear, beyond: shown(results, whyKey("beyond", leaf, it.nation), unit, it.beyondShare) }))
      .sort((a, b) => (b.beyond.value ?? 0) - (a.beyond.value ?? 0) || (a.name < b.name ? -1 : 1)),
    ...(stranding !== undefined && { stranding }),
    without: withoutEach(assessment, leaf, year)
      .filter((it) => ready(it.nation) > 0)
      .map((it) => ({ nation: it.nation, name: nationName(alliance, it.nation), coverage: shown(results, whyKey("n-1", leaf, year, it.nation), "share", it.coverage, shareAtLeast(results, it.coverage, { unknown: standing.unknown.length })), loss: shown(results, whyKey("n-1", leaf, year, it.nation), "share", it.loss, { part: "loss" }) })),
    duplication: {
      effective: shown(results, dup, "families", duplication.effective),
      types: duplication.types,
      families: duplication.byFamily,
      surplus: shown(results, dup, unit, duplication.surplus, { part: "surplus" }),
      useful: shown(results, dup, unit, duplication.useful, { part: "useful" }),
      wasteful: shown(results, dup, unit, duplication.wasteful, { part: "wasteful" }),
    },
    systems: systemsInUse(results, systems),
    programmes: programmeRows(results, (it) => systems.has(it.system)),
    standards: standardsOf(results, leaf),
    initiatives: alliance.facts.initiative
      .filter((it) => (it.capabilities ?? []).includes(leaf) || (it.systems ?? []).some((system) => systems.has(system)))
      .map((it) => ({ id: it.id, name: it.nameEn, form: it.form, status: it.status, ...(it.lead !== undefined && { lead: groupName(it.lead) }), members: it.members ?? [], why: whyKey("record", "initiative", it.id) })),
    actions: actionsOn(results, leaf, systems),
    agreements: (comparison?.aligned.agreements ?? [])
      .filter((it) => systems.has(it.system))
      .map((it) => ({ agreement: it.id, name: alliance.systemById.get(it.system)?.nameEn ?? it.system, members: it.members.map((nation) => ({ nation, name: nationName(alliance, nation) })), ...onlyOf(results, it), firstYear: it.firstYear, lastYear: it.lastYear, quantity: shown(results, whyKey("agreement", it.id, "quantity"), alliance.systemById.get(it.system)?.unit ?? "items", it.quantity) })),
  };
}

/** Actions of the plan on a leaf or on what counts towards it. */
function actionsOn(results: Results, leaf: string, systems: ReadonlySet<string>): readonly ActionRow[] {
  const about = new Set((results.comparison?.actions ?? []).filter((it) => it.leaf === leaf || (it.system !== undefined && systems.has(it.system))).map((it) => `${it.nation}|${it.rank}`));
  return actionRows(results, Number.POSITIVE_INFINITY).filter((it) => about.has(`${it.nation}|${it.rank}`)).slice(0, ACTIONS_MOST);
}

function contributorsOf(results: Results, leaf: string, year: number): readonly Contributor[] {
  const { alliance, assessment, comparison } = results;
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const available = assessment.standing(leaf, year).available?.base ?? 0;
  const planned = comparison?.aligned.contributions.filter((it) => it.leaf === leaf) ?? [];
  const readyIn = (nation: string, at: number) => assessment.contribution(nation, leaf, at).ready;
  return alliance.nations
    .filter(({ id }) => alliance.years.some((at) => (readyIn(id, at)?.high ?? 0) > 0) || planned.some((it) => it.nation === id && it.counted > 0))
    .map(({ id }): Contributor => {
      const own = planned.filter((it) => it.nation === id);
      const base = readyIn(id, year)?.base;
      return {
        nation: id,
        name: nationName(alliance, id),
        ready: alliance.years.map((at) => {
          const caution = partOf(assessment.contribution(id, leaf, at));
          return shown(results, whyKey("available", leaf, at, id), unit, readyIn(id, at), caution === undefined ? {} : { caution });
        }),
        planned: planned.length === 0 ? [] : alliance.years.map((at) => shown(results, whyKey("planned", leaf, at, id), unit, own.find((it) => it.year === at)?.counted ?? 0)),
        share: shown(results, whyKey("available", leaf, year, id), "share", base === undefined || available <= 0 ? undefined : base / available, { part: "share" }),
      };
    })
    .sort((a, b) => (readyIn(b.nation, year)?.base ?? 0) - (readyIn(a.nation, year)?.base ?? 0) || (a.nation < b.nation ? -1 : 1));
}

/** Sums what some allies give: of those who are known, with how many are not beside it. None: undefined. */
function othersOf(results: Results, leaf: string, of: readonly Contributor[]): OtherContributors | undefined {
  if (of.length === 0) return undefined;
  const { alliance } = results;
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const nations = of.map((it) => it.nation);
  const rangeOf = (it: Shown | undefined): Range | undefined => (it?.value === undefined ? undefined : { low: it.low ?? it.value, base: it.value, high: it.high ?? it.value });
  const sumIn = (why: string, given: readonly (Shown | undefined)[]): Shown => {
    const known = given.flatMap((it) => rangeOf(it) ?? []);
    const sum = known.length === 0 ? undefined : sumRanges(known);
    return shown(results, why, unit, sum, atLeast(results, sum, { unknown: given.length - known.length }));
  };
  const isPlanned = of.some((it) => it.planned.length > 0);
  const giving = (basis: "ready" | "planned"): number => of.filter((it) => it[basis].some((at) => (at.value ?? 0) > 0)).length;
  return {
    nations,
    give: { ready: giving("ready"), planned: giving("planned") },
    ready: alliance.years.map((at, t) => sumIn(whyKey("available", leaf, at, nations.join(",")), of.map((it) => it.ready[t]))),
    planned: isPlanned ? alliance.years.map((at, t) => sumIn(whyKey("planned", leaf, at, nations.join(",")), of.map((it) => it.planned[t]))) : [],
  };
}

function strandingRow(results: Results, it: ReturnType<typeof leadRanking>["stranding"], leaf: string, year: number): StrandingRow | undefined {
  if (it === undefined) return undefined;
  const { alliance } = results;
  const why = whyKey("lead", leaf, year, it.nation);
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  return {
    nation: it.nation,
    name: nationName(alliance, it.nation),
    coverage: shown(results, whyKey("coverage", leaf, year), "share", it.coverage, { part: "full" }),
    without: shown(results, why, "share", it.without, { part: "without" }),
    withheld: shown(results, why, "share", it.withheld, { part: "withheld" }),
    absorbed: shown(results, why, "share", it.absorbed, { part: "absorbed" }),
    uncovered: shown(results, why, "share", it.uncovered, { part: "uncovered" }),
    isInsured: it.insured,
    limit: shown(results, whyKey("parameter", "assess.insured-loss"), "share", it.limit),
    insurance: shown(results, why, unit, it.insurance, { part: "insurance" }),
    insurers: it.insurers.map((nation) => ({ nation, name: nationName(alliance, nation) })),
  };
}

function systemsInUse(results: Results, systems: ReadonlySet<string>): readonly SystemInUse[] {
  const { alliance } = results;
  const held = new Map<string, SystemInUse["holders"][number][]>();
  for (const it of alliance.facts.holding) {
    if (!systems.has(it.system) || it.quantity.high <= 0) continue;
    held.set(it.system, [...(held.get(it.system) ?? []), { nation: it.nation, name: nationName(alliance, it.nation), items: shown(results, whyKey("record", "holding", it.id, "quantity"), it.unit, it.quantity, { asOf: it.asOf }) }]);
  }
  const all = (of: SystemInUse): number => of.holders.reduce((sum, it) => sum + (it.items.value ?? 0), 0);
  const rows = [...held]
    .map(([system, holders]): SystemInUse => {
      const it = alliance.systemById.get(system);
      return { system, name: it?.nameEn ?? system, ...(it?.class !== undefined && held.has(it.class) && { within: it.class }), ...(it?.family !== undefined && { family: it.family }), ...(it?.origin !== undefined && { origin: it.origin }), unit: it?.unit ?? "", holders: holders.sort((a, b) => (b.items.value ?? 0) - (a.items.value ?? 0)) };
    })
    .sort((a, b) => all(b) - all(a) || (a.system < b.system ? -1 : 1));
  // What is stated of a class counts its types already: they stand below it, not beside it.
  return rows.filter((it) => it.within === undefined).flatMap((it) => [it, ...rows.filter((one) => one.within === it.system)]);
}

function standardsOf(results: Results, leaf: string): readonly CapabilityStandard[] {
  const { alliance } = results;
  return alliance.facts.standard.filter((it) => it.capabilities.includes(leaf)).map((it): CapabilityStandard => {
    const rows = alliance.facts.adoption.filter((row) => row.standard === it.id);
    return {
      standard: it.id,
      name: it.nameEn,
      layer: it.layer,
      adoptions: rows.map((row) => ({ nation: row.nation, name: nationName(alliance, row.nation), status: row.status, ...(row.year !== undefined && { year: row.year }), why: whyKey("record", "adoption", row.id) })).sort((a, b) => ADOPTION_STATUS.indexOf(b.status) - ADOPTION_STATUS.indexOf(a.status) || (a.nation < b.nation ? -1 : 1)),
      unknown: alliance.nations.length - new Set(rows.map((row) => row.nation)).size,
    };
  });
}
