import { audit, type AuditFault, type Entry, isFault, type LedgerFault, leafHash, type LogChange, MerkleTree, noteKeyText, openCheckpoint, parseExport, parsePolicy, sameBytes, type Sha256 } from "#ledger";
import { labelKey } from "./channel-label.ts";
import { openLedger, type OpenLedger } from "./party-ledger.ts";

/** Two checkpoints of one log, both signed by it, of which neither goes on from the other. Nobody else can make such a pair. */
export interface ForkEvidence {
  readonly origin: string;
  /** To the byte, as they were signed. */
  readonly held: Uint8Array;
  readonly offered: Uint8Array;
}

export interface ImportAsk {
  /** Export of another party's channels. */
  readonly bytes: Uint8Array;
  /** Trust policy for that party, obtained by another way than the export. */
  readonly policy: string;
  /** Logs of which there is evidence of a fork: nothing of them is taken before people have decided. */
  readonly stopped: ReadonlySet<string>;
}

/** `taken`: the copy with what was new in it, on the disk. `fork`: nothing was taken; the evidence has to be kept and shown. */
export type ImportAnswer = { readonly kind: "taken"; readonly copy: OpenLedger; readonly entries: number } | { readonly kind: "fork"; readonly evidence: ForkEvidence } | AuditFault;

/**
 * Takes what is new in another party's export into one's copy of its channels. Everything is audited first; then each log has
 * to begin with what is held of it, or what is held with it: an older state is passed over, another history is evidence.
 */
export function importExport(copy: OpenLedger, { bytes, policy, stopped }: ImportAsk): ImportAnswer {
  const { store, tools, channels, party } = copy;
  const { primitives, enrolmentFault } = tools;
  const found = audit({ primitives, enrolmentFault, bytes, policy });
  const file = parseExport(bytes);
  const trust = parsePolicy(primitives.sha256, policy);
  if (isFault(found)) return found;
  if (isFault(file)) return file;
  if (isFault(trust)) return trust;
  const changes: LogChange[] = [];
  const labels = new Map([...channels].flatMap(([origin, { book }]) => (book.label === undefined ? [] : [[origin, labelKey(book.label)] as const])));
  for (const [at, { checkpoint: note, entries }] of file.logs.entries()) {
    const { checkpoint, isWhole, book } = found.logs[at]!;
    const { origin, size } = checkpoint;
    if (stopped.has(origin)) continue;
    const refused = (code: string, message: string): AuditFault => ({ kind: "fault", code, message, origin });
    if (!isWhole) return refused("import-part", `The export holds only a part of ${origin}: it cannot be told whether it goes on from what is held.`);
    if (book.party !== party) return refused("import-party", `${origin} is of ${book.party}, not of ${party}.`);
    const held = channels.get(origin);
    const twin = book.label === undefined ? undefined : [...labels].find(([other, label]) => other !== origin && label === labelKey(book.label!))?.[0];
    if (twin !== undefined) return refused("import-twice", `${party} shows two channels of one label, ${twin} and ${origin}: it keeps two ledgers, or lets this copy see only a part.`);
    if (book.label !== undefined) labels.set(origin, labelKey(book.label));
    const both = Math.min(size, held?.tree.size ?? 0);
    if (held !== undefined && both > 0 && !sameBytes(held.tree.root(both), treeOf(entries, primitives.sha256).root(both))) return { kind: "fork", evidence: { origin, held: heldNote(copy, origin), offered: note } };
    if (held !== undefined && size < held.tree.size) continue;
    const key = trust.logs.find((it) => it.key.name === origin)?.key;
    if (key === undefined) return refused("import-key", `The trust policy names no key of ${origin}.`);
    changes.push({ origin, size: held?.tree.size ?? 0, entries: entries.slice(held?.tree.size ?? 0), checkpoint: note, ...(held === undefined && { opens: { role: "channel" as const, key: noteKeyText(key) } }) });
  }
  if (changes.length === 0) return { kind: "taken", copy, entries: 0 };
  const done = store.commit(changes);
  if (done.kind === "moved") return { kind: "fault", code: "import-moved", origin: done.origin, message: "Someone else imports the same; open the copy again." };
  const opened = openLedger(store, tools);
  return isFault(opened) ? opened : { kind: "taken", copy: opened, entries: changes.reduce((sum, it) => sum + it.entries.length, 0) };
}

function treeOf(entries: readonly Entry[], sha256: Sha256): MerkleTree {
  const tree = new MerkleTree(sha256);
  for (const it of entries) tree.append(leafHash(sha256, it.leaf));
  return tree;
}

const heldNote = ({ store }: OpenLedger, origin: string): Uint8Array => store.logs().find((it) => it.origin === origin)?.checkpoint ?? new Uint8Array(0);

/** What a checkpoint that someone else holds says about one's copy: nothing new, that there is more, or that the log shows two histories. */
export function compareCheckpoint(copy: OpenLedger, { note, policy }: { readonly note: Uint8Array; readonly policy: string }): { readonly kind: "agrees" | "ahead" } | { readonly kind: "fork"; readonly evidence: ForkEvidence } | LedgerFault {
  const { primitives } = copy.tools;
  const trust = parsePolicy(primitives.sha256, policy);
  if (isFault(trust)) return trust;
  const opened = openCheckpoint(primitives, note, trust.logs.map((it) => it.key));
  if (isFault(opened)) return opened;
  const { origin, size, root } = opened.checkpoint;
  const tree = copy.channels.get(origin)?.tree;
  if (tree === undefined || size > tree.size) return { kind: "ahead" };
  return sameBytes(tree.root(size), root) ? { kind: "agrees" } : { kind: "fork", evidence: { origin, held: heldNote(copy, origin), offered: note } };
}
