import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf, readTexts } from "#adapters/files";
import type { Served } from "#server";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-palette-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
let address: string;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  const { files } = await readTexts(join(import.meta.dirname, "../../cases/three-shores"));
  const systems = files.get("systems.csv")!;
  // A system that is under a higher label than the public reads.
  const hidden = systems.split("\n")[1]!.replace("battery,", "nightjar,").replace(",OPEN,", ",HIGH,").replace(/Air defence battery,[^,]*/, "Nightjar decoy,Leurre Engoulevent");
  // GDP in constant prices, so that nothing is found in the data and the records are the one table.
  const world = new Map(files).set("systems.csv", `${systems.trimEnd()}\n${hidden}\n`).set("economy.csv", files.get("economy.csv")!.replaceAll(",current", ",constant 2030"));
  served = await serve({ source: { files: world, digest: digestOf(world) }, choices: {}, port: 0, plansFolder: join(folder, "plans"), onProgress: () => undefined, onDone: () => undefined });
  ({ address } = served);
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the palette by its keys and types. */
async function find(page: Page, typed: string): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("searchbox").waitFor();
  await page.keyboard.type(typed);
}

describe("by keyboard alone, from any page", () => {
  test.each([
    ["/data", "holm", "Holm", "/nations/HOL", "Holm"],
    ["/", "requirmnts", "Requirements", "/requirements", "Requirements"],
  ])("%s: “%s” leads to %s", async (from, typed, name, path, heading) => {
    const { page, problems } = await openPage(browser, `${address}${from}`);
    await find(page, typed);
    const option = page.getByRole("dialog").getByRole("option", { name }).first();
    await option.waitFor();
    await expect.poll(() => option.getAttribute("data-focused")).toBe("true");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    expect(problems).toEqual([]);
    await page.close();
  });

  test("arrows move, Escape leaves and gives the focus back", async () => {
    const { page } = await openPage(browser, `${address}/data`);
    await page.locator(".palette-door").press("Enter");
    await page.getByRole("dialog").getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator('.palette-item[data-focused="true"]').count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain("palette-door");
    await page.close();
  });

  test.each([["at once", ""], ["after something was typed", "holm"]])("Escape, and Ctrl-K in the same moment: the palette is open anew and empty, %s", async (_when, typed) => {
    const { page, problems } = await openPage(browser, `${address}/data`);
    await find(page, typed);
    // As fast as a hand or a program can: without waiting for the page between the two keys.
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Control+k")]);
    await page.getByRole("dialog").getByRole("option").first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("palette-input");
    expect(await page.locator(".palette-input").inputValue()).toBe("");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });
});

test("by mouse: a system is shown among the records, an action acts", async () => {
  const { page } = await openPage(browser, `${address}/capabilities`);
  await find(page, "battery");
  await page.getByRole("dialog").getByRole("option").filter({ hasText: /System$/ }).first().click();
  await page.locator("#records .grid-table").waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/data?kind=system&filter=battery");
  await find(page, "dark");
  await page.getByRole("dialog").getByRole("option", { name: "Theme: dark" }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  await page.close();
});

test("what a reader may not see is not found, in either language, and no count tells of it", async () => {
  const asked = async (typed: string, more: string): Promise<unknown> => (await fetch(`${address}/api/search?q=${typed}${more}`)).json();
  for (const typed of ["nightjar", "engoulevent", "decoy"]) {
    expect(await asked(typed, "&lang=fr")).toMatchObject({ hits: [{ kind: "system", id: "nightjar", name: "Leurre Engoulevent" }], more: 0 });
    expect(await asked(typed, "&as=%3A0")).toMatchObject({ hits: [], more: 0 });
  }
});

describe("axe, both themes, both languages, 390 pixels", () => {
  test.each([
    ["light", 1440, "en", "air"],
    ["dark", 390, "fr", "air"],
    ["light", 390, "fr", "qqqq"],
  ] as const)("%s, %i px, %s, “%s”", async (scheme, width, lang, typed) => {
    const { page } = await openPage(browser, `${address}/data?lang=${lang}`, { scheme, width });
    await find(page, typed);
    await (typed === "air" ? page.getByRole("dialog").getByRole("option").first() : page.getByText(`« ${typed} »`)).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.close();
  });
});

test("what is typed before the palette is there is not lost, and a job leads to its part of the page", async () => {
  const { page } = await openPage(browser, `${address}/?lang=en`);
  await page.locator(".palette-door").waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("import");
  await page.getByRole("option").filter({ hasText: "Import a spreadsheet" }).waitFor();
  expect(await page.locator(".palette-input").inputValue()).toBe("import");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.locator("#import").waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe("/data#import");
  await page.close();
});

test("states that are wrong: what there is not is not asked for again, the menu of columns closes by Escape, and axe finds nothing", async () => {
  const { page } = await openPage(browser, `${address}/capabilities/nope?lang=en`);
  await page.getByText("This capability cannot be shown").waitFor();
  expect(await page.getByRole("button", { name: "Ask again" }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("main").getByRole("link", { name: "All capabilities" }).click();
  const menu = page.locator("#list .column-choice, main .column-choice").first();
  await menu.locator("summary").click();
  await page.keyboard.press("Escape");
  expect(await menu.getAttribute("open")).toBeNull();
  await page.goto(`${address}/?as=XXX:9&lang=en`);
  await page.getByText(/The data know no reader XXX:9/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test("on a narrow page the strip of pages shows the one at hand", async () => {
  const { page } = await openPage(browser, `${address}/ledger?lang=en`, { width: 390 });
  const current = page.locator('.rail [aria-current="page"]');
  await current.waitFor();
  await expect.poll(async () => (await current.boundingBox())?.x ?? -1).toBeGreaterThan(0);
  const box = await current.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(391);
  await page.close();
});
