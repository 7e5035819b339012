import { DatabaseSync } from "node:sqlite";
import type { Appended, Entry, LedgerStore, LogSettings } from "#ledger";
import { guarded } from "./store-fault.ts";

const SCHEMA = `
  create table if not exists entry (
    place integer primary key check (place >= 0),
    leaf blob not null,
    signatures text not null,
    disclosures text not null
  ) strict;
  create table if not exists checkpoint (only_one integer primary key check (only_one = 1), note blob not null) strict;
  create table if not exists setting (name text primary key, value text not null) strict;
  create trigger if not exists entry_stays before delete on entry begin select raise(abort, 'append-only'); end;
  create trigger if not exists entry_same before update of place, leaf, signatures on entry begin select raise(abort, 'append-only'); end;
`;

interface Row {
  readonly leaf: Uint8Array;
  readonly signatures: string;
  readonly disclosures: string;
}

/**
 * A log in one SQLite file: write-ahead log, every commit forced to the disk, entries that cannot be changed or deleted.
 * @throws StoreFault when the file is no database or cannot be opened, and from every method when the disk fails.
 */
export const sqliteLedger = (path: string): LedgerStore => guarded(path, () => openTables(path));

function openTables(path: string): LedgerStore {
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;");
  db.exec(SCHEMA);
  const count = db.prepare("select count(*) as size from entry");
  const range = db.prepare("select leaf, signatures, disclosures from entry where place >= ? and place < ? order by place");
  const insert = db.prepare("insert into entry (place, leaf, signatures, disclosures) values (?, ?, ?, ?)");
  const latest = db.prepare("select note from checkpoint");
  const replace = db.prepare("insert into checkpoint (only_one, note) values (1, ?) on conflict (only_one) do update set note = excluded.note");
  const disclose = db.prepare("update entry set disclosures = ? where place = ?");
  const setting = db.prepare("select name, value from setting");
  const set = db.prepare("insert into setting (name, value) values (?, ?)");
  const size = (): number => (count.get() as { readonly size: number }).size;
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
  return {
    size,
    read: (from, to) => (range.all(from, to) as unknown as readonly Row[]).map(entryOf),
    append: (expectedSize, entries): Appended =>
      atOnce(() => {
        const now = size();
        if (now !== expectedSize) return { kind: "moved", size: now };
        entries.forEach((it, at) => void insert.run(now + at, it.leaf, JSON.stringify(it.signatures.map(({ key, signature }) => ({ key, signature: Buffer.from(signature).toString("base64") }))), JSON.stringify(it.disclosures)));
        return { kind: "appended", size: now + entries.length };
      }),
    checkpoint: () => {
      const row = latest.get() as { readonly note: Uint8Array } | undefined;
      return row === undefined ? undefined : new Uint8Array(row.note);
    },
    putCheckpoint: (bytes) => void replace.run(bytes),
    putDisclosures: (index, disclosures) => void disclose.run(JSON.stringify(disclosures), index),
    settings: () => {
      const rows = new Map((setting.all() as unknown as readonly { readonly name: string; readonly value: string }[]).map((it) => [it.name, it.value]));
      const [origin, party, policy] = ["origin", "party", "policy"].map((it) => rows.get(it));
      return origin === undefined || party === undefined || policy === undefined ? undefined : { origin, party, policy };
    },
    putSettings: (settings: LogSettings) => atOnce(() => Object.entries(settings).forEach(([name, value]) => void set.run(name, String(value)))),
    close: () => db.close(),
  };
}

function entryOf(row: Row): Entry {
  const signatures = (JSON.parse(row.signatures) as readonly { readonly key: string; readonly signature: string }[]).map(({ key, signature }) => ({ key, signature: new Uint8Array(Buffer.from(signature, "base64")) }));
  return { leaf: new Uint8Array(row.leaf), signatures, disclosures: JSON.parse(row.disclosures) as readonly string[] };
}
