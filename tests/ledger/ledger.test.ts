import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enrolmentFault, primitives, random, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, auditLog, createLog, type Draft, draftsOf, eraseFields, exportLog, filesOf, makeCheckpoint, openLog, type OpenLog, tablesOf, witnessCheckpoint } from "#app";
import { audit, COSIGNATURE, type Entry, exportBytes, isFault, KEY_ENROLLED, KEY_REVOKED, type LedgerExport, type LedgerStore, noteKeyFor, noteKeyText, parseExport, readRecord, type Signer } from "#ledger";
import { ROOT } from "../../tools/files.ts";
import { concord } from "../cli/run.ts";

const tools = { primitives, enrolmentFault, random, now: () => "2026-03-01T10:00:00Z" };
const signer = (at: number): Signer => signerFromSeed(new Uint8Array(32).fill(at));
const keyText = (name: string, at: number, algorithm?: number): string => noteKeyText(noteKeyFor(primitives.sha256, name, signer(at), algorithm));
const [LOG, ONE, TWO, CLERK, WITNESS] = [1, 2, 3, 4, 5];
const ORIGIN = "concord/xaa/test";
const officers = new Map([["XAA/one", signer(ONE)], ["XAA/two", signer(TWO)]]);
const clerk = new Map([["XAA/clerk", signer(CLERK)]]);
const folder = mkdtempSync(join(tmpdir(), "concord-ledger-"));
let count = 0;

/** A log in memory's place: a file of its own. */
function newLog(policy = `log ${keyText(ORIGIN, LOG)}\nquorum none\n`): OpenLog {
  return createLog(sqliteLedger(join(folder, `${count++}.sqlite`)), tools, { origin: ORIGIN, party: "XAA", policy, officers, needed: 2, label: "PUBLIC" });
}
const stock = (at: number): Draft => ({ type: "stock", subject: "155 mm", fields: { quantity: 1000 + at, place: "depot" }, hidden: ["quantity"], label: "RESTRICTED" });
const append = (log: OpenLog, drafts: readonly Draft[], signers = officers): string => {
  const answer = appendDrafts(log, drafts, signers);
  return answer.kind === "refused" ? answer.fault.code : answer.kind;
};
const whole = (log: OpenLog): Uint8Array => {
  makeCheckpoint(log, signer(LOG));
  const bytes = exportLog(log, { wanted: () => true, keepField: () => true });
  if (isFault(bytes)) throw new Error(bytes.message);
  return bytes;
};
const codeOf = (bytes: Uint8Array, policy?: string): string => {
  const found = audit({ primitives, enrolmentFault, bytes, ...(policy !== undefined && { policy }) });
  return isFault(found) ? found.code : "sound";
};

describe("a ledger from its first record on", () => {
  test("what is appended is signed, follows what it is about, and is read again", () => {
    const log = newLog();
    expect(append(log, [stock(0), stock(1)])).toBe("appended");
    expect(append(log, [stock(2)])).toBe("appended");
    const again = openLog(log.store, tools);
    if (isFault(again)) throw new Error(again.message);
    const records = log.store.read(0, 9).map((it) => readRecord(primitives.sha256, it.leaf, it.disclosures));
    expect(records.map((it) => (isFault(it) ? it.code : [it.seq, it.type, it.fields["quantity"], it.prev !== undefined]))).toEqual([[0, "ledger-opened", undefined, false], [1, "stock", 1000, false], [2, "stock", 1001, true], [3, "stock", 1002, true]]);
    expect(again.tree.root()).toEqual(log.tree.root());
  });
  test("keys count by their place: enrolled by two officers, revoked, and never before or after", () => {
    const log = newLog();
    const enrol: Draft = { type: KEY_ENROLLED, fields: { key: keyText("XAA/clerk", CLERK) }, label: "PUBLIC" };
    expect(append(log, [stock(0)], clerk)).toBe("record-key");
    expect(append(log, [enrol], new Map([["XAA/one", signer(ONE)]]))).toBe("key-officers");
    expect(append(log, [enrol])).toBe("appended");
    expect(append(log, [stock(1)], clerk)).toBe("appended");
    expect(append(log, [{ type: KEY_REVOKED, fields: { key: "XAA/clerk" }, label: "PUBLIC" }], clerk)).toBe("key-officers");
    expect(append(log, [{ type: KEY_REVOKED, fields: { key: "XAA/clerk" }, label: "PUBLIC" }])).toBe("appended");
    expect(append(log, [stock(2)], clerk)).toBe("record-key");
    expect(append(log, [enrol])).toBe("key-name");
    expect(codeOf(whole(log))).toBe("sound");
  });
  test("a key under which anything verifies is not enrolled", () => {
    const identity = noteKeyText({ ...noteKeyFor(primitives.sha256, "XAA/x", { publicKey: new Uint8Array([1, ...new Uint8Array(31)]) }) });
    expect(append(newLog(), [{ type: KEY_ENROLLED, fields: { key: identity }, label: "PUBLIC" }])).toBe("key-weak");
  });
  test("a signature by another key is refused", () => expect(append(newLog(), [stock(0)], new Map([["XAA/one", signer(CLERK)], ["XAA/two", signer(TWO)]]))).toBe("record-signature"));
  test("two writers: the second is told that the log has moved, and nothing of it is written", () => {
    const log = newLog();
    const other = openLog(log.store, tools);
    if (isFault(other)) throw new Error(other.message);
    expect([append(log, [stock(0)]), append(other, [stock(1)]), log.store.size()]).toEqual(["appended", "moved", 2]);
  });
  test("drafts are written all or not at all", () => {
    const log = newLog();
    expect([append(log, [stock(0), { type: KEY_REVOKED, fields: { key: "nobody" }, label: "PUBLIC" }]), log.store.size()]).toEqual(["key-unknown", 1]);
    expect(append(log, [stock(1)])).toBe("appended");
  });
});

describe("an export", () => {
  const log = newLog();
  append(log, [stock(0), stock(1), { type: "note", fields: { text: "open" }, label: "PUBLIC" }, stock(2)]);
  const bytes = whole(log);

  test("holds whole, in part, and with fields withheld", () => {
    const part = exportLog(log, { wanted: (it) => it.type === "note", keepField: () => true });
    const without = exportLog(log, { wanted: () => true, keepField: () => false });
    const found = [bytes, part, without].map((it) => (isFault(it) ? it : audit({ primitives, enrolmentFault, bytes: it })));
    expect(found.map((it) => (isFault(it) ? it.code : [it.records.length, it.isWhole, it.records.some((one) => "quantity" in one.fields)]))).toEqual([[5, true, true], [2, false, false], [5, true, false]]);
  });
  test("what is withheld cannot be found in it", () => {
    const without = exportLog(log, { wanted: () => true, keepField: () => false });
    expect(new TextDecoder().decode(without as Uint8Array)).not.toMatch(/quantity|1001/);
  });
  test("erasing a value leaves every proof intact; what everyone sees cannot be erased", () => {
    const own = newLog();
    append(own, [stock(0)]);
    expect(eraseFields(own, 1, ["quantity"])).toBeUndefined();
    expect([eraseFields(own, 1, ["place"])?.code, eraseFields(own, 9, ["place"])?.code, eraseFields(own, 1, ["quantity"])?.code]).toEqual(["erase-field", "erase-entry", "erase-field"]);
    const found = audit({ primitives, enrolmentFault, bytes: whole(own) });
    expect(isFault(found) ? found.code : Object.keys(found.records[1]?.fields ?? {})).toEqual(["place", "subject"]);
  });

  const parsed = parseExport(bytes);
  if (isFault(parsed)) throw new Error(parsed.message);
  const file: LedgerExport = parsed;
  const rewritten = (change: (entries: (typeof file.entries)[number][]) => void, checkpoint = file.checkpoint): Uint8Array => {
    const entries = file.entries.map((it) => ({ ...it }));
    change(entries);
    return exportBytes({ ...file, checkpoint, entries });
  };
  test.each<readonly [string, Uint8Array, string]>([
    ["two entries swapped", rewritten((it) => ([it[1], it[2]] = [it[2]!, it[1]!])), "export-order"],
    ["two leaves swapped", rewritten((it) => ([it[1], it[2]] = [{ ...it[1]!, leaf: it[2]!.leaf }, { ...it[2]!, leaf: it[1]!.leaf }])), "entry-inclusion"],
    ["an entry twice", rewritten((it) => void it.splice(2, 0, it[1]!)), "export-order"],
    ["the first entry gone", rewritten((it) => void it.shift()), "ledger-unopened"],
    ["a path cut", rewritten((it) => (it[1] = { ...it[1]!, proof: it[1]!.proof.slice(1) })), "entry-inclusion"],
    ["a signature of another entry", rewritten((it) => (it[1] = { ...it[1]!, signatures: it[2]!.signatures })), "record-signature"],
    ["no signature", rewritten((it) => (it[1] = { ...it[1]!, signatures: [] })), "record-unsigned"],
    ["a disclosure of another entry", rewritten((it) => (it[1] = { ...it[1]!, disclosures: it[2]!.disclosures })), "disclosure-stray"],
    ["an older checkpoint's size", rewritten(() => undefined, new TextEncoder().encode(new TextDecoder().decode(file.checkpoint).replace("\n5\n", "\n4\n"))), "note-signature"],
    ["cut within a line", bytes.slice(0, -10), "export-cut"],
    ["cut after a line", bytes.slice(0, bytes.lastIndexOf(10, bytes.length - 2) + 1), "export-count"],
    ["nothing", new Uint8Array(0), "export-cut"],
    ["another file", new TextEncoder().encode("hello\n"), "export-format"],
  ])("refused: %s", (_, bad, code) => expect(codeOf(bad)).toBe(code));

  test("refused under the policy of another log", () => expect(codeOf(bytes, `log ${keyText("concord/xbb/other", 9)}\nquorum none\n`)).toBe("note-untrusted"));

  test("no flipped bit of it passes unseen: refused, or a part that says nothing", () => {
    for (let at = 0; at < bytes.length; at += 37) {
      const bad = Uint8Array.from(bytes);
      bad[at]! ^= 1 << at % 8;
      const code = codeOf(bad);
      // The policy travels with the export and is not signed: whoever checks brings their own. A letter in a comment or name of it may change.
      if (code === "sound") expect(new TextDecoder().decode(bad).slice(0, bytes.indexOf(10))).not.toBe(new TextDecoder().decode(bytes).slice(0, bytes.indexOf(10)));
    }
  });
});

describe("the second verifier, in another language, agrees", () => {
  const log = newLog(`log ${keyText(ORIGIN, LOG)}\nwitness w ${keyText("witness.example/w", WITNESS, COSIGNATURE)}\nquorum w\n`);
  append(log, [stock(0), { type: KEY_ENROLLED, fields: { key: keyText("XAA/clerk", CLERK) }, label: "PUBLIC" }, stock(1)]);
  append(log, [stock(2)], clerk);
  append(log, [{ type: KEY_REVOKED, fields: { key: "XAA/clerk" }, label: "PUBLIC" }]);
  makeCheckpoint(log, signer(LOG), [{ name: "witness.example/w", signer: signer(WITNESS) }]);
  const bytes = exportLog(log, { wanted: () => true, keepField: () => true });
  if (isFault(bytes)) throw new Error(bytes.message);
  const python = (data: Uint8Array): { readonly verified: boolean; readonly reason?: string } => {
    const path = join(folder, `${count++}.export`);
    writeFileSync(path, data);
    const ran = spawnSync("python3", [join(ROOT, "tools", "verifier", "verify.py"), path], { encoding: "utf8" });
    return JSON.parse(ran.stdout) as { verified: boolean };
  };
  test("on a sound log with keys that come and go, and a witness", () => {
    expect(codeOf(bytes)).toBe("sound");
    expect(python(bytes)).toEqual({ verified: true, origin: ORIGIN, size: 6, entries: 6, whole: true, witnesses: ["w"] });
  });
  test("on 12 damaged ones", () => {
    const text = new TextDecoder().decode(bytes);
    for (let k = 1; k <= 12; k++) {
      const bad = Uint8Array.from(bytes);
      bad[Math.floor((k * bytes.length) / 13)]! ^= 1;
      expect([k, python(bad).verified]).toEqual([k, codeOf(bad) === "sound"]);
    }
    expect(python(new TextEncoder().encode(text.replace("witness w", "witness v"))).verified).toBe(false);
  });
  test("it is at most 300 lines", () => expect(readFileSync(join(ROOT, "tools", "verifier", "verify.py"), "utf8").split("\n").length).toBeLessThanOrEqual(301));
});

describe("witnesses", () => {
  const policy = `log ${keyText(ORIGIN, LOG)}\nwitness w ${keyText("witness.example/w", WITNESS, COSIGNATURE)}\nquorum w\n`;
  const ask = (log: OpenLog, seen: Parameters<typeof witnessCheckpoint>[0]["seen"]) => witnessCheckpoint({ log, name: "witness.example/w", signer: signer(WITNESS), seen });
  test("sign what grew, and without them the quorum is not met", () => {
    const log = newLog(policy);
    makeCheckpoint(log, signer(LOG));
    expect(isFault(auditLog(log))).toBe(true);
    const first = ask(log, undefined);
    if (isFault(first)) throw new Error(first.message);
    append(log, [stock(0), stock(1), stock(2)]);
    makeCheckpoint(log, signer(LOG));
    const second = ask(log, first.keep);
    if (isFault(second)) throw new Error(second.message);
    log.store.putCheckpoint(second.note);
    const found = auditLog(log);
    expect(isFault(found) ? found.code : found.witnesses).toEqual([{ name: "w", seconds: Date.parse(tools.now()) / 1000 }]);
  });
  test("do not sign a log that went back, or one that forked in the middle", () => {
    const [log, fork] = [newLog(policy), newLog(policy)];
    append(log, [stock(0), stock(1), stock(2)]);
    makeCheckpoint(log, signer(LOG));
    const seen = ask(log, undefined);
    if (isFault(seen)) throw new Error(seen.message);
    append(fork, [stock(0)]);
    makeCheckpoint(fork, signer(LOG));
    expect((ask(fork, seen.keep) as { code?: string }).code).toBe("witness-back");
    append(fork, [stock(1), stock(2), stock(3)]);
    makeCheckpoint(fork, signer(LOG));
    expect((ask(fork, seen.keep) as { code?: string }).code).toBe("witness-fork");
  });
});

describe("tampering with the store", () => {
  /** A store whose entries are changed on the way out, as by someone with the disk in hand. */
  const changed = (store: LedgerStore, change: (entry: Entry, at: number) => Entry): LedgerStore => ({ ...store, read: (from, to) => store.read(from, to).map((it, at) => change(it, from + at)) });
  const log = newLog();
  append(log, [stock(0), stock(1), stock(2)]);
  test.each([
    ["a byte of a record", (it: Entry, at: number): Entry => (at === 2 ? { ...it, leaf: it.leaf.map((byte, k) => (k === 40 ? byte ^ 1 : byte)) } : it), 2],
    ["a signature", (it: Entry, at: number): Entry => (at === 3 ? { ...it, signatures: it.signatures.map((one) => ({ ...one, signature: new Uint8Array(64) })) } : it), 3],
    ["a disclosed value", (it: Entry, at: number): Entry => (at === 1 ? { ...it, disclosures: ["WyJzIiwicXVhbnRpdHkiLDFd"] } : it), 1],
  ])("%s: the entry is named and nothing of the log is used", (_, change, index) => {
    const found = openLog(changed(log.store, change), tools);
    expect(isFault(found) ? found.index : "opened").toBe(index);
  });
});

describe("data sets", () => {
  const files = new Map(["datapackage.json", "nations.csv", "holdings.csv", "labels.csv", "sources.csv"].map((it) => [it, readFileSync(join(ROOT, "cases", "two-nations", it), "utf8")]));
  test("go in and come out as they were; a changed row is one record, a dropped one is withdrawn", () => {
    const log = newLog();
    const held = () => tablesOf(log.store.read(0, log.store.size()).flatMap((it) => { const record = readRecord(primitives.sha256, it.leaf, it.disclosures); return isFault(record) ? [] : [record]; }));
    expect(append(log, draftsOf(files, held(), { label: "PUBLIC" }))).toBe("appended");
    expect(filesOf(held())).toEqual(files);
    expect(draftsOf(files, held(), { label: "PUBLIC" })).toEqual([]);
    const lines = files.get("holdings.csv")!.trimEnd().split("\n");
    const mended = new Map(files).set("holdings.csv", `${[lines[0]!, ...lines.slice(2)].join("\n")}\n`);
    const drafts = draftsOf(mended, held(), { label: "PUBLIC" });
    expect(drafts.map((it) => it.type)).toEqual(["row-withdrawn"]);
    append(log, drafts);
    expect(filesOf(held()).get("holdings.csv")).toBe(mended.get("holdings.csv"));
  });
});

describe("from the command line", () => {
  test("a planner's ledger: init, append, witness, verify, export, erase", async () => {
    const at = join(folder, "cli");
    const key = join(folder, "w.key");
    const made = await concord(["ledger", "witness", "--new", "--key", key, "--name", "witness.example/w"]);
    const opened = await concord(["ledger", "init", at, "--party", "XAA", "--officers", "2", "--witness", `w=${made.stdout.trim()}`]);
    expect([opened.code, (await concord(["ledger", "init", at, "--party", "XAA"])).code]).toEqual([0, 2]);
    const drafts = join(folder, "drafts.jsonl");
    writeFileSync(drafts, '{"type":"stock","label":"RESTRICTED","subject":"155 mm","fields":{"quantity":1200},"hidden":["quantity"]}\n');
    expect((await concord(["ledger", "append", at, drafts])).stdout).toContain("1 records appended");
    expect([(await concord(["ledger", "verify", at])).code, (await concord(["ledger", "witness", at, "--key", key, "--name", "witness.example/w"])).code]).toEqual([1, 0]);
    const verified = await concord(["ledger", "verify", at, "--json"]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ verified: true, size: 2, whole: true, witnesses: [{ name: "w" }] });
    expect((await concord(["ledger", "erase", at, "1", "quantity"])).code).toBe(0);
    const file = join(folder, "cli.export");
    expect((await concord(["ledger", "export", at, file, "--type", "holding"])).stderr).toContain("Rows of a data set are of type row");
    expect([(await concord(["ledger", "export", at, file])).code, (await concord(["ledger", "verify", file, "--policy", join(at, "policy.txt")])).code, readFileSync(file, "utf8").includes("1200")]).toEqual([0, 0, false]);
    expect(JSON.parse((await concord(["ledger", "log", at, "--json"])).stdout)).toHaveLength(2);
  });
  test.each([
    [["ledger", "verify", "nowhere"], 3, "cannot be read"],
    [["ledger", "append", "nowhere", "x"], 3, "no ledger"],
    [["ledger", "init", "x"], 2, "--party"],
    [["ledger", "verify", "README.md"], 1, ""],
  ] as const)("%j → %i", async (args, code, words) => {
    const ran = await concord(args);
    expect([ran.code, ran.stderr.includes(words)]).toEqual([code, true]);
  });
});
