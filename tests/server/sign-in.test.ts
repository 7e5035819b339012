import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { readerFor } from "#app";
import { buildServer, passkeyStore, readDirectory, readSignIn, signInDesk, viewDesk } from "#server";
import { ROOT } from "../../tools/files.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-sign-in-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const source = await readTexts(join(ROOT, "cases/three-shores"));

/** A real provider of OpenID Connect beside the test, whose log-in page takes any name. */
async function startProvider(callback: string): Promise<{ readonly issuer: string; readonly close: () => void }> {
  const { Provider } = (await import("oidc-provider" as string)) as unknown as { readonly Provider: new (issuer: string, options: object) => { callback: () => (request: unknown, response: unknown) => void } };
  let handle: (request: unknown, response: unknown) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const quiet = console.warn;
  console.warn = () => undefined;
  handle = new Provider(issuer, {
    clients: [{ client_id: "concord", client_secret: "the-clients-secret", redirect_uris: [callback], response_types: ["code"], grant_types: ["authorization_code"] }],
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  }).callback();
  console.warn = quiet;
  return { issuer, close: () => void server.close() };
}

/** Follows redirects as a browser does, filling in the provider's pages, until it is back at the server. Keeps the provider's cookies. */
async function signInAt(start: string, name: string, isHome: (url: string) => boolean): Promise<string> {
  const jar = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | undefined;
  for (let hop = 0; hop < 20; hop++) {
    if (isHome(url)) return url;
    const reply = await fetch(url, { redirect: "manual", headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join("; ") }, ...(form !== undefined && { method: "POST", body: form }) });
    for (const it of reply.headers.getSetCookie()) jar.set(it.split("=")[0]!, it.split(";")[0]!.split("=").slice(1).join("="));
    const next = reply.headers.get("location");
    form = undefined;
    if (next !== null) url = new URL(next, url).href;
    else {
      const page = await reply.text();
      const action = /action="([^"]+)"/.exec(page)?.[1];
      if (action === undefined) throw new Error(`no form at ${url}: ${page.slice(0, 300)}`);
      form = new URLSearchParams({ prompt: /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? "", login: name, password: "any" });
      url = new URL(action, url).href;
    }
  }
  throw new Error("never back");
}

const persons = (issuer: string) => [
  { id: "anna", name: "Anna of Vale", nation: "VAL", level: 2, identities: [{ issuer, subject: "anna@vale" }], roles: ["planner"] },
  { id: "bert", name: "Bert of Holm", nation: "HOL", level: 1, identities: [{ issuer, subject: "bert@holm" }] },
  { id: "olga", name: "Olga, officer", level: 0, identities: [{ issuer, subject: "olga" }], roles: ["security-officer"] },
  { id: "gone", name: "Gone", nation: "FEN", level: 2, identities: [{ issuer, subject: "gone" }], disabled: true },
];

let issuer: Awaited<ReturnType<typeof startProvider>>;
let server: FastifyInstance;
let origin: string;
let clock = 1_900_000_000;
let logged = "";
const path = (name: string): string => join(folder, name);
const writeDirectory = (list: readonly object[], version = "1"): void => writeFileSync(path("directory.json"), JSON.stringify({ version, persons: list }));

beforeAll(async () => {
  // The address has to be known before provider and server are told of it.
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  origin = `http://localhost:${port}`;
  issuer = await startProvider(`${origin}/sign-in/callback`);
  writeDirectory(persons(issuer.issuer));
  writeFileSync(path("secret.txt"), "the-clients-secret\n");
  writeFileSync(path("sign-in.json"), JSON.stringify({ origin, directory: "directory.json", state: "state", provider: { name: "Shores", issuer: issuer.issuer, clientId: "concord", clientSecretFile: "secret.txt" }, passkeys: true, levels: [{ level: 2, assurance: 3 }], sessions: { idleMinutes: 30, absoluteHours: 8 } }));
  const settings = readSignIn(path("sign-in.json"));
  const desk = signInDesk(settings, () => clock);
  const log = new Writable({ write: (chunk, _, done) => { logged += String(chunk); done(); } });
  const views = viewDesk({ source, choices: {}, planner: { plan: () => undefined }, most: 20 });
  server = await buildServer({ gate: desk.gate, desk: views, site: { kind: "origin", origin }, signIn: { settings, desk }, page: join(ROOT, "docs"), log, limits: { requests: 1_000_000, costly: 1_000_000 } });
  await server.listen({ host: "127.0.0.1", port });
});
afterAll(async () => {
  issuer?.close();
  await server?.close();
});

type Jar = Record<string, string>;
interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly location: string | null;
  readonly set: readonly string[];
}
/** Asks as a browser with these cookies does, and keeps those that are set. */
async function ask(jar: Jar, url: string, more: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Reply> {
  const reply = await fetch(`${origin}${url}`, {
    redirect: "manual",
    headers: { cookie: Object.entries(jar).map(([key, value]) => `${key}=${value}`).join("; "), ...(more.body !== undefined && { "content-type": "application/json", origin }), ...more.headers },
    ...(more.body !== undefined && { method: "POST", body: JSON.stringify(more.body) }),
  });
  const set = reply.headers.getSetCookie();
  for (const it of set) {
    const [pair = ""] = it.split(";");
    const [key = "", value = ""] = pair.split("=");
    if (value === "") delete jar[key];
    else jar[key] = value;
  }
  const text = await reply.text();
  return { status: reply.status, body: text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {}, location: reply.headers.get("location"), set };
}
/** Signs in with the provider; answers the cookies and what the callback said. */
async function signIn(name: string, jar: Jar = {}): Promise<{ readonly jar: Jar; readonly back: Reply; readonly callback: string }> {
  const { location } = await ask(jar, "/sign-in/provider");
  const callback = await signInAt(location!, name, (url) => url.startsWith(`${origin}/`));
  const back = await ask(jar, callback.slice(origin.length));
  return { jar, back, callback: callback.slice(origin.length) };
}

describe("with a provider of OpenID Connect", () => {
  test("whoever the directory knows is let in and sees what they are cleared for; cookies are closed to scripts and other sites", async () => {
    const { jar, back } = await signIn("anna@vale");
    expect([back.status, back.location]).toEqual([302, "/"]);
    expect(back.set.find((it) => it.startsWith("concord="))).toMatch(/^concord=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const home = await ask(jar, "/api/home");
    // One factor: level 2 asks for a passkey.
    expect([home.status, home.body["reader"]]).toEqual([200, "Vale, level 1"]);
    expect((await ask(jar, "/api/reader")).body).toMatchObject({ mode: "sign-in", person: { id: "anna", level: 1, clearedTo: 2, method: "provider", assurance: 1, roles: ["planner"] } });
    expect((await ask((await signIn("bert@holm")).jar, "/api/home")).body["reader"]).toBe("Holm, level 1");
  });

  test("the browser is sent with PKCE, state and nonce", async () => {
    const { location, set } = await ask({}, "/sign-in/provider");
    const query = new URL(location!).searchParams;
    expect(query.get("code_challenge_method")).toBe("S256");
    for (const it of ["code_challenge", "state", "nonce"]) expect(query.get(it)).toMatch(/^[\w-]{40,}$/);
    expect(set[0]).toMatch(/^concord-attempt=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test.each([
    ["without the cookie of the browser that began", (url: string) => ({ url, jar: {} })],
    ["with another state", (url: string, jar: Jar) => ({ url: url.replace(/state=[^&]+/, "state=other"), jar })],
    ["with another code", (url: string, jar: Jar) => ({ url: url.replace(/code=[^&]+/, "code=other"), jar })],
    ["from another issuer", (url: string, jar: Jar) => ({ url: url.replace(/iss=[^&]+/, "iss=http%3A%2F%2F127.0.0.1%3A1"), jar })],
    ["with an error", (url: string, jar: Jar) => ({ url: url.replace(/code=[^&]+/, "error=access_denied"), jar })],
    ["with nothing", (_: string, jar: Jar) => ({ url: "/sign-in/callback", jar })],
  ])("a callback %s is refused", async (_, change) => {
    const jar: Jar = {};
    const { location } = await ask(jar, "/sign-in/provider");
    const callback = await signInAt(location!, "anna@vale", (url) => url.startsWith(`${origin}/`));
    const changed = change(callback.slice(origin.length), jar);
    const back = await ask(changed.jar, changed.url);
    expect([back.status, back.location]).toEqual([302, "/?refused=sign-in-failed"]);
    expect((await ask(changed.jar, "/api/home")).status).toBe(401);
  });
  test("a callback is good once, and not too late", async () => {
    const { jar, callback } = await signIn("anna@vale");
    expect((await ask(jar, callback)).location).toBe("/?refused=sign-in-failed");
    const late: Jar = {};
    const { location } = await ask(late, "/sign-in/provider");
    const back = await signInAt(location!, "anna@vale", (url) => url.startsWith(`${origin}/`));
    clock += 601;
    expect((await ask(late, back.slice(origin.length))).location).toBe("/?refused=sign-in-failed");
  });
  test.each(["gone", "stranger"])("%s, whom the directory does not let in, is told so", async (name) => {
    const { jar, back } = await signIn(name);
    expect(back.location).toBe("/?refused=not-known");
    expect((await ask(jar, "/api/home")).body).toMatchObject({ status: 401, reason: "no-session" });
  });
});

describe("sessions", () => {
  test("nothing is shown without one, and how to get one is", async () => {
    for (const url of ["/api/home", "/api/heat", "/api/why?key=coverage%2Fair%2F2030", "/api/plan", "/api/progress", "/api/sessions", "/api/passkeys"]) expect([url, (await ask({}, url)).body]).toEqual([url, expect.objectContaining({ status: 401, reason: "no-session", mend: "Sign in." })]);
    for (const cookie of ["x", "x".repeat(43), "%00", "a=b; concord=c"]) expect((await ask({ concord: cookie }, "/api/home")).status).toBe(401);
    expect((await ask({}, "/api/reader")).body).toEqual({ mode: "sign-in", notice: expect.any(String), signIn: { provider: "Shores", passkeys: true } });
  });
  test("nobody looks as another", async () => {
    const { jar } = await signIn("bert@holm");
    expect((await ask(jar, "/api/home?as=VAL:2")).body).toMatchObject({ status: 403, reason: "view-as-off" });
  });
  test("a fresh secret at each sign-in; the one before is dead", async () => {
    const { jar } = await signIn("anna@vale");
    const before = { ...jar };
    await signIn("anna@vale", jar);
    expect(jar["concord"]).not.toBe(before["concord"]);
    expect((await ask(before, "/api/home")).status).toBe(401);
    expect((await ask(jar, "/api/home")).status).toBe(200);
  });
  test("a person holds ten at once; at the next the one not used for longest ends", async () => {
    const jars = [];
    for (let at = 0; at < 11; at++) {
      clock += 1;
      jars.push((await signIn("bert@holm")).jar);
    }
    const statuses = [];
    for (const jar of jars) statuses.push((await ask(jar, "/api/reader")).body["person"] === undefined ? 401 : 200);
    expect(statuses).toEqual([401, ...Array.from({ length: 10 }, () => 200)]);
  });
  test("passkeys are added and removed shortly after signing in alone", async () => {
    const { jar } = await signIn("anna@vale");
    expect((await ask(jar, "/api/passkeys/options", { body: {} })).status).toBe(200);
    clock += 601;
    for (const [url, body] of [["/api/passkeys/options", {}], ["/api/passkeys/remove", { passkey: "x" }]] as const) expect((await ask(jar, url, { body })).body).toMatchObject({ status: 403, reason: "sign-in-again" });
    expect((await ask(jar, "/api/home")).status).toBe(200);
  });
  test("it ends when idle, and in any case after its time", async () => {
    const { jar } = await signIn("anna@vale");
    for (let minutes = 0; minutes < 8 * 60; minutes += 29) {
      expect((await ask(jar, "/api/home")).status).toBe(200);
      clock += 29 * 60;
    }
    expect((await ask(jar, "/api/home")).body).toMatchObject({ status: 401, reason: "session-expired" });
    const { jar: idle } = await signIn("anna@vale");
    clock += 31 * 60;
    expect((await ask(idle, "/api/home")).body).toMatchObject({ status: 401, reason: "session-expired", mend: "Sign in again." });
  });
  test("one signs out, sees one's sessions and ends them; an officer all", async () => {
    const [{ jar: one }, { jar: two }, { jar: bert }, { jar: officer }] = [await signIn("anna@vale"), await signIn("anna@vale"), await signIn("bert@holm"), await signIn("olga")];
    const listed = async (jar: Jar) => (await ask(jar, "/api/sessions")).body["sessions"] as readonly { readonly session: string; readonly person: string; readonly isThis: boolean }[];
    const mine = await listed(one!);
    expect(new Set(mine.map((it) => it.person))).toEqual(new Set(["anna"]));
    expect(new Set((await listed(officer!)).map((it) => it.person))).toEqual(new Set(["anna", "bert", "olga"]));
    const own = (jar: Jar) => listed(jar).then((all) => all.find((it) => it.isThis)!.session);
    expect((await ask(bert!, "/api/sessions/revoke", { body: { session: await own(two!) } })).body).toMatchObject({ status: 404, reason: "no-session-named" });
    expect((await ask(one!, "/api/sessions/revoke", { body: { session: await own(two!) } })).status).toBe(200);
    expect((await ask(two!, "/api/home")).status).toBe(401);
    expect((await ask(officer!, "/api/sessions/revoke", { body: { session: await own(bert!) } })).status).toBe(200);
    expect((await ask(bert!, "/api/home")).status).toBe(401);
    const kept = { ...one! };
    const out = await ask(one!, "/api/session/end", { body: {} });
    expect(out.set[0]).toMatch(/^concord=; .*Expires=Thu, 01 Jan 1970/);
    expect((await ask(kept, "/api/home")).status).toBe(401);
  });
  test("what changes something is refused from another site, in another form, or with a field too many", async () => {
    const { jar } = await signIn("anna@vale");
    const post = (headers: Readonly<Record<string, string>>, body: object = {}) => ask(jar, "/api/session/end", { body, headers });
    expect((await post({ origin: "http://evil.example" })).body).toMatchObject({ reason: "foreign-origin" });
    expect((await post({ origin: "null" })).body).toMatchObject({ reason: "foreign-origin" });
    expect((await post({ "content-type": "text/plain" })).body).toMatchObject({ reason: "media-type" });
    expect((await post({}, { more: 1 })).body).toMatchObject({ reason: "bad-request" });
    expect((await ask(jar, "/api/home")).status).toBe(200);
  });
});

describe("what the directory says takes effect at the next request", () => {
  const changed = (change: (person: { id: string; level: number; disabled?: boolean }) => object) => writeDirectory(persons(issuer.issuer).map((it) => (it.id === "anna" ? change(it) : it)));
  test("a changed clearance, a disabled person, an unreadable directory; in streams that are open, too", async () => {
    const { jar } = await signIn("anna@vale");
    const stream = async () => fetch(`${origin}/api/progress`, { headers: { cookie: `concord=${jar["concord"]}` } });
    expect((await ask(jar, "/api/home")).body["reader"]).toBe("Vale, level 1");
    const [first, undisturbed] = [await stream(), await fetch(`${origin}/api/progress`, { headers: { cookie: `concord=${(await signIn("bert@holm")).jar["concord"]}` } })];
    changed((it) => ({ ...it, level: 0 }));
    expect((await ask(jar, "/api/home")).body["reader"]).toBe("Vale, level 0");
    expect(await first.text()).toContain('"waiting"');
    const second = await stream();
    changed((it) => ({ ...it, disabled: true }));
    expect((await ask(jar, "/api/home")).body).toMatchObject({ status: 403, reason: "not-known" });
    expect(await second.text()).toContain('"waiting"');
    writeDirectory(persons(issuer.issuer));
    expect((await ask(jar, "/api/home")).body["reader"]).toBe("Vale, level 1");
    writeFileSync(path("directory.json"), "{");
    expect((await ask(jar, "/api/home")).body).toMatchObject({ status: 503, reason: "directory-unreadable" });
    rmSync(path("directory.json"));
    expect((await ask(jar, "/api/home")).body).toMatchObject({ status: 503, reason: "directory-unreadable" });
    // Nobody's stream goes on while nobody knows who may read.
    await undisturbed.text();
    writeDirectory(persons(issuer.issuer));
    const third = await stream();
    const { sessions } = (await ask(jar, "/api/sessions")).body as { sessions: readonly { session: string; isThis: boolean }[] };
    await ask(jar, "/api/sessions/revoke", { body: { session: sessions.find((it) => it.isThis)!.session } });
    await third.text();
    expect((await ask(jar, "/api/home")).status).toBe(401);
  });
});

test.each([
  [1, 2, [{ level: 2, assurance: 3 }], 1],
  [3, 2, [{ level: 2, assurance: 3 }], 2],
  [2, 3, [{ level: 1, assurance: 2 }, { level: 3, assurance: 3 }], 2],
  [1, 3, [{ level: 1, assurance: 2 }, { level: 3, assurance: 3 }], 0],
  [1, 0, [{ level: 0, assurance: 3 }], 0],
  [1, 2, [], 2],
] as const)("assurance %i, cleared to %i, rules %j: reads up to %i", (assurance, level, rules, expected) => {
  expect(readerFor({ id: "x", name: "X", nation: "VAL", level, groups: [], holds: [], roles: [] }, assurance, rules).level).toBe(expected);
});

test("the log says who signed in, saw and was refused, and no secret", async () => {
  const { jar } = await signIn("anna@vale");
  await ask(jar, "/api/home");
  const lines = logged.trim().split("\n").map((it) => JSON.parse(it) as Record<string, unknown>);
  expect(lines.filter((it) => it["event"] === "signed-in").at(-1)).toMatchObject({ person: "anna", method: "provider", assurance: 1 });
  expect(lines.at(-1)).toMatchObject({ event: "request", route: "/api/home", who: expect.stringMatching(/^anna [0-9a-f]{16} provider 1$/), reader: "VAL:1" });
  expect(lines.map((it) => it["event"])).toEqual(expect.arrayContaining(["signed-in", "signed-out", "session-revoked"]));
  for (const secret of [jar["concord"]!, "the-clients-secret", "code=", "state="]) expect(logged).not.toContain(secret);
});

test("behind TLS cookies are bound to the host", async () => {
  const settings = { ...readSignIn(path("sign-in.json")), origin: "https://concord.example" };
  const desk = signInDesk(settings, () => clock);
  const other = await buildServer({ gate: desk.gate, desk: { viewOf: () => undefined, holds: () => true, renew: () => undefined, stop: () => undefined }, site: { kind: "origin", origin: settings.origin }, signIn: { settings, desk }, page: join(ROOT, "docs") });
  other.post("/start", (request, response) => {
    desk.start(request, response, { person: "anna", method: "passkey", assurance: 3 });
    return "";
  });
  const reply = await other.inject({ url: "/sign-in/provider", headers: { host: "concord.example" } });
  expect(reply.headers["set-cookie"]).toMatch(/^__Host-concord-attempt=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const started = await other.inject({ method: "POST", url: "/start", headers: { host: "concord.example", origin: settings.origin } });
  expect(started.headers["set-cookie"]).toMatch(/^__Host-concord=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  await other.close();
});

describe("settings that cannot be used are refused with what, where and how to mend", () => {
  const good = () => JSON.parse(readFileSync(path("sign-in.json"), "utf8")) as Record<string, unknown>;
  test.each<readonly [string, (it: Record<string, unknown>) => object, string]>([
    ["plain HTTP to another machine", (it) => ({ ...it, origin: "http://concord.example" }), "plain HTTP"],
    ["a passkey without a name to belong to", (it) => ({ ...it, origin: "http://127.0.0.1:4120" }), "address without a name"],
    ["no way to sign in", (it) => ({ ...it, provider: undefined, passkeys: false }), "no way to sign in"],
    ["an unknown field", (it) => ({ ...it, colour: "red" }), "/colour"],
    ["a path in the origin", (it) => ({ ...it, origin: "https://concord.example/x" }), "/origin"],
    ["a missing secret", (it) => ({ ...it, provider: { name: "x", issuer: "https://x.example", clientId: "y", clientSecretFile: "nowhere" } }), "nowhere"],
    ["a session without end", (it) => ({ ...it, sessions: { absoluteHours: 10_000 } }), "/sessions/absoluteHours"],
  ])("%s", (_, change, words) => {
    writeFileSync(path("bad.json"), JSON.stringify(change(good())));
    expect(() => readSignIn(path("bad.json"))).toThrow(words);
  });
  test.each<readonly [string, readonly object[], string]>([
    ["two of one id", [{ id: "a", name: "A", level: 0 }, { id: "a", name: "B", level: 0 }], "stands twice"],
    ["one identity for two, one of them disabled", [{ id: "a", name: "A", level: 0, disabled: true, identities: [{ issuer: "i", subject: "s" }] }, { id: "b", name: "B", level: 0, identities: [{ issuer: "i", subject: "s" }] }], "another person's"],
    ["no level", [{ id: "a", name: "A" }], "level"],
    ["values held that are none", [{ id: "a", name: "A", level: 0, holds: "RIVER" }], "values of tag sets"],
  ])("a directory with %s", (_, list, words) => {
    writeFileSync(path("bad-directory.json"), JSON.stringify({ version: "1", persons: list }));
    expect(() => readDirectory(path("bad-directory.json"))).toThrow(words);
  });
});

test("an invitation is good once, in time, and only its digest is kept", () => {
  const store = passkeyStore(path("invitations-of-test"));
  const code = store.invite("anna", 100);
  expect([store.invited(code, 50, false), store.invited(code, 101, false), store.invited("other", 50, false)]).toEqual(["anna", undefined, undefined]);
  expect([store.invited(code, 50, true), store.invited(code, 50, true)]).toEqual(["anna", undefined]);
});
