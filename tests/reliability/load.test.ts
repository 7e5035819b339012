import { expect, test } from "vitest";
import { writeLoad } from "../../tools/reliability/load.ts";

test("thirty writers at once share commits, and every record they were answered for is there", async () => {
  const found = await writeLoad({ records: 300, writers: 30 });
  expect([found.faults, found.records, found.commits < 60]).toEqual([[], 300, true]);
});
