import { expect, test } from "vitest";
import { killLoop } from "../../tools/reliability/kill.ts";

test("60 times killed in the midst of writing: nothing acknowledged is lost, nothing half is there", async () => {
  const found = await killLoop(60, 1);
  expect(found.faults).toEqual([]);
  expect([found.kills, found.commits > 60]).toEqual([60, true]);
}, 600_000);
