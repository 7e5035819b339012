/**
 * Writes docs/guide/reading-the-result.md from the committed results in docs/results, so that no figure in it is typed by hand.
 * `node tools/reading.ts --take NAME FILE…` first takes the output of a command as one of these results:
 *   sensitivity   concord sensitivity data/nato-open --json, or several outputs of it with --only …, which are joined
 *   scenarios     concord scenarios data/nato-open --set scenarios.rounds=6 --set scenarios.reserve-step=0.02 --set scenarios.reserve-steps=4 --json
 *   whole-PATH    concord plan data/nato-open --path PATH --whole --json
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTexts } from "#adapters/files";
import { decidingText, enduranceText, gapText, inSentence, moneyText, numberText, percentText, reserveSentences, verdictOf } from "#views";
import { METHODS_VERSION } from "../src/app/main-job.ts";
import { ROOT } from "./files.ts";

const RESULTS = join(ROOT, "docs", "results");
export const PAGE = join(ROOT, "docs", "guide", "reading-the-result.md");
/** What the shipped data are now. */
export const DATA = (await readTexts(join(ROOT, "data", "nato-open"))).digest;
const PATHS = ["held", "agreed", "argued"] as const;

interface Figure {
  readonly value?: number;
}

/** What a result was computed from and by. */
export interface Made {
  /** Version of the methods; absent in what was taken before versions were. */
  readonly methods?: string;
  /** Day on which it was taken; absent in what was taken before days were kept. */
  readonly taken?: string;
  /** Digest of the data; absent in what was taken before it was kept, since when the data have changed. */
  readonly data?: string;
}

interface SensitivityResult extends Made {
  readonly runKey: string;
  readonly path: string;
  readonly currency: string;
  readonly conclusions: readonly { readonly id: string; readonly text: string; readonly unit: string; readonly base: number; readonly low: number; readonly high: number; readonly verdict: "survives" | "flips" | "flips often"; readonly tried: number; readonly flips: readonly { readonly assumption: string; readonly id: string; readonly value: number }[] }[];
  readonly runs: readonly { readonly id: string; readonly end: string; readonly words: string; readonly source?: string; readonly shortfallYearsSaved: number; readonly money: number; readonly shortfallYearsAligned: number; readonly flips: readonly string[] }[];
  readonly failed: readonly { readonly words: string }[];
  /** Assumptions with a range that were left as they are. */
  readonly untried: readonly string[];
}

/** The part of a whole plan that the page quotes. */
interface WholeResult extends Made {
  readonly path: string;
  readonly currency: string;
  readonly runKey: string;
  readonly alone: { readonly shortfallYears: number; readonly cost: number };
  readonly aligned: { readonly shortfallYears: number; readonly shortfallWeighted: number; readonly cost: number; readonly agreements: number; readonly leads: number; readonly adoptions: number; readonly faults: number; readonly gaps: readonly { readonly name: string; readonly gap: number }[] };
  readonly byRule: { readonly shortfallYears: number; readonly shortfallWeighted: number; readonly cost: number };
  readonly money: number;
}

interface ScenariosResult extends Made {
  readonly decideYears: number;
  readonly scenarios: readonly { readonly name: string; readonly probability: Figure; readonly known: Figure; readonly together: Figure; readonly regret: Figure }[];
  readonly plans: readonly { readonly kind: string; readonly name: string; readonly expected: Figure; readonly worst: Figure; readonly worstIn: string; readonly worstRegret: Figure }[];
  readonly valueOfPlanning: Figure;
  readonly valueOfKnowing: Figure;
  /** By the share of budgets held back, none first. */
  readonly reserves: readonly { readonly share: number; readonly expected: Figure }[];
  readonly gap: Figure;
  /** The dearest few. */
  readonly now: readonly { readonly nation: string; readonly text: string; readonly years: string }[];
  readonly nowCount: number;
  readonly wait: readonly { readonly nation: string; readonly text: string; readonly years: string }[];
  readonly waitCount: number;
}

interface Headline {
  readonly path: string;
  readonly headline: { readonly sentence: string; readonly money: Figure; readonly shortfallYears: Figure; readonly shortfallYearsAlone: Figure; readonly shortfallYearsAligned: Figure };
  readonly planned: number;
  readonly notPlanned: number;
  readonly confidence: { readonly sourced: Figure; readonly estimated: Figure; readonly assumed: Figure; readonly unknownCells: Figure };
  readonly dataRange?: readonly { readonly figures: string; readonly shortfallYearsAlone: number; readonly shortfallYearsAligned: number; readonly gain: number; readonly money?: number }[];
}

const read = <T>(name: string): T | undefined => {
  const path = join(RESULTS, `${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
};

/** Takes what a command printed, cut to what the page needs. */
function take(name: string, files: readonly string[]): void {
  const values = files.map((file) => JSON.parse(readFileSync(file, "utf8")) as Record<string, never>);
  const [value] = values;
  if (value === undefined) throw new Error("Name the file that a command printed.");
  const kept = name.startsWith("whole-") ? wholeOf(value) : name === "scenarios" ? scenariosOf(value) : name === "sensitivity" ? joined(values as unknown as readonly SensitivityResult[]) : value;
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify({ methods: METHODS_VERSION, data: DATA, taken: new Date().toISOString().slice(0, 10), ...kept }, undefined, 1)}\n`);
}

// Results that keep no day were last written on this one.
const TAKEN_LAST = "2026-11-29";

/** Says of results that the data or the methods have changed since, when they were taken, and what of them is another now; nothing where neither has changed. */
export function agedText(results: readonly Made[], name: string, now = ""): string {
  const changed = [...(results.every((it) => it.data === DATA) ? [] : ["data"]), ...(results.every((it) => it.methods === METHODS_VERSION) ? [] : ["methods"])];
  if (changed.length === 0) return "";
  const days = results.flatMap((it) => it.taken ?? []).sort();
  const when = days.length < results.length ? `by ${TAKEN_LAST} at the latest` : days[0] === days.at(-1) ? `on ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`;
  return `*The figures of this section are of a stored result, taken ${when}, of the ${changed.join(" and ")} of before.${now} Those of the plan as it is now, on Home and in the README, differ from them, and for a small ally may by a factor (\`node tools/reading.ts --take ${name} FILE\` takes them anew).*`;
}

/** Puts the parts of a sensitivity run together that moved different assumptions of the same plan. */
export function joined(parts: readonly SensitivityResult[]): SensitivityResult {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error("There is no part to join.");
  return others.reduce((all, part) => {
    const twice = part.runs.find((it) => all.runs.some((one) => one.words === it.words));
    if (twice !== undefined) throw new Error(`"${twice.words}" stands in two parts. Leave it out of one with --only.`);
    const conclusions = all.conclusions.map((it): SensitivityResult["conclusions"][number] => {
      const one = part.conclusions.find((other) => other.id === it.id);
      if (part.runKey !== all.runKey || one?.base !== it.base) throw new Error(`The parts are not of the same plan: "${it.text}" rests on ${it.base} in one and on ${one?.base ?? "nothing"} in another. Make them anew.`);
      const flips = [...it.flips, ...one.flips];
      const tried = it.tried + one.tried;
      return { ...it, low: Math.min(it.low, one.low), high: Math.max(it.high, one.high), flips, tried, verdict: verdictOf({ flips: flips.length, tried }) };
    });
    return { ...all, conclusions, runs: [...all.runs, ...part.runs], failed: [...all.failed, ...part.failed], untried: all.untried.filter((it) => part.untried.includes(it)) };
  }, first);
}

// Decisions of each kind that are named on the page.
const NAMED = 8;

function scenariosOf(view: Record<string, never>): ScenariosResult {
  const { decideYears, scenarios, plans, valueOfPlanning, valueOfKnowing, reserves, gap, now, wait } = view as unknown as ScenariosResult;
  const few = (items: ScenariosResult["now"]): ScenariosResult["now"] => items.slice(0, NAMED).map(({ nation, text, years }) => ({ nation, text, years }));
  return { decideYears, scenarios, plans, valueOfPlanning, valueOfKnowing, reserves, gap, now: few(now), nowCount: now.length, wait: few(wait), waitCount: wait.length };
}

function wholeOf(report: Record<string, unknown>): WholeResult {
  const { alone, aligned, byRule, price } = report["result"] as { readonly alone: WholeResult["alone"]; readonly aligned: { readonly shortfallYears: number; readonly shortfallWeighted: number; readonly cost: number; readonly agreements: readonly unknown[]; readonly leads: readonly unknown[]; readonly adoptions: readonly { readonly origin: string }[]; readonly verification: { readonly faults: readonly unknown[] }; readonly stages: readonly { readonly name: string; readonly gap: number }[] }; readonly byRule: WholeResult["byRule"]; readonly price: { readonly money: { readonly base: number } } };
  return {
    path: String(report["path"]),
    currency: String(report["currency"]),
    runKey: String(report["runKey"]),
    alone: { shortfallYears: alone.shortfallYears, cost: alone.cost },
    aligned: { shortfallYears: aligned.shortfallYears, shortfallWeighted: aligned.shortfallWeighted, cost: aligned.cost, agreements: aligned.agreements.length, leads: aligned.leads.length, adoptions: aligned.adoptions.filter((it) => it.origin === "plan").length, faults: aligned.verification.faults.length, gaps: aligned.stages.filter((it) => it.name !== "violations").map(({ name, gap }) => ({ name, gap })) },
    byRule,
    money: price.money.base,
  };
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => [`| ${heads.join(" | ")} |`, `|${heads.map((_, at) => (at === 0 ? "---" : "---:")).join("|")}|`, ...rows.map((it) => `| ${it.join(" | ")} |`)].join("\n");
const list = (items: readonly string[]): string => items.map((it) => `- ${it}`).join("\n");

/** The page, from the results that are there. */
export function readingPage(): string {
  const headline = read<Headline>("nato-open");
  const sensitivity = read<SensitivityResult>("sensitivity");
  const wholes = PATHS.flatMap((it) => read<WholeResult>(`whole-${it}`) ?? []);
  const scenarios = read<ScenariosResult>("scenarios");
  return [
    `<!-- Made by \`node tools/reading.ts\` from docs/results. -->
# Reading the result, by someone who doubts it

The plan for the real alliance on open data says one thing in one sentence. This page asks what of it survives other assumptions,
what flips, and what data would settle it. Every figure is computed; the commands stand beside them.`,
    headline === undefined ? "" : headlinePart(headline),
    sensitivity === undefined ? "" : withAge(survivalPart(sensitivity), agedText([sensitivity], "sensitivity", thenAndNow(sensitivity, headline))),
    wholes.length === 0 ? "" : withAge(wholePart(wholes), agedText(wholes, "whole-PATH", pathThenAndNow(wholes, headline))),
    scenarios === undefined ? "" : withAge(scenarioPart(scenarios), agedText([scenarios], "scenarios")),
    sensitivity === undefined ? "" : withAge(settlePart(sensitivity, headline), agedText([sensitivity], "sensitivity")),
    doubtPart(),
  ]
    .filter((it) => it !== "")
    .join("\n\n")
    .concat("\n");
}

/** A section that says under its heading of when it is. */
const withAge = (section: string, aged: string): string => (aged === "" ? section : section.replace("\n\n", `\n\n${aged}\n\n`));

/** What the stored result says where the headline says another thing now. */
function thenAndNow({ conclusions, currency }: SensitivityResult, of: Headline | undefined): string {
  const base = (id: string): number | undefined => conclusions.find((it) => it.id === id)?.base;
  const [closes, saves, now] = [base("closes"), base("saves"), of?.headline];
  if (closes === undefined || saves === undefined || now?.shortfallYears.value === undefined || now.money.value === undefined) return "";
  return ` It says ${numberText(closes)} shortfall-years and ${moneyText(saves, currency)} saved, where the plan as it is now says ${numberText(now.shortfallYears.value)} and ${moneyText(now.money.value, currency)}.`;
}

/** The same of the money on the path of the headline. */
function pathThenAndNow(wholes: readonly WholeResult[], of: Headline | undefined): string {
  const then = wholes.find((it) => it.path === of?.path);
  const now = of?.headline.money.value;
  return then === undefined || now === undefined ? "" : ` On the path ${then.path} it says ${moneyText(then.money, then.currency)} saved, where the plan as it is now says ${moneyText(now, then.currency)}.`;
}

function headlinePart({ headline, planned, notPlanned, confidence, dataRange }: Headline): string {
  return `## What is claimed

> ${headline.sentence}

${planned} capabilities are planned; ${notPlanned} are not, since of less than half of the alliance by GDP anybody has said openly what it holds. Of
all pairs ally × capability ${percentText(confidence.unknownCells.value)} are unknown. The figures that are there are ${percentText(confidence.sourced.value)} sourced,
${percentText(confidence.estimated.value)} estimated by a stated rule and ${percentText(confidence.assumed.value)} assumed. So this is a reading of what is published,
not of what NATO knows.${dataRange === undefined ? "" : `

With every requirement, price and cost at the low end of its range (*easy*), then at the high end (*hard*); holdings, budgets, rates of lines, stocks and
times stay as they are stated, though many of them have a range too, so the true span is wider:

${table(["figures", "shortfall-years alone", "aligned", "saved"], dataRange.map((it) => [it.figures, numberText(it.shortfallYearsAlone), numberText(it.shortfallYearsAligned), numberText(it.gain)]))}`}`;
}

/** Assumptions that a conclusion rests on before all others. */
const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  saves: ["plan.coordination-cost", "plan.work-share-cost", "plan.set-up-cost"],
  "saves-tenth": ["plan.coordination-cost", "plan.work-share-cost", "plan.set-up-cost"],
  "little-lots": ["plan.first-lot", "plan.minimum-lot", "plan.set-up-cost", "plan.coordination-cost", "plan.learning-floor"],
  "little-standards": ["plan.adoption-cost", "plan.adoption-time", "plan.upkeep"],
  "top-lever": ["plan.fallback-share"],
  slip: ["plan.lead-time", "plan.ramp"],
};

function survivalPart({ conclusions, runs, currency, failed, untried }: SensitivityResult): string {
  const survive = conclusions.filter((it) => it.verdict === "survives");
  const flip = conclusions.filter((it) => it.verdict !== "survives");
  const ownText = (id: string): string => {
    const own = (RESTS_ON[id] ?? []).filter((it) => untried.includes(it));
    return own.length === 0 ? "" : ` Of what it rests on, never moved by itself: ${own.map((it) => `\`${it}\``).join(", ")}.`;
  };
  const byMoney = [...runs].sort((a, b) => a.money - b.money);
  const byYears = [...runs].sort((a, b) => a.shortfallYearsSaved - b.shortfallYearsSaved);
  const [least, most] = [byMoney[0], byMoney.at(-1)];
  const [fewest, greatest] = [byYears[0], byYears.at(-1)];
  return `## What survives, what flips

The plan was made again ${runs.length} times: under every other budget path, with all judgements about acting together set against it and then for it, and
with ${new Set(runs.filter((it) => it.source !== undefined).map((it) => it.id)).size} parameters that have a range moved to each end, the others as they are (\`node bin/concord.mjs sensitivity data/nato-open${untried.length === 0 ? "" : " --only …"}\`).${untried.length === 0 ? "" : ` Left as they are, for the time it takes: ${untried.map((it) => `\`${it}\``).join(", ")}.`}${failed.length > 0 ? ` Under ${failed.length} assumptions no plan could be made.` : ""}

**These conclusions survive all of them:**

${list(survive.map((it) => `${it.text} *${enduranceText(it)}*${ownText(it.id)}`))}

${flip.length === 0 ? "No conclusion flips." : `**These do not:**

${list(flip.map((it) => `${it.text} *${enduranceText(it)}.* Flips with ${it.flips.slice(0, 4).map((one) => `${one.assumption} (${decidingText(one.value, it.unit)})`).join("; ")}${it.flips.length > 4 ? `; and ${it.flips.length - 4} more` : ""}.`))}`}
${least === undefined || most === undefined || fewest === undefined || greatest === undefined ? "" : `
The money saved at equal coverage lies between ${moneyText(least.money, currency)} (${least.words}) and ${moneyText(most.money, currency)} (${most.words}); the shortfall-years saved between
${numberText(fewest.shortfallYearsSaved)} (${fewest.words}) and ${numberText(greatest.shortfallYearsSaved)} (${greatest.words}). One assumption is moved at a time but for the two sets, so worse and better
combinations exist.`}`;
}

function wholePart(wholes: readonly WholeResult[]): string {
  const gap = (it: WholeResult, name: string): string => inSentence(gapText(it.aligned.gaps.find((one) => one.name === name)?.gap ?? 0));
  return `## Whole numbers, and three budget paths

Agreements, leads and adoptions are whole decisions. By default they are chosen by stated rules around exact linear models; with
\`--whole\` the model chooses them itself, with a proved gap (\`node bin/concord.mjs plan data/nato-open --path NAME --whole\`). If the headline hung on
the rules, it would show here.

${table(
  ["budget path", "shortfall-years alone", "aligned, by rule", "aligned, chosen by the model", "weighted, by rule", "weighted, by the model", "proved gap of shortfall", "of cost", "agreements", "leads", "adoptions", "money saved at equal coverage", "faults found"],
  wholes.map((it) => [it.path, numberText(it.alone.shortfallYears), numberText(it.byRule.shortfallYears), numberText(it.aligned.shortfallYears), numberText(it.byRule.shortfallWeighted), numberText(it.aligned.shortfallWeighted), gap(it, "shortfall"), gap(it, "cost"), String(it.aligned.agreements), String(it.aligned.leads), String(it.aligned.adoptions), moneyText(it.money, it.currency), String(it.aligned.faults)]),
)}

The difference between the two columns of weighted shortfall is all that better whole-number choices were found to be worth; the proved
gap is all that still better ones could be worth. Where the model's column is the larger, shortfall was given up for cost within the
stated allowance, or it is the price of a fallback for every lead, which the rules do not ask for. The money is that of the plans by rule.${pathsText(wholes)}${agreementsText(wholes)}`;
}

// Paths whose plans end this near to one another are one conclusion. Unit: share.
const NEAR = 0.02;

// Proved gaps of cost from which the count of agreements is no finding. Unit: share.
const COST_GAP = 0.01;

/** What counts of agreements are worth where cost is not proved closely. */
function agreementsText(wholes: readonly WholeResult[]): string {
  const gaps = wholes.map((it) => it.aligned.gaps.find((one) => one.name === "cost")?.gap ?? 0);
  const counts = wholes.map((it) => it.aligned.agreements);
  const [few, many] = [Math.min(...counts), Math.max(...counts)];
  if (Math.max(...gaps) < COST_GAP || few === many) return "";
  return ` Cost is proved within ${inSentence(gapText(Math.min(...gaps)))} to ${inSentence(gapText(Math.max(...gaps)))} only, so that ${few} agreement${few === 1 ? "" : "s"} on one path and ${many} on another are no finding: plans with many and with few
may cost alike.`;
}

function pathsText(wholes: readonly WholeResult[]): string {
  const years = wholes.map((it) => it.aligned.shortfallYears);
  const spread = (Math.max(...years) - Math.min(...years)) / Math.max(...years);
  if (wholes.length < 2) return "";
  return spread < NEAR
    ? ` The aligned plans of the ${wholes.length} budget paths end within ${percentText(spread)} of one another in shortfall-years: at these paths, what can be made and delivered in time
binds before money does, and which path comes true decides little.`
    : ` Between the ${wholes.length} budget paths the shortfall-years of the aligned plan differ by ${percentText(spread)}: which path comes true matters.`;
}

function scenarioPart({ scenarios, plans, valueOfPlanning, valueOfKnowing, reserves, gap, now, nowCount, wait, waitCount, decideYears }: ScenariosResult): string {
  const decisions = (items: ScenariosResult["now"], count: number): string => `${items.map((it) => `${it.nation}: ${it.text}, ${it.years}`).join("; ")}${count > items.length ? `; and ${count - items.length} more` : ""}`;
  const reserve = reserveSentences(reserves.map((it) => ({ share: it.share, expected: it.expected.value ?? 0 })));
  return `## When budgets, deliveries, prices and the threat turn out otherwise

Ten scenarios of elections, shocks, late systems, disturbed lines, dear systems and a growing requirement (\`node bin/concord.mjs scenarios
data/nato-open --set scenarios.rounds=6 --set scenarios.reserve-step=0.02 --set scenarios.reserve-steps=4\`: six rounds, since more take long on so large a model); the first
${decideYears} years are decided before it is known which comes. Figures are weighted shortfall-years, money priced in.

${table(["scenario", "probability", "known beforehand", "with one plan for all", "regret"], scenarios.map((it) => [it.name, percentText(it.probability.value), numberText(it.known.value), numberText(it.together.value), numberText(it.regret.value)]))}

${table(["way to decide", "expected", "worst", "worst in", "worst regret"], plans.map((it) => [it.name, numberText(it.expected.value), numberText(it.worst.value), it.worstIn, numberText(it.worstRegret.value)]))}

Planning for all scenarios rather than for their mean is worth ${numberText(valueOfPlanning.value)} or more (value of the stochastic solution), knowing which comes
would be worth ${numberText(valueOfKnowing.value)} at most (value of perfect information).${reserve.length === 0 ? " No reserve was tried." : ` ${reserve.join(" ")}`}
Proved gap of the plan for all: ${inSentence(gapText(gap.value ?? 0))}. Most is regretted in ${mostRegretted(scenarios)}: what the first years commit cannot be taken back there, and is not what would then have been
chosen.${regretRemark(plans, gap.value ?? 0)}
${nowCount === 0 ? "" : `
*Decide now*, the same in every scenario's own best plan: ${decisions(now, nowCount)}.`}${waitCount === 0 ? "" : `

*Can wait*, since the scenarios want it differently: ${decisions(wait, waitCount)}. A best plan is seldom the only one, so this list is rather too long.`}`;
}

/** The two scenarios in which the plan for all is furthest above what knowing would have reached. */
const mostRegretted = (scenarios: ScenariosResult["scenarios"]): string =>
  scenarios
    .toSorted((a, b) => (b.regret.value ?? 0) - (a.regret.value ?? 0))
    .slice(0, 2)
    .map((it) => `*${it.name}* (${numberText(it.regret.value)}, ${percentText((it.regret.value ?? 0) / (it.known.value ?? 1))} more than had it been known)`)
    .join(" and ");

/** Whether deciding as if one scenario came regrets less than deciding for all, and what that costs on average beside what is proved. */
function regretRemark(plans: ScenariosResult["plans"], gap: number): string {
  const together = plans.find((it) => it.kind === "together");
  const least = plans.filter((it) => it.kind === "own").toSorted((a, b) => (a.worstRegret.value ?? 0) - (b.worstRegret.value ?? 0))[0];
  const [all, own] = [together, least].map((it) => ({ expected: it?.expected.value ?? 0, regret: it?.worstRegret.value ?? 0 }));
  if (together === undefined || least === undefined || own!.regret >= all!.regret) return "";
  const dearer = own!.expected - all!.expected;
  return `

Whoever fears the worst should look at the plan ${least.name}: its worst regret is ${numberText(own!.regret)}, that of the plan for all ${numberText(all!.regret)}, and on average it is ${numberText(Math.abs(dearer))} (${percentText(Math.abs(dearer) / all!.expected)}) ${dearer >= 0 ? "worse" : "better"},
${Math.abs(dearer) / all!.expected <= gap ? `less than the ${inSentence(gapText(gap))} within which the plan for all is proved: on average the two cannot be told apart` : `more than the ${inSentence(gapText(gap))} within which the plan for all is proved`}. The plan for all makes the average least and weighs no regret
(\`scenarios.risk-weight\` would weigh the worst scenario).`;
}

// Below this part of the money saved an assumption is said to move nothing. Unit: share.
const MOVES = 1e-3;

function settlePart({ runs, conclusions }: SensitivityResult, headline: Headline | undefined): string {
  const base = conclusions.find((it) => it.id === "saves")?.base ?? 0;
  const moved = new Map<string, { swing: number; flips: Set<string>; source: string }>();
  for (const it of runs) {
    if (it.source === undefined) continue;
    const one = moved.get(it.id) ?? { swing: 0, flips: new Set<string>(), source: it.source };
    one.swing = Math.max(one.swing, Math.abs(it.money - base) / Math.max(Math.abs(base), 1e-9));
    for (const flip of it.flips) one.flips.add(flip);
    moved.set(it.id, one);
  }
  const still = [...moved].filter(([, it]) => it.flips.size === 0 && it.swing < MOVES).map(([id]) => `\`${id}\``);
  const ranked = [...moved].sort(([, a], [, b]) => b.flips.size - a.flips.size || b.swing - a.swing).slice(0, 10);
  return `## What data would settle it

Ranked by how many conclusions an assumption flips, then by how far it moves the money saved. What rests on judgement is where a
figure would help most.

${table(["assumption", "conclusions it flips", "moves the money by up to", "rests on"], ranked.map(([id, it]) => [`\`${id}\``, String(it.flips.size), percentText(it.swing), it.source.split(";")[0] ?? ""]))}
${still.length === 0 ? "" : `
No end of these flips a conclusion or moves the money by a thousandth: ${still.join(", ")}.
`}${headline === undefined ? "" : `
Above all of these stands what is not known at all: holdings behind ${percentText(headline.confidence.unknownCells.value)} of the pairs ally × capability. No parameter stands for them, so no
range here covers them: they are left out and listed, capability by capability, by \`node bin/concord.mjs plan data/nato-open --json\`.`}`;
}

const doubtPart = (): string => `## What the doubter still holds against it

- *The requirements are not NATO's.* They are press reports and estimates, each marked; NATO's are classified. A different list of
  requirements is a different plan.
- *Alone is a model too.* Real allies neither plan as well alone as here, nor together. The bracket around alone covers foresight and
  its absence, not folly.
- *One judgement carries much.* How much of a large ally's forces the alliance may count on, while they also serve elsewhere, is an
  assumption about that ally's plan money (docs/sources.md), and it decides who pays for whom.
- *Learning and lots.* The evidence on the savings of joint procurement is contested in both directions; the range of the learning
  slope is tried above, organisational failure is not.
- *Prices hold with choices as they are.* What one more M is worth is read with agreements, leads and adoptions fixed.
- *Before 2035 only.* What comes after the plan's end is not valued, so what arrives late looks worth little.`;

if (process.argv[1]?.endsWith("reading.ts") === true) {
  const at = process.argv.indexOf("--take");
  if (at > 0) take(process.argv[at + 1] ?? "", process.argv.slice(at + 2));
  writeFileSync(PAGE, readingPage());
}
