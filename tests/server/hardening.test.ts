import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { PAGES } from "#api";
import { CONTRACT, SHARED, SIGN_IN_CONTRACT } from "#api/contract";
import { highsPool } from "#adapters/highs";
import { planResults } from "#app";
import { buildServer, depthOf, readJsonBodies, type ServerAsk, type ServerLimits, signInDesk, type SignInSettings, type View, viewAsGate, viewDesk } from "#server";
import { METHODS } from "#views";
import { ROOT } from "../../tools/files.ts";

const source = await readTexts(join(ROOT, "cases/three-shores"));
const open: FastifyInstance[] = [];
afterAll(() => Promise.all(open.map((it) => it.close())));

async function serverWith(more: Partial<ServerAsk> & { readonly limits?: Partial<ServerLimits> } = {}): Promise<FastifyInstance & { readonly views: readonly View[] }> {
  const views: View[] = [];
  const desk = viewDesk({ source, choices: {}, planner: { plan: (view) => void views.push(view) }, most: 20 });
  const server = await buildServer({ gate: viewAsGate, desk, page: join(ROOT, "docs"), ...more });
  open.push(server);
  return Object.assign(server, { views });
}
const planned = async (view: View): Promise<void> => {
  const solver = await highsPool({ threads: 1 });
  view.results = await planResults(view.results, { solver, now: () => performance.now() / 1000 });
  await solver.close();
};

describe("what may leave is listed", () => {
  type Schema = Readonly<Record<string, unknown>>;
  const shared = new Map((SHARED as unknown as readonly Schema[]).map((it) => [`${String(it["$id"])}#`, it]));
  /** Places of a schema that let anything through. */
  const loose = (it: unknown, at: string): readonly string[] => {
    if (typeof it !== "object" || it === null) return [`${at}: nothing`];
    const schema = it as Schema;
    if (typeof schema["$ref"] === "string") return shared.has(schema["$ref"]) ? [] : [`${at}: ${schema["$ref"]}`];
    const any = (schema["anyOf"] ?? schema["oneOf"]) as readonly unknown[] | undefined;
    if (any !== undefined) return any.flatMap((one, index) => loose(one, `${at}|${index}`));
    if (schema["type"] === "array") return loose(schema["items"], `${at}[]`);
    if (schema["type"] !== "object") return ["string", "number", "integer", "boolean", "null"].includes(String(schema["type"])) ? [] : [`${at}: ${JSON.stringify(schema)}`];
    const { properties = {}, patternProperties = {}, additionalProperties } = schema as { readonly properties?: Schema; readonly patternProperties?: Schema; readonly additionalProperties?: unknown };
    const free = additionalProperties === undefined || additionalProperties === false ? [] : typeof additionalProperties === "object" ? loose(additionalProperties, `${at}.*`) : [`${at}: additional`];
    return [...free, ...Object.entries({ ...properties, ...patternProperties }).flatMap(([name, one]) => loose(one, `${at}.${name}`))];
  };

  const state = mkdtempSync(join(tmpdir(), "concord-routes-"));
  afterAll(() => rmSync(state, { recursive: true }));
  const settings: SignInSettings = { origin: "https://localhost", directory: "none", state, provider: { name: "any", issuer: "https://localhost", clientId: "any" }, passkeys: true };
  const signIn = { settings, desk: signInDesk(settings, () => 0) };
  const openOnes = Object.entries(CONTRACT).filter(([name]) => !(name in SIGN_IN_CONTRACT)).map(([, it]) => it.path);

  const allListed = async (server: FastifyInstance, paths: readonly string[]): Promise<void> => {
    await server.ready();
    // What these send was made before anybody asked, and holds no data.
    const texts = new Set(Object.values(METHODS).map((it) => `/${it.doc}`));
    const fixed = new Set(["/api/openapi.json", "/*", ...texts, ...Object.values(PAGES).map(({ path }) => path)].flatMap((it) => [`GET ${it}`, `HEAD ${it}`]));
    const routes = server.allRoutes.filter((it) => !fixed.has(`${it.method} ${it.url}`));
    expect(new Set(routes.map((it) => it.url))).toEqual(new Set(paths));
    for (const { method, url, schema } of routes) {
      const { response, querystring, body: taken } = schema as { readonly response: Readonly<Record<string, Schema>>; readonly querystring: Schema; readonly body?: Schema };
      for (const [status, it] of Object.entries(response)) {
        const content = it["content"] as Readonly<Record<string, { readonly schema: unknown }>> | undefined;
        const bodies = content === undefined ? [it] : Object.values(content).map((one) => one.schema);
        for (const body of bodies) expect(loose(body, `${method} ${url} ${status}`)).toEqual([]);
      }
      expect(Object.keys(response)).toEqual(expect.arrayContaining(["4xx", "5xx"]));
      expect(method !== "POST" || taken?.["additionalProperties"] === false, `${url}: a body that is not named is refused`).toBe(true);
      expect(querystring["additionalProperties"], `${url}: a query that is not named is refused`).toBe(false);
    }
  };

  test("every route has a schema of what it answers, in which nothing is left open", async () => {
    await allListed(await serverWith(), openOnes);
    await allListed(await serverWith({ signIn, gate: signIn.desk.gate }), Object.values(CONTRACT).map((it) => it.path));
    for (const it of shared.values()) expect(loose(it, String(it["$id"]))).toEqual([]);
  });
  test.each([[{ type: "object", additionalProperties: true }], [{}], [{ type: "array", items: {} }], [{ type: "object", properties: { a: { type: "object", additionalProperties: {} } } }]])("control: %j is open", (schema) => expect(loose(schema, "x")).not.toEqual([]));

  test("a field planted in everything that is answered leaves by no route", async () => {
    // Counts by rule are the one object with names of its own; it holds numbers alone, so a word stops the answer.
    const plant = (it: unknown): unknown => (Array.isArray(it) ? it.map(plant) : typeof it === "object" && it !== null ? { ...Object.fromEntries(Object.entries(it).map(([key, value]) => [key, key === "counts" ? value : plant(value)])), planted: "codeword" } : it);
    const desk = viewDesk({ source, choices: {}, planner: { plan: () => undefined }, most: 3 });
    const view = desk.viewOf({ viewer: { kind: "owner" }, roster: "as stated" })!;
    await planned(view);
    const leaky: View = { ...view, once: (_, make) => plant(make(view.results)) as never };
    const server = await serverWith({ desk: { ...desk, viewOf: () => leaky } });
    const paths = ["/api/home", "/api/heat", "/api/plan", "/api/reader"];
    for (const url of paths) {
      const reply = await server.inject({ url });
      expect([url, reply.statusCode]).toEqual([url, 200]);
      expect(reply.body.length).toBeGreaterThan(300);
      expect(reply.body).not.toContain("codeword");
    }
    // And nothing that belongs there is lost on the way.
    const { planReport, homeView } = await import("#views");
    expect((await server.inject({ url: "/api/plan" })).json()).toEqual(JSON.parse(JSON.stringify(planReport(view.results))));
    expect((await server.inject({ url: "/api/home" })).json()).toEqual(JSON.parse(JSON.stringify(homeView(view.results))));
  });
});

describe("who is answered", () => {
  test.each([
    ["127.0.0.1:4120", undefined, 200],
    ["localhost:4120", undefined, 200],
    ["[::1]:4120", undefined, 200],
    ["localhost", undefined, 200],
    ["127.0.0.1:4120", "http://127.0.0.1:4120", 200],
    ["concord.example:4120", undefined, 421],
    ["127.0.0.1.example", undefined, 421],
    ["localhost.example", undefined, 421],
    ["evil@127.0.0.1:4120", undefined, 421],
    ["127.0.0.1:4120", "http://evil.example", 403],
    ["127.0.0.1:4120", "http://127.0.0.1:4121", 403],
    ["127.0.0.1:4120", "https://127.0.0.1:4120", 403],
    ["127.0.0.1:4120", "null", 403],
  ])("on loopback: host %s, origin %s → %i", async (host, origin, status) => {
    const server = await serverWith();
    const reply = await server.inject({ url: "/api/home", headers: { host, ...(origin !== undefined && { origin }) } });
    expect(reply.statusCode).toBe(status);
    if (status !== 200) expect(reply.json()).toMatchObject({ reason: status === 421 ? "foreign-host" : "foreign-origin", mend: expect.any(String) });
  });
  test.each([["127.0.0.1", [200, 200, 429]], ["10.0.0.9", [200, 429, 429]]] as const)("[ASVS 15.3.4] behind TLS an address that is forwarded counts from a proxy on the same machine alone: from %s → %j", async (remoteAddress, statuses) => {
    const server = await serverWith({ site: { kind: "origin", origin: "https://concord.example" }, limits: { requests: 1 } });
    const found: number[] = [];
    for (const forwarded of ["192.0.2.1", "192.0.2.2", "192.0.2.1"]) found.push((await server.inject({ url: "/api/reader", remoteAddress, headers: { host: "concord.example", "x-forwarded-for": forwarded } })).statusCode);
    expect(found).toEqual(statuses);
  });
  test("behind TLS: the origin that was told, and health from anywhere", async () => {
    const server = await serverWith({ site: { kind: "origin", origin: "https://concord.example" } });
    const status = async (url: string, headers: Readonly<Record<string, string>>) => (await server.inject({ url, headers })).statusCode;
    expect(await status("/api/home", { host: "concord.example" })).toBe(200);
    expect(await status("/api/home", { host: "localhost" })).toBe(421);
    expect(await status("/api/home", { host: "concord.example", origin: "http://concord.example" })).toBe(403);
    expect(await status("/api/health", { host: "10.0.0.7:4120" })).toBe(200);
    expect(String((await server.inject({ url: "/api/home", headers: { host: "concord.example" } })).headers["strict-transport-security"])).toMatch(/^max-age=63072000/);
  });
  test("what changes something must come from the server's own page", async () => {
    const server = await serverWith();
    for (const method of ["POST", "PUT", "DELETE"] as const) expect((await server.inject({ method, url: "/api/home" })).json()).toMatchObject({ reason: "foreign-origin" });
    expect((await server.inject({ method: "POST", url: "/api/home", headers: { origin: "http://localhost:80", host: "localhost:80" } })).json()).toMatchObject({ reason: "not-here" });
  });
});

test.each([
  ["/api/home", "no-store"],
  ["/api/nothing", undefined],
  ["/api/health", "no-store"],
  ["/glossary.md", "no-cache"],
])("headers of %s are strict", async (url, cache) => {
  const server = await serverWith();
  const { headers } = await server.inject({ url });
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": expect.stringContaining("camera=()"),
  });
  const policy = String(headers["content-security-policy"]).split(";");
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]));
  expect(headers["content-security-policy"]).not.toMatch(/unsafe|https?:|\*/);
  for (const name of ["x-powered-by", "server", "etag", "access-control-allow-origin", "strict-transport-security"]) if (!(name === "etag" && cache === "no-cache")) expect([name, headers[name]]).toEqual([name, undefined]);
  if (cache !== undefined) expect(headers["cache-control"]).toBe(cache);
});

describe("limits", () => {
  test("an address, a query or a body beyond them is refused as a problem", async () => {
    const server = await serverWith();
    const reasonOf = async (url: string) => (await server.inject({ url })).json() as { readonly reason: string };
    expect(await reasonOf(`/api/why?key=${"x".repeat(5000)}`)).toMatchObject({ status: 414, reason: "url-too-long" });
    expect(await reasonOf("/api/home?colour=red")).toMatchObject({ status: 400, reason: "bad-request", detail: 'The route takes no "colour".', mend: expect.stringMatching(/^Leave it out, or correct it to one of: .*\bas\b/) });
    expect(await reasonOf("/api/home?lang=fr&colour=red")).toMatchObject({ detail: expect.stringMatching(/^La route n’accepte pas «.colour.»\.$/), mend: expect.stringMatching(/^Ôtez-le, ou corrigez-le en l’un de.: .*\bas\b/) });
    expect(await reasonOf("/api/%zz")).toMatchObject({ status: 400, reason: "bad-request" });
    expect(await reasonOf("/../etc/passwd")).toMatchObject({ status: 404, reason: "not-here" });
    expect(await reasonOf("/%2e%2e/%2e%2e/package.json")).toMatchObject({ status: expect.any(Number), reason: expect.stringMatching(/not-here|bad-request/) });
  });

  test("an address that is no page is the frame with 404 to a browser, which says so and leads home, and a refusal to a program", async () => {
    const page = mkdtempSync(join(tmpdir(), "concord-frame-"));
    writeFileSync(join(page, "index.html"), "<!doctype html><title>frame</title>");
    const server = await serverWith({ page });
    const answerTo = async (url: string, accept?: string) => {
      const { statusCode, headers, body } = await server.inject({ url, headers: accept === undefined ? {} : { accept } });
      return [statusCode, String(headers["content-type"]).split(";")[0], body.includes("<title>frame</title>")];
    };
    const BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    expect(await answerTo("/nosuch", BROWSER)).toEqual([404, "text/html", true]);
    expect(await answerTo("/no/such.html?x=1", BROWSER)).toEqual([404, "text/html", true]);
    for (const [url, accept] of [["/nosuch", "*/*"], ["/nosuch", undefined], ["/api/nosuch", BROWSER], ["/api", BROWSER]] as const) expect([url, ...(await answerTo(url, accept))]).toEqual([url, 404, "application/problem+json", false]);
    // Without a built page nothing is promised.
    rmSync(join(page, "index.html"));
    expect(await answerTo("/nosuch", BROWSER)).toEqual([404, "application/problem+json", false]);
    rmSync(page, { recursive: true });
  });

  test("a body is JSON, not too large and not too deep, before it is parsed", async () => {
    const server = Fastify({ bodyLimit: 2000 });
    open.push(server);
    readJsonBodies(server, 4);
    server.post("/", (request) => ({ read: request.body }));
    const post = async (payload: string, type = "application/json") => {
      const reply = await server.inject({ method: "POST", url: "/", payload, headers: { "content-type": type } });
      return [reply.statusCode, (reply.json() as { message?: string }).message];
    };
    expect(await post('{"a":[{"b":[1]}]}')).toEqual([200, undefined]);
    expect(await post('{"a":[{"b":[[1]]}]}')).toEqual([400, "body-too-deep"]);
    expect(await post("[".repeat(1900))).toEqual([400, "body-too-deep"]);
    expect((await post(`"${"x".repeat(3000)}"`))[0]).toBe(413);
    expect((await post("a=1", "application/x-www-form-urlencoded"))[0]).toBe(415);
    expect((await post('{"__proto__":{"a":1}}'))[0]).toBe(400);
    expect((await post("{"))[0]).toBe(400);
  });
  test("the depth is that of the parsed value, whatever stands in its texts", () => {
    const deep = (it: unknown): number => (typeof it === "object" && it !== null ? 1 + Math.max(0, ...Object.values(it).map(deep)) : 0);
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => void expect(depthOf(JSON.stringify(value))).toBe(deep(value))), { numRuns: 300 });
    expect(depthOf(JSON.stringify({ 'a"[{\\': "]}[[" }))).toBe(1);
  });

  test("headers too large, a request that never ends, and what is no HTTP are answered as problems", async () => {
    const server = await serverWith({ limits: { requestSeconds: 1 } });
    const { port } = new URL(await server.listen({ host: "127.0.0.1", port: 0 }));
    const say = async (text: string): Promise<string> => {
      const socket = connect(Number(port), "127.0.0.1");
      socket.write(text);
      let heard = "";
      for await (const chunk of socket) heard += String(chunk);
      return heard;
    };
    expect(await say(`GET /api/health HTTP/1.1\r\nhost: localhost\r\nx: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 [\s\S]*"reason":"headers-too-large"/);
    expect(await say("HELLO\r\n\r\n")).toMatch(/^HTTP\/1.1 400 [\s\S]*"reason":"bad-request"/);
    expect(await say("GET /api/health HTTP/1.1\r\nhost: localhost\r\n")).toMatch(/^HTTP\/1.1 408 [\s\S]*"reason":"too-slow"/);
  });

  test("costly work has a budget of its own, which what is made already does not touch", async () => {
    const server = await serverWith({ limits: { costly: 2 } });
    const statuses = [];
    for (const as of [":0", "VAL:1", "HOL:1", "VAL:1", ":0"]) statuses.push((await server.inject({ url: `/api/home?as=${as}` })).statusCode);
    expect(statuses).toEqual([200, 200, 429, 200, 200]);
    expect((await server.inject({ url: "/api/home?as=FEN:1" })).json()).toMatchObject({ reason: "too-costly", mend: expect.stringMatching(/^Ask again in \d+ s\.$/) });
    expect((await server.inject({ url: "/api/home?as=FEN:1", remoteAddress: "127.0.0.9" })).statusCode).toBe(200);
  });

  test("streams held open have a limit, and one that closes makes room", async () => {
    const server = await serverWith({ limits: { streams: 2 } });
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    const held = [new AbortController(), new AbortController()];
    for (const it of held) await fetch(`${address}/api/progress`, { signal: it.signal });
    const third = await fetch(`${address}/api/progress`);
    expect([third.status, ((await third.json()) as { reason: string }).reason]).toEqual([429, "too-many-streams"]);
    held[0]!.abort();
    await expect.poll(async () => {
      const again = await fetch(`${address}/api/progress`);
      await again.body?.cancel();
      return again.status;
    }).toBe(200);
    held[1]!.abort();
  });
});

describe("stopping", () => {
  test("takes nothing new on, finishes what was begun, ends streams", async () => {
    let finish = (): void => undefined;
    const server = await serverWith({ solved: () => new Promise((resolve) => { finish = () => resolve({ kind: "unknown", problem: "Nothing.", mend: "None." }); }) });
    const address = await server.listen({ host: "127.0.0.1", port: 0 });
    await fetch(`${address}/api/home`);
    await planned(server.views[0]!);
    const stream = await fetch(`${address}/api/progress`);
    const inFlight = fetch(`${address}/api/why?key=binding`);
    await expect.poll(() => finish.name).toBe("finish");
    expect((await fetch(`${address}/api/ready`)).status).toBe(200);
    server.life.stop();
    expect([(await fetch(`${address}/api/ready`)).status, (await fetch(`${address}/api/health`)).status]).toEqual([503, 200]);
    expect(await (await fetch(`${address}/api/home`)).json()).toMatchObject({ status: 503, reason: "stopping" });
    expect(await stream.text()).toContain('"state":"waiting"');
    const closed = server.close();
    finish();
    expect((await inFlight).status).toBe(404);
    await closed;
    await expect(fetch(`${address}/api/health`)).rejects.toThrow();
  });

  test.each(["SIGTERM", "SIGINT"] as const)("%s ends the process with 0, in the midst of a plan and with a stream open", async (signal) => {
    const child = spawn(process.execPath, [join(ROOT, "bin/concord.mjs"), "serve", "cases/five-rivers", "--port", "0", "--log"], { cwd: ROOT, env: { ...process.env, CONCORD_RUNS: join(ROOT, "out", "no-such-folder", String(process.pid)) } });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => { said += chunk.toString(); });
    let logged = "";
    child.stdout.on("data", (chunk: Buffer) => { logged += chunk.toString(); });
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/127\.0\.0\.1:\d+/);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
    const stream = await fetch(`${address}/api/progress`);
    // As a browser keeps one in hand: nothing is asked on it, so nothing is waited for.
    const idle = connect(Number(new URL(address).port), "127.0.0.1");
    await once(idle, "connect");
    const since = performance.now();
    child.kill(signal);
    await stream.text();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    idle.destroy();
    // Well within the limit after which connections are given up.
    expect(performance.now() - since).toBeLessThan(7000);
    expect(logged.trim().split("\n").map((it) => (JSON.parse(it) as { event: string }).event)).toContain("stopped");
  });
});

describe("the log", () => {
  test("has a line of JSON a request with its decision, and nothing of what was asked or said", async () => {
    let written = "";
    const log = new Writable({ write: (chunk, _, done) => { written += String(chunk); done(); } });
    const server = await serverWith({ log });
    const canary = "CANARY";
    for (const url of [`/api/why?key=coverage%2F${canary}%2F2030`, `/api/heat?measure=${canary}`, `/${canary}`, `/api/${canary}`, "/api/home?as=VAL:1", `/api/home?as=${canary}`, "/api/home"]) await server.inject({ url, headers: { "user-agent": canary, cookie: `c=${canary}`, referer: `http://localhost/${canary}` } });
    await server.inject({ method: "POST", url: "/api/home", payload: { canary }, headers: { host: "localhost:80", origin: `http://${canary}` } });
    const lines = written.trim().split("\n").map((it) => JSON.parse(it) as Record<string, unknown>);
    expect(lines).toHaveLength(8);
    expect(written).not.toContain(canary);
    expect(written).not.toContain("Vale");
    expect(lines[4]).toMatchObject({ event: "request", method: "GET", route: "/api/home", status: 200, outcome: "answered", reader: "VAL:1", view: expect.stringMatching(/^[0-9a-f]{12}$/), time: expect.stringMatching(/^\d{4}-/) });
    expect(lines.map((it) => it["reason"])).toEqual(["no-figure", "no-measure", "not-here", "not-here", undefined, "no-reader", undefined, "foreign-origin"]);
  });
  test("tells what broke by its name and place, not by its message", async () => {
    let written = "";
    const log = new Writable({ write: (chunk, _, done) => { written += String(chunk); done(); } });
    const server = await serverWith({ log, desk: { holds: () => true, renew: () => undefined, stop: () => undefined, viewOf: () => { throw new RangeError("the value is CANARY"); } } });
    const reply = await server.inject({ url: "/api/home" });
    expect(reply.json()).toMatchObject({ status: 500, reason: "failed" });
    expect(reply.body + written).not.toContain("CANARY");
    expect(written).toContain('"error":"RangeError"');
  });
});
