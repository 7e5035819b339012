/**
 * The workload of the power-loss check: opens a ledger as the command line does, appends, makes checkpoints, has them witnessed,
 * and says each thing only once it has been answered. `node power-loss-writer.ts FOLDER COMMITS`, FOLDER empty.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { makeKeyFile } from "#adapters/keys";
import { Chance } from "./chance.ts";
import { initLedger, witnessOn } from "./doors.ts";
import { appendTo, checkpointOn, contentOf, officersIn, openLedger } from "./subject.ts";

const [folder = "", commits = "0"] = process.argv.slice(2);
const chance = new Chance(1);
// What is in the write-ahead log goes into the database when the ledger is closed, as often as this.
const REOPEN_EVERY = 60;
const WITNESS_EVERY = 10;
const [witnessKey, memory] = [join(folder, "keys", "witness.key"), join(folder, "seen.json")];

initLedger(folder);
makeKeyFile(witnessKey);
const officers = officersIn(folder);
let log = openLedger(folder);
const say = (did: string): void => void writeSync(1, `${JSON.stringify({ did, ...contentOf(log.store) })}\n`);
say("init");
for (let commit = 0; commit < Number(commits); commit++) {
  if (commit % REOPEN_EVERY === REOPEN_EVERY - 1) {
    log.store.close();
    log = openLedger(folder);
  }
  appendTo(log, Array.from({ length: 1 + chance.below(3) }, (_, at) => ({ type: "note", subject: `subject ${chance.below(20)}`, label: chance.isLucky(0.3) ? "RESTRICTED" : "PUBLIC", hidden: chance.isLucky(0.3) ? ["text"] : [], fields: { text: `${commit} ${at} ${"x".repeat(chance.below(300))}` } })), officers);
  say("append");
  if (commit % 2 === 1) {
    checkpointOn(log, folder);
    say("checkpoint");
  }
  if (commit % WITNESS_EVERY === WITNESS_EVERY - 1) {
    witnessOn(folder, witnessKey, memory);
    say("witness");
  }
}
log.store.close();
