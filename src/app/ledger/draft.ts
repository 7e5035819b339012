import { base64url, canonicalBytes, type Json } from "#ledger";
import type { LedgerTools } from "./tools.ts";

/** Something to write: what it is, what it is about, its fields and label. */
export interface Draft {
  readonly type: string;
  /** What the record is about; a later draft about the same thing follows this one. Absent: about nothing that goes on. */
  readonly subject?: string;
  readonly fields: { readonly [name: string]: Json };
  /** Fields that can be withheld and erased. */
  readonly hidden?: readonly string[];
  readonly label: Json;
}

/**
 * Digest of an exact draft, which an approval can bind: SHA-256 over its canonical JSON, in base64url. A draft that differs in
 * one letter has another.
 */
export function draftDigest({ primitives }: Pick<LedgerTools, "primitives">, { type, subject, fields, hidden = [], label }: Draft): string {
  return base64url(primitives.sha256(canonicalBytes({ type, ...(subject !== undefined && { subject }), fields, hidden: [...hidden].sort(), label })));
}
