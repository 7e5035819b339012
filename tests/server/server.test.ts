import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { type ClosableSolver, highsPool } from "#adapters/highs";
import { CONTRACT, SIGN_IN_CONTRACT } from "#api/contract";
import { assessAlliance, type Explainer, explainer, OWNER, planResults } from "#app";
import { unpackTable } from "#engines/history";
import { buildServer, fixedGate, makeView, type View, type ViewDesk, viewAsGate } from "#server";
import { HEAT_MEASURES, METHODS, type ProgressView, type RecordsView, type Results } from "#views";

let results: Results;
let view: View;
let server: FastifyInstance;
let asked: Explainer | undefined;
/** A desk with one view for everyone. */
const deskOf = (it: View): ViewDesk => ({ viewOf: () => it, holds: () => true, renew: () => undefined, stop: () => undefined });

beforeAll(async () => {
  const dataset = await loadDataset("cases/five-rivers");
  if (dataset.alliance === undefined) throw new Error("the case does not load");
  results = assessAlliance({ alliance: dataset.alliance, digest: dataset.digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
  view = makeView("view", results);
  server = await buildServer({ gate: viewAsGate, desk: deskOf(view), limits: { requests: 1_000_000, costly: 1_000_000 }, solved: (_, key) => asked!.explain(key) });
});
afterAll(() => server.close());

const get = async (url: string) => {
  const reply = await server.inject({ url });
  return { status: reply.statusCode, type: String(reply.headers["content-type"]), headers: reply.headers, body: reply.json() as Record<string, unknown> };
};

/** The events of a stream, with their ids. */
const eventsIn = (text: string): readonly { readonly id: string; readonly value: ProgressView }[] =>
  text.split("\n\n").flatMap((it) => {
    const [, id, data] = /^id: (.+)\ndata: (.+)$/.exec(it) ?? [];
    return id === undefined || data === undefined ? [] : [{ id, value: JSON.parse(data) as ProgressView }];
  });

describe("before the plan is made", () => {
  test("the first page stands without headline, and the plan says not yet", async () => {
    const home = await get("/api/home");
    expect(home.status).toBe(200);
    expect(home.body["headline"]).toBeUndefined();
    expect((await get("/api/plan")).status).toBe(409);
    expect((await get("/api/why?key=price%2Fmoney")).status).toBe(409);
  });

  test("progress comes as events and ends when done", async () => {
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    const reply = await fetch(`${address}/api/progress`);
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    view.progress.tell({ state: "running", stage: "Planning", done: 0.5 });
    view.progress.tell({ state: "done", stage: "Planned", done: 1 });
    const events = eventsIn(await reply.text());
    expect(events.map((it) => it.value.state)).toEqual(["waiting", "running", "done"]);
    // Whoever was cut off hears what came after; whoever heard the end is told not to come again.
    const resumed = (id: string) => fetch(`${address}/api/progress`, { headers: { "last-event-id": id } });
    expect(eventsIn(await (await resumed(events[0]!.id)).text()).map((it) => it.value.state)).toEqual(["running", "done"]);
    expect((await resumed(events[2]!.id)).status).toBe(204);
    expect(eventsIn(await (await resumed("of-another-view")).text()).map((it) => it.value.state)).toEqual(["done"]);
  });
});

describe("wrong requests are answered in the form of RFC 9457 with how to mend them", () => {
  test.each([
    ["/api/nothing", 404],
    ["/nothing.html", 404],
    ["/api/heat?measure=colour", 400],
    ["/api/map?form=round", 400],
    ["/api/map?view=above", 400],
    ["/api/heat?year=1900", 400],
    ["/api/heat?year=soon", 400],
    ["/api/why", 400],
    ["/api/why?key=weather", 404],
    ["/api/why?key=constructor", 404],
    ["/api/why?key=__proto__%2Fair%2F2030", 404],
    ["/api/why?key=coverage%2Fnothing%2F2035", 404],
    [`/api/why?key=${"x".repeat(3500)}`, 400],
  ])("%s → %i", async (url, status) => {
    const reply = await get(url);
    expect(reply.status).toBe(status);
    expect(reply.type).toContain("application/problem+json");
    expect(reply.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String), mend: expect.any(String) });
  });
});

describe("what leaves the server", () => {
  test("every route has a reply schema, and none is missing from the description", async () => {
    const { body } = await get("/api/openapi.json");
    expect(body["openapi"]).toBe("3.1.0");
    const paths = Object.keys(body["paths"] as object);
    for (const it of Object.entries(CONTRACT).flatMap(([name, one]) => (name in SIGN_IN_CONTRACT ? [] : [one]))) {
      expect(paths).toContain(it.path);
      expect(it.reply).toBeDefined();
    }
  });

  test("a map on which no ally has a place is an empty one", async () => expect((await get("/api/map")).body).toMatchObject({ panels: [], allies: [] }));

  test("the page of every method that an answer names stands at that address, as plain text; no other document does", async () => {
    for (const { doc } of Object.values(METHODS)) {
      const page = await server.inject({ url: `/${doc}` });
      expect([doc, page.statusCode, page.headers["content-type"], /^(?:<!--[^>]*-->\s*)?# /u.test(page.body)]).toEqual([doc, 200, "text/plain; charset=utf-8", true]);
    }
    for (const url of ["/docs/methods/nothing.md", "/docs/methods/..%2f..%2fpackage.json", "/docs/guide/operator.md"]) expect([url, (await server.inject({ url })).statusCode]).toEqual([url, 404]);
  });

  test("a field that no schema names stays inside", async () => {
    const leaky = { ...results, alliance: { ...results.alliance, settings: { ...results.alliance.settings, alliance: "Leaky", secret: "codeword" } } };
    const other = await buildServer({ gate: viewAsGate, desk: deskOf(makeView("leaky", leaky)) });
    const home = await other.inject({ url: "/api/home" });
    expect(home.body).toContain("Leaky");
    expect(home.body).not.toContain("codeword");
    await other.close();
  });

  test("the page may ask nobody else and run nothing foreign", async () => {
    const policy = String((await get("/api/health")).headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});

test("a client that asks in a loop is told to wait", async () => {
  const slow = await buildServer({ gate: viewAsGate, desk: deskOf(view), limits: { requests: 2 } });
  const replies = [];
  for (let at = 0; at < 3; at += 1) replies.push(await slow.inject({ url: "/api/health" }));
  expect(replies.map((it) => it.statusCode)).toEqual([200, 200, 429]);
  expect(replies[2]?.json()).toMatchObject({ reason: "too-many", mend: expect.stringMatching(/^Ask again in \d+ s\.$/) });
  await slow.close();
});

test.each([
  ["files of the page take nothing from what may be asked", { requests: 2, files: 100 }, ["/assets/a.js", "/assets/a.js", "/assets/a.js", "/api/health", "/api/health", "/api/health"], [404, 404, 404, 200, 200, 429]],
  ["and have a limit of their own", { requests: 100, files: 2 }, ["/assets/a.js", "/assets/b.js", "/assets/a.js", "/api/health"], [404, 404, 429, 200]],
] as const)("%s", async (_, limits, urls, statuses) => {
  const slow = await buildServer({ gate: viewAsGate, desk: deskOf(view), limits });
  const found: number[] = [];
  for (const url of urls) found.push((await slow.inject({ url })).statusCode);
  expect(found).toEqual(statuses);
  await slow.close();
});

describe("once the plan is made", () => {
  let solver: ClosableSolver;
  beforeAll(async () => {
    solver = await highsPool({ threads: 2 });
    const made = await planResults(results, { solver, now: () => performance.now() / 1000 });
    asked = explainer(made, { solver });
    view.results = results = made;
  });
  afterAll(() => solver.close());

  test("every number of the page answers why", async () => {
    const { years } = results.alliance;
    const { nations, leaves } = results.alliance;
    const pages = [
      "/api/home",
      ...HEAT_MEASURES.flatMap((measure) => [years[0], years.at(-1)].map((year) => `/api/heat?measure=${measure}&year=${year}`)),
      ...["guidance", "requirements", "targets", "implementation", "review", "capabilities", "nations"].map((page) => `/api/${page}`),
      ...nations.slice(0, 1).flatMap(({ id }) => [`/api/nation?nation=${id}`, `/api/implementation?nation=${id}&year=${years[0]}`, `/api/review?nation=${id}`]),
      ...leaves.slice(0, 3).map(({ id }) => `/api/capability?leaf=${encodeURIComponent(id)}`),
    ];
    const keys = new Set<string>();
    for (const page of pages) {
      const reply = await server.inject({ url: page });
      expect(reply.statusCode).toBe(200);
      for (const match of reply.body.matchAll(/"why":"([^"]+)"/g)) keys.add(match[1] ?? "");
    }
    expect(keys.size).toBeGreaterThan(200);
    for (const key of keys) {
      const reply = await server.inject({ url: `/api/why?key=${encodeURIComponent(key)}` });
      expect(reply.statusCode, `${key}: ${reply.body.slice(0, 200)}`).toBe(200);
      for (const step of (reply.json() as { steps: readonly { shown?: { why: string } }[] }).steps) {
        const next = step.shown?.why ?? "";
        if (next !== "" && !keys.has(next)) expect((await server.inject({ url: `/api/why?key=${encodeURIComponent(next)}` })).statusCode, next).toBe(200);
      }
    }
  });

  test("what a limit is worth and why an order are answered from the plan before a solver", async () => {
    const binding = await get("/api/why?key=binding");
    expect(binding.status).toBe(200);
    const steps = binding.body["steps"] as readonly { readonly shown?: { readonly why: string } }[];
    const price = steps.map((it) => it.shown?.why ?? "").find((it) => it.startsWith("price/budget"));
    expect(price).toBeDefined();
    expect((await get(`/api/why?key=${encodeURIComponent(price!)}`)).body["sentence"]).toContain("weighted shortfall-years");
    const wrong = await get(`/api/why?key=${encodeURIComponent("price/budget/NOBODY/2033")}`);
    expect([wrong.status, wrong.body["mend"]]).toEqual([404, expect.stringMatching(/^Did you mean|^Ask for one of/)]);
  });

  test("the plan is what the command line prints", async () => {
    const { status, body } = await get("/api/plan");
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(["headline", "capabilities", "nations", "stages", "verification", "confidence", "runKey"]));
  });
});

describe("records", () => {
  test.each(["holding", "programme", "nation", "requirement", "budget"] as const)("every %s in force is a row, with a cell a column and its figures as stated", async (kind) => {
    const { status, body } = await get(`/api/records?kind=${kind}`);
    const facts = results.alliance.facts[kind];
    const { columns, rows, kinds } = body as unknown as RecordsView;
    expect(status).toBe(200);
    expect(rows.map((it) => it[0])).toEqual(facts.map((it) => it.id));
    expect(rows.every((it) => it.length === columns.length)).toBe(true);
    expect(kinds.find((it) => it.kind === kind)?.count).toBe(facts.length);
    const quantity = columns.findIndex((it) => it.name === "quantity");
    if (kind === "holding") expect(rows.map((it) => it[quantity])).toEqual(results.alliance.facts.holding.map((it) => it.quantity.base));
  });
  test.each(["nothing", "toString", "__proto__"])("%s is no kind of record", async (kind) => {
    const { status, body } = await get(`/api/records?kind=${kind}`);
    expect([status, body["reason"]]).toEqual([400, "no-kind"]);
  });
});

describe("the record since 1914", () => {
  test("its rows are sent through the gate, and kept by whoever has them", async () => {
    const sent = await server.inject({ url: "/api/evidence/panel" });
    expect([sent.statusCode, sent.headers["content-type"], sent.headers["cache-control"]]).toEqual([200, "application/gzip", "private, no-cache"]);
    expect(unpackTable(new Uint8Array(gunzipSync(sent.rawPayload))).table.rowCount).toBeGreaterThan(200_000);
    const again = await server.inject({ url: "/api/evidence/panel", headers: { "if-none-match": String(sent.headers["etag"]) } });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    expect((await server.inject({ url: "/api/evidence/panel", headers: { "if-none-match": '"other"' } })).statusCode).toBe(200);
    const fixed = await buildServer({ gate: fixedGate(OWNER), desk: deskOf(view) });
    for (const path of ["/api/evidence/panel", "/api/evidence.pdf"]) expect((await fixed.inject({ url: `${path}?as=:0` })).statusCode).toBe(403);
    await fixed.close();
  });
  test("is told in either language, and printed with the marking of the page", async () => {
    expect((await get("/api/evidence?lang=fr")).body["title"]).toBe("Le bilan depuis 1914");
    const pdf = await server.inject({ url: "/api/evidence.pdf?lang=fr" });
    expect([pdf.statusCode, pdf.headers["content-type"], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
    expect(pdf.rawPayload.toString("latin1")).toContain("/Lang (fr)");
  });
});
