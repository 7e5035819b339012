import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { channelSigner, enrolmentFault, primitives, random, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, createLedger, type Draft, exportLedger, type ExportAsk, type LedgerTools, type OpenLedger, policyFor, type Writers } from "#app";
import { audit, isFault, type Json, type LedgerFault, noteKeyFor, noteKeyText, type Signer } from "#ledger";

/** What the tests of the ledger share: fixed keys, a fixed clock, small ledgers in files of their own. */
export const tools: LedgerTools = { primitives, enrolmentFault, random, now: () => "2026-03-01T10:00:00Z" };
export const signer = (at: number): Signer => signerFromSeed(new Uint8Array(32).fill(at));
export const keyText = (name: string, at: number, algorithm?: number): string => noteKeyText(noteKeyFor(primitives.sha256, name, signer(at), algorithm));
export const [ONE, TWO, CLERK, WITNESS] = [2, 3, 4, 5] as const;
export const node = (origin: string): Signer => channelSigner(new Uint8Array(32).fill(1), origin);
export const officers: Writers = { authors: new Map([["XAA/one", signer(ONE)], ["XAA/two", signer(TWO)]]), node };
export const clerk: Writers = { authors: new Map([["XAA/clerk", signer(CLERK)]]), node };
export const folder = mkdtempSync(join(tmpdir(), "concord-ledger-"));
let count = 0;
export const newPath = (ending: string): string => join(folder, `${count++}.${ending}`);

export const newLedger = ({ policy = "quorum none\n", label = "PUBLIC", use = tools }: { readonly policy?: string; readonly label?: Json; readonly use?: LedgerTools } = {}): OpenLedger =>
  createLedger(sqliteLedger(newPath("sqlite")), use, { party: "XAA", policy, officers: officers.authors, needed: 2, label, node });

export const stock = (at: number, label: Json = "RESTRICTED"): Draft => ({ type: "stock", subject: "155 mm", fields: { quantity: 1000 + at, place: "depot" }, hidden: ["quantity"], label });
export const note = (text: string, label: Json = "PUBLIC"): Draft => ({ type: "note", fields: { text }, label });

/** Appends, and answers the kind of the answer or the code of the refusal. */
export function append(ledger: OpenLedger, drafts: readonly Draft[], writers: Writers = officers): string {
  const answer = appendDrafts(ledger, drafts, writers);
  return answer.kind === "refused" ? answer.fault.code : answer.kind;
}

export const sound = <T extends object>(it: T): Exclude<T, LedgerFault> => {
  if (isFault(it)) throw new Error(`${it.code}: ${it.message}`);
  return it as Exclude<T, LedgerFault>;
};
export const exported = (ledger: OpenLedger, ask?: ExportAsk): Uint8Array => sound(exportLedger(ledger, ask));
export const originOf = (ledger: OpenLedger, label: Json): string => [...ledger.channels.values()].find((it) => JSON.stringify(it.book.label) === JSON.stringify(label))?.origin ?? "";
export const wholePolicy = (ledger: OpenLedger): string => policyFor(ledger, () => true);

/** Code of the fault that an audit finds, or `sound`. */
export function codeOf(bytes: Uint8Array, policy?: string): string {
  const found = audit({ primitives, enrolmentFault, bytes, ...(policy !== undefined && { policy }) });
  return isFault(found) ? found.code : "sound";
}
