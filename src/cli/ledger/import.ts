import { existsSync } from "node:fs";
import { join } from "node:path";
import { appendDrafts, draftsOf, readChannels, splitByOwner, tablesOf } from "#app";
import { readDataset } from "#exchange";
import { formatFinding } from "#stdx";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { tableText, wrap } from "../table.ts";
import { LEDGER_FILE, mustBeAppended, putPolicyFile, withLedger, writersOf } from "./folder.ts";
import { importIntent } from "./import-intent.ts";
import { ledgerInit } from "./init.ts";
import { labelIn } from "./state.ts";
import { counted } from "../counted.ts";

interface ImportOptions {
  readonly steward: string;
  readonly label?: string;
  readonly hide: readonly string[];
  readonly init?: boolean;
  readonly officers: number;
  readonly json?: boolean;
}

/** `concord ledger import DIR DATASET`: each row goes to the ledger of its owner, in a folder of that name below DIR. */
export async function ledgerImport(folder: string, what: string, options: ImportOptions, out: Out): Promise<number> {
  const { files } = await importIntent(what, options.hide);
  const errors = readDataset(files).findings.filter((it) => it.level === "error");
  for (const it of errors.slice(0, FINDINGS_SHOWN)) out.say(wrap(formatFinding(it), out.width));
  if (errors.length > 0) throw new Complaint(EXIT.findings, `The data set has ${counted(errors.length, "error")}.`, "Mend them (node bin/concord.mjs check says all of them); nothing was written.");
  const label = options.label ?? labelIn(files.get("labels.csv"));
  if (label === undefined) throw new Complaint(EXIT.usage, "The data set has no labels, so its package has none.", "Give --label.");
  const parts = [...splitByOwner(files, options.steward)];
  const missing = parts.map(([party]) => party).filter((it) => !existsSync(join(folder, it, LEDGER_FILE)));
  if (missing.length > 0 && options.init !== true) throw new Complaint(EXIT.unreadable, `There is no ledger of ${missing.join(", ")} below ${folder}.`, `Make each where its officers are, node bin/concord.mjs ledger init ${join(folder, missing[0]!)} --party ${missing[0]}, or all of them here with --init.`);
  const quiet: Out = { ...out, print: () => undefined };
  for (const party of missing) ledgerInit(join(folder, party), { party, officers: options.officers, witness: [], label }, quiet);
  const done = parts.map(([party, own]) =>
    withLedger(join(folder, party), (ledger) => {
      const drafts = draftsOf(own, tablesOf(readChannels(ledger)), { label, hidden: options.hide });
      const { written } = mustBeAppended(appendDrafts(ledger, drafts, writersOf(join(folder, party), ledger)));
      putPolicyFile(join(folder, party), ledger);
      return { party, records: written.length, channels: ledger.channels.size };
    }),
  );
  if (options.json === true) out.print(JSON.stringify(done, undefined, 2));
  else out.print(tableText([{ title: "ledger of" }, { title: "records", right: true }, { title: "channels", right: true }], done.map((it) => [it.party, String(it.records), String(it.channels)]), out.width));
  return EXIT.ok;
}

const FINDINGS_SHOWN = 20;
