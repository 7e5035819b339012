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

test("a plan is stopped and made again: while it waits, and while it is solved", async () => {
  const dataset = await loadDataset("cases/two-nations");
  if (dataset.alliance === undefined) throw new Error("the case does not load");
  const own = planner({ onProgress: () => undefined, onDone: () => undefined }, { lastAsked: () => Number.NEGATIVE_INFINITY, calmSeconds: 0 });
  const view = makeView("stopped", assessAlliance({ alliance: dataset.alliance, digest: randomUUID() }, {}, sha256));
  const states: string[] = [];
  view.progress.follow(({ value }) => void (states.at(-1) === value.state || states.push(value.state)));
  own.plan(view);
  own.cancel(view);
  await own.idle();
  expect([states, view.results.comparison]).toEqual([["cancelled"], undefined]);
  own.plan(view);
  await new Promise<void>((resolve) => void view.progress.follow(({ value }) => value.state === "running" && resolve()));
  own.cancel(view);
  own.cancel(view);
  await own.idle();
  expect([states, view.results.comparison]).toEqual([["cancelled", "waiting", "running", "cancelled"], undefined]);
  own.plan(view);
  await own.idle();
  expect([states.slice(4), view.results.comparison !== undefined]).toEqual([["waiting", "running", "done"], true]);
  own.cancel(view);
  expect(view.progress.latest().value.state).toBe("done");
  await own.close();
});
