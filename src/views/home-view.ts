import { leadRanking, priorities, PRIORITY_RULE } from "#engines/assess";
import { type Action, type Comparison, moneyRangeTold, moneyTold, type Plan } from "#engines/plan";
import { negotiationOf } from "./answers-view.ts";
import { atLeast, shareAtLeast } from "./at-least.ts";
import { meaningOfPath } from "./budget-path.ts";
import { countStandings } from "./capabilities-view.ts";
import { compensationOf } from "./compensation.ts";
import { coverageBasis } from "./coverage-basis.ts";
import { confidenceView } from "./confidence-view.ts";
import { counted } from "./counted.ts";
import { countedTargets } from "./counted-targets.ts";
import type { ActionRow, AnswersAwaited, HeadlineView, HomeView, PrioritiesView, PriorityRow, TimelineView } from "./home.ts";
import { frenchOf } from "./french/answer.ts";
import { viewWords } from "./in-language.ts";
import type { ViewWords } from "./words/en.ts";
import { mapView } from "./map-view.ts";
import { moneyText, numberText, percentText, tallied } from "./figure-text.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { repairText } from "./repair-text.ts";
import { capShown, plannedCoverage } from "./planned-coverage.ts";
import { leafName, markingOf, nationName, placeOf, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

/** The year the first page looks at: the middle of the plan. */
export const pageYear = ({ alliance: { years } }: Results): number => years[Math.floor((years.length - 1) / 2)] ?? 0;

/** The price of misalignment: one sentence, and the numbers in it. */
export function headlineView(results: Results, comparison: Comparison): HeadlineView {
  const { alliance } = results;
  const { price, alone, aligned } = comparison;
  const currency = alliance.settings.currency;
  const last = alliance.settings.lastYear;
  const gain = price.shortfallYears.base;
  const share = alone.shortfallYears > 0 ? gain / alone.shortfallYears : 0;
  const stage = (plan: Plan) => plan.stages.find((it) => it.name === "shortfall");
  const { breakEven } = comparison;
  const { language } = results;
  const words = viewWords(results);
  const say = (value: number): string => numberText(value, language);
  const money = moneyRangeTold(comparison, price.money);
  const isPlanned = plannedAtAll(comparison);
  const known = <T>(it: T): T | undefined => (isPlanned ? it : undefined);
  const [saved, closed, ofAlone] = [shownMoney(results, whyKey("price", "money"), known(money)), shown(results, whyKey("price", "shortfall-years"), "shortfall-years", known(price.shortfallYears), isPlanned ? { caution: words.headline.fromTo(say(alone.shortfallYears), say(aligned.shortfallYears), percentText(share, language)) } : {}), shown(results, whyKey("plan", "alone", "shortfall"), "shortfall-years", known(alone.shortfallYears))];
  const sentence = !isPlanned ? words.headline.unplanned(String(last)) : gain <= 0 && money.base <= 0 ? words.headline.nothing(String(last)) : money.base === 0 ? words.headline.aloneShort(say(gain), say(alone.shortfallYears), String(last)) : gain <= 0 ? words.headline.aloneDear(moneyText(money.base, currency, language), String(last)) : words.headline.alone(moneyText(money.base, currency, language), say(gain), say(alone.shortfallYears), String(last));
  const losers = losersOf(comparison);
  return {
    sentence,
    sentenceFigures: !isPlanned || (gain <= 0 && money.base <= 0) ? [] : money.base === 0 ? [closed, ofAlone] : gain <= 0 ? [saved] : [saved, closed, ofAlone],
    ...payersSaid(results, comparison),
    money: saved,
    shortfallYears: closed,
    delayYears: shown(results, whyKey("price", "delay"), "years", known(price.delayYears)),
    shortfallYearsAlone: ofAlone,
    shortfallYearsAligned: shown(results, whyKey("plan", "aligned", "shortfall"), "shortfall-years", known(aligned.shortfallYears)),
    levers: comparison.levers.map((it) => ({
      lever: it.lever,
      name: words.levers[it.lever],
      share: shown(results, whyKey("lever", it.lever), "share", known(it.share), { part: "share" }),
      shortfallYears: shown(results, whyKey("lever", it.lever), "shortfall-years", known(it.shortfallYears)),
      money: shownMoney(results, whyKey("lever", it.lever, "money"), known(moneyTold(comparison, it.money))),
    })),
    range: isPlanned ? rangeSaid([saved, closed], { results, words }) : "",
    tally: isPlanned ? tallySaid(comparison, results) : "",
    leversSum: isPlanned && comparison.byRule === undefined ? leversSumSaid(comparison, { say, words }) : "",
    provenGapAlone: shown(results, whyKey("plan", "alone", "gap"), "share", known(stage(alone)?.gap), { isProof: true }),
    provenGapAligned: shown(results, whyKey("plan", "aligned", "gap"), "share", known(stage(aligned)?.gap), { isProof: true }),
    provenCostGapAlone: shown(results, whyKey("plan", "alone", "cost-gap"), "share", known(costStage(alone)?.gap), { isProof: true }),
    provenCostGapTogether: shown(results, whyKey("plan", comparison.cheapest === undefined ? "alone" : "cheapest", "cost-gap"), "share", known(costStage(comparison.cheapest ?? alone)?.gap), { isProof: true }),
    losers: losers.map((it) => ({ nation: it.nation, loss: lossShown(results, it), compensated: shownMoney(results, whyKey("compensation", "payment", it.nation), it.sidePayment), repair: repairText(it, results.alliance.settings.currency) })),
    breakEven: [
      // Without an agreement nothing is joint that could slip.
      ...(aligned.agreements.length === 0 ? [] : [breakEven.slipYears === undefined ? words.headline.stillGain(say(breakEven.slipTried)) : words.headline.gainGone(say(breakEven.slipYears))]),
      ...(breakEven.coordinationFactor === undefined || !isPlanned ? [] : [words.headline.moneyGone(say(breakEven.coordinationFactor))]),
    ].join(" "),
    ...(isPlanned && { verified: [alone, aligned, comparison.cheapest, comparison].every((it) => (it?.verification?.faults.length ?? 0) === 0) }),
  };
}

/** The ends of the headline's figures, from the best way to be alone to the worst, where they are told apart. */
function rangeSaid([saved, closed]: readonly [Shown, Shown], { results, words }: { readonly results: Results; readonly words: ViewWords }): string {
  const { language } = results;
  const { currency } = results.alliance.settings;
  const ends = (it: Shown, say: (value: number) => string): readonly [string, string] | undefined => (it.low === undefined || it.high === undefined || say(it.low) === say(it.high) ? undefined : [say(it.low), say(it.high)]);
  const [money, years] = [ends(saved, (it) => moneyText(it, currency, language)), ends(closed, (it) => numberText(it, language))];
  return money === undefined && years === undefined ? "" : words.headline.range(money, years);
}

/** What is saved, alone and aligned where they are printed side by side and do not add up: each is rounded by itself. */
function tallySaid({ alone, aligned }: Comparison, results: Results): string {
  const told = tallied(alone.shortfallYears, aligned.shortfallYears, results.language);
  return told === undefined ? "" : viewWords(results).headline.tally(...told);
}

/** The levers' sum, where it is told as more than what the plan shown saves: that plan also weighs money and change. */
function leversSumSaid({ levers, price }: Comparison, { say, words }: { readonly say: (value: number) => string; readonly words: ViewWords }): string {
  const [sum, saved] = [levers.reduce((all, it) => all + it.shortfallYears, 0), price.shortfallYears.base];
  return sum > saved && say(sum) !== say(saved) ? words.headline.leversSum(say(sum), say(saved)) : "";
}

// A loss of less than this is none that anybody would see. Unit: M.
const LOSS = 0.5;
// How many of those who pay more are named in the sentence; all are listed below it.
const NAMED = 3;

/** Allies that pay more together than alone for the same coverage, the largest loss first. */
const losersOf = ({ perNation }: Comparison): Comparison["perNation"] => perNation.filter((it) => it.gain < -LOSS).toSorted((a, b) => a.gain - b.gain);

const lossShown = (results: Results, it: Comparison["perNation"][number]): Shown => shownMoney(results, whyKey("gain", it.nation), -it.gain, { part: "loss" });

/** Who pays more together than alone, and what the plan proposes for them, each in words with the figures in them. */
function payersSaid(results: Results, comparison: Comparison): Pick<HeadlineView, "whoPays" | "whoPaysFigures" | "compensation" | "compensationFigures"> {
  const losers = losersOf(comparison);
  if (losers.length === 0) return { whoPays: "", whoPaysFigures: [], compensation: "", compensationFigures: [] };
  const { alliance, language } = results;
  const words = viewWords(results).headline;
  const say = (millions: number): string => moneyText(millions, alliance.settings.currency, language);
  const sum = (measure: string, value: number): Shown => shownMoney(results, whyKey("compensation", measure), value);
  const { lost, paid, won } = compensationOf(comparison);
  const isInFull = lost - paid <= LOSS;
  return {
    whoPays: words.paysMore(losers.length, losers.slice(0, NAMED).map((it) => words.paysMoreOf(nationName(alliance, it.nation), say(-it.gain))), Math.max(losers.length - NAMED, 0)),
    whoPaysFigures: losers.slice(0, NAMED).map((it) => lossShown(results, it)),
    compensation: isInFull ? words.inFull(say(paid), say(won)) : words.inPart(say(paid), say(lost - paid)),
    compensationFigures: [sum("payment", paid), isInFull ? sum("gain", won) : sum("left", lost - paid)],
  };
}

/** What the cost of a plan reached, and what is proved of it. */
export const costStage = (plan: Plan): Plan["stages"][number] | undefined => plan.stages.find((it) => it.name === "cost");

/** Share short in a year, summed over planned leaves. Unit: requirements unmet. */
export const openIn = (plan: Plan, year: number): number => plan.shortfalls.filter((it) => it.year === year && it.required > 0).reduce((sum, it) => sum + it.short / it.required, 0);

/** Open shortfall year by year under both plans; the band of the alone plan is its bracket, scaled by year. */
export function timelineView(results: Results, comparison: Comparison): TimelineView {
  const { years } = comparison.aligned;
  const { bracket } = comparison;
  const words = viewWords(results).timeline;
  const open = (plan: Plan, year: number): string => numberText(openIn(plan, year), results.language);
  const scale = bracket.base > 0 ? { low: bracket.optimistic / bracket.base, high: bracket.pessimistic / bracket.base } : { low: 1, high: 1 };
  const points = (plan: Plan, key: "alone" | "aligned") =>
    years.map((year) => {
      const open = openIn(plan, year);
      return shown(results, whyKey("open", key, year), "requirements unmet", key === "alone" ? { low: open * scale.low, base: open, high: open * scale.high } : open);
    });
  const [first, last] = [years[0] ?? 0, years.at(-1) ?? 0];
  return {
    title: words.title,
    unit: words.unit,
    years,
    series: [
      { key: "alone", name: words.alone, points: points(comparison.alone, "alone") },
      { key: "aligned", name: words.aligned, points: points(comparison.aligned, "aligned") },
    ],
    summary: words.summary(String(first), String(last), open(comparison.alone, first), open(comparison.alone, last), open(comparison.aligned, last)),
  };
}

// A shortfall that rounds to nothing is closed. Unit: share of the requirement.
const CLOSED = 0.005;

/** The priority shortfall areas, ranked by the stated rule. */
export function prioritiesView(results: Results, year: number, most = 10): PrioritiesView {
  const { alliance, assessment, comparison } = results;
  const last = alliance.settings.lastYear;
  const plannedOf = new Map(comparison?.aligned.shortfalls.map((it) => [`${it.leaf}|${it.year}`, it]) ?? []);
  const rows = priorities(alliance, assessment, year)
    .slice(0, most)
    .map((it): PriorityRow => {
      const standing = assessment.standing(it.leaf, year);
      const unit = alliance.capabilityById.get(it.leaf)?.unit ?? "";
      const closedIn = comparison?.aligned.years.find((candidate) => {
        const row = plannedOf.get(`${it.leaf}|${candidate}`);
        return row !== undefined && row.required > 0 && row.short <= CLOSED * row.required;
      });
      const { candidates: [lead], clear } = leadRanking(alliance, assessment, it.leaf, year);
      const leaf = alliance.capabilityById.get(it.leaf);
      const facts = new Set(standing.required?.facts ?? []);
      const evidence = [...new Set(alliance.facts.requirement.filter((row) => facts.has(`requirement:${row.id}`)).map((row) => row.evidence))].join(", ");
      return {
        rank: it.rank,
        leaf: it.leaf,
        name: leafName(alliance, it.leaf),
        area: placeOf(alliance, it.leaf).area,
        character: leaf?.character ?? "",
        required: shown(results, whyKey("required", it.leaf, year), unit, standing.required?.total),
        available: shown(results, whyKey("available", it.leaf, year), unit, standing.available, atLeast(results, standing.available, { unknown: standing.unknown.length })),
        coverage: shown(results, whyKey("coverage", it.leaf, year), "share", standing.coverage, shareAtLeast(results, standing.coverage, { unknown: standing.unknown.length })),
        ...plannedCoverage(results, it.leaf, last),
        trend: shown(results, whyKey("trend", it.leaf), "share a year", it.trend),
        ...(lead !== undefined && { lead: { nation: lead.nation, isClear: clear, why: whyKey("lead", it.leaf, year, lead.nation) } }),
        ...(closedIn !== undefined && { closedIn }),
        evidence,
        unknown: standing.unknown.length,
        ...coverageBasis(results, it.leaf, year),
      };
    });
  return { year, lastYear: last, rule: PRIORITY_RULE, cap: capShown(results), rows, unsure: counted(results, { what: "capabilities", when: year, unit: "capabilities" }, "unknown", countStandings(results, year).unknown) };
}

/** Actions of the aligned plan over all allies, the most effective first. */
export function actionRows(results: Results, most: number, nation?: string): readonly ActionRow[] {
  const actions = results.comparison?.actions ?? [];
  const isTwin = twinsAmong(results, actions);
  return actions
    .filter((it) => nation === undefined || it.nation === nation)
    .toSorted((a, b) => b.effect.shortfallYears - a.effect.shortfallYears || a.effect.money - b.effect.money || a.rank - b.rank)
    .slice(0, most)
    .map((it) => ({
      nation: it.nation,
      rank: it.rank,
      text: results.withNames?.(it.text) ?? it.text,
      effect: shown(results, whyKey("action", it.nation, it.rank), "shortfall-years", it.effect.shortfallYears, { caution: it.effect.money <= 0 ? viewWords(results).actions.saves(moneyText(-it.effect.money, results.alliance.settings.currency, results.language)) : viewWords(results).actions.costs(moneyText(it.effect.money, results.alliance.settings.currency, results.language)) }),
      money: shownMoney(results, whyKey("action", it.nation, it.rank), it.effect.money, { part: "money" }),
      reason: isTwin(it) ? viewWords(results).actions.twin : reasonOf(results, it),
      years: it.years === undefined ? "" : it.years.first === it.years.last ? `${it.years.first}` : `${it.years.first}–${it.years.last}`,
    }));
}

/** Whether an action prints the very gain of another of the same ally for the same capability, as an order and the lead that it is for do: both close one shortfall. */
function twinsAmong({ assessment }: Results, actions: readonly Action[]): (action: Action) => boolean {
  const systems = new Map([...new Set(actions.flatMap((it) => it.leaf ?? []))].map((leaf) => [leaf, new Set(assessment.systemsOf(leaf))]));
  const keysOf = ({ nation, leaf, system, effect }: Action): readonly string[] =>
    effect.shortfallYears < EFFECT_NONE ? [] : (leaf !== undefined ? [leaf] : [...systems.keys()].filter((it) => system !== undefined && systems.get(it)!.has(system))).map((it) => `${nation}|${it}|${numberText(effect.shortfallYears)}`);
  const counts = new Map<string, number>();
  for (const key of actions.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (action) => keysOf(action).some((it) => (counts.get(it) ?? 0) > 1);
}

// An effect that prints as nothing. Unit: shortfall-years.
const EFFECT_NONE = 0.0005;

/** Why an action is done that closes nothing by itself, or opens something. */
function reasonOf(results: Results, { kind, effect }: Action): string {
  const { reasons } = viewWords(results).actions;
  if (effect.shortfallYears >= EFFECT_NONE) return "";
  if (effect.money < 0) return effect.shortfallYears <= -EFFECT_NONE ? reasons.savesMore : reasons.saves;
  return reasons[kind];
}

/** The first page. Headline, timeline and actions are there once the plan is. */
export function homeView(results: Results): HomeView {
  const { alliance, comparison } = results;
  const year = pageYear(results);
  const paths = [...new Set(alliance.facts.budget.map((it) => it.path))];
  return {
    alliance: alliance.settings.alliance,
    dataset: alliance.settings.title,
    marking: markingOf(alliance),
    asOf: alliance.settings.asOf,
    reader: readerSaid(results),
    ...(results.seen !== undefined && { seen: { ...results.seen, sentence: viewWords(results).seen(String(results.seen.nations), String(results.seen.of)) } }),
    path: results.path,
    paths,
    pathMeanings: paths.flatMap((path) => {
      const meaning = meaningOfPath(path);
      return meaning === undefined ? [] : [{ path, meaning }];
    }),
    runKey: results.runKey,
    ...(comparison !== undefined && { headline: headlineView(results, comparison), ...(plannedAtAll(comparison) && { timeline: timelineView(results, comparison) }) }),
    map: mapView(results, year),
    priorities: prioritiesView(results, year),
    answers: answersAwaited(results),
    confidence: confidenceView(results),
    actions: actionRows(results, 8),
  };
}

/** How many targets are without an answer. @example answersAwaited(results) // → { asked: 12, open: 9, allies: 3, year: 2031, inYear: 11 } */
function answersAwaited(results: Results): AnswersAwaited {
  const { proposed, outstanding } = negotiationOf(results);
  const asked = new Set(proposed.leaves.flatMap((it) => it.nations.flatMap((row) => (row.target > 0 ? [`${row.nation} ${it.leaf}`] : []))));
  const year = pageYear(results);
  return { asked: asked.size, open: outstanding.length, allies: new Set(outstanding.map((it) => it.nation)).size, year, inYear: countedTargets(results, year).inYear };
}

/** Who is looking, in the language of the results. */
const readerSaid = ({ reader, language, withNames = (text) => text }: Results): string => (language === "fr" ? frenchOf(withNames(reader)) : reader);
