import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import { HEADING_LINE, nationalSheet, nationalXlsx, WORDS, writeNationalWorld } from "../../tools/national-sheet.ts";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-import-web-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");
// Few rows with every kind of mistake: the size is tried where no browser is needed.
const ROWS = 200;
const sheet = nationalSheet({ rows: ROWS });

let browser: Browser;
let served: Served;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  writeNationalWorld(join(folder, "data"), { rows: ROWS });
  writeFileSync(join(folder, "return.xlsx"), await nationalXlsx(sheet));
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(folder, "data")), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const answerOf = async (page: Page, text: RegExp): Promise<void> => page.locator("#import .plan-sentence").filter({ hasText: text }).waitFor();

test("job: a national workbook is read, mapped, compared, mended by keyboard, taken along; it survives a reload, and axe finds nothing", async () => {
  const { page } = await openPage(browser, `${served.address}/data?lang=en`);
  const card = page.locator("#import");
  await card.getByLabel("Whose rows").selectOption("VAL");
  await card.getByLabel(/^Spreadsheet/).setInputFiles(join(folder, "return.xlsx"));
  await card.getByRole("button", { name: "Read it" }).press("Enter");
  await answerOf(page, /errors/);
  expect(await card.getByLabel("Heading for system").inputValue()).toBe("Gerät");
  // What no name explains is said once, in the map.
  for (const column of ["evidence", "confidence"] as const) {
    const words = card.getByLabel(`Words of ${column}`);
    await words.fill(Object.entries(WORDS[column]).map((it) => it.join(" = ")).join("; "));
    await words.blur();
  }
  await card.getByLabel("Heading for quantity_low").selectOption("Bestand mindestens");
  await answerOf(page, new RegExp(`; ${sheet.planted.length} errors`));
  expect(await violations(page)).toEqual([]);
  // One cell is mended: from the cell by Enter, what is pasted by typing.
  const wrong = sheet.planted.find((it) => it.code === "not-a-number" || it.code === "unknown-code" || it.code === "out-of-range")!;
  const cell = page.getByRole("grid", { name: "Rows to mend" }).locator("tbody tr").filter({ hasText: String(wrong.line) }).locator(".import-wrong").first();
  await cell.click();
  const form = card.getByRole("form", { name: new RegExp(`^Line ${wrong.line}, `) });
  await form.getByLabel("Value").fill("Baumuster 0018");
  await form.getByLabel("Value").press("Enter");
  await answerOf(page, new RegExp(`; ${sheet.planted.length - 1} errors`));
  await page.reload();
  await answerOf(page, new RegExp(`; ${sheet.planted.length - 1} errors`));
  await card.getByRole("button", { name: "Undo", exact: true }).click();
  await answerOf(page, new RegExp(`; ${sheet.planted.length} errors`));
  await card.getByRole("button", { name: "Redo", exact: true }).click();
  await card.getByRole("button", { name: "Leave all rows with an error out" }).click();
  await answerOf(page, /; no error/);
  const saved = page.waitForEvent("download");
  await card.getByRole("button", { name: "Download the mended rows" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").trimEnd().split("\n");
  expect(lines.length - 1).toBeLessThanOrEqual(sheet.lines.length - HEADING_LINE);
  expect(lines.length - 1).toBeGreaterThan(ROWS - sheet.planted.length - 1);
  await card.getByRole("button", { name: "Drop the import" }).click();
  await card.getByText("No spreadsheet is being imported.").waitFor();
  await page.close();
});

test("a file that is no spreadsheet is told with its mend, in French, at 390 pixels in the dark", async () => {
  writeFileSync(join(folder, "bad.xlsx"), Buffer.from([1, 0, 2, 0]));
  const { page } = await openPage(browser, `${served.address}/data?lang=fr`, { scheme: "dark", width: 390 });
  const card = page.locator("#import");
  await card.getByLabel(/^Tableur/).setInputFiles(join(folder, "bad.xlsx"));
  await card.getByRole("button", { name: "Lire", exact: true }).click();
  await card.getByRole("alert").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.close();
});
