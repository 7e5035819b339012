import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { loadSource, noHistory, runShippedStudy, shippedStudy } from "#adapters/history";
import { writePdf } from "#adapters/pdf";
import { BY_READER, cellText, columnMeanings, companionsOf, countText, DATA_NAMES, fewTexts, figureText, foundText, type FitReport, fitSpec, gridText, meaningInFrench, type PriorRow, priorRows, PRIORS, probabilityText, QUESTIONS, rangeFault, readSpec, ROWS, type SpecProblem, studyReport, type StudyResult, withRanges } from "#engines/history";
import type { Range } from "#quantities";
import { evidencePaper, evidenceView, markingOf, percentIn, percentText, priorCoverage } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import { yearOf } from "./names.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { textOfBytes } from "./text-file.ts";

/** Least draws of a bootstrap: with fewer, the ends of an interval of 95 % would be its least and its largest draw. */
const DRAWS_LEAST = 20;

/** Largest specification. Unit: bytes. */
const SPEC_MOST = 100_000;

/** `concord study fit --spec FILE.json`: fits any model on the tables of the study. Ends with 1 where an estimate runs off. */
export async function studyFitCommand(options: { readonly spec?: string; readonly json?: boolean }, out: Out): Promise<number> {
  here();
  if (options.spec === undefined) throw new Complaint(EXIT.usage, "There is no specification.", "Give --spec FILE.json, or --spec - for standard input; docs/guide/study.md shows one.");
  let value: unknown;
  try {
    value = await jsonOf(options.spec);
  } catch (cause) {
    // A program that asked for JSON is told in JSON what is wrong with its own.
    if (options.json === true && cause instanceof Complaint) out.print(JSON.stringify({ kind: "refused", problems: [{ code: "unreadable", place: options.spec, message: cause.message, mend: cause.mend }] }, undefined, 2));
    throw cause;
  }
  const read = readSpec(value);
  if (!read.ok) return refused(read.problems, options.json === true, out);
  const answer = fitSpec(read.spec, loadSource(read.spec.data));
  if (answer.kind === "refused") return refused(answer.problems, options.json === true, out);
  if (options.json === true) out.print(JSON.stringify(answer, undefined, 2));
  else printFit(answer, out);
  if (answer.problem === undefined) return EXIT.ok;
  out.say(wrap(`${answer.problem.message} ${answer.problem.mend}`, out.width));
  return EXIT.findings;
}

/** `concord study columns`: what can be named in a specification. */
export function studyColumnsCommand({ language = "en", ...options }: { readonly data?: string; readonly language?: "en" | "fr"; readonly json?: boolean }, out: Out): number {
  here();
  const name = DATA_NAMES.find((it) => it === (options.data ?? "panel"));
  if (name === undefined) throw new Complaint(EXIT.usage, `"${options.data ?? ""}" is no table of the study.`, `Use one of: ${DATA_NAMES.join(", ")}.`);
  const { table } = loadSource(name);
  const words = COLUMN_WORDS[language];
  const told = (english: string): string => (language === "fr" ? (meaningInFrench(english) ?? english) : english);
  const meanings = new Map(columnMeanings(name).map((it) => [it.name, it]));
  const rows = [...table.columns].map(([column, values]) => {
    let [known, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const it of values) {
      if (Number.isNaN(it)) continue;
      known += 1;
      low = Math.min(low, it);
      high = Math.max(high, it);
    }
    const { meaning = "", expression } = meanings.get(column) ?? {};
    return { column, meaning: told(meaning), ...(expression !== undefined && { expression }), known, low, high };
  });
  if (options.json === true) out.print(JSON.stringify({ data: name, row: told(ROWS[name]), rows: table.rowCount, columns: rows }, undefined, 2));
  else {
    out.print(wrap(`${name}${words.row(plainText(told(ROWS[name])))}\n`, out.width));
    out.print(tableText([{ title: words.column }, { title: words.says, flexible: true }, { title: words.known, right: true }, { title: words.from, right: true }, { title: words.to, right: true }], rows.map((it) => [it.column, plainText(it.expression === undefined ? it.meaning : words.workedOut(it.meaning, it.expression)), countText(it.known), short(it.low), short(it.high)]), out.width));
  }
  return EXIT.ok;
}

/** Words of the list of columns. */
const COLUMN_WORDS = {
  en: { row: (row: string) => `: a row is ${row}. Yes is 1, no is 0.`, column: "column", says: "says", known: "rows with a value", from: "from", to: "to", workedOut: (meaning: string, expression: string) => `${meaning}: ${expression}` },
  fr: { row: (row: string) => ` : une ligne est ${row}. Oui vaut 1, non vaut 0.`, column: "colonne", says: "dit", known: "lignes renseignées", from: "de", to: "à", workedOut: (meaning: string, expression: string) => `${meaning} : ${expression}` },
} as const;

/** A meaning without the marks of Markdown. */
const plainText = (text: string): string => text.replaceAll("`", "");

interface PriorOptions extends Pick<RunOptions, "as" | "at" | "path"> {
  readonly set: readonly string[];
  readonly json?: boolean;
  readonly year?: number;
}

/** `concord study priors [DIR]`: what a plan may take from the record, each range with its link and what it decides; with a data set, what it does to the capabilities that are covered there. */
export async function studyPriorsCommand(folder: string | undefined, options: PriorOptions, out: Out): Promise<number> {
  const ranges = new Map(options.set.map(rangeOf));
  const strange = [...ranges.keys()].find((it) => !PRIORS.some(({ parameter }) => parameter.id === it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `There is no prior "${strange}".`, `They are: ${PRIORS.map((it) => it.parameter.id).join(", ")}.`);
  for (const [id, range] of ranges) {
    const fault = rangeFault(id, range);
    if (fault !== undefined) throw new Complaint(EXIT.usage, `${range.low} to ${range.high} is no range of it: ${fault}`, "Give a range within those ends.");
  }
  const rows = priorRows(withRanges(ranges), shippedStudy());
  if (folder !== undefined) return priorsOnData(folder, rows.find((it) => it.id === HONOURED)!, options, out);
  if (options.year !== undefined || options.as !== undefined || options.at !== undefined || options.path !== undefined) throw new Complaint(EXIT.usage, "There is no data set to look at.", "Name its folder: node bin/concord.mjs study priors data/nato-open.");
  if (options.json === true) out.print(JSON.stringify(rows, undefined, 2));
  else {
    for (const it of rows) {
      out.print(wrap(`${it.conclusion} ${it.verdict.charAt(0).toUpperCase()}${it.verdict.slice(1)}: ${it.why}.`, out.width));
      out.print(wrap(`${it.id}: ${it.shape}; ${it.unit}; ${it.low === it.high ? figureText(it.base) : `${figureText(it.low)} to ${figureText(it.high)}`}${it.source === BY_READER ? "" : " in 80 %"}; rests on ${it.question}.${it.absolute === undefined ? "" : ` In absolute terms: ${it.absolute}.`}\n`, out.width));
    }
    out.print(wrap("For cyber operations, drones and artificial intelligence history gives no prior: no outcome is coded for them. `node bin/concord.mjs study question Q1` and its like show what each rests on; `node bin/concord.mjs study priors DIR` what the one of honoured commitments does to a data set.", out.width));
  }
  return EXIT.ok;
}

/** The prior that says something of what allies hold. */
const HONOURED = "history.commitment-honoured";

/** Capabilities that are covered in a data set, where commitments are honoured as a prior says. */
async function priorsOnData(folder: string, prior: PriorRow, options: PriorOptions, out: Out): Promise<number> {
  const results = await assessed(folder, { ...options, set: [] });
  const year = yearOf(results, options.year);
  const covered = priorCoverage(results, prior, year);
  const { id, question, shape, source, low, base, high } = prior;
  if (options.json === true) {
    out.print(JSON.stringify({ runKey: results.runKey, path: results.path, marking: markingOf(results.alliance), year, prior: { id, question, shape, source, low, base, high }, covered }, undefined, 2));
    return EXIT.ok;
  }
  out.print(wrap(`${id}: ${shape}; ${low === high ? `value ${figureText(base)}` : `default ${figureText(base)}, 80 % range ${figureText(low)} to ${figureText(high)}`}; from ${question} (node bin/concord.mjs study question ${question})${shape.endsWith(source) || low === high ? "" : `. ${source}`}.`, out.width));
  const count = (verdict: PriorRow["verdict"]): number => covered.filter((it) => it.verdict === verdict).length;
  out.print(wrap(`\nCapabilities covered in ${year} with every ally there: ${covered.length}. Covered still where commitments are honoured so: ${count("holds")} throughout the range; ${count("does not hold")} nowhere in it; of ${count("history does not decide this")} history does not decide this.\n`, out.width));
  out.print(
    tableText(
      [{ title: "is covered", flexible: true }, { title: "all come", right: true }, { title: "expected", right: true }, { title: "80 %", right: true }, { title: "verdict", flexible: true }],
      covered.map((it) => [`${it.leaf} ${it.name}`, `${it.isAtLeast ? "≥ " : ""}${percentText(it.coverage)}`, percentText(it.expected.base), `${percentText(it.expected.low)} to ${percentText(it.expected.high)}`, it.verdict]),
      out.width,
    ),
  );
  if (covered.some((it) => it.unknownCount > 0)) out.print(wrap("\nOf some allies nothing is known, and they are not counted: what does not hold does not by what is known. ≥: at least this, since what is known stands at its least.", out.width));
  out.print(wrap(`\nExpected: the share of what is held that comes when every ally comes with that chance; the attacked ally's own forces are not counted apart, which makes it too low for them. No plan is made from a prior: \`node bin/concord.mjs plan ${folder}\` takes every commitment as honoured. Another range: --set ${HONOURED}=0.5:0.6:0.8`, out.width));
  return EXIT.ok;
}

/** Reads `id=value` or `id=low:base:high`. */
function rangeOf(text: string): readonly [string, Range] {
  const [id = "", values = ""] = text.split("=");
  const numbers = values.split(":").map((it) => (it.trim() === "" ? Number.NaN : (percentIn(it) ?? Number(it))));
  const [low, base, high] = numbers.length === 1 ? [numbers[0]!, numbers[0]!, numbers[0]!] : (numbers as [number, number, number]);
  if ((numbers.length !== 1 && numbers.length !== 3) || !numbers.every(Number.isFinite) || low > base || base > high) throw new Complaint(EXIT.usage, `"${text}" sets no range.`, "Write --set history.commitment-honoured=0.6 or --set history.commitment-honoured=0.5:0.6:0.8, lowest first.");
  return [id, { low, base, high }];
}

interface StudyOptions {
  readonly pdf?: string;
  /** Language of the PDF. */
  readonly language?: "en" | "fr";
  readonly json?: boolean;
  readonly output?: string;
  readonly shipped?: boolean;
  readonly seed?: number;
  readonly draws?: number;
  readonly threads?: number;
}

/** `concord study [--output DIR]`: the whole study, as a report and as JSON. */
export async function studyCommand(options: StudyOptions, out: Out): Promise<number> {
  const result = options.shipped === true ? shippedRun() : await studied(options, out);
  const report = studyReport(result);
  if (options.output !== undefined) {
    await mkdir(options.output, { recursive: true });
    await writeFile(join(options.output, "study.json.gz"), gzipSync(JSON.stringify(result)));
    await writeFile(join(options.output, "study.md"), report);
    out.say(`Written: ${join(options.output, "study.md")} and study.json.gz.`);
  }
  if (options.pdf !== undefined) {
    try {
      await writeFile(options.pdf, writePdf(evidencePaper(evidenceView(result, options.language), { language: options.language ?? "en" })));
    } catch (cause) {
      throw new Complaint(EXIT.unreadable, `${options.pdf} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`, "Name a file that can be written to.");
    }
    out.say(`Written: ${options.pdf}.`);
  }
  if (options.json === true) out.print(JSON.stringify(result, undefined, 2));
  else if (options.output === undefined && options.pdf === undefined) out.print(report);
  return EXIT.ok;
}

/** `concord study grid`: what every combination of choices says of a pact; with `--json` each specification. */
export async function studyGridCommand(options: StudyOptions, out: Out): Promise<number> {
  const { grid, digests } = options.shipped === true ? shippedRun() : await studied({ ...options, only: "grid" }, out);
  if (options.json === true) {
    out.print(JSON.stringify({ ...grid, digests }, undefined, 2));
    return EXIT.ok;
  }
  out.print(wrap(gridText(grid), out.width));
  out.print(`\n${tableText([{ title: "choice" }, { title: "value", flexible: true }, { title: "estimated", right: true }, { title: "below nought", right: true }, { title: "wholly below", right: true }, { title: "wholly above", right: true }, { title: "median", right: true }], grid.by.map(({ choice, value, summary: it }) => [choice, value, String(it.estimated), String(it.negative), String(it.significantNegative), String(it.significantPositive), figureText(it.median)]), out.width)}`);
  out.print(wrap("\nEach by itself: --json. The curve to look through: the page Evidence of `node bin/concord.mjs serve data/nato-open`.", out.width));
  return EXIT.ok;
}

/** `concord study question Q1`: one question by itself, with its draws, or as the shipped run has it. */
export async function studyQuestionCommand(id: string, options: StudyOptions, out: Out): Promise<number> {
  const question = QUESTIONS.find((it) => it.id === id.toUpperCase());
  if (question === undefined) throw new Complaint(EXIT.usage, `"${id}" is no question of the study.`, `Use one of: ${QUESTIONS.map((it) => it.id).join(", ")}.`);
  const result = options.shipped === true ? shippedRun() : await studied({ ...options, only: question.id }, out);
  const finding = result.findings.find((it) => it.id === question.id)!;
  if (options.json === true) {
    out.print(JSON.stringify({ ...finding, digests: result.digests, seed: result.seed, ...(question.id === "Q7" && { adoption: result.adoption }) }, undefined, 2));
    return EXIT.ok;
  }
  out.print(wrap(`${finding.id}. “${finding.question}”`, out.width));
  out.print(wrap(`Estimand: ${finding.estimand}`, out.width));
  if (finding.test !== undefined) out.print(wrap(`Test that counts: ${finding.test}; p ${probabilityText(finding.p)} ${finding.holm === undefined ? "before the other questions are counted" : `by itself, ${probabilityText(finding.holm)} after Holm over the questions`}.`, out.width));
  out.print("");
  for (const it of finding.plain) out.print(wrap(`- In plain words: ${it.text}`, out.width));
  for (const it of finding.sentences) out.print(wrap(`- ${it}`, out.width));
  if (finding.estimates.length > 0) out.print(`\n${tableText([{ title: "figure", flexible: true }, { title: "95 %", right: true }, { title: "estimate", right: true }, { title: "by", flexible: true }, { title: "p", right: true }, { title: "would have been found", right: true }], finding.estimates.map((it) => [it.name, `${figureText(it.low)} to ${figureText(it.high)}`, figureText(it.value), it.by, probabilityText(it.p), foundText(it, figureText)]), out.width)}`);
  if (finding.counts.length > 0) out.print(`\n${tableText([{ title: "cases", flexible: true }, { title: "count", right: true }, { title: "Wilson 95 %", right: true }, { title: "exact 95 %", right: true }], finding.counts.map((it) => [it.name, `${countText(it.count)} of ${countText(it.total)}`, it.wilson.map(figureText).join(" to "), it.exact.map(figureText).join(" to ")]), out.width)}`);
  for (const { title, of, columns, rows, says } of companionsOf(finding)) {
    out.print(wrap(`\n${title}. ${says.join(" ")}`, out.width));
    out.print(tableText([{ title: of, flexible: true }, ...columns.map((it) => ({ title: it.name, right: true }))], rows.map((it) => [it.name ?? it.term ?? "", ...it.values.map((value, index) => cellText(value, columns[index]!.kind))]), out.width));
  }
  if (finding.detectable !== undefined) out.print(wrap(`\nSmallest true effect that would have been found four times in five: ${finding.detectable.name} ${figureText(finding.detectable.value)}.`, out.width));
  if (finding.cases !== undefined) out.print(wrap(`\nWar-level attacks since 1946 against a target with a pact: ${finding.cases.join("; ")}.`, out.width));
  if (finding.primary !== undefined) out.print(wrap(`\nSeed ${result.seed}, ${countText(result.drawCount)} draws of each bootstrap. A draw without a finite estimate is left out, and each interval says how many it counts.`, out.width));
  return EXIT.ok;
}

function shippedRun(): StudyResult {
  const study = shippedStudy();
  if (study === undefined) throw new Complaint(EXIT.unreadable, "There is no run of the study in data/history.", "Make one: node bin/concord.mjs study --output data/history.");
  return study;
}

async function studied(options: StudyOptions & { readonly only?: (typeof QUESTIONS)[number]["id"] | "grid" }, out: Out): Promise<StudyResult> {
  here();
  if (options.threads === 0) throw new Complaint(EXIT.usage, "--threads is 0.", "Give 1 or more.");
  if (options.draws !== undefined && options.draws < DRAWS_LEAST) throw new Complaint(EXIT.usage, `--draws is ${options.draws}, too few for the ends of an interval.`, `Give ${DRAWS_LEAST} or more for a first look; the report takes 2000.`);
  const began = performance.now();
  const result = await runShippedStudy({
    threads: options.threads ?? Math.min(availableParallelism(), 8),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.draws !== undefined && { draws: options.draws }),
    ...(options.only !== undefined && { only: options.only }),
    onProgress: (done, stage) => out.progress({ state: "running", done, stage }),
  });
  out.progressDone(`The study took ${Math.round((performance.now() - began) / 1000)} s.`);
  return result;
}

function here(): void {
  const missing = noHistory();
  if (missing !== undefined) throw new Complaint(EXIT.unreadable, missing, "They come with the project; data/history/README.md says how they are built.");
}

function refused(problems: readonly SpecProblem[], isJson: boolean, out: Out): number {
  if (isJson) out.print(JSON.stringify({ kind: "refused", problems }, undefined, 2));
  for (const it of problems) out.say(wrap(`${it.place === "" ? "" : `${it.place}: `}${it.message} ${it.mend}`, out.width));
  return EXIT.usage;
}

async function jsonOf(file: string): Promise<unknown> {
  let text: string;
  try {
    if (file !== "-" && (await stat(file)).size > SPEC_MOST) throw new Complaint(EXIT.unreadable, `${file} is larger than a specification is read.`, `Keep it below ${SPEC_MOST / 1000} kB.`);
    text = file === "-" ? await standardInput() : textOfBytes(file, await readFile(file));
  } catch (cause) {
    if (cause instanceof Complaint) throw cause;
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Give the path of a JSON file; docs/guide/study.md shows one.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Complaint(EXIT.unreadable, `${file} is no JSON: ${(cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s+/g, " ")}.`, "Check commas, quotes and brackets; docs/guide/study.md shows a specification.");
  }
}

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const it of process.stdin as AsyncIterable<Buffer>) {
    parts.push(it);
    size += it.length;
    if (size > SPEC_MOST) throw new Complaint(EXIT.unreadable, "The specification is too large.", `Keep it below ${SPEC_MOST / 1000} kB.`);
  }
  return textOfBytes("The standard input", Buffer.concat(parts));
}

/** A figure of a fit of the reader's own: four significant digits, to be held against another program. */
const short = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? "–" : Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : value.toPrecision(4));

function printFit(fit: FitReport, out: Out): void {
  out.print(`${fit.estimator} on ${fit.data} · ${countText(fit.N)} rows, ${countText(fit.events)} events${Object.entries(fit.clusters).map(([name, it]) => `, ${countText(it)} ${name === "dyad" ? "pairs" : name === "state" ? "states" : name}`).join("")} · ${fit.label}`);
  if (fit.logLik !== undefined) out.print(`log-likelihood ${fit.logLik.toFixed(4)}, with nothing but an intercept ${fit.nullLogLik?.toFixed(4) ?? "–"}${fit.penalisedLogLik === undefined ? "" : `, penalised ${fit.penalisedLogLik.toFixed(4)}`}`);
  const kinds = [...new Set(fit.coefficients.flatMap((it) => Object.keys(it.errors)))];
  const shown = kinds.includes("dyad") ? "dyad" : (kinds.find((it) => it.startsWith("cluster:")) ?? kinds[0]);
  if (fit.coefficients.length > 0) {
    out.print("");
    out.print(
      tableText(
        [{ title: "term", flexible: true }, { title: "b", right: true }, ...kinds.map((it) => ({ title: `se ${it}`, right: true })), { title: `95 % (${shown ?? "–"})`, right: true }, { title: "p", right: true }],
        fit.coefficients.map((it) => {
          const of = it.errors[shown ?? ""];
          return [it.expression === undefined ? it.term : `${it.term} (${it.expression})`, short(it.b), ...kinds.map((kind) => short(it.errors[kind]?.se)), of?.low === undefined ? "–" : `${short(of.low)} to ${short(of.high)}`, probabilityText(of?.p)];
        }),
        out.width,
      ),
    );
  }
  for (const it of fit.effects) {
    const of = it.errors[shown ?? ""] ?? Object.values(it.errors)[0];
    out.print(wrap(`\n${it.column} from ${it.from} to ${it.to}: mean share ${short(it.p0)} to ${short(it.p1)}, difference ${short(it.difference)} (error ${short(of?.differenceSe)}${of === undefined ? "" : `, ${shown ?? ""}`}), ratio ${short(it.ratio)}.${it.note === undefined ? "" : ` Note: ${it.note}.`}`, out.width));
  }
  for (const it of fit.sums ?? []) {
    const ends = Object.entries(it.errors).map(([kind, of]) => (of.low === undefined ? `${kind}: ${of.note ?? "–"}` : `${short(of.low)} to ${short(of.high)} (95 %, ${kind})`));
    out.print(wrap(`\n${it.terms.join(" + ")}: ${it.note ?? [short(it.b), ...ends].join(", ")}.`, out.width));
  }
  for (const it of fit.tests) out.print(wrap(`\n${it.terms.join(", ")} all nought (${it.error}): ${it.note ?? `chi-squared ${short(it.chi2)} with ${it.df} df, p ${probabilityText(it.p)}`}.`, out.width));
  if (fit.proportionality !== undefined) out.print(wrap(`\nProportional hazards: chi-squared ${short(fit.proportionality.all.chi2)} with ${fit.proportionality.all.df} df, p ${probabilityText(fit.proportionality.all.p)}; ${fit.proportionality.terms.map((it) => `${it.term} p ${probabilityText(it.p)}`).join(", ")}.`, out.width));
  for (const it of fit.curves ?? []) out.print(`${it.group === undefined ? "all" : `group ${it.group}`}: ${countText(it.n)} spells, ${countText(it.events)} ended, median ${short(it.median.time)} (${short(it.median.low)} to ${short(it.median.high)})`);
  if (fit.logRank !== undefined) out.print(`Log-rank: chi-squared ${short(fit.logRank.chi2)} with ${fit.logRank.df} df, p ${probabilityText(fit.logRank.p)}`);
  const last = fit.incidence?.at(-1);
  if (last !== undefined) out.print(`At ${short(last.time)}: ${last.incidence.map((it, index) => `cause ${index + 1} ${short(it)} (error ${short(last.se[index])})`).join(", ")}, still going on ${short(last.survival)}`);
  if (fit.curves !== undefined || fit.incidence !== undefined) out.print(wrap(`\nThe ${fit.curves === undefined ? "shares" : "curve"} step by step, with ${fit.curves === undefined ? "errors" : "bands and how many were still watched"}: add --json.`, out.width));
  out.print("");
  for (const it of [...(fit.notes ?? []), ...fewTexts(fit.few ?? [])]) out.print(wrap(`Note: ${it}`, out.width));
  for (const it of fit.dropped.rows) out.print(`Left out: ${countText(it.count)} ${it.reason}.`);
  for (const it of fit.dropped.terms) out.print(`Left out: the term ${it.term}, ${it.reason}.`);
  out.print(`${fit.iterations === undefined ? "" : `${fit.state} after ${fit.iterations} iterations, largest score ${fit.score?.toExponential(1) ?? "–"}. `}Files: ${Object.entries(fit.digests).map(([name, it]) => `${name} ${it.slice(0, 12)}`).join(", ")}.`);
}
