import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { buildServer, passkeyStore, readSignIn, signInDesk, viewDesk } from "#server";
import { launchBrowser } from "./browser.ts";
import { freePort } from "./fixture/ledgers.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "concord-passkeys-"));
const store = passkeyStore(join(folder, "state"));

let browser: Browser;
let server: FastifyInstance;
let origin: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const port = await freePort();
  origin = `http://localhost:${port}`;
  const file = (name: string, value: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  file("directory.json", { version: "1", persons: [{ id: "anna", name: "Anna of Vale", nation: "VAL", level: 2, roles: ["planner"] }] });
  const settings = readSignIn(file("sign-in.json", { origin, directory: "directory.json", state: "state", passkeys: true, provider: { name: "Shores", issuer: "http://127.0.0.1:9", clientId: "concord" }, levels: [{ level: 2, assurance: 3 }] }));
  const desk = signInDesk(settings, () => Date.now() / 1000);
  const views = viewDesk({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, planner: { plan: () => undefined }, most: 5 });
  server = await buildServer({ gate: desk.gate, desk: views, site: { kind: "origin", origin }, signIn: { settings, desk } });
  await server.listen({ host: "127.0.0.1", port });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const invite = (): string => `${origin}/#enrol=${store.invite("anna", Date.now() / 1000 + 600)}`;

/** Gives the page a device that holds passkeys and says yes, or no, when asked who its user is. */
async function device(page: Page, isVerified = true): Promise<(isVerified: boolean) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: isVerified, automaticPresenceSimulation: true } });
  return async (verified) => void (await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: verified }));
}

describe("with a passkey", () => {
  test("an invited person enrols, signs in, reads what they are cleared for, sees the session, and signs out", async () => {
    const { page } = await openPage(browser, invite());
    await device(page);
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await page.getByText("The passkey is enrolled. Sign in with it now.").waitFor();
    expect(page.url()).toBe(`${origin}/`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("Vale, level 2").waitFor();
    await page.locator(".heat-cell").first().waitFor();
    const cookie = (await page.context().cookies()).find((it) => it.name === "concord");
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/", expires: -1 });
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.getByRole("button", { name: "Anna of Vale" }).click();
    await page.getByText("with a passkey, last seen").waitFor();
    await page.getByText(/enrolled .*20\d\d/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect((await page.context().cookies()).some((it) => it.name === "concord")).toBe(false);
    // A second passkey on the same device is refused by the device itself.
    await page.goto(invite());
    await page.reload();
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await page.getByText("Nothing was signed").waitFor();
    await page.close();
  });

  test("a device that cannot tell who its user is signs nobody in", async () => {
    const { page } = await openPage(browser, invite());
    const verify = await device(page);
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await page.getByText("The passkey is enrolled").waitFor();
    await verify(false);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("Nothing was signed").waitFor({ timeout: 90_000 });
    expect((await page.context().cookies()).some((it) => it.name === "concord")).toBe(false);
    await page.close();
  });

  test("an invitation that was used, and a passkey that was removed, are refused in words", async () => {
    const link = invite();
    const { page } = await openPage(browser, link);
    await device(page);
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await page.getByText("The passkey is enrolled").waitFor();
    await page.goto(link);
    await page.reload();
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await page.getByText("This invitation is not known, used already, or too old").waitFor();
    for (const it of store.of("anna")) store.remove(it.id);
    await page.goto(`${origin}/?theme=light`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByText("This passkey is refused").waitFor();
    await page.close();
  });
});

test("a session that ends takes what was shown with it", async () => {
  const { page } = await openPage(browser, invite());
  await device(page);
  await page.getByRole("button", { name: "Enrol a passkey" }).click();
  await page.getByText("The passkey is enrolled").waitFor();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.locator(".heat-cell").first().waitFor();
  await page.context().clearCookies();
  // What the page asks of itself may have shown by now that the session is over.
  await page.evaluate(() => document.querySelector<HTMLElement>(".number")?.click());
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(await page.locator("body").textContent()).not.toContain("Air defence");
  await page.close();
});

test("a provider that does not answer is told, in English and in French", async () => {
  const { page } = await openPage(browser, origin);
  await page.getByRole("link", { name: "Sign in with Shores" }).click();
  await page.getByText("The provider of sign-in does not answer.").waitFor();
  await page.getByRole("radio", { name: "Français" }).click();
  await page.getByText("Le fournisseur d’identité ne répond pas.").waitFor();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Se connecter");
  await page.close();
});

test.each([
  ["light", 1440, "/"],
  ["dark", 1440, "/?refused=not-known"],
  ["light", 390, "/#enrol=x"],
  ["dark", 390, "/?refused=session-expired"],
] as const)("axe finds nothing: %s, %i pixels, %s", async (scheme, width, path) => {
  const { page, hosts } = await openPage(browser, `${origin}${path}`, { scheme, width });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator(".action").first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect([...hosts]).toEqual(["localhost"]);
  await page.close();
});
