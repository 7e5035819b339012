import { BIBLIOGRAPHY, type ColumnKind, type Companion, companionsOf, declaredRefit, detectableBeside, erasOf, type Estimate, figureText, type GridPoint, type GridSummary, inFrench, leftOutText, LITERATURE, OPPOSED, OTHER_REASONS, piecesInFrench, type PriorRow, priorRows, PRIORS, type Refit, type RefitRow, sampleTable, type StudyResult } from "#engines/history";
import { type EvidenceDrawing, evidenceDrawings } from "./evidence-drawings.ts";
import type { Language } from "./in-language.ts";

/** An estimate with its interval. */
export interface EvidenceEstimate {
  readonly name: string;
  /** `rate`: per 1,000 dyad-years. */
  readonly scale: "log-odds" | "ratio" | "rate" | "share";
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval that holds the middle half. */
  readonly inner?: { readonly low: number; readonly high: number };
  /** p, and p with false discoveries kept to their share. */
  readonly p?: number;
  readonly q?: number;
  /** Beside an interval that holds what nothing would be: the smallest true effect that would have been found four times in five. */
  readonly detectable?: number;
  readonly by: string;
}

/** A count with its exact interval. */
export interface EvidenceCount {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  /** Count ÷ total, with its exact interval. Unit: share. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A table that was declared to stand beside a finding. */
export interface EvidenceTable {
  readonly title: string;
  readonly of: string;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  /** `name` in words, or `term` as the data have it; `null` where there is no figure. */
  readonly rows: readonly { readonly name?: string; readonly term?: string; readonly values: readonly (number | null)[] }[];
  readonly says: readonly string[];
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
  readonly tables: readonly EvidenceTable[];
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

/** A prior in the language of the reader. */
export type EvidencePrior = Omit<PriorRow, "verdict"> & { readonly verdict: string };

/** A figure that was declared before anything was estimated, beside which a reader's own choices stand. */
export interface DeclaredFigure {
  readonly model: Refit["model"];
  readonly row: RefitRow["row"];
  /** Years of an era. */
  readonly from?: number;
  readonly to?: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How its interval was made: errors clustered by pair, or a bootstrap over states. */
  readonly by: "pair" | "states";
}

/** The page of the record since 1914. */
export interface EvidenceView {
  readonly title: string;
  /** The findings that oppose each other, in short. */
  readonly opposed: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly wouldChange: readonly string[];
  readonly findings: readonly EvidenceFinding[];
  readonly declared: readonly DeclaredFigure[];
  readonly curve: {
    readonly choices: readonly { readonly name: string; readonly values: readonly string[] }[];
    readonly points: readonly CurvePoint[];
    /** The pre-declared primary of Q1, which is none of the grid's: its controls are fewer, as its outcome is rare. */
    readonly primary?: CurvePoint;
    readonly summary: string;
  };
  /** What leaving out makes of the interval of Q1, a sentence for each side of nought. */
  readonly leaveOutSays: readonly string[];
  readonly leaveOut: readonly { readonly without: string; /** Names in it that stand in English, in another language. */ readonly names: readonly string[]; readonly b: number; readonly low: number; readonly high: number }[];
  readonly placebos: readonly { readonly name: string; readonly b: number; readonly low: number; readonly high: number; readonly q?: number; readonly detectable?: number }[];
  readonly drawings: readonly EvidenceDrawing[];
  readonly priors: readonly EvidencePrior[];
  /** Why what goes with the eras may not be about technology. */
  readonly otherReasons: readonly string[];
  /** Rows by era with what they are without, and what each declared model leaves out. */
  readonly sample: EvidenceTable;
  readonly literature: readonly { readonly work: string; readonly finding: string; readonly here: string }[];
  /** The works of the literature, in full. */
  readonly bibliography: readonly string[];
  readonly made: string;
  readonly limits: readonly string[];
}

/** Names of the choices of the curve, in the order of each point's choices. */
const CHOICES = ["source", "hostility", "coding", "lag", "world wars", "controls", "model"] as const;
/** Those of the pre-declared primary of Q1. */
const PRIMARY = ["MID", "war", "any", "same year", "with world wars", "small", "logit"];

/**
 * The page of the record since 1914, from a run of the study, in a language: what has no French stays in English. Figures are taken over,
 * none is computed here.
 */
export function evidenceView(study: StudyResult, language: Language = "en"): EvidenceView {
  const told = (text: string): string => unbroken(language === "fr" ? frenchSpaces(inFrench(text) ?? text) : text);
  const plain = (isKnown: boolean): readonly string[] => study.findings.flatMap((it) => it.plain.filter((one) => one.isKnown === isKnown).map((one) => told(one.text)));
  const pact = study.findings.find((it) => it.id === "Q1")?.estimates.find((it) => it.name === "pact of the target, log-odds");
  return {
    title: told("The record since 1914"),
    opposed: told(OPPOSED),
    known: plain(true),
    unknown: plain(false),
    wouldChange: ["Outcomes of disputes after 2014.", "What technology a patron could bring, before 1970 and after 2014.", "A design in which alliances did not choose their members: threatened states seek pacts, and great powers choose whom they protect."].map(told),
    findings: study.findings.map((it) => ({
      id: it.id,
      question: quoted(told(it.question), language),
      estimand: told(it.estimand),
      ...(it.test !== undefined && { test: told(it.test) }),
      ...(it.p !== undefined && { p: it.p }),
      ...(it.holm !== undefined && { holm: it.holm }),
      sentences: it.sentences.map(told),
      estimates: it.estimates.map((one) => ({ name: told(one.name), scale: scaleOf(it.id, one.name), value: one.value, low: one.low, high: one.high, ...(one.inner !== undefined && { inner: { low: one.inner[0], high: one.inner[1] } }), ...(one.p !== undefined && { p: one.p }), ...(one.q !== undefined && { q: one.q }), ...detectableOf(one), by: told(one.by) })),
      counts: it.counts.map(({ name, count, total, exact: [low, high] }) => ({ name: told(name), count, total, value: count / total, low, high })),
      tables: companionsOf(it).map((one) => tableIn(one, told)),
      ...(it.detectable !== undefined && { detectable: told(`${it.detectable.name} ${figureText(it.detectable.value)}`) }),
      cases: it.cases ?? [],
      reproduce: `node bin/concord.mjs study question ${it.id}`,
    })),
    declared: declaredOf(study),
    curve: {
      choices: CHOICES.map((name) => ({ name, values: [...new Set(study.grid.points.map((it) => it.choices[name] ?? ""))] })),
      points: study.grid.points.flatMap(pointOf).sort((x, y) => x.b - y.b),
      ...(pact !== undefined && { primary: { choices: PRIMARY, b: pact.value, low: pact.low, high: pact.high } }),
      summary: told(summaryText(study.grid.all)),
    },
    leaveOut: study.leaveOut.map(({ without, b, low, high }) => ({ without: told(without), names: language === "fr" ? keptNames(without).map(unbroken) : [], b, low, high })).sort((x, y) => x.b - y.b),
    leaveOutSays: study.leaveOut.length === 0 ? [] : leftOutText(study.leaveOut).map(({ text, without }) => (without.length === 0 ? told(text) : `${told(text)} ${without.map(told).join("; ")}.`)),
    placebos: study.placebos.map(({ name, b, low, high, q }) => ({ name: told(name), b, low, high, ...(q !== undefined && { q }), ...detectableOf({ name, low, high }) })),
    drawings: evidenceDrawings(study, told),
    priors: priorRows(PRIORS, study).map((it) => ({ ...it, unit: told(it.unit), shape: told(it.shape), conclusion: told(it.conclusion), verdict: told(it.verdict), why: told(it.why), ...(it.absolute !== undefined && { absolute: told(it.absolute) }) })),
    otherReasons: OTHER_REASONS.map(told),
    sample: tableIn(sampleTable(study), told),
    literature: LITERATURE.map(([work, finding, here]) => ({ work, finding: told(finding), here: told(here) })),
    bibliography: BIBLIOGRAPHY,
    made: told(`Seed ${study.seed}, ${study.drawCount} draws of each bootstrap; a draw on which the model has no finite estimate is left out, and each interval says how many it counts. Files: ${Object.entries(study.digests).map(([name, it]) => `${name} ${it.slice(0, 12)}`).join(", ")}. Reproduce all of it: node bin/concord.mjs study`),
    limits: [
      "Eras are cut where weapons changed; 1945 and 1991 changed the number of great powers too, and no control takes that apart.",
      "Dyads since 1914 are no sample. Intervals speak of the process that made the record, by assumption.",
      "No outcome is coded for cyber operations, drones or artificial intelligence, and none after 2014: no effect of them is estimated.",
    ].map(told),
  };
}

/** What of a text stays as the data have it where it is told in French: all of it where it has no French. @example keptNames("attacks of Some War") // → ["Some War"] */
const keptNames = (text: string): readonly string[] => piecesInFrench(text)?.flatMap((it) => (it.isKept ? [it.text] : [])) ?? [text];

/** A table of the study in a language. */
const tableIn = ({ title, of, columns, rows, says }: Companion, told: (text: string) => string): EvidenceTable => ({ title: told(title), of: told(of), columns: columns.map((one) => ({ ...one, name: told(one.name) })), rows: rows.map((row) => ({ ...row, ...(row.name !== undefined && { name: told(row.name) }) })), says: says.map(told) });

/** Estimates for a drawing, which has no room for how each was made: those of one name are told apart by it. */
export const toldApart = (rows: readonly EvidenceEstimate[]): readonly EvidenceEstimate[] => rows.map((it) => (rows.some((one) => one !== it && one.name === it.name) ? { ...it, name: `${it.name}; ${it.by}` } : it));

/** What an estimate is measured in, by what the study calls it. */
function scaleOf(id: string, name: string): EvidenceEstimate["scale"] {
  if (id === "Q5") return "share";
  return name.includes("risk ratio") ? "ratio" : name.includes("risk difference") ? "rate" : "log-odds";
}

function detectableOf(it: Pick<Estimate, "name" | "low" | "high">): { readonly detectable?: number } {
  const detectable = detectableBeside(it);
  return detectable === undefined ? {} : { detectable };
}

/** Figures of the first two questions that were declared beforehand. */
function declaredOf(study: StudyResult): readonly DeclaredFigure[] {
  const of = (id: string): readonly Estimate[] => study.findings.find((it) => it.id === id)?.estimates ?? [];
  const figure = ({ value, low, high }: Estimate): Pick<DeclaredFigure, "value" | "low" | "high"> => ({ value, low, high });
  const one = (at: Pick<DeclaredFigure, "model" | "row">, name: string): readonly DeclaredFigure[] => of("Q1").filter((it) => it.name === name && it.by.includes("clustered by pair")).map((it) => ({ ...at, ...figure(it), by: "pair" }));
  const eras = of("Q2").filter((it) => it.name.startsWith("pact of the target ") && it.name.endsWith("log-odds"));
  const differences = of("Q2").filter((it) => it.name.startsWith("average risk difference "));
  const spans = erasOf(declaredRefit("eras"));
  return [
    ...one({ model: "attack", row: "ratio" }, "average risk ratio of a pact"),
    ...one({ model: "attack", row: "pact" }, "pact of the target, log-odds"),
    ...one({ model: "change", row: "change" }, "change of a pact's log-odds in 1946, log-odds"),
    ...spans.flatMap(({ from, to }, index): readonly DeclaredFigure[] => (eras[index] === undefined ? [] : [{ model: "eras", row: "era", from, to, ...figure(eras[index]), by: "states" }])),
    ...spans.flatMap(({ from, to }, index): readonly DeclaredFigure[] => (differences[index] === undefined ? [] : [{ model: "difference", row: "difference", from, to, ...figure(differences[index]), by: "pair" }])),
  ];
}

function pointOf({ choices, b, low, high }: GridPoint): readonly CurvePoint[] {
  return b === undefined || low === undefined || high === undefined ? [] : [{ choices: CHOICES.map((it) => choices[it] ?? ""), b, low, high }];
}

const summaryText = (it: GridSummary): string =>
  `${it.count} specifications, ${it.estimated} of them estimated, ${it.runningOff} with a control that separates the outcome perfectly: ${it.negative} below nought, ${it.significantNegative} with an interval wholly below and ${it.significantPositive} wholly above. The median is ${figureText(it.median)}.`;

/** A question is a hypothesis, and stands in quotation marks: nothing else here has words of cause. */
const quoted = (text: string, language: Language): string => (language === "fr" ? `« ${text} »` : `“${text}”`);

/** French parts these signs from the word beside them, and no line breaks there. */
const frenchSpaces = (text: string): string => text.replaceAll(/ (?=[:;?!»])/g, "\u00a0").replaceAll("« ", "«\u00a0");

/** A number and its sign stay on one line. */
const unbroken = (text: string): string => text.replaceAll(" %", "\u00a0%");
