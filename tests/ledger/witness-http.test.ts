import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { primitives } from "#adapters/keys";
import { base64, checkpointBytes, COSIGNATURE, isFault, leafHash, MerkleTree, noteBytes, noteKeyFor, parseNote, signCheckpoint, signNote, textOf, utf8, type WitnessRequest, witnessesOf, witnessRequestBytes, witnessRequestOf, witnessVerdict } from "#ledger";
import { serveWitness, type WitnessServer } from "#server";
import { here as concord } from "../cli/here.ts";
import { ROOT } from "../../tools/files.ts";
import { folder, signer } from "./sample.ts";

const { sha256 } = primitives;
const [LOG, OTHER, NAME] = ["log.example/a", "log.example/b", "witness.example/w"];
const tree = (mark: string): MerkleTree => {
  const made = new MerkleTree(sha256);
  for (let i = 0; i < 8; i++) made.append(leafHash(sha256, utf8(`${i < 3 ? "" : mark}${i}`)));
  return made;
};
const [real, fork] = [tree(""), tree("fork ")];
const note = (of: MerkleTree, size: number, { origin = LOG, key = 1, root = of.root(size) }: { readonly origin?: string; readonly key?: number; readonly root?: Uint8Array } = {}): Uint8Array => checkpointBytes(signCheckpoint(sha256, { origin, size, root, extensions: [] }, signer(key)));
const ask = (oldSize: number, size: number, more: Partial<WitnessRequest> = {}): string => textOf(witnessRequestBytes({ oldSize, proof: oldSize === 0 ? [] : real.consistency(oldSize, size), checkpoint: note(real, size), ...more }))!;

describe("[L5] a witness that logs ask over HTTP", () => {
  const memory = new Map<string, { readonly size: number; readonly root: Uint8Array }>();
  let server: WitnessServer;
  let isDiskFull = false;
  beforeAll(async () => {
    server = await serveWitness({
      port: 0,
      host: "127.0.0.1",
      verdict: (request) => {
        const said = witnessVerdict(primitives, { request, keys: [noteKeyFor(sha256, LOG!, signer(1)), noteKeyFor(sha256, OTHER!, signer(2))], seenOf: (origin) => memory.get(origin), name: NAME!, signer: signer(3), seconds: 1_700_000_000 });
        if (isDiskFull) throw new Error("ENOSPC");
        if (said.kind === "signed") memory.set(said.origin, said.keep);
        return said;
      },
      lineOf: ({ line }) => textOf(noteBytes({ text: "", signatures: [line] }))!.slice(1),
      onAnswer: () => undefined,
    });
  });
  afterAll(() => server.close());
  const send = async (body: string | Uint8Array, { method = "POST", path = "add-checkpoint" } = {}): Promise<readonly [number, string | null, string]> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/${path}`, { method, ...(method === "POST" && { body: typeof body === "string" ? body : new Uint8Array(body) }) });
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  /** A request with one thing changed. */
  const text = (old: number, size: number, change: (it: string) => string): string => change(ask(old, size));

  test("signs a first state, then only what goes on from it", async () => {
    memory.clear();
    const [status, , line] = await send(ask(0, 3));
    const signed = parseNote(Buffer.concat([note(real, 3), utf8(line)]));
    expect([status, line.startsWith("\u2014 "), line.endsWith("\n")]).toEqual([200, true, true]);
    expect(isFault(signed) ? signed : witnessesOf(primitives, signed, [noteKeyFor(sha256, NAME!, signer(3), COSIGNATURE)]).map((it) => it.seconds)).toEqual([1_700_000_000]);
    expect((await send(ask(3, 7)))[0]).toBe(200);
    // The same state again: the root has to be the same, and the proof empty.
    expect((await send(ask(7, 7)))[0]).toBe(200);
    expect(memory.get(LOG!)?.size).toBe(7);
  });

  test.each<readonly [number, string, () => string | Uint8Array, RegExp]>([
    [400, "nothing", () => "", /request-shape/],
    [400, "no old size", () => text(3, 5, (it) => it.replace("old 3", "size 3")), /request-size/],
    [400, "an old size with a zero before it", () => text(3, 5, (it) => it.replace("old 3", "old 03")), /request-size/],
    [400, "an old size beyond the checkpoint's", () => ask(5, 5, { oldSize: 6 }), /witness-back/],
    [400, "a proof line that is no hash", () => text(3, 5, (it) => it.replace("old 3\n", "old 3\nAAAA\n")), /request-proof/],
    [400, "sixty-four proof lines", () => text(3, 5, (it) => it.replace("old 3\n", `old 3\n${`${base64(new Uint8Array(32))}\n`.repeat(64)}`)), /request-proof/],
    [400, "a note that is no checkpoint", () => ask(3, 5, { checkpoint: noteBytes({ text: "hello\n", signatures: [signNote(sha256, "hello\n", LOG!, signer(1))] }) }), /checkpoint-size/],
    [400, "a checkpoint without its end", () => ask(3, 5).slice(0, -1), /note-shape/],
    [400, "bytes that are no text", () => new Uint8Array([0xff, 0xfe]), /request-utf8/],
    [403, "no signature of a known key", () => ask(3, 5, { checkpoint: note(real, 5, { key: 9 }) }), /note-untrusted/],
    [403, "the key of another log that is known", () => ask(3, 5, { checkpoint: checkpointBytes({ text: textOf(note(real, 5))!.split("\n\n")[0]! + "\n", signatures: [signNote(sha256, `${textOf(note(real, 5))!.split("\n\n")[0]!}\n`, OTHER!, signer(2))] }) }), /note-untrusted/],
    [403, "a signature of the known key over another text", () => text(3, 5, (it) => it.replace(`${LOG}\n5\n`, `${LOG}\n6\n`)), /note-signature/],
    [404, "a log that it does not look at", () => ask(0, 5, { checkpoint: note(real, 5, { origin: "elsewhere.example" }) }), /witness-unknown/],
    [422, "a proof of another history", () => ask(3, 5, { checkpoint: note(fork, 5) }), /witness-fork/],
    [422, "another root of the same size", () => ask(3, 3, { checkpoint: note(real, 3, { root: fork.root(4) }) }), /witness-fork/],
    [422, "a proof too long", () => ask(3, 5, { proof: [...real.consistency(3, 5), new Uint8Array(32)] }), /witness-fork/],
    [422, "a proof from nothing", () => ask(0, 5, { checkpoint: note(real, 5, { origin: OTHER!, key: 2 }), proof: [new Uint8Array(32)] }), /witness-fork/],
    [422, "an empty log with a root", () => ask(0, 0, { checkpoint: note(real, 0, { origin: OTHER!, key: 2, root: real.root(1) }) }), /witness-root/],
    [413, "a request without end", () => `old 0\n\n${"x".repeat(200_000)}`, /larger than/],
  ])("%i to %s, and nothing is signed", async (status, _, body, reason) => {
    memory.clear();
    memory.set(LOG!, { size: 3, root: real.root(3) });
    const [found, , said] = await send(body());
    expect([found, said, [...memory]]).toEqual([status, expect.stringMatching(reason), [[LOG, { size: 3, root: real.root(3) }]]]);
  });

  test("409 with the size to ask from, where the log thinks of another", async () => {
    memory.clear();
    expect(await send(ask(3, 5))).toEqual([409, "text/x.tlog.size", "0\n"]);
    memory.set(LOG!, { size: 4, root: real.root(4) });
    for (const old of [0, 3, 5]) expect(await send(ask(old, 5))).toEqual([409, "text/x.tlog.size", "4\n"]);
  });
  test("an empty log is signed", async () => {
    memory.clear();
    expect((await send(ask(0, 0)))[0]).toBe(200);
    expect((await send(ask(0, 5)))[0]).toBe(200);
  });
  test("405 and 404 elsewhere; what cannot be kept is not signed, and why is not told", async () => {
    expect([(await send("", { method: "GET" }))[0], (await send("", { path: "other" }))[0]]).toEqual([405, 404]);
    isDiskFull = true;
    const [status, , said] = await send(ask(0, 3));
    isDiskFull = false;
    expect([status, said]).toEqual([500, "The witness could not keep what it saw, and signed nothing.\n"]);
  });
  test("a request is read again as it was written", () => {
    const request = witnessRequestOf(utf8(ask(3, 7)));
    expect(isFault(request) ? request : textOf(witnessRequestBytes(request))).toBe(ask(3, 7));
  });
});

describe("from the command line", () => {
  const [at, key] = [join(folder, "asked"), join(folder, "asked.key")];
  const running: ChildProcess[] = [];
  afterAll(() => running.forEach((it) => it.kill()));
  /** Starts the witness as its keeper does, and answers its address once it listens. */
  const listen = (policy = join(at, "policy.txt")): Promise<{ readonly url: string; readonly stop: () => Promise<number | null> }> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(ROOT, "bin", "concord.mjs"), "ledger", "witness", "--serve", "0", "--key", key, "--name", NAME!, "--policy", policy], { cwd: ROOT, env: { ...process.env, NO_COLOR: "1" } });
      running.push(child);
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const url = /http:\/\/\S+/.exec(said)?.[0];
        if (url !== undefined) resolve({ url, stop: () => new Promise((done) => (child.once("close", done), child.kill("SIGTERM"))) });
      });
      child.once("close", () => reject(new Error(said)));
    });
  const drafts = (text: string): string => {
    const path = join(folder, "asked.jsonl");
    writeFileSync(path, `{"type":"note","label":"PUBLIC","fields":{"text":"${text}"}}\n`);
    return path;
  };

  test("a log asks, goes on and asks again; a witness that starts again remembers; a restored log is told; a fork is refused and kept", async () => {
    const vkey = (await concord(["ledger", "witness", "--new", "--key", key, "--name", NAME!])).stdout.trim();
    await concord(["ledger", "init", at, "--party", "XAA", "--witness", `XBB=${vkey}`]);
    let witness = await listen();
    const asked = await concord(["ledger", "witness", at, "--url", witness.url]);
    expect([asked.code, asked.stderr, asked.stdout.match(/is witnessed by XBB\./g)?.length]).toEqual([0, "", 2]);
    expect((await concord(["ledger", "verify", at])).code).toBe(0);
    // A second process of the same witness does not start, nor does the one that looks itself.
    expect((await concord(["ledger", "witness", at, "--key", key, "--name", NAME!])).code).toBe(4);
    cpSync(at, `${at}-before`, { recursive: true });
    await concord(["ledger", "append", at, drafts("one")]);
    expect(await witness.stop()).toBe(0);
    witness = await listen();
    expect((await concord(["ledger", "witness", at, "--url", witness.url])).code).toBe(0);
    // The copy of before has fewer entries than the witness has seen, and then others.
    expect(await concord(["ledger", "witness", `${at}-before`, "--url", witness.url])).toMatchObject({ code: 1, stderr: expect.stringContaining("entries are missing") });
    await concord(["ledger", "append", `${at}-before`, drafts("two")]);
    expect(await concord(["ledger", "witness", `${at}-before`, "--url", witness.url])).toMatchObject({ code: 1, stderr: expect.stringMatching(/does not sign .*: 422 .*witness-fork/) });
    // Both states, of one size and with two roots, each with the log's own signature.
    const evidence = readFileSync(`${key}.seen.evidence`, "utf8");
    const roots = [...evidence.matchAll(/concord\/xaa\/\w+(?:\n|\\n)2(?:\n|\\n)([\w+/=]{44})/g)].map((it) => it[1]);
    expect([roots.length, new Set(roots).size]).toEqual([2, 2]);
    expect((await concord(["ledger", "verify", at])).code).toBe(0);
    await witness.stop();
    expect(existsSync(`${key}.seen.lock`)).toBe(false);
  }, 60_000);

  test("a channel that the witness has not been told of, and a witness that the ledger does not know", async () => {
    const policy = join(folder, "told.txt");
    copyFileSync(join(at, "policy.txt"), policy);
    const witness = await listen(policy);
    await concord(["ledger", "append", at, (writeFileSync(join(folder, "secret.jsonl"), '{"type":"note","label":"SECRET","fields":{"text":"x"}}\n'), join(folder, "secret.jsonl"))]);
    expect(await concord(["ledger", "witness", at, "--url", witness.url])).toMatchObject({ code: 1, stderr: expect.stringMatching(/404 [\s\S]*policy\.txt of this ledger/) });
    copyFileSync(join(at, "policy.txt"), policy);
    expect((await concord(["ledger", "witness", at, "--url", witness.url])).code).toBe(0);
    const other = join(folder, "asked-other");
    await concord(["ledger", "init", other, "--party", "XCC"]);
    writeFileSync(policy, readFileSync(join(other, "policy.txt")));
    expect(await concord(["ledger", "witness", other, "--url", witness.url])).toMatchObject({ code: 1, stderr: expect.stringContaining("witness-not-known") });
    await witness.stop();
    expect(await concord(["ledger", "witness", at, "--url", witness.url])).toMatchObject({ code: 3, stderr: expect.stringContaining("cannot be asked") });
    rmSync(policy);
  }, 60_000);

  test.each<readonly [string, readonly string[], number, RegExp]>([
    ["no key", ["ledger", "witness", "x"], 2, /has no key/],
    ["both sides at once", ["ledger", "witness", "x", "--url", "http://localhost/", "--key", "k"], 2, /--url is for the log/],
    ["an address that is none", ["ledger", "witness", "x", "--url", "ftp://x"], 2, /no address of a witness/],
    ["no folder", ["ledger", "witness", "--url", "http://localhost/"], 2, /No ledger is named/],
    ["no log", ["ledger", "witness", "--serve", "0", "--key", "k", "--name", "n"], 2, /told of no log/],
    ["a port that is none", ["ledger", "witness", "--serve", "70000", "--key", "k", "--name", "n", "--policy", "p"], 2, /is no port/],
    ["no name", ["ledger", "witness", "--serve", "0", "--key", "k", "--policy", "p"], 2, /has no name/],
  ])("%s: a sentence", async (_, args, code, words) => expect(await concord(args)).toMatchObject({ code, stderr: expect.stringMatching(words) }));
});
