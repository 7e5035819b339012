import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupCommits, verifiedMark } from "#app";
import { verifiedStore } from "#adapters/sqlite";
import { openFolder } from "../../src/cli/ledger/folder.ts";
import { type Check, numberOption } from "./check.ts";
import { initLedger } from "./doors.ts";
import { freePort, percentile, readMany, type Served, startServer } from "./load-readers.ts";
import { loadDrafts } from "./load-world.ts";
import { type Draft, officersIn, openLedger, sizeOf } from "./subject.ts";

export interface LoadFound {
  readonly folder: string;
  readonly records: number;
  readonly commits: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** From the opening of a closed ledger, every record verified, until it can be read. */
  readonly openingSeconds: number;
  /** The same where what was written is known to have been verified: every record hashed. */
  readonly againSeconds: number;
  readonly faults: readonly string[];
}

const stocks = (records: number): readonly Draft[] => Array.from({ length: records }, (_, at) => ({ type: "stock", subject: `subject ${at % 500}`, label: at % 4 === 0 ? "RESTRICTED" : "PUBLIC", hidden: at % 10 === 0 ? ["quantity"] : [], fields: { quantity: at, place: "depot" } }));

const secondsSince = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e9;

/** Many writers at once, each of one record at a time, on a real disk: what arrives while a commit is under way goes into the next. The ledger is left in its folder. */
export async function writeLoad({ records, writers, drafts = stocks(records) }: { readonly records: number; readonly writers: number; readonly drafts?: readonly Draft[] }): Promise<LoadFound> {
  const folder = mkdtempSync(join(tmpdir(), "concord-load-"));
  initLedger(folder);
  // A channel for each label, so that all that follows is alike.
  const ledger = openLedger(folder);
  const commitsBefore = sizeOf(ledger);
  const append = groupCommits(ledger, (work) => void setImmediate(work));
  const by = officersIn(folder);
  const faults: string[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    for (let at = next++; at < drafts.length; at = next++) {
      const answer = await append([drafts[at]!], by);
      if (answer.kind !== "appended") faults.push(`record ${at}: ${answer.kind === "refused" ? answer.fault.message : answer.kind}`);
    }
  };
  const [began, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
  await Promise.all(Array.from({ length: writers }, write));
  const seconds = secondsSince(began);
  const used = process.cpuUsage(cpu);
  const commits = sizeOf(ledger) - commitsBefore;
  const mark = verifiedMark(ledger);
  ledger.store.close();
  const opening = process.hrtime.bigint();
  const again = openLedger(folder);
  const openingSeconds = secondsSince(opening);
  // Each channel begins with the record that opens it.
  const entries = [...again.channels.values()].reduce((sum, it) => sum + it.tree.size, 0) - again.channels.size;
  if (entries !== drafts.length) faults.push(`${entries} records are there, ${drafts.length} were acknowledged`);
  again.store.close();
  verifiedStore(join(folder, "ledger.sqlite")).keep(mark);
  const known = process.hrtime.bigint();
  openFolder(folder).store.close();
  return { folder, records: drafts.length, commits, seconds, processorSeconds: (used.user + used.system) / 1e6, openingSeconds, againSeconds: secondsSince(known), faults };
}

export interface ReadingFound extends Served {
  readonly coldSeconds: number;
  readonly coldProcessorSeconds: number;
}

/** Readers over HTTP while others write: a server in a process of its own, on the ledger in a folder. */
export async function readLoad(folder: string, { readers, clearances, long, pause, writesPerSecond }: { readonly readers: number; readonly clearances: number; /** Seconds, or questions of each reader. */ readonly long: { readonly seconds: number } | { readonly questions: number }; readonly pause: number; readonly writesPerSecond: number }): Promise<ReadingFound> {
  const state = mkdtempSync(join(tmpdir(), "concord-load-state-"));
  mkdirSync(state, { recursive: true });
  const server = await startServer({ folder, state, port: await freePort(), persons: readers, clearances });
  const { coldSeconds, coldProcessorSeconds } = server;
  try {
    // Each clearance has its view made once: what is measured is a server that has been asked before.
    await readMany({ server: { origin: server.origin, secrets: server.secrets.slice(0, clearances) }, isOver: (asked) => asked >= 1, pause: 1, seed: 1 });
    const until = performance.now() + ("seconds" in long ? long.seconds * 1000 : Number.POSITIVE_INFINITY);
    let isDone = false;
    const writing = writeMeanwhile(folder, { isOver: () => isDone, perSecond: writesPerSecond });
    const found = await readMany({ server, isOver: (asked) => performance.now() > until || ("questions" in long && asked >= long.questions), pause, seed: 7 });
    isDone = true;
    return { ...found, faults: [...found.faults, ...(await writing)], coldSeconds, coldProcessorSeconds };
  } finally {
    await server.stop("SIGTERM");
    rmSync(state, { recursive: true, force: true });
  }
}

/** Appends one record after the other beside a server, so many a second. */
export async function writeMeanwhile(folder: string, { isOver, perSecond, onWritten = () => undefined }: { /** Whether, after so many records, no more is written. */ readonly isOver: (written: number) => boolean; readonly perSecond: number; readonly onWritten?: () => void }): Promise<readonly string[]> {
  const faults: string[] = [];
  const ledger = openFolder(folder);
  const by = officersIn(folder);
  const append = groupCommits(ledger, (work) => void setImmediate(work));
  for (let at = 0; !isOver(at); at++) {
    const answer = await append([{ type: "note", label: at % 2 === 0 ? "PUBLIC" : "ALLIES", fields: { text: `while others read ${at}` } }], by);
    if (answer.kind === "appended") onWritten();
    else faults.push(`record ${at} beside readers: ${answer.kind === "refused" ? answer.fault.message : answer.kind}`);
    await new Promise((resolve) => void setTimeout(resolve, 1000 / perSecond));
  }
  ledger.store.close();
  return faults;
}

export const loadCheck: Check = {
  name: "load",
  promise: "A node takes at least 500 signed records a second, each on the disk before it is acknowledged, and 200 readers of 40 clearances are served from 200,000 records: a point within 300 ms and a view of the alliance within a second for 95 of 100, the first of them ten seconds after the start.",
  test: "The shipped data set of 32 nations under four labels, and then its holdings stated anew over and over, are written by a hundred writers at once, one record each at a time, to a ledger on the machine's own disk; what arrives while a commit is under way goes into the next one. Every record is signed, checked and synced before its writer is answered; afterwards the ledger is opened anew, verified in full and then as known, and has to hold them all. Then a server in a process of its own opens it, folds it and answers its first reader (cold fold). Readers who are signed in over HTTP ask as people do, with a pause of some seconds between an answer and the next question: why a figure is what it is, one record of a channel they may read, the first page, the table of nations and capabilities; two records a second are written meanwhile. The view of each clearance is made once before the measurement. Plans, which are made in threads of their own, are not.",
  everyCommit: "300 records, for their being there; no time is asked for. Eight readers of four clearances, for their answers.",
  usage: "[--records 200000] [--writers 100] [--readers 200] [--clearances 40] [--seconds 60] [--pause 4]",
  run: async (options, say) => {
    const records = numberOption(options, "records", 200_000);
    say(`${records} records are written`);
    const found = await writeLoad({ records, writers: numberOption(options, "writers", 100), drafts: await loadDrafts(records) });
    say(`written in ${Math.round(found.seconds)} s; now readers`);
    const read = await readLoad(found.folder, { readers: numberOption(options, "readers", 200), clearances: numberOption(options, "clearances", 40), long: { seconds: numberOption(options, "seconds", 60) }, pause: 1000 * numberOption(options, "pause", 4), writesPerSecond: 2 });
    rmSync(found.folder, { recursive: true, force: true });
    const round = (value: number): number => Math.round(value * 10) / 10;
    const times = (of: "point" | "view", what: string, atMost: number) => [0.5, 0.95, 0.99].map((share) => ({ what: `${what}, ${100 * share} of 100 within`, value: Math.round(percentile(read[of], share)), unit: "ms", ...(share === 0.95 && { atMost }) }));
    return {
      figures: [
        { what: "records signed and acknowledged", value: found.records, unit: "records" },
        { what: "in commits", value: found.commits, unit: "commits" },
        { what: "records a second", value: Math.round(found.records / found.seconds), unit: "records/s", atLeast: 500 },
        { what: "records a second of processor time", value: Math.round(found.records / found.processorSeconds), unit: "records/s" },
        { what: "opening the ledger, every record verified", value: round(found.openingSeconds), unit: "s" },
        { what: "opening it as known, every record hashed", value: round(found.againSeconds), unit: "s" },
        { what: "cold fold: from the start of the server to its first answer", value: round(read.coldSeconds), unit: "s", atMost: 10 },
        { what: "cold fold, processor time", value: round(read.coldProcessorSeconds), unit: "s" },
        { what: "answers to readers", value: read.point.length + read.view.length, unit: "answers" },
        ...times("point", "a figure or record", 300),
        ...times("view", "a view of the alliance", 1000),
        { what: "refused, acknowledged and not there, or not answered", value: found.faults.length + read.faults.length, unit: "records and answers", atMost: 0 },
      ],
      notes: [],
      faults: [...found.faults, ...read.faults].slice(0, 20),
    };
  },
};
