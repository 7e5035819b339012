import type { Alliance } from "#model";
import type { Range } from "#quantities";
import type { Assessment } from "./assessment.ts";
import { ASSESS } from "./parameters.ts";
import { coverageRange } from "./assessment.ts";

/** One part of a lead score. */
export interface ScorePart {
  readonly name: "share" | "advantage" | "readiness" | "industry" | "standards" | "will";
  /** From 0 to 1. Absent: unknown, and the other parts carry its weight. */
  readonly value?: Range;
  readonly weight: number;
  readonly facts: readonly string[];
}

export interface Candidate {
  readonly nation: string;
  /** Weighted mean of the known parts, from 0 to 1; the range follows the ranges of the inputs. */
  readonly score: Range;
  readonly parts: readonly ScorePart[];
  /** Best and worst place it can have when every score lies anywhere in its range. Equal: the ranges do not matter. */
  readonly place: { readonly best: number; readonly worst: number };
  /** A small ally that is strong in this for its size. */
  readonly niche: boolean;
}

/** What followers lose if the lead withholds. */
export interface Stranding {
  readonly nation: string;
  /** Coverage with and without, base figures. Unit: share. */
  readonly coverage: number;
  readonly without: number;
  /** What the lead withholds, and what of it the others have beyond the requirement. Base figures. Unit: share of the requirement. */
  readonly withheld: number;
  readonly absorbed: number;
  /** The rest: requirement left uncovered that was covered before. Unit: share of the requirement. */
  readonly uncovered: Range;
  /** Whether that is no more than the limit. */
  readonly insured: boolean;
  /** Most that may be left uncovered. Unit: share of the requirement. */
  readonly limit: number;
  /** What second and third would have to add to bring it within the limit. Unit: the leaf's. */
  readonly insurance: number;
  readonly insurers: readonly string[];
}

export interface LeadRanking {
  readonly leaf: string;
  readonly year: number;
  /** Best first; the first three are lead, second and third choice. Empty: nothing is known of any ally. */
  readonly candidates: readonly Candidate[];
  /** Whether the lead's lowest score beats the second's highest: the choice does not turn on the ranges. */
  readonly clear: boolean;
  readonly stranding?: Stranding;
}

/** Symmetric comparative advantage from a ratio. @example symmetric(3) // → 0.5 */
export const symmetric = (rca: number): number => (rca - 1) / (rca + 1);

/**
 * Scores every ally of whom something is known for the lead of a leaf (C11): what it holds, how far it specialises,
 * stated readiness, production lines, adopted standards, stated will; weights are parameters. The interval takes each
 * input at its ends against the others at base. The stranding test takes the lead, or a share of it, away.
 */
export function leadRanking(alliance: Alliance, assessment: Assessment, leaf: string, year: number): LeadRanking {
  const context = contextOf(alliance, assessment, leaf, year);
  const scored = assessment
    .standing(leaf, year)
    .known.map((nation) => candidateOf(alliance, assessment, context, nation))
    .filter((it) => it.score.base > 0)
    .sort((a, b) => b.score.base - a.score.base || b.score.low - a.score.low || (a.nation < b.nation ? -1 : 1));
  const candidates = scored.map((it) => ({
    ...it,
    place: { best: 1 + scored.filter((other) => other.score.low > it.score.high).length, worst: scored.filter((other) => other === it || other.score.high >= it.score.low).length },
  }));
  const [lead, second] = candidates;
  const stranding = lead === undefined ? undefined : strandingOf(alliance, assessment, leaf, year, candidates);
  return { leaf, year, candidates, clear: lead !== undefined && (second === undefined || lead.score.low > second.score.high), ...(stranding !== undefined && { stranding }) };
}

interface Context {
  readonly leaf: string;
  readonly year: number;
  readonly total: Range;
  readonly systems: ReadonlySet<string>;
  /** Leaves that may be planned: the basket in which specialisation is measured. */
  readonly basket: readonly string[];
  /** In the alliance's money. */
  readonly gdp: ReadonlyMap<string, number>;
  readonly gdpAll: number;
  readonly standards: readonly string[];
}

function contextOf(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Context {
  const gdp = new Map<string, number>();
  for (const nation of alliance.nations) {
    const latest = (alliance.economyOf.get(nation.id) ?? []).filter((it) => it.measure === "gdp").sort((a, b) => b.year - a.year)[0];
    const money = latest === undefined ? undefined : alliance.money(latest.value, latest.unit, latest.priceBase === "current" ? `current ${latest.year}` : latest.priceBase);
    if (money !== undefined) gdp.set(nation.id, money.base);
  }
  return {
    leaf,
    year,
    total: assessment.standing(leaf, year).available ?? { low: 0, base: 0, high: 0 },
    systems: new Set(assessment.systemsOf(leaf)),
    basket: assessment.leaves.filter((it) => it.planned !== false && it.better !== "less").map((it) => it.id),
    gdp,
    gdpAll: [...gdp.values()].reduce((sum, it) => sum + it, 0),
    standards: alliance.facts.standard.filter((it) => it.capabilities.includes(leaf)).map((it) => it.id),
  };
}

const shareOf = (assessment: Assessment, nation: string, leaf: string, year: number): Range | undefined => {
  const ready = assessment.contribution(nation, leaf, year).ready;
  const total = assessment.standing(leaf, year).available;
  if (ready === undefined || total === undefined || total.base <= 0) return undefined;
  const rest = (own: number, all: number, other: number): number => (own <= 0 ? 0 : own / (own + Math.max(other - all, 0)));
  return { low: rest(ready.low, ready.base, total.base), base: ready.base / total.base, high: rest(ready.high, ready.base, total.base) };
};

function candidateOf(alliance: Alliance, assessment: Assessment, context: Context, nation: string): Omit<Candidate, "place"> {
  const { leaf, year, systems } = context;
  const share = shareOf(assessment, nation, leaf, year);
  const shares = context.basket.flatMap((it) => {
    const mine = shareOf(assessment, nation, it, year);
    return mine === undefined ? [] : [mine.base];
  });
  const mean = shares.length === 0 ? 0 : shares.reduce((sum, it) => sum + it, 0) / shares.length;
  const advantage = share === undefined || mean <= 0 ? undefined : { low: symmetric(share.low / mean), base: symmetric(share.base / mean), high: symmetric(share.high / mean) };
  const holdings = (alliance.holdingsOf.get(nation) ?? []).filter((it) => systems.has(it.system));
  const stated = holdings.filter((it) => it.readiness !== undefined);
  const lines = alliance.facts.line.filter((it) => it.systems.some((system) => systems.has(system)));
  const own = lines.filter((it) => it.nation === nation);
  // A line of a group, or of the world, may stand in the nation: without a line of its own it is then unknown, not 0.
  const isMade = lines.length > 0 && (own.length > 0 || lines.every((it) => !isGroup(it.nation)));
  const adoptions = alliance.facts.adoption.filter((it) => it.nation === nation && context.standards.includes(it.standard));
  const adopted = adoptions.filter((it) => (it.status === "implemented" || it.status === "verified") && (it.year ?? 0) <= year);
  const led = alliance.facts.initiative.filter((it) => it.lead === nation && ((it.capabilities ?? []).includes(leaf) || (it.systems ?? []).some((system) => systems.has(system))));
  const programmes = alliance.facts.programme.filter((it) => it.nation === nation && systems.has(it.system) && it.status !== "cancelled");
  const unit = (it: Range): Range => ({ low: (it.low + 1) / 2, base: (it.base + 1) / 2, high: (it.high + 1) / 2 });
  const flat = (value: number): Range => ({ low: value, base: value, high: value });
  const weight = (it: keyof typeof ASSESS): number => alliance.valueOf(ASSESS[it]).base;
  const parts: readonly ScorePart[] = [
    { name: "share", ...(share !== undefined && { value: share }), weight: weight("scoreShare"), facts: [...new Set([...holdings.map((it) => `holding:${it.id}`), ...assessment.contribution(nation, leaf, year).parts.flatMap((it) => it.facts)])] },
    { name: "advantage", ...(advantage !== undefined && { value: unit(advantage) }), weight: weight("scoreAdvantage"), facts: [] },
    {
      name: "readiness",
      ...(stated.length > 0 && { value: flat(stated.reduce((sum, it) => sum + (it.readiness ?? 0), 0) / stated.length) }),
      weight: weight("scoreReadiness"),
      facts: stated.map((it) => `holding:${it.id}`),
    },
    {
      name: "industry",
      ...(isMade && { value: flat(own.reduce((sum, it) => sum + it.rateMaximum.base, 0) / Math.max(lines.reduce((sum, it) => sum + it.rateMaximum.base, 0), 1e-9)) }),
      weight: weight("scoreIndustry"),
      facts: own.map((it) => `line:${it.id}`),
    },
    {
      name: "standards",
      ...(context.standards.length > 0 && adoptions.length > 0 && { value: flat(adopted.length / context.standards.length) }),
      weight: weight("scoreStandards"),
      facts: adoptions.map((it) => `adoption:${it.id}`),
    },
    {
      // Two signs of will are as many as one can show: more do not make it stronger.
      name: "will",
      value: flat(Math.min((led.length + programmes.length) / 2, 1)),
      weight: weight("scoreWill"),
      facts: [...led.map((it) => `initiative:${it.id}`), ...programmes.map((it) => `programme:${it.id}`)],
    },
  ];
  const gdpShare = (context.gdp.get(nation) ?? Number.NaN) / context.gdpAll;
  const small = gdpShare <= alliance.valueOf(ASSESS.smallShare).base;
  return {
    nation,
    score: scoreOf(parts),
    parts,
    niche: small && share !== undefined && share.base > gdpShare && advantage !== undefined && advantage.base >= alliance.valueOf(ASSESS.nicheAdvantage).base,
  };
}

const isGroup = (place: string): boolean => place.startsWith("_");

/** Weighted mean of the parts that are known. */
function scoreOf(parts: readonly ScorePart[]): Range {
  const known = parts.flatMap((it) => (it.value === undefined ? [] : [{ value: it.value, weight: it.weight }]));
  const whole = known.reduce((sum, it) => sum + it.weight, 0);
  const mean = (pick: (range: Range) => number): number => (whole > 0 ? known.reduce((sum, it) => sum + it.weight * pick(it.value), 0) / whole : 0);
  return { low: mean((it) => it.low), base: mean((it) => it.base), high: mean((it) => it.high) };
}

function strandingOf(alliance: Alliance, assessment: Assessment, leaf: string, year: number, candidates: readonly Candidate[]): Stranding | undefined {
  const [lead, ...others] = candidates;
  const { required, available, coverage } = assessment.standing(leaf, year);
  if (lead === undefined || required === undefined || available === undefined || coverage === undefined) return undefined;
  const taken = alliance.valueOf(ASSESS.strand);
  const own = assessment.contribution(lead.nation, leaf, year).ready?.base ?? 0;
  const need = required.total.base;
  const met = Math.min(available.base, need);
  const lost = (part: number): number => (need > 0 ? (met - Math.min(available.base - part * own, need)) / need : 0);
  const uncovered = { low: lost(taken.low), base: lost(taken.base), high: lost(taken.high) };
  const withheld = need > 0 ? (taken.base * own) / need : 0;
  const limit = alliance.valueOf(ASSESS.insured).base;
  const without = coverageRange({ low: 0, base: available.base - taken.base * own, high: available.high }, required.total);
  return {
    nation: lead.nation,
    coverage: Math.min(coverage.base, 1),
    without: Math.min(without?.base ?? 0, 1),
    withheld,
    absorbed: withheld - uncovered.base,
    uncovered,
    insured: uncovered.base <= limit,
    limit,
    insurance: Math.max(uncovered.base - limit, 0) * need,
    insurers: others.slice(0, 2).map((it) => it.nation),
  };
}
