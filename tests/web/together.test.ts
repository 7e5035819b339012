import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freePort, makeLedgers, serveLedgers, type ServedLedgerWorld } from "./fixture/ledgers.ts";
import { press, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-together-"));
let browser: Browser;
let world: ServedLedgerWorld;
let all: string;
let port: number;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  port = await freePort();
  all = await makeLedgers(folder);
  world = await serveLedgers(folder, all, port);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser of its own in which a person is signed in, and what its page is told of changes. */
async function as(person: string, path: string, saving: "saves" | "free" = "free"): Promise<{ readonly page: Page; readonly told: () => Promise<number> }> {
  const { page } = await openPage(browser, "about:blank");
  await world.enter(page.context(), person);
  // Whoever saves what is sent has no page loaded ahead.
  if (saving === "saves") await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.addInitScript(() => {
    const Real = EventSource;
    const counted = globalThis as { told?: number };
    counted.told = 0;
    globalThis.EventSource = class extends Real {
      constructor(address: string | URL) {
        super(address);
        if (String(address).startsWith("/api/changes")) this.addEventListener("message", () => void (counted.told! += 1));
      }
    };
  });
  await page.goto(`${world.origin}${path}`);
  await page.locator("main h1").waitFor();
  const told = (): Promise<number> => page.evaluate(() => (globalThis as { told?: number }).told ?? 0);
  await expect.poll(told, { timeout: 20_000 }).toBe(1);
  return { page, told };
}
const secrets = new Map<string, string>();
async function api(person: string, path: string, body?: object): Promise<unknown> {
  const secret = secrets.get(person) ?? world.secretOf(person);
  secrets.set(person, secret);
  const reply = await fetch(`${world.origin}${path}`, { headers: { cookie: `concord=${secret}`, origin: world.origin, ...(body !== undefined && { "content-type": "application/json" }) }, ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }) });
  expect([path, reply.status]).toEqual([path, 200]);
  return reply.json();
}
/** A row of the allies: whoever is none of them does not read it. */
const alliesAnswer = (capability: string, reason: string) => ({ kind: "put", file: "answers.csv", id: `answer.HOL.${capability}`, cells: Object.entries({ source: "returns", as_of: "2030-01-01", evidence: "official", confidence: "high", label: "ALLIES", nation: "HOL", capability, response: "decline", reason }).map(([heading, value]) => ({ heading, value })) });
const answer = (response: "accept" | "decline", reason: string) => ({ nation: "HOL", leaf: "air", response, reason });

describe("what one signs, the page of another shows, if they may see it", () => {
  test("an answer comes to the ally beside, and no sign of it to whoever may not read it", async () => {
    // That there is a table of answers at all, everybody may know.
    await api("carl", "/api/drafts", alliesAnswer("links", "No radios."));
    await api("carl", "/api/drafts/sign", {});
    const hana = await as("hana", "/targets");
    const ivy = await as("ivy", "/targets");
    await hana.page.locator("#answers").waitFor();
    await api("carl", "/api/drafts", alliesAnswer("air", "No crews before 2032."));
    await api("carl", "/api/drafts/sign", {});
    await hana.page.locator("#answers").getByText("No crews before 2032.").waitFor();
    await hana.page.getByText(/^Brought up to date at \d\d:\d\d/).waitFor();
    expect(await violations(hana.page)).toEqual([]);
    expect([await hana.told(), await ivy.told()]).toEqual([2, 1]);
    await hana.page.close();
    await ivy.page.close();
  });

  test("a release comes to industry with its last approval, and to officers while it waits", async () => {
    const ivy = await as("ivy", "/releases");
    const finn = await as("finn", "/data");
    const body = { key: "available/air/2030", to: "FIRMS", reason: "So that yards can invest.", until: "2099-12-31" };
    const { waiting } = (await api("vera", "/api/releases", body)) as { readonly waiting: { readonly release: string; readonly digest: string } };
    await finn.page.getByRole("link", { name: "1 release waits for you" }).waitFor();
    expect([await ivy.told(), await finn.told()]).toEqual([1, 2]);
    for (const person of ["hana", "hugo", "fay", "finn"]) await api(person, "/api/releases/approve", { release: waiting.release, digest: waiting.digest });
    await ivy.page.locator("#released").getByText("8 batteries, as of 2029-12-31").waitFor();
    expect(await ivy.told()).toBe(2);
    await ivy.page.close();
    await finn.page.close();
  });
});

describe("two clerks answer the same target", () => {
  test("the second is told what changed, keeps the text, and decides; all by keyboard", async () => {
    const { page } = await as("cleo", "/targets?nation=HOL&leaf=air");
    await page.getByText(/^Asked for/).waitFor();
    await tabTo(page, /^response /);
    await page.keyboard.press("ArrowDown");
    await tabTo(page, /^reason /);
    await page.keyboard.type("No money.");
    await page.keyboard.press("Enter");
    await press(page, /^Read what I would sign/);
    await page.getByRole("button", { name: "Sign with my key" }).waitFor();
    await api("carl", "/api/drafts/answers", { answers: [answer("accept", "The crews are found.")] });
    await api("carl", "/api/drafts/sign", {});
    // The page says so by itself, and signing unseen is refused by the server too.
    const overtaken = page.getByText(/This target was answered meanwhile: accepted \(The crews are found\.\)/);
    await overtaken.waitFor();
    await press(page, /^Sign with my key/);
    await page.getByText(/^Nothing was signed: somebody has answered meanwhile/).waitFor();
    await page.getByText("(No money.)").waitFor();
    expect(await page.getByRole("button", { name: "Read what I would sign" }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await tabTo(page, /^Keep mine/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await overtaken.waitFor({ state: "detached" });
    await press(page, /^Read what I would sign/);
    await press(page, /^Sign with my key/);
    await page.getByText(/^Signed: \d records? in the ledger/).waitFor();
    await page.locator("#answers").getByText("No money.").waitFor();
    await page.close();
  });
});

describe("while the server is gone", () => {
  test("a window that is loaded anew, or opened elsewhere, says so itself and goes on when the server is back; no figure was kept for it", async () => {
    const { page } = await as("carl", "/guidance");
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state), { timeout: 30_000 }).toBe("activated");
    await world.server.close();
    for (const open of [() => page.reload(), () => page.goto(new URL("/targets", page.url()).href)]) {
      await open();
      await page.getByRole("alert").getByText("The server does not answer").first().waitFor();
      expect(await page.locator("main").innerText()).not.toMatch(/\d{4}/);
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (it) => (await (await caches.open(it)).keys()).map((kept) => new URL(kept.url).pathname)))).flat())).toEqual(["/"]);
    world = await serveLedgers(folder, all, port);
    await page.getByText(/^Asked for/).waitFor();
    await page.close();
  });

  test("what was read stays readable and says as of when, drafts stay, and it goes on by itself when the server is back", async () => {
    const { page } = await as("carl", "/data", "saves");
    const { page: waiting } = await as("carl", "/data", "saves");
    await page.locator("#records .grid-table").waitFor();
    await page.locator('.rail a[href^="/targets"]').click();
    await page.getByText(/^Asked for/).waitFor();
    const reason = page.getByRole("form", { name: "Answer a target" }).getByLabel("Reason, in the words of the ally");
    await reason.fill("Half a sentence");
    await world.server.close();
    const gone = page.getByText(/^Not connected since \d\d:\d\d.*changed since this page was loaded may be newer/);
    await gone.waitFor();
    expect(await reason.inputValue()).toBe("Half a sentence");
    await page.getByRole("button", { name: "Draft this answer" }).click();
    await page.getByText("(Half a sentence)").waitFor();
    await waiting.locator('.rail a[href^="/guidance"]').click();
    await waiting.getByText("The page “Guidance” cannot be shown").waitFor();
    // A page whose code was never loaded cannot be shown, and takes neither the frame nor the draft with it.
    await page.locator('.rail a[href^="/review"]').click();
    await page.getByText("The page “Review” cannot be shown").waitFor();
    await page.getByText(/^This window had not opened it before the server stopped answering\./).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('.rail a[href^="/data"]').click();
    await page.locator("#records .grid-table").waitFor();
    await gone.waitFor();
    expect(await violations(page)).toEqual([]);
    world = await serveLedgers(folder, all, port);
    await page.getByRole("button", { name: "Try now" }).click();
    await gone.waitFor({ state: "detached" });
    // Whoever waits on such a page gets it without doing anything.
    await waiting.locator("#parameters .grid-table").waitFor();
    await waiting.close();
    // The page whose code was never loaded is shown now, with an answer for each ally.
    await page.locator('.rail a[href^="/review"]').click();
    await page.getByRole("heading", { level: 1, name: "Review" }).waitFor();
    await page.locator("#by-nation").getByRole("link", { name: "Holm", exact: true }).waitFor();
    expect(await page.getByText(/^The page “.*” cannot be shown/).count()).toBe(0);
    await page.locator('.rail a[href^="/targets"]').click();
    await page.getByText("(Half a sentence)").waitFor();
    await page.getByRole("region", { name: "Who must take up the rest" }).locator("p.lead, .message-empty").first().waitFor();
    await page.close();
  });
});
