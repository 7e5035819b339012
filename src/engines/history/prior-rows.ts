import { figureText } from "./figure.ts";
import { BY_READER, type Decision, decisionOn, type Prior, type PriorVerdict, UNDECIDED } from "./priors.ts";
import type { StudyResult } from "./study/finding.ts";

/** What a plan may take from the record, with what somebody might conclude from it. */
export interface PriorRow {
  readonly id: string;
  readonly meaning: string;
  readonly unit: string;
  readonly low: number;
  readonly base: number;
  readonly high: number;
  readonly shape: string;
  readonly source: string;
  /** Question it rests on. */
  readonly question: string;
  readonly conclusion: string;
  readonly verdict: PriorVerdict;
  /** Where the conclusion holds or flips, so that the verdict follows from it. */
  readonly why: string;
  /** For a ratio of risks: the ratio, and the change that it makes for 1,000 dyad-years. */
  readonly absolute?: string;
}

const PER = 1000;

/**
 * Priors with their verdicts, and with absolute risk beside every ratio of risks where the study gives the rate that it multiplies.
 * @example priorRows(PRIORS, study)[1].absolute // → "0.73 to 1.4 times as often: a change of −2.5 to 3.4 disputes per 1 000 dyad-years, beside 9.1 without a pact in 2007–14"
 */
export function priorRows(priors: readonly Prior[], study: Pick<StudyResult, "findings"> | undefined): readonly PriorRow[] {
  return priors.map((prior) => {
    const { parameter: { id, meaning, unit, source, value }, shape, question, conclusion, absolute } = prior;
    const found = study?.findings.find((it) => it.id === question);
    const decision = decisionOn(prior, study?.findings ?? []);
    const base = found === undefined ? undefined : absolute?.base(found);
    const times = [value.low, value.high].map(Math.exp);
    const change = base === undefined ? [] : times.map((it) => figureText(PER * base * (it - 1)));
    return {
      id,
      meaning,
      unit,
      ...value,
      shape,
      source,
      question,
      conclusion,
      verdict: decision.verdict,
      why: whyText(prior, decision),
      ...(absolute !== undefined && base !== undefined && { absolute: `${times.map(figureText).join(" to ")} times as often: a change of ${change.join(" to ")} ${absolute.what} per 1\u202f000 dyad-years, beside ${figureText(PER * base)} ${absolute.beside}` }),
    };
  });
}

/** The rule that a verdict follows: where the conclusion flips, history does not decide it. */
function whyText({ parameter: { source, value }, question }: Prior, { verdict, alone, open }: Decision): string {
  const isPoint = value.low === value.high;
  const within = source !== BY_READER ? "the 80 % range" : isPoint ? "your value" : "your range";
  const elsewhere = open === undefined ? "" : `one as wide about the ${figureText(open.base)} that ${question} found, ${figureText(open.low)} to ${figureText(open.high)}`;
  if (open !== undefined && verdict === UNDECIDED) return `by ${within} alone it ${alone}, but it flips within ${elsewhere}`;
  if (open !== undefined) return `throughout ${within}; within ${elsewhere}, it flips`;
  return verdict === UNDECIDED ? `it flips within ${within}` : `${isPoint ? "at" : "throughout"} ${within}`;
}
