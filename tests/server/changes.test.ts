import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import { buildServer, type View, viewAsGate, viewDesk } from "#server";
import { changedSince, rowsBefore } from "../../src/server/ledger/rows-before.ts";
import { ROOT } from "../../tools/files.ts";

const { files: base } = await readTexts(join(ROOT, "cases/three-shores"));
const sourceOf = (files: ReadonlyMap<string, string>) => ({ files, digest: digestOf(files) });
const withHolding = (label: string): ReadonlyMap<string, string> => new Map(base).set("holdings.csv", `${base.get("holdings.csv")?.trimEnd()}\nx,returns,2029-10-01,official,high,${label},,,,HOL,battery,,70,,batteries,1,\n`);

const open: FastifyInstance[] = [];
afterAll(() => Promise.all(open.map((it) => it.close())));

async function serverOf() {
  const planned: View[] = [];
  const desk = viewDesk({ source: sourceOf(base), choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 });
  const server = await buildServer({ gate: viewAsGate, desk, limits: { requests: 1_000_000, costly: 1_000_000 } });
  open.push(server);
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  const stop = new AbortController();
  /** What a reader is told, as it comes. */
  const follow = async (as: string): Promise<readonly string[]> => {
    const told: string[] = [];
    const reply = await fetch(`${address}/api/changes?as=${as}`, { signal: stop.signal });
    void (async () => {
      for await (const chunk of reply.body!) told.push(...Buffer.from(chunk).toString("utf8").split("\n").filter((it) => it.startsWith("data: ")));
    })().catch(() => undefined);
    await expect.poll(() => told.length).toBe(1);
    return told;
  };
  const change = (files: ReadonlyMap<string, string>): void => {
    desk.renew(sourceOf(files));
    server.life.recheck();
    server.life.changed();
  };
  return { follow, change, planned, stop: () => stop.abort() };
}

describe("a reader is told that something has changed", () => {
  test("if it is something they may read, and else not even that something was written", async () => {
    const { follow, change, stop } = await serverOf();
    const [holm, vale, all] = [await follow("HOL:2"), await follow("VAL:1"), await follow(":0")];
    change(withHolding("HIGH"));
    await expect.poll(() => holm.length).toBe(2);
    change(withHolding("OPEN"));
    await expect.poll(() => [holm.length, vale.length, all.length]).toEqual([3, 2, 2]);
    expect(new Set(vale).size).toBe(2);
    stop();
  });

  test("once for what is written at once, and not at all where it was undone meanwhile", async () => {
    const { follow, change, stop } = await serverOf();
    const all = await follow(":0");
    for (const label of ["HIGH", "OPEN"]) change(withHolding(label));
    await expect.poll(() => all.length).toBe(2);
    change(base);
    change(withHolding("OPEN"));
    change(withHolding("HIGH"));
    await expect.poll(() => all.length).toBe(3);
    expect(all[2]).toBe(all[0]);
    stop();
  });
});

test("whoever sees the same as before keeps their view with its plan, and whoever does not gets another", async () => {
  const planned: View[] = [];
  const desk = viewDesk({ source: sourceOf(base), choices: {}, planner: { plan: (view) => void planned.push(view) }, most: 20 });
  const look = (nation: string, level: number): View => desk.viewOf({ viewer: { kind: "reader", reader: { nation, level, groups: [] } }, roster: "as stated" })!;
  const [vale, holm] = [look("VAL", 1), look("HOL", 2)];
  // Its plan is on its way, and followed.
  vale.progress.follow(() => undefined);
  holm.progress.follow(() => undefined);
  desk.renew(sourceOf(withHolding("HIGH")));
  expect(look("VAL", 1)).toBe(vale);
  expect(look("HOL", 2)).not.toBe(holm);
  expect([vale.stop.signal.aborted, holm.stop.signal.aborted]).toEqual([false, true]);
  expect(planned.map((it) => it.key)).toEqual([vale.key, holm.key, look("HOL", 2).key]);
});

describe("what others have changed of the rows that drafts are about", () => {
  const tables = (rows: Readonly<Record<string, Readonly<Record<string, string>>>>) => ({ tables: new Map([["answers.csv", { headings: [], rows: new Map(Object.entries(rows)) }]]) });
  const draft = (id: string, cells: Readonly<Record<string, string>>) => ({ type: "row", fields: { file: "answers.csv", id, cells }, label: "OPEN" });
  const a = { id: "a", response: "accept", reason: "yes" };
  test.each([
    ["nothing", { a }, { a }, draft("a", a), []],
    ["another row", { a }, { a, b: { ...a, id: "b" } }, draft("a", a), []],
    ["a cell of the row", { a }, { a: { ...a, response: "decline" } }, draft("a", a), ["answers.csv a was changed: response from accept to decline."]],
    ["a cell that was empty", { a }, { a: { ...a, quantity: "2" } }, draft("a", a), ["answers.csv a was changed: quantity from nothing to 2."]],
    ["the row is gone", { a }, {}, draft("a", a), ["answers.csv a was withdrawn."]],
    ["the row was stated by another", {}, { a }, draft("a", a), ["answers.csv a is there already: response accept, reason yes."]],
    ["it was corrected under another id", { a }, { a, z: { id: "z", corrects: "a", response: "decline" } }, draft("a.v2", { id: "a.v2", corrects: "a" }), ["answers.csv a was corrected, by z: response decline."]],
  ])("%s", (_, before, now, it, said) => {
    expect(changedSince(tables(now), { before: rowsBefore(tables(before), [it]), drafts: [it] })).toEqual(said);
  });
});
