import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { CONTRACT } from "#api/contract";
import { buildServer, signInDesk, type SignInSettings, viewDesk } from "#server";
import { ROOT } from "../../tools/files.ts";

const state = mkdtempSync(join(tmpdir(), "concord-doorstep-"));
const settings: SignInSettings = { origin: "https://localhost", directory: "none", state, provider: { name: "any", issuer: "https://localhost", clientId: "any" }, passkeys: true };
/** Open to everybody, written down a second time: whoever opens one more route has to say so here. */
const OPEN = ["health", "ready", "reader", "evidence", "signInProvider", "signInCallback", "passkeyOptions", "passkeySignIn", "enrolOptions", "enrol"] as const;
const isOpen = (url: string): boolean => !url.startsWith("/api/") || url === "/api/openapi.json" || OPEN.some((it) => CONTRACT[it].path === url);

let server: FastifyInstance;
let bodiesBegun = 0;
beforeAll(async () => {
  const desk = signInDesk(settings, () => 0);
  const source = await readTexts(join(ROOT, "cases/three-shores"));
  server = await buildServer({ gate: desk.gate, signIn: { settings, desk }, desk: viewDesk({ source, choices: {}, planner: { plan: () => undefined }, most: 3 }), page: join(ROOT, "docs"), limits: { requests: 100 } });
  server.addHook("preParsing", async () => {
    bodiesBegun += 1;
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.close();
  rmSync(state, { recursive: true });
});

const asks: readonly (readonly [string, string, Pick<InjectOptions, "payload" | "headers">])[] = [
  ["nothing wrong", "", {}],
  ["a wrong query", "?nonsense=1&as=VAL:2", {}],
  ["a body that is no JSON", "", { payload: "{".repeat(1000), headers: { "content-type": "application/json" } }],
  ["a body of another type", "?nonsense=1", { payload: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["a body over every limit", "", { payload: `"${"x".repeat(17 * 1024 * 1024)}"`, headers: { "content-type": "application/json" } }],
];

test.each(asks)("without a session every closed route answers 401 and nothing else: %s", async (_, query, { payload, headers }) => {
  const closed = server.allRoutes.filter((it) => !isOpen(it.url));
  expect(new Set(closed.map((it) => it.url)).size).toBe(new Set(Object.values(CONTRACT).map((it) => it.path)).size - OPEN.length);
  bodiesBegun = 0;
  for (const [index, { method, url }] of closed.entries()) {
    const takes = method !== "GET" && method !== "HEAD";
    if (payload !== undefined && !takes) continue;
    const reply = await server.inject({ method: method as "GET", url: `${url}${query}`, remoteAddress: `10.0.0.${index % 200}`, headers: { host: "localhost", origin: "http://localhost", ...headers }, ...(payload !== undefined && { payload }) });
    expect([method, url, reply.statusCode]).toEqual([method, url, 401]);
    if (method !== "HEAD") expect(reply.json()).toMatchObject({ reason: "no-session" });
  }
  expect(bodiesBegun).toBe(0);
});

test("the answer comes before the body does", async () => {
  const { port } = server.server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const said = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`POST ${CONTRACT.importCheck.path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/json\r\nContent-Length: 12000000\r\n\r\n{`));
    socket.once("data", (it) => {
      resolve(String(it));
      socket.destroy();
    });
    socket.once("error", reject);
  });
  expect(said).toMatch(/^HTTP\/1\.1 401 /);
});

test("whoever is turned away spends the budget of their address", async () => {
  const ask = () => server.inject({ url: CONTRACT.ledger.path, remoteAddress: "10.9.9.9", headers: { host: "localhost" } });
  for (let count = 0; count < 100; count++) expect((await ask()).statusCode).toBe(401);
  expect((await ask()).statusCode).toBe(429);
});

test.each(OPEN.filter((it) => CONTRACT[it].method === "GET" && !it.startsWith("signIn")))("open to everybody: %s", async (name) => {
  expect((await server.inject({ url: CONTRACT[name].path, headers: { host: "localhost" } })).statusCode).toBe(200);
});
test("control: a body of an open route is read", async () => {
  bodiesBegun = 0;
  expect((await server.inject({ method: "POST", url: CONTRACT.enrolOptions.path, headers: { host: "localhost", origin: "http://localhost", "content-type": "application/json" }, payload: "{" })).statusCode).toBe(400);
  expect(bodiesBegun).toBe(1);
});
