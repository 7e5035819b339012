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

test("views of the same records share one plan: it is made once, all are told where it stands, and who stops waiting for it stops nobody else", async () => {
  const dataset = await loadDataset("cases/two-nations");
  if (dataset.alliance === undefined) throw new Error("the case does not load");
  const { alliance } = dataset;
  const said: string[] = [];
  const own = planner({ onProgress: () => undefined, onDone: ({ key }, text) => void said.push(`${key}: ${text.replace(/ in .*/, "")}`) }, { lastAsked: () => Number.NEGATIVE_INFINITY, calmSeconds: 0 });
  const [leader, one, two, late] = ["leader", "one", "two", "late"].map((key) => makeView(key, assessAlliance({ alliance, digest: randomUUID() }, {}, sha256)));
  const states = new Map([leader!, one!, two!].map((it) => [it.key, [] as string[]]));
  for (const it of [leader!, one!, two!]) it.progress.follow(({ value }) => void (states.get(it.key)!.at(-1) === value.state || states.get(it.key)!.push(value.state)));
  own.plan(leader!);
  own.follow(one!, leader!);
  own.follow(two!, leader!);
  own.cancel(two!);
  await own.idle();
  expect(Object.fromEntries(states)).toEqual({ leader: ["running", "done"], one: ["waiting", "running", "done"], two: ["waiting", "cancelled"] });
  expect(leader!.results.comparison).toBeDefined();
  expect([one!.results.comparison === leader!.results.comparison, two!.results.comparison]).toEqual([true, undefined]);
  expect(one!.results.runKey).not.toBe(leader!.results.runKey);
  // Whoever stopped waiting goes on, and whoever comes late waits for nothing.
  own.plan(two!);
  own.follow(late!, leader!);
  expect([two, late].map((it) => [it!.progress.latest().value.state, it!.results.comparison === leader!.results.comparison])).toEqual([["done", true], ["done", true]]);
  expect(said).toEqual(["one: Planned", "leader: Planned", "two: Planned", "late: Planned"].sort((a, b) => said.indexOf(a) - said.indexOf(b)));
  await own.close();
});

test("a shared plan that was stopped is made again for whoever wants it again, and a view that is given up hears no more of it", async () => {
  const dataset = await loadDataset("cases/two-nations");
  if (dataset.alliance === undefined) throw new Error("the case does not load");
  const { alliance } = dataset;
  const own = planner({ onProgress: () => undefined, onDone: () => undefined }, { lastAsked: () => Number.NEGATIVE_INFINITY, calmSeconds: 0 });
  const [leader, one, gone] = ["leader", "one", "gone"].map((key) => makeView(key, assessAlliance({ alliance, digest: randomUUID() }, {}, sha256)));
  own.plan(leader!);
  own.follow(one!, leader!);
  own.follow(gone!, leader!);
  gone!.stop.abort();
  expect(gone!.progress.latest().value.state).toBe("cancelled");
  own.cancel(leader!);
  await own.idle();
  expect([leader, one].map((it) => [it!.progress.latest().value.state, it!.results.comparison])).toEqual([["cancelled", undefined], ["cancelled", undefined]]);
  own.plan(one!);
  await own.idle();
  expect([leader, one].map((it) => [it!.progress.latest().value.state, it!.results.comparison !== undefined])).toEqual([["done", true], ["done", true]]);
  expect([gone!.progress.latest().value.state, gone!.results.comparison]).toEqual(["cancelled", undefined]);
  await own.close();
});
