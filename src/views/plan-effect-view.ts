import { type Comparison, moneyTold } from "#engines/plan";
import { moneyText, numberText } from "./figure-text.ts";
import { leafName, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** A figure of the plan without some answers, with them, and the difference. */
export interface Moved {
  readonly without: Shown;
  readonly with: Shown;
  readonly difference: Shown;
}

/** What answers do to the aligned plan: shortfall, cost, every ally. */
export interface PlanEffectView {
  /** Which answers are compared: "the answer of Bryne to Air defence", "all answers". */
  readonly about: string;
  /** Run keys of the two plans. */
  readonly runs: { readonly without: string; readonly with: string };
  readonly shortfallYears: Moved;
  /** Discounted cost of the aligned plan. */
  readonly cost: Moved;
  /** What planning alone costs beyond the aligned plan, at equal coverage. */
  readonly price: Moved;
  /** Capabilities whose shortfall-years move, the largest move first. */
  readonly capabilities: readonly ({ readonly leaf: string; readonly name: string } & Moved)[];
  /** Discounted spending of every ally in the aligned plan, in the order of the allies. */
  readonly nations: readonly ({ readonly nation: string; readonly name: string } & Moved)[];
  readonly sentence: string;
  /** How far the differences are surely of the answers, and not of the choice between plans as good. */
  readonly caution: string;
}

type Planned = Results & { readonly comparison: Comparison };

// Moves below this are round-off of the solver. Unit: shortfall-years; M.
const STILL = 1e-3;

/** Compares the aligned plan with answers to the one without them. Both must be of the same alliance and choices. */
export function planEffectView(before: Planned, after: Planned, about: string): PlanEffectView {
  const { alliance } = after;
  const { currency } = alliance.settings;
  const moved = (show: (value: number) => Shown, a: number, b: number): Moved => ({ without: show(a), with: show(b), difference: show(b - a) });
  const years = (why: string) => (value: number): Shown => shown(after, why, "shortfall-years", value);
  const money = (why: string) => (value: number): Shown => shownMoney(after, why, value);
  const [leavesBefore, leavesAfter] = [shortfallYearsByLeaf(before.comparison), shortfallYearsByLeaf(after.comparison)];
  const spendBefore = new Map(before.comparison.perNation.map((it) => [it.nation, it.spendAligned]));
  const nations = after.comparison.perNation.map((it) => ({ nation: it.nation, name: nationName(alliance, it.nation), ...moved(money(whyKey("gain", it.nation)), spendBefore.get(it.nation) ?? 0, it.spendAligned) }));
  const capabilities = [...new Set([...leavesBefore.keys(), ...leavesAfter.keys()])]
    .map((leaf) => ({ leaf, name: leafName(alliance, leaf), ...moved(years(whyKey("planned", leaf, alliance.settings.lastYear)), leavesBefore.get(leaf) ?? 0, leavesAfter.get(leaf) ?? 0) }))
    .filter((it) => Math.abs(it.difference.value ?? 0) > STILL)
    .toSorted((a, b) => Math.abs(b.difference.value ?? 0) - Math.abs(a.difference.value ?? 0));
  const shortfallYears = moved(years(whyKey("plan", "aligned", "shortfall")), before.comparison.aligned.shortfallYears, after.comparison.aligned.shortfallYears);
  const cost = moved(money(whyKey("plan", "aligned", "cost")), before.comparison.aligned.cost, after.comparison.aligned.cost);
  return {
    about,
    runs: { without: before.runKey, with: after.runKey },
    shortfallYears,
    cost,
    price: moved(money(whyKey("price", "money")), saved(before.comparison), saved(after.comparison)),
    capabilities,
    nations,
    sentence: sentenceOf({ about, short: shortfallYears.difference.value ?? 0, cost: cost.difference.value ?? 0, currency, nations }),
    caution: cautionOf(before.comparison, after.comparison),
  };
}

const saved = (comparison: Comparison): number => moneyTold(comparison, comparison.price.money.base);

function shortfallYearsByLeaf({ aligned }: Comparison): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const it of aligned.shortfalls) if (it.required > 0) sums.set(it.leaf, (sums.get(it.leaf) ?? 0) + it.short / it.required);
  return sums;
}

interface SentenceAsk {
  readonly about: string;
  readonly short: number;
  readonly cost: number;
  readonly currency: string;
  readonly nations: PlanEffectView["nations"];
}

function sentenceOf({ about, short, cost, currency, nations }: SentenceAsk): string {
  const shortText = Math.abs(short) <= STILL ? "the shortfall of the aligned plan stays as it is" : `the alliance is ${numberText(Math.abs(short))} shortfall-years ${short > 0 ? "more" : "less"} short`;
  const costText = Math.abs(cost) <= STILL ? "its cost does not move" : `its cost ${cost > 0 ? "rises" : "falls"} by ${moneyText(Math.abs(cost), currency)}`;
  const most = nations.filter((it) => (it.difference.value ?? 0) > STILL).toSorted((a, b) => (b.difference.value ?? 0) - (a.difference.value ?? 0)).slice(0, 3);
  const who = most.length === 0 ? "no ally spends more" : `${most.map((it, index) => `${it.name} ${index === 0 ? "spends " : ""}${moneyText(it.difference.value ?? 0, currency)}${index === 0 ? " more" : ""}`).join(", ")}`;
  return `With ${about} ${shortText}; ${costText}; ${who}.`;
}

/** Both plans are best only within their proven gaps, and of plans as good each shows one: a difference smaller than that is not surely due to the answers. */
function cautionOf(before: Comparison, after: Comparison): string {
  const slack = Math.max(...[before, after].flatMap(({ aligned }) => aligned.stages.filter((it) => it.name === "shortfall").map((it) => it.value - it.bound)), 0);
  const short = after.aligned.shortfallWeighted - before.aligned.shortfallWeighted;
  return `Weighted as the plans weigh it the alliance has ${numberText(Math.abs(short))} shortfall-years ${short >= 0 ? "more" : "less"}. Each plan is proved the best within ${numberText(slack)}, so ${Math.abs(short) > slack ? "this is due to the answers" : "it is not proved that this is due to the answers, nor is all the rest"}. Money is least only for the agreements, leads and adoptions of each plan; what moves between capabilities or between allies may only be another plan as good.`;
}
