import type { Alliance, Capability } from "#model";
import type { Range } from "#quantities";
import { type Contribution, contributionOf, inputsOf, type LeafInputs, multipliersOf } from "./contribution.ts";
import { Inventory } from "./inventory.ts";
import { ASSESS } from "./parameters.ts";
import { type Required, requiredByYear } from "./requirement.ts";

/** How a leaf stands in a year. Figures that rest on something nobody stated are absent: unknown. */
export interface Standing {
  readonly leaf: string;
  readonly year: number;
  readonly required?: Required;
  /** Usable within 30 days, summed over the allies that are known. Unit: the leaf's. */
  readonly available?: Range;
  /** All that is held, ready or not. */
  readonly held?: Range;
  /** Available ÷ required: its low end takes the low supply against the high need. Unit: share. */
  readonly coverage?: Range;
  /** Coverage of each CAP level, level 1 filled first, base figures. Unit: share. */
  readonly coverageByLevel?: readonly number[];
  readonly shortfall?: Range;
  readonly surplus?: Range;
  readonly known: readonly string[];
  /** Allies of whom nobody stated what they hold: the sum is at least what is shown. */
  readonly unknown: readonly string[];
}

/** Required against available, by leaf, nation and year (M2). Made by `assess`. */
export interface Assessment {
  readonly years: readonly number[];
  readonly nations: readonly string[];
  readonly leaves: readonly Capability[];
  standing(leaf: string, year: number): Standing;
  contribution(nation: string, leaf: string, year: number): Contribution;
  /** Coverage gained a year from the first to the last year by what is ordered. Unit: share a year. Absent: unknown. */
  trend(leaf: string): number | undefined;
  /** Classes and types that count towards a leaf. */
  systemsOf(leaf: string): readonly string[];
}

const NO_INPUTS: LeafInputs = { inputs: [] };
const NO_CONTRIBUTION: Contribution = { atLeast: false, parts: [] };

/** Available over required, the cautious way round at each end. */
export const coverageRange = (available: Range, required: Range): Range | undefined =>
  required.low > 0 ? { low: available.low / required.high, base: available.base / required.base, high: available.high / required.low } : undefined;

/** Fills CAP level 1 first. @example coverageByLevel(3, [2, 2]) // → [1, 0.5] */
export function coverageByLevel(available: number, levels: readonly number[]): readonly number[] {
  let left = available;
  return levels.map((need) => {
    const used = Math.min(Math.max(left, 0), need);
    left -= used;
    return need > 0 ? used / need : 1;
  });
}

/** The same with ranges: the low end fills the high need from the low supply. Unit: share. */
export function coverageRangesByLevel(available: Range, levels: readonly Range[]): readonly Range[] {
  const of = (have: number, need: "low" | "base" | "high"): readonly number[] => coverageByLevel(have, levels.map((it) => it[need]));
  const [low, base, high] = [of(available.low, "high"), of(available.base, "base"), of(available.high, "low")];
  return levels.map((_, index) => ({ low: low[index] ?? 0, base: base[index] ?? 0, high: high[index] ?? 0 }));
}

/**
 * Assesses the alliance: what is required of each leaf, what allies give, and how sure that is, year by year.
 * Unknown stays unknown: an ally without a figure is listed, never counted as none. Overlapping leaves are assessed side
 * by side and never added. Source: C14 for readiness; the fold over yields is PLAN section 3. Own arithmetic otherwise.
 */
export function assess(alliance: Alliance): Assessment {
  const { years, leaves, nations } = alliance;
  const T = years.length;
  const N = nations.length;
  const required = leaves.map((leaf) => requiredByYear(alliance, leaf, years));
  const wanted = new Map(leaves.map((leaf, c) => [leaf.id, required[c]?.at(-1)?.total.base ?? 0]));
  const inputs = inputsOf(alliance, wanted);
  const inventory = new Inventory(alliance);
  const multipliers = multipliersOf(alliance);
  const contributions = Array.from<Contribution | undefined>({ length: leaves.length * N * T });
  const supplies = Array.from<Supply | undefined>({ length: leaves.length * T });
  const standings = Array.from<Standing | undefined>({ length: leaves.length * T });

  const leafAt = (leaf: string): number => {
    const c = alliance.leafIndex.get(leaf);
    if (c === undefined) throw new RangeError(`no leaf ${leaf}`);
    return c;
  };
  const yearAt = (year: number): number => {
    const t = year - (years[0] ?? 0);
    if (t < 0 || t >= T) throw new RangeError(`year ${year} is outside ${years[0]} to ${years.at(-1)}`);
    return t;
  };

  // Most allies state nothing of most leaves, and are then unknown all alike; most of the others order nothing, and what
  // they have in the first year then holds for all.
  const leafInputs = leaves.map((it) => inputs.get(it.id) ?? NO_INPUTS);
  const leafSystems = leafInputs.map((it) => it.inputs.map((input) => input.system));
  const holders = leafSystems.map((it) => inventory.holders(it));
  const buyers = leafSystems.map((it) => inventory.buyers(it));
  const unstated = Array.from<Contribution | undefined>({ length: leaves.length });
  const contributionAt = (n: number, c: number, t: number): Contribution => {
    const nation = nations[n]?.id ?? "";
    const of = leafInputs[c] ?? NO_INPUTS;
    if (of.inputs.length === 0) return NO_CONTRIBUTION;
    const make = (): Contribution => contributionOf({ alliance, inventory, inputs: of, multipliers, nation, year: years[t] ?? 0 });
    if (holders[c]?.has(nation) !== true) return (unstated[c] ??= make());
    const key = (c * N + n) * T + (buyers[c]?.has(nation) === true ? t : 0);
    return (contributions[key] ??= make());
  };

  const suppliesAt = (c: number, t: number): Supply => {
    const year = (buyers[c]?.size ?? 0) > 0 ? t : 0;
    return (supplies[c * T + year] ??= supplyOf(nations, (n) => contributionAt(n, c, year)));
  };

  const standingAt = (c: number, t: number): Standing => {
    const key = c * T + t;
    const before = standings[key];
    if (before !== undefined) return before;
    const need = required[c]?.[t];
    const { available, held, known, unknown } = suppliesAt(c, t);
    const both = need !== undefined && available !== undefined ? { need: need.total, available } : undefined;
    const coverage = both === undefined ? undefined : coverageRange(both.available, both.need);
    const over = (it: { readonly need: Range; readonly available: Range }, sign: 1 | -1): Range => ({
      low: Math.max(sign > 0 ? it.need.low - it.available.high : it.available.low - it.need.high, 0),
      base: Math.max(sign * (it.need.base - it.available.base), 0),
      high: Math.max(sign > 0 ? it.need.high - it.available.low : it.available.high - it.need.low, 0),
    });
    const made: Standing = {
      leaf: leaves[c]?.id ?? "",
      year: years[t] ?? 0,
      known,
      unknown,
      ...(need !== undefined && { required: need }),
      ...(available !== undefined && { available }),
      ...(held !== undefined && { held }),
      ...(coverage !== undefined && { coverage }),
      ...(both !== undefined && need !== undefined && {
        coverageByLevel: coverageByLevel(both.available.base, need.byLevel.map((it) => it.base)),
        shortfall: over(both, 1),
        surplus: over(both, -1),
      }),
    };
    standings[key] = made;
    return made;
  };

  return {
    years,
    nations: nations.map((it) => it.id),
    leaves,
    standing: (leaf, year) => standingAt(leafAt(leaf), yearAt(year)),
    contribution: (nation, leaf, year) => {
      const n = alliance.nationIndex.get(nation);
      if (n === undefined) throw new RangeError(`no nation ${nation}`);
      return contributionAt(n, leafAt(leaf), yearAt(year));
    },
    trend: (leaf) => {
      const c = leafAt(leaf);
      const [first, last] = [standingAt(c, 0).coverage, standingAt(c, T - 1).coverage];
      return first === undefined || last === undefined || T < 2 ? undefined : (last.base - first.base) / (T - 1);
    },
    systemsOf: (leaf) => (inputs.get(leaf) ?? NO_INPUTS).inputs.flatMap((it) => [it.system, ...inventory.typesOf(it.system)]),
  };
}

/** What allies together have of a leaf in a year, and of whom it is known. */
interface Supply {
  readonly available?: Range;
  readonly held?: Range;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

/** Sums over the allies that are known; none known: no sum. */
function supplyOf(nations: Alliance["nations"], contributionAt: (n: number) => Contribution): Supply {
  const known: string[] = [];
  const unknown: string[] = [];
  const available = { low: 0, base: 0, high: 0 };
  const held = { low: 0, base: 0, high: 0 };
  nations.forEach(({ id }, n) => {
    const it = contributionAt(n);
    if (it.ready === undefined || it.held === undefined) {
      unknown.push(id);
      return;
    }
    known.push(id);
    for (const end of ENDS) {
      available[end] += it.ready[end];
      held[end] += it.held[end];
    }
  });
  return { known, unknown, ...(known.length > 0 && { available, held }) };
}

const ENDS = ["low", "base", "high"] as const;

export const WEIGHTS = [ASSESS.weight1, ASSESS.weight2, ASSESS.weight3, ASSESS.weight4, ASSESS.weight5];
