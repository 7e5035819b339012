import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planner, type View } from "#server";
import { launchBrowser } from "./browser.ts";
import { makeLedgers, said, serveOpenLedgers } from "./fixture/ledgers.ts";
import { focused, press, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-since-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");
const second = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1_100));
let browser: Browser;
let served: { readonly address: string; readonly server: FastifyInstance };
let then: string;
let all: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  all = await makeLedgers(folder);
  await second();
  then = new Date().toISOString();
  await second();
  await said("ledger", "draft", "correct", join(all, "VAL"), "holdings", "h.VAL.battery", "quantity=30", "--beside", all);
  await said("ledger", "draft", "sign", join(all, "VAL"));
  served = await serveOpenLedgers(all);
});
afterAll(async () => {
  await browser?.close();
  await served?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([["en", "light", 1440, "no longer"], ["fr", "dark", 390, "n’en est plus"]] as const)("Home says what has changed since the moment in its address: %s, %s, %i pixels", async (lang, scheme, width, gone) => {
  const { page } = await openPage(browser, `${served.address}/?since=${then}&lang=${lang}`, { scheme, width });
  const card = page.locator("#since");
  await card.getByRole("link", { name: lang === "en" ? "Air defence" : "Défense aérienne" }).waitFor();
  await card.getByText(gone, { exact: true }).waitFor();
  expect(await card.getByRole("combobox").first().inputValue()).toBe(then);
  // Without the plan of then no price is claimed, and it is made when it is asked for.
  expect(await card.getByRole("button", { name: lang === "en" ? "Make the plan of then" : "Faire le plan d’alors" }).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.close();
});

test("who comes for the first time compares with the state before the latest entry; another moment goes into the address", async () => {
  const { page } = await openPage(browser, served.address);
  const choice = page.locator("#since").getByRole("combobox").first();
  await choice.waitFor();
  const moments = ((await (await fetch(`${served.address}/api/since`)).json()) as { readonly moments: readonly string[] }).moments;
  expect(await choice.inputValue()).toBe(moments[1]);
  await choice.selectOption(moments[0]!);
  await page.locator("#since").getByText("Nothing that you may see has changed since.").waitFor();
  expect(new URL(page.url()).searchParams.get("since")).toBe(moments[0]);
  await page.goBack();
  await expect.poll(() => choice.inputValue()).toBe(moments[1]);
  await page.close();
});

test.each([["en", "light", 1440], ["fr", "dark", 390]] as const)("the bar leads to the record as it stood, through all pages, and back to now: %s, %s, %i pixels", async (lang, scheme, width) => {
  const { page } = await openPage(browser, `${served.address}/?lang=${lang}`, { scheme, width });
  const words = lang === "en" ? { bar: "As of", back: "Back to now", stood: /as it stood at 20\d\d-/, record: "Capabilities" } : { bar: "En date du", back: "Revenir à maintenant", stood: /tel qu’il était au 20\d\d-/, record: "Capacités" };
  const choice = page.locator(".top-bar").getByRole("combobox", { name: words.bar });
  await choice.waitFor();
  const moments = ((await (await fetch(`${served.address}/api/since`)).json()) as { readonly moments: readonly string[] }).moments;
  expect(await choice.locator("option").evaluateAll((all) => all.map((it) => (it as HTMLOptionElement).value))).toEqual(["", ...moments]);
  await choice.focus();
  await choice.selectOption(moments[1]!);
  await page.getByText(words.stood).waitFor();
  expect(new URL(page.url()).searchParams.get("asof")).toBe(moments[1]);
  // What answers why is of then as well.
  const available = async (asof: string): Promise<number | undefined> => ((await (await fetch(`${served.address}/api/why?key=available/air/2031${asof}`)).json()) as { readonly shown: { readonly value?: number } }).shown.value;
  const [before, now] = [await available(`&asof=${moments[1]}`), await available("")];
  expect(before).toBeLessThan(now!);
  await page.goto(`${served.address}/?lang=${lang}&asof=${moments[1]}&why=available/air/2031`);
  const answered = page.getByRole("dialog");
  await answered.locator(".why-sentence").waitFor();
  expect((await answered.locator(".why-value").first().innerText()).split(/[^\d]/)[0]).toBe(String(before));
  await page.keyboard.press("Escape");
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  // Nothing is drafted or brought in from there.
  const none = lang === "en" ? "nothing can be drafted or signed from there" : "de là, rien ne peut être préparé ni signé";
  for (const [path, card] of [["targets", "#draft"], ["data", "#import"]]) {
    await page.goto(`${served.address}/${path}?lang=${lang}&asof=${moments[1]}`);
    await page.locator(card!).getByText(none).waitFor();
    expect(await page.locator(card!).locator("input, select, textarea, button").count()).toBe(0);
  }
  // A link of the page leads to that of then.
  expect(await page.locator("nav a").evaluateAll((all) => all.map((it) => new URL((it as HTMLAnchorElement).href).searchParams.get("asof")))).toSatisfy((all: readonly unknown[]) => all.length > 5 && all.every((it) => it === moments[1]));
  await page.getByRole("button", { name: words.back }).click();
  await page.getByText(words.stood).waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.has("asof")).toBe(false);
  await page.close();
});

test("the page of what has changed leads to everything as of then; a moment before anything says so and leads back", async () => {
  const { page } = await openPage(browser, `${served.address}/?since=${then}`);
  await page.locator("#since").getByRole("button", { name: "Look at everything as of then" }).click();
  await page.getByText(/as it stood at 20\d\d-/).waitFor();
  expect(new URL(page.url()).searchParams.get("asof")).toBe(then);
  await page.goto(`${served.address}/targets?asof=1999-01-01T00:00:00Z`);
  await page.getByText("By that moment nothing stood in the ledgers").first().waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.getByRole("heading", { name: "Targets" }).first().waitFor();
  await page.close();
});

test("the plan of then is made, stopped and made again by keyboard alone; then the price of then stands beside that of now", async () => {
  const plans = planner({ onProgress: () => undefined, onDone: () => undefined }, { lastAsked: () => 0, calmSeconds: 0 });
  let isHeld = true;
  const planned = await serveOpenLedgers(all, { now: plans, past: { plan: (view: View) => (isHeld ? undefined : plans.plan(view)), cancel: plans.cancel } });
  const { page, problems } = await openPage(browser, `${planned.address}/?since=${then}`);
  const part = page.locator("#since .since-plan");
  const said = part.locator("p[role=status]");
  await part.waitFor();
  await press(page, /^Make the plan of then/);
  await part.getByRole("progressbar").waitFor();
  expect([await said.innerText(), await violations(page)]).toEqual(["The plan of then is made", []]);
  // The button that began it is the one that stops it.
  await expect.poll(() => focused(page)).toMatch(/^Cancel/);
  await page.keyboard.press("Enter");
  await expect.poll(() => said.innerText()).toBe("The plan of then was stopped.");
  expect(await part.getByRole("progressbar").count()).toBe(0);
  await expect.poll(() => focused(page)).toMatch(/^Make the plan of then/);
  const figures = page.locator("#since table").first();
  const without = await figures.locator("tbody tr").count();
  isHeld = false;
  await page.keyboard.press("Enter");
  await part.waitFor({ state: "detached", timeout: 60_000 });
  await expect.poll(() => figures.locator("tbody tr").count()).toBeGreaterThan(without);
  expect(await figures.locator("tbody tr").first().locator("td").allInnerTexts()).toSatisfy((cells: readonly string[]) => cells.length === 3 && cells.every((it) => /\d/.test(it)));
  // The button is gone, and the keyboard goes on from the figures that it was about.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("#since table") !== null && document.activeElement !== document.body)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  // This server has no routes of plans.
  expect(problems.filter((it) => !it.includes("404"))).toEqual([]);
  await page.close();
  await planned.server.close();
  await plans.close();
});

test("what has moved is sorted by its headings, which stands in the address", async () => {
  const { page } = await openPage(browser, `${served.address}/?since=${then}`);
  const figures = page.locator("#since table").first();
  await figures.waitFor();
  const names = () => figures.locator("tbody th").allInnerTexts();
  const given = await names();
  await tabTo(page, /^Figure$/);
  await page.keyboard.press("Enter");
  await expect.poll(names).toEqual(given.toSorted((a, b) => a.localeCompare(b, "en")));
  expect(new URL(page.url()).searchParams.get("moved-sort")).toBe("figure");
  await page.goBack();
  await expect.poll(names).toEqual(given);
  await page.close();
});
