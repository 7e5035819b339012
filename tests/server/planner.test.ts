import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import { makeView, planner } from "#server";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const LONG = 1000;

test("a plan that nobody has made before is begun when nobody asks for anything, and a planner that closes waits for no calm", async () => {
  const dataset = await loadDataset("cases/two-nations");
  if (dataset.alliance === undefined) throw new Error("the case does not load");
  // A digest of its own, so that no stored plan answers.
  const results = assessAlliance({ alliance: dataset.alliance, digest: randomUUID() }, {}, sha256);
  const said: string[] = [];
  const begun: string[] = [];
  const talk = { onProgress: () => void begun.push("progress"), onDone: (_: unknown, text: string) => void said.push(text) };
  let isAsked = true;
  const busy = planner(talk, { lastAsked: () => (isAsked ? performance.now() : Number.NEGATIVE_INFINITY), calmSeconds: LONG });
  const view = makeView("busy", results);
  busy.plan(view);
  await new Promise((resolve) => void setTimeout(resolve, 300));
  expect(begun).toEqual([]);
  isAsked = false;
  await busy.idle();
  expect([said.length, said[0]?.startsWith("Planned in"), view.results.comparison !== undefined]).toEqual([1, true, true]);
  await busy.close();

  const closing = planner(talk, { lastAsked: () => performance.now(), calmSeconds: LONG });
  const other = makeView("closing", assessAlliance({ alliance: dataset.alliance, digest: randomUUID() }, {}, sha256));
  closing.plan(other);
  other.stop.abort();
  await closing.close();
  expect(other.results.comparison).toBeUndefined();
});
