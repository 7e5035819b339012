import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { channelSigner, enrolmentFault, primitives, random, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, createLedger, type Draft, exportLedger, groupCommits, openLedger, type OpenLedger, type Writers } from "#app";
import { audit, isFault, leafHash, MerkleTree, utf8 } from "#ledger";
import type { Bench, BenchRow } from "./bench.ts";
import { askPeer, cpuMs } from "./peer.ts";

const tools = { primitives, enrolmentFault, random, now: () => "2030-03-01T10:00:00Z" };
const writers: Writers = { authors: new Map([["XAA/officer-1", signerFromSeed(new Uint8Array(32).fill(1))]]), node: (origin) => channelSigner(new Uint8Array(32).fill(2), origin) };
const draft = (at: number): Draft => ({ type: "row", subject: `holdings.csv h.${at}`, label: at % 4 === 0 ? "RESTRICTED" : "OPEN", fields: { file: "holdings.csv", id: `h.${at}`, cells: { id: `h.${at}`, source: "returns", as_of: "2029-10-01", nation: "XAA", system: "battery", quantity: String(at), unit: "batteries" } } });

const fresh = (): OpenLedger => createLedger(sqliteLedger(join(mkdtempSync(join(tmpdir(), "ledger-bench-")), "ledger.sqlite")), tools, { party: "XAA", policy: "quorum none\n", officers: writers.authors, needed: 1, label: "OPEN", node: writers.node });

const RECORDS = 4_000;
const ALONE = 300;
const WRITERS = 64;
const LEAVES = 100_000;

async function timed(work: () => unknown): Promise<{ readonly ms: number; readonly cpu: number }> {
  const start = performance.now();
  const cpu = await cpuMs(work);
  return { ms: performance.now() - start, cpu };
}

const rate = (count: number, ms: number, cpu: number): string => `${Math.round((count / ms) * 1000)} records a second; ${Math.round((count / cpu) * 1000)} a second of processor time`;

/** As many writers at once, each waiting for its own answer before it asks again. */
async function grouped(ledger: OpenLedger): Promise<void> {
  const submit = groupCommits(ledger, (work) => void setImmediate(work));
  let next = 0;
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (next < RECORDS) {
        const answer = await submit([draft(next++)], writers);
        if (answer.kind !== "appended") throw new Error(JSON.stringify(answer));
      }
    }),
  );
}

export const bench: Bench = {
  title: "Ledger: signed records, tree, verification",
  run: async (say) => {
    const rows: BenchRow[] = [];
    say(`${ALONE} records, a commit each`);
    const single = fresh();
    const alone = await timed(() => {
      for (let at = 0; at < ALONE; at++) if (appendDrafts(single, [draft(at)], writers).kind !== "appended") throw new Error("not appended");
    });
    rows.push({ what: "append signed records, a commit each", by: "concord", size: `${ALONE} records`, ms: alone.ms, repeats: 1, note: rate(ALONE, alone.ms, alone.cpu) });
    const db = new DatabaseSync(join(mkdtempSync(join(tmpdir(), "ledger-bench-")), "plain.sqlite"));
    db.exec("pragma journal_mode = wal; pragma synchronous = full; create table entry (place integer primary key, leaf blob not null) strict;");
    const insert = db.prepare("insert into entry (leaf) values (?)");
    const plain = await timed(() => {
      for (let at = 0; at < ALONE; at++) insert.run(new Uint8Array(600));
    });
    rows.push({ what: "append signed records, a commit each", by: "SQLite alone, unsigned, no tree", size: `${ALONE} records`, ms: plain.ms, repeats: 1, note: rate(ALONE, plain.ms, plain.cpu) });
    say(`${RECORDS} records of ${WRITERS} writers at once`);
    const many = fresh();
    const group = await timed(() => grouped(many));
    rows.push({ what: `append signed records, ${WRITERS} writers, two channels, group commit`, by: "concord", size: `${RECORDS} records`, ms: group.ms, repeats: 1, note: `${rate(RECORDS, group.ms, group.cpu)}; ${many.root?.tree.size ?? 0} commits, each forced to the disk` });
    const opened = await timed(() => {
      if (isFault(openLedger(many.store, tools))) throw new Error("does not open");
    });
    rows.push({ what: "open, every record and channel checked", by: "concord", size: `${RECORDS} records`, ms: opened.ms, repeats: 1, note: rate(RECORDS, opened.ms, opened.cpu) });
    const bytes = exportLedger(many, { root: true });
    if (isFault(bytes)) throw new Error(bytes.message);
    const audited = await timed(() => {
      if (isFault(audit({ primitives, enrolmentFault, bytes }))) throw new Error("does not hold");
    });
    rows.push({ what: "verify an export offline", by: "concord", size: `${RECORDS} records`, ms: audited.ms, repeats: 1, note: `${Math.round(bytes.length / 1000)} kB` });
    say(`a tree of ${LEAVES} leaves`);
    const tree = new MerkleTree(primitives.sha256);
    const own = await cpuMs(() => {
      for (let at = 0; at < LEAVES; at++) tree.append(leafHash(primitives.sha256, utf8(`entry ${at}`)));
      tree.root();
    });
    rows.push({ what: "tree of RFC 6962: append and root", by: "concord", size: `${LEAVES} leaves`, ms: own, repeats: 1, note: "processor time" });
    const peer = askPeer<{ readonly ms: number; readonly root: string }>("tree_hash.py", [String(LEAVES)], 120);
    if (peer.found && peer.root !== Buffer.from(tree.root()).toString("hex")) throw new Error("the peer has another root");
    rows.push({ what: "tree of RFC 6962: append and root", by: "Python with hashlib", size: `${LEAVES} leaves`, ...(peer.found ? { ms: peer.ms, note: "processor time; the same root" } : { note: peer.note }), repeats: 1 });
    return rows;
  },
};
