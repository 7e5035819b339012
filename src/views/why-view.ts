import { assessParameters, explainAvailable, explainCoverage, explainDuplication, explainLead, explainPriority, explainRequired, explainWithout } from "#engines/assess";
import { gainsParameters, planParameters, scenarioParameters, whatIfParameters } from "#engines/plan";
import { explainShare, explainTarget, targetParameters } from "#engines/targets";
import { checkParameters, columnOf, type Explanation, type KindName, KINDS, nearest, nearestFirst } from "#model";
import type { Parameter } from "#quantities";
import { boundOf } from "./basis.ts";
import { evidenceCounts, unknownCells } from "./confidence-view.ts";
import { documentAddress, documentName } from "./document-name.ts";
import { explainMeasure } from "./fairness-measures.ts";
import { pageYear } from "./home-view.ts";
import { isCitation } from "./citation.ts";
import { METHODS } from "./methods.ts";
import { statedText, tickText } from "./figure-text.ts";
import { leafName, metOf, nationName, type Results, shown } from "./results.ts";
import type { Shown } from "./shown.ts";
import { explainCostShare, explainMoves } from "./why-burden.ts";
import { explainCount } from "./why-count.ts";
import type { WhyView } from "./why.ts";
import { COPY_KEY, needsSolver, parseWhyKey, WHY_KINDS, whyKey } from "./why-key.ts";
import { explainRare } from "./rare-families.ts";
import { partsOf } from "./why-parts.ts";
import { explainPlanFigure } from "./why-plan.ts";
import { explainAdopted, explainReviewMet } from "./review-view.ts";
import { meanSaid, reviewsOf } from "./targets-met.ts";
import { explainStated } from "./why-stated.ts";
import { titleOf } from "./title-of.ts";
import { explainMoney, explainRecord } from "./why-record.ts";

/** All parameters of all engines, for the lists of assumptions. */
export const allParameters: readonly Parameter[] = [...new Map([...assessParameters, ...targetParameters, ...planParameters, ...gainsParameters, ...scenarioParameters, ...whatIfParameters].map((it) => [it.id, it])).values()];

/** Every judgement there is: those of the engines and those of the checks. */
export const everyParameter: readonly Parameter[] = [...allParameters, ...checkParameters];

export type WhyAnswer = { readonly kind: "answer"; readonly why: WhyView } | { readonly kind: "unknown-key"; readonly problem: string; readonly mend: string } | { readonly kind: "not-yet"; readonly problem: string; readonly mend: string };

const RECORDS_MOST = 40;

/** Measures of an economy in words. */
const MEASURES: Readonly<Record<string, string>> = { gdp: "GDP", "active-personnel": "active personnel", "defence-spending": "defence spending", "defence-share-of-gdp": "defence spending as a share of GDP", "equipment-share": "share of defence spending for equipment", "personnel-share": "share of defence spending for personnel" };

/**
 * Answers "why" of any figure that a view shows, down to the documents. Prices of limits and reasons for orders are worked
 * out with a solver (`explainer` of the app) and handed in as `solved`.
 */
export function whyView(results: Results, key: string, solved?: Explanation): WhyAnswer {
  const parsed = parseWhyKey(key);
  if ("problem" in parsed) return { kind: "unknown-key", ...parsed };
  const { kind, parts } = parsed;
  const wrong = wrongPart(results, kind, parts);
  if (wrong !== undefined) return { kind: "unknown-key", ...wrong };
  if (results.comparison === undefined && (["price", "lever", "agreement", "plan", "open", "planned", "short", "added", "bought", "beyond", "fallback", "action", "compensation", "work", "gain"].includes(kind) || needsSolver(parsed))) {
    return { kind: "not-yet", problem: "The plan is still being computed.", mend: "Ask again when it is done." };
  }
  if (needsSolver(parsed) && solved === undefined) return { kind: "not-yet", problem: "The answer needs the plan to be solved again.", mend: `Ask on the command line: node bin/concord.mjs explain DIR ${key}` };
  const explanation = solved === undefined ? explain(results, kind, parts) : named(results, solved);
  if (explanation === undefined) return { kind: "unknown-key", problem: `There is nothing to explain under "${key}".`, mend: `${COPY_KEY} of the same run.` };
  return { kind: "answer", why: whyOf(results, key, { ...explanation, steps: [...explanation.steps, ...partsOf(results, kind, parts)] }) };
}

/** What a solver was asked is told with English names: here with those of the language. */
function named({ withNames }: Results, it: Explanation): Explanation {
  return withNames === undefined ? it : { ...it, question: withNames(it.question), sentence: withNames(it.sentence), steps: it.steps.map((step) => ({ ...step, text: withNames(step.text) })), limits: it.limits.map(withNames) };
}

/** Checks the parts that name a leaf, nation or year, and suggests the nearest. */
function wrongPart(results: Results, kind: keyof typeof WHY_KINDS, parts: readonly string[]): { readonly problem: string; readonly mend: string } | undefined {
  const { alliance } = results;
  for (const [index, name] of WHY_KINDS[kind].parts.entries()) {
    const part = parts[index];
    if (part === undefined) continue;
    const named = name === "nations?" ? part.split(",") : [part];
    const known = name === "leaf" ? alliance.leaves.map((it) => it.id) : name.startsWith("nation") && kind !== "economy" ? alliance.nations.map((it) => it.id) : name === "year" ? alliance.years.map(String) : undefined;
    const strange = known === undefined ? undefined : named.find((it) => !known.includes(it));
    if (known === undefined || strange === undefined) continue;
    const near = nearest(strange, known);
    return { problem: `"${strange}" is not a ${name.replace(/s?\?$/, "")} of this data set.`, mend: name === "year" ? `Give a year from ${known[0]} to ${known.at(-1)}.` : near === undefined ? `Give one of: ${nearestFirst(strange, known, 8)}` : `Did you mean ${near}?` };
  }
  return undefined;
}

function explain(results: Results, kind: keyof typeof WHY_KINDS, parts: readonly string[]): Explanation | undefined {
  const { alliance, assessment, targets, comparison } = results;
  const [first = "", second = "", third] = parts;
  const year = Number(second);
  switch (kind) {
    case "stated":
      return explainStated(results, first, second, third ?? "");
    case "required":
      return explainRequired(alliance, assessment, first, year);
    case "available":
      return explainAvailable(alliance, assessment, first, year, third);
    case "coverage":
      return explainCoverage(alliance, assessment, first, year);
    case "priority":
      return explainPriority(alliance, assessment, first, year);
    case "n-1":
      return explainWithout(alliance, assessment, first, year, third ?? "");
    case "lead":
      return explainLead(alliance, assessment, first, year, third ?? "");
    case "duplication":
      return third === undefined ? explainDuplication(alliance, assessment, first, year) : explainRare(results, { leaf: first, year, nation: third });
    case "target":
      return explainTarget(alliance, targets, first, year, third ?? "");
    case "share":
      return explainShare(alliance, targets, first);
    case "met": {
      const nation = third ?? "";
      const it = metOf(results, nation, first, year);
      const target = explainTarget(alliance, targets, first, year, nation);
      const { value: _, ...rest } = target;
      return { ...rest, ...(it?.met !== undefined && { value: it.met }), unit: "share", question: `How far does ${nationName(alliance, nation)} meet its target in ${year}?`, sentence: `Ready ÷ target. ${target.sentence}`, steps: [{ text: "Ready within 30 days", ...(assessment.contribution(nation, first, year).ready !== undefined && { value: assessment.contribution(nation, first, year).ready! }), unit: target.unit, why: whyKey("available", first, year, nation) }, ...target.steps] };
    }
    case "review-met":
      return explainReviewMet(results, { nation: first, year, ...(third !== undefined && { leaf: third }) });
    case "targets-met":
      return third === undefined || third === "known" ? explainTargetsMet(results, first, year, third === "known") : undefined;
    case "residual": {
      const row = targets.leaves.find((it) => it.leaf === first && it.year === year);
      return row === undefined ? undefined : { question: `What is left of the requirement in ${year} after all targets?`, value: flat(row.residual), unit: row.unit, method: "C10", sentence: "What remains after the cap and the reasonable challenge of every ally: a common-funded or multinational target.", steps: [{ text: "Requirement", value: flat(row.required), unit: row.unit, why: whyKey("required", first, year) }, { text: "Sum of targets", value: flat(row.nations.reduce((sum, it) => sum + it.target, 0)), unit: row.unit, part: "asked" }], parameters: targetParameters.map((it) => it.id), facts: [], limits: [] };
    }
    case "adopted":
      return explainAdopted(results, { nation: first, system: second, year: Number(third) });
    case "trend": {
      const [from = 0, to = 0] = [alliance.years[0], alliance.years.at(-1)];
      const trend = assessment.trend(first);
      const step = (at: number) => ({ text: `Coverage in ${at}`, ...(assessment.standing(first, at).coverage !== undefined && { value: assessment.standing(first, at).coverage! }), unit: "share", why: whyKey("coverage", first, at) });
      return { question: "How fast does coverage change by what is ordered?", ...(trend !== undefined && { value: flat(trend) }), unit: "share a year", method: "C14", sentence: "Change of coverage from the first to the last year, by contracted deliveries and by changes of the requirement, per year.", steps: [step(from), step(to)], parameters: [], facts: [], limits: ["Retirement is not reported and not assumed."] };
    }
    case "economy": {
      if (!alliance.nationIndex.has(first)) return undefined;
      const row = (alliance.economyOf.get(first) ?? []).filter((it) => it.measure === second && it.year <= alliance.settings.firstYear).sort((a, b) => b.year - a.year)[0];
      const measure = MEASURES[second] ?? second;
      return { question: `${nationName(alliance, first)}: what is its ${measure}?`, ...(row !== undefined && { value: row.value }), unit: row?.unit ?? "", method: "data", sentence: row === undefined ? "Nobody has stated it for a year up to the first of the plan, so it is unknown." : `The latest figure stated, for ${row.year}${row.edition === undefined ? "" : `, edition ${row.edition}`}.`, steps: [], parameters: [], facts: row === undefined ? [] : [`economy:${row.id}`], limits: [] };
    }
    case "budget": {
      const row = (alliance.budgetsOf.get(first) ?? []).find((it) => it.path === results.path && it.year === year);
      return { question: `What money has ${nationName(alliance, first)} for the plan in ${year}?`, ...(row !== undefined && { value: row.amount }), unit: row?.unit ?? `M ${alliance.settings.currency}`, method: "data", sentence: row === undefined ? `Nobody has stated it on the path ${results.path}, so it is unknown.` : `Path ${row.path}.`, steps: row?.definition === undefined ? [] : [{ text: "As its record says", quoted: row.definition }], parameters: [], facts: row === undefined ? [] : [`budget:${row.id}`], limits: [] };
    }
    case "money":
      return explainMoney(results, { path: first, ...(second !== "all" && { year }), ...(third !== undefined && { nation: third }) });
    case "parameter":
      return explainParameter(results, first);
    case "record":
      return explainRecord(results, { kind: first, id: second, ...(third !== undefined && { field: third }) });
    case "count":
      return explainCount(results, parts);
    case "cost-share":
      return explainCostShare(results, first, year);
    case "moves":
      return explainMoves(results, first, second);
    case "fairness":
      return explainMeasure(results, first, year);
    case "data":
      return explainData(results, first);
    default:
      return comparison === undefined ? undefined : explainPlanFigure(results, comparison, kind, parts);
  }
}

/** What an ally has ready of its targets, or of how many of them it is known. */
function explainTargetsMet(results: Results, nation: string, year: number, isKnown: boolean): Explanation | undefined {
  const review = reviewsOf(results, year).find((it) => it.nation === nation);
  if (review === undefined) return undefined;
  const { mean, known, all } = review.ready;
  const value = isKnown ? (all > 0 ? known / all : undefined) : mean;
  const name = nationName(results.alliance, nation);
  return {
    question: isKnown ? `${name}: of how many targets for ${year} is it known what it has ready?` : `What does ${name} have ready of its targets for ${year}, without the plan?`,
    ...(value !== undefined && { value: flat(value) }),
    unit: "share",
    method: "C10",
    sentence: isKnown ? `Of ${known} of its ${all} targets.` : `${meanSaid(review.ready)} What counts is what is held, and on order by then.`,
    steps: review.targets.flatMap((it) => {
      const ready = it.reach.ordered ?? it.reach.today;
      return ready === undefined ? [] : [{ text: leafName(results.alliance, it.leaf), value: flat(ready / Math.max(it.stands + it.declined, 1e-9)), unit: "share", why: whyKey("met", it.leaf, year, nation) }];
    }).sort((a, b) => a.value.base - b.value.base),
    parameters: targetParameters.map((it) => it.id),
    facts: [],
    limits: ["Targets are a proposal by stated rules, not what anyone has agreed."],
  };
}

const flat = (value: number): { low: number; base: number; high: number } => ({ low: value, base: value, high: value });

function explainParameter({ alliance }: Results, id: string): Explanation | undefined {
  const it = everyParameter.find((candidate) => candidate.id === id);
  if (it === undefined) return undefined;
  const own = alliance.facts.parameter.find((row) => row.parameter === id);
  return {
    question: titleOf(it.meaning),
    value: alliance.valueOf(it),
    unit: it.unit,
    method: "parameters",
    sentence: it.meaning,
    steps: [
      { text: `Its name in parameters.csv: ${id}` },
      { text: "Default", value: it.value, unit: it.unit, part: "default" },
      { text: own === undefined ? "The data set states no value of its own: the default holds." : "The data set states a value of its own, which holds instead." },
      isCitation(it.source) ? { text: "Source of the default", quoted: it.source } : { text: `Source of the default: ${it.source}` },
    ],
    parameters: [],
    facts: own === undefined ? [] : [`parameter:${own.id}`],
    limits: ["A judgement, open to another: a data set replaces it by a row of parameters.csv."],
  };
}

function explainData(results: Results, measure: string): Explanation | undefined {
  const counts = evidenceCounts(results);
  const none = { method: "data", parameters: [], facts: [], limits: [] };
  if (measure === "unknown") {
    const cells = unknownCells(results);
    const year = pageYear(results);
    const ready = reviewsOf(results, year).map((it) => it.ready);
    const targets = ready.reduce((sum, it) => sum + it.all, 0);
    return { ...none, question: "How much is unknown?", value: flat(cells.all > 0 ? cells.unknown / cells.all : 0), unit: "share", sentence: "Pairs ally × required capability of which nobody has stated what is held, whether or not the ally is asked for it. They are shown as unknown. A capability of which too little is known is not planned; in one that is, such an ally counts with what the plan adds alone.", steps: [{ text: "Unknown pairs", value: flat(cells.unknown), unit: "pairs" }, { text: "All pairs", value: flat(cells.all), unit: "pairs" }, { text: `Of the targets for ${year} alone, which the table of coverage counts: unknown`, value: flat(targets - ready.reduce((sum, it) => sum + it.known, 0)), unit: "targets" }, { text: `All targets for ${year}`, value: flat(targets), unit: "targets" }] };
  }
  if (measure !== "sourced" && measure !== "estimated" && measure !== "assumed") return undefined;
  const words = { sourced: "observed, official or press", estimated: "estimate or derived by a stated rule", assumed: "our assumption" };
  return { ...none, question: `What share of the figures is ${measure}?`, value: flat(counts.all > 0 ? counts[measure] / counts.all : 0), unit: "share", sentence: `Figures in force whose evidence is ${words[measure]}.`, steps: [{ text: "Figures", value: flat(counts[measure]), unit: "figures" }, { text: "All figures in force", value: flat(counts.all), unit: "figures" }, ...counts.byKind.map((it) => ({ text: `${it.kind}: rows, of them ${it.sourced} sourced and ${it.assumed} assumed`, value: flat(it.count), unit: "rows" }))] };
}

/** An explanation as it is shown, with records and assumptions. */
export function whyOf(results: Results, key: string, it: Explanation): WhyView {
  const { alliance } = results;
  const facts = [...new Set(it.facts)];
  const figure = (of: string, unit: string, { value, isProof }: { readonly value?: Explanation["value"]; readonly isProof?: boolean }): Shown => {
    const bound = value === undefined ? undefined : boundOf(results, of);
    return shown(results, of, unit, value, { ...(bound !== undefined && { caution: bound }), ...(isProof === true && { isProof }) });
  };
  const rivalsOf = new Map(alliance.rivals.map((rivals) => [`${rivals.kind}:${rivals.chosen.id}`, rivals]));
  return {
    key,
    question: it.question,
    shown: figure(key, it.unit, it),
    sentence: it.sentence,
    steps: it.steps.map((step) => ({ text: step.text, ...(step.part !== undefined && { part: step.part }), ...(step.quoted !== undefined && { quoted: step.quoted }), ...((step.value !== undefined || step.unit !== undefined) && { shown: { ...figure(step.why ?? "", step.unit ?? "", step), ...(step.digits !== undefined && { digits: step.digits }) } }) })),
    method: { id: it.method, ...(METHODS[it.method] ?? { title: it.method, doc: "docs/methods" }) },
    assumptions: it.parameters.flatMap((id) => {
      const parameter = allParameters.find((candidate) => candidate.id === id);
      if (parameter === undefined) return [];
      const value = alliance.valueOf(parameter);
      return [{ id, meaning: parameter.meaning, value: value.low === value.high ? statedText(value.base) : `${statedText(value.base)} (${statedText(value.low)} to ${statedText(value.high)})`, unit: parameter.unit, source: parameter.source }];
    }),
    limits: it.limits,
    records: facts.slice(0, RECORDS_MOST).flatMap((fact) => recordOf(results, fact, rivalsOf.get(fact)?.others ?? [])),
    moreRecords: Math.max(facts.length - RECORDS_MOST, 0),
  };
}

function recordOf(results: Results, fact: string, rivals: readonly object[]): WhyView["records"] {
  const { alliance } = results;
  const [kind, id] = [fact.slice(0, fact.indexOf(":")), fact.slice(fact.indexOf(":") + 1)];
  if (!Object.hasOwn(KINDS, kind)) return [];
  const rows: readonly ({ readonly id: string } & object)[] = alliance.facts[kind as KindName];
  const row = rows.find((it) => it.id === id);
  if (row === undefined || !("source" in row) || !("evidence" in row)) return [];
  const source = alliance.sourceById.get(String(row.source));
  const address = source === undefined ? undefined : documentAddress(source);
  return [
    {
      kind,
      id,
      text: textOf(kind as KindName, row),
      evidence: String(row.evidence),
      confidence: "confidence" in row ? String(row.confidence) : "",
      asOf: "asOf" in row ? String(row.asOf) : "",
      source: { id: String(row.source), title: source === undefined ? String(row.source) : documentName(source), ...(source?.location !== undefined && { location: source.location }), ...(address !== undefined && { address }), licence: source === undefined ? "" : `${source.licence} (class ${source.licenceClass})` },
      rivals: rivals.map((it) => textOf(kind as KindName, it)),
    },
  ];
}

const QUIET: ReadonlySet<string> = new Set(["id", "source", "asOf", "evidence", "confidence", "label"]);

/** A fact in a line: its own fields with the digits that are stated, without what stands beside it anyway. */
function textOf(kind: KindName, row: object): string {
  const fields = KINDS[kind].fields;
  return Object.entries(row)
    .filter(([name]) => name in fields && !QUIET.has(name))
    .map(([name, value]) => `${columnOf(name)} ${typeof value === "object" && value !== null ? ("base" in value ? (value.low === value.high ? tickText(value.base) : `${tickText(value.base)} (${tickText(value.low)} to ${tickText(value.high)})`) : [...(value as readonly string[])].join(" ")) : String(value)}`)
    .join(" · ");
}
