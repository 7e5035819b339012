import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type Session, sessionBook, type SessionBook } from "#app";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const ANA = { person: "ana", method: "passkey", assurance: 3 } as const;
const BEN = { ...ANA, person: "ben" } as const;

/** A book that ends sessions after ten seconds idle and a hundred in all, two of a person at once. */
function book(kept?: Map<string, Session>): { readonly it: SessionBook; readonly wait: (seconds: number) => void } {
  let [now, secrets] = [1000, 0];
  const rules = { now: () => now, secret: () => `secret ${++secrets}`, sha256, idle: 10, absolute: 100, most: 2 };
  return { it: sessionBook(kept === undefined ? rules : { ...rules, kept: { all: () => kept, put: (key, one) => void kept.set(key, one), remove: (key) => void kept.delete(key) } }), wait: (seconds) => void (now += seconds) };
}
const people = (sessions: readonly Session[]): readonly string[] => sessions.map((it) => it.person);

test("a person's sessions are listed and revoked by that person's name only; whoever may see all sees all", () => {
  const { it } = book();
  const [ana, ben] = [it.start(ANA), it.start(BEN)];
  expect([people(it.list()), people(it.list("ana")), people(it.list("cem"))]).toEqual([["ana", "ben"], ["ana"], []]);
  expect(it.revoke(ben.session.handle, "ana")).toBe(false);
  expect(it.find(ben.secret, false).kind).toBe("session");
  expect([it.revoke(ana.session.handle, "ana"), it.revoke(ben.session.handle), it.revoke(ben.session.handle)]).toEqual([true, true, false]);
  expect([it.find(ana.secret, true), it.find(ben.secret, true)]).toEqual([{ kind: "none" }, { kind: "none" }]);
});
test("it ends when it is not used, and in the end all the same; what has ended is not listed", () => {
  const { it, wait } = book();
  const { secret } = it.start(ANA);
  for (let used = 0; used < 9; used++) {
    wait(10);
    expect(it.find(secret, true).kind).toBe("session");
  }
  wait(10);
  expect(it.find(secret, false).kind).toBe("session");
  wait(1);
  expect([it.find(secret, true).kind, people(it.list()), people(it.list("ana"))]).toEqual(["expired", [], []]);
  const idle = it.start(BEN);
  wait(11);
  expect([it.find(idle.secret, true).kind, people(it.list())]).toEqual(["expired", []]);
});
test("looked at without being used it is not kept alive", () => {
  const { it, wait } = book();
  const { secret } = it.start(ANA);
  wait(10);
  expect(it.find(secret, false).kind).toBe("session");
  wait(1);
  expect(it.find(secret, false).kind).toBe("expired");
});
test("of more than a person may hold the one not used for longest gives way, and nobody else's", () => {
  const { it, wait } = book();
  const first = it.start(ANA);
  wait(1);
  const [second, other] = [it.start(ANA), it.start(BEN)];
  wait(1);
  it.find(first.secret, true);
  it.start(ANA);
  expect([first, second, other].map(({ secret }) => it.find(secret, false).kind)).toEqual(["session", "none", "session"]);
});
test("a browser that signs in anew, or out, leaves no session behind; without a secret there is none", () => {
  const { it } = book();
  const first = it.start(ANA);
  const again = it.start(BEN, first.secret);
  expect([it.find(first.secret, true).kind, it.find(again.secret, true).kind, it.find(undefined, true).kind]).toEqual(["none", "session", "none"]);
  it.end(undefined);
  it.end("no secret");
  expect(people(it.list())).toEqual(["ben"]);
  it.end(again.secret);
  expect(it.list()).toEqual([]);
});
test("a sign of life is kept once a minute, an end at once", () => {
  const kept = new Map<string, Session>();
  const { it, wait } = book(kept);
  const { secret } = it.start(ANA);
  const seen = (): readonly number[] => [...kept.values()].map((one) => one.seenAt);
  for (let used = 0; used < 6; used++) {
    wait(9);
    it.find(secret, true);
  }
  expect(seen()).toEqual([1000]);
  wait(9);
  it.find(secret, true);
  expect(seen()).toEqual([1063]);
  it.end(secret);
  expect(seen()).toEqual([]);
});
test("what ended long ago is forgotten", () => {
  const kept = new Map<string, Session>();
  const { it, wait } = book(kept);
  const { secret } = it.start(ANA);
  wait(201);
  it.start(BEN);
  expect([it.find(secret, true).kind, people([...kept.values()])]).toEqual(["none", ["ben"]]);
});
