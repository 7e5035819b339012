import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupCommits } from "#app";
import { type Check, numberOption } from "./check.ts";
import { initLedger } from "./doors.ts";
import { officersIn, openLedger, sizeOf } from "./subject.ts";

export interface LoadFound {
  readonly records: number;
  readonly commits: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  /** From the opening of a closed ledger, every record checked, until it can be read. */
  readonly openingSeconds: number;
  readonly faults: readonly string[];
}

/** Many writers at once, each of one record at a time, on a real disk: what arrives while a commit is under way goes into the next. */
export async function writeLoad({ records, writers }: { readonly records: number; readonly writers: number }): Promise<LoadFound> {
  const folder = mkdtempSync(join(tmpdir(), "concord-load-"));
  initLedger(folder);
  const ledger = openLedger(folder);
  const commitsBefore = sizeOf(ledger);
  const append = groupCommits(ledger, (work) => void setImmediate(work));
  const by = officersIn(folder);
  const faults: string[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    for (let at = next++; at < records; at = next++) {
      const answer = await append([{ type: "stock", subject: `subject ${at % 500}`, label: at % 4 === 0 ? "RESTRICTED" : "PUBLIC", hidden: at % 10 === 0 ? ["quantity"] : [], fields: { quantity: at, place: "depot" } }], by);
      if (answer.kind !== "appended") faults.push(`record ${at}: ${answer.kind === "refused" ? answer.fault.message : answer.kind}`);
    }
  };
  const [began, cpu] = [process.hrtime.bigint(), process.cpuUsage()];
  await Promise.all(Array.from({ length: writers }, write));
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const used = process.cpuUsage(cpu);
  const commits = sizeOf(ledger) - commitsBefore;
  ledger.store.close();
  const opening = process.hrtime.bigint();
  const again = openLedger(folder);
  const openingSeconds = Number(process.hrtime.bigint() - opening) / 1e9;
  // Two channels, each with the record that opens it.
  const entries = [...again.channels.values()].reduce((sum, it) => sum + it.tree.size, 0) - again.channels.size;
  if (entries !== records) faults.push(`${entries} records are there, ${records} were acknowledged`);
  again.store.close();
  rmSync(folder, { recursive: true, force: true });
  return { records, commits, seconds, processorSeconds: (used.user + used.system) / 1e6, openingSeconds, faults };
}

export const loadCheck: Check = {
  name: "load",
  promise: "A node takes at least 500 signed records a second, each on the disk before it is acknowledged.",
  test: "A hundred writers append at once, one record each at a time, to two channels of a ledger on the machine's own disk; what arrives while a commit is under way goes into the next one. Every record is signed, checked and synced before its writer is answered; afterwards the ledger is opened anew and has to hold them all. How quickly many readers are served is not tried here.",
  everyCommit: "300 records, for their being there; no time is asked for.",
  usage: "[--records 20000] [--writers 100]",
  run: async (options) => {
    const found = await writeLoad({ records: numberOption(options, "records", 20_000), writers: numberOption(options, "writers", 100) });
    const round = (value: number): number => Math.round(value * 10) / 10;
    return {
      figures: [
        { what: "records signed and acknowledged", value: found.records, unit: "records" },
        { what: "in commits", value: found.commits, unit: "commits" },
        { what: "records a second", value: Math.round(found.records / found.seconds), unit: "records/s", atLeast: 500 },
        { what: "records a second of processor time", value: Math.round(found.records / found.processorSeconds), unit: "records/s" },
        { what: "opening the ledger, every record checked", value: round(found.openingSeconds), unit: "s" },
        { what: "refused, or acknowledged and not there", value: found.faults.length, unit: "records", atMost: 0 },
      ],
      notes: [],
      faults: found.faults.slice(0, 20),
    };
  },
};
