import { expect, test } from "vitest";
import { restoreDrill } from "../../tools/reliability/restore.ts";

test("backed up while another program appends, wiped, restored: nothing acknowledged before is lost, and readers see the same", async () => {
  const found = await restoreDrill(200);
  expect([found.faults, found.lost, found.entries > 200]).toEqual([[], 0, true]);
});
