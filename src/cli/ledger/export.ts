import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportLedger, filesOf, labelKey, logName, readChannels, tablesOf } from "#app";
import { isFault, RELEASE_BASIS } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { POLICY, withLedger } from "./folder.ts";
import { readersOf } from "./readers.ts";

interface ExportOptions {
  readonly channel: readonly string[];
  readonly as?: string;
  readonly type: readonly string[];
  readonly without: readonly string[];
  readonly root?: boolean;
  readonly basis?: boolean;
  readonly data?: boolean;
}

/** `concord ledger export DIR TO`: records with proofs in one file, or with `--data` the data set they make. */
export function ledgerExport(folder: string, to: string, options: ExportOptions, out: Out): number {
  return withLedger(folder, (ledger) => {
    const permits = options.as === undefined ? undefined : readersOf(ledger, options.as).own;
    const channels = readChannels(ledger, permits === undefined ? {} : { permits });
    const names = channels.flatMap((it) => [it.origin, logName(it.origin), ...(it.label === undefined ? [] : [labelKey(it.label), String(it.label)])]);
    const unknown = options.channel.find((it) => !names.includes(it));
    if (unknown !== undefined) throw new Complaint(EXIT.usage, `There is no channel "${unknown}" to export.`, `Name one of: ${channels.map((it) => `${logName(it.origin)} (${labelKey(it.label ?? "")})`).join(", ")}.`);
    const mine = channels.filter((it) => options.channel.length === 0 || [it.origin, logName(it.origin), labelKey(it.label ?? ""), String(it.label)].some((name) => options.channel.includes(name)));
    if (options.data === true) {
      const files = filesOf(tablesOf(mine));
      if (existsSync(to)) throw new Complaint(EXIT.usage, `${to} is there already.`, "Name a new folder: nothing is written over.");
      mkdirSync(to, { recursive: true });
      for (const [name, text] of files) writeFileSync(join(to, name), text);
      out.print(`${files.size} files of the data set are in ${to}.`);
      return EXIT.ok;
    }
    const types = new Set(mine.flatMap((it) => it.records.map((record) => record.type)));
    const strange = options.type.find((it) => !types.has(it));
    if (strange !== undefined) throw new Complaint(EXIT.usage, `No record of this ledger is of type "${strange}".`, `Its types: ${[...types].join(", ")}. Rows of a data set are of type row.`);
    // A log of before channels holds records of any label: a reader of some gets none of it.
    const origins = new Set(mine.filter((it) => it.label !== undefined || permits === undefined).map((it) => it.origin));
    const bytes = exportLedger(ledger, { channel: (origin) => origins.has(origin), wanted: (it) => options.type.length === 0 || options.type.includes(it.type), keepField: (it) => !options.without.includes(it) && (it !== RELEASE_BASIS || options.basis === true), root: options.root === true });
    if (isFault(bytes)) throw new Complaint(EXIT.noPlan, bytes.message, "Append something first, or name a channel that the reader may read.");
    writeFileSync(to, bytes);
    out.print(`Written to ${to}. Anyone can check it: concord ledger verify ${to} --policy ${join(folder, POLICY)}`);
    return EXIT.ok;
  });
}
