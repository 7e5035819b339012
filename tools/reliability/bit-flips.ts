import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { enrolmentFault, primitives } from "#adapters/keys";
import { ledgerFileFault, StoreFault } from "#adapters/sqlite";
import { exportLedger } from "#app";
import { audit, type Audit, isFault, type Primitives } from "#ledger";
import { Complaint } from "../../src/cli/exit-codes.ts";
import { POLICY, putPolicyFile, tools } from "../../src/cli/ledger/folder.ts";
import { verifyFolder } from "../../src/cli/ledger/verify.ts";
import { Chance } from "./chance.ts";
import { type Check, numberOption } from "./check.ts";
import { initLedger } from "./doors.ts";
import { scratch } from "./scratch.ts";
import { appendTo, contentOf, officersIn, openLedger, openStore } from "./subject.ts";

const LEDGER = "ledger.sqlite";
const EXPORT = "export.jsonl";

/** A ledger of fifty records in two channels, an export of it, and the trust policy kept elsewhere. */
export interface Specimen {
  readonly folder: string;
  /** Every file, by its name below the folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly policy: string;
  readonly digest: string;
}

export function makeSpecimen(): Specimen {
  const folder = scratch("flips");
  initLedger(folder);
  const ledger = openLedger(folder);
  const writers = officersIn(folder);
  for (let commit = 0, at = 0; commit < 5; commit++) appendTo(ledger, Array.from({ length: commit === 0 ? 8 : 10 }, () => ({ type: "stock", subject: `subject ${at % 7}`, label: at % 3 === 0 ? "RESTRICTED" : "PUBLIC", hidden: at % 5 === 0 ? ["quantity"] : [], fields: { quantity: at++, place: "depot" } })), writers);
  const bytes = exportLedger(ledger, { root: true });
  if (isFault(bytes)) throw new Error(bytes.message);
  writeFileSync(join(folder, EXPORT), bytes);
  putPolicyFile(folder, ledger);
  const { digest } = contentOf(ledger.store);
  ledger.store.close();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile()).map((it) => relative(folder, join(it.parentPath, it.name)));
  const sound = verifyFolder(folder, undefined);
  if (isFault(sound)) throw new Error(`the specimen does not verify as it is: ${sound.message}`);
  const files = new Map(names.sort().map((it) => [it, new Uint8Array(readFileSync(join(folder, it)))]));
  return { folder, files, policy: new TextDecoder().decode(files.get(POLICY)), digest };
}

/** What came of a change: the check refused, nothing that is read had changed, or neither: then the check has failed. */
export type Verdict = { readonly kind: "found"; readonly how: string } | { readonly kind: "same" } | { readonly kind: "missed"; readonly why: string };

/** Signatures that were checked before are not checked again: the same bytes give the same answer. */
function remembering({ sha256, verifyEd25519 }: Primitives): Primitives {
  const known = new Map<string, boolean>();
  return {
    sha256,
    verifyEd25519: (key, message, signature) => {
      const id = createHash("sha256").update(`${key.length} ${message.length} `).update(key).update(message).update(signature).digest("base64");
      const answer = known.get(id) ?? verifyEd25519(key, message, signature);
      known.set(id, answer);
      return answer;
    },
  };
}

/** Checks a specimen of which one file is another. */
export function checker({ files, policy, digest }: Specimen): { readonly check: (name: string, bytes: Uint8Array) => Verdict; readonly close: () => void } {
  const folder = scratch("flipped");
  const quick = { ...tools, primitives: remembering(primitives) };
  for (const [name, bytes] of files) put(folder, name, bytes);
  const resultOf = (found: Audit): string => JSON.stringify([found.root, found.logs.map(({ checkpoint, witnesses, records, isWhole }) => ({ checkpoint, witnesses, records, isWhole }))]);
  const whole = audit({ primitives, enrolmentFault, bytes: files.get(EXPORT)!, policy });
  if (isFault(whole)) throw new Error(whole.message);
  const sound = resultOf(whole);
  const look = (name: string, bytes: Uint8Array): Verdict => {
    if (name === EXPORT) {
      const found = audit({ primitives: quick.primitives, enrolmentFault, bytes, policy });
      // The policy that comes with an export counts for nothing where the checker brings another.
      return isFault(found) ? { kind: "found", how: found.code } : resultOf(found) === sound ? { kind: "same" } : { kind: "missed", why: "the export verifies and says something else" };
    }
    const damage = name === LEDGER ? ledgerFileFault(join(folder, LEDGER)) : undefined;
    if (damage !== undefined) return { kind: "found", how: "the file is damaged" };
    // The same content verifies as it did before; only what differs, or what lies beside it, has to be looked at again.
    const isSame = contentIn(folder) === digest;
    if (isSame && name === LEDGER) return { kind: "same" };
    const found = verifyFolder(folder, policy, quick);
    if (isFault(found)) return { kind: "found", how: found.code };
    return isSame ? { kind: "same" } : { kind: "missed", why: "the ledger verifies and holds something else" };
  };
  return {
    check: (name, bytes) => {
      put(folder, name, bytes);
      try {
        return look(name, bytes);
      } catch (error) {
        if (error instanceof StoreFault || error instanceof Complaint) return { kind: "found", how: error instanceof StoreFault ? "the file is damaged" : "what is beside it cannot be read" };
        return { kind: "missed", why: `no clear refusal: ${error instanceof Error ? error.message : String(error)}` };
      } finally {
        put(folder, name, files.get(name)!);
        for (const it of ["-wal", "-shm", "-journal"]) rmSync(join(folder, `${LEDGER}${it}`), { force: true });
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function contentIn(folder: string): string {
  const store = openStore(folder);
  try {
    return contentOf(store).digest;
  } finally {
    store.close();
  }
}

function put(folder: string, name: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes, { mode: 0o600 });
}

export interface FlipsFound {
  readonly flips: number;
  readonly found: number;
  /** Flips after which everything that is read is the same to the byte, by where they are. */
  readonly same: ReadonlyMap<string, number>;
  readonly how: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

/** Turns one bit, by chance which, in every byte of every file, or in so many bytes by chance. */
export function flipBits(specimen: Specimen, { seed, count, say }: { readonly seed: number; readonly count?: number; readonly say?: (line: string) => void }): FlipsFound {
  const chance = new Chance(seed);
  const { check, close } = checker(specimen);
  const all = [...specimen.files].flatMap(([name, bytes]) => Array.from({ length: bytes.length }, (_, at) => ({ name, at })));
  const wanted = count === undefined ? all : Array.from({ length: count }, () => chance.pick(all));
  const [same, how] = [new Map<string, number>(), new Map<string, number>()];
  const faults: string[] = [];
  let found = 0;
  for (const [number, { name, at }] of wanted.entries()) {
    const bytes = specimen.files.get(name)!.slice();
    const bit = chance.below(8);
    bytes[at]! ^= 1 << bit;
    const verdict = check(name, bytes);
    if (verdict.kind === "found") {
      found++;
      how.set(verdict.how, (how.get(verdict.how) ?? 0) + 1);
    } else if (verdict.kind === "missed") faults.push(`bit ${bit} of byte ${at} of ${name}: ${verdict.why}`);
    else {
      const where = placeOf(name, at, specimen.files.get(name)!);
      same.set(where, (same.get(where) ?? 0) + 1);
    }
    if (number % 5000 === 4999) say?.(`${number + 1} of ${wanted.length} flips, ${found} found, ${faults.length} missed`);
  }
  close();
  return { flips: wanted.length, found, same, how, faults };
}

/** What a byte is for that a flip of it changes nothing that is read. */
function placeOf(name: string, at: number, bytes: Uint8Array): string {
  if (name === EXPORT) return `${EXPORT}: the trust policy that comes with it, which is not asked where the checker brings one`;
  if (name !== LEDGER) return `${name.startsWith("keys/") ? "a key file" : name}: space around what is read`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (at < 100) return `${LEDGER}: header of the SQLite file, ${HEADER.find(([from, to]) => at >= from && at < to)?.[2] ?? `byte ${at}`}`;
  const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  const page = Math.floor(at / pageSize) * pageSize;
  const head = page === 0 ? 100 : page;
  const kind = bytes[head]!;
  if (![2, 5, 10, 13].includes(kind)) return `${LEDGER}: end of a page that the rest of a long value does not fill`;
  const cells = head + (kind === 2 || kind === 5 ? 12 : 8) + 2 * view.getUint16(head + 3);
  return at >= cells && at < page + view.getUint16(head + 5) ? `${LEDGER}: space of a page that holds nothing yet` : `${LEDGER}: space of a page that holds nothing any more, or order within it`;
}

const HEADER: readonly (readonly [number, number, string])[] = [
  [18, 20, "versions for writing and reading"],
  [20, 21, "reserved space"],
  [24, 28, "counter of changes"],
  [28, 32, "number of pages"],
  [40, 44, "counter of schemas"],
  [44, 48, "format of schemas"],
  [48, 52, "suggested cache"],
  [60, 64, "version of the tables"],
  [64, 68, "incremental vacuum"],
  [68, 72, "application"],
  [72, 92, "unused"],
  [92, 96, "counter of changes at the last write"],
  [96, 100, "version of SQLite"],
];

/** Changes by whoever holds the database, rules removed: each with what it does to the specimen. */
const TAMPERINGS: readonly (readonly [string, string])[] = [
  ["the last entry of a channel deleted", "delete from entry where key = (select max(key) from entry where key / 4294967296 = (select number from log where role = 'channel' limit 1))"],
  ["an entry in the middle deleted", "delete from entry where key = (select min(key) + 3 from entry)"],
  ["the last commit cut off", "delete from entry where key = (select max(key) from entry where key / 4294967296 = (select number from log where role = 'root'))"],
  ["every entry deleted", "delete from entry"],
  ["two leaves swapped", "update entry set leaf = (select other.leaf from entry other where other.key = (select min(key) + case entry.key when (select min(key) from entry) + 1 then 2 else 1 end from entry)) where key in (select min(key) + 1 from entry union select min(key) + 2 from entry)"],
  ["an entry written twice", "insert into entry select (select max(key) + 1 from entry e where e.key / 4294967296 = entry.key / 4294967296), leaf, signatures, disclosures from entry where key = (select min(key) + 1 from entry)"],
  ["the role of a channel changed, so that nobody would read it", "pragma ignore_check_constraints = on; update log set role = 'archive' where number = (select max(number) from log where role = 'channel')"],
  ["a channel dropped", "delete from log where number = (select max(number) from log where role = 'channel')"],
  ["the root log dropped", "delete from entry where key / 4294967296 = (select number from log where role = 'root'); delete from log where role = 'root'"],
  ["signatures removed", "update entry set signatures = '[]' where key = (select min(key) + 1 from entry)"],
  ["a key of a log replaced", "update log set key = 'x+00000000+AAAA' where role = 'channel'"],
  ["a checkpoint removed", "update log set checkpoint = null"],
  ["the checkpoint of another log put", "update log set checkpoint = (select checkpoint from log where role = 'root')"],
  ["the trust policy emptied", "update setting set value = 'quorum none' || char(10) || char(10) where name = 'policy'"],
  ["the party renamed", "update setting set value = 'XBB' where name = 'party'"],
  ["a disclosure of another entry put", "update entry set disclosures = (select disclosures from entry where disclosures <> '[]' and key / 4294967296 = (select number from log where role = 'channel' limit 1) limit 1) where key = (select min(key) + 1 from entry)"],
  ["the rules against changes removed", "select 1"],
];

/** Lets someone who holds the file change it in every way of a list; each has to be found. */
export function tamper(specimen: Specimen): readonly { readonly name: string; readonly verdict: Verdict }[] {
  const { check, close } = checker(specimen);
  const folder = scratch("tampered");
  const answers = TAMPERINGS.map(([name, sql]) => {
    cpSync(join(specimen.folder, LEDGER), join(folder, LEDGER));
    const db = new DatabaseSync(join(folder, LEDGER));
    const rules = db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as unknown as readonly { readonly name: string; readonly sql: string }[];
    for (const it of rules) db.exec(`drop trigger ${it.name}`);
    db.exec(`pragma foreign_keys = off; ${sql}`);
    // Put back so that only the change itself can give it away.
    if (sql !== "select 1") for (const it of rules) db.exec(it.sql);
    db.exec("pragma wal_checkpoint(truncate); pragma journal_mode = delete");
    db.close();
    const bytes = new Uint8Array(readFileSync(join(folder, LEDGER)));
    // SQLite says in the header that the file has no write-ahead log now; that alone is no change.
    return { name, verdict: check(LEDGER, bytes) };
  });
  close();
  rmSync(folder, { recursive: true, force: true });
  return answers;
}

export const bitFlipsCheck: Check = {
  name: "bit-flips",
  promise: "A change of a ledger or an export by a single bit, or by someone who holds the file, is found by `concord ledger verify`.",
  test: "One bit, by chance which, is turned in every byte of every file of a ledger of fifty records, keys and policy included, and of an export; after each the folder, or the export, is verified against a policy that came another way. It has to be refused in clear words, or everything that is read from the ledger has to be what it was, to the byte. Then someone who holds the database deletes, swaps, doubles, cuts and replaces, with the rules that forbid it taken away and put back.",
  everyCommit: "2,000 bytes by chance, and all the changes by hand.",
  usage: "[--count all] [--seed 1]",
  run: async (options, say) => {
    const specimen = makeSpecimen();
    const count = options.get("count");
    const flips = flipBits(specimen, { seed: numberOption(options, "seed", 1), say, ...(count !== undefined && count !== "all" && { count: numberOption(options, "count", 0) }) });
    const tampered = tamper(specimen);
    const missed = tampered.filter((it) => it.verdict.kind !== "found");
    rmSync(specimen.folder, { recursive: true, force: true });
    const same = [...flips.same.values()].reduce((sum, it) => sum + it, 0);
    return {
      figures: [
        { what: "bits turned", value: flips.flips, unit: "bits" },
        { what: "found", value: flips.found, unit: "bits" },
        { what: "in bytes that hold nothing: all that is read is the same", value: same, unit: "bits" },
        { what: "not found, though something else is read", value: flips.faults.length, unit: "bits", atMost: 0 },
        { what: "changes by hand", value: tampered.length, unit: "changes" },
        { what: "changes by hand that were not found", value: missed.length, unit: "changes", atMost: 0 },
      ],
      notes: [...[...flips.same].sort((a, b) => b[1] - a[1]).map(([where, bits]) => `Nothing is read from it: ${where} (${bits} bits).`), "A roll-back of the whole folder to an earlier state is found by whoever remembers a later one: a witness, an importer, a checkpoint on paper (`simulation`)."],
      faults: [...flips.faults.slice(0, 20), ...missed.map((it) => `not found: ${it.name}`)],
    };
  },
};
