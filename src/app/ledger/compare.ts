import { isFault, knownText, type LedgerFault, openCheckpoint, parsePolicy, sameBytes } from "#ledger";
import type { OpenLedger } from "./party-ledger.ts";
import { checkpointKept, type Evidence } from "./receive.ts";

/** What a checkpoint that someone else was shown says of one's own copy: it agrees, there is more, or the log shows two histories. */
export type Compared = { readonly kind: "agrees" | "ahead" } | { readonly kind: "equivocation"; readonly evidence: Evidence };

/** Compares a checkpoint of a peer with what one has received of the same log: a keeper that tells two stories is caught when the told talk. */
export function compareCheckpoint(copy: OpenLedger, { note, policy }: { readonly note: Uint8Array; readonly policy: string }): Compared | LedgerFault {
  const { primitives } = copy.tools;
  const trust = parsePolicy(primitives.sha256, policy);
  if (isFault(trust)) return trust;
  const opened = openCheckpoint(primitives, note, trust.logs.map((it) => it.key));
  if (isFault(opened)) return opened;
  const { origin, size, root } = opened.checkpoint;
  const tree = copy.channels.get(origin)?.tree;
  if (tree === undefined || size > tree.size) return { kind: "ahead" };
  if (sameBytes(tree.root(size), root)) return { kind: "agrees" };
  return { kind: "equivocation", evidence: { origin, first: checkpointKept(copy.store, origin), second: knownText(note) } };
}
