import { existsSync } from "node:fs";
import { replaceDurably, whileAlone } from "#adapters/files";
import { makeKeyFile, primitives, readKeyFile } from "#adapters/keys";
import { evidenceText, logName, type OpenLedger, putWitnessed, type Seen, witnessCheckpoint, witnessNames, witnessStanding } from "#app";
import { base64, COSIGNATURE, fromBase64, isFault, isJsonFault, isObject, type Json, noteKeyFor, noteKeyText, parseJson, type Signer } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { readBytes, withLedger } from "./folder.ts";

interface WitnessOptions {
  readonly key: string;
  readonly name?: string;
  readonly new?: boolean;
  readonly log: readonly string[];
  readonly state?: string;
  readonly json?: boolean;
}

/** `concord ledger witness DIR`: checks that the logs only grew since this witness last saw them, and signs that. */
export function ledgerWitness(folder: string | undefined, options: WitnessOptions, out: Out): number {
  const { name } = options;
  if (name === undefined || name === "") throw new Complaint(EXIT.usage, "The witness has no name.", "Give --name, as it stands in the trust policy's key.");
  if (options.new === true) {
    if (existsSync(options.key)) throw new Complaint(EXIT.usage, `${options.key} is there already.`, "Name another file; a key is never written over.");
    out.print(noteKeyText(noteKeyFor(primitives.sha256, name, makeKeyFile(options.key).signer, COSIGNATURE)));
    return EXIT.ok;
  }
  if (folder === undefined) throw new Complaint(EXIT.usage, "No ledger is named.", "Give its folder, or --new to make a key.");
  if (!existsSync(options.key)) throw new Complaint(EXIT.unreadable, `There is no key in ${options.key}.`, "Make one with --new, or name the file.");
  const path = options.state ?? `${options.key}.seen`;
  try {
    return whileAlone(`${path}.lock`, () => witnessAll(folder, { ...options, name, path }, out));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new Complaint(EXIT.noPlan, `Another process of this witness is at work: ${path}.lock is there.`, "Wait for it; if none runs, it was killed: remove the file.");
    throw error;
  }
}

function witnessAll(folder: string, { path, name, ...options }: WitnessOptions & { readonly path: string; readonly name: string }, out: Out): number {
  const { signer } = readKeyFile(options.key);
  return withLedger(folder, (ledger) => {
    mustBeKnown(ledger, { name, signer, key: options.key }, out);
    const memory = memoryAt(path);
    const notes = new Map<string, Uint8Array>();
    const origins = originsOf(ledger, options.log);
    for (const origin of origins) {
      const answer = witnessCheckpoint({ ledger, origin, name, signer, seen: memory.get(origin) });
      if (isFault(answer) && answer.evidence !== undefined) replaceDurably(`${path}.evidence`, evidenceText(answer.evidence));
      if (isFault(answer)) throw new Complaint(EXIT.findings, `Not signed, none of them: ${answer.message} [${answer.code}]`, answer.evidence === undefined ? "Ask the keeper of the ledger, and tell the other witnesses." : `Both checkpoints are kept in ${path}.evidence: pass them to the other witnesses and to everyone who reads this log.`);
      memory.set(origin, answer.keep);
      notes.set(origin, answer.note);
    }
    // On the disk before a signature leaves: a witness that forgets could sign two histories.
    replaceDurably(path, memoryText(memory));
    if (!putWitnessed(ledger, notes)) throw new Complaint(EXIT.noPlan, "The ledger has gone on in the meantime.", "Run the command again: the witness then looks at what is there now.");
    for (const origin of origins) out.print(`${name} stands behind ${memory.get(origin)?.size ?? 0} entries of ${origin}. Witnesses the policy knows: ${witnessNames(ledger, origin).join(", ") || "none"}.`);
    return EXIT.ok;
  });
}

/** Complains of a witness that the trust policy does not count; where it names none at all, only says so. */
function mustBeKnown(ledger: OpenLedger, { name, signer, key }: { readonly name: string; readonly signer: Signer; readonly key: string }, out: Out): void {
  const found = witnessStanding(ledger, name, signer);
  if (found.kind === "other-name") throw new Complaint(EXIT.usage, `The trust policy knows the key in ${key} as ${found.names.join(", ")}, not as ${name}: nothing was signed.`, `Give --name ${found.names[0]}.`);
  if (found.kind === "other-key") throw new Complaint(EXIT.usage, `The trust policy knows ${name} with another key than that in ${key}: nothing was signed.`, "Give the key file of that witness.");
  if (found.kind === "unknown" && found.names.length > 0) throw new Complaint(EXIT.usage, `The trust policy knows neither ${name} nor the key in ${key}: nothing was signed.`, `Its witnesses: ${found.names.join(", ")}. Witnesses are named when the ledger is made (ledger init --witness).`);
  if (found.kind === "unknown") out.say(`The trust policy of this ledger names no witness: who checks by it does not count ${name}.`);
}

function originsOf({ store }: OpenLedger, wanted: readonly string[]): readonly string[] {
  const all = store.logs().map((it) => it.origin);
  const strange = wanted.find((it) => !all.some((origin) => origin === it || logName(origin) === it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `The ledger has no log ${strange}.`, `Its logs: ${all.map(logName).join(", ")}.`);
  return all.filter((it) => wanted.length === 0 || wanted.includes(it) || wanted.includes(logName(it)));
}

/** What the witness has seen of every log. A memory that cannot be read is none: the witness stops rather than starts anew. */
function memoryAt(path: string): Map<string, Seen> {
  if (!existsSync(path)) return new Map();
  const lost = (): never => {
    throw new Complaint(EXIT.unreadable, `The witness's memory in ${path} cannot be read.`, "Restore it from a copy; without it the witness could be shown another history.");
  };
  const value = parseJson(readBytes(path, "Restore it from a copy."));
  if (isJsonFault(value) || !isObject(value)) return lost();
  return new Map(Object.entries(value).map(([origin, state]) => [origin, seenOf(state) ?? lost()]));
}

function seenOf(state: Json): Seen | undefined {
  if (!isObject(state) || typeof state["size"] !== "number" || typeof state["root"] !== "string") return undefined;
  const root = fromBase64(state["root"]);
  const { note } = state;
  return root?.length === 32 ? { size: state["size"], root, ...(typeof note === "string" && { note }) } : undefined;
}

const memoryText = (memory: ReadonlyMap<string, Seen>): string => `${JSON.stringify(Object.fromEntries([...memory].map(([origin, { size, root, note }]) => [origin, { size, root: base64(root), ...(note !== undefined && { note }) }])), undefined, 2)}\n`;
