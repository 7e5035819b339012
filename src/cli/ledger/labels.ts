import { appendDrafts, type Draft, labelStatements } from "#app";
import { readSpif } from "#exchange";
import { isJsonFault, isObject, parseJson, type StatedRoster } from "#ledger";
import { primitives } from "#adapters/keys";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { mustBeAppended, readBytes, readText, withLedger, writersOf } from "./folder.ts";

interface LabelsOptions {
  readonly policy: string;
  readonly roster?: string;
  readonly from?: string;
}

/** `concord ledger labels DIR --policy FILE`: states in every channel what its labels mean, so that an export can be read with nothing beside it. */
export function ledgerLabels(folder: string, options: LabelsOptions, out: Out): number {
  const text = readText(options.policy, "Give the SPIF of the label policy.");
  const read = readSpif(text, { tolerant: true });
  if (read.kind === "refused") throw new Complaint(EXIT.findings, `${options.policy} is no label policy that can be read: ${read.findings.slice(0, 3).map((it) => `line ${it.line}: ${it.message}`).join(" ")}`, "Nothing was written. Mend the file, or ask whoever issued it.");
  const { name } = read.policy;
  const roster = options.roster === undefined ? undefined : rosterIn(options.roster, { policy: name, from: options.from });
  return withLedger(folder, (ledger) => {
    const drafts: readonly Draft[] = labelStatements(ledger, { policy: name, text, ...(roster !== undefined && { roster }), sha256: primitives.sha256 });
    if (drafts.length > 0) mustBeAppended(appendDrafts(ledger, drafts, writersOf(folder, ledger)));
    out.print(drafts.length === 0 ? `Every channel states ${name} as it is in ${options.policy} already.` : `${name} is stated in ${new Set(drafts.map((it) => JSON.stringify(it.label))).size} channels. Run the command again when a channel has come.`);
    return EXIT.ok;
  });
}

/** Groups with their members, from a day on. */
function rosterIn(path: string, { policy, from }: { readonly policy: string; readonly from: string | undefined }): StatedRoster {
  const mend = 'Write {"GROUP":["MEMBER", …], …}.';
  if (from === undefined || !/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(Date.parse(from))) throw new Complaint(EXIT.usage, `A roster needs the day from which it holds${from === undefined ? "" : `; "${from}" is none`}.`, "Give --from YYYY-MM-DD.");
  const value = parseJson(readBytes(path, mend));
  if (isJsonFault(value)) throw new Complaint(EXIT.unreadable, `${path}: ${value.message}`, mend);
  if (!isObject(value) || !Object.values(value).every((it) => Array.isArray(it) && it.every((one) => typeof one === "string"))) throw new Complaint(EXIT.unreadable, `${path} is no roster.`, mend);
  return { policy, from, groups: { ...value } as StatedRoster["groups"] };
}
