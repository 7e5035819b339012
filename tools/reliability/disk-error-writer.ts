/**
 * Appends to a ledger until the disk fails, saying after each commit how far it came; then says the complaint of the command
 * line and ends with its code. `node disk-error-writer.ts FOLDER COMMITS`.
 */
import { writeSync } from "node:fs";
import { diskTrouble } from "../../src/cli/disk-trouble.ts";
import { appendTo, checkpointOn, officersIn, openLedger, rootAt, sizeOf } from "./subject.ts";

// A file that may not grow further: the signal would end the program before the write could fail.
process.on("SIGXFSZ", () => undefined);
const [folder = "", commits = "0"] = process.argv.slice(2);
try {
  const log = openLedger(folder);
  const officers = officersIn(folder);
  for (let at = 0; at < Number(commits); at++) {
    appendTo(log, [{ type: "note", label: "PUBLIC", fields: { text: `${at} ${"x".repeat(200)}` } }], officers);
    writeSync(1, `${sizeOf(log)} ${rootAt(log, sizeOf(log))}\n`);
    checkpointOn(log, folder);
  }
  writeSync(1, "closing\n");
  log.store.close();
} catch (error) {
  const trouble = diskTrouble(error);
  writeSync(2, trouble === undefined ? `no complaint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n` : `${trouble.message}\n${trouble.mend}\n`);
  process.exitCode = trouble?.code ?? 70;
}
