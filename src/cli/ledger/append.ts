import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeText, readFolder } from "#adapters/files";
import { appendDrafts, type Draft, draftsOf, logName, type OpenLedger, readChannels, tablesOf, type Written } from "#app";
import { isJsonFault, isList, isObject, parseJson } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { mustBeAppended, putPolicyFile, readBytes, withLedger, writersOf } from "./folder.ts";

interface AppendOptions {
  readonly label?: string;
  readonly hide: readonly string[];
  readonly json?: boolean;
}

/** `concord ledger append DIR WHAT`: a data set's new, changed and withdrawn rows, or drafts from a file of JSON lines. */
export function ledgerAppend(folder: string, what: string, options: AppendOptions, out: Out): Promise<number> {
  return withLedger(folder, async (ledger) => {
    const drafts = existsSync(join(what, "datapackage.json")) ? await dataDrafts(ledger, what, options) : lineDrafts(what, options);
    const { written } = mustBeAppended(appendDrafts(ledger, drafts, writersOf(folder, ledger)));
    if (written.length > 0) putPolicyFile(folder, ledger);
    printWritten(ledger, written, options, out);
    return EXIT.ok;
  });
}

/** Says what was written, and where each channel stands. */
export function printWritten(ledger: OpenLedger, written: readonly Written[], { json }: { readonly json?: boolean | undefined }, out: Out): void {
  const touched = [...ledger.channels.values()].filter(({ origin }) => written.some((it) => it.origin === origin));
  if (json === true) out.print(JSON.stringify({ appended: written.length, commits: ledger.root?.tree.size ?? 0, channels: touched.map(({ origin, tree, book }) => ({ origin, label: book.label, size: tree.size })) }, undefined, 2));
  else if (written.length === 0) out.print("Nothing has changed; nothing was written.");
  else out.print([`${written.length} records appended.`, ...touched.map(({ origin, tree, book }) => `  ${logName(origin)}  ${typeof book.label === "string" ? book.label : JSON.stringify(book.label)}: ${tree.size} records`)].join("\n"));
}

async function dataDrafts(ledger: OpenLedger, path: string, options: AppendOptions): Promise<readonly Draft[]> {
  const files = new Map([...(await readFolder(path))].map(([name, bytes]) => [name, decodeText(bytes)]));
  const label = options.label ?? lowestLabel(files.get("labels.csv"));
  if (label === undefined) throw new Complaint(EXIT.usage, "The data set has no labels, so its package has none.", "Give --label.");
  try {
    return draftsOf(files, tablesOf(readChannels(ledger)), { label, hidden: options.hide });
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(EXIT.findings, error.message, "Mend the row; nothing was written.");
    throw error;
  }
}

/** Label of the lowest level in a table of labels. */
function lowestLabel(text: string | undefined): string | undefined {
  const [head = "", ...lines] = (text ?? "").split("\n");
  const at = head.split(",").indexOf("level");
  const idAt = head.split(",").indexOf("id");
  return lines.filter((it) => it !== "").map((it) => it.split(",")).sort((a, b) => Number(a[at]) - Number(b[at]))[0]?.[idAt];
}

function lineDrafts(path: string, options: AppendOptions): readonly Draft[] {
  const bytes = readBytes(path, "Give the folder of a data set, or a file with one JSON object a line.");
  const lines = new TextDecoder().decode(bytes).split("\n").filter((it) => it.trim() !== "");
  return lines.map((line, at): Draft => {
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
    return { type, label, fields, hidden: [...hide, ...options.hide.filter((it) => it in fields && !hide.includes(it))], ...(typeof subject === "string" && { subject }) };
  });
}
