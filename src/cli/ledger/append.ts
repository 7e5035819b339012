import { existsSync } from "node:fs";
import { join } from "node:path";
import { act, appendDrafts, type Draft, logName, type OpenLedger, type Written } from "#app";
import { isJsonFault, isList, isObject, parseJson } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { formatFinding } from "#stdx";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";
import { importIntent } from "./import-intent.ts";
import { labelIn, stateOf } from "./state.ts";
import { mustBeAppended, putPolicyFile, readText, withLedger, writersOf } from "./folder.ts";
import { counted } from "../counted.ts";

interface AppendOptions {
  readonly label?: string;
  readonly hide: readonly string[];
  readonly json?: boolean;
}

/** `concord ledger append DIR WHAT`: a data set's new, changed and withdrawn rows, or drafts from a file of JSON lines. */
export function ledgerAppend(folder: string, what: string, options: AppendOptions, out: Out): Promise<number> {
  return withLedger(folder, async (ledger) => {
    const drafts = existsSync(join(what, "datapackage.json")) ? await dataDrafts(ledger, { folder, path: what }, options, out) : lineDrafts(what, options);
    const { written } = mustBeAppended(appendDrafts(ledger, drafts, writersOf(folder, ledger)));
    if (written.length > 0) putPolicyFile(folder, ledger);
    printWritten(ledger, written, options, out);
    return EXIT.ok;
  });
}

const FINDINGS_SHOWN = 20;

/** Says what was written, and where each channel stands. */
export function printWritten(ledger: OpenLedger, written: readonly Written[], { json }: { readonly json?: boolean | undefined }, out: Out): void {
  const touched = [...ledger.channels.values()].filter(({ origin }) => written.some((it) => it.origin === origin));
  if (json === true) out.print(JSON.stringify({ appended: written.length, commits: ledger.root?.tree.size ?? 0, channels: touched.map(({ origin, tree, book }) => ({ origin, label: book.label, size: tree.size })) }, undefined, 2));
  else if (written.length === 0) out.print("Nothing has changed; nothing was written.");
  else out.print([`${counted(written.length, "record")} appended.`, ...touched.map(({ origin, tree, book }) => `  ${logName(origin)}  ${typeof book.label === "string" ? book.label : JSON.stringify(book.label)}: ${tree.size} records`)].join("\n"));
}

async function dataDrafts(ledger: OpenLedger, { folder, path }: { readonly folder: string; readonly path: string }, options: AppendOptions, out: Out): Promise<readonly Draft[]> {
  const intent = await importIntent(path, options.hide);
  const label = options.label ?? labelIn(intent.files.get("labels.csv"));
  if (label === undefined) throw new Complaint(EXIT.usage, "The data set has no labels, so its package has none.", "Give --label.");
  const found = act(stateOf(ledger, { own: folder, label }), intent);
  if (found.kind === "refused") {
    for (const it of found.findings.slice(0, FINDINGS_SHOWN)) out.say(wrap(formatFinding(it), out.width));
    throw new Complaint(EXIT.findings, `The data set has ${counted(found.findings.length, "error")}.`, "Mend them (node bin/concord.mjs check says all of them); nothing was written.");
  }
  for (const [party, count] of found.left ?? []) out.say(`${counted(count, "row is", "rows are")} ${party}'s, and left to it.`);
  return found.drafts;
}

function lineDrafts(path: string, options: AppendOptions): readonly Draft[] {
  const text = readText(path, "Give the folder of a data set, or a file with one JSON object a line.");
  const lines = text.split("\n");
  const drafts = lines.flatMap((line, at): readonly Draft[] => {
    if (line.trim() === "") return [];
    const value = parseJson(new TextEncoder().encode(line));
    const complain = (message: string): never => {
      throw new Complaint(EXIT.findings, `${path}:${at + 1}: ${message}`, 'Write {"type":"…","label":"…","fields":{…}}, with "subject" where a later record may follow.');
    };
    if (isJsonFault(value)) return complain(value.message);
    if (!isObject(value)) return complain("This is no object.");
    const { type, label = options.label ?? null, subject, fields, hidden = [], ...more } = value;
    const strange = Object.keys(more)[0];
    if (strange !== undefined) return complain(`A draft has no field ${strange}.`);
    if (typeof type !== "string" || label === null || !isObject(fields)) return complain("A draft needs a type, a label and fields.");
    const hide = isList(hidden) ? hidden.filter((it) => typeof it === "string") : [];
    return [{ type, label, fields, hidden: [...hide, ...options.hide.filter((it) => it in fields && !hide.includes(it))], ...(typeof subject === "string" && { subject }) }];
  });
  const names = [...new Set(drafts.flatMap((it) => Object.keys(it.fields)))];
  const strange = options.hide.find((it) => !names.includes(it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `No draft of ${path} has a field "${strange}" to hide.`, `Their fields: ${names.join(", ")}.`);
  return drafts;
}
