/** A fault put into the code on purpose: the simulation has to find it, or it proves nothing. */
export interface Plant {
  readonly name: string;
  /** File of the project, and what of its text gives way to what. */
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  /** Seeds, from 1 on, within which it has to be found. */
  readonly within: number;
}

export const PLANTS: readonly Plant[] = [
  { name: "a witness signs before it remembers", file: "tools/reliability/simulation/witness-node.ts", text: "    this.sync();\n  }", instead: "  }", within: 200 },
  { name: "a witness does not check that the log goes on", file: "src/ledger/witness-rule.ts", text: "if (seen !== undefined && seen.size > 0 && !verifyConsistency", instead: "if (seen === null && !verifyConsistency", within: 40 },
  { name: "an importer does not check that the log goes on", file: "src/app/ledger/receive.ts", text: 'return sameBytes(tree.root(), root) ? { entries: further, isNewer: true } : "fork";', instead: "return { entries: further, isNewer: true };", within: 200 },
  { name: "an importer takes an older state for a newer one", file: "src/app/ledger/receive.ts", text: "isNewer: size === stored }", instead: "isNewer: true }", within: 100 },
  { name: "evidence of a fork does not stop the import", file: "src/app/ledger/receive.ts", text: "if (isStopped(origin)) return", instead: "if (isStopped === undefined) return", within: 200 },
  { name: "two channels of one label are taken", file: "src/app/ledger/receive.ts", text: "if (twin !== undefined) return", instead: "if (twin === null) return", within: 200 },
  { name: "checkpoints of others are not compared with one's own copy", file: "src/app/ledger/compare.ts", text: "if (sameBytes(tree.root(size), root)) return", instead: "if (tree.size >= 0) return", within: 200 },
  { name: "the quorum of witnesses is not asked for", file: "src/ledger/verify-proof.ts", text: "if (!policy.isQuorum(", instead: "if (policy === null && !policy.isQuorum(", within: 20 },
  { name: "signatures are not checked when a ledger is opened", file: "src/app/ledger/log.ts", text: "(isKnown ? book.readmit(record) : book.admit(record, entry))", instead: "(isKnown ? book.readmit(record) : (book.admit(record, entry), undefined))", within: 40 },
  { name: "an export holds channels that its reader may not have", file: "src/app/ledger/export.ts", text: 'it.role === "channel" && channel(it.origin', instead: 'it.role === "channel" || channel(it.origin', within: 20 },
  { name: "a reader's view ignores the label of a channel", file: "src/app/ledger/read.ts", text: "permits?.(label) === false", instead: "permits?.(label) === null", within: 20 },
  { name: "a commit is answered and not kept", file: "src/ledger/memory-store.ts", text: "log.entries.push(...entries.map(copyEntry));", instead: "log.entries.push(...entries.slice(entries.length > 2 ? 1 : 0).map(copyEntry));", within: 20 },
];
