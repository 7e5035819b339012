import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Chance } from "./chance.ts";
import { Disk, type DiskImage } from "./disk/disk.ts";
import type { DiskOp } from "./disk/trace.ts";
import { scratch } from "./scratch.ts";
import { type Content, contentOf, openStore, troubleWith } from "./subject.ts";

const LEDGER = "ledger.sqlite";
const MEMORY = "seen.json";
// What processes share in memory: after a restart it may hold anything, and nothing of it may count.
const SHARED = `${LEDGER}-shm`;

/** A line of the writer: what it has been answered, and what the ledger held then. */
interface Said extends Content {
  readonly did: "init" | "append" | "checkpoint" | "witness";
}

/** Which states of which crash points are tried. */
export interface PowerLossAsk {
  readonly ops: readonly DiskOp[];
  /** States by chance at each crash point, besides nothing and all of what is unsynced. */
  readonly states: number;
  /** A crash point is after each operation. Present: only so many, by chance. */
  readonly points?: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

export interface PowerLossFound {
  readonly commits: number;
  readonly points: number;
  readonly states: number;
  /** States that were recovered: of equal states of a crash point, one. */
  readonly distinct: number;
  /** States in which something acknowledged is gone. */
  readonly lost: number;
  /** States in which something is there that was never written. */
  readonly invented: number;
  /** States that do not verify, or that nothing can be appended to. */
  readonly broken: number;
  readonly slowestSeconds: number;
  /** The first of what is wrong, each with its crash point. */
  readonly faults: readonly string[];
}

/** Cuts the power after the operations of a trace, in every way asked for, recovers with the real code and compares with what was acknowledged. */
export function powerLoss({ ops, states, points, seed, say }: PowerLossAsk): PowerLossFound {
  const chance = new Chance(seed);
  const run = runOf(ops);
  const wanted = points === undefined ? undefined : new Set(Array.from({ length: points }, () => chance.below(ops.length)));
  const count = { commits: run.said.length, points: 0, states: 0, distinct: 0, lost: 0, invented: 0, broken: 0, slowestSeconds: 0 };
  const faults: string[] = [];
  const disk = new Disk();
  for (const [at, op] of ops.entries()) {
    disk.apply(op);
    if (wanted?.has(at) === false) continue;
    count.points++;
    const left = disk.states(states, chance);
    // Where nothing is unsynced all states are the same one.
    count.states += left.length === 1 ? states + 2 : left.length;
    const seen = new Set<string>();
    for (const image of left) {
      const key = digestOf(image);
      if (seen.has(key)) continue;
      seen.add(key);
      count.distinct++;
      const wrong = recover(image, { run, at, chance });
      count.slowestSeconds = Math.max(count.slowestSeconds, wrong.seconds);
      for (const it of wrong.found) {
        count[it.kind]++;
        if (faults.length < 20) faults.push(`after operation ${at} (${op.kind} ${"name" in op ? op.name : ""}): ${it.message}`);
      }
    }
    if (count.points % 250 === 0) say?.(`${count.points} of ${wanted?.size ?? ops.length} crash points, ${count.states} states, ${count.distinct} of them recovered, ${count.lost + count.invented + count.broken} wrong`);
  }
  rmSync(run.folder, { recursive: true, force: true });
  return { ...count, faults };
}

/** What a trace says was acknowledged, and what its end leaves of the files that are written once. */
interface Run {
  readonly folder: string;
  readonly said: readonly { readonly at: number; readonly it: Said }[];
  readonly end: DiskImage;
  /** Memory of the witness after each time it signed, by the place of its line. */
  readonly memories: ReadonlyMap<number, string>;
  /** Trouble of a content that was recovered before: what verifies once verifies again. */
  readonly troubles: Map<string, string | undefined>;
}

function runOf(ops: readonly DiskOp[]): Run {
  const disk = new Disk();
  const said: { readonly at: number; readonly it: Said }[] = [];
  const memories = new Map<number, string>();
  for (const [at, op] of ops.entries()) {
    disk.apply(op);
    if (op.kind !== "said") continue;
    const it = JSON.parse(op.line) as Said;
    said.push({ at, it });
    if (it.did === "witness") memories.set(at, textOf(disk.now().get(MEMORY)));
  }
  return { folder: scratch("power"), said, end: disk.now(), memories, troubles: new Map() };
}

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function digestOf(image: DiskImage): string {
  const hash = createHash("sha256");
  for (const [name, bytes] of [...image].filter(([it]) => it !== SHARED).sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex");
}

interface Wrong {
  readonly kind: "lost" | "invented" | "broken";
  readonly message: string;
}

/** Recovers one state by opening it, and says what is wrong with what is there. */
function recover(image: DiskImage, { run, at, chance }: { readonly run: Run; readonly at: number; readonly chance: Chance }): { readonly found: readonly Wrong[]; readonly seconds: number } {
  const next = run.said.findIndex((it) => it.at > at);
  const acknowledged = (next < 0 ? run.said : run.said.slice(0, next)).at(-1);
  const underWay = next < 0 ? undefined : run.said[next];
  if (acknowledged === undefined && !image.has(LEDGER)) return { found: [], seconds: 0 };
  if (!image.has(LEDGER)) return { found: [{ kind: "lost", message: "the ledger is gone" }], seconds: 0 };
  put(image, run.folder);
  if (chance.isLucky(0.5)) writeFileSync(join(run.folder, SHARED), chance.bytes(64));
  const began = process.hrtime.bigint();
  let content: Content;
  try {
    const store = openStore(run.folder);
    content = contentOf(store);
    store.close();
  } catch (error) {
    return { found: acknowledged === undefined ? [] : [{ kind: "lost", message: `the ledger cannot be read: ${(error as Error).message}` }], seconds: 0 };
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (acknowledged === undefined) return { found: [], seconds };
  const found: Wrong[] = [];
  if (![acknowledged.it.digest, underWay?.it.digest].includes(content.digest)) {
    found.push(content.size < acknowledged.it.size ? { kind: "lost", message: `${content.size} commits are there, ${acknowledged.it.size} were acknowledged` } : { kind: "invented", message: `${content.size} commits are there, which are neither the ${acknowledged.it.size} acknowledged nor those with the commit under way` });
  }
  for (const [name, bytes] of run.end) if (isKept(name) && Buffer.compare(image.get(name) ?? new Uint8Array(0), bytes) !== 0) found.push({ kind: "lost", message: `${name} is gone or not whole` });
  const signed = [...run.memories].filter(([place]) => place <= at).at(-1)?.[1];
  const signing = underWay === undefined ? undefined : run.memories.get(underWay.at);
  if (signed !== undefined && ![signed, signing].includes(textOf(image.get(MEMORY)))) found.push({ kind: "lost", message: "the witness has signed what it does not remember" });
  if (!run.troubles.has(content.digest)) run.troubles.set(content.digest, troubleWith(run.folder));
  const trouble = run.troubles.get(content.digest);
  return { found: trouble === undefined ? found : [...found, { kind: "broken", message: trouble }], seconds };
}

/** Files that are written once, when the ledger is made. */
const isKept = (name: string): boolean => name === "policy.txt" || name.startsWith("keys/");

function put(image: DiskImage, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of image) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

/** The same operations without any sync: a program that trusts the page cache. */
export const withoutSyncs = (ops: readonly DiskOp[]): readonly DiskOp[] => ops.filter((it) => it.kind !== "sync" || !it.name.startsWith(LEDGER));
