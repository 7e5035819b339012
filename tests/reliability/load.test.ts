import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { percentile } from "../../tools/reliability/load-readers.ts";
import { readLoad, writeLoad } from "../../tools/reliability/load.ts";
import { loadDrafts } from "../../tools/reliability/load-world.ts";

test("thirty writers at once share commits, and every record they were answered for is there", async () => {
  const found = await writeLoad({ records: 300, writers: 30 });
  rmSync(found.folder, { recursive: true });
  expect([found.faults, found.records, found.commits < 60]).toEqual([[], 300, true]);
});

test("eight readers of four clearances are answered over HTTP while others write", async () => {
  const drafts = await loadDrafts(0);
  const { folder, faults } = await writeLoad({ records: drafts.length, writers: 500, drafts });
  const read = await readLoad(folder, { readers: 8, clearances: 4, long: { questions: 3 }, pause: 50, writesPerSecond: 10 });
  rmSync(folder, { recursive: true });
  expect([faults, read.faults, read.point.length + read.view.length, read.coldSeconds > 0]).toEqual([[], [], 24, true]);
}, 120_000);

test.each([[[3, 1, 2], 0.5, 2], [[5], 0.99, 5], [[], 0.5, 0], [Array.from({ length: 100 }, (_, at) => at + 1), 0.95, 95]] as const)("of %j the percentile %f is %i", (times, share, is) => expect(percentile(times, share)).toBe(is));
