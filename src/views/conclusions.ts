import { type Comparison, LEVERS, type Plan, SAVING_SLACK } from "#engines/plan";
import type { Alliance } from "#model";
import { moneyText, numberText, percentText } from "./figure-text.ts";
import { leafName, nationName } from "./results.ts";

/** Something that a reader may take from a comparison of plans, with the number that decides whether it holds. */
export interface Conclusion {
  readonly id: string;
  /** One sentence, true of the comparison it was drawn from. */
  readonly text: string;
  readonly unit: string;
  /** The deciding number in another comparison. */
  readonly of: (comparison: Comparison) => number;
  readonly holds: (value: number) => boolean;
}

// A lever below this part of the gain is said to matter little; a loss below this part of an ally's cost is no loss. Unit: share.
const LITTLE = 0.05;
const LOSS = 0.01;
// How many priority shortfalls are listed, and how many of them must come back for the list to be the same list.
const LISTED = 10;
const SAME_LISTED = 8;
// Years that joint programmes are let slip to see whether the gain survives.
const SLIP = 2;

/**
 * The conclusions a reader draws from a comparison, each with its test, so that it can be tried on the comparison under other
 * assumptions. Both plans exist, so a gain is real but for what the solver has not proved of alone.
 * @example conclusionsOf(alliance, comparison).every((it) => it.holds(it.of(comparison))) // → true
 */
export function conclusionsOf(alliance: Alliance, base: Comparison): readonly Conclusion[] {
  const topLever = [...base.levers].sort((a, b) => b.share - a.share)[0];
  const top = largestShortfalls(base.aligned);
  const remains = partLeft(base) > 0.5;
  const leads = leadsOf(base.aligned);
  const all: readonly Conclusion[] = [
    { id: "closes", text: "Aligned, the alliance closes more of its shortfalls than alone.", unit: "shortfall-years saved, less what alone is not proved to", of: (it) => it.price.shortfallYears.base - Math.max(gapOf(it.alone), SAVING_SLACK) * it.alone.shortfallYears, holds: (it) => it > 0 },
    { id: "saves", text: "What allies reach alone costs less together.", unit: `M ${base.aligned.currency} saved at equal coverage`, of: (it) => (it.price.savingShare > SAVING_SLACK ? it.price.money.base : 0), holds: (it) => it > 0 },
    { id: "saves-tenth", text: "The saving is at least a tenth of what allies alone spend.", unit: "share of the cost alone", of: (it) => it.price.savingShare, holds: (it) => it >= 0.1 },
    {
      id: "remains",
      text: remains ? "More than half of the shortfall stays even when aligned: money and lines, not disunity, are then what is short." : "Alignment closes at least half of the shortfall.",
      unit: "share of the shortfall-years alone that stays",
      of: partLeft,
      holds: (it) => it > 0.5 === remains,
    },
    ...(topLever === undefined || topLever.share <= 0 ? [] : [{ id: "top-lever", text: `The lever ${topLever.lever} gives most of the gain.`, unit: "its share of the gain less the largest other share", of: (it: Comparison) => shareOf(it, topLever.lever) - Math.max(...LEVERS.filter((lever) => lever !== topLever.lever).map((lever) => shareOf(it, lever))), holds: (it: number) => it > 0 }]),
    ...base.levers.filter((it) => it.share < LITTLE).map(({ lever }): Conclusion => ({ id: `little-${lever}`, text: `The lever ${lever} gives little: less than a twentieth of the gain.`, unit: "share of the gain", of: (it) => shareOf(it, lever), holds: (it) => it < LITTLE })),
    ...(top.length < LISTED ? [] : [{ id: "priorities", text: `The ${LISTED} largest shortfalls of the aligned plan are the same capabilities, ${SAME_LISTED} of ${LISTED} at least (first: ${top.slice(0, 3).map((it) => leafName(alliance, it)).join("; ")}).`, unit: `capabilities of the ${LISTED} that come back`, of: (it: Comparison) => largestShortfalls(it.aligned).filter((leaf) => top.includes(leaf)).length, holds: (it: number) => it >= SAME_LISTED }]),
    ...(leads.size === 0 ? [] : [{ id: "leads", text: "At least half of the lead roles go to the same ally.", unit: "share of the lead roles that come back", of: (it: Comparison) => [...leadsOf(it.aligned)].filter((key) => leads.has(key)).length / leads.size, holds: (it: number) => it >= 0.5 }]),
    ...(delayBy(base) && base.aligned.agreements.length > 0 ? [{ id: "slip", text: `The gain survives joint programmes that come ${SLIP} years late.`, unit: "years of slip at which it is gone, or the most tried", of: (it: Comparison) => it.breakEven.slipYears ?? it.breakEven.slipTried, holds: (it: number) => it > SLIP }] : []),
    ...base.perNation
      .filter((it) => it.gain < -LOSS * Math.max(it.costAlone, 1))
      .map(({ nation }): Conclusion => ({ id: `loses-${nation}`, text: `${nationName(alliance, nation)} pays more together than alone for the same coverage, unless compensated.`, unit: `M ${base.aligned.currency} gained`, of: (it) => it.perNation.find((row) => row.nation === nation)?.gain ?? 0, holds: (it) => it < 0 })),
  ];
  return all.filter((it) => it.holds(it.of(base)));
}

/** A conclusion put to one other set of assumptions. */
export interface Trial {
  /** What was assumed, in words. */
  readonly assumption: string;
  /** Parameter, or what else was changed. */
  readonly id: string;
  readonly end: "low" | "high" | "other";
  readonly value: number;
  readonly holds: boolean;
}

/** How a conclusion fared over all assumptions tried. */
export interface Endurance {
  readonly id: string;
  readonly text: string;
  readonly unit: string;
  readonly base: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "survives" | "flips" | "flips often";
  readonly flips: readonly Trial[];
  readonly tried: number;
}

// From this part of the assumptions on, a conclusion flips often. Unit: share.
const OFTEN = 0.2;

/** What becomes of a conclusion that flips under some of the assumptions tried. */
export const verdictOf = ({ flips, tried }: { readonly flips: number; readonly tried: number }): Endurance["verdict"] => (flips === 0 ? "survives" : flips >= OFTEN * tried ? "flips often" : "flips");

/** Puts the trials of one conclusion together: it survives when it held under every assumption tried. */
export function enduranceOf(conclusion: Conclusion, base: Comparison, trials: readonly Trial[]): Endurance {
  const flips = trials.filter((it) => !it.holds);
  const values = [conclusion.of(base), ...trials.map((it) => it.value)];
  return {
    id: conclusion.id,
    text: conclusion.text,
    unit: conclusion.unit,
    base: conclusion.of(base),
    low: Math.min(...values),
    high: Math.max(...values),
    verdict: verdictOf({ flips: flips.length, tried: trials.length }),
    flips,
    tried: trials.length,
  };
}

/** One line of a conclusion's fate. @example "holds in 60 of 60 · 12.2 (9.8 to 14) shortfall-years saved" @example "holds in 60 of 60 · EUR 122 bn (EUR 67.4 bn to EUR 176 bn) saved at equal coverage" */
export const enduranceText = (it: Omit<Endurance, "flips" | "id" | "text"> & { readonly flips: readonly unknown[] }): string =>
  `holds in ${it.tried - it.flips.length} of ${it.tried} · ${decidingText(it.base, it.unit)} (${decidingText(it.low, it.unit)} to ${decidingText(it.high, it.unit)}) ${it.unit.replace(/^(?:M [A-Z]+|share) /, "")}`;

/** The number that decides on a conclusion, as figures are told everywhere. @example decidingText(121_728.4, "M EUR saved at equal coverage") // → "EUR 122 bn" @example decidingText(0.227, "share of the cost alone") // → "23 %" */
export function decidingText(value: number, unit: string): string {
  const currency = /^M ([A-Z]+) /.exec(unit)?.[1];
  return currency !== undefined ? moneyText(value, currency) : unit.startsWith("share ") ? percentText(value) : numberText(value);
}

const gapOf = (plan: Plan): number => plan.stages.find((it) => it.name === "shortfall")?.gap ?? 0;
const shareOf = (it: Comparison, lever: string): number => it.levers.find((row) => row.lever === lever)?.share ?? 0;
const partLeft = (it: Comparison): number => (it.alone.shortfallYears > 0 ? it.aligned.shortfallYears / it.alone.shortfallYears : 0);
const delayBy = (it: Comparison): boolean => it.price.shortfallYears.base > 0;
const leadsOf = (plan: Plan): ReadonlySet<string> => new Set(plan.leads.map((it) => `${it.nation} ${it.leaf}`));

/** Leaves by the shortfall-years short in a plan, largest first. */
function largestShortfalls(plan: Plan): readonly string[] {
  const sums = new Map<string, number>();
  for (const it of plan.shortfalls) if (it.required > 0) sums.set(it.leaf, (sums.get(it.leaf) ?? 0) + it.short / it.required);
  return [...sums].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).slice(0, LISTED).map(([leaf]) => leaf);
}
