import { audit, type Audit, type AuditFault, CHANNEL_OPENED, disclosedNames, type Entry, exportBytes, type ExportedRoot, isFault, isObject, type Json, KEY_ENROLLED, KEY_REVOKED, LABEL_POLICY, type LedgerFault, type LedgerRecord, OPENED, readRecord, readRootEntry, redacted, type StoredLog, ROSTER } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";
import { policyFor, trustOf } from "./trust.ts";

/** Without them no record can be checked, nor its label be read. */
const GOVERNING: readonly string[] = [OPENED, CHANNEL_OPENED, KEY_ENROLLED, KEY_REVOKED, LABEL_POLICY, ROSTER];

export interface ExportAsk {
  /** Channels to put in. What is not named does not show. */
  readonly channel?: (origin: string, label: Json | undefined) => boolean;
  /** Records to put in, beside those that govern keys, without which none can be checked. */
  readonly wanted?: (record: LedgerRecord) => boolean;
  /** Fields that may stay open; the others are withheld. */
  readonly keepField?: (name: string) => boolean;
  /** Puts the party's root in: it shows an auditor that the channels belong together, and how many commits the party has made. */
  readonly root?: boolean;
}

/** Bytes of an export under the latest checkpoints. It depends on the channels that are put in and on nothing else. */
export function exportLedger(ledger: OpenLedger, { channel = () => true, wanted = () => true, keepField = () => true, root = false }: ExportAsk = {}): Uint8Array | LedgerFault {
  const { store, tools, channels } = ledger;
  const { sha256 } = tools.primitives;
  const logs = store.logs().filter((it) => it.role === "channel" && channel(it.origin, channels.get(it.origin)?.book.label));
  const unsigned = logs.find((it) => it.checkpoint === undefined);
  if (logs.length === 0 || unsigned !== undefined) return { kind: "fault", code: "export-nothing", message: unsigned === undefined ? "There is no channel to export." : `${unsigned.origin} has no checkpoint yet.` };
  const exported = logs.map(({ origin, checkpoint }) => {
    const size = sizeOf(checkpoint!);
    const { tree } = channels.get(origin)!;
    const entries = store.read(origin, 0, size).flatMap((entry: Entry, index) => {
      const record = readRecord(sha256, entry.leaf, entry.disclosures);
      const governs = !isFault(record) && GOVERNING.includes(record.type);
      if (isFault(record) || (!governs && !wanted(record))) return [];
      return [{ index, proof: tree.inclusion(index, size), ...(governs ? entry : redacted(entry, keepField)) }];
    });
    return { checkpoint: checkpoint!, entries };
  });
  const own = root ? rootOf(ledger, (origin) => logs.some((it) => it.origin === origin)) : undefined;
  if (own !== undefined && isFault(own)) return own;
  return exportBytes({ policy: policyFor(ledger, (origin) => logs.some((it) => it.origin === origin) || (own !== undefined && origin === ledger.root?.origin)), logs: exported, ...(own !== undefined && { root: own }) });
}

/** Names of the fields that an export can withhold, and of those that some of its records show to every reader. */
export function fieldsOf({ store, tools, channels }: OpenLedger, { channel = () => true, wanted = () => true }: Pick<ExportAsk, "channel" | "wanted">): { readonly hidden: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
  const [hidden, open] = [new Set<string>(), new Set<string>()];
  for (const { origin, book, tree } of channels.values()) {
    if (!channel(origin, book.label)) continue;
    for (const entry of store.read(origin, 0, tree.size)) {
      const record = readRecord(tools.primitives.sha256, entry.leaf, entry.disclosures);
      if (isFault(record) || GOVERNING.includes(record.type) || !wanted(record)) continue;
      const can = disclosedNames(entry);
      for (const it of can) hidden.add(it);
      const { cells } = record.fields;
      const shown = [...Object.keys(record.fields), ...(!can.includes("cells") && cells !== undefined && isObject(cells) ? Object.keys(cells) : [])];
      for (const it of shown) if (!can.includes(it)) open.add(it);
    }
  }
  return { hidden, open };
}

/** The latest entry of the root log, opened for the channels that are exported. */
function rootOf({ store, root, tools }: OpenLedger, isExported: (origin: string) => boolean): ExportedRoot | LedgerFault {
  const stored: StoredLog | undefined = store.logs().find((it) => it.role === "root");
  if (root === undefined || stored?.checkpoint === undefined) return { kind: "fault", code: "export-root", message: "The ledger has no root log yet; it gets one when something is appended." };
  const index = sizeOf(stored.checkpoint) - 1;
  const entry = store.read(stored.origin, index, index + 1)[0]!;
  const disclosures = entry.disclosures.filter((it) => {
    const opened = readRootEntry(tools.primitives.sha256, entry.leaf, [it]);
    return !isFault(opened) && [...opened.channels.keys()].every(isExported);
  });
  return { ...entry, disclosures, index, proof: root.tree.inclusion(index, index + 1), checkpoint: stored.checkpoint };
}

/** Size in a checkpoint of one's own. */
export const sizeOf = (checkpoint: Uint8Array): number => Number(new TextDecoder().decode(checkpoint).split("\n")[1]);

/** Everything about a ledger at once: an export of all of it, audited, by default against what the ledger trusts. */
export function auditLedger(ledger: OpenLedger, policy = trustOf(ledger)): Audit | AuditFault {
  const bytes = exportLedger(ledger, { root: ledger.root !== undefined });
  if (isFault(bytes)) return bytes;
  return audit({ primitives: ledger.tools.primitives, enrolmentFault: ledger.tools.enrolmentFault, bytes, policy });
}
