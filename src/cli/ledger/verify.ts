import { existsSync } from "node:fs";
import { join } from "node:path";
import { enrolmentFault, primitives } from "#adapters/keys";
import { asOf, auditLedger, isStale, LEDGER, type LedgerTools, openLedger, type OpenLedger, policyFor } from "#app";
import { ledgerFileFault, sqliteLedger } from "#adapters/sqlite";
import { audit, type Audit, type AuditFault, base64, isFault, type LogAudit, noteKeyFor, noteKeyText } from "#ledger";
import { EXIT } from "../exit-codes.ts";
import { labelText, writeStatedLabels } from "./stated-labels.ts";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";
import { faultText, KEYS, LEDGER_FILE, NODE_KEY, nodeSigner, officersIn, POLICY, readBytes, readText, tools } from "./folder.ts";

interface VerifyOptions {
  readonly policy?: string;
  readonly freshWithin?: number;
  readonly labelsTo?: string;
  readonly json?: boolean;
}

const MEND = "Give a ledger folder or an export file.";

/** `concord ledger verify PATH`: a ledger folder or an export file, checked offline. */
export function ledgerVerify(path: string, options: VerifyOptions, out: Out): number {
  const policy = options.policy === undefined ? undefined : readText(options.policy, "Give the file of a trust policy.");
  const found = existsSync(join(path, LEDGER_FILE)) ? verifyFolder(path, policy) : audit({ primitives, enrolmentFault, bytes: readBytes(path, MEND), ...(policy !== undefined && { policy }) });
  if (isFault(found)) {
    if (options.json === true) out.print(JSON.stringify({ verified: false, code: found.code, message: found.message, ...(found.origin !== undefined && { origin: found.origin }), ...(found.index !== undefined && { index: found.index }) }, undefined, 2));
    else out.print(`NOT VERIFIED: ${faultText(found)}`);
    return EXIT.findings;
  }
  const { logs, root } = found;
  const limit = options.freshWithin ?? LEDGER.checkpointAge.value.base;
  const age = (it: LogAudit): { readonly asOf?: string; readonly stale: boolean } => {
    const time = asOf(it);
    return { ...(time !== undefined && { asOf: time }), stale: isStale(time, tools.now(), limit) };
  };
  if (options.labelsTo !== undefined) writeStatedLabels(options.labelsTo, logs);
  if (options.json === true) out.print(JSON.stringify({ verified: true, logs: logs.map((it) => ({ ...logJson(it), ...age(it) })), ...(root !== undefined && { root: { origin: root.checkpoint.origin, size: root.checkpoint.size, witnesses: root.witnesses } }) }, undefined, 2));
  else {
    for (const it of logs) out.print(`Verified: ${it.records.length} of ${it.checkpoint.size} entries of ${it.checkpoint.origin}${it.isWhole ? ", the whole channel" : ""}. ${witnessText(it)}${age(it).stale ? ` STALE: nothing newer than ${age(it).asOf ?? "nothing"} is known.` : ""}`);
    for (const it of logs) out.print(labelText(it));
    if (root !== undefined) out.print(`Verified: the channels stand where the root log says, ${root.checkpoint.origin} at ${root.checkpoint.size} commits. ${witnessText(root)}`);
    if (policy === undefined) out.print(wrap("Checked against the trust policy that came with it, which shows that it is one history, not whose. Give --policy FILE, obtained by another way.", out.width));
  }
  return EXIT.ok;
}

const logJson = ({ checkpoint, records, isWhole, witnesses, book }: LogAudit): object => ({ origin: checkpoint.origin, size: checkpoint.size, root: base64(checkpoint.root), entries: records.length, whole: isWhole, witnesses, ...(book.label !== undefined && { label: book.label }), ...(book.statedLabels.policies.length > 0 && { policies: book.statedLabels.policies.map(({ policy, sha256 }) => ({ policy, sha256 })) }) });

const witnessText = ({ witnesses }: Pick<LogAudit, "witnesses">): string => (witnesses.length === 0 ? "No witness stands behind this state: its keeper could show others another one." : `Witnesses: ${witnesses.map((it) => `${it.name} (${new Date(it.seconds * 1000).toISOString()})`).join(", ")}.`);

/** Checks a ledger folder: its file, every record, proof and witness, and that policy and keys beside it are its own. @throws StoreFault when the file cannot be read. */
export function verifyFolder(folder: string, policy: string | undefined, by: LedgerTools = tools): Audit | AuditFault {
  const path = join(folder, LEDGER_FILE);
  const store = sqliteLedger(path);
  try {
    const damage = ledgerFileFault(path);
    if (damage !== undefined) return { kind: "fault", code: "file-damaged", message: `${LEDGER_FILE} is damaged: ${damage}.` };
    const ledger = openLedger(store, by);
    if (isFault(ledger)) return ledger;
    const found = auditLedger(ledger, policy);
    return isFault(found) ? found : (besideFault(folder, ledger) ?? found);
  } finally {
    store.close();
  }
}

/** What lies beside the ledger and is not its own: a trust policy with other words, a key that is not the one its records name. */
function besideFault(folder: string, ledger: OpenLedger): AuditFault | undefined {
  const fault = (code: string, message: string): AuditFault => ({ kind: "fault", code, message });
  const { sha256 } = ledger.tools.primitives;
  if (existsSync(join(folder, POLICY)) && readText(join(folder, POLICY), "Restore it from a copy.") !== policyFor(ledger, () => true)) return fault("policy-file", `${POLICY} and the policy in ${LEDGER_FILE} differ: one of the two was changed.`);
  if (existsSync(join(folder, KEYS, NODE_KEY))) {
    const node = nodeSigner(folder, ledger.store);
    const other = ledger.store.logs().find((it) => noteKeyText(noteKeyFor(sha256, it.origin, node(it.origin))) !== it.key);
    if (other !== undefined) return fault("key-file", `${KEYS}/${NODE_KEY} is not the key that signs ${other.origin}.`);
  }
  const booked = new Map([...ledger.channels.values()].flatMap(({ book }) => book.all.map((it) => [it.key.name, base64(it.key.publicKey)] as const)));
  for (const [name, signer] of officersIn(folder, ledger.party)) {
    const key = booked.get(name);
    if (key !== undefined && key !== base64(signer.publicKey)) return fault("key-file", `The key of ${name} in ${KEYS} is not the one that the ledger knows under this name.`);
  }
  return undefined;
}
