import { existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type ExportAsk, exportLedger, fieldsOf, filesOf, labelKey, logName, readChannels, releasedRows, releasesIn, sizesAt, tablesOf } from "#app";
import { visibleTo } from "#exchange";
import { isFault, RELEASE_BASIS } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { readerOf } from "../reader.ts";
import { sourceOf } from "../load.ts";
import { LEDGER_FILE, POLICY, tools, withLedger } from "./folder.ts";
import { momentFor } from "./moment.ts";
import { readersOf } from "./readers.ts";
import { ledgersIn } from "./state.ts";
import { counted } from "../counted.ts";

interface ExportOptions {
  readonly channel: readonly string[];
  readonly as?: string;
  readonly at?: string;
  readonly type: readonly string[];
  readonly without: readonly string[];
  readonly root?: boolean;
  readonly basis?: boolean;
  readonly data?: boolean;
}

/** `concord ledger export DIR TO`: records with proofs in one file, or with `--data` the data set they make. */
export async function ledgerExport(folder: string, to: string, options: ExportOptions, out: Out): Promise<number> {
  if (!existsSync(join(folder, LEDGER_FILE)) && ledgersIn(folder).length > 0) return exportParties(folder, to, options, out);
  return withLedger(folder, (ledger) => {
    mustBeNew(to, folder);
    const rights = options.as === undefined ? undefined : readersOf(ledger, options.as);
    if (options.at !== undefined && options.data !== true) throw new Complaint(EXIT.usage, "Records are exported under the checkpoint of now.", "Give --at with --data, or leave it away.");
    const sizes = options.at === undefined ? undefined : sizesAt(ledger, momentFor(options.at, options.as), rights === undefined ? {} : { permits: rights.own });
    if (sizes !== undefined && isFault(sizes)) throw new Complaint(EXIT.usage, sizes.message, "Give a number of commits, a time, or the file of a checkpoint of this ledger.");
    // Records go out whole, so a reader gets a channel only where all of it is theirs; rows of a data set are filtered one by one.
    const permits = options.data === true ? rights?.opens : rights?.own;
    const channels = readChannels(ledger, { ...(permits !== undefined && { permits }), ...(sizes !== undefined && { sizes }) });
    const names = channels.flatMap((it) => [it.origin, logName(it.origin), ...(it.label === undefined ? [] : [labelKey(it.label), String(it.label)])]);
    const unknown = options.channel.find((it) => !names.includes(it));
    if (unknown !== undefined) throw new Complaint(EXIT.usage, `There is no channel "${unknown}" to export.`, `Name one of: ${channels.map((it) => `${logName(it.origin)} (${labelKey(it.label ?? "")})`).join(", ")}.`);
    const mine = channels.filter((it) => options.channel.length === 0 || [it.origin, logName(it.origin), labelKey(it.label ?? ""), String(it.label)].some((name) => options.channel.includes(name)));
    if (options.data === true) {
      if (options.without.length > 0 || options.type.length > 0) throw new Complaint(EXIT.usage, "A data set is exported with all cells of all its rows that the reader may see.", "Leave --without and --type away, or export records, without --data.");
      const all = filesOf(tablesOf(mine));
      return putData(to, options.as === undefined ? all : visibleTo(all, readerOf(options.as), releasedRows(releasesIn(mine, tools.now().slice(0, 10)))), out);
    }
    const types = new Set(mine.flatMap((it) => it.records.map((record) => record.type)));
    const strange = options.type.find((it) => !types.has(it));
    if (strange !== undefined) throw new Complaint(EXIT.usage, `No record of this ledger is of type "${strange}".`, `Its types: ${[...types].join(", ")}. Rows of a data set are of type row.`);
    // A log of before channels holds records of any label: a reader of some gets none of it.
    const origins = new Set(mine.filter((it) => it.label !== undefined || permits === undefined).map((it) => it.origin));
    const ask: ExportAsk = { channel: (origin) => origins.has(origin), wanted: (it) => options.type.length === 0 || options.type.includes(it.type) };
    const { hidden, open } = fieldsOf(ledger, ask);
    const fixed = options.without.find((it) => !hidden.has(it));
    if (fixed !== undefined) throw new Complaint(EXIT.usage, `No record of this export has "${fixed}" as a field that can be withheld${open.has(fixed) ? ": its readers see it" : ""}.`, `What can be withheld: ${[...hidden].join(", ") || "nothing; append with --hide to make it so"}.`);
    for (const it of options.without) if (open.has(it)) out.say(`Some records of this export show ${it} to every reader, since it was not hidden when they were appended: there it stays. Leave them out with --type or --channel.`);
    const bytes = exportLedger(ledger, { ...ask, keepField: (it) => !options.without.includes(it) && (it !== RELEASE_BASIS || options.basis === true), root: options.root === true });
    if (isFault(bytes)) throw new Complaint(EXIT.noPlan, bytes.message, "Append something first, or name a channel that the reader may read.");
    written(to, () => writeFileSync(to, bytes, { flag: "wx" }));
    out.print(`Written to ${to}. Anyone can check it: node bin/concord.mjs ledger verify ${to} --policy ${join(folder, POLICY)}`);
    return EXIT.ok;
  });
}

/** The data set that several parties' ledgers make together: what was imported as entries of its owners goes out whole again. */
async function exportParties(folder: string, to: string, options: ExportOptions, out: Out): Promise<number> {
  const parties = ledgersIn(folder);
  if (options.data !== true) throw new Complaint(EXIT.usage, `${folder} holds several ledgers, and records are exported from one.`, `Name one: ${parties.join(", ")}. Or give --data for the data set that they make together.`);
  if ([options.channel, options.type, options.without].some((it) => it.length > 0)) throw new Complaint(EXIT.usage, "A data set is exported with all cells of all its rows that the reader may see.", "Leave --channel, --type and --without away.");
  mustBeNew(to, folder);
  const { as, at } = options;
  const { files, released = [] } = await sourceOf(folder, { ...(as !== undefined && { as }), ...(at !== undefined && { at }) });
  return putData(to, as === undefined ? files : visibleTo(files, readerOf(as), released), out);
}

function putData(to: string, files: ReadonlyMap<string, string>, out: Out): number {
  if (files.size === 0) throw new Complaint(EXIT.findings, "There is no data set in what is asked for.", "Name a later moment, other channels, or a reader who may see some of it.");
  written(to, () => {
    mkdirSync(to);
    for (const [name, text] of files) writeFileSync(join(to, name), text, { flag: "wx" });
  });
  out.print(`${counted(files.size, "file")} of the data set ${files.size === 1 ? "is" : "are"} in ${to}.`);
  return EXIT.ok;
}

/** Complains of a place that is taken, that lies in the ledger's own folder, or whose folder is missing: nothing is written over. */
function mustBeNew(to: string, folder: string): void {
  if (existsSync(to)) throw new Complaint(EXIT.usage, `${to} is there already.`, "Name a new file, or with --data a new folder: nothing is written over.");
  const parent = dirname(resolve(to));
  if (!existsSync(parent) || !statSync(parent).isDirectory()) throw new Complaint(EXIT.usage, `There is no folder ${parent} to write ${basename(to)} to.`, "Make it first, or name another place.");
  const inside = relative(realpathSync(folder), realpathSync(parent)).split(/[\\/]/)[0];
  if (inside !== "..") throw new Complaint(EXIT.usage, `${to} is in the folder of the ledger.`, "Name a place outside of it: what is exported leaves the ledger, and its folder is backed up whole.");
}

/** Writes, and complains of what the disk refuses. */
function written(to: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new Complaint(EXIT.unreadable, `${to} cannot be written (${code}).`, "Name a place where you may write, on a disk with room; remove what was begun.");
  }
}
