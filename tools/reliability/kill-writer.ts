/** Appends to a ledger until it is killed, saying after each commit how far it came. `node kill-writer.ts FOLDER`. */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { appendTo, checkpointOn, officersIn, openLedger, rootAt, sizeOf } from "./subject.ts";

// What was compiled is kept for the next writer: a killed one keeps nothing at its end.
flushCompileCache();
const [folder = ""] = process.argv.slice(2);
const log = openLedger(folder);
const officers = officersIn(folder);
for (let at = 0; ; at++) {
  appendTo(log, Array.from({ length: 1 + (at % 3) }, (_, k) => ({ type: "note", label: k === 0 ? "PUBLIC" : "RESTRICTED", fields: { text: `${process.pid} ${at} ${k}` } })), officers);
  writeSync(1, `${sizeOf(log)} ${rootAt(log, sizeOf(log))}\n`);
  if (at % 5 === 4) checkpointOn(log, folder);
}
