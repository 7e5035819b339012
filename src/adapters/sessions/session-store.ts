import { DatabaseSync } from "node:sqlite";
import { makeFolderDurably } from "../files/durable-file.ts";
import { dirname } from "node:path";
import type { KeptSessions, Session } from "#app";

const SCHEMA = "create table if not exists session (key text primary key, person text not null, method text not null, assurance integer not null, handle text not null, started_at real not null, seen_at real not null) strict";

interface Row {
  readonly key: string;
  readonly person: string;
  readonly method: string;
  readonly assurance: number;
  readonly handle: string;
  readonly started_at: number;
  readonly seen_at: number;
}

/**
 * Sessions in an SQLite file, so that a restart signs nobody out. Of a secret its digest is kept, which opens nothing; what was ended is
 * off the disk when this answers. @throws Error where the file is no database
 */
export function sessionStore(path: string): KeptSessions {
  makeFolderDurably(dirname(path), 0o700);
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;");
  db.exec(SCHEMA);
  const all = db.prepare("select * from session");
  const put = db.prepare("insert or replace into session (key, person, method, assurance, handle, started_at, seen_at) values (?, ?, ?, ?, ?, ?, ?)");
  const remove = db.prepare("delete from session where key = ?");
  return {
    all: () => new Map((all.all() as unknown as readonly Row[]).flatMap((it) => (isKnown(it) ? [[it.key, sessionOf(it)] as const] : []))),
    put: (key, { person, method, assurance, handle, startedAt, seenAt }) => void put.run(key, person, method, assurance, handle, startedAt, seenAt),
    remove: (key) => void remove.run(key),
  };
}

/** A way of signing in that this version does not know lets nobody in. */
const isKnown = ({ method, assurance }: Row): boolean => (method === "provider" || method === "passkey") && [1, 2, 3].includes(assurance);

const sessionOf = ({ person, method, assurance, handle, started_at: startedAt, seen_at: seenAt }: Row): Session => ({ handle, person, method: method as Session["method"], assurance: assurance as Session["assurance"], startedAt, seenAt });
