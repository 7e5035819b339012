import { FEW_CLUSTERS } from "./few-clusters.ts";

/** A model somebody wants fitted, as a JSON file says it. */
export interface Spec {
  /** Table: see `DATA_NAMES`. */
  readonly data: DataName;
  readonly estimator: Estimator;
  /** Yes-or-no outcome, as an expression. Not for spells. */
  readonly outcome?: string;
  /** Length of a spell, as an expression. */
  readonly time?: string;
  /** Whether the spell ended, as an expression. */
  readonly event?: string;
  /** By which cause it ended: 0 still going on, then 1, 2, …, as an expression. */
  readonly cause?: string;
  readonly terms: readonly Term[];
  /** Rows to keep, as an expression. What is unknown is left out. */
  readonly filter?: string;
  /** Rows in which a dispute can begin, or an obligation be honoured, at all. Absent: as the outcome has it. */
  readonly universe: Universe;
  /** Matched sets of the conditional logit, or strata of Cox's model, as an expression. */
  readonly strata?: string;
  /** Groups of survival curves, as an expression. */
  readonly groups?: string;
  readonly ties: "efron" | "breslow";
  readonly errors: readonly ErrorType[];
  /** Correction for few events: Firth's penalty, or the bias of King and Zeng taken off. */
  readonly rareEvents: "none" | "firth" | "king-zeng";
  /** Average effects to work out. */
  readonly effects: readonly Effect[];
  /** Sets of terms tested to be nought together. */
  readonly tests: readonly (readonly string[])[];
  /** Sets of terms whose coefficients are added, for example an era's own effect: `[["tdef", "tdef:E2"]]`. */
  readonly sums: readonly (readonly string[])[];
  readonly intercept: boolean;
  /** Clusters that carry a term, below which a note stands beside it. */
  readonly fewClusters: number;
}

export const DATA_NAMES = ["panel", "bremer", "alliances", "reliability", "fulfilment", "wars"] as const;
export type DataName = (typeof DATA_NAMES)[number];
export const ESTIMATORS = ["logit", "probit", "firth", "conditional-logit", "cox", "weibull", "kaplan-meier", "competing-risks"] as const;
export type Estimator = (typeof ESTIMATORS)[number];
/** `applied`: opportunities in which an obligation applied. */
export type Universe = "mid5" | "gml" | "applied" | "none";
/** `model`, `dyad`, `dyadic`, or `cluster:` and an expression. */
export type ErrorType = string;

export interface Term {
  /** Name in the result. */
  readonly name: string;
  /** Factors of a product, each an expression. */
  readonly factors: readonly string[];
  /** One column for each level but the first, of the one factor. */
  readonly isFactor: boolean;
  /** Level left out of a factor. Absent: the lowest. */
  readonly base?: number;
  /** The power that it is of a polynomial. */
  readonly power?: { readonly of: string; readonly exponent: number };
}

export interface Effect {
  readonly column: string;
  readonly from: number;
  readonly to: number;
}

/** Something wrong with a specification: where, what, and what to write instead. */
export interface SpecProblem {
  readonly code: string;
  readonly place: string;
  readonly message: string;
  readonly mend: string;
}

/** Longest place, and longest word of a message, that is shown whole. Unit: characters. */
const SHOWN_MOST = 80;

/** A problem of which nothing that a reader wrote at length is said again at length. @example cutShort({ ...problem, place: "x".repeat(5000) }).place.length // → 81 */
export function cutShort(problem: SpecProblem): SpecProblem {
  const cut = (text: string): string => (text.length > SHOWN_MOST ? `${text.slice(0, SHOWN_MOST)}…` : text);
  return { ...problem, place: cut(problem.place), message: problem.message.replace(/\S+/g, cut), mend: problem.mend.replace(/\S+/g, cut) };
}

const KEYS = ["name", "note", "data", "estimator", "outcome", "time", "event", "cause", "terms", "filter", "universe", "strata", "groups", "ties", "errors", "rareEvents", "firth", "effects", "tests", "sums", "intercept", "fewClusters"] as const;
const SPELLS: readonly Estimator[] = ["cox", "weibull", "kaplan-meier", "competing-risks"];
const BINARY: readonly Estimator[] = ["logit", "probit", "firth", "conditional-logit"];

/** Estimators of how long something lasts. */
export const isOfSpells = (it: Estimator): boolean => SPELLS.includes(it);

/**
 * Reads a specification strictly: what is not understood is refused, with the place.
 * @example readSpec({ data: "panel", estimator: "logit", outcome: "i5", terms: ["tdef", "tdef:post45", { polynomial: "t5", degree: 3 }] })
 */
export function readSpec(value: unknown): { readonly ok: true; readonly spec: Spec } | { readonly ok: false; readonly problems: readonly SpecProblem[] } {
  const problems: SpecProblem[] = [];
  const wrong = (place: string, message: string, mend: string, code = "wrong-specification"): void => void problems.push({ code, place, message, mend });
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    wrong("", "The specification is no object.", 'Write {"data": "panel", "estimator": "logit", "outcome": "i5", "terms": ["tdef"]}.');
    return { ok: false, problems: problems.map(cutShort) };
  }
  const given = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) if (!(KEYS as readonly string[]).includes(key)) wrong(key, `"${key}" is no part of a specification.`, `Use: ${KEYS.join(", ")}.`);
  const text = (key: string): string | undefined => {
    const it = given[key];
    if (it === undefined) return undefined;
    if (typeof it === "string" && it.trim() !== "") return it;
    wrong(key, `"${key}" is no expression.`, `Write ${key} as a text.`);
    return undefined;
  };
  const oneOf = <T extends string>(key: string, of: readonly T[], otherwise?: T): T | undefined => {
    const it = given[key] ?? otherwise;
    const found = of.find((one) => one === it);
    if (found === undefined) wrong(key, it === undefined ? `"${key}" is missing.` : `"${String(it)}" is no ${key}.`, `Use one of: ${of.join(", ")}.`);
    return found;
  };
  const data = oneOf("data", DATA_NAMES, "panel");
  const estimator = oneOf("estimator", ESTIMATORS);
  const isSpell = estimator !== undefined && SPELLS.includes(estimator);
  const outcome = text("outcome");
  const [time, event, cause] = ["time", "event", "cause"].map(text);
  const hasTerms = estimator !== "kaplan-meier" && estimator !== "competing-risks";
  const terms = termsOf(given["terms"], hasTerms, wrong);
  if (estimator !== undefined && BINARY.includes(estimator) && outcome === undefined) wrong("outcome", "There is no outcome.", 'Name what happened or not, for example "outcome": "i5".');
  if (isSpell && (time === undefined || (estimator === "competing-risks" ? cause : event) === undefined)) wrong("time", "A spell needs its length and whether it ended.", estimator === "competing-risks" ? 'For example "time": "years", "cause": "cause".' : 'For example "time": "years", "event": "ended".');
  if (isSpell && outcome !== undefined) wrong("outcome", "Spells have no outcome.", "Give time and event instead.");
  if (estimator === "conditional-logit" && given["strata"] === undefined) wrong("strata", "The conditional logit compares within matched sets, and none are given.", 'For example "strata": "pair".');
  const sourceOf = outcome === undefined ? "none" : /\b(ig|hg|wg|fg|ong)\b/.test(outcome) ? "gml" : "mid5";
  // Where nothing applied nothing could be honoured: a filter that names `applies` decides by itself.
  const isOfHonour = data === "reliability" && /\b(honoured|violated)\b/.test(outcome ?? "") && !/\bapplies\b/.test(String(given["filter"] ?? ""));
  const universe = oneOf<Universe>("universe", ["mid5", "gml", "applied", "none"], isOfHonour ? "applied" : data === "panel" && !isSpell ? sourceOf : "none");
  const isFirth = estimator === "firth" || given["firth"] === true || given["rareEvents"] === "firth";
  if (given["firth"] !== undefined && typeof given["firth"] !== "boolean") wrong("firth", `"firth" is ${JSON.stringify(given["firth"])}.`, "Write true or false.");
  const rare = isFirth ? "firth" : oneOf("rareEvents", ["none", "firth", "king-zeng"] as const, "none");
  if (isFirth && given["rareEvents"] !== undefined && given["rareEvents"] !== "firth") wrong("rareEvents", `Firth's penalty and "rareEvents": ${JSON.stringify(given["rareEvents"])} are two ways with rare events; only one can be taken.`, "Leave one of the two out.");
  if (rare !== undefined && rare !== "none" && estimator !== "logit" && estimator !== "firth") wrong("rareEvents", "The corrections for rare events are for the logit.", 'Use "estimator": "logit".');
  const intercept = given["intercept"] ?? true;
  if (typeof intercept !== "boolean") wrong("intercept", `"intercept" is ${JSON.stringify(intercept)}.`, "Write true or false.");
  const few = given["fewClusters"] ?? FEW_CLUSTERS.value.base;
  if (typeof few !== "number" || !Number.isInteger(few) || few < 0) wrong("fewClusters", `"fewClusters" is ${JSON.stringify(few)}.`, `Write a whole number, 0 or more; without it, ${FEW_CLUSTERS.value.base}.`);
  const errors = errorsOf(given["errors"], { data, estimator }, wrong);
  const effects = effectsOf(given["effects"], wrong);
  const tests = given["tests"] ?? [];
  if (!isListOfTerms(tests)) wrong("tests", "The joint tests are no list of lists of terms.", 'For example "tests": [["tdef:E2", "tdef:E3"]].');
  const sums = given["sums"] ?? [];
  if (!isListOfTerms(sums)) wrong("sums", "The sums are no list of lists of terms.", 'For example "sums": [["tdef", "tdef:E2"]].');
  if (given["effects"] !== undefined && estimator !== undefined && !["logit", "probit", "firth"].includes(estimator)) wrong("effects", `Average effects are of shares, and ${estimator} gives none.`, "Leave effects out, or use logit or probit.");
  // What an estimator would pass over in silence is refused.
  const uses = (key: string, by: readonly Estimator[], mend: string): void => {
    if (given[key] !== undefined && estimator !== undefined && !by.includes(estimator)) wrong(key, `${estimator} does not use "${key}".`, mend);
  };
  uses("time", SPELLS, "Leave it out, or use an estimator of spells: cox, weibull, kaplan-meier, competing-risks.");
  uses("event", ["cox", "weibull", "kaplan-meier"], "Leave it out, or use cox, weibull or kaplan-meier.");
  uses("cause", ["competing-risks"], 'Leave it out, or use "estimator": "competing-risks".');
  uses("strata", ["conditional-logit", "cox"], "Leave it out, or use conditional-logit or cox.");
  uses("groups", ["kaplan-meier"], 'Leave it out, or use "estimator": "kaplan-meier".');
  uses("fewClusters", ["logit", "probit", "firth", "conditional-logit", "cox", "weibull"], "Leave it out, or use an estimator with terms.");
  uses("ties", ["cox"], 'Leave it out, or use "estimator": "cox".');
  uses("terms", ["logit", "probit", "firth", "conditional-logit", "cox", "weibull"], "Leave the terms out; kaplan-meier compares groups: \"groups\": \"e2\".");
  uses("tests", ["logit", "probit", "firth", "conditional-logit", "cox", "weibull"], "Leave the tests out, or use an estimator with terms.");
  uses("sums", ["logit", "probit", "firth", "conditional-logit"], "Leave the sums out, or use logit or probit.");
  const ties = oneOf("ties", ["efron", "breslow"] as const, "efron");
  const [filter, strata, groups] = ["filter", "strata", "groups"].map(text);
  if (problems.length > 0 || data === undefined || estimator === undefined || universe === undefined || rare === undefined || ties === undefined) return { ok: false, problems: problems.map(cutShort) };
  return {
    ok: true,
    spec: {
      data, estimator, terms, universe, ties, errors, effects, rareEvents: rare, intercept: intercept as boolean, fewClusters: few as number, tests: tests as readonly (readonly string[])[], sums: sums as readonly (readonly string[])[],
      ...(outcome !== undefined && { outcome }), ...(time !== undefined && { time }), ...(event !== undefined && { event }), ...(cause !== undefined && { cause }),
      ...(filter !== undefined && { filter }), ...(strata !== undefined && { strata }), ...(groups !== undefined && { groups }),
    },
  };
}

const isListOfTerms = (value: unknown): boolean => Array.isArray(value) && value.every((it) => Array.isArray(it) && it.length > 0 && it.every((one) => typeof one === "string"));

/** Terms of one model. */
const TERMS_MOST = 200;

type Wrong = (place: string, message: string, mend: string) => void;

function termsOf(value: unknown, isNeeded: boolean, wrong: Wrong): readonly Term[] {
  if (value === undefined && !isNeeded) return [];
  if (!Array.isArray(value) || (isNeeded && value.length === 0)) {
    wrong("terms", "There are no terms.", 'For example "terms": ["tdef", "lndist"].');
    return [];
  }
  const terms = value.flatMap((it: unknown, index): readonly Term[] => {
    const place = `terms[${index}]`;
    if (typeof it === "string" && it.trim() !== "") return [{ name: it.replaceAll(/\s+/g, ""), factors: parted(it), isFactor: false }];
    if (typeof it === "object" && it !== null && !Array.isArray(it)) {
      const { name, expression, factor, base, polynomial, degree, ...rest } = it as Readonly<Record<string, unknown>>;
      const strange = Object.keys(rest)[0];
      if (strange === undefined) {
        if (typeof expression === "string") return [{ name: typeof name === "string" ? name : expression, factors: parted(expression), isFactor: false }];
        if (typeof factor === "string" && (base === undefined || typeof base === "number")) return [{ name: typeof name === "string" ? name : factor, factors: [factor], isFactor: true, ...(typeof base === "number" && { base }) }];
        if (typeof polynomial === "string" && typeof degree === "number" && Number.isInteger(degree) && degree >= 1 && degree <= 9) {
          return Array.from({ length: degree }, (_, power) => ({ name: power === 0 ? polynomial : `${polynomial}_${power + 1}`, factors: [power === 0 ? polynomial : `(${polynomial})^${power + 1}`], isFactor: false, ...(degree > 1 && { power: { of: polynomial, exponent: power + 1 } }) }));
        }
      }
    }
    if (typeof it === "object" && it !== null && "polynomial" in it && "degree" in it && typeof it.degree === "number") wrong(place, `A polynomial of degree ${it.degree} is not fitted.`, "Write a whole number from 1 to 9.");
    else wrong(place, `${JSON.stringify(it)} is no term.`, 'Write an expression ("lndist", "tdef:post45", "log1p(t5)"), {"name": …, "expression": …}, {"factor": …, "base": …} or {"polynomial": …, "degree": 3}.');
    return [];
  });
  for (const [index, it] of terms.entries()) if (it.factors.some((factor) => factor === "")) wrong(`terms[${index}]`, `A side of the interaction ${it.name} is empty.`, 'Write an expression on both sides of the colon, for example "tdef:post45".');
  if (terms.length > TERMS_MOST) wrong("terms", `There are ${terms.length} terms.`, `Give at most ${TERMS_MOST}.`);
  if (terms.some((it) => it.name === "(Intercept)")) wrong("terms", "A term is named (Intercept), which the model's own constant is.", "Give it another name.");
  const twice = terms.find((it, index) => terms.findIndex((one) => one.name === it.name) !== index);
  if (twice !== undefined) wrong("terms", `The term ${twice.name} stands twice.`, "Leave one out, or give them names.");
  return terms;
}

/** Parts of an interaction: text between colons that stand outside brackets. */
function parted(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const it of text) {
    if (it === "(") depth += 1;
    if (it === ")") depth -= 1;
    if (it === ":" && depth === 0) parts.push("");
    else parts[parts.length - 1] += it;
  }
  return parts.map((it) => it.trim());
}

function errorsOf(value: unknown, { data, estimator }: { readonly data: DataName | undefined; readonly estimator: Estimator | undefined }, wrong: Wrong): readonly ErrorType[] {
  const isDyads = data === "panel" || data === "bremer";
  const isOfCurves = estimator === "kaplan-meier" || estimator === "competing-risks";
  const otherwise = isOfCurves ? ["model"] : isDyads ? ["model", "dyad", "dyadic"] : data === "reliability" || data === "fulfilment" || data === "wars" ? ["model", data === "reliability" ? "cluster:warid" : "cluster:war"] : ["model"];
  if (isOfCurves && Array.isArray(value) && value.some((it) => it !== "model")) wrong("errors", `${estimator} has the errors of the curve alone.`, 'Leave errors out, or use ["model"].');
  const list = value ?? otherwise;
  if (!Array.isArray(list) || list.length === 0 || !list.every((it) => typeof it === "string" && (["model", "dyad", "dyadic"].includes(it) || /^cluster:./.test(it)))) {
    wrong("errors", `${JSON.stringify(value)} names no kinds of error.`, 'Use a list of "model", "dyad", "dyadic", "cluster:EXPRESSION".');
    return [];
  }
  if (!isDyads && list.some((it) => it === "dyad" || it === "dyadic")) wrong("errors", `The rows of ${data ?? "this table"} are no pairs of states.`, 'Use "model" or "cluster:EXPRESSION".');
  return [...new Set(list as readonly string[])];
}

const EFFECT_KEYS: ReadonlySet<string> = new Set(["term", "column", "from", "to"]);

function effectsOf(value: unknown, wrong: Wrong): readonly Effect[] {
  const list = value ?? [];
  if (Array.isArray(list)) {
    const made = list.map((it: unknown): Effect | undefined => {
      if (typeof it === "string") return { column: it, from: 0, to: 1 };
      if (typeof it !== "object" || it === null || Object.keys(it).some((key) => !EFFECT_KEYS.has(key))) return undefined;
      const { term, column, from = 0, to = 1 } = it as Readonly<Record<string, unknown>>;
      const name = term ?? column;
      return typeof name === "string" && typeof from === "number" && typeof to === "number" && from !== to ? { column: name, from, to } : undefined;
    });
    if (made.every((it) => it !== undefined)) return made;
  }
  wrong("effects", `${JSON.stringify(value)} are no effects.`, 'Write columns, or {"term": "tdef", "from": 0, "to": 1} with two different values.');
  return [];
}
