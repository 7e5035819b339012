import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReplyOf, PAGES } from "#api";
import { readTexts } from "#adapters/files";
import { buildServer, viewAsGate, viewDesk } from "#server";
import { ROOT } from "../../tools/files.ts";
import { launchBrowser } from "./browser.ts";
import { makeLedgers, said, serveOpenLedgers } from "./fixture/ledgers.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-ledger-web-"));
let browser: Browser;
let open: { readonly address: string; readonly server: FastifyInstance };
let tables: FastifyInstance;
let withoutLedger: string;
let all: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  all = await makeLedgers(folder);
  // Fen says something of Holm's battery too: Holm's own row counts.
  writeFileSync(join(folder, "rival.jsonl"), `${JSON.stringify({ type: "row", subject: "holdings.csv h.HOL.battery", fields: { file: "holdings.csv", id: "h.HOL.battery", cells: { nation: "HOL", system: "battery", quantity: "9", label: "OPEN" } } })}\n`);
  await said("ledger", "append", join(all, "FEN"), join(folder, "rival.jsonl"), "--label", "OPEN");
  open = await serveOpenLedgers(all);
  const desk = viewDesk({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, planner: { plan: () => undefined }, most: 5 });
  tables = await buildServer({ gate: viewAsGate, desk });
  withoutLedger = await tables.listen({ host: "127.0.0.1", port: 0 });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await open?.server.close();
  await tables?.close();
  rmSync(folder, { recursive: true, force: true });
});

const channelsOf = async (as = ""): Promise<readonly { readonly party: string; readonly channel: string; readonly label: string }[]> => {
  const view = (await (await fetch(`${open.address}/api/ledger${as}`)).json()) as ReplyOf<"ledger">;
  return view.parties.flatMap(({ party, channels }) => channels.map((it) => ({ ...it, party })));
};
const channelOf = async (party: string, label: string): Promise<string> => (await channelsOf()).find((it) => it.party === party && it.label === label)!.channel;
const openAt = async (path: string, look = {}): Promise<Page> => {
  const { page } = await openPage(browser, `${open.address}${path}`, look);
  await page.getByRole("heading", { level: 2, name: /^(Entries|Écritures)/ }).waitFor();
  return page;
};

test("by mouse: from the channels to one entry, which the browser checks by itself; the channel is taken along and checked offline", async () => {
  const channel = await channelOf("VAL", "ALLIES");
  const page = await openAt("/ledger");
  await page.getByRole("row", { name: /^VAL ALLIES/ }).getByRole("link").click();
  await page.getByRole("heading", { level: 2, name: "Entries: VAL, ALLIES" }).waitFor();
  await page.getByRole("row", { name: /budgets\.csv b\./ }).first().getByRole("link").click();
  const entry = page.locator("#entry");
  await entry.getByText("VAL/officer-1").first().waitFor();
  expect(await entry.textContent()).toMatch(/cells · nation\s*VAL/);
  await entry.getByRole("button", { name: "Check it in this browser" }).click();
  await entry.getByText(/^It holds: with the browser’s own cryptography/).waitFor();
  expect(new URL(page.url()).searchParams.get("channel")).toBe(channel);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the channel" }).click()]);
  const file = join(folder, "taken.ndjson");
  await download.saveAs(file);
  expect(await said("ledger", "verify", file, "--policy", join(all, "VAL", "policy.txt"))).toMatch(/Verified: (\d+) of \1 entries/);
  const [proof] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the proof" }).click()]);
  await proof.saveAs(join(folder, "one.tlog-proof"));
  expect(readFileSync(join(folder, "one.tlog-proof"), "utf8")).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
  await page.close();
});

test("by keyboard alone: the same", async () => {
  const page = await openAt(`/ledger?channel=${await channelOf("HOL", "OPEN")}`);
  const grid = page.locator("#entries [role=grid]");
  for (let at = 0; at < 120 && !(await grid.evaluate((it) => it.contains(document.activeElement))); at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator("#entry h2").waitFor();
  for (let at = 0; at < 60 && !(await page.evaluate(() => document.activeElement?.textContent === "Check it in this browser")); at += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText(/^It holds/).waitFor();
  await page.close();
});

test.each([
  ["channel=zz", "channel=zz"],
  ["entry=zz", "entry=zz"],
  ["entry=999999", "entry=999999"],
  ["entry=0", undefined],
])("of an address that says %s the page tells %s", async (query, told) => {
  const page = await openAt(`/ledger?${query}`);
  const notice = page.getByRole("status").filter({ hasText: "Not understood in this address" });
  if (told !== undefined) await notice.getByText(`ignored: ${told}.`).waitFor();
  else expect(await notice.count()).toBe(0);
  await page.close();
});

test("what was tampered with on the way is found in the browser, and said", async () => {
  const channel = await channelOf("VAL", "OPEN");
  const page = await openAt(`/ledger?channel=${channel}&entry=2`);
  await page.route("**/api/ledger/proof*", async (route) => {
    const reply = await route.fetch();
    const { proof, ...rest } = (await reply.json()) as { readonly proof: string };
    // Another root under the same signature.
    await route.fulfill({ response: reply, json: { ...rest, proof: proof.replace(/(\n\d+\n)(.)/, (_, size: string, first: string) => `${size}${first === "A" ? "B" : "A"}`) } });
  });
  await page.getByRole("button", { name: "Check it in this browser" }).click();
  await page.getByText(/^It does not hold: the entry is not under the checkpoint/).waitFor();
  await page.close();
});

test("a reader sees the channels that are theirs, and no trace of the others; a conflict is shown with which row counts", async () => {
  const page = await openAt("/ledger?as=:0");
  const text = (await page.locator("main").textContent()) ?? "";
  expect(text).not.toMatch(/ALLIES|HIGH|OWN|FIRMS/);
  expect(await page.locator("#channels").getByRole("row").count()).toBe(1 + (await channelsOf("?as=:0")).length);
  // The public sees what Fen said, and not what Holm did: for it there is no conflict.
  await page.getByText("No two parties state the same row differently").waitFor();
  await page.close();
  const owner = await openAt("/ledger");
  const conflict = owner.locator("#conflicts li", { hasText: "h.HOL.battery" }).first();
  expect(await conflict.textContent()).toMatch(/HOL is reckoned with: .*quantity 2.*|FEN is kept, and not reckoned with: .*quantity 9/);
  await owner.close();
});

describe("in both languages and themes, wide and narrow", () => {
  test.each([
    ["light", 1440, "en"],
    ["dark", 390, "fr"],
  ] as const)("axe finds nothing: %s, %i pixels, %s", async (scheme, width, lang) => {
    const page = await openAt(`/ledger?lang=${lang}&channel=${await channelOf("FEN", "ALLIES")}&entry=1`, { scheme, width });
    await page.locator("#entry h2").waitFor();
    await page.getByRole("button", { name: lang === "en" ? "Check it in this browser" : "Vérifier dans ce navigateur" }).click();
    await page.locator(".strip-done").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.close();
  });
  test("without a ledger the page says what one is for and how to start it", async () => {
    const { page } = await openPage(browser, `${withoutLedger}/ledger`, { width: 390 });
    await page.getByRole("heading", { name: "The data shown here stand in no ledger" }).waitFor();
    await page.getByText("node bin/concord.mjs ledger init LEDGER --party NATION --label OPEN").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test.each(["ledger", "releases"] as const)("without a ledger nothing is asked of it that is refused: %s", async (id) => {
    const { page, problems } = await openPage(browser, `${withoutLedger}${PAGES[id].path}`);
    await page.getByText("The data shown here stand in no ledger").first().waitFor();
    await page.waitForLoadState("networkidle");
    expect([problems, await page.locator("main .loading").count()]).toEqual([[], 0]);
    await page.close();
  });
});

describe("Home: what is awaited and what changed", () => {
  const card = async (kept: string | undefined, lang = "en"): Promise<{ readonly page: Page; readonly text: () => Promise<string> }> => {
    const { page } = await openPage(browser, `${open.address}/?lang=${lang}`);
    if (kept !== undefined) {
      await page.evaluate((it) => localStorage.setItem("concord.visit", it), kept);
      await page.reload();
    }
    const entries = page.locator("section[aria-labelledby=awaited-entries]");
    await entries.getByRole("listitem").first().waitFor();
    return { page, text: async () => ((await entries.textContent()) ?? "").replace(/[\u00a0\u202f]/g, " ") };
  };
  const LONG_AGO = "2020-01-01T08:00:00.000Z";
  const YET_TO_COME = "2099-01-01T08:00:00.000Z";

  test("answers outstanding are counted as the targets have them, and each ally leads to its own", async () => {
    const { page } = await card(undefined);
    const { nations } = (await (await fetch(`${open.address}/api/targets`)).json()) as { readonly nations: readonly { readonly nation: string; readonly name: string; readonly open: number; readonly asked: number }[] };
    const waiting = nations.filter((it) => it.open > 0);
    expect(waiting.length).toBeGreaterThan(0);
    const rows = page.locator("section[aria-labelledby=awaited-answers]").getByRole("listitem");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(waiting.length);
    const first = waiting.toSorted((a, b) => b.open - a.open)[0]!;
    expect(await rows.first().textContent()).toBe(`${first.name}${first.open} of ${first.asked}`);
    await rows.first().getByRole("link").click();
    await page.waitForURL(new RegExp(`/targets\\?.*nation=${first.nation}`));
    await page.close();
  });

  test("entries: all that the reader's channels hold; on a first visit nothing is called new", async () => {
    const { page, text } = await card(undefined);
    const view = (await (await fetch(`${open.address}/api/ledger`)).json()) as ReplyOf<"ledger">;
    const channels = view.parties.flatMap((it) => it.channels).filter((it) => it.entries > 0);
    expect(await text()).toContain(`${channels.reduce((sum, it) => sum + it.entries, 0)} entries in ${channels.length} channels.`);
    expect(await text()).toContain("From your next visit on");
    expect(await text()).not.toContain("new ·");
    expect(await page.evaluate(() => Object.keys(localStorage).filter((it) => it === "concord.visit").map((it) => /^[\dTZ:.-]+$/.test(localStorage.getItem(it) ?? "")))).toEqual([true]);
    await page.close();
  });

  test("what came since the last visit is called new, survives a reload, and is none where nothing came", async () => {
    const seen = await card(LONG_AGO);
    expect(await seen.text()).toMatch(/New in \d+ channels since your last visit with this browser, on 2020-01-01 08:00 UTC/);
    expect(await seen.text()).toContain("new · ");
    await seen.page.reload();
    await seen.page.locator("section[aria-labelledby=awaited-entries]").getByRole("listitem").first().waitFor();
    expect(await seen.text()).toContain("on 2020-01-01 08:00 UTC");
    expect(await violations(seen.page)).toEqual([]);
    await seen.page.close();
    const none = await card(`${new Date().toISOString()} ${YET_TO_COME}`, "fr");
    expect(await none.text()).toContain("Rien de nouveau depuis votre dernière visite avec ce navigateur, le 2099-01-01 08:00 UTC");
    expect(await none.text()).not.toContain("nouveau ·");
    await none.page.close();
  });
});

test("a finding breaks into lines; one that is cut is shown whole below the table, by mouse and by keyboard, until its column has room; the marking is in the reader's language", async () => {
  const { page, problems } = await openPage(browser, `${withoutLedger}/releases?lang=fr`, { width: 390 });
  const long = "Cette phrase est plus longue que quatre lignes d’un téléphone. ".repeat(4).trim();
  const short = "Celle-ci tient sur deux lignes ou trois lignes d’un téléphone.";
  await page.route("**/api/findings*", async (route) => {
    const reply = await route.fetch();
    const view = (await reply.json()) as { readonly findings: readonly object[] };
    await route.fulfill({ response: reply, json: { ...view, findings: view.findings.map((it, at) => (at === 0 ? { ...it, message: long, mend: short } : it)) } });
  });
  await page.goto(`${withoutLedger}/data?lang=fr`);
  const row = page.locator("#findings [data-row='1']");
  await row.nth(1).click();
  const whole = page.locator("#findings .cell-whole");
  expect(await whole.textContent()).toBe(long);
  expect(await row.nth(1).getAttribute("title")).toBe(long);
  expect(await whole.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  expect([await violations(page), await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([[], 0]);
  await page.keyboard.press("ArrowRight");
  await whole.waitFor({ state: "detached" });
  const linesOfCell = (at: number): Promise<number> => row.nth(at).locator(".cell-lines").evaluate((it) => Math.round(it.clientHeight / Number.parseFloat(getComputedStyle(it).lineHeight)));
  expect([await linesOfCell(1), await row.nth(2).textContent()]).toEqual([4, short]);
  expect(await linesOfCell(2)).toBeGreaterThan(1);
  await page.keyboard.press("ArrowLeft");
  await whole.waitFor();
  await page.setViewportSize({ width: 2200, height: 900 });
  await whole.waitFor({ state: "detached" });
  await row.nth(0).hover();
  await row.nth(1).hover();
  await expect.poll(() => row.nth(1).getAttribute("title")).toBe(null);
  await page.keyboard.press("Home");
  await whole.waitFor({ state: "detached" });
  expect(await page.getByRole("note").first().textContent()).toBe("RIVES SECRET · diffusé à personne");
  expect(problems).toEqual([]);
  await page.close();
});

test("Find leads by keyboard to the part of a page, also where what stands above it comes later", async () => {
  const { page } = await openPage(browser, `${withoutLedger}/targets`, { width: 390, height: 700 });
  await page.getByRole("heading", { level: 1 }).waitFor();
  // What stands above the part comes when the page stands already.
  await page.route(/\/api\/(?:findings|records)/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("searchbox").fill("import a spreadsheet");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/data.*#import/);
  await page.locator("#findings [data-row='1']").first().waitFor();
  await expect.poll(() => page.locator("#import").evaluate((it) => Math.min(it.getBoundingClientRect().top, document.documentElement.scrollHeight - innerHeight - scrollY))).toBeLessThan(120);
  await page.close();
});
