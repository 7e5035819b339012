import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { makeFolderDurably, replaceDurably, writeNewDurably } from "#adapters/files";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, type Evidence, EVIDENCE_DECIDED, evidenceText, logName, lowestLabel, type OpenLedger, readChannels, receiveExport } from "#app";
import { audit, type AuditFault, isFault } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { faultText, LEDGER_FILE, mustBeAppended, readBytes, readText, tools, withLedger, writersOf } from "./folder.ts";
import { stateOf } from "./state.ts";
import { counted } from "../counted.ts";

/** What others exported is kept below one's own ledger, and so is proof against them. */
const IMPORTS = "imports";
const EVIDENCE = "evidence";

/** `concord ledger receive DIR FILE`: takes another party's export into a copy of its logs. */
export function ledgerReceive(folder: string, path: string, options: { readonly policy: string; readonly json?: boolean }, out: Out): number {
  const bytes = readBytes(path, "Give an export of the other party's ledger.");
  const policy = readText(options.policy, "Give the trust policy of the other party, obtained by a way of its own.");
  return withLedger(folder, (ledger) => {
    const checked = audit({ primitives: tools.primitives, enrolmentFault: tools.enrolmentFault, bytes, policy });
    if (isFault(checked)) throw new Complaint(EXIT.findings, `Not received: ${faultText(checked)}`, mendOf(checked, "Ask the other party for a sound file."));
    const party = checked.logs[0]?.book.party ?? "";
    if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(party)) throw new Complaint(EXIT.findings, "Not received: the file does not say whose it is.", "Nothing was taken. Ask for an export with its first records.");
    const copy = join(folder, IMPORTS, party);
    makeFolderDurably(copy, 0o700);
    const store = sqliteLedger(join(copy, LEDGER_FILE));
    try {
      const found = receiveExport({ store, tools, bytes, policy, isStopped: (origin) => isStopped(folder, ledger, origin) });
      if (isFault(found)) throw new Complaint(EXIT.findings, `Not received: ${faultText(found)}`, found.code === "receive-stopped" ? `See ${join(folder, EVIDENCE)}; then: node bin/concord.mjs ledger decide ${folder} ${found.origin ?? ""} --reason TEXT` : mendOf(found, "Ask the other party for a sound file, whole or from where the copy ends."));
      if (found.kind === "equivocation") return keepEvidence(folder, found.evidence, bytes);
      if (options.json === true) out.print(JSON.stringify(found, undefined, 2));
      else for (const it of found.logs) out.print(it.to === it.from ? `${it.origin}: nothing new, ${it.to} entries.` : `${it.origin}: ${counted(it.to - it.from, "entry", "entries")} taken, ${it.to} in all.`);
      return EXIT.ok;
    } finally {
      store.close();
    }
  });
}

/** What to do where nothing was taken. A release may stand on the keys of a third party, which only the policy can vouch for. */
const mendOf = ({ code }: AuditFault, otherwise: string): string => `Nothing was taken. ${code === "release-evidence" ? "If you trust the logs of the party whose keys are shown, put their log lines into the policy too." : otherwise}`;

function keepEvidence(folder: string, evidence: Evidence, bytes: Uint8Array): never {
  makeFolderDurably(join(folder, EVIDENCE), 0o700);
  const name = `${logName(evidence.origin)}-${evidenceOf(folder, evidence.origin).length + 1}`;
  writeNewDurably(join(folder, EVIDENCE, `${name}.export`), bytes);
  replaceDurably(join(folder, EVIDENCE, `${name}.json`), evidenceText(evidence));
  throw new Complaint(EXIT.findings, `${evidence.origin} has shown two histories: what it signed now does not go on from what it signed before. Nothing was taken, and nothing more is.`, `Both checkpoints and the file are kept as ${join(folder, EVIDENCE, name)}.*: pass them to every peer. Two persons can decide to go on: node bin/concord.mjs ledger decide ${folder} ${evidence.origin} --reason TEXT`);
}

const evidenceOf = (folder: string, origin: string): readonly string[] => (existsSync(join(folder, EVIDENCE)) ? readdirSync(join(folder, EVIDENCE)).filter((it) => it.startsWith(`${logName(origin)}-`) && it.endsWith(".json")) : []);

/** Whether there is evidence against a log on which two persons have not decided. */
function isStopped(folder: string, ledger: OpenLedger, origin: string): boolean {
  const decided = new Set(readChannels(ledger).flatMap((it) => it.records.filter((record) => record.type === EVIDENCE_DECIDED && personsBehind(ledger, it.origin, record.by) >= 2).map((record) => record.fields["evidence"])));
  return evidenceOf(folder, origin).some((it) => !decided.has(it));
}

const personsBehind = ({ channels }: OpenLedger, origin: string, by: readonly string[]): number => new Set(by.map((name) => channels.get(origin)?.book.all.find((it) => it.key.name === name)?.person)).size;

/** `concord ledger decide DIR ORIGIN`: two persons decide to go on with a log that showed two histories. */
export function ledgerDecide(folder: string, origin: string, { reason, label }: { readonly reason: string; readonly label?: string }, out: Out): number {
  const open = evidenceOf(folder, origin);
  if (open.length === 0) throw new Complaint(EXIT.usage, `There is no evidence against ${origin}.`, "Name a log whose evidence is kept.");
  return withLedger(folder, (ledger) => {
    const writers = writersOf(folder, ledger);
    const [first] = ledger.channels.keys();
    if (personsBehind(ledger, first ?? "", [...writers.authors.keys()]) < 2) throw new Complaint(EXIT.findings, "Not decided: one person alone cannot.", "It takes the keys of two persons.");
    const under = label ?? lowestLabel(stateOf(ledger, { own: folder }).tables) ?? ledger.channels.get(first ?? "")?.book.label ?? null;
    mustBeAppended(appendDrafts(ledger, open.map((evidence) => ({ type: EVIDENCE_DECIDED, subject: evidence, fields: { origin, evidence, reason }, label: under })), writers));
    out.print(`Decided: ${origin} is received again from what is kept of it on. The evidence stays.`);
    return EXIT.ok;
  });
}
