import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provider } from "#server";

// A provider that can say anything: what of it is believed?
const keys = { own: generateKeyPairSync("rsa", { modulusLength: 2048 }), other: generateKeyPairSync("rsa", { modulusLength: 2048 }) };
const b64 = (it: unknown): string => Buffer.from(JSON.stringify(it)).toString("base64url");
const signed = (header: object, claims: object, by: (text: string) => string): string => {
  const text = `${b64(header)}.${b64(claims)}`;
  return `${text}.${by(text)}`;
};
const rs256 = (key: KeyObject) => (text: string): string => sign("sha256", Buffer.from(text), key).toString("base64url");
const header = { alg: "RS256", kid: "own", typ: "JWT" };

let server: Server;
let issuer: string;
let token: (claims: Record<string, unknown>) => string;
let metadata: (it: Record<string, unknown>) => Record<string, unknown>;
let nonce: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const say = (it: object): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(it));
    if (request.url === "/.well-known/openid-configuration") say(metadata({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"] }));
    else if (request.url === "/jwks") say({ keys: [{ ...keys.own.publicKey.export({ format: "jwk" }), kid: "own", alg: "RS256", use: "sig" }] });
    else {
      const now = Math.floor(Date.now() / 1000);
      say({ access_token: "a", token_type: "Bearer", id_token: token({ iss: issuer, sub: "anna", aud: "concord", iat: now, exp: now + 60, nonce, acr: "two" }) });
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const settings = () => ({ origin: "http://localhost:1", directory: "", state: "", provider: { name: "x", issuer, clientId: "concord", assurance: { two: 2 } as const } });
/** Signs in at the provider as it is; answers who that is. */
async function signIn() {
  const it = provider(settings());
  const { to, attempt } = await it.begin();
  nonce = new URL(to).searchParams.get("nonce")!;
  return it.finish(new URL(`http://localhost:1/sign-in/callback?code=x&state=${attempt.state}`), attempt);
}
const asIs = (it: Record<string, unknown>) => it;

test("control: a token that is in order is believed, with what it says of assurance", async () => {
  [metadata, token] = [asIs, (claims) => signed(header, claims, rs256(keys.own.privateKey))];
  expect(await signIn()).toEqual({ issuer, subject: "anna", assurance: 2 });
  token = ({ acr: _acr, ...claims }) => signed(header, claims, rs256(keys.own.privateKey));
  expect(await signIn()).toMatchObject({ assurance: 1 });
});

describe("a token is refused", () => {
  const by = rs256(keys.own.privateKey);
  test.each<readonly [string, (claims: Record<string, unknown>) => string]>([
    ["signed by another key", (claims) => signed(header, claims, rs256(keys.other.privateKey))],
    ["signed by nobody", (claims) => signed({ alg: "none", typ: "JWT" }, claims, () => "")],
    ["with a signature of another text", (claims) => `${signed(header, claims, by).split(".").slice(0, 2).join(".")}.${signed(header, { sub: "x" }, by).split(".")[2]!}`],
    ["signed with the public key as a secret", (claims) => signed({ ...header, alg: "HS256" }, claims, (text) => createHmac("sha256", keys.own.publicKey.export({ type: "spki", format: "pem" })).update(text).digest("base64url"))],
    ["with a key that it brings itself", (claims) => signed({ alg: "RS256", typ: "JWT", jwk: keys.other.publicKey.export({ format: "jwk" }) }, claims, rs256(keys.other.privateKey))],
    ["of another issuer", (claims) => signed(header, { ...claims, iss: "http://127.0.0.1:1" }, by)],
    ["for another client", (claims) => signed(header, { ...claims, aud: "another" }, by)],
    ["for several clients, none of them named as the one", (claims) => signed(header, { ...claims, aud: ["concord", "another"], azp: "another" }, by)],
    ["that has run out", (claims) => signed(header, { ...claims, iat: 1, exp: 2 }, by)],
    ["that never runs out", ({ exp: _exp, ...claims }) => signed(header, claims, by)],
    ["with another nonce", (claims) => signed(header, { ...claims, nonce: "other" }, by)],
    ["without a nonce", ({ nonce: _nonce, ...claims }) => signed(header, claims, by)],
    ["about nobody", ({ sub: _sub, ...claims }) => signed(header, claims, by)],
    ["that is none", () => "x"],
  ])("%s", async (_, made) => {
    [metadata, token] = [asIs, made];
    await expect(signIn()).rejects.toThrow();
  });
});

test("a provider that sends elsewhere is not followed", async () => {
  let asked = 0;
  const elsewhere = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => void elsewhere.listen(0, "127.0.0.1", resolve));
  const from = createServer((request, response) => void response.writeHead(302, { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}${request.url}` }).end());
  await new Promise<void>((resolve) => void from.listen(0, "127.0.0.1", resolve));
  const { provider: it, ...rest } = settings();
  await expect(provider({ ...rest, provider: { ...it, issuer: `http://127.0.0.1:${(from.address() as AddressInfo).port}` } }).begin()).rejects.toThrow();
  expect(asked).toBe(0);
  for (const one of [elsewhere, from]) one.close();
});

test("a provider that calls itself otherwise is no provider", async () => {
  metadata = (it) => ({ ...it, issuer: "http://127.0.0.1:1" });
  await expect(signIn()).rejects.toThrow();
});
