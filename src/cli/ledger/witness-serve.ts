import { existsSync } from "node:fs";
import { alone, replaceDurably } from "#adapters/files";
import { primitives, readKeyFile } from "#adapters/keys";
import { evidenceText, type Seen } from "#app";
import { isFault, noteBytes, type NoteKey, parsePolicy, sameBytes, textOf, type WitnessRequest, type WitnessVerdict, witnessVerdict, checkpointOf, parseNote } from "#ledger";
import { serveWitness } from "#server";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { readText } from "./folder.ts";
import { memoryAt, memoryText } from "./witness-memory.ts";

export interface WitnessServeOptions {
  readonly key: string;
  readonly name: string;
  /** Trust policies of the ledgers that it looks at: their lines `log KEY` count. Read anew for every request, so that new channels are known. */
  readonly policy: readonly string[];
  readonly port: string;
  readonly host: string;
  readonly state?: string;
}

/** `concord ledger witness --serve PORT`: a witness that logs ask over HTTP, as C2SP tlog-witness has it, until it is stopped. */
export async function ledgerWitnessServe(options: WitnessServeOptions, out: Out): Promise<number> {
  const port = Number(options.port);
  if (!/^\d{1,5}$/.test(options.port) || port > 65_535) throw new Complaint(EXIT.usage, `"${options.port}" is no port.`, "Give a number from 0 to 65535.");
  if (options.policy.length === 0) throw new Complaint(EXIT.usage, "The witness is told of no log.", "Give --policy with the policy.txt of each ledger that it is to look at.");
  if (!existsSync(options.key)) throw new Complaint(EXIT.unreadable, `There is no key in ${options.key}.`, "Make one with --new, or name the file.");
  const path = options.state ?? `${options.key}.seen`;
  // The lock is held as long as it listens: no second process of this witness signs beside it.
  const release = alone(`${path}.lock`);
  if (release === undefined) throw new Complaint(EXIT.noPlan, `Another process of this witness is at work: ${path}.lock is there.`, "Wait for it; if none runs, it was killed: remove the file.");
  try {
    keysIn(options.policy);
    const memory = memoryAt(path);
    const { signer } = readKeyFile(options.key);
    const verdict = (request: WitnessRequest): WitnessVerdict => {
      const said = witnessVerdict(primitives, { request, keys: keysIn(options.policy), seenOf: (origin) => memory.get(origin), name: options.name, signer, seconds: Math.floor(Date.now() / 1000) });
      if (isFault(said) && said.code === "witness-fork") keepEvidence(`${path}.evidence`, request, memory);
      if (said.kind !== "signed") return said;
      const next = new Map(memory).set(said.origin, { ...said.keep, note: textOf(request.checkpoint) ?? "" });
      // On the disk before a signature leaves, and remembered only then.
      replaceDurably(path, memoryText(next));
      memory.set(said.origin, next.get(said.origin)!);
      return said;
    };
    const server = await listening({ port, host: options.host, verdict, out });
    out.say(`${options.name} witnesses at http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${server.port}/\nCtrl-C ends it.`);
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    await server.close();
    return EXIT.ok;
  } finally {
    release();
  }
}

async function listening({ port, host, verdict, out }: { readonly port: number; readonly host: string; readonly verdict: (request: WitnessRequest) => WitnessVerdict; readonly out: Out }): ReturnType<typeof serveWitness> {
  try {
    return await serveWitness({ port, host, verdict, lineOf: ({ line }) => textOf(noteBytes({ text: "", signatures: [line] }))?.slice(1) ?? "", onAnswer: ({ status, about }) => out.say(`${status} ${about}`) });
  } catch (error) {
    throw new Complaint(EXIT.unreadable, `The witness cannot listen at ${host} port ${port}: ${error instanceof Error ? error.message : String(error)}`, "Give another --port or --host.");
  }
}

/** Keys of the logs in trust policies. */
function keysIn(paths: readonly string[]): readonly NoteKey[] {
  return paths.flatMap((path) => {
    const policy = parsePolicy(primitives.sha256, readText(path, "Give the policy.txt of the ledger."));
    if (isFault(policy)) throw new Complaint(EXIT.unreadable, `${path}: ${policy.message}`, "Give the policy.txt of the ledger.");
    return policy.logs.map((it) => it.key);
  });
}

/** Two signed states of one size with two roots prove by themselves that a log forked: both are kept. */
function keepEvidence(path: string, { checkpoint }: WitnessRequest, memory: ReadonlyMap<string, Seen>): void {
  const note = parseNote(checkpoint);
  const said = isFault(note) ? note : checkpointOf(note.text);
  if (isFault(said)) return;
  const seen = memory.get(said.origin);
  if (seen?.note === undefined || seen.size !== said.size || sameBytes(seen.root, said.root)) return;
  replaceDurably(path, evidenceText({ origin: said.origin, first: seen.note, second: textOf(checkpoint) ?? "" }));
}
