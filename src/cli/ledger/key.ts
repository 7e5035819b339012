import { existsSync } from "node:fs";
import { makeKeyFile, primitives } from "#adapters/keys";
import { KEY_ENROLLED, noteKeyFor, noteKeyText } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";

interface KeyOptions {
  readonly name: string;
  readonly officer?: boolean;
  readonly person?: string;
}

/** `concord ledger key FILE --name NAME`: makes a key that signs records, and prints the draft that enrols it. */
export function ledgerKey(path: string, { name, officer, person }: KeyOptions, out: Out): number {
  if (!/^[^\s+]+$/.test(name)) throw new Complaint(EXIT.usage, `"${name}" cannot name a key.`, "Write PARTY/NAME, without spaces and plus signs; the party's own folder looks for PARTY/officer-N in keys/officer-N.key.");
  if (existsSync(path)) throw new Complaint(EXIT.usage, `${path} is there already.`, "Name another file; a key is never written over.");
  const key = noteKeyText(noteKeyFor(primitives.sha256, name, makeKeyFile(path).signer));
  out.print(JSON.stringify({ type: KEY_ENROLLED, fields: { key, ...(officer === true && { officer }), ...(person !== undefined && { person }) } }));
  return EXIT.ok;
}
