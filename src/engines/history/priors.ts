import { type Parameter, parameter, type Range } from "#quantities";
import { betaQuantile, normalQuantile, upperGamma } from "#stats";
import { FEW_CLUSTERS } from "./few-clusters.ts";
import type { Question } from "./questions.ts";
import { FORMED } from "./study/durability.ts";
import { YEARS } from "./study/eras.ts";
import type { Finding } from "./study/finding.ts";

/** Ends of an 80 % range. */
const [LOW, HIGH] = [0.1, 0.9];

/** What a plan may take from history: a wide range with the question it rests on, and what somebody might conclude from it. */
export interface Prior {
  readonly parameter: Parameter;
  /** How the 80 % range was made. */
  readonly shape: string;
  readonly question: Question["id"];
  /** A conclusion that a plan would draw. */
  readonly conclusion: string;
  readonly holds: (value: number) => boolean;
  /** The same on an absolute scale, where the record has a base rate: of what, and beside which rate of the question's. Unit: per dyad-year. */
  readonly absolute?: { readonly what: string; readonly beside: string; readonly base: (found: Finding) => number | undefined };
  /** The same range, as wide, about what its question found. Absent: the study has no figure of the same quantity. */
  readonly aboutFound?: (found: Finding) => Range | undefined;
}

/** Standard deviation of the logarithm of the ratio of war-level attack, and shape of hazards. */
const WAR_DEVIATION = 0.5;
const HAZARD_SHAPE = 2;

const spread = "spread of the specifications of the study, widened for selection";

/** What planners may take from the record, wide and never as points. Nothing here is of cyber operations, drones or AI: history has no outcome of them. */
export const PRIORS: readonly Prior[] = [
  {
    parameter: parameter({ id: "history.pact-war-log-ratio", unit: "logarithm of a risk ratio", value: normal(-0.85, WAR_DEVIATION), meaning: "Risk of a war-level attack where a defence pact applies, against none. Larger: more risk.", source: `study Q1; ${spread}` }),
    shape: "normal, mean −0.85, standard deviation 0.50",
    question: "Q1",
    conclusion: "War-level attacks are fewer where a defence pact applies.",
    holds: (value) => value < 0,
    absolute: { what: "attacks", beside: "without a pact", base: ({ primary }) => primary?.effects[0]?.p0 },
    aboutFound: ({ primary }) => (primary?.effects[0] === undefined ? undefined : normal(Math.log(primary.effects[0].ratio), WAR_DEVIATION)),
  },
  {
    parameter: parameter({ id: "history.pact-dispute-log-ratio", unit: "logarithm of a risk ratio", value: normal(0, 0.25), meaning: "Risk of a dispute of any kind where a defence pact applies, against none. Larger: more risk.", source: "study Q2; pooled and era estimates lie on both sides of nought" }),
    shape: "normal, mean 0, standard deviation 0.25",
    question: "Q2",
    conclusion: "Disputes of any kind are fewer where a defence pact applies.",
    holds: (value) => value < 0,
    absolute: { what: "disputes", beside: `without a pact in ${YEARS.E5}`, base: ({ beside }) => beside.find((it) => it.name === YEARS.E5)?.fit.effects[0]?.p0 },
  },
  {
    parameter: parameter({ id: "history.nuclear-patron-log-ratio", unit: "logarithm of a risk ratio", value: normal(0, 0.5), meaning: "What a patron's nuclear weapons change beyond its pact. Larger: more risk. Set to 0 to leave it out.", source: "study Q3; not told apart in the record" }),
    shape: "normal, mean 0, standard deviation 0.50",
    question: "Q3",
    conclusion: "Disputes are fewer with a nuclear patron than with another.",
    holds: (value) => value < 0,
    absolute: { what: "disputes", beside: "with a conventional patron", base: ({ primary }) => primary?.effects.find((it) => it.column === "tconv")?.p1 },
  },
  {
    parameter: parameter({ id: "history.commitment-honoured", unit: "share", value: ranged((p) => betaQuantile(p, 2, 3), 0.4), meaning: "Chance that a defence commitment is honoured when it is invoked. Larger: more reliable.", source: "study Q4; the shares before and after 1944 are both selected, and this is never taken narrower" }),
    shape: "Beta(2, 3), mean 0.40",
    question: "Q4",
    conclusion: "A commitment is more often honoured than not.",
    holds: (value) => value > 0.5,
  },
  {
    parameter: parameter({ id: "history.pact-ending-hazard", unit: "share of pacts a year", value: hazard(0.04), meaning: "Yearly hazard that a pact of the years 1946–90 ends. Larger: shorter.", source: "study Q5; survival at 10 and 20 years" }),
    shape: "gamma, shape 2, mean 0.04",
    question: "Q5",
    conclusion: "A pact of the years 1946–90 more likely than not outlasts twenty years.",
    holds: (value) => Math.exp(-20 * value) > 0.5,
    aboutFound: hazardOver(FORMED[2], 20),
  },
  {
    parameter: parameter({ id: "history.new-pact-ending-hazard", unit: "share of pacts a year", value: hazard(0.02), meaning: "Yearly hazard, in its first ten years, that a pact formed after 1990 ends. Larger: shorter.", source: "study Q5; no violation was seen after 1990, which is not evidence that there is no risk" }),
    shape: "gamma, shape 2, mean 0.02",
    question: "Q5",
    conclusion: "A pact formed after 1990 more likely than not outlasts its first ten years.",
    holds: (value) => Math.exp(-10 * value) > 0.5,
    aboutFound: hazardOver(FORMED[3], 10),
  },
];

export const historyParameters: readonly Parameter[] = [...PRIORS.map((it) => it.parameter), FEW_CLUSTERS];

/** What is said of a conclusion that flips. */
export const UNDECIDED = "history does not decide this";
/** Source of a range that is not the record's. */
export const BY_READER = "set by the reader";
const POINT_BY_READER = "one value, set by the reader: history gives ranges alone";

export type PriorVerdict = "holds" | "does not hold" | typeof UNDECIDED;

/**
 * Whether a conclusion holds at both ends of a range and in between. One that flips is not decided by history: the tests here are
 * of one direction, so that the ends and the base say it.
 * @example verdictOver({ low: -1, base: -0.5, high: 0.2 }, (value) => value < 0) // → "history does not decide this"
 */
export function verdictOver({ low, base, high }: Range, holds: (value: number) => boolean): PriorVerdict {
  const found = [low, base, high].map(holds);
  return found.every((it) => it) ? "holds" : found.some((it) => it) ? UNDECIDED : "does not hold";
}

/** What a conclusion comes to, with the range about what its question found where that leaves it open. */
export interface Decision {
  readonly verdict: PriorVerdict;
  /** By the range alone, without what the question found. */
  readonly alone: PriorVerdict;
  /** The range about the question's own figure, in which a conclusion flips that the prior would decide. */
  readonly open?: Range;
}

/**
 * A conclusion is decided where it holds, or does not, over the prior and over a range as wide about what its question found: where a
 * prior is centred is a judgement over many specifications, and the declared one is among them. A reader's own range is judged by itself,
 * since it says what the reader holds, and what the question found stands beside it.
 * @example decisionOn(PRIORS[0], study.findings).verdict // → "history does not decide this"
 */
export function decisionOn({ parameter, question, holds, aboutFound }: Prior, findings: readonly Finding[]): Decision {
  const alone = verdictOver(parameter.value, holds);
  const found = findings.find((it) => it.id === question);
  const about = found === undefined ? undefined : aboutFound?.(found);
  const own = about === undefined || parameter.source !== BY_READER ? about : asWide(parameter, about.base);
  if (own === undefined || alone === UNDECIDED || verdictOver(own, holds) !== UNDECIDED) return { verdict: alone, alone };
  return { verdict: parameter.source === BY_READER ? alone : UNDECIDED, alone, open: own };
}

/** A range as wide as that of a parameter, about another value, as far as its unit goes. */
function asWide({ unit, value: { low, base, high } }: Parameter, about: number): Range {
  const [least, most] = endsOf(unit);
  return { low: Math.max(least, about - (base - low)), base: about, high: Math.min(most, about + (high - base)) };
}

/** Values that a prior may take by its unit. */
const endsOf = (unit: string): readonly [least: number, most: number] => (unit === "share" ? [0, 1] : unit === "share of pacts a year" ? [0, Number.POSITIVE_INFINITY] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);

/**
 * Why a prior cannot have a range. Absent: it can.
 * @example rangeFault("history.commitment-honoured", { low: 0.5, base: 0.8, high: 1.4 }) // → "history.commitment-honoured is a share, from 0 to 1."
 */
export function rangeFault(id: string, { low, high }: Range): string | undefined {
  const unit = PRIORS.find((it) => it.parameter.id === id)?.parameter.unit ?? "";
  const [least, most] = endsOf(unit);
  if (low >= least && high <= most) return undefined;
  return `${id} is a ${unit}, ${Number.isFinite(most) ? `from ${least} to ${most}` : `${least} or more`}.`;
}

/** Priors with ranges of a reader's own in place of the record's. @throws RangeError for a prior that is not there, naming those that are, or for a range beyond its unit. */
export function withRanges(ranges: ReadonlyMap<string, Range>): readonly Prior[] {
  for (const id of ranges.keys()) if (!PRIORS.some((it) => it.parameter.id === id)) throw new RangeError(`there is no prior ${id}; they are ${PRIORS.map((it) => it.parameter.id).join(", ")}`);
  for (const [id, range] of ranges) {
    const fault = rangeFault(id, range);
    if (fault !== undefined) throw new RangeError(fault);
  }
  return PRIORS.map((it) => {
    const value = ranges.get(it.parameter.id);
    return value === undefined ? it : { ...it, parameter: { ...it.parameter, value, source: BY_READER }, shape: value.low === value.high ? POINT_BY_READER : BY_READER };
  });
}

/** Range about the mean yearly hazard over some years, from the share of a curve that is left after them. */
function hazardOver(formed: string, years: number): (found: Finding) => Range | undefined {
  return ({ estimates }) => {
    const left = estimates.find((it) => it.name === `${formed}, still in force after ${years} years`);
    return left === undefined ? undefined : hazard(-Math.log(left.value) / years);
  };
}

function normal(mean: number, deviation: number): Range {
  return ranged((p) => mean + deviation * normalQuantile(p), mean);
}

function hazard(mean: number): Range {
  return ranged((p) => gammaQuantile(p, HAZARD_SHAPE, mean), mean);
}

function ranged(quantileAt: (p: number) => number, base: number): Range {
  return { low: quantileAt(LOW), base, high: quantileAt(HIGH) };
}

/** Quantile of a gamma distribution by halving. @example gammaQuantile(0.1, 2, 2) // → 0.5318 */
export function gammaQuantile(p: number, shape: number, mean: number): number {
  let [low, high] = [0, 1];
  while (upperGamma(shape, high) > 1 - p) high *= 2;
  for (let round = 0; round < 100; round++) {
    const middle = (low + high) / 2;
    if (upperGamma(shape, middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low * mean) / shape;
}
