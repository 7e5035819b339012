import { type GridPoint, type GridSummary, LITERATURE, type Prior, PRIORS, type StudyResult, verdictOver } from "#engines/history";
import { numberText } from "./number-text.ts";

/** An estimate with its interval. */
export interface EvidenceEstimate {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly by: string;
}

/** A count with its exact interval. */
export interface EvidenceCount {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
}

/** What a question found. */
export interface EvidenceFinding {
  readonly id: string;
  readonly question: string;
  readonly estimand: string;
  readonly test?: string;
  readonly p?: number;
  readonly holm?: number;
  readonly sentences: readonly string[];
  readonly estimates: readonly EvidenceEstimate[];
  readonly counts: readonly EvidenceCount[];
  readonly detectable?: string;
  readonly cases: readonly string[];
  /** Command that gives the same figures. */
  readonly reproduce: string;
}

/** A specification of the curve. */
export interface CurvePoint {
  readonly choices: readonly string[];
  readonly b: number;
  readonly low: number;
  readonly high: number;
}

/** One thing over the years. */
export interface AdoptionSeries {
  readonly measure: string;
  readonly unit: string;
  readonly points: readonly { readonly year: number; readonly value: number }[];
}

/** What a plan may take from the record, with what somebody might conclude from it. */
export interface EvidencePrior {
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
  readonly verdict: string;
  /** The same on an absolute scale. */
  readonly absolute?: string;
}

/** The page of the record since 1914. */
export interface EvidenceView {
  readonly title: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly wouldChange: readonly string[];
  readonly findings: readonly EvidenceFinding[];
  readonly curve: { readonly choices: readonly { readonly name: string; readonly values: readonly string[] }[]; readonly points: readonly CurvePoint[]; readonly summary: string };
  readonly leaveOut: readonly { readonly without: string; readonly b: number; readonly low: number; readonly high: number }[];
  readonly placebos: readonly { readonly name: string; readonly b: number; readonly low: number; readonly high: number }[];
  readonly adoption: readonly AdoptionSeries[];
  readonly priors: readonly EvidencePrior[];
  readonly literature: readonly { readonly work: string; readonly finding: string; readonly here: string }[];
  readonly made: string;
  readonly limits: readonly string[];
}

/** Names of the choices of the curve, in the order of each point's choices. */
const CHOICES = ["source", "hostility", "coding", "lag", "world wars", "controls", "link"] as const;

/** The page of the record since 1914, from a run of the study. Figures are taken over, none is computed here. */
export function evidenceView(study: StudyResult): EvidenceView {
  const of = (id: string): readonly string[] => (study.findings.find((it) => it.id === id)?.sentences ?? []).map(unbroken);
  return {
    title: "The record since 1914",
    known: [...of("Q1").slice(0, 2), ...of("Q4").slice(0, 1), ...of("Q5").slice(0, 1)],
    unknown: [...of("Q1").slice(2, 3), ...of("Q3").slice(1, 2), ...of("Q2").slice(1, 2), ...of("Q7").slice(-1)],
    wouldChange: ["Outcomes of disputes after 2014.", "What technology a patron could bring, before 1970 and after 2014.", "A design in which alliances did not choose their members: threatened states seek pacts, and great powers choose whom they protect."],
    findings: study.findings.map((it) => ({
      id: it.id,
      question: it.question,
      estimand: it.estimand,
      ...(it.test !== undefined && { test: it.test }),
      ...(it.p !== undefined && { p: it.p }),
      ...(it.holm !== undefined && { holm: it.holm }),
      sentences: it.sentences.map(unbroken),
      estimates: it.estimates.map(({ name, value, low, high, by }) => ({ name, value, low, high, by })),
      counts: it.counts.map(({ name, count, total, exact: [low, high] }) => ({ name, count, total, low, high })),
      ...(it.detectable !== undefined && { detectable: `${it.detectable.name} ${Number(it.detectable.value.toPrecision(2))}` }),
      cases: it.cases ?? [],
      reproduce: `concord study question ${it.id}`,
    })),
    curve: {
      choices: CHOICES.map((name) => ({ name, values: [...new Set(study.grid.points.map((it) => it.choices[name] ?? ""))] })),
      points: study.grid.points.flatMap(pointOf).sort((x, y) => x.b - y.b),
      summary: summaryText(study.grid.all),
    },
    leaveOut: study.leaveOut.map(({ without, b, low, high }) => ({ without, b, low, high })).sort((x, y) => x.b - y.b),
    placebos: study.placebos.map(({ name, b, low, high }) => ({ name, b, low, high })),
    adoption: seriesOf(study),
    priors: priorRows(PRIORS, study),
    literature: LITERATURE.map(([work, finding, here]) => ({ work, finding, here })),
    made: `Seed ${study.seed}, ${study.drawCount} draws of each bootstrap. Files: ${Object.entries(study.digests).map(([name, it]) => `${name} ${it.slice(0, 12)}`).join(", ")}. Reproduce all of it: concord study`,
    limits: [
      "Eras are cut where weapons changed; 1945 and 1991 changed the number of great powers too, and no control takes that apart.",
      "Dyads since 1914 are no sample. Intervals speak of the process that made the record, by assumption.",
      "No outcome is coded for cyber operations, drones or artificial intelligence, and none after 2014: no effect of them is estimated.",
    ],
  };
}

/** Priors with their verdicts; absolute risk where the study gives a base rate. */
export function priorRows(priors: readonly Prior[], study: StudyResult | undefined): readonly EvidencePrior[] {
  const base = study?.findings.find((it) => it.id === "Q1")?.primary?.effects[0]?.p0;
  return priors.map(({ parameter: { id, meaning, unit, source, value }, shape, question, conclusion, holds, absolute }) => {
    const at = (of: number): string => numberText(absolute!(of, base!));
    return {
      id,
      meaning,
      unit,
      ...value,
      shape,
      source,
      question,
      conclusion,
      verdict: verdictOver(value, holds),
      ...(absolute !== undefined && base !== undefined && { absolute: `a change of ${at(value.low)} to ${at(value.high)} attacks per 1,000 dyad-years, beside ${numberText(1000 * base)} without a pact` }),
    };
  });
}

function pointOf({ choices, b, low, high }: GridPoint): readonly CurvePoint[] {
  return b === undefined || low === undefined || high === undefined ? [] : [{ choices: CHOICES.map((it) => choices[it] ?? ""), b, low, high }];
}

const summaryText = (it: GridSummary): string =>
  `${it.count} specifications, ${it.estimated} of them estimated: ${it.negative} below nought, ${it.significantNegative} with an interval wholly below and ${it.significantPositive} wholly above. The median is ${String(Number(it.median.toPrecision(2))).replace("-", "−")}.`;

/** A number and its sign stay on one line. */
const unbroken = (text: string): string => text.replaceAll(" %", "\u00a0%");

function seriesOf({ adoption }: StudyResult): readonly AdoptionSeries[] {
  const made = new Map<string, { readonly unit: string; readonly points: { readonly year: number; readonly value: number }[] }>();
  for (const { measure, unit, year, value } of adoption) {
    const of = made.get(measure) ?? { unit, points: [] };
    of.points.push({ year, value });
    made.set(measure, of);
  }
  return [...made].map(([measure, { unit, points }]) => ({ measure, unit, points }));
}
