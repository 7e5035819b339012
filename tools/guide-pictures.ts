/** Takes the pictures of the guide's jobs anew, in a real browser, on invented alliances: `node tools/guide-pictures.ts [name …]`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { readTexts } from "#adapters/files";
import { serve } from "#server";
import { makeLedgers, said, serveLedgers } from "../tests/web/fixture/ledgers.ts";
import { findOrInstallChromium } from "./browser.ts";
import { ROOT } from "./files.ts";
import { nationalSheet, nationalXlsx, WORDS, writeNationalWorld } from "./national-sheet.ts";

/** A picture: of which page, with what in sight. */
interface Picture {
  /** Name of its file in `docs/guide/jobs`, without the ending. */
  readonly name: string;
  /** Address on a server that shows `cases/five-rivers`. */
  readonly path: string;
  /** What has to stand before it is taken. */
  readonly until: string;
  readonly height?: number;
}

export const PICTURES: readonly Picture[] = [
  { name: "plans", path: `/plans?lang=en&levers=${encodeURIComponent("budget:*=-20%;nation-out:ALM;requirement:heavy-brigade=+20%")}`, until: ".state-exact", height: 860 },
  { name: "procurement", path: "/procurement?lang=en", until: ".bundle-members .number", height: 900 },
  { name: "capability", path: "/capabilities/heavy-brigade?lang=en", until: ".stack-need-name", height: 900 },
  { name: "targets", path: "/targets?lang=en&nation=DOR&leaf=drone-ward", until: ".draft-form .card-note", height: 900 },
  { name: "why", path: `/?lang=en&why=${encodeURIComponent("coverage/heavy-brigade/2033")}`, until: ".why-steps", height: 900 },
];

/** The page on which a second person reads what waits for their approval, with ledgers and sign-in of its own. */
async function takeRelease(browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-pictures-"));
  const world = await serveLedgers(folder, await makeLedgers(folder), PORT);
  const body = JSON.stringify({ key: "available/air/2030", to: "FIRMS", reason: "So that yards can invest.", until: "2031-12-31" });
  await fetch(`${world.origin}/api/releases`, { method: "POST", body, headers: { "content-type": "application/json", origin: world.origin, cookie: `concord=${world.secretOf("vera")}` } });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 860 }, colorScheme: "light", reducedMotion: "reduce" });
  await world.enter(page.context(), "hana");
  await page.goto(`${world.origin}/releases?lang=en`);
  await page.locator("#waiting article").waitFor();
  await page.screenshot({ path: pathOf("release") });
  await page.close();
  await world.server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The page of one capability as the public sees it, of data whose labels keep things apart. */
async function takeReaders(browser: Browser): Promise<void> {
  const served = await serve({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, port: 0, plansFolder: tmpdir(), onProgress: () => undefined, onDone: () => undefined });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 700 }, colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(`${served.address}/capabilities/air?lang=en&as=%3A0`);
  await page.locator(".plan-sentence .number").first().waitFor({ timeout: 60_000 });
  await page.locator(".stack-need-name").first().waitFor();
  await page.screenshot({ path: pathOf("readers") });
  await page.close();
  await served.close();
}

/** An import on its way: a return of five thousand rows is read and mapped, and what is wrong in it is shown. */
async function takeImport(browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-pictures-"));
  writeNationalWorld(join(folder, "data"));
  writeFileSync(join(folder, "return.xlsx"), await nationalXlsx(nationalSheet()));
  const served = await serve({ source: await readTexts(join(folder, "data")), choices: {}, port: 0, plansFolder: folder, onProgress: () => undefined, onDone: () => undefined });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 1150 }, colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(`${served.address}/data?lang=en`);
  const card = page.locator("#import");
  await card.getByLabel("Whose rows").selectOption("VAL");
  await card.getByLabel(/^Spreadsheet/).setInputFiles(join(folder, "return.xlsx"));
  await card.getByRole("button", { name: "Read it" }).click();
  for (const column of ["evidence", "confidence"] as const) {
    const words = card.getByLabel(`Words of ${column}`);
    await words.fill(Object.entries(WORDS[column]).map((it) => it.join(" = ")).join("; "));
    await words.blur();
  }
  await card.getByLabel("Heading for quantity, at least").selectOption("Bestand mindestens");
  await card.getByText("What is which column").first().click();
  await card.locator(".import-wrong").first().click();
  await card.getByRole("form", { name: /^Line \d+, / }).waitFor();
  await page.waitForFunction(() => document.querySelector(".import-checked[aria-busy=false]") !== null);
  // From the answer on, past the first rows of what is wrong.
  await card.locator(".table-scroll").first().evaluate((it) => it.style.setProperty("max-height", "15rem"));
  await card.locator(".import-checked").evaluate((it) => it.scrollIntoView());
  await page.screenshot({ path: pathOf("import") });
  await page.close();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The first page of the report as PDF, as the browser shows it; its reader of PDF is there only in the browser's newer way without a window. */
async function takeReport(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-pictures-"));
  const file = join(folder, "report.pdf");
  await said("report", join(ROOT, "cases/five-rivers"), "--pdf", file, "--quiet");
  const executablePath = findOrInstallChromium(() => undefined);
  const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), headless: false, args: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 900, height: 1180 } });
  await page.goto(`file://${file}#toolbar=0&navpanes=0&view=FitH`);
  // The reader says nothing when the page is drawn.
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: pathOf("report"), clip: { x: 7, y: 5, width: 871, height: 1040 } });
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Whatever is taken by a browser and a world of its own, by name. */
const OWN: Readonly<Record<string, (browser: Browser) => Promise<void>>> = { release: takeRelease, readers: takeReaders, import: takeImport, report: takeReport };

const pathOf = (name: string): string => join(ROOT, "docs/guide/jobs", `${name}.png`);
const PORT = 4199;
const WIDTH = 1120;

async function take(wanted: readonly string[]): Promise<void> {
  const executablePath = findOrInstallChromium((line) => void process.stderr.write(`${line}\n`));
  if (executablePath === undefined) process.exit(1);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  const pictures = PICTURES.filter(({ name }) => isWanted(name));
  if (pictures.length > 0) await takePlanned(browser, pictures);
  for (const [name, takeIt] of Object.entries(OWN)) if (isWanted(name)) await takeIt(browser);
  await browser.close();
}

async function takePlanned(browser: Browser, pictures: readonly Picture[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-pictures-"));
  const served = await serve({ source: await readTexts(join(ROOT, "cases/five-rivers")), choices: {}, port: 0, plansFolder: folder, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  for (const it of pictures) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: it.height ?? 800 }, colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(`${served.address}${it.path}`);
    await page.locator(it.until).first().waitFor({ timeout: 60_000 });
    await page.screenshot({ path: pathOf(it.name) });
    await page.close();
  }
  await served.close();
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await take(process.argv.slice(2));
