import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceDurably } from "#adapters/files";
import { channelSigner, enrolmentFault, primitives, random, readKeyFile } from "#adapters/keys";
import { sqliteLedger, verifiedStore } from "#adapters/sqlite";
import { type AppendAnswer, type LedgerTools, newIn, type NodeSigner, openLedger, type OpenLedger, policyFor, verifiedMark, type Writers } from "#app";
import { type AuditFault, isFault, type LedgerStore, noteKeyFor, noteKeyText, sameBytes, type Signer } from "#ledger";
import { Complaint, EXIT } from "../exit-codes.ts";
import { textOfBytes } from "../text-file.ts";
import { counted } from "../counted.ts";

/** What stands in the folder of a ledger. */
export const LEDGER_FILE = "ledger.sqlite";
export const KEYS = "keys";
export const POLICY = "policy.txt";
export const NODE_KEY = "log.key";
const OFFICER = /^officer-.*\.key$/;

/** The platform's cryptography, chance and clock. */
export const tools: LedgerTools = { primitives, enrolmentFault, random, now: () => new Date().toISOString().replace(/\.\d{3}Z$/, "Z") };

// Entries whose verification takes longer than keeping that they were verified.
const WORTH_KEEPING = 1000;

/**
 * Opens a ledger folder, or complains with the entry and the proof that fails. Every record is hashed; what is not the same to the byte
 * as when this machine verified it before is verified in full. `concord ledger verify` always verifies everything.
 */
export function openFolder(folder: string): OpenLedger {
  const path = join(folder, LEDGER_FILE);
  const parties = existsSync(path) || !existsSync(folder) ? [] : readdirSync(folder).sort().map((it) => join(folder, it)).filter((it) => existsSync(join(it, LEDGER_FILE)));
  if (parties.length > 0) throw new Complaint(EXIT.unreadable, `${folder} is no ledger; it holds ${parties.length === 1 ? "one" : `${parties.length}`}.`, `Name one: ${parties.join(", ")}.`);
  if (!existsSync(path)) throw new Complaint(EXIT.unreadable, `There is no ledger in ${folder}.`, `Make one: node bin/concord.mjs ledger init ${folder} --party NAME`);
  const before = verifiedStore(path);
  const known = before.read();
  const file = sqliteLedger(path);
  const store: LedgerStore = {
    ...file,
    close: () => {
      if (!isFault(ledger) && newIn(verifiedMark(ledger), known) >= WORTH_KEEPING) before.keep(verifiedMark(ledger));
      file.close();
    },
  };
  const ledger = openLedger(store, tools, known);
  if (!isFault(ledger)) return ledger;
  file.close();
  throw new Complaint(EXIT.findings, `The ledger in ${folder} does not hold: ${faultText(ledger)}`, "Nothing of it was used. Compare with a copy or an export; `node bin/concord.mjs ledger verify` says what still holds.");
}

/** Does something with an open ledger and closes it, whatever happens. */
export function withLedger<T>(folder: string, work: (ledger: OpenLedger) => T): T {
  const ledger = openFolder(folder);
  const close = (): void => ledger.store.close();
  try {
    const done = work(ledger);
    if (done instanceof Promise) return done.finally(close) as T;
    close();
    return done;
  } catch (error) {
    close();
    throw error;
  }
}

/** A fault with the place it is in. */
export const faultText = (it: AuditFault): string => `${it.origin === undefined ? "" : `${it.origin}: `}${it.index === undefined ? "" : `entry ${it.index}: `}${it.message} [${it.code}]`;

/** The node's keys: a log made before channels is signed with the key itself, every other with one derived for it. */
export function nodeSigner(folder: string, store?: LedgerStore): NodeSigner {
  const path = join(folder, KEYS, NODE_KEY);
  const node = keyAt(path);
  return (origin) => {
    const plain = noteKeyText(noteKeyFor(primitives.sha256, origin, node.signer));
    return store?.logs().find((it) => it.origin === origin)?.key === plain ? node.signer : channelSigner(node.seed, origin);
  };
}

function keyAt(path: string): ReturnType<typeof readKeyFile> {
  try {
    return readKeyFile(path);
  } catch (error) {
    throw new Complaint(EXIT.unreadable, error instanceof Error ? error.message : String(error), "Put the key file there; without it nothing can be signed.");
  }
}

/** The officers' keys that lie in the folder, in force or not, by name. */
export function officersIn(folder: string, party: string): ReadonlyMap<string, Signer> {
  const files = existsSync(join(folder, KEYS)) ? readdirSync(join(folder, KEYS)).filter((it) => OFFICER.test(it)).sort() : [];
  return new Map(files.map((it) => [`${party}/${it.replace(/\.key$/, "")}`, keyAt(join(folder, KEYS, it)).signer]));
}

/** The officers' keys that lie in the folder and are in force, and the node's. */
export function writersOf(folder: string, { party, store, channels }: OpenLedger): Writers {
  const inForce = new Set([...channels.values()].at(-1)?.book.all.filter((it) => it.until === undefined).map((it) => it.key.name));
  const authors = new Map([...officersIn(folder, party)].filter(([name]) => inForce.has(name)));
  if (authors.size === 0) throw new Complaint(EXIT.unreadable, `There is no officer's key in force in ${join(folder, KEYS)}.`, "Put the key file of whoever signs there.");
  return { authors, node: nodeSigner(folder, store) };
}

// A person's id as the directory of sign-in has it: it names a file.
const PERSON = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** The key of a person that lies in the folder and is in force in the ledger. */
export function personKey(folder: string, { party, channels }: Pick<OpenLedger, "party" | "channels">, person: string): { readonly key: string; readonly signer: Signer } | undefined {
  const path = join(folder, KEYS, `${person}.key`);
  if (!PERSON.test(person) || !existsSync(path)) return undefined;
  const key = `${party}/${person}`;
  const booked = [...channels.values()].at(-1)?.book.all.find((it) => it.key.name === key && it.until === undefined);
  const { signer } = readKeyFile(path);
  return booked !== undefined && sameBytes(booked.key.publicKey, signer.publicKey) ? { key, signer } : undefined;
}

/** What to do about some refusals. */
const MENDS: Readonly<Record<string, string>> = {
  "release-evidence": "Nothing was written. Your officers have to trust that party's logs first: node bin/concord.mjs ledger trust DIR THEIR-POLICY --party CODE.",
  "channel-officers": "Nothing was written. Put the key files of enough officers into the folder keys.",
};

/** Complains where an append was not written. */
export function mustBeAppended(answer: AppendAnswer): Extract<AppendAnswer, { readonly kind: "appended" }> {
  if (answer.kind === "refused") throw new Complaint(EXIT.findings, `The ledger refuses this: ${answer.fault.message} [${answer.fault.code}]`, MENDS[answer.fault.code] ?? "Nothing was written.");
  if (answer.kind === "moved") throw new Complaint(EXIT.noPlan, `Someone else has written: ${answer.origin} has ${counted(answer.size, "entry", "entries")} now.`, "Nothing was written. Run the command again: it compares with what is there now.");
  return answer;
}

/** Writes the trust policy of all logs of the ledger anew: a channel may have come. */
export function putPolicyFile(folder: string, ledger: OpenLedger): void {
  replaceDurably(join(folder, POLICY), policyFor(ledger, () => true));
}

export function readBytes(path: string, mend: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new Complaint(EXIT.unreadable, `${path} cannot be read.`, mend);
  }
}

export const readText = (path: string, mend: string): string => textOfBytes(path, readBytes(path, mend));
