/**
 * Takes every page of the web application in both themes at three widths and compares it with the picture that is kept:
 * `npm run goldens [-- page …]`. `--accept` keeps what was taken instead. What differs is written to `out/goldens`, as it is now and with the
 * difference in red. Exit codes: 0 all as kept, 1 something differs, 2 called wrongly, 3 no browser. Decision 075.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { readTexts } from "#adapters/files";
import { PAGES } from "#api";
import { serve } from "#server";
import { findOrInstallChromium } from "./browser.ts";
import { ROOT } from "./files.ts";
import { comparePictures, TOLERANCE } from "./goldens/compare.ts";
import { smallPng } from "./goldens/small-png.ts";

/** A page as it is taken: its address on a server of `cases/five-rivers`, and what has to stand before. */
interface Golden {
  readonly name: string;
  readonly path: string;
  readonly until: string;
}

const LEVERS = encodeURIComponent("budget:*=-20%;nation-out:ALM;requirement:heavy-brigade=+20%");

/** What stands on a page when it is complete. */
const UNTIL: Readonly<Record<keyof typeof PAGES, string>> = {
  home: ".card-actions .actions li, .card-actions .message",
  guidance: ".grid-table tbody td",
  requirements: ".grid-table tbody td",
  targets: ".grid-table tbody td",
  implementation: ".grid-table tbody td",
  review: ".grid-table tbody td",
  capabilities: ".heat-cell",
  capability: ".stack-need-name",
  nations: ".grid-table tbody td",
  nation: ".grid-table tbody td",
  plans: ".state-exact",
  procurement: ".bundle-members .number",
  evidence: "#q7",
  releases: ".strip",
  ledger: ".card-text",
  data: ".import-fields",
  interface: ".route",
  gallery: ".ally-shape",
};
const IDS: Partial<Record<keyof typeof PAGES, string>> = { capability: "heavy-brigade", nation: "DOR" };

const GOLDENS: readonly Golden[] = [
  ...(Object.keys(PAGES) as (keyof typeof PAGES)[]).map((name) => ({ name, path: PAGES[name].path.replace(/:\w+/, IDS[name] ?? ""), until: UNTIL[name] })),
  { name: "plans-compared", path: `/plans?levers=${LEVERS}`, until: ".beside-table" },
];
const WIDTHS = [1440, 1024, 390] as const;
const THEMES = ["light", "dark"] as const;
/** A window is grown to the height of its page, at most to this. Unit: CSS pixels. */
const HEIGHT_MOST = 9_000;
/** How often a picture that differs is taken at most. */
const ROUNDS = 3;
/** What tells the time it took, or the run, differs from run to run. */
const BLANKED = [".took", ".colophon code"];
const KEPT = join(ROOT, "tests/goldens");
const OUT = join(ROOT, "out/goldens");
const NOW = new Date("2031-01-15T12:00:00Z");

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * A picture to compare with the one that is kept: what differs is taken anew, since the browser sets a letter half a pixel higher now and then;
 * only what differs every time has changed.
 */
async function takeAgainst(context: BrowserContext, address: string, golden: Golden, kept: string): Promise<Buffer> {
  for (let round = 1; ; round += 1) {
    const taken = await take(context, address, golden);
    if (round === ROUNDS || !existsSync(kept) || comparePictures(readFileSync(kept), taken).kind === "same") return taken;
  }
}

/** A picture of the whole page, taken in a window as high as it, so that what draws only the part in sight draws all. */
async function take(context: BrowserContext, address: string, golden: Golden): Promise<Buffer> {
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(golden.until).first().waitFor({ timeout: 120_000 });
  if (golden.name !== "gallery") await page.waitForFunction(() => document.querySelector("main [aria-busy='true'], main .loading") === null);
  await page.evaluate(() => document.fonts.ready);
  for (let round = 0; round < 3; round += 1) {
    const height = Math.min(HEIGHT_MOST, await page.evaluate(() => document.documentElement.scrollHeight));
    await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.waitForTimeout(150);
  }
  // What is blanked is as wide as its text: it gets one text, so that the picture is the same however long anything took.
  await page.evaluate((blanked) => document.querySelectorAll<HTMLElement>(blanked).forEach((it) => (it.textContent = "0.00 s 0123456789")), BLANKED.join(", "));
  const picture = await page.screenshot({ animations: "disabled", mask: BLANKED.map((it) => page.locator(it)), maskColor: "#808080" });
  await page.close();
  return picture;
}

/** Compares one picture with the one that is kept, and says what differs. Answers whether it is the same. */
function judge(file: string, taken: Buffer): boolean {
  const path = join(KEPT, file);
  if (!existsSync(path)) {
    writeFileSync(join(OUT, file), taken);
    say(`new      ${file}: no picture is kept; look at out/goldens/${file}, then keep it with --accept`);
    return false;
  }
  const found = comparePictures(readFileSync(path), taken);
  if (found.kind === "same") return true;
  writeFileSync(join(OUT, file), taken);
  if (found.kind === "size") say(`size     ${file}: ${found.kept} is kept, ${found.taken} was taken`);
  else {
    writeFileSync(join(OUT, file.replace(/png$/, "difference.png")), found.difference);
    say(`differs  ${file}: ${found.pixels} pixels in one square of ${TOLERANCE.window}`);
  }
  return false;
}

async function takeAll(browser: Browser, wanted: readonly Golden[], isAccepted: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "concord-goldens-"));
  const served = await serve({ source: await readTexts(join(ROOT, "cases/five-rivers")), choices: {}, port: 0, plansFolder: folder, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  let changed = 0;
  for (const width of WIDTHS)
    for (const theme of THEMES) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
      await context.clock.setFixedTime(NOW);
      for (const golden of wanted) {
        const file = `${golden.name}-${width}-${theme}.png`;
        const address = `${served.address}${golden.path}${golden.path.includes("?") ? "&" : "?"}lang=en`;
        if (isAccepted) writeFileSync(join(KEPT, file), smallPng(await take(context, address, golden)));
        else if (!judge(file, await takeAgainst(context, address, golden, join(KEPT, file)))) changed += 1;
      }
      await context.close();
    }
  await served.close();
  rmSync(folder, { recursive: true, force: true });
  return changed;
}

const args = process.argv.slice(2);
const isAccepted = args.includes("--accept");
const names = args.filter((it) => it !== "--accept");
const unknown = names.filter((name) => !GOLDENS.some((it) => it.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no page ${unknown.join(", ")}. Name any of: ${GOLDENS.map((it) => it.name).join(", ")}; or none for all; --accept keeps what is taken.\n`);
  process.exit(2);
}
const executablePath = findOrInstallChromium((line) => void process.stderr.write(`${line}\n`));
if (executablePath === undefined) process.exit(3);
if (!existsSync(join(ROOT, "dist/web/index.html"))) {
  process.stderr.write("The web application is not built. Build it with `npm run build`.\n");
  process.exit(3);
}
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
mkdirSync(KEPT, { recursive: true });
const wanted = names.length === 0 ? GOLDENS : GOLDENS.filter((it) => names.includes(it.name));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const changed = await takeAll(browser, wanted, isAccepted);
await browser.close();
const stale = readdirSync(KEPT).filter((file) => file.endsWith(".png") && !GOLDENS.some((it) => WIDTHS.some((width) => THEMES.some((theme) => file === `${it.name}-${width}-${theme}.png`))));
for (const file of stale) {
  if (isAccepted) rmSync(join(KEPT, file));
  else say(`stale    ${file}: no page has it; --accept takes it away`);
}
const all = wanted.length * WIDTHS.length * THEMES.length;
say(isAccepted ? `${all} pictures kept in tests/goldens` : `${all - changed} of ${all} pictures are as kept; ${changed} differ, ${stale.length} are of no page`);
process.exit(isAccepted || changed + stale.length === 0 ? 0 : 1);
