/** Appends to a ledger until it is killed, saying after each commit how far it got. Used by the crash test. */
import { enrolmentFault, primitives, random, signerFromSeed } from "#adapters/keys";
import { sqliteLedger } from "#adapters/sqlite";
import { appendDrafts, openLog } from "#app";
import { isFault } from "#ledger";

const [path = "", salt = "0"] = process.argv.slice(2);
const log = openLog(sqliteLedger(path), { primitives, enrolmentFault, random, now: () => "2026-03-01T10:00:00Z" });
if (isFault(log)) throw new Error(log.message);
const signers = new Map([["XAA/one", signerFromSeed(new Uint8Array(32).fill(2))]]);
for (let at = 0; ; at++) {
  const answer = appendDrafts(log, Array.from({ length: 1 + (at % 3) }, (_, k) => ({ type: "note", label: "PUBLIC", fields: { text: `${salt} ${at} ${k}` } })), signers);
  if (answer.kind !== "appended") throw new Error(answer.kind);
  process.stdout.write(`${answer.size}\n`);
}
