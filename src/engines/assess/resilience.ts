import type { Alliance } from "#model";
import { type Assessment, coverageRange } from "./assessment.ts";
import type { Range } from "#quantities";

/** Coverage of a leaf when one ally withholds everything. Unit: share. */
export interface WithoutNation {
  readonly nation: string;
  readonly coverage: Range;
  /** Coverage lost, base figures. Unit: share of the requirement. */
  readonly loss: number;
}

/** N-1: for every known contributor, what is left without it; the worst loss first. Empty: coverage unknown. */
export function withoutEach(assessment: Assessment, leaf: string, year: number): readonly WithoutNation[] {
  const { required, available, coverage, known } = assessment.standing(leaf, year);
  if (required === undefined || available === undefined || coverage === undefined) return [];
  return known
    .map((nation) => {
      const ready = assessment.contribution(nation, leaf, year).ready ?? { low: 0, base: 0, high: 0 };
      const left = { low: available.low - ready.low, base: available.base - ready.base, high: available.high - ready.high };
      const without = coverageRange(left, required.total) ?? coverage;
      return { nation, coverage: without, loss: Math.min(coverage.base, 1) - Math.min(without.base, 1) };
    })
    .sort((a, b) => b.loss - a.loss || (a.nation < b.nation ? -1 : 1));
}

/** How many types share a job, and how much of what is beyond the need is waste. */
export interface Duplication {
  readonly leaf: string;
  /** Types with a known holding, over all allies. */
  readonly types: number;
  readonly families: number;
  /** 1 / Σ share² over families, by items. Absent: no type is known. Unit: families. */
  readonly effective?: number;
  /** Ready beyond the requirement. Unit: the leaf's. */
  readonly surplus?: number;
  /** Part of it that covers the loss of the largest contributor. */
  readonly useful?: number;
  /** The rest. */
  readonly wasteful?: number;
  readonly byFamily: readonly { readonly family: string; readonly items: number; readonly nations: number }[];
  readonly facts: readonly string[];
}

/**
 * Fragmentation and duplication of a leaf in a year (C12): effective number 1/Σs² of families by known items; what is
 * beyond the requirement is useful up to what the loss of the largest contributor would open, and wasteful beyond.
 * Types that nobody reported are not counted, so the number is at least this.
 */
export function duplicationOf(alliance: Alliance, assessment: Assessment, leaf: string, year: number): Duplication {
  const systems = new Set(assessment.systemsOf(leaf));
  const families = new Map<string, { items: number; nations: Set<string> }>();
  const types = new Set<string>();
  const facts: string[] = [];
  for (const it of alliance.facts.holding) {
    const system = alliance.systemById.get(it.system);
    if (system?.class === undefined || !systems.has(it.system) || it.quantity.base <= 0) continue;
    types.add(it.system);
    facts.push(`holding:${it.id}`);
    const name = system.family ?? it.system;
    const family = families.get(name) ?? { items: 0, nations: new Set<string>() };
    family.items += it.quantity.base;
    family.nations.add(it.nation);
    families.set(name, family);
  }
  const items = [...families.values()].reduce((sum, it) => sum + it.items, 0);
  const { surplus, required } = assessment.standing(leaf, year);
  const worst = withoutEach(assessment, leaf, year)[0];
  const largest = worst === undefined ? 0 : (assessment.contribution(worst.nation, leaf, year).ready?.base ?? 0);
  const contributors = assessment.standing(leaf, year).known.map((nation) => assessment.contribution(nation, leaf, year).ready?.base ?? 0);
  const biggest = Math.max(largest, ...contributors, 0);
  const useful = surplus === undefined || required === undefined ? undefined : Math.min(surplus.base, biggest);
  return {
    leaf,
    types: types.size,
    families: families.size,
    ...(items > 0 && { effective: 1 / [...families.values()].reduce((sum, it) => sum + (it.items / items) ** 2, 0) }),
    ...(surplus !== undefined && useful !== undefined && { surplus: surplus.base, useful, wasteful: surplus.base - useful }),
    byFamily: [...families].map(([family, it]) => ({ family, items: it.items, nations: it.nations.size })).sort((a, b) => b.items - a.items || (a.family < b.family ? -1 : 1)),
    facts,
  };
}
