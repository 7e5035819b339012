import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { appendDrafts, openLedger } from "#app";
import { newLedger, officers, originOf, sound, tools } from "./sample.ts";

// In a file of its own, and so in a process that does nothing else: what is in memory is counted.

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is in memory once all that nobody asks for is gone. Unit: B. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collect();
    await setImmediate();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("what an open ledger keeps of a record does not grow with what the record says, whether it was written or read", async () => {
  const [batches, together, said] = [8, 20, 20_000];
  const ledger = newLedger();
  const write = (): string => appendDrafts(ledger, Array.from({ length: together }, () => ({ type: "note", fields: { text: "a".repeat(said) }, hidden: ["text"], label: "PUBLIC" })), officers).kind;
  expect(write()).toBe("appended");
  const before = await used();
  for (let at = 0; at < batches; at++) write();
  const written = await used();
  const again = sound(openLedger(ledger.store, tools));
  const read = await used();
  expect(again.channels.get(originOf(again, "PUBLIC"))!.tree.size).toBe(1 + together * (batches + 1));
  // All of it is 3.2 MB, and 4.3 MB as it is disclosed; the last few records are kept until they are digested.
  for (const growth of [written - before, read - written]) expect(growth).toBeLessThan((batches * together * said) / 2);
});
