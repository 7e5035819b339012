import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { highsPool } from "#adapters/highs";
import { CONTRACT } from "#api/contract";
import type { ReplyOf } from "#api";
import { planResults } from "#app";
import { buildServer, pastDesk, type View, viewAsGate, viewDesk } from "#server";
import { differences } from "../../src/cli/compare.ts";
import { dutyRules, ledgerFolders, servedLedgers } from "../../src/cli/ledger/served.ts";
import { sourceOf, sourceOfLedgers } from "../../src/cli/load.ts";
import { makeLedgers, said } from "../web/fixture/ledgers.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-since-"));
const HEADERS = { host: "127.0.0.1", origin: "http://127.0.0.1" };
let all: string;
/** A moment after all was imported and before anything was corrected. */
let then: string;
const open: FastifyInstance[] = [];

const second = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1_100));
const correct = async (party: string, row: string, quantity: number): Promise<void> => {
  await second();
  await said("ledger", "draft", "correct", join(all, party), "holdings", row, `quantity=${quantity}`, "--beside", all);
  await said("ledger", "draft", "sign", join(all, party));
};

beforeAll(async () => {
  all = await makeLedgers(folder);
  await second();
  then = new Date().toISOString();
  await correct("VAL", "h.VAL.battery", 30);
});
afterAll(async () => {
  await Promise.all(open.map((it) => it.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** A server over the ledgers as they stand, which plans nothing by itself. */
async function serverNow() {
  const ledgers = { ledgers: servedLedgers(ledgerFolders(all), sourceOfLedgers), rules: await dutyRules() };
  const asked: View[] = [];
  const stopped: View[] = [];
  const shown: View[] = [];
  const desk = viewDesk({ source: await sourceOf(all), choices: {}, planner: { plan: (view) => void shown.push(view) }, most: 20 });
  const past = pastDesk({ sourceAt: ledgers.ledgers.sourceAt, choices: {}, planner: { plan: (view) => void asked.push(view), cancel: (view) => void stopped.push(view) }, most: 20 });
  const server = await buildServer({ gate: viewAsGate, desk, past, ledgers, limits: { requests: 1_000_000, costly: 1_000_000 } });
  open.push(server);
  const get = async (query: string) => {
    const reply = await server.inject({ url: `/api/since${query}` });
    return { status: reply.statusCode, body: reply.body, told: reply.json() as ReplyOf<"since"> };
  };
  const post = async (path: string) => (await server.inject({ method: "POST", url: `/api/since${path}`, headers: HEADERS, payload: { at: then } })).json() as unknown;
  return { server, get, post, asked, stopped, shown };
}

describe("what has changed since a moment of the ledgers", () => {
  test("without a moment there are those to choose from, the latest first", async () => {
    const { told } = await (await serverNow()).get("");
    expect(told.state).toBe("unasked");
    expect(told.moments.length).toBeGreaterThan(1);
    expect(told.moments.map((it) => Date.parse(it))).toEqual(told.moments.map((it) => Date.parse(it)).toSorted((a, b) => b - a));
    expect(Date.parse(told.moments[0]!)).toBeGreaterThan(Date.parse(then));
  });

  test("a shortfall that was closed is told as gone, with what it rests on then and now; figures of plans wait for both", async () => {
    const { told } = await (await serverNow()).get(`?at=${then}`);
    expect(told.state).toBe("none");
    const air = told.answer!.priorities.find((it) => it.leaf === "air")!;
    expect([air.change, air.rankNow, air.availableThen.value, air.availableNow.value]).toEqual(["left", undefined, 8, 34]);
    expect([air.availableThen.why, air.availableNow.why]).toEqual(["", `available/air/${told.answer!.year}`]);
    expect(told.answer!.figures.map((it) => [it.id, it.difference.value])).toEqual([["short", -1], ["unknown", 0]]);
  });

  test("the plan of then is made when it is asked for, once, and can be stopped; the price and its parts are those of `compare --at`", async () => {
    const { get, post, asked, stopped, shown } = await serverNow();
    await get(`?at=${then}`);
    expect(asked).toEqual([]);
    expect([await post(""), await post("")]).toEqual([{ done: true }, { done: false }]);
    expect(asked.length).toBe(1);
    expect((await get(`?at=${then}`)).told.state).toBe("waiting");
    await post("/cancel");
    expect(stopped).toEqual(asked);
    const solver = await highsPool({ threads: 1 });
    const [before, now] = [await planResults(asked[0]!.results, { now: () => 0, solver }), await planResults(shown[0]!.results, { now: () => 0, solver })];
    await solver.close();
    asked[0]!.results = before;
    expect((await get(`?at=${then}`)).told.state).toBe("waiting");
    shown[0]!.results = now;
    shown[0]!.progress.tell({ state: "done", stage: "Planned", done: 1 });
    const { state, answer } = (await get(`?at=${then}`)).told;
    expect(state).toBe("done");
    const { totals } = differences(before, now);
    for (const [id, name] of [["money", "price of misalignment, M at equal coverage"], ["shortfallYears", "price of misalignment, shortfall-years"], ["shortfallYearsAlone", "shortfall-years alone"], ["shortfallYearsAligned", "shortfall-years aligned"]] as const) {
      const [told, total] = [answer!.figures.find((it) => it.id === id)!, totals.find((it) => it.name === name)!];
      expect([told.before.value, told.now.value, told.difference.value], id).toEqual([expect.closeTo(total.a, 6), expect.closeTo(total.b, 6), expect.closeTo(total.b - total.a, 6)]);
    }
    expect(answer!.figures.map((it) => it.id)).toEqual(expect.arrayContaining(["dates", "lots", "roles", "standards"]));
  });

  test.each([
    ["?at=1999-01-01T00:00:00Z", 200, "nothing"],
    ["?at=2031", 400, undefined],
    ["?at=../../etc", 400, undefined],
  ])("%s: %i %s", async (query, status, state) => {
    const reply = await (await serverNow()).get(query);
    expect([reply.status, reply.told.state]).toEqual([status, state]);
  });

  test("in French", async () => {
    const { answer } = (await (await serverNow()).get(`?at=${then}&lang=fr`)).told;
    expect(answer!.sentence).toMatch(/^Insuffisances prioritaires de 20\d\d\s: 0 nouvelle, 1 disparue/);
    expect(answer!.figures[0]!.name).toBe("Capacités insuffisantes");
  });

  test("of data in a folder of tables there is nothing to compare with", async () => {
    const server = await buildServer({ gate: viewAsGate, desk: viewDesk({ source: await sourceOf(all), choices: {}, planner: { plan: () => undefined }, most: 5 }) });
    open.push(server);
    expect((await server.inject({ url: "/api/since" })).json()).toMatchObject({ status: 404, reason: "no-ledger" });
  });

  test("what was written since under a label that keeps a reader out changes nothing of what that reader is told, to the byte", async () => {
    const asReader = [`?at=${then}&as=:0`, "?as=:0"];
    const before = await serverNow();
    const plain = await Promise.all(asReader.map(async (it) => (await before.get(it)).body));
    const owner = (await before.get(`?at=${then}`)).body;
    await correct("HOL", "h.HOL.tank", 500);
    const after = await serverNow();
    expect(await Promise.all(asReader.map(async (it) => (await after.get(it)).body))).toEqual(plain);
    expect((await after.get(`?at=${then}`)).body).not.toBe(owner);
  });
});

/** What a view is asked for beside the reader and the moment. */
const ASKED: Readonly<Partial<Record<keyof typeof CONTRACT, string>>> = { why: "&key=data/unknown", search: "&q=air", capability: "&leaf=air", nation: "&nation=VAL", plansCompare: "&plan=", demand: "&ask=cover:air=50%25@2032", records: "&kind=holding" };
/** Every view that can be asked for as of a moment, but for reports, which are made from the plan, and what is a stream. */
const VIEWS = Object.entries(CONTRACT).flatMap(([name, it]): readonly (readonly [path: string, more: string])[] => (it.method === "GET" && "asof" in it.query.properties && !("stream" in it) && !("file" in it) ? [[it.path, ASKED[name as keyof typeof CONTRACT] ?? ""]] : []));

describe("the record looked at as it stood at a moment", () => {
  const at = async (of: FastifyInstance, url: string) => {
    const reply = await of.inject({ url });
    return { status: reply.statusCode, body: reply.body, told: reply.json() as ReplyOf<"home"> & { readonly reason?: string } };
  };

  test("every view is that of then, with a plan of its own that is made once", async () => {
    const { server, asked, shown } = await serverNow();
    const [now, past] = [await at(server, "/api/home"), await at(server, `/api/home?asof=${then}`)];
    expect(past.told.runKey).not.toBe(now.told.runKey);
    const { year } = ((await server.inject({ url: `/api/since?at=${then}` })).json() as ReplyOf<"since">).answer!;
    const of = async (query: string): Promise<number | undefined> => ((await server.inject({ url: `/api/why?key=available/air/${year}${query}` })).json() as ReplyOf<"why">).shown.value;
    expect([await of(`&asof=${then}`), await of("")]).toEqual([8, 34]);
    expect([asked.length, shown.length]).toEqual([1, 1]);
    expect(asked[0]!.results.runKey).toBe(past.told.runKey);
  });

  test("no view leaves out the moment: what names a run names that of then", async () => {
    const { server } = await serverNow();
    const { runKey } = (await at(server, `/api/home?asof=${then}`)).told;
    const runs = await Promise.all(VIEWS.map(async ([path, more]) => [path, (JSON.parse((await server.inject({ url: `${path}?asof=${then}${more}` })).body) as { readonly runKey?: string }).runKey] as const));
    expect(runs.filter(([, run]) => run !== undefined && run !== runKey)).toEqual([]);
    expect(runs.filter(([, run]) => run === runKey).length).toBeGreaterThan(8);
  });

  test("as of a moment after all that was written it is the record of now", async () => {
    const { server } = await serverNow();
    const [now, later] = [await at(server, "/api/home"), await at(server, "/api/home?asof=2999-01-01T00:00:00Z")];
    expect(later.told.runKey).toBe(now.told.runKey);
  });

  test.each([
    ["asof=1999-01-01T00:00:00Z", 404, "nothing-then"],
    ["asof=yesterday", 400, "bad-request"],
    ["asof=2031-01-01", 400, "bad-request"],
  ])("%s: %i %s", async (query, status, reason) => {
    const reply = await at((await serverNow()).server, `/api/targets?${query}`);
    expect([reply.status, reply.told.reason]).toEqual([status, reason]);
  });

  test("of data in a folder of tables there is no earlier moment", async () => {
    const server = await buildServer({ gate: viewAsGate, desk: viewDesk({ source: await sourceOf(all), choices: {}, planner: { plan: () => undefined }, most: 5 }) });
    open.push(server);
    expect((await at(server, `/api/home?asof=${then}`)).told).toMatchObject({ status: 404, reason: "no-ledger" });
  });

  test("what was written since under a label that keeps a reader out changes nothing that reader is shown of then, to the byte", async () => {
    const seen = async (): Promise<readonly string[]> => {
      const { server } = await serverNow();
      return Promise.all(VIEWS.map(async ([path, more]) => (await server.inject({ url: `${path}?as=:0&asof=${then}${more}` })).body));
    };
    const before = await seen();
    await correct("HOL", "h.HOL.gun", 70);
    expect(await seen()).toEqual(before);
  });
});
