import { DatabaseSync } from "node:sqlite";
import { type Committed, type Entry, type LedgerSettings, type LedgerStore, type LogChange, type LogRole, sameSettings, type StoredLog } from "#ledger";
import { guarded, StoreFault } from "./store-fault.ts";

/** Version of the tables. Version 1 held one log, of records of any label. */
const VERSION = 2;

/** Entries of all logs stand in one table, each log in a stretch of its own: the key of an entry is `log × STRETCH + place`. */
const STRETCH = 2 ** 32;

const SCHEMA = `
  create table log (
    number integer primary key,
    origin text not null unique,
    role text not null check (role in ('channel', 'root')),
    key text not null,
    checkpoint blob
  ) strict;
  create table entry (
    key integer primary key check (key >= ${STRETCH}),
    leaf blob not null,
    signatures text not null,
    disclosures text not null
  ) strict;
  create table setting (name text primary key, value text not null) strict;
  create trigger entry_stays before delete on entry begin select raise(abort, 'append-only'); end;
  create trigger entry_same before update of key, leaf, signatures on entry begin select raise(abort, 'append-only'); end;
  create trigger log_stays before delete on log begin select raise(abort, 'append-only'); end;
  create trigger log_same before update of number, origin, role, key on log begin select raise(abort, 'append-only'); end;
  pragma user_version = ${VERSION};
`;

/** From version 1: its one log becomes the first channel, to the byte. Its log line in the policy says its key. */
const UPGRADE = `
  drop trigger entry_stays; drop trigger entry_same;
  alter table entry rename to old_entry; alter table checkpoint rename to old_checkpoint; alter table setting rename to old_setting;
  ${SCHEMA}
  insert into setting (name, value) select name, value from old_setting where name = 'party';
`;

/** Leaf, signatures and disclosures of an entry, as they stand in its columns. */
type Row = readonly [Uint8Array, string, string];

interface LogRow {
  readonly number: number;
  readonly origin: string;
  readonly role: LogRole;
  readonly key: string;
  readonly checkpoint: Uint8Array | null;
  readonly size: number;
}

/**
 * The logs of a party in one SQLite file: write-ahead log, every commit forced to the disk, entries that cannot be changed or
 * deleted. A file of an earlier version is brought up to date when it is opened, in one commit.
 * @throws StoreFault when the file is no database, is of a later version or cannot be opened, and from every method when the disk fails.
 */
export const sqliteLedger = (path: string): LedgerStore => guarded(path, () => openTables(path));

/**
 * What is wrong with the file itself, where its entries would not show it: its tree of pages, its indexes, its columns, and the
 * rules that keep entries from being changed. `undefined` where nothing is.
 * @throws StoreFault when it cannot be read at all.
 */
export function ledgerFileFault(path: string): string | undefined {
  const { look } = guarded(path, () => ({ look: () => fileFault(path) }));
  return look();
}

function fileFault(path: string): string | undefined {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const [damage] = db.prepare("pragma integrity_check").all() as unknown as readonly { readonly integrity_check: string }[];
    if (damage?.integrity_check !== "ok") return damage?.integrity_check ?? "the check says nothing";
    return rulesOf(db) === expectedRules() ? undefined : "its tables and the rules that keep entries as they are are not those that Concord makes";
  } finally {
    db.close();
  }
}

const rulesOf = (db: DatabaseSync): string => JSON.stringify(db.prepare("select type, name, tbl_name, sql from sqlite_schema order by type, name").all());

let rules: string | undefined;
function expectedRules(): string {
  if (rules !== undefined) return rules;
  const db = new DatabaseSync(":memory:");
  db.exec(SCHEMA);
  rules = rulesOf(db);
  db.close();
  return rules;
}

function openTables(path: string): LedgerStore {
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;");
  const atOnce = <T>(work: () => T): T => {
    db.exec("begin immediate");
    try {
      const done = work();
      db.exec("commit");
      return done;
    } catch (error) {
      if (db.isTransaction) db.exec("rollback");
      throw error;
    }
  };
  const version = (): number => (db.prepare("pragma user_version").get() as { readonly user_version: number }).user_version;
  if (version() !== VERSION) atOnce(() => upgrade(db, version()));

  const LOGS = `select number, origin, role, key, checkpoint, coalesce((select max(entry.key) % ${STRETCH} + 1 from entry where entry.key between number * ${STRETCH} and (number + 1) * ${STRETCH} - 1), 0) as size from log`;
  const all = db.prepare(`${LOGS} order by number`);
  const one = db.prepare(`${LOGS} where origin = ?`);
  const range = db.prepare("select leaf, signatures, disclosures from entry where key >= ? and key < ? order by key");
  // Opening a ledger reads every entry: lists are made in less time than objects with names.
  range.setReturnArrays(true);
  const open = db.prepare("insert into log (origin, role, key) values (?, ?, ?)");
  const insert = db.prepare("insert into entry (key, leaf, signatures, disclosures) values (?, ?, ?, ?)");
  const putCheckpoint = db.prepare("update log set checkpoint = ? where number = ?");
  const disclose = db.prepare("update entry set disclosures = ? where key = ?");
  const setting = db.prepare("select name, value from setting");
  const set = db.prepare("insert into setting (name, value) values (?, ?)");
  const reset = db.prepare("insert or replace into setting (name, value) values (?, ?)");
  const number = db.prepare("select number from log where origin = ?");
  const startOf = (origin: string): number | undefined => {
    const row = number.get(origin) as { readonly number: number } | undefined;
    return row === undefined ? undefined : row.number * STRETCH;
  };
  const logOf = (origin: string): LogRow | undefined => one.get(origin) as LogRow | undefined;
  const moved = ({ origin, opens, size }: LogChange): number | undefined => {
    const now = logOf(origin);
    const isAsSeen = opens === undefined ? now?.size === size : now === undefined && size === 0;
    return isAsSeen ? undefined : (now?.size ?? 0);
  };
  const settingsNow = (): LedgerSettings | undefined => {
    const rows = new Map((setting.all() as unknown as readonly { readonly name: string; readonly value: string }[]).map((it) => [it.name, it.value]));
    const [party, policy] = ["party", "policy"].map((it) => rows.get(it));
    return party === undefined || policy === undefined ? undefined : { party, policy };
  };
  const write = (settings: LedgerSettings, how: typeof set): void => Object.entries(settings).forEach(([name, value]) => void how.run(name, String(value)));
  return {
    settings: settingsNow,
    putSettings: (settings: LedgerSettings) => atOnce(() => write(settings, set)),
    logs: () => (all.all() as unknown as readonly LogRow[]).map(storedOf),
    read: (origin, from, to) => {
      const start = startOf(origin);
      return start === undefined ? [] : (range.all(start + from, start + Math.min(to, STRETCH)) as unknown as readonly Row[]).map(entryOf);
    },
    steady: (reads) => {
      if (db.isTransaction) return reads();
      db.exec("begin");
      try {
        return reads();
      } finally {
        if (db.isTransaction) db.exec("rollback");
      }
    },
    commit: (changes, settings): Committed =>
      atOnce(() => {
        if (settings !== undefined && !sameSettings(settingsNow(), settings.was)) return { kind: "moved", origin: "", size: 0 };
        for (const it of changes) {
          const now = moved(it);
          if (now !== undefined) return { kind: "moved", origin: it.origin, size: now };
        }
        if (settings !== undefined) write(settings.is, reset);
        for (const { origin, opens, size, entries, checkpoint } of changes) {
          if (opens !== undefined) open.run(origin, opens.role, opens.key);
          const { number } = logOf(origin)!;
          entries.forEach((it, at) => void insert.run(number * STRETCH + size + at, it.leaf, textOfSignatures(it), JSON.stringify(it.disclosures)));
          if (checkpoint !== undefined) putCheckpoint.run(checkpoint, number);
        }
        return { kind: "committed" };
      }),
    putDisclosures: (origin, index, disclosures) => {
      const start = startOf(origin);
      if (start !== undefined) disclose.run(JSON.stringify(disclosures), start + index);
    },
    close: () => db.close(),
  };
}

function upgrade(db: DatabaseSync, from: number): void {
  if (from === VERSION) return; // Someone else was quicker.
  const hasTables = db.prepare("select 1 from sqlite_schema where type = 'table' and name = 'entry'").get() !== undefined;
  if (from > VERSION) throw new StoreFault(`The ledger is of version ${from}, made by a later Concord; this one reads up to version ${VERSION}.`, "Read it with that Concord.", undefined);
  if (!hasTables) return db.exec(SCHEMA);
  db.exec(UPGRADE);
  const old = new Map((db.prepare("select name, value from old_setting").all() as unknown as readonly { readonly name: string; readonly value: string }[]).map((it) => [it.name, it.value]));
  const [origin, policy] = [old.get("origin"), old.get("policy")];
  if (origin !== undefined && policy !== undefined) {
    const lines = policy.split("\n");
    const key = lines.map((it) => /^\s*log\s+(\S+)/.exec(it)?.[1] ?? "").find((it) => it.startsWith(`${origin}+`)) ?? "";
    db.prepare("insert into setting (name, value) values ('policy', ?)").run(lines.filter((it) => !/^\s*log\s/.test(it)).join("\n"));
    db.prepare("insert into log (origin, role, key, checkpoint) values (?, 'channel', ?, (select note from old_checkpoint))").run(origin, key);
    db.exec(`insert into entry (key, leaf, signatures, disclosures) select (select number from log) * ${STRETCH} + place, leaf, signatures, disclosures from old_entry`);
  }
  db.exec("drop table old_entry; drop table old_checkpoint; drop table old_setting;");
}

function storedOf({ origin, role, key, size, checkpoint }: LogRow): StoredLog {
  // Of another role it would be neither read nor exported, and nobody would miss it.
  if (role !== "channel" && role !== "root") throw new SyntaxError(`${origin} is neither a channel nor a root`);
  return { origin, role, key, size, ...(checkpoint !== null && { checkpoint: new Uint8Array(checkpoint) }) };
}

const textOfSignatures = (it: Entry): string => JSON.stringify(it.signatures.map(({ key, signature }) => ({ key, signature: Buffer.from(signature).toString("base64") })));

function entryOf([leaf, signaturesText, disclosuresText]: Row): Entry {
  // Most entries hide nothing.
  const [signatures, disclosures] = [listOf(signaturesText), disclosuresText === "[]" ? [] : listOf(disclosuresText)];
  if (!signatures.every(isSignature) || !disclosures.every((it) => typeof it === "string")) throw new SyntaxError("an entry has signatures or disclosures of another form than was written");
  return { leaf: new Uint8Array(leaf), signatures: signatures.map(({ key, signature }) => ({ key, signature: new Uint8Array(Buffer.from(signature, "base64")) })), disclosures };
}

function listOf(text: string): readonly unknown[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new SyntaxError("a column holds no list");
  return value;
}

const isSignature = (it: unknown): it is { readonly key: string; readonly signature: string } => typeof it === "object" && it !== null && "key" in it && typeof it.key === "string" && "signature" in it && typeof it.signature === "string";
