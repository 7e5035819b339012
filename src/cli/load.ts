import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { digestOf, FolderError, type LoadedDataset, loadTexts, readTexts } from "#adapters/files";
import { highsPool } from "#adapters/highs";
import { readSound, writeRun } from "#adapters/runs";
import { assessAlliance, type Choices, type DataSource, filesOf, isSound, lastRows, mergeParties, type OpenLedger, heldToEstimate, planResults, progressOf, readChannels, releasedRows, releasesIn, sizesAt, tablesOf } from "#app";
import { PACKAGE_FILE, readDataset } from "#exchange";
import { isFault } from "#ledger";
import { nearest } from "#model";
import { allParameters, percentIn, type Results } from "#views";
import { Complaint, EXIT, MEND_LATE } from "./exit-codes.ts";
import { LEDGER_FILE, openFolder, tools } from "./ledger/folder.ts";
import { momentFor } from "./ledger/moment.ts";
import { readersOf } from "./ledger/readers.ts";
import { ledgersIn } from "./ledger/state.ts";
import type { Out } from "./out.ts";
import { readerOf } from "./reader.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * The texts of a data set in a folder or in a ledger, or a complaint of what is missing. Of a ledger, with `as`, only the channels
 * that the reader may read are opened; whoever shows them to the reader filters what is folded from them again, row by row.
 */
export async function sourceOf(folder: string, { as, at }: Pick<RunOptions, "as" | "at"> = {}): Promise<DataSource> {
  if (existsSync(join(folder, LEDGER_FILE))) return ledgerSource([folder], { as, at });
  const parties = existsSync(join(folder, PACKAGE_FILE)) ? [] : ledgersIn(folder);
  if (parties.length > 0) return ledgerSource(parties, { as, at });
  if (at !== undefined) throw new Complaint(EXIT.usage, `${folder} is no ledger, so it has no earlier state.`, "Leave --at away, or keep the data set in a ledger: node bin/concord.mjs ledger init.");
  try {
    return await readTexts(folder);
  } catch (error) {
    if (error instanceof FolderError) throw new Complaint(EXIT.unreadable, error.message, "");
    throw error;
  }
}

/** Loads a data set from its folder or from a ledger, as a reader may see it and as it was at a moment, or complains of what is missing. */
export async function load(folder: string, options: Pick<RunOptions, "as" | "at"> = {}): Promise<LoadedDataset> {
  return datasetOf(await sourceOf(folder, options), options.as);
}

/** A data set from its texts, as a reader may see it. */
function datasetOf({ files, digest, released = [] }: DataSource, as?: string): LoadedDataset {
  if (as === undefined) return { ...readDataset(files, { parameters: allParameters }), digest };
  return loadTexts(files, { parameters: allParameters, reader: readerOf(as), released });
}

/** The data set that the ledgers of some folders make. */
function ledgerSource(folders: readonly string[], options: LedgerView): DataSource {
  const ledgers: OpenLedger[] = [];
  try {
    for (const it of folders) ledgers.push(openFolder(it));
    return sourceOfLedgers(ledgers, options);
  } finally {
    for (const it of ledgers) it.store.close();
  }
}

interface LedgerView {
  readonly as?: string | undefined;
  readonly at?: string | undefined;
}

/** The data set that one open ledger makes, or those of several parties together. */
export function sourceOfLedgers(ledgers: readonly OpenLedger[], { as, at }: LedgerView = {}): DataSource {
  const moment = at === undefined ? undefined : momentFor(at, as);
  if (moment !== undefined && moment.kind !== "time" && ledgers.length > 1) throw new Complaint(EXIT.usage, "Several ledgers have no number of commits in common.", "Name a time: --at 2031-12-31.");
  const parts = ledgers.map((ledger) => {
    const rights = as === undefined ? undefined : readersOf(ledger, as, ledgers);
    const sizes = moment === undefined ? undefined : sizesAt(ledger, moment, rights === undefined ? {} : { permits: rights.own });
    if (sizes !== undefined && isFault(sizes)) throw new Complaint(EXIT.usage, sizes.message, "Give a number of commits, a time, or the file of a checkpoint of this ledger.");
    const permits = rights?.opens;
    return { party: ledger.party, channels: readChannels(ledger, { given: lastRows, ...(permits !== undefined && { permits }), ...(sizes !== undefined && { sizes }) }) };
  });
  const [only, more] = parts;
  const tables = only !== undefined && more === undefined ? tablesOf(only.channels) : mergeParties(parts.map(({ party, channels }) => ({ party, tables: tablesOf(channels) })));
  const files = filesOf(tables);
  return { files, digest: digestOf(files), released: releasedRows(releasesIn(parts.flatMap((it) => it.channels), (moment?.kind === "time" ? moment.time : tools.now()).slice(0, 10))) };
}

/** Options that choose a run. */
export interface RunOptions {
  /** Who looks, as `--as` gives it. */
  readonly as?: string;
  /** State of a ledger, as `--at` gives it. */
  readonly at?: string;
  readonly path?: string;
  readonly set?: readonly string[];
  /** Seconds an objective, or as an option without a value, for choices within the model. */
  readonly whole?: number | true;
  /** Also the products and closing of lines. */
  readonly lines?: boolean;
}

/** Reads `--set id=value`. */
export function parametersOf(set: readonly string[]): Readonly<Record<string, number>> {
  const ids = allParameters.map((it) => it.id);
  return Object.fromEntries(
    set.map((it) => {
      const [id = "", text = ""] = it.split("=");
      if (!ids.includes(id)) throw new Complaint(EXIT.usage, `"${id}" is not a parameter.`, `Did you mean ${nearest(id, ids) ?? ids[0]}? All of them stand in docs/parameters.md.`);
      const { value: usual, unit } = allParameters.find((one) => one.id === id)!;
      const value = (unit.startsWith("share") ? percentIn(text) : undefined) ?? Number(text);
      if (text === "" || !Number.isFinite(value)) throw new Complaint(EXIT.usage, `"${it}" sets no number.`, `Write --set ${id}=${usual.base}, which is its default (${unit}).`);
      if (value < 0 && usual.low >= 0) throw new Complaint(EXIT.usage, `"${it}": ${id} (${unit}) cannot be negative.`, `Its default is ${usual.base}${usual.low < usual.high ? `, its range ${usual.low} to ${usual.high}` : ""}.`);
      return [id, value];
    }),
  );
}

/** What of a run's ground a reader must know before its figures: rows that errors leave out, and parameters beyond their range. */
export function groundRemarks(folder: string, { dataset, set }: { readonly dataset: LoadedDataset; readonly set: readonly string[] }): readonly string[] {
  const lost = new Set(dataset.findings.filter((it) => it.level === "error").map((it) => `${it.file}:${it.row ?? ""}:${it.fact ?? ""}`)).size;
  const beyond = Object.entries(parametersOf(set)).flatMap(([id, value]) => {
    const { low, high } = allParameters.find((one) => one.id === id)!.value;
    return low < high && (value < low || value > high) ? [`${id} = ${value} lies outside its range, ${low} to ${high}.`] : [];
  });
  return [...(lost === 0 ? [] : [`${lost} ${lost === 1 ? "row has an error and is" : "rows have errors and are"} left out of everything below: node bin/concord.mjs check ${folder}`]), ...beyond];
}

// Where `--whole` names no time. Unit: s.
const WHOLE_SECONDS = 60;

/** Loads and assesses a data set: everything but the plan. */
export async function assessed(folder: string, options: RunOptions): Promise<Results & { readonly dataset: LoadedDataset }> {
  return assessSource(folder, await sourceOf(folder, options), options);
}

/** Assesses a data set that is read already, or complains of what it lacks. */
export function assessSource(folder: string, source: DataSource, options: RunOptions): Results & { readonly dataset: LoadedDataset } {
  const dataset = datasetOf(source, options.as);
  const { alliance } = dataset;
  if (alliance === undefined) throw new Complaint(EXIT.unreadable, `The data set in ${folder} cannot be used: its datapackage.json is missing or wrong.`, `Run: node bin/concord.mjs check ${folder}`);
  if (alliance.nations.length === 0) throw new Complaint(EXIT.unreadable, `The data set in ${folder} has no nation.`, `Run: node bin/concord.mjs check ${folder}`);
  const paths = [...new Set(alliance.facts.budget.map((it) => it.path))];
  if (options.path !== undefined && !paths.includes(options.path)) throw new Complaint(EXIT.usage, `"${options.path}" is not a budget path of this data set.`, `Use one of: ${paths.join(", ")}.`);
  if (options.lines === true && options.whole === undefined) throw new Complaint(EXIT.usage, "--lines opens further choices within the model, and none are made within it.", "Write --whole --lines.");
  return { ...assessAlliance({ alliance, digest: dataset.digest }, choicesOf(options), sha256), dataset };
}

/** What the options choose for a run. */
export const choicesOf = (options: RunOptions): Choices => ({ ...(options.path !== undefined && { path: options.path }), parameters: parametersOf(options.set ?? []), ...(options.whole !== undefined && { wholeSeconds: options.whole === true ? WHOLE_SECONDS : options.whole, wholeLines: options.lines === true }) });

/** Plans, with progress, or reads the stored result of the same run. Ctrl-C stops the solver and ends the command. */
export async function planned(results: Results, out: Out, more: { readonly fresh: boolean; /** Which of several plans it is. */ readonly of?: string; /** What is kept when it is stopped. */ readonly kept?: string }): Promise<Results & { readonly comparison: NonNullable<Results["comparison"]> }> {
  const stored = more.fresh ? undefined : await readSound(results.runKey, isSound(results));
  if (stored !== undefined) {
    out.progressDone(`Read the stored result of run ${results.runKey.slice(0, 12)}; --fresh computes it anew.`);
    return { ...results, comparison: stored };
  }
  const stop = new AbortController();
  const enough = new AbortController();
  let isSearching = false;
  const onInterrupt = (): void => {
    // What a search has found is worth keeping; whoever wants to leave asks again.
    if (!isSearching || enough.signal.aborted) return stop.abort();
    enough.abort();
    out.say("Taking the best choices found so far; Ctrl-C again stops without a plan.");
  };
  process.on("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 2 });
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  let done = 0;
  const hold = heldToEstimate();
  try {
    const made = await planResults(results, {
      solver,
      signal: stop.signal,
      now: () => performance.now() / 1000,
      enough: enough.signal,
      onProgress: (it) => {
        isSearching = it.stage === "whole";
        const view = hold(progressOf(it, seconds(), { before: done, isWhole: results.wholeSeconds !== undefined }), seconds());
        done = view.done;
        out.progress(more.of === undefined ? view : { ...view, stage: `${more.of}: ${view.stage}` });
      },
    });
    out.progressDone(`${more.of === undefined ? "" : `${more.of}: `}Planned in ${seconds().toFixed(1)} s.`);
    const isFound = results.wholeSeconds === undefined || made.comparison.byRule !== undefined;
    if (!isFound) out.say(`No plan with its choices made within the model was found in ${results.wholeSeconds} s: this is the plan by rule, and it is not stored. Give the search more time, for example --whole ${3 * results.wholeSeconds!}.`);
    // A search that was cut short is no result of this run key: the same run may find more.
    if (isFound && !enough.signal.aborted) await writeRun(results.runKey, made.comparison);
    return made;
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, `Stopped; nothing of this plan was stored${more.kept === undefined ? "" : `, ${more.kept}`}.`, more.kept === undefined ? "Run the command again to start over." : "Run the command again to go on from there.");
    throw new Complaint(EXIT.noPlan, `No plan could be made: ${error instanceof Error ? error.message : String(error)}`, error instanceof Error && error.name === "NoAnswerError" ? MEND_LATE : "Check the data with `node bin/concord.mjs check`; if it persists, report it with the run key.");
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}
