import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isStale } from "#app";
import { COSIGNATURE, noteKeyOf, parsePolicy } from "#ledger";
import { primitives } from "#adapters/keys";
import { here } from "../cli/here.ts";
import { keyText, newPath, sound } from "./sample.ts";

const drafts = (text: string): string => {
  const path = newPath("jsonl");
  writeFileSync(path, `${JSON.stringify({ type: "note", label: "OPEN", fields: { text } })}\n`);
  return path;
};
const init = async (party: string, officers: number, ...more: readonly string[]): Promise<string> => {
  const at = newPath(party);
  expect((await here(["ledger", "init", at, "--party", party, "--officers", String(officers), "--label", "OPEN", ...more])).code).toBe(0);
  return at;
};
const append = async (at: string, text: string): Promise<void> => void expect((await here(["ledger", "append", at, drafts(text)])).code).toBe(0);
const exported = async (at: string): Promise<string> => {
  const path = newPath("export");
  expect((await here(["ledger", "export", at, path])).code).toBe(0);
  return path;
};

describe("what others exported", () => {
  test("is taken from where the copy ends, and a log that shows two histories is stopped until two persons decide", async () => {
    const [own, alone, peer] = [await init("VAL", 2), await init("HOL", 1), await init("BRY", 1)];
    const receive = (file: string, at = own) => here(["ledger", "receive", at, file, "--policy", join(peer, "policy.txt")]);
    const early = await exported(peer);
    await append(peer, "one");
    const fork = newPath("fork");
    cpSync(peer, fork, { recursive: true });
    const one = await exported(peer);
    expect([(await receive(one)).stdout, (await receive(one)).stdout, (await receive(early)).stdout]).toEqual([expect.stringContaining("2 entries taken"), expect.stringContaining("nothing new"), expect.stringContaining("nothing new, 2 entries")]);
    await append(peer, "two");
    await append(fork, "another two");
    await append(fork, "and three");
    const [mine, theirs] = [await exported(peer), await exported(fork)];
    expect((await receive(mine)).stdout).toContain("1 entry taken, 3 in all");
    const caught = await receive(theirs);
    expect([caught.code, caught.stderr.includes("two histories")]).toEqual([1, true]);
    const origin = /concord\/bry\/[0-9a-f]+/.exec(caught.stderr)![0];
    const name = `${origin.split("/")[2]}-1`;
    const evidence = JSON.parse(readFileSync(join(own, "evidence", `${name}.json`), "utf8")) as { readonly first: string; readonly second: string };
    expect([evidence.first.split("\n")[1], evidence.second.split("\n")[1], existsSync(join(own, "evidence", `${name}.export`))]).toEqual(["3", "4", true]);
    // Nothing more is taken, not even of the history that was received first.
    await append(peer, "three");
    const later = await exported(peer);
    expect((await receive(later)).stderr).toContain("receive-stopped");
    const hidden = newPath("key");
    renameSync(join(own, "keys", "officer-2.key"), hidden);
    expect((await here(["ledger", "decide", own, origin, "--reason", "Explained."])).stderr).toContain("one person alone");
    renameSync(hidden, join(own, "keys", "officer-2.key"));
    expect((await here(["ledger", "decide", own, origin, "--reason", "Explained."])).code).toBe(0);
    expect((await receive(later)).stdout).toContain("1 entry taken, 4 in all");
    expect((await here(["ledger", "decide", alone, origin, "--reason", "x"])).code).toBe(2);
    // The copy is a ledger that can be read.
    expect(JSON.parse((await here(["ledger", "log", join(own, "imports", "BRY"), "--type", "note", "--json"])).stdout)).toHaveLength(3);
  });
  test("is refused under another policy, cut, or with a gap, and nothing of it is taken", async () => {
    const [own, peer, other] = [await init("VAL", 1), await init("BRY", 1), await init("BRY", 1)];
    await append(peer, "one");
    const file = await exported(peer);
    const receive = (path: string, policy = join(peer, "policy.txt")) => here(["ledger", "receive", own, path, "--policy", policy]);
    const cut = newPath("export");
    writeFileSync(cut, readFileSync(file, "utf8").slice(0, -20));
    const part = newPath("export");
    await here(["ledger", "export", peer, part, "--type", "channel-opened"]);
    expect([(await receive(file, join(other, "policy.txt"))).stderr, (await receive(cut)).stderr, (await receive(part)).stderr]).toEqual([expect.stringContaining("note-untrusted"), expect.stringContaining("export-cut"), expect.stringContaining("receive-gap")]);
    expect((await receive(file)).stdout).toContain("2 entries taken");
  });
});

describe("witnesses of three nations", () => {
  const witness = async (name: string): Promise<{ readonly key: string; readonly text: string; readonly name: string }> => {
    const key = newPath("key");
    return { key, name: `${name}.example`, text: (await here(["ledger", "witness", "--new", "--key", key, "--name", `${name}.example`])).stdout.trim() };
  };
  test("two of three are a quorum; two of one nation are one", async () => {
    const three = await Promise.all(["XAA", "XBB", "XCC"].map(witness));
    const extra = await witness("XAA-2");
    const at = await init("VAL", 1, ...["XAA", "XBB", "XCC"].flatMap((it, k) => ["--witness", `${it}/w=${three[k]!.text}`]), "--witness", `XAA/other=${extra.text}`);
    const policy = sound(parsePolicy(primitives.sha256, readFileSync(join(at, "policy.txt"), "utf8")));
    expect([["XAA/w"], ["XAA/w", "XAA/other"], ["XAA/other", "XBB/w"], ["XBB/w", "XCC/w"]].map((it) => policy.isQuorum(new Set(it)))).toEqual([false, false, true, true]);
    const look = (k: number) => here(["ledger", "witness", at, "--key", three[k]!.key, "--name", three[k]!.name]);
    expect([(await here(["ledger", "verify", at])).code, (await look(0)).code, (await here(["ledger", "verify", at])).code, (await look(1)).code, (await here(["ledger", "verify", at])).code]).toEqual([1, 0, 1, 0, 0]);
    expect((await here(["ledger", "verify", at])).stdout).toContain("Witnesses: XAA/w");
  });
  test("a witness that is shown another history signs nothing and keeps both checkpoints", async () => {
    const w = await witness("XAA");
    const at = await init("VAL", 1, "--witness", `XAA=${w.text}`);
    await append(at, "one");
    const fork = newPath("fork");
    cpSync(at, fork, { recursive: true });
    await append(at, "two");
    const look = (folder: string) => here(["ledger", "witness", folder, "--key", w.key, "--name", w.name]);
    expect((await look(at)).code).toBe(0);
    await append(fork, "another");
    const refused = await look(fork);
    expect([refused.code, refused.stderr.includes("witness-fork")]).toEqual([1, true]);
    const evidence = JSON.parse(readFileSync(`${w.key}.seen.evidence`, "utf8")) as { readonly origin: string; readonly first: string; readonly second: string };
    expect([evidence.first.startsWith(evidence.origin), evidence.second.startsWith(evidence.origin), evidence.first === evidence.second]).toEqual([true, true, false]);
    writeFileSync(`${w.key}.seen`, "lost");
    expect((await look(at)).stderr).toContain("memory");
    writeFileSync(`${w.key}.seen.lock`, "");
    expect((await look(at)).stderr).toContain("Another process");
  });
  test("a key that does not cosign is no witness", async () => expect((await here(["ledger", "init", newPath("x"), "--party", "VAL", "--witness", `w=${keyText("w", 7)}`])).stderr).toContain("cosigns"));
  test("a witness's key reads back", () => expect(sound(noteKeyOf(primitives.sha256, keyText("w", 7, COSIGNATURE))).name).toBe("w"));
});

describe("freshness", () => {
  test.each([
    ["2026-03-01T10:00:00Z", "2026-03-02T09:59:59Z", 24, false],
    ["2026-03-01T10:00:00Z", "2026-03-02T10:00:01Z", 24, true],
    ["2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z", 1, true],
    [undefined, "2026-03-01T12:00:00Z", 24, true],
  ])("known at %s, now %s, within %i h: stale %s", (time, now, hours, expected) => expect(isStale(time, now, hours)).toBe(expected));
  test("an old state is never shown as current", async () => {
    const old = await here(["ledger", "verify", join(import.meta.dirname, "fixtures", "before-channels", "whole.export"), "--json", "--fresh-within", "0.000001"]);
    const at = await init("VAL", 1);
    const fresh = await here(["ledger", "verify", at]);
    expect([JSON.parse(old.stdout).logs[0].stale, fresh.stdout.includes("STALE"), (await here(["ledger", "verify", at, "--fresh-within", "-1"])).code]).toEqual([true, false, 2]);
  });
});
