import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReplyOf } from "#api";
import { launchBrowser } from "./browser.ts";
import { freePort, makeLedgers, serveLedgers, type ServedLedgerWorld } from "./fixture/ledgers.ts";
import { focused, press, tabInto, tabTo } from "./keyboard.ts";
import { expectWhole } from "./narrow.ts";
import { buildPage, type Look, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-release-web-"));
let browser: Browser;
let world: ServedLedgerWorld;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const port = await freePort();
  world = await serveLedgers(folder, await makeLedgers(folder), port);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page on which a person is signed in. */
async function as(person: string, path: string, look: Look = {}): Promise<Page> {
  const { page } = await openPage(browser, "about:blank", look);
  await world.enter(page.context(), person);
  await page.goto(`${world.origin}${path}`);
  await page.locator("main h1").waitFor();
  return page;
}
const secrets = new Map<string, string>();
async function api<T>(person: string, path: string, body?: object): Promise<T> {
  const secret = secrets.get(person) ?? world.secretOf(person);
  secrets.set(person, secret);
  const reply = await fetch(`${world.origin}${path}`, { headers: { cookie: `concord=${secret}`, origin: world.origin, ...(body !== undefined && { "content-type": "application/json" }) }, ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }) });
  return (await reply.json()) as T;
}
const releasesOf = (person: string): Promise<ReplyOf<"releases">> => api<ReplyOf<"releases">>(person, "/api/releases");
const QUESTION = "Air defence: how much is available to the alliance in 2030?";

describe("job: release a total to industry with the approval of others", () => {
  test("by mouse: from the figure to the preview, the draft, a second person's approval, and what industry then sees", async () => {
    const before = (await api<{ readonly released: readonly object[] }>("ivy", "/api/releases")).released.length;
    const vera = await as("vera", "/capabilities/air?year=2030");
    await vera.locator(".plan-sentence").waitFor();
    await vera.goto(`${world.origin}/capabilities/air?year=2030&why=available%2Fair%2F2030`);
    await vera.getByRole("link", { name: "Release …" }).click();
    await vera.getByRole("heading", { level: 1, name: "Releases" }).waitFor();
    await vera.getByLabel("To readers of").selectOption("FIRMS");
    await vera.getByLabel("Why").fill("So that yards can invest.");
    await vera.getByRole("button", { name: "Show what would be told" }).click();
    const preview = vera.getByRole("region", { name: "What they will see" });
    await preview.getByText("8 batteries, as of 2029-12-31").waitFor();
    expect(await preview.textContent()).toMatch(/FOR INDUSTRY.*industry, from level 0; until now not at all.*FEN: 2 more persons.*HOL: 2 more persons/s);
    expect(await violations(vera)).toEqual([]);
    await expectWhole(vera);
    expect((await releasesOf("vera")).waiting).toEqual([]);
    await preview.getByRole("button", { name: "Draft it" }).click();
    await vera.getByText("Drafted. It waits").waitFor();
    await vera.getByText("You cannot approve it:").waitFor();

    // The second person learns of it on whatever page they are, reads the exact words, and approves.
    const hana = await as("hana", "/data");
    await hana.getByRole("link", { name: "1 release waits for you" }).click();
    await hana.getByRole("heading", { level: 3, name: QUESTION }).waitFor();
    await hana.getByRole("button", { name: "Approve these words" }).click();
    await hana.getByText(/Approved by hana, HOL/).waitFor();
    await hana.getByText("You have approved it. Still needed: FEN: 2 more persons and HOL: 1 more person").waitFor();
    expect(await hana.locator("main").textContent()).not.toMatch(/You cannot approve it|another approver/i);
    await hana.getByText("HOL: 1 more person", { exact: true }).waitFor();
    expect(await violations(hana)).toEqual([]);
    await expectWhole(hana);
    await hana.close();

    // Who is not asked, or not cleared, is shown nothing.
    for (const person of ["carl", "ivy"]) expect([person, (await releasesOf(person)).waiting]).toEqual([person, []]);

    // Another reason is another draft: the approval of the first is void.
    await vera.getByRole("link", { name: "Change it …" }).click();
    await vera.getByLabel("Why").fill("So that yards can plan.");
    await vera.getByRole("button", { name: "Show what would be told" }).click();
    await vera.getByRole("button", { name: "Draft it in the place of the other" }).click();
    await vera.getByText("Drafted. It waits").waitFor();
    const [second] = (await releasesOf("vera")).waiting.filter((it) => it.refused === undefined);
    expect(second).toMatchObject({ reason: "So that yards can plan.", approved: [] });

    for (const person of ["hana", "hugo", "fay"]) await api(person, "/api/releases/approve", { release: second!.release, digest: second!.digest });
    expect((await releasesOf("ivy")).released.length).toBe(before);
    const finn = await as("finn", "/releases");
    await finn.getByRole("button", { name: "Approve these words" }).click();
    await finn.getByText(/In the ledger since the approval of finn/).waitFor();
    await finn.close();

    const ivy = await as("ivy", "/releases");
    const told = ivy.locator("#released");
    await told.getByText("8 batteries, as of 2029-12-31").waitFor();
    expect(await told.textContent()).toMatch(/FOR INDUSTRY/);
    expect(await ivy.locator("main").textContent()).not.toMatch(/h\.HOL|h\.FEN|ALLIES|hana|On their way/);
    expect(await violations(ivy)).toEqual([]);
    await expectWhole(ivy);
    await ivy.close();

    // Its end ends it.
    const vito = await as("vito", "/releases");
    await vito.locator("#over").getByLabel("Reason for ending it").fill("The figure has aged.");
    await vito.locator("#over").getByRole("button", { name: "End it" }).click();
    await vito.getByText("Ended; it shows nothing more.").waitFor();
    await vito.close();
    expect((await releasesOf("ivy")).released).toMatchObject([{ status: "withdrawn" }]);
    await vera.close();
  });

  test("by keyboard alone: draft, approve, refuse with a reason; whoever drafted reads why", async () => {
    const vera = await as("vera", "/releases?figure=coverage%2Fair%2F2030");
    await vera.getByLabel("Why").waitFor();
    await tabTo(vera, /^to /);
    await vera.keyboard.type("FIRMS");
    await tabTo(vera, /^reason /);
    await vera.keyboard.type("For the yards.");
    await vera.keyboard.press("Enter");
    await vera.getByRole("button", { name: "Draft it" }).waitFor();
    await tabTo(vera, /Draft it/);
    await vera.keyboard.press("Enter");
    await vera.getByText("Drafted. It waits").waitFor();
    // The button is gone with what it did: the keyboard goes on at what is said.
    await expect.poll(() => focused(vera)).toMatch(/^Drafted\. It waits/);

    const hana = await as("hana", "/releases");
    await hana.locator("#waiting article").first().waitFor();
    await press(hana, /^Approve these words/);
    await hana.locator("#waiting").getByText(/Approved by hana, HOL/).first().waitFor();
    await expect.poll(() => focused(hana)).toBe("Approved.");
    await hana.close();

    const hugo = await as("hugo", "/releases");
    await hugo.locator("#waiting article").first().waitFor();
    await tabTo(hugo, /^reason /);
    await hugo.keyboard.type("Not before the spring.");
    await hugo.keyboard.press("Enter");
    await hugo.getByText("Refused; nobody is told anything.").waitFor();
    await expect.poll(() => focused(hugo)).toBe("Refused; nobody is told anything.");
    await hugo.close();
    await vera.locator("#over").getByText(/Refused by hugo, HOL.*Not before the spring\./).first().waitFor();
    await vera.close();
  });

  test("by keyboard alone: from the figure on its page through the draft and each approval to what industry reads", async () => {
    const vera = await as("vera", "/capabilities/air?year=2030");
    await vera.locator(".plan-sentence").waitFor();
    // The sentence says how much is covered, how much is required and how much is available.
    for (let at = 0; at < 3; at += 1) await tabInto(vera, ".plan-sentence button.number");
    expect(await focused(vera)).toMatch(/^8\sbatteries/);
    await vera.keyboard.press("Enter");
    await vera.getByRole("dialog").getByRole("heading", { name: QUESTION }).waitFor();
    await press(vera, /^Release …/);
    await vera.getByLabel("To readers of").waitFor();
    await tabTo(vera, /^to /);
    await vera.keyboard.type("FIRMS");
    await tabTo(vera, /^reason /);
    await vera.keyboard.type("So that yards can hire.");
    await vera.keyboard.press("Enter");
    await vera.getByRole("region", { name: "What they will see" }).getByText("8 batteries, as of 2029-12-31").waitFor();
    await press(vera, /^Draft it/);
    await expect.poll(() => focused(vera)).toMatch(/^Drafted\. It waits/);
    await vera.close();

    const inForce = async (): Promise<number> => (await releasesOf("ivy")).released.filter((it) => it.status === "in force").length;
    for (const person of ["hana", "hugo", "fay", "finn"]) {
      expect([person, await inForce()]).toEqual([person, 0]);
      const page = await as(person, "/data");
      await page.getByRole("link", { name: "1 release waits for you" }).waitFor();
      await press(page, /^1 release waits for you/);
      await page.getByRole("heading", { level: 3, name: QUESTION }).first().waitFor();
      await press(page, /^Approve these words/);
      await expect.poll(() => focused(page), { timeout: 20_000 }).toBe("Approved.");
      await page.close();
    }

    const ivy = await as("ivy", "/data");
    await ivy.keyboard.press("Control+k");
    await ivy.getByRole("dialog").getByRole("searchbox").waitFor();
    await ivy.keyboard.type("releases");
    await ivy.getByRole("dialog").getByRole("option", { name: /^Releases/ }).first().waitFor();
    await ivy.keyboard.press("Enter");
    await ivy.getByRole("heading", { level: 1, name: "Releases" }).waitFor();
    const told = ivy.locator("#released .released-figure");
    await told.first().waitFor();
    expect([await told.locator(".released-question").allInnerTexts(), await told.locator(".released-value").allInnerTexts()]).toEqual([[QUESTION], ["8 batteries, as of 2029-12-31"]]);
    expect(await ivy.locator("main").textContent()).not.toMatch(/h\.HOL|h\.FEN|ALLIES|hana|On their way/);
    await ivy.close();
  });

  test("nobody is released to unless they are chosen, and no day that is over can be", async () => {
    const vera = await as("vera", "/releases?figure=available%2Fair%2F2030");
    await vera.getByLabel("Why").fill("For the yards.");
    await vera.getByRole("button", { name: "Show what would be told" }).click();
    expect([await focused(vera), await vera.getByLabel("To readers of").inputValue()]).toEqual([expect.stringMatching(/^to To readers of/), ""]);
    await vera.getByLabel("To readers of").selectOption("FIRMS");
    await vera.getByLabel("Until, this day included").fill("2020-01-01");
    await vera.getByRole("button", { name: "Show what would be told" }).click();
    expect(await focused(vera)).toMatch(/^until /);
    expect(await vera.getByRole("region", { name: "What they will see" }).count()).toBe(0);
    expect(await violations(vera)).toEqual([]);
    await vera.goto(`${world.origin}/releases?figure=no-such-figure`);
    await vera.locator("#draft .strip").waitFor();
    expect(await vera.locator("#draft").innerText()).toMatch(/no-such-figure/);
    expect(await vera.locator("#draft form").count()).toBe(0);
    await vera.close();
  });

  test("a figure that is on its way to the same readers is said to be, before it is drafted once more", async () => {
    const { waiting } = await api<{ readonly waiting: { readonly release: string } }>("vera", "/api/releases", { key: "available/brigade/2030", to: "FIRMS", reason: "For the yards.", until: "2099-12-31" });
    const vera = await as("vera", "/releases?figure=available%2Fbrigade%2F2030");
    const says = vera.getByText("This figure is on its way to these readers already.");
    for (const [to, count] of [["ALLIES", 0], ["FIRMS", 1]] as const) {
      await vera.getByLabel("To readers of").selectOption(to);
      await vera.getByLabel("Why").fill("For the yards.");
      await vera.getByRole("button", { name: "Show what would be told" }).click();
      await vera.getByRole("button", { name: "Draft it" }).waitFor();
      expect([to, await says.count()]).toEqual([to, count]);
    }
    await api("hana", "/api/releases/refuse", { release: waiting.release, reason: "Done." });
    await vera.close();
  });

  test("what another person has decided meanwhile is said, and nothing is done twice", async () => {
    const body = { key: "available/links/2030", to: "FIRMS", reason: "For the yards.", until: "2099-12-31" };
    const { waiting } = await api<{ readonly waiting: { readonly release: string } }>("vera", "/api/releases", body);
    const hana = await as("hana", "/releases");
    await hana.getByRole("button", { name: "Approve these words" }).first().waitFor();
    await hana.route("**/api/releases?*", (route) => route.abort());
    await api("hugo", "/api/releases/refuse", { release: waiting.release, reason: "No." });
    await hana.getByRole("button", { name: "Approve these words" }).first().click();
    await hana.getByText(/The release was refused, or is in the ledger/).waitFor();
    await hana.close();
  });
});

describe("job: answer a target and sign it", () => {
  test("a clerk drafts, reads what would be signed, signs by keyboard, and finds the entry in the ledger", async () => {
    const carl = await as("carl", "/targets?nation=HOL&leaf=air");
    await carl.getByLabel("Reason, in the words of the ally").waitFor();
    await carl.getByRole("radio", { name: "Decline" }).check();
    await carl.getByLabel("Reason, in the words of the ally").fill("No crews before 2032.");
    await carl.getByRole("button", { name: "Draft this answer" }).click();
    await tabTo(carl, /Read what I would sign/);
    await carl.keyboard.press("Enter");
    await carl.getByText(/answers\.csv answer\.HOL\.air/).waitFor();
    expect(await violations(carl)).toEqual([]);
    await tabTo(carl, /Not yet/);
    await carl.keyboard.press("Enter");
    await carl.getByRole("button", { name: "Read what I would sign" }).click();
    await carl.getByRole("button", { name: "Sign with my key" }).click();
    await carl.getByText(/^Signed: \d records? in the ledger/).waitFor();
    await carl.locator("#answers").getByText("No crews before 2032.").waitFor();
    await carl.getByRole("link", { name: "See the entry" }).click();
    await carl.locator("#entry").getByText("HOL/carl").first().waitFor();
    await carl.close();
    // Whoever states no rows is offered none of it.
    const hana = await as("hana", "/targets?nation=HOL&leaf=air");
    await hana.locator("#answers").getByText("No crews before 2032.").waitFor();
    expect(await hana.getByRole("region", { name: "Sign the drafted answers" }).count()).toBe(0);
    await hana.close();
  });
});

test.each([
  ["dark", 390, "fr"],
  ["light", 1440, "en"],
] as const)("axe finds nothing: %s, %i pixels, %s", async (scheme, width, lang) => {
  const body = { key: "available/air/2030", to: "FIRMS", reason: "For the yards.", until: "2099-12-31" };
  const { waiting } = await api<{ readonly waiting: { readonly release: string } }>("vera", "/api/releases", body);
  const page = await as("hana", `/releases?lang=${lang}`, { scheme, width });
  await page.locator("#waiting article").first().waitFor();
  expect(await page.locator("#waiting").innerText()).toMatch(lang === "fr" ? /l’industrie, dès le niveau 0/ : /industry, from level 0/);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await api("hana", "/api/releases/refuse", { release: waiting.release, reason: "Done." });
  await page.close();
});
