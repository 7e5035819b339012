import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeText, makeFolderDurably, readFolder, replaceDurably } from "#adapters/files";
import { enrolmentFault, makeKeyFile, primitives, random, readKeyFile } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, auditLog, createLog, type Draft, draftsOf, eraseFields, exportLog, filesOf, type LogTools, makeCheckpoint, openLog, type OpenLog, tablesOf, witnessCheckpoint, witnessNames } from "#app";
import { audit, type AuditFault, base64, COSIGNATURE, fromBase64, isFault, isJsonFault, isList, isObject, type Json, type LedgerRecord, noteKeyFor, noteKeyText, parseJson, readRecord, type Signer } from "#ledger";
import { Complaint, EXIT } from "./exit-codes.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

export const LEDGER_FILE = "ledger.sqlite";
const KEYS = "keys";
const POLICY = "policy.txt";
const LOG_KEY = "log.key";
const OFFICER = /^officer-.*\.key$/;

/** The platform's cryptography, chance and clock. */
export const tools: LogTools = { primitives, enrolmentFault, random, now: () => new Date().toISOString().replace(/\.\d{3}Z$/, "Z") };

interface InitOptions {
  readonly party: string;
  readonly officers: number;
  readonly witness: readonly string[];
  readonly label: string;
  readonly json?: boolean;
}

/** `concord ledger init DIR`: keys, a trust policy and the record that opens the log. */
export function ledgerInit(folder: string, options: InitOptions, out: Out): number {
  if (existsSync(join(folder, LEDGER_FILE))) throw new Complaint(EXIT.usage, `There is a ledger in ${folder} already.`, "Choose another folder; a ledger is never written over.");
  makeFolderDurably(join(folder, KEYS), 0o700);
  const origin = `concord/${options.party.toLowerCase()}/${Buffer.from(random(6)).toString("hex")}`;
  const logSigner = makeKeyFile(join(folder, KEYS, LOG_KEY));
  const officers = new Map(Array.from({ length: options.officers }, (_, at) => [`${options.party}/officer-${at + 1}`, makeKeyFile(join(folder, KEYS, `officer-${at + 1}.key`))] as const));
  const witnesses = options.witness.map((it) => {
    const [name = "", keyText = ""] = it.split("=");
    if (name === "" || keyText === "") throw new Complaint(EXIT.usage, `"${it}" names no witness with its key.`, "Write --witness name=key, the key as `concord ledger witness --new` prints it.");
    return { name, keyText };
  });
  const least = Math.floor(witnesses.length / 2) + 1;
  const policy = [`log ${noteKeyText(noteKeyFor(primitives.sha256, origin, logSigner))}`, ...witnesses.map((it) => `witness ${it.name} ${it.keyText}`), ...(witnesses.length === 0 ? ["quorum none"] : [`group witnesses ${least} ${witnesses.map((it) => it.name).join(" ")}`, "quorum witnesses"]), ""].join("\n");
  replaceDurably(join(folder, POLICY), policy);
  const store = sqliteLedger(join(folder, LEDGER_FILE));
  try {
    const log = createLog(store, tools, { origin, party: options.party, policy, officers, needed: Math.min(2, options.officers), label: options.label });
    makeCheckpoint(log, logSigner);
    if (options.json === true) out.print(JSON.stringify({ origin, party: options.party, policy }, undefined, 2));
    else {
      out.print(`${options.party}'s ledger ${origin} is open in ${folder}.`);
      out.print(wrap(`Keys stand in ${join(folder, KEYS)}: keep the officers' keys apart and copies of them safe; whoever has them signs for ${options.party}. Give ${join(folder, POLICY)} to whoever is to check the ledger, by a way of its own.`, out.width));
    }
    return EXIT.ok;
  } finally {
    store.close();
  }
}

/** Opens a ledger folder, every record checked, or complains with the entry and the proof that fails. */
export function openFolder(folder: string): OpenLog {
  const path = join(folder, LEDGER_FILE);
  if (!existsSync(path)) throw new Complaint(EXIT.unreadable, `There is no ledger in ${folder}.`, `Make one: concord ledger init ${folder} --party NAME`);
  const store = sqliteLedger(path);
  const log = openLog(store, tools);
  if (!isFault(log)) return log;
  store.close();
  throw new Complaint(EXIT.findings, `The ledger in ${folder} does not hold: ${faultText(log)}`, "Nothing of it was used. Compare with a copy or an export; `concord ledger verify` says what still holds.");
}

const faultText = (it: AuditFault): string => `${it.index === undefined ? "" : `entry ${it.index}: `}${it.message} [${it.code}]`;

const officersOf = (folder: string, log: OpenLog): ReadonlyMap<string, Signer> => {
  const party = log.store.settings()?.party ?? "";
  const files = readdirSync(join(folder, KEYS)).filter((it) => OFFICER.test(it)).sort();
  if (files.length === 0) throw new Complaint(EXIT.unreadable, `There is no officer's key in ${join(folder, KEYS)}.`, "Put the key file of whoever signs there.");
  return new Map(files.map((it) => [`${party}/${it.replace(/\.key$/, "")}`, readKeyFile(join(folder, KEYS, it))]));
};

interface AppendOptions {
  readonly label?: string;
  readonly hide: readonly string[];
  readonly json?: boolean;
}

/** `concord ledger append DIR WHAT`: a data set's new, changed and withdrawn rows, or drafts from a file of JSON lines. */
export async function ledgerAppend(folder: string, what: string, options: AppendOptions, out: Out): Promise<number> {
  const log = openFolder(folder);
  try {
    const drafts = existsSync(join(what, "datapackage.json")) ? await dataDrafts(log, what, options) : lineDrafts(what, options);
    const signers = officersOf(folder, log);
    const answer = appendDrafts(log, drafts, signers);
    if (answer.kind === "refused") throw new Complaint(EXIT.findings, `The ledger refuses this: ${answer.fault.message}`, "Nothing was written.");
    if (answer.kind === "moved") throw new Complaint(EXIT.noPlan, `Someone else has written: the ledger has ${answer.size} entries now.`, "Nothing was written. Run the command again: it compares with what is there now.");
    const checkpoint = makeCheckpoint(log, readKeyFile(join(folder, KEYS, LOG_KEY)));
    if (options.json === true) out.print(JSON.stringify({ appended: drafts.length, size: checkpoint.size, root: base64(checkpoint.root) }, undefined, 2));
    else out.print(drafts.length === 0 ? "Nothing has changed; nothing was written." : `${drafts.length} records appended; the ledger has ${checkpoint.size}, root ${base64(checkpoint.root)}.`);
    return EXIT.ok;
  } finally {
    log.store.close();
  }
}

async function dataDrafts(log: OpenLog, path: string, options: AppendOptions): Promise<readonly Draft[]> {
  const files = new Map([...(await readFolder(path))].map(([name, bytes]) => [name, decodeText(bytes)]));
  const label = options.label ?? lowestLabel(files.get("labels.csv"));
  if (label === undefined) throw new Complaint(EXIT.usage, "The data set has no labels, so its package has none.", "Give --label.");
  try {
    return draftsOf(files, tablesOf(recordsOf(log)), { label, hidden: options.hide });
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(EXIT.findings, error.message, "Mend the row; nothing was written.");
    throw error;
  }
}

/** Label of the lowest level in a table of labels. */
function lowestLabel(text: string | undefined): string | undefined {
  const [head = "", ...lines] = (text ?? "").split("\n");
  const at = head.split(",").indexOf("level");
  const idAt = head.split(",").indexOf("id");
  return lines.filter((it) => it !== "").map((it) => it.split(",")).sort((a, b) => Number(a[at]) - Number(b[at]))[0]?.[idAt];
}

function lineDrafts(path: string, options: AppendOptions): readonly Draft[] {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(path));
  } catch {
    throw new Complaint(EXIT.unreadable, `${path} cannot be read.`, "Give the folder of a data set, or a file with one JSON object a line.");
  }
  const lines = new TextDecoder().decode(bytes).split("\n").filter((it) => it.trim() !== "");
  return lines.map((line, at): Draft => {
    const value = parseJson(new TextEncoder().encode(line));
    const complain = (message: string): never => {
      throw new Complaint(EXIT.findings, `${path}:${at + 1}: ${message}`, 'Write {"type":"…","label":"…","fields":{…}}, with "subject" where a later record may follow.');
    };
    if (isJsonFault(value)) return complain(value.message);
    if (!isObject(value)) return complain("This is no object.");
    const { type, label = options.label ?? null, subject, fields, hidden = [], ...more } = value;
    const strange = Object.keys(more)[0];
    if (strange !== undefined) return complain(`A draft has no field ${strange}.`);
    if (typeof type !== "string" || label === null || !isObject(fields)) return complain("A draft needs a type, a label and fields.");
    const hide = isList(hidden) ? hidden.filter((it) => typeof it === "string") : [];
    return { type, label, fields, hidden: [...hide, ...options.hide.filter((it) => it in fields && !hide.includes(it))], ...(typeof subject === "string" && { subject }) };
  });
}

/** All records of an open log. */
export function recordsOf(log: OpenLog): readonly LedgerRecord[] {
  return log.store.read(0, log.store.size()).flatMap((it) => {
    const record = readRecord(primitives.sha256, it.leaf, it.disclosures);
    return isFault(record) ? [] : [record];
  });
}

interface LogOptions {
  readonly from?: number;
  readonly type?: string;
  readonly json?: boolean;
}

/** `concord ledger log DIR`: what was said, by whom, under which label. */
export function ledgerLog(folder: string, options: LogOptions, out: Out): number {
  const log = openFolder(folder);
  try {
    const records = recordsOf(log).filter((it) => it.seq >= (options.from ?? 0) && (options.type === undefined || it.type === options.type));
    if (options.json === true) out.print(JSON.stringify(records, undefined, 2));
    else out.print(tableText([{ title: "#", right: true }, { title: "time" }, { title: "type" }, { title: "signed by" }, { title: "label" }, { title: "about", flexible: true }], records.map((it) => [String(it.seq), it.at, it.type, it.by.join(", "), typeof it.label === "string" ? it.label : JSON.stringify(it.label), String(it.fields["subject"] ?? "")]), out.width));
    return EXIT.ok;
  } finally {
    log.store.close();
  }
}

interface VerifyOptions {
  readonly policy?: string;
  readonly json?: boolean;
}

/** `concord ledger verify PATH`: a ledger folder or an export file, checked offline. */
export function ledgerVerify(path: string, options: VerifyOptions, out: Out): number {
  const policy = options.policy === undefined ? undefined : readText(options.policy);
  const found = existsSync(join(path, LEDGER_FILE)) ? verifyFolder(path, policy) : audit({ primitives, enrolmentFault, bytes: readBytes(path), ...(policy !== undefined && { policy }) });
  if (isFault(found)) {
    if (options.json === true) out.print(JSON.stringify({ verified: false, code: found.code, message: found.message, ...("index" in found && { index: found.index }) }, undefined, 2));
    else out.print(`NOT VERIFIED: ${faultText(found)}`);
    return EXIT.findings;
  }
  const { checkpoint, witnesses, records, isWhole } = found;
  if (options.json === true) out.print(JSON.stringify({ verified: true, origin: checkpoint.origin, size: checkpoint.size, root: base64(checkpoint.root), entries: records.length, whole: isWhole, witnesses }, undefined, 2));
  else {
    out.print(`Verified: ${records.length} of ${checkpoint.size} entries of ${checkpoint.origin}${isWhole ? ", the whole log" : ""}.`);
    out.print(witnesses.length === 0 ? "No witness stands behind this state: its keeper could show others another one." : `Witnesses: ${witnesses.map((it) => `${it.name} (${new Date(it.seconds * 1000).toISOString()})`).join(", ")}.`);
    if (policy === undefined) out.print(wrap("Checked against the trust policy that came with it, which shows that it is one log, not whose. Give --policy FILE, obtained by another way.", out.width));
  }
  return EXIT.ok;
}

function verifyFolder(folder: string, policy: string | undefined): ReturnType<typeof auditLog> {
  const store = sqliteLedger(join(folder, LEDGER_FILE));
  try {
    const log = openLog(store, tools);
    return isFault(log) ? log : auditLog(log, policy);
  } finally {
    store.close();
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new Complaint(EXIT.unreadable, `${path} cannot be read.`, "Give a ledger folder or an export file.");
  }
}
const readText = (path: string): string => new TextDecoder().decode(readBytes(path));

interface ExportOptions {
  readonly type: readonly string[];
  readonly without: readonly string[];
  readonly data?: boolean;
}

/** `concord ledger export DIR TO`: records with proofs in one file, or with `--data` the data set they make. */
export function ledgerExport(folder: string, to: string, options: ExportOptions, out: Out): number {
  const log = openFolder(folder);
  try {
    if (options.data === true) {
      const files = filesOf(tablesOf(recordsOf(log)));
      if (existsSync(to)) throw new Complaint(EXIT.usage, `${to} is there already.`, "Name a new folder: nothing is written over.");
      mkdirSync(to, { recursive: true });
      for (const [name, text] of files) writeFileSync(join(to, name), text);
      out.print(`${files.size} files of the data set are in ${to}.`);
      return EXIT.ok;
    }
    const types = new Set(recordsOf(log).map((it) => it.type));
    const strange = options.type.find((it) => !types.has(it));
    if (strange !== undefined) throw new Complaint(EXIT.usage, `No record of this ledger is of type "${strange}".`, `Its types: ${[...types].join(", ")}. Rows of a data set are of type row.`);
    const bytes = exportLog(log, { wanted: (it) => options.type.length === 0 || options.type.includes(it.type), keepField: (it) => !options.without.includes(it) });
    if (isFault(bytes)) throw new Complaint(EXIT.noPlan, bytes.message, "Append something first.");
    writeFileSync(to, bytes);
    out.print(`Written to ${to}. Anyone can check it: concord ledger verify ${to} --policy ${join(folder, POLICY)}`);
    return EXIT.ok;
  } finally {
    log.store.close();
  }
}

interface WitnessOptions {
  readonly key: string;
  readonly name?: string;
  readonly new?: boolean;
  readonly state?: string;
  readonly json?: boolean;
}

/** `concord ledger witness DIR`: checks that the log only grew since this witness last saw it, and signs that. */
export function ledgerWitness(folder: string | undefined, options: WitnessOptions, out: Out): number {
  if (options.name === undefined || options.name === "") throw new Complaint(EXIT.usage, "The witness has no name.", "Give --name, as it stands in the trust policy's key.");
  if (options.new === true) {
    const signer = makeKeyFile(options.key);
    out.print(noteKeyText(noteKeyFor(primitives.sha256, options.name, signer, COSIGNATURE)));
    return EXIT.ok;
  }
  if (folder === undefined) throw new Complaint(EXIT.usage, "No ledger is named.", "Give its folder, or --new to make a key.");
  const log = openFolder(folder);
  try {
    const path = options.state ?? `${options.key}.seen`;
    const seen = existsSync(path) ? seenOf(readText(path), log.store.settings()?.origin ?? "") : undefined;
    const answer = witnessCheckpoint({ log, name: options.name, signer: readKeyFile(options.key), seen });
    if (isFault(answer)) throw new Complaint(EXIT.findings, `Not signed: ${answer.message}`, "Ask the keeper of the ledger, and tell the other witnesses.");
    // Kept before the signature leaves: a witness that forgets could sign two histories.
    const states = existsSync(path) ? (JSON.parse(readText(path)) as Record<string, unknown>) : {};
    replaceDurably(path, JSON.stringify({ ...states, [log.store.settings()?.origin ?? ""]: { size: answer.keep.size, root: base64(answer.keep.root) } }, undefined, 2));
    log.store.putCheckpoint(answer.note);
    out.print(`${options.name} stands behind ${answer.keep.size} entries. Witnesses the policy knows: ${witnessNames(log).join(", ") || "none"}.`);
    return EXIT.ok;
  } finally {
    log.store.close();
  }
}

function seenOf(text: string, origin: string): { readonly size: number; readonly root: Uint8Array } | undefined {
  const value = parseJson(new TextEncoder().encode(text));
  const state: Json | undefined = !isJsonFault(value) && isObject(value) ? value[origin] : undefined;
  if (isJsonFault(value)) throw new Complaint(EXIT.unreadable, "The witness's memory cannot be read.", "Restore it from a copy; without it the witness could be shown another history.");
  if (!isObject(state) || typeof state["size"] !== "number" || typeof state["root"] !== "string") return undefined;
  const root = fromBase64(state["root"]);
  return root === undefined ? undefined : { size: state["size"], root };
}

/** `concord ledger erase DIR PLACE FIELD…`: erases hidden fields for good; every proof stays. */
export function ledgerErase(folder: string, place: number, fields: readonly string[], out: Out): number {
  const log = openFolder(folder);
  try {
    const refused = eraseFields(log, place, fields);
    if (refused !== undefined) throw new Complaint(EXIT.usage, refused.message, "See `concord ledger log --json` for what can be hidden.");
    out.print(`${fields.join(", ")} of entry ${place} is erased here. Copies that others hold are not: ask them, and for a receipt.`);
    return EXIT.ok;
  } finally {
    log.store.close();
  }
}
