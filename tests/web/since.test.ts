import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { makeLedgers, said, serveOpenLedgers } from "./fixture/ledgers.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-since-"));
const second = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 1_100));
let browser: Browser;
let served: { readonly address: string; readonly server: FastifyInstance };
let then: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const all = await makeLedgers(folder);
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
