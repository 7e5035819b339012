import { existsSync } from "node:fs";
import { join } from "node:path";
import { enrolmentFault, primitives } from "#adapters/keys";
import { asOf, auditLedger, isStale, LEDGER, openLedger } from "#app";
import { sqliteLedger } from "#adapters/sqlite";
import { audit, type Audit, type AuditFault, base64, isFault, type LogAudit } from "#ledger";
import { EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { wrap } from "../table.ts";
import { faultText, LEDGER_FILE, readBytes, readText, tools } from "./folder.ts";

interface VerifyOptions {
  readonly policy?: string;
  readonly freshWithin?: number;
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
  if (options.json === true) out.print(JSON.stringify({ verified: true, logs: logs.map((it) => ({ ...logJson(it), ...age(it) })), ...(root !== undefined && { root: { origin: root.checkpoint.origin, size: root.checkpoint.size, witnesses: root.witnesses } }) }, undefined, 2));
  else {
    for (const it of logs) out.print(`Verified: ${it.records.length} of ${it.checkpoint.size} entries of ${it.checkpoint.origin}${it.isWhole ? ", the whole channel" : ""}. ${witnessText(it)}${age(it).stale ? ` STALE: nothing newer than ${age(it).asOf ?? "nothing"} is known.` : ""}`);
    if (root !== undefined) out.print(`Verified: the channels stand where the root log says, ${root.checkpoint.origin} at ${root.checkpoint.size} commits. ${witnessText(root)}`);
    if (policy === undefined) out.print(wrap("Checked against the trust policy that came with it, which shows that it is one history, not whose. Give --policy FILE, obtained by another way.", out.width));
  }
  return EXIT.ok;
}

const logJson = ({ checkpoint, records, isWhole, witnesses }: LogAudit): object => ({ origin: checkpoint.origin, size: checkpoint.size, root: base64(checkpoint.root), entries: records.length, whole: isWhole, witnesses });

const witnessText = ({ witnesses }: Pick<LogAudit, "witnesses">): string => (witnesses.length === 0 ? "No witness stands behind this state: its keeper could show others another one." : `Witnesses: ${witnesses.map((it) => `${it.name} (${new Date(it.seconds * 1000).toISOString()})`).join(", ")}.`);

function verifyFolder(folder: string, policy: string | undefined): Audit | AuditFault {
  const store = sqliteLedger(join(folder, LEDGER_FILE));
  try {
    const ledger = openLedger(store, tools);
    return isFault(ledger) ? ledger : auditLedger(ledger, policy);
  } finally {
    store.close();
  }
}
