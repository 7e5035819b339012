import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesOf, readChannels, tablesOf } from "#app";
import { ledgerAppend } from "../../src/cli/ledger/append.ts";
import { ledgerBackup, ledgerRestore } from "../../src/cli/ledger/backup.ts";
import { ROOT } from "../files.ts";
import { type Check, numberOption } from "./check.ts";
import { initLedger, quiet } from "./doors.ts";
import { scratch } from "./scratch.ts";
import { appendTo, officersIn, openLedger, rootAt, sizeOf, troubleWith } from "./subject.ts";

export interface DrillFound {
  readonly entries: number;
  readonly backupSeconds: number;
  /** From an empty folder to a verified ledger with its keys that has taken an append. */
  readonly restoreSeconds: number;
  /** Commits that were acknowledged before the backup began and are not in it. */
  readonly lost: number;
  /** Commits that others made while the backup ran. */
  readonly meanwhile: number;
  readonly faults: readonly string[];
}

/** Fills a ledger, backs it up while another program appends to it, wipes it, restores it, and compares what readers see. */
export async function restoreDrill(records: number): Promise<DrillFound> {
  const [folder, elsewhere] = [scratch("drill"), scratch("drill-backup")];
  const backup = join(elsewhere, "backup");
  const faults: string[] = [];
  initLedger(folder);
  await ledgerAppend(folder, join(ROOT, "cases", "two-nations"), { hide: [] }, quiet);
  const filled = openLedger(folder);
  const writers = officersIn(folder);
  for (let at = 0; at < records; at += 500) appendTo(filled, Array.from({ length: Math.min(500, records - at) }, (_, k) => ({ type: "note", label: "PUBLIC", fields: { text: `note ${at + k}` } })), writers);
  filled.store.close();

  const writer = spawn(process.execPath, [join(import.meta.dirname, "kill-writer.ts"), folder], { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  await new Promise<void>((resolve) => writer.stdout.on("data", (chunk: Buffer) => resolve(void (said += chunk.toString()))));
  const before = Number(said.trim().split("\n").at(-1)?.split(" ")[0]);
  const began = process.hrtime.bigint();
  if (ledgerBackup(folder, backup, {}, quiet) !== 0) faults.push("the backup was refused");
  const backupSeconds = secondsSince(began);
  const ended = new Promise((resolve) => writer.on("close", resolve));
  writer.kill("SIGKILL");
  await ended;

  const original = openLedger(folder);
  const kept = openLedger(backup);
  const size = sizeOf(kept);
  const meanwhile = sizeOf(original) - before;
  if (rootAt(original, size) !== rootAt(kept, size)) faults.push("the backup is another history than the ledger");
  const entries = [...kept.channels.values()].reduce((sum, it) => sum + it.tree.size, 0);
  const seen = viewOf(kept);
  for (const it of [original, kept]) it.store.close();

  mkdirSync(join(elsewhere, "keys"));
  for (const it of readdirSync(join(folder, "keys"))) cpSync(join(folder, "keys", it), join(elsewhere, "keys", it));
  rmSync(folder, { recursive: true });
  const wiped = process.hrtime.bigint();
  if (ledgerRestore(backup, folder, {}, quiet) !== 0) faults.push("the restore was refused");
  const restored = openLedger(folder);
  if (viewOf(restored) !== seen) faults.push("readers of the restored ledger see something else");
  restored.store.close();
  cpSync(join(elsewhere, "keys"), join(folder, "keys"), { recursive: true });
  const trouble = troubleWith(folder);
  if (trouble !== undefined) faults.push(trouble);
  const restoreSeconds = secondsSince(wiped);
  for (const it of [folder, elsewhere]) rmSync(it, { recursive: true, force: true });
  return { entries, backupSeconds, restoreSeconds, lost: Math.max(0, before - size), meanwhile, faults };
}

const secondsSince = (began: bigint): number => Number(process.hrtime.bigint() - began) / 1e9;

/** Digest of everything that a keeper reads: every record, and the data set that they make. */
function viewOf(ledger: ReturnType<typeof openLedger>): string {
  const channels = readChannels(ledger);
  return createHash("sha256").update(JSON.stringify([channels, [...filesOf(tablesOf(channels))]])).digest("hex");
}

export const restoreCheck: Check = {
  name: "restore",
  promise: "A ledger that is lost comes back from its backup: everything that was acknowledged before the backup began, with the same view for its readers, within five minutes.",
  test: "A ledger with a data set and many records is backed up by `concord ledger backup` while another program goes on appending, wiped with everything in its folder, restored by `concord ledger restore`, given its keys again, verified, read, and appended to. The data set and every record that readers see have to be the same to the byte.",
  everyCommit: "The drill with 200 records.",
  usage: "[--records 20000]",
  run: async (options) => {
    const found = await restoreDrill(numberOption(options, "records", 20_000));
    const round = (value: number): number => Math.round(value * 100) / 100;
    return {
      figures: [
        { what: "entries in the backup", value: found.entries, unit: "entries" },
        { what: "commits by another program while it was made", value: found.meanwhile, unit: "commits" },
        { what: "acknowledged before the backup and not in it", value: found.lost, unit: "commits", atMost: 0 },
        { what: "time of the backup, verification included", value: round(found.backupSeconds), unit: "s" },
        { what: "time of the restore, from an empty folder to the next append", value: round(found.restoreSeconds), unit: "s", atMost: 300 },
        { what: "differences and refusals", value: found.faults.length, unit: "faults", atMost: 0 },
      ],
      notes: ["What is appended after a backup is in the next one, and with every witness's state and receiver of exports until then."],
      faults: found.faults,
    };
  },
};
