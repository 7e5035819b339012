import { existsSync } from "node:fs";
import { replaceDurably, whileAlone } from "#adapters/files";
import { makeKeyFile, primitives, readKeyFile } from "#adapters/keys";
import { evidenceText, logName, type OpenLedger, putWitnessed, witnessCheckpoint, witnessNames, witnessStanding } from "#app";
import { COSIGNATURE, isFault, noteKeyFor, noteKeyText, type Signer } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import type { Out } from "../out.ts";
import { withLedger } from "./folder.ts";
import { ledgerWitnessAsk } from "./witness-ask.ts";
import { memoryAt, memoryText } from "./witness-memory.ts";
import { counted } from "../counted.ts";

interface WitnessOptions {
  readonly key: string;
  readonly name?: string;
  readonly new?: boolean;
  readonly log: readonly string[];
  readonly state?: string;
  readonly json?: boolean;
}

interface AllOptions extends Omit<WitnessOptions, "key"> {
  readonly key?: string;
  readonly serve?: string;
  readonly host: string;
  readonly policy: readonly string[];
  readonly url?: string;
}

/** `concord ledger witness`: as the log with --url, as a witness that listens with --serve, else as one that looks. */
export async function witnessCommand(folder: string | undefined, options: AllOptions, out: Out): Promise<number> {
  const { url, serve, key, name } = options;
  if (url !== undefined) {
    if (folder === undefined) throw new Complaint(EXIT.usage, "No ledger is named.", "Give its folder: its logs ask the witness.");
    if (serve !== undefined || key !== undefined) throw new Complaint(EXIT.usage, "--url is for the log; --serve and --key are for the witness.", "Leave one side out.");
    return ledgerWitnessAsk(folder, { url, log: options.log }, out);
  }
  if (key === undefined) throw new Complaint(EXIT.usage, "The witness has no key.", "Give --key, or --url to ask a witness over HTTP.");
  if (serve === undefined) return ledgerWitness(folder, { ...options, key }, out);
  if (name === undefined || name === "") throw new Complaint(EXIT.usage, "The witness has no name.", "Give --name, as it stands in the trust policy's key.");
  // The server and its libraries are loaded only where something is served: every other command starts in half the time.
  return (await import("./witness-serve.ts")).ledgerWitnessServe({ key, name, policy: options.policy, port: serve, host: options.host, ...(options.state !== undefined && { state: options.state }) }, out);
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
    for (const origin of origins) out.print(`${name} stands behind ${counted(memory.get(origin)?.size ?? 0, "entry", "entries")} of ${origin}. Witnesses the policy knows: ${witnessNames(ledger, origin).join(", ") || "none"}.`);
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

/** The logs of a ledger, or those that are asked for by name. */
export function originsOf({ store }: OpenLedger, wanted: readonly string[]): readonly string[] {
  const all = store.logs().map((it) => it.origin);
  const strange = wanted.find((it) => !all.some((origin) => origin === it || logName(origin) === it));
  if (strange !== undefined) throw new Complaint(EXIT.usage, `The ledger has no log ${strange}.`, `Its logs: ${all.map(logName).join(", ")}.`);
  return all.filter((it) => wanted.length === 0 || wanted.includes(it) || wanted.includes(logName(it)));
}
