import { priorities } from "#engines/assess";
import { type About, aboutOf } from "./about.ts";
import { atLeast, shareAtLeast } from "./at-least.ts";
import { countStandings } from "./capabilities-view.ts";
import { counted } from "./counted.ts";
import type { HeadlineView } from "./home.ts";
import { headlineView, pageYear } from "./home-view.ts";
import { viewWords } from "./in-language.ts";
import { leafName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** A figure at an earlier moment and now. */
export interface SinceFigure {
  readonly id: string;
  readonly name: string;
  /** No key of why: it is of another run than the one that answers. */
  readonly before: Shown;
  readonly now: Shown;
  /** Now less then; its why is that of now. No value: either is unknown, or they are in other units or prices. */
  readonly difference: Shown;
}

/** A capability that has become a priority shortfall, is none any more, or stands at another rank. */
export interface SincePriority {
  readonly leaf: string;
  readonly name: string;
  readonly change: "entered" | "left" | "moved";
  /** Rank among the priority shortfalls. Absent: it was, or is, none. */
  readonly rankThen?: number;
  readonly rankNow?: number;
  readonly requiredThen: Shown;
  readonly requiredNow: Shown;
  readonly availableThen: Shown;
  readonly availableNow: Shown;
  readonly coverageThen: Shown;
  readonly coverageNow: Shown;
}

/** The figures of Home now beside those at an earlier moment. */
export interface SinceView extends About {
  /** The year that shortfalls are told of. */
  readonly year: number;
  readonly runs: { readonly before: string; readonly now: string };
  /** Whether nothing that the reader may see has changed. */
  readonly isSame: boolean;
  readonly sentence: string;
  /** Those of the plans are there once both are made. */
  readonly figures: readonly SinceFigure[];
  /** Entered first, then left, then moved, each by rank. */
  readonly priorities: readonly SincePriority[];
}

const PARTS = ["money", "shortfallYears", "delayYears", "shortfallYearsAlone", "shortfallYearsAligned"] as const satisfies readonly (keyof HeadlineView)[];
const ORDER: Readonly<Record<SincePriority["change"], number>> = { entered: 0, left: 1, moved: 2 };

/**
 * What has changed since an earlier moment: the price of misalignment with its parts as Home tells them, how many capabilities are short, and which
 * priority shortfalls are new, gone or moved. Both are of what one reader may see.
 * @example sinceView(results, results).isSame // → true
 */
export function sinceView(then: Results, now: Results): SinceView {
  const year = pageYear(now);
  const words = viewWords(now).since;
  const moved = then.runKey === now.runKey ? [] : prioritiesMoved(then, now, year);
  const count = (change: SincePriority["change"]): number => moved.filter((it) => it.change === change).length;
  return {
    ...aboutOf(now),
    year,
    runs: { before: then.runKey, now: now.runKey },
    isSame: then.runKey === now.runKey,
    sentence: then.runKey === now.runKey ? words.same : words.sentence({ entered: count("entered"), left: count("left"), moved: count("moved") }, String(year)),
    figures: [...figuresOfPlans(then, now), ...figuresOfYear(then, now, year)],
    priorities: moved,
  };
}

const figureOf = (now: Results, { id, name, a, b }: { readonly id: string; readonly name: string; readonly a: Shown; readonly b: Shown }): SinceFigure => {
  const isAlike = a.unit === b.unit && a.priceBase === b.priceBase && a.value !== undefined && b.value !== undefined;
  return { id, name, before: formerly(a), now: b, difference: shown(now, b.why, b.unit, isAlike ? (b.value ?? 0) - (a.value ?? 0) : undefined, b.priceBase === undefined ? {} : { priceBase: b.priceBase }) };
};

/** A figure of an earlier run: the one that is shown does not answer why of it. */
const formerly = (it: Shown): Shown => ({ ...it, why: "" });

/** The price of misalignment and its parts. None while one of the two plans is not made. */
function figuresOfPlans(then: Results, now: Results): readonly SinceFigure[] {
  if (then.comparison === undefined || now.comparison === undefined) return [];
  const words = viewWords(now).since;
  const [a, b] = [headlineView(then, then.comparison), headlineView(now, now.comparison)];
  return [
    ...PARTS.map((part) => figureOf(now, { id: part, name: words.figures[part], a: a[part], b: b[part] })),
    ...b.levers.flatMap((it) => {
      const before = a.levers.find((one) => one.lever === it.lever);
      return before === undefined ? [] : [figureOf(now, { id: it.lever, name: words.lever(it.name), a: before.shortfallYears, b: it.shortfallYears })];
    }),
  ];
}

/** How many capabilities are short and of how many too little is known. None where the year lies outside the plan of then. */
function figuresOfYear(then: Results, now: Results, year: number): readonly SinceFigure[] {
  if (!then.alliance.years.includes(year)) return [];
  const words = viewWords(now).since;
  const [a, b] = [countStandings(then, year), countStandings(now, year)];
  const told = (results: Results, id: "short" | "unknown", count: number): Shown => counted(results, { what: "capabilities", when: year, unit: "capabilities" }, id, count);
  return (["short", "unknown"] as const).map((id) => figureOf(now, { id, name: words.counts[id], a: told(then, id, a[id]), b: told(now, id, b[id]) }));
}

/** Priority shortfalls that are not at the rank where they were. */
function prioritiesMoved(then: Results, now: Results, year: number): readonly SincePriority[] {
  if (!then.alliance.years.includes(year)) return [];
  const ranksOf = ({ alliance, assessment }: Results): ReadonlyMap<string, number> => new Map(priorities(alliance, assessment, year).map((it) => [it.leaf, it.rank]));
  const [before, after] = [ranksOf(then), ranksOf(now)];
  return [...new Set([...after.keys(), ...before.keys()])]
    .flatMap((leaf): readonly SincePriority[] => {
      const [rankThen, rankNow] = [before.get(leaf), after.get(leaf)];
      if (rankThen === rankNow) return [];
      return [{
        leaf,
        name: leafName(now.alliance.capabilityById.has(leaf) ? now.alliance : then.alliance, leaf),
        change: rankThen === undefined ? "entered" : rankNow === undefined ? "left" : "moved",
        ...(rankThen !== undefined && { rankThen }),
        ...(rankNow !== undefined && { rankNow }),
        ...standingThen(standingOf(then, leaf, year)),
        ...standingNow(standingOf(now, leaf, year)),
      }];
    })
    .sort((a, b) => ORDER[a.change] - ORDER[b.change] || (a.rankNow ?? a.rankThen ?? 0) - (b.rankNow ?? b.rankThen ?? 0));
}

type Standing = Readonly<Record<"required" | "available" | "coverage", Shown>>;

/** How a capability stands in a year. All unknown: there was none of this name. */
function standingOf(results: Results, leaf: string, year: number): Standing {
  const { alliance, assessment } = results;
  const unit = alliance.capabilityById.get(leaf)?.unit ?? "";
  const it = assessment.leaves.some((one) => one.id === leaf) ? assessment.standing(leaf, year) : undefined;
  const bound = { unknown: it?.unknown.length ?? 0 };
  return {
    required: shown(results, whyKey("required", leaf, year), unit, it?.required?.total),
    available: shown(results, whyKey("available", leaf, year), unit, it?.available, atLeast(results, it?.available, bound)),
    coverage: shown(results, whyKey("coverage", leaf, year), "share", it?.coverage, shareAtLeast(results, it?.coverage, bound)),
  };
}

const standingThen = (it: Standing) => ({ requiredThen: formerly(it.required), availableThen: formerly(it.available), coverageThen: formerly(it.coverage) });
const standingNow = (it: Standing) => ({ requiredNow: it.required, availableNow: it.available, coverageNow: it.coverage });
