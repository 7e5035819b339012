import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FileChooser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { readSpreadsheet } from "#adapters/xlsx";
import type { Served } from "#server";
import { HEADING_LINE, nationalCsv, nationalSheet, nationalXlsx, WORDS, writeNationalWorld } from "../../tools/national-sheet.ts";
import { launchBrowser } from "./browser.ts";
import { freePort, makeLedgers, said, serveLedgers, type ServedLedgerWorld } from "./fixture/ledgers.ts";
import { focused, press, tabInto, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-import-web-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");
// A national return as large as they come, with every kind of mistake.
const ROWS = 5_000;
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

/** Mistakes that are found whatever else is wrong in their row. */
const FOUND_AT_ONCE = ["missing-value", "duplicate-id", "unknown-code", "not-a-number", "out-of-range", "not-a-share", "impossible-date"];
/** How many rows of what would change are read by keyboard: as many as are mended of what is recorded already. */
const DIFFERENCES_READ = 2;
/** A count as the page writes it. */
const grouped = (count: number): string => count.toLocaleString("en").replaceAll(",", "\u202f");
/** Mistakes of some kinds that were planted in the sheet. */
const unseen = (codes: readonly string[]): number => sheet.planted.filter((it) => codes.includes(it.code)).length;
const answerOf = async (page: Page, text: RegExp): Promise<void> => page.locator("#import .plan-sentence").filter({ hasText: text }).waitFor();

test("job: a national workbook is read, mapped, compared, mended by keyboard, taken along; it survives a reload, and axe finds nothing", async () => {
  const { page } = await openPage(browser, `${served.address}/data?lang=en`);
  const card = page.locator("#import");
  await card.getByLabel("Whose rows").selectOption("VAL");
  await card.getByLabel(/^Spreadsheet/).setInputFiles(join(folder, "return.xlsx"));
  await card.getByRole("button", { name: "Read it" }).press("Enter");
  await answerOf(page, /errors/);
  // Every row is counted, however many say the same; no difference is told of a row that is not read yet, and one press leaves all of them out.
  const wrongRows = sheet.lines.length - HEADING_LINE;
  await answerOf(page, new RegExp(` ${grouped(wrongRows)} with errors, .*; ${grouped(2 * ROWS + unseen(FOUND_AT_ONCE))} errors`));
  await card.getByText(/rows with an error are held apart/).waitFor();
  await card.getByText("No row without an error would change anything.").waitFor();
  await card.getByRole("button", { name: "Leave all rows with an error out" }).click();
  await answerOf(page, /^0 rows: .*; no error/);
  await card.getByRole("button", { name: "Undo", exact: true }).click();
  await answerOf(page, /errors/);
  expect(await card.getByLabel("Heading for system").inputValue()).toBe("Gerät");
  // What no name explains is said once, in the map, or where the words that stand in several rows are asked for.
  const words = card.getByLabel("Words of evidence");
  await words.fill(Object.entries(WORDS.evidence).map((it) => it.join(" = ")).join("; "));
  await words.blur();
  const asked = card.getByRole("form", { name: "Words to explain" });
  await asked.getByRole("row", { name: /^amtlich/ }).waitFor({ state: "detached" });
  const wordsAsked = await asked.locator("tbody tr").allInnerTexts();
  expect(wordsAsked[0]).toMatch(new RegExp(`^hoch\\s[^]*\\sconfidence \\(Verlässlichkeit\\)\\s+${grouped(ROWS)}\\s+Use one of: high, medium, low\\.$`));
  expect(wordsAsked.map((it) => it.split("\t")[0]!.trim())).toEqual(["hoch", "verschollen", "vom Hörensagen"]);
  // The rows of such words do not hide the other mistakes, of which one doubt is of the whole sheet.
  const others = unseen(FOUND_AT_ONCE) - sheet.lines.filter((it) => it.includes("verschollen")).length;
  await card.getByRole("region", { name: "What is wrong or doubtful" }).getByText(`${others + 1} rows`).first().waitFor();
  for (const [theirs, ours] of Object.entries(WORDS.confidence)) {
    const meaning = asked.getByLabel(`${theirs} means, confidence`);
    if ((await meaning.count()) > 0) await meaning.selectOption(ours);
  }
  await asked.getByRole("button", { name: "Take these meanings" }).click();
  await asked.getByRole("row", { name: /^hoch/ }).waitFor({ state: "detached" });
  expect(await card.getByLabel("Words of confidence").inputValue()).toContain("hoch = high");
  await card.getByLabel("Heading for quantity, at least").selectOption("Bestand mindestens");
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
  // A piece of a spreadsheet goes to the rows as they stand on the screen: here from the last line upwards, past the columns that are not shown.
  const grid = page.getByRole("grid", { name: "Rows to mend" });
  await grid.getByRole("columnheader", { name: "Line" }).click();
  await grid.getByRole("columnheader", { name: "Line" }).click();
  const rows = grid.locator("tbody tr[aria-rowindex]");
  const firstCells = async (): Promise<readonly string[]> => (await rows.locator("td:first-child").allInnerTexts()).slice(0, 2);
  const [last, before] = await firstCells();
  expect(Number(last!.replace(/\D/g, ""))).toBeGreaterThan(Number(before!.replace(/\D/g, "")));
  const place = (await grid.getByRole("columnheader").allInnerTexts()).indexOf("note");
  const noteAt = (row: number) => rows.nth(row).locator("td").nth(place);
  await noteAt(0).locator("button").click();
  await card.getByRole("form", { name: /^Line .*, note/ }).getByLabel("Value").evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "counted in May\ncounted in June\n");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect.poll(async () => [await noteAt(0).innerText(), await noteAt(1).innerText()]).toEqual(["counted in May", "counted in June"]);
  expect(await firstCells()).toEqual([last, before]);
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

test("a return that names a document of the nation's own is mended by naming the sheet as the source, and an empty sheet to fill in can be had", async () => {
  writeFileSync(join(folder, "own.csv"), "system,quantity,unit,source,as_of,evidence,confidence\ntank,77,vehicles,our list,2029-10-01,official,high\n");
  const { page } = await openPage(browser, `${served.address}/data?lang=en`);
  const card = page.locator("#import");
  const saved = page.waitForEvent("download");
  await card.getByRole("link", { name: "Empty sheet of holdings (XLSX)" }).click();
  const empty = readSpreadsheet("empty.xlsx", readFileSync(await (await saved).path()));
  expect(empty.kind === "workbook" && empty.sheets.map((it) => [it.name, it.rows.at(-1)?.cells[0]])).toEqual([["Holdings", "Nation *"]]);
  await card.getByLabel("Whose rows").selectOption("VAL");
  await card.getByLabel(/^Spreadsheet/).setInputFiles(join(folder, "own.csv"));
  await card.getByRole("button", { name: "Read it" }).click();
  await answerOf(page, /1 with errors, .*; 1 error\./);
  await card.getByText("Mend or leave out first: 1 row with an error, 1 error in all.").waitFor();
  const box = card.getByRole("checkbox", { name: /^Rows that name no recorded source/ });
  await box.check();
  expect(await card.getByLabel("Title, with author or sender").inputValue()).toMatch(/^own, return of /);
  expect(await card.getByLabel(/^Date of the sheet/).inputValue()).toBe("2029-10-01");
  await answerOf(page, /1 changed, .*; no error/);
  const differences = card.getByRole("region", { name: "What would change" }).getByRole("grid").locator("tbody tr[aria-rowindex]");
  await expect.poll(async () => (await differences.allInnerTexts()).map((it) => it.split(/\s/)[0])).toEqual(["new", "changed"]);
  expect((await differences.allInnerTexts())[1]).toContain("quantity: 100 → 77");
  expect(await violations(page)).toEqual([]);
  await card.getByRole("button", { name: "Undo", exact: true }).click();
  await answerOf(page, /; 1 error\./);
  expect(await box.isChecked()).toBe(false);
  await page.close();
});

test("a file that is no spreadsheet is told with its mend, in French, at 390 pixels in the dark", async () => {
  writeFileSync(join(folder, "bad.xlsx"), Buffer.from([1, 0, 2, 0]));
  const { page } = await openPage(browser, `${served.address}/data?lang=fr`, { scheme: "dark", width: 390 });
  const card = page.locator("#import");
  await card.getByLabel(/^Feuille de calcul/).setInputFiles(join(folder, "bad.xlsx"));
  await card.getByRole("button", { name: "Lire", exact: true }).click();
  await card.getByRole("alert").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.close();
});

test("a file is chosen only once it is known who imports it: nothing that was chosen is lost when the server answers late", async () => {
  const { page } = await openPage(browser, "about:blank");
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/reader*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${served.address}/data?lang=en`);
  const card = page.locator("#import");
  await card.getByRole("heading", { name: "Import a spreadsheet" }).waitFor();
  await page.locator("#findings tbody tr").first().waitFor();
  expect(await card.locator("input[type=file]").count()).toBe(0);
  answer();
  await card.getByText("No spreadsheet is being imported.").waitFor();
  await card.getByLabel("Whose rows").waitFor();
  await page.close();
});

describe("in the ledgers, by a clerk who is signed in", () => {
  let world: ServedLedgerWorld;
  let all: string;
  beforeAll(async () => {
    const own = join(folder, "ledgers");
    mkdirSync(own);
    all = await makeLedgers(own, (data) => writeNationalWorld(data, { rows: ROWS }));
    world = await serveLedgers(own, all, await freePort());
    writeFileSync(join(folder, "return.csv"), nationalCsv(sheet));
  }, 120_000);
  afterAll(() => world?.server.close());

  test("job: by keyboard alone a national return as CSV is read, mapped, mended by typing and by pasting, compared, sent and signed", async () => {
    const { page } = await openPage(browser, "about:blank");
    await world.enter(page.context(), "cora");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    // Listened for from the start: a browser that is busy is told late whom its chooser goes to, and would open its own.
    const chooser = new Promise<FileChooser>((resolve) => page.once("filechooser", resolve));
    await page.goto(`${world.origin}/data?lang=en`);
    await page.getByText("No spreadsheet is being imported.").waitFor();
    await tabTo(page, /^file /);
    await page.keyboard.press("Space");
    await (await chooser).setFiles(join(folder, "return.csv"));
    await press(page, /^Read it/);
    await answerOf(page, /errors/);
    // What is asked of the map: the heading of a column, and words that no name explains.
    await tabTo(page, /^Heading for quantity, at least/);
    for (let at = 0; at < 20 && (await page.evaluate(() => (document.activeElement as HTMLSelectElement).value)) !== "Bestand mindestens"; at += 1) await page.keyboard.press("ArrowDown");
    for (const column of ["evidence", "confidence"] as const) {
      await tabTo(page, new RegExp(`^Words of ${column}`));
      await page.keyboard.type(Object.entries(WORDS[column]).map((it) => it.join(" = ")).join("; "));
    }
    await page.keyboard.press("Tab");
    await answerOf(page, new RegExp(`; ${sheet.planted.length} errors`));
    // Two cells below one another that hold no number are mended by one piece of a spreadsheet.
    await page.evaluate(() => navigator.clipboard.writeText("12\n13\n"));
    const numbers = sheet.planted.filter((it) => it.code === "not-a-number" || it.code === "out-of-range").slice(0, 2);
    await toCell(page, numbers[0]!.line, "quantity");
    await page.keyboard.press("Enter");
    await page.getByRole("form", { name: `Line ${numbers[0]!.line}, quantity` }).waitFor();
    await page.keyboard.press("Control+v");
    await answerOf(page, new RegExp(`; ${sheet.planted.length - 2} errors`));
    // Another is mended by typing; Escape leads back to where the reader was in the rows.
    const unit = sheet.planted.find((it) => it.code === "unit-mismatch")!;
    await page.keyboard.press("Escape");
    await toCell(page, unit.line, "unit");
    await page.keyboard.press("Enter");
    await page.getByRole("form", { name: `Line ${unit.line}, unit` }).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("vehicles");
    await page.keyboard.press("Enter");
    await answerOf(page, new RegExp(`; ${sheet.planted.length - 3} errors`));
    await tabTo(page, /^Leave all rows with an error out/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await answerOf(page, /; no error/);
    const [, added = "", changed = ""] = /: ([\d\u202f]+) new, ([\d\u202f]+) changed/.exec((await page.locator("#import .plan-sentence").textContent()) ?? "") ?? [];
    // What would change is read record by record: first what is recorded already, each cell from what to what.
    const readHere: string[][] = [];
    await tabInto(page, '[aria-label="What would change"] [data-row]');
    await page.keyboard.press("Control+Home");
    for (let row = 0; row < DIFFERENCES_READ; row += 1) {
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Home");
      const cells = [await focused(page)];
      for (let at = 0; at < 3; at += 1) {
        await page.keyboard.press("ArrowRight");
        cells.push(await focused(page));
      }
      readHere.push(cells);
    }
    expect(readHere).toEqual(Array.from({ length: DIFFERENCES_READ }, () => ["changed", expect.stringMatching(/^\d/), expect.stringMatching(/./), expect.stringMatching(/^\w+: .+ → .+/)]));
    await press(page, /^Send as a draft/);
    await page.getByText(/wait for your signature/).waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, /^Sign$/);
    await page.getByText(/are signed and in the ledger/).waitFor();
    // Of the mended rows two are recorded already, one is not.
    expect([added, changed]).toEqual([grouped(sheet.added + 1), grouped(sheet.changed + 2)]);
    await page.close();
    // It is what everybody is shown from now on, stands under the clerk's name, and holds as the command line looks at it.
    expect(await quantitiesAt(numbers.map((it) => it.line))).toEqual([12, 13]);
    expect(await said("ledger", "verify", join(all, "VAL"))).toMatch(/entries/);
  }, 300_000);

  test("job: by mouse the next return, a workbook, is read, explained, mended, compared, sent and signed", async () => {
    const { page } = await openPage(browser, "about:blank");
    await world.enter(page.context(), "cora");
    await page.goto(`${world.origin}/data?lang=en`);
    const card = page.locator("#import");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), card.getByLabel(/^Spreadsheet/).click()]);
    await chooser.setFiles(join(folder, "return.xlsx"));
    await card.getByRole("button", { name: "Read it" }).click();
    await answerOf(page, /errors/);
    await card.getByLabel("Heading for quantity, at least").selectOption("Bestand mindestens");
    for (const column of ["evidence", "confidence"] as const) await card.getByLabel(`Words of ${column}`).fill(Object.entries(WORDS[column]).map((it) => it.join(" = ")).join("; "));
    await card.getByLabel("Words of confidence").blur();
    await answerOf(page, new RegExp(`; ${sheet.planted.length} errors`));
    // Of what was signed before nothing changes again but the cell that is mended here.
    const wrong = sheet.planted.find((it) => it.code === "not-a-number" || it.code === "out-of-range")!;
    await page.getByRole("grid", { name: "Rows to mend" }).locator("tbody tr").filter({ hasText: String(wrong.line) }).locator(".import-wrong").first().click();
    const form = card.getByRole("form", { name: `Line ${wrong.line}, quantity` });
    await form.getByLabel("Value").fill("14");
    await form.getByRole("button", { name: "Mend" }).click();
    await answerOf(page, new RegExp(`; ${sheet.planted.length - 1} errors`));
    await card.getByRole("button", { name: "Leave all rows with an error out" }).click();
    await answerOf(page, /: 0 new, 1 changed, .*; no error/);
    // What would change is told record by record, and is that cell alone.
    const differences = card.getByRole("region", { name: "What would change" }).getByRole("grid").locator("tbody tr[aria-rowindex]");
    await expect.poll(async () => (await differences.allInnerTexts()).map((it) => it.split(/\t\n?|\n\t?/).map((cell) => cell.trim()).filter(Boolean))).toEqual([["changed", grouped(wrong.line), expect.stringMatching(/./), expect.stringMatching(/^quantity: .+ → 14$/)]]);
    await card.getByRole("button", { name: "Send as a draft" }).click();
    await page.getByText(/1 draft waits for your signature/).waitFor();
    await card.getByRole("button", { name: "Sign", exact: true }).click();
    await page.getByText(/(is|are) signed and in the ledger/).waitFor();
    await page.close();
    expect(await quantitiesAt([wrong.line])).toEqual([14]);
    expect(await said("ledger", "verify", join(all, "VAL"))).toMatch(/entries/);
  }, 300_000);

  /** What everybody is shown of what stands at lines of the sheet. */
  async function quantitiesAt(lines: readonly number[]): Promise<readonly unknown[]> {
    const records = (await (await fetch(`${world.origin}/api/records?kind=holding`, { headers: { cookie: `concord=${world.secretOf("vera")}` } })).json()) as { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly (string | number | null)[])[] };
    const at = (name: string): number => records.columns.findIndex((it) => it.name === name);
    const quantities = new Map(records.rows.map((row) => [row[at("system")], row[at("quantity")]]));
    return lines.map((line) => quantities.get(`type-${String(sheet.lines[line - 1]![1]).slice(-4)}`));
  }
});

/** Goes to a cell of the rows to mend, by Tab to the grid and the arrow keys within it. */
async function toCell(page: Page, line: number, column: string): Promise<void> {
  const cell = '[aria-label="Rows to mend"] [data-row]';
  if (!(await page.evaluate((css) => document.activeElement?.matches(css) === true, cell))) await tabInto(page, cell);
  await page.keyboard.press("Control+Home");
  for (let at = 0; at < 40 && (await focused(page)) !== column; at += 1) await page.keyboard.press("ArrowRight");
  const isThere = (): Promise<boolean> => page.evaluate((wanted) => document.activeElement?.closest("tr")?.querySelector("td")?.textContent === wanted, String(line));
  for (let at = 0; at < 400 && !(await isThere()); at += 1) await page.keyboard.press("ArrowDown");
  expect(await isThere()).toBe(true);
}
