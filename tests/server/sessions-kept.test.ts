import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sessionStore } from "#adapters/sessions";
import { type SessionBook, sessionBook } from "#app";

let clock = 1000;
let count = 0;
const rules = { now: () => clock, secret: () => `secret ${count++}`, sha256: (it: string) => createHash("sha256").update(it).digest("hex"), idle: 1800, absolute: 3600 * 8, most: 2 };
const fresh = (): string => join(mkdtempSync(join(tmpdir(), "concord-sessions-")), "state", "sessions.sqlite");
/** The book as a server finds it that was started on the file just now. */
const started = (path: string): SessionBook => sessionBook({ ...rules, kept: sessionStore(path) });
const anna = { person: "anna", method: "passkey", assurance: 3 } as const;

test("a restart signs nobody out, and knows them as before", () => {
  const path = fresh();
  const { secret, session } = started(path).start(anna);
  expect(started(path).find(secret, false)).toEqual({ kind: "session", session });
  expect(started(path).find("another", false)).toEqual({ kind: "none" });
});

test.each<readonly [string, (book: SessionBook, it: { readonly secret: string; readonly handle: string }) => void]>([
  ["signed out", (book, it) => book.end(it.secret)],
  ["revoked by name", (book, it) => expect(book.revoke(it.handle)).toBe(true)],
  ["replaced by a new sign-in of the same browser", (book, it) => void book.start(anna, it.secret)],
  ["given way to newer ones", (book) => { book.start(anna); clock += 1; book.start(anna); }],
])("a session that was %s stays ended after a restart", (_, end) => {
  const path = fresh();
  const book = started(path);
  const { secret, session } = book.start(anna);
  clock += 1;
  end(book, { secret, handle: session.handle });
  expect([book.find(secret, false), started(path).find(secret, true)]).toEqual([{ kind: "none" }, { kind: "none" }]);
});

test("the times of a session go on over a restart: at most a minute of idleness is lost, and no end is put off", () => {
  const path = fresh();
  const { secret } = started(path).start(anna);
  for (let restart = 0; restart < 2; restart++) {
    const book = started(path);
    clock += 1700;
    expect(book.find(secret, true).kind).toBe("session");
    clock += 30;
    expect(book.find(secret, true).kind).toBe("session");
  }
  // The last sign of life was 30 s after one that was kept, and is not.
  clock += 1771;
  expect(started(path).find(secret, true).kind).toBe("expired");
  const other = started(path).start(anna);
  for (let at = 0; at < 17; at++) {
    clock += 1700;
    started(path).find(other.secret, true);
  }
  expect(started(path).find(other.secret, true).kind).toBe("expired");
});

test("the file opens nothing: of a secret only its digest is in it", () => {
  const path = fresh();
  const { secret } = started(path).start(anna);
  for (const it of [path, `${path}-wal`]) expect(readFileSync(it).includes(secret)).toBe(false);
});

test("a way of signing in that is not known lets nobody in, and a file that is no database is not passed over", () => {
  const path = fresh();
  const { secret } = started(path).start(anna);
  const db = new DatabaseSync(path);
  db.exec("update session set method = 'pigeon'");
  db.close();
  expect(started(path).find(secret, true)).toEqual({ kind: "none" });
  const broken = join(mkdtempSync(join(tmpdir(), "concord-sessions-")), "sessions.sqlite");
  writeFileSync(broken, "not a database, and long enough to be read as one: ".repeat(100));
  expect(() => sessionStore(broken)).toThrow(/not a database/);
});
