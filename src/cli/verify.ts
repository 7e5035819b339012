import { readFile } from "node:fs/promises";
import { readRun } from "#adapters/runs";
import { checkRun } from "#app";
import { ALL_CHECKS, type Comparison, type Fault } from "#engines/plan";
import { numberText, planReport, type Results } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { fileFault, textOfBytes } from "./text-file.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
}

/** What `concord plan --json` prints beside its report, for this command to check: all of both plans. */
export const RESULT = "result";

// Faults printed of one rule; --json prints all that were kept.
const PRINTED = 5;

/** `concord verify DIR [FILE]`: counts every figure of a stored or exported plan again from the records. */
export async function verifyCommand(folder: string, file: string | undefined, options: Options, out: Out): Promise<number> {
  const given = file === undefined ? undefined : await readExport(file);
  const path = options.path ?? given?.path;
  const results = await assessed(folder, { ...options, ...(path === undefined ? {} : { path }) });
  const comparison = given?.comparison ?? (await readRun(results.runKey));
  if (comparison === undefined) throw new Complaint(EXIT.unreadable, `No sound file of run ${results.runKey.slice(0, 12)} is stored: the plan was not made, or its file was changed after it was written.`, "Run `node bin/concord.mjs plan` on the data set, or name the file of an exported plan.");
  const found = checkRun(results, comparison);
  const faults = [...found.faults, ...(given === undefined ? [] : reportFaults(given.report, { ...results, comparison }))];
  const counts = found.counts ?? {};
  if (options.json === true) out.print(JSON.stringify({ runKey: results.runKey, path: results.path, checked: found.checked, counts, largest: found.largest, faults }, undefined, 2));
  else {
    out.print(wrap(`${results.alliance.settings.name} · path ${results.path} · run ${results.runKey.slice(0, 12)}: ${numberText(found.checked)} figures counted again from the records, ${faults.length === 0 ? "all as shown" : `${faults.length} not as shown`}.`, out.width));
    const of = given?.report;
    if (of !== undefined && of["runKey"] !== results.runKey) out.print(wrap(`The file is of another run: ${String(of["alliance"])}, path ${String(of["path"])}, run ${String(of["runKey"]).slice(0, 12)}. Differences come from other records or parameters, unless they stand in a plan of these.`, out.width));
    const bad = new Map<string, number>();
    for (const it of faults) bad.set(it.rule, (bad.get(it.rule) ?? 0) + 1);
    out.print(`\n${tableText([{ title: "rule" }, { title: "checked", right: true }, { title: "faults", right: true }, { title: "what is checked", flexible: true }], ALL_CHECKS.map((it) => [it.code, String(counts[it.code] ?? 0), String(bad.get(it.code) ?? 0), it.title]), out.width)}`);
    printFaults(faults, out);
  }
  return faults.length === 0 ? EXIT.ok : EXIT.findings;
}

function printFaults(faults: readonly Fault[], out: Out): void {
  for (const rule of new Set(faults.map((it) => it.rule))) {
    const mine = faults.filter((it) => it.rule === rule);
    out.print(`\n${rule}`);
    for (const it of mine.slice(0, PRINTED)) out.print(wrap(`${it.where}: ${it.message}`, out.width, "  "));
    if (mine.length > PRINTED) out.print(`  and ${mine.length - PRINTED} more; --json prints them`);
    const mend = mine.find((it) => it.mend !== undefined)?.mend;
    if (mend !== undefined) out.print(wrap(mend, out.width, "  "));
  }
}

interface Exported {
  readonly comparison: Comparison;
  readonly path: string | undefined;
  /** The report around the plans. Absent: the file is of the plans alone. */
  readonly report: Readonly<Record<string, unknown>> | undefined;
}

const isRecord = (it: unknown): it is Readonly<Record<string, unknown>> => typeof it === "object" && it !== null && !Array.isArray(it);

async function readExport(file: string): Promise<Exported> {
  const mend = "Name a file that `node bin/concord.mjs plan --json` printed.";
  let read: unknown;
  try {
    read = JSON.parse(textOfBytes(file, await readFile(file)));
  } catch (cause) {
    if (cause instanceof Complaint) throw cause;
    throw new Complaint(EXIT.unreadable, `${file} cannot be read: ${fileFault(cause)}.`, mend);
  }
  const holder = isRecord(read) && isRecord(read[RESULT]) ? read[RESULT] : read;
  if (!isRecord(read) || !isRecord(holder) || !isRecord(holder["alone"]) || !isRecord(holder["aligned"])) throw new Complaint(EXIT.unreadable, `${file} holds no plan.`, mend);
  const { path } = read;
  return { comparison: holder as unknown as Comparison, path: typeof path === "string" ? path : undefined, report: holder === read ? undefined : read };
}

/** Every figure of the report is that which the checked plans give; the report is of these records and parameters. */
function reportFaults(report: Exported["report"], results: Results): Fault[] {
  if (report === undefined) return [];
  const mend = "Print the plan again with `node bin/concord.mjs plan --json`, with the data set and the parameters that it was made from.";
  let made: unknown;
  try {
    made = JSON.parse(JSON.stringify(planReport(results)));
  } catch (cause) {
    return [{ rule: "report", where: "report", amount: 1, message: `No report can be made of these plans: ${cause instanceof Error ? cause.message : String(cause)}.`, mend }];
  }
  const { [RESULT]: _, ...shown } = report;
  return differencesOf(shown, made, "").slice(0, MOST_DIFFERENCES).map((it) => ({ rule: "report", where: it.where, amount: 1, message: `${it.shown} shown, ${it.counted} counted.`, mend }));
}

const MOST_DIFFERENCES = 50;

interface Difference {
  readonly where: string;
  readonly shown: string;
  readonly counted: string;
}

/** Where two readings of a report part, by place. Numbers are equal within round-off of the machine. */
function differencesOf(shown: unknown, counted: unknown, where: string): Difference[] {
  if (typeof shown === "object" && shown !== null && typeof counted === "object" && counted !== null) {
    return [...new Set([...Object.keys(shown), ...Object.keys(counted)])].flatMap((key) => differencesOf((shown as Record<string, unknown>)[key], (counted as Record<string, unknown>)[key], where === "" ? key : `${where}.${key}`));
  }
  const isSame = shown === counted || (typeof shown === "number" && typeof counted === "number" && Math.abs(shown - counted) <= ROUNDING * Math.max(Math.abs(counted), 1));
  return isSame ? [] : [{ where, shown: textOf(shown), counted: textOf(counted) }];
}

// Figures of a report differ from those made again by the machine's rounding only. Unit: share.
const ROUNDING = 1e-9;

const textOf = (it: unknown): string => (it === undefined ? "nothing" : JSON.stringify(it).slice(0, 80));
