import { disclosedNames, isFault, type LedgerFault, readRecord, redacted } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";

/** Erases hidden fields of an entry for good. The record, its hash and every proof stay. */
export function eraseFields({ store, tools }: OpenLedger, { origin, place }: { readonly origin: string; readonly place: number }, names: readonly string[]): LedgerFault | undefined {
  const entry = store.read(origin, place, place + 1)[0];
  if (entry === undefined) return { kind: "fault", code: "erase-entry", message: `There is no entry ${place} in ${origin}.` };
  const can = disclosedNames(entry);
  const missing = names.filter((it) => !can.includes(it));
  if (missing.length > 0) {
    const record = readRecord(tools.primitives.sha256, entry.leaf, entry.disclosures);
    const shown = isFault(record) ? [] : missing.filter((it) => Object.hasOwn(record.fields, it));
    return { kind: "fault", code: "erase-field", message: `Entry ${place} has not all of ${names.join(", ")} as fields that can be hidden${shown.length > 0 ? "; what every reader of the log sees cannot be erased" : ""}. It has: ${can.join(", ") || "none, or none that is still there"}.` };
  }
  store.putDisclosures(origin, place, redacted(entry, (name) => !names.includes(name)).disclosures);
  return undefined;
}
