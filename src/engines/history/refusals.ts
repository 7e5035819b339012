import { namesIn, valuesOf } from "./expression.ts";
import { readSpec, type Spec, type SpecProblem } from "./spec.ts";

const INTELLIGENCE = { what: "artificial intelligence", why: "no outcome data exist for it" } as const;

/** What can be asked instead: a range of one's own, and where the record has it, a series of who used it. */
const USED = "`node bin/concord.mjs study question Q7` shows how many actors in crises used that domain; for a plan, set a range of your own and sweep it.";
const UNSEEN = "The record has no series of its adoption either; for a plan, set a range of your own and sweep it.";

/** What the data end before, or never held, with why no effect of it is printed. */
const UNTOLD: readonly { readonly pattern: RegExp; readonly what: string; readonly why: string; readonly mend?: string }[] = [
  { pattern: /cyber|digital_?(attack|war|weapon)|malware|hack(er|ing)/i, what: "cyber operations", why: "between none and 0.7 % of the actors in crises of any decade used that domain up to 2015, and no outcome of deterrence is coded with it", mend: USED },
  { pattern: /drone|uav|uas\b|unmanned|robot|loitering/i, what: "drones", why: "no outcome of disputes is coded with them, and disputes are coded to 2014 only" },
  { pattern: /(^|[^a-z])(ai|ml)($|[^a-z])|artificial|(machine|deep)_?learning|neural|autonom/i, ...INTELLIGENCE },
  { pattern: /(^|[^A-Za-z])AI(?![A-Z])/, ...INTELLIGENCE },
  { pattern: /info(rmation)?_?(op(s|erations?)?\b|war)/i, what: "information operations", why: "no outcome data exist for them" },
  { pattern: /quantum/i, what: "quantum technology", why: "no outcome data exist for it" },
];

/** Last year of the outcomes of each table. */
export const LAST_OUTCOME: Readonly<Record<Spec["data"], number>> = { panel: 2014, bremer: 2010, alliances: 2018, reliability: 2003, fulfilment: 1944, wars: 2003 };

/** Why a specification asks of what the data never held. Absent: they held it. */
export function silenceOf(spec: Spec): SpecProblem | undefined {
  const texts = [spec.outcome, spec.time, spec.event, spec.cause, spec.filter, spec.strata, spec.groups, ...spec.errors, ...spec.effects.map((it) => it.column), ...spec.tests.flat(), ...spec.sums.flat(), ...spec.terms.flatMap((it) => [it.name, ...it.factors])].filter((it) => it !== undefined);
  for (const { pattern, what, why, mend = UNSEEN } of UNTOLD) {
    // Blanks and hyphens part words as underscores do.
    if (texts.some((it) => pattern.test(it.replaceAll(/[\s-]+/g, "_")))) return { code: "history-is-silent", place: "terms", message: `No effect of ${what} is estimated: ${why}.`, mend };
  }
  return undefined;
}

// Verbs that say more than an association can.
const CAUSAL = /\b(caus(e[sd]?|ing)|lead(s|ing)? to|led to|result(s|ed|ing)? in|because|due to|prevent(s|ed|ing|ion)?|deter(s|red|ring|rents?|rence)?|protects|protecting|impacts?|(?<!fixed |random )effects?|thanks to)\b/i;

/** Why a name that a reader gives a term is not printed beside its number. Absent: it says what the term is. */
export function causalNameOf(spec: Spec): SpecProblem | undefined {
  const named = spec.terms.find((it) => !it.factors.includes(it.name) && CAUSAL.test(it.name.replaceAll(/[_-]+/g, " ")));
  return named === undefined ? undefined : { code: "causal-name", place: `terms, ${named.name}`, message: `The name "${named.name}" says what caused what; a coefficient says what goes together.`, mend: "Name the term by what it is." };
}

/** Columns of the panel that rest on the GML disputes, and the last year that those are coded for: in later years they are nought, not peace. */
const OF_GML = /^(ong|gog|tg|ig|hg|wg|fg)(_l1)?$/;
const LAST_OF_GML = 2010;

/** Last year of which what a specification asks of the data is coded: that of the table, or of a source of a column that ends before. */
export function lastYearOf(spec: Spec): number {
  const asked = [spec.outcome, spec.time, spec.event, spec.cause, spec.filter, spec.strata, spec.groups, ...spec.effects.map((it) => it.column), ...spec.terms.flatMap((it) => it.factors)];
  const isOfGml = spec.data === "panel" && (spec.universe === "gml" || asked.some((it) => it !== undefined && namesIn(it).some((name) => OF_GML.test(name))));
  return isOfGml ? LAST_OF_GML : LAST_OUTCOME[spec.data];
}

/** Why a specification asks for years of which the data say nothing. Absent: they do. */
export function latenessOf(spec: Spec): SpecProblem | undefined {
  const last = lastYearOf(spec);
  const asked: readonly (readonly [place: string, expression: string])[] = [
    ...(spec.filter === undefined ? [] : [["filter", spec.filter] as const]),
    ...spec.terms.flatMap((it) => it.factors.map((one) => [`terms, ${it.name}`, one] as const)),
  ];
  const beyond = spec.effects.find((it) => it.column === "year" && Math.max(it.from, it.to) > last);
  if (beyond !== undefined) return tooLate(spec, "effects", Math.max(beyond.from, beyond.to), last);
  for (const [place, expression] of asked) {
    const from = firstYearAfter(expression, last);
    if (from !== undefined) return tooLate(spec, place, from, last);
  }
  return undefined;
}

const tooLate = (spec: Spec, place: string, from: number, last: number): SpecProblem => ({ code: "after-the-data", place, message: `No effect is estimated for ${from} and later: the outcomes of ${spec.data}${last < LAST_OUTCOME[spec.data] ? " by the GML data" : ""} end in ${last}.`, mend: `Ask for years up to ${last}.` });

/** What of a specification is refused whatever rows there are. Absent: the rows decide. */
export function refusedUnseen(value: unknown): { readonly kind: "refused"; readonly problems: readonly SpecProblem[] } | undefined {
  const read = readSpec(value);
  if (!read.ok) return { kind: "refused", problems: read.problems };
  const problem = silenceOf(read.spec) ?? causalNameOf(read.spec) ?? latenessOf(read.spec);
  return problem === undefined ? undefined : { kind: "refused", problems: [problem] };
}

/** First and last year that a filter is tried on. */
const [TRIED_FROM, TRIED_TO] = [1800, 2100];

/** First year that a filter lets in or a term is not nought in, where that is after the last of the data, whatever else a row holds. */
function firstYearAfter(expression: string, last: number): number | undefined {
  const first = yearsIn(expression, "year")[0];
  return first !== undefined && first > last ? first : undefined;
}

/** Years in which an expression may be other than nought, whatever else a row holds. None: it does not name the year. */
function yearsIn(expression: string, name: string): readonly number[] {
  const names = namesIn(expression);
  if (!names.includes(name)) return [];
  const rowCount = TRIED_TO - TRIED_FROM + 1;
  const unknown = new Float64Array(rowCount).fill(Number.NaN);
  const columns = new Map(names.map((it) => [it, unknown])).set(name, Float64Array.from({ length: rowCount }, (_, it) => TRIED_FROM + it));
  return [...valuesOf(expression, { rowCount, columns })].flatMap((it, index) => (it === 0 ? [] : [TRIED_FROM + index]));
}

/**
 * Last year of the rows, where a filter has a bound of its own beyond it: a reader who asks for years to 2025 is told that rows end in 2014.
 * Absent: it has none, as `year >= 1914`.
 */
export function yearsBeyond(spec: Spec): number | undefined {
  const last = lastYearOf(spec);
  const beyond = spec.filter === undefined ? [] : yearsIn(spec.filter, spec.data === "alliances" ? "begyr" : "year").filter((it) => it > last);
  return beyond.length > 0 && beyond.length < TRIED_TO - last ? last : undefined;
}
