/**
 * Takes every page of the web application in both themes at three widths and compares it with the picture that is kept:
 * `npm run goldens [-- page …]`. `--accept` keeps what differs from now on. What differs is written to `out/goldens`, as it is now and with the
 * difference in red. Exit codes: 0 all as kept, 1 something differs, 2 called wrongly, 3 no browser. Decision 075.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { readTexts } from "#adapters/files";
import { PAGES, ROUTES } from "#api";
import { serve, type Served } from "#server";
import { findOrInstallChromium } from "./browser.ts";
import { ROOT } from "./files.ts";
import { comparePictures, TOLERANCE } from "./goldens/compare.ts";
import { NATIONAL_SHEET, type Person, serveLedgerPictures } from "./goldens/ledgers.ts";
import { smallPng } from "./goldens/small-png.ts";

/** A page as it is taken: its address on a server of `cases/five-rivers`, and what has to stand before. */
interface Golden {
  readonly name: string;
  readonly path: string;
  readonly until: string;
  /** Who is signed in where the same data stand in ledgers. Absent: they are tables, which anyone may look at. */
  readonly as?: Person | "nobody";
  /** What is done on the page before. */
  readonly first?: (page: Page) => Promise<void>;
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
  { name: "why", path: `/releases?why=${encodeURIComponent("target/heavy-brigade/2040/DOR")}`, until: ".why-records, .why-steps" },
  { name: "home-french", path: "/?lang=fr", until: UNTIL.home },
  { name: "plans-compared", path: `/plans?levers=${LEVERS}`, until: "main:has(.state-exact) .beside-table" },
  { name: "sign-in", path: "/", until: "main .action", as: "nobody" },
  { name: "ledger-entry", path: "/ledger", until: "#entry .strip-done", as: "bea", first: openEntry },
  { name: "releases-waiting", path: "/releases", until: "#waiting article", as: "bea" },
  { name: "import", path: "/data", until: ".import-checked[aria-busy=false] .import-part", as: "bruno", first: importSheet },
];

/** Leads from the channels to an entry, and has the browser check it. Pressed without a mouse, which would leave its mark on what it stands on. */
async function openEntry(page: Page): Promise<void> {
  await page.getByRole("row", { name: /^BRY GUARDED-UPPER/ }).getByRole("link").dispatchEvent("click");
  await page.getByRole("row", { name: /holdings\.csv h\./ }).first().getByRole("link").dispatchEvent("click");
  await page.locator("#entry .action").dispatchEvent("click");
}

/** Reads a national return with mistakes, as far as it is mapped by itself. What stands beside it on the page is in the picture `data`. */
async function importSheet(page: Page): Promise<void> {
  await page.locator("#import").evaluate((card) => {
    for (const it of card.parentElement?.querySelectorAll<HTMLElement>(":scope > .card:not(#import)") ?? []) it.style.display = "none";
  });
  await page.locator("#import input[name=file]").setInputFiles({ name: "return.csv", mimeType: "text/csv", buffer: Buffer.from(NATIONAL_SHEET) });
  await page.locator("#import .import-fields .action").dispatchEvent("click");
}
const WIDTHS = [1440, 1024, 390] as const;
const THEMES = ["light", "dark"] as const;
/** Unit: CSS pixels. */
const HEIGHT_FIRST = 900;
/** A window is grown to the height of its page, at most to this. Unit: CSS pixels. */
const HEIGHT_MOST = 15_000;
/** How often a picture that differs is taken at most. */
const ROUNDS = 4;
/** Longest wait for one thing of a page. Unit: ms. */
const WAITED_MS = 120_000;
/** In so many frames a page changes in nothing before it is taken: a third of a second where nothing else is to do. */
const FRAMES_STILL = 20;
/** A page may grow with its window so often. */
const HEIGHTS_TRIED = 6;
/** What tells the time it took, or the run, differs from run to run. */
const BLANKED = [".took", ".colophon code"];
const KEPT = join(ROOT, "tests/goldens");
const OUT = join(ROOT, "out/goldens");
const NOW = new Date("2031-01-15T12:00:00Z");

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A page that could not be taken: its address, and what was waited for in vain. */
class Unsettled extends Error {}

/** The window that pages are taken in, one after the other, and how many answers the page in it waits for. */
interface Taker {
  readonly page: Page;
  readonly asked: () => number;
  readonly width: number;
}

type Pictures = Readonly<Record<(typeof THEMES)[number], Buffer>>;

/**
 * Pictures to compare with those that are kept: what differs is taken anew until two rounds on end agree, since the browser sets a letter
 * half a pixel higher now and then; only what differs every time has changed. @throws Unsettled
 */
async function takeAgainst(taker: Taker, address: string, golden: Golden): Promise<Pictures> {
  const isSame = (before: Buffer, now: Buffer): boolean => comparePictures(before, now).kind === "same";
  for (let round = 1, before: Pictures | undefined; ; round += 1) {
    const taken = await take(taker, address, golden);
    const isSure = THEMES.every((theme) => {
      const kept = join(KEPT, fileOf(golden, taker.width, theme));
      return (existsSync(kept) && isSame(readFileSync(kept), taken[theme])) || (before !== undefined && isSame(before[theme], taken[theme]));
    });
    if (isSure || round === ROUNDS) return taken;
    before = taken;
  }
}

const fileOf = (golden: Golden, width: number, theme: (typeof THEMES)[number]): string => `${golden.name}-${width}-${theme}.png`;

/** Pictures of the whole page at rest, taken in a window as high as it, so that what draws only the part in sight draws all. @throws Unsettled */
async function take(taker: Taker, address: string, golden: Golden): Promise<Pictures> {
  const { page, width } = taker;
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width, height: HEIGHT_FIRST });
  await page.goto(address);
  try {
    await golden.first?.(page);
    await page.locator(golden.until).first().waitFor({ timeout: WAITED_MS });
  } catch (error) {
    throw error instanceof Error && error.name === "TimeoutError" ? new Unsettled(`${address} showed no ${golden.until} in ${WAITED_MS / 1000} s`) : error;
  }
  await page.evaluate(() => document.fonts.ready);
  const mayLoad = golden.name === "gallery";
  await grow(taker, mayLoad);

  const light = await photograph(page);
  // The theme is the browser's: the page draws nothing anew for it but its colours.
  await page.emulateMedia({ colorScheme: "dark" });
  await rest(taker, mayLoad);
  const dark = await photograph(page);
  return { light, dark };
}

/** Makes the window as high as the page. @throws Unsettled */
async function grow(taker: Taker, mayLoad: boolean): Promise<void> {
  const { page, width } = taker;
  for (let round = 0, height = 0; round < HEIGHTS_TRIED; round += 1) {
    await rest(taker, mayLoad);
    const wanted = Math.min(HEIGHT_MOST, await page.evaluate(() => document.documentElement.scrollHeight));
    if (wanted === height) return;
    height = wanted;
    await page.setViewportSize({ width, height });
  }
  throw new Unsettled(`${page.url()} grows with its window, ${HEIGHTS_TRIED} times on end`);
}

/** How many answers the page in a window waits for; streams of events, which never end, are none. */
function follow(page: Page): () => number {
  const open = new Set<Request>();
  page.on("request", (it) => {
    // Another page: what the one before it waited for is nothing to it.
    if (it.isNavigationRequest()) open.clear();
    if (it.resourceType() !== "eventsource") open.add(it);
  });
  page.on("requestfinished", (it) => void open.delete(it));
  page.on("requestfailed", (it) => void open.delete(it));
  return () => open.size;
}

/**
 * Waits until the page is at rest: nothing of it is marked as busy or loading, it waits for no answer, and in so many frames on end neither
 * anything of it nor its size has changed. Frames are counted and not milliseconds: on a machine with much else to do they take longer.
 */
async function rest({ page, asked }: Taker, mayLoad: boolean): Promise<void> {
  for (const end = performance.now() + WAITED_MS; ; ) {
    const isStill = await page.evaluate(
      ({ frames, busy }) =>
        new Promise<boolean>((resolve) => {
          const size = (): string => `${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`;
          const before = size();
          let changes = 0;
          const watch = new MutationObserver((it) => (changes += it.length));
          watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
          const look = (left: number): void => {
            if (left > 0 && changes === 0) return void requestAnimationFrame(() => look(left - 1));
            watch.disconnect();
            resolve(changes === 0 && size() === before && (busy === "" || document.querySelector(busy) === null));
          };
          look(frames);
        }),
      { frames: FRAMES_STILL, busy: mayLoad ? "" : "main [aria-busy='true'], main .loading" },
    );
    if (isStill && asked() === 0) return;
    if (performance.now() > end) throw new Unsettled(`${page.url()} did not come to rest in ${WAITED_MS / 1000} s: it ${asked() > 0 ? "waits for an answer" : "goes on changing or loading"}`);
  }
}

async function photograph(page: Page): Promise<Buffer> {
  await page.evaluate((blanked) => {
    // What is blanked is as wide as its text: it gets one text, so that the picture is the same however long anything took.
    for (const it of document.querySelectorAll<HTMLElement>(blanked)) it.textContent = "0.00 s 0123456789";
    // What stays in sight when the rest is scrolled is drawn as a layer of its own, whose letters stand half a pixel higher or not as it comes.
    // Nothing is scrolled here: it stands where it stands.
    for (const it of document.querySelectorAll<HTMLElement>("#page *")) if (getComputedStyle(it).position === "sticky") it.style.cssText += "; position: relative; inset: auto";
  }, BLANKED.join(", "));
  return page.screenshot({ animations: "disabled", mask: BLANKED.map((it) => page.locator(it)), maskColor: "#808080" });
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

/** The data as tables, planned. */
async function serveTables(folder: string): Promise<Served> {
  const served = await serve({ source: await readTexts(join(ROOT, "cases/five-rivers")), choices: {}, port: 0, plansFolder: folder, limits: { whatIfAheadSeconds: 0 }, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  // Of plans that are equally good the solver finds the one next to what it was asked before: the levers are asked first, whichever pages are taken.
  await fetch(`${served.address}${ROUTES.plansCompare.path}?exact=true&plan=&plan=${LEVERS}`);
  return served;
}

async function takeAll(browser: Browser, wanted: readonly Golden[], isAccepted: boolean): Promise<{ readonly changed: number; readonly missing: number }> {
  const folder = mkdtempSync(join(tmpdir(), "concord-goldens-"));
  const tables = wanted.some(({ as }) => as === undefined) ? await serveTables(folder) : undefined;
  const ledgers = wanted.some(({ as }) => as !== undefined) ? await serveLedgerPictures(folder, NOW) : undefined;
  let [changed, missing] = [0, 0];
  for (const width of WIDTHS) {
    const context = await browser.newContext({ reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" });
    await context.clock.setFixedTime(NOW);
    const page = await context.newPage();
    const taker = { page, asked: follow(page), width };
    for (const golden of wanted) {
      const { as } = golden;
      await context.clearCookies();
      if (as !== undefined && as !== "nobody") await ledgers?.enter(context, as);
      try {
        const taken = await takeAgainst(taker, `${(as === undefined ? tables : ledgers)?.address}${golden.path}${golden.path.includes("?") ? "&" : "?"}lang=en`, golden);
        for (const theme of THEMES) {
          const file = fileOf(golden, width, theme);
          if (judge(file, taken[theme])) continue;
          changed += 1;
          if (isAccepted) writeFileSync(join(KEPT, file), smallPng(taken[theme]));
        }
      } catch (error) {
        if (!(error instanceof Unsettled)) throw error;
        say(`missing  ${golden.name}-${width}: ${error.message}`);
        missing += THEMES.length;
      }
    }
    await context.close();
  }
  await ledgers?.close();
  await tables?.close();
  rmSync(folder, { recursive: true, force: true });
  return { changed, missing };
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
const { changed, missing } = await takeAll(browser, wanted, isAccepted);
await browser.close();
const stale = readdirSync(KEPT).filter((file) => file.endsWith(".png") && !GOLDENS.some((it) => WIDTHS.some((width) => THEMES.some((theme) => file === `${it.name}-${width}-${theme}.png`))));
for (const file of stale) {
  if (isAccepted) rmSync(join(KEPT, file));
  else say(`stale    ${file}: no page has it; --accept takes it away`);
}
const all = wanted.length * WIDTHS.length * THEMES.length;
const ends = `${missing === 0 ? "" : `; ${missing} could not be taken`}`;
say(isAccepted ? `${changed} of ${all} pictures kept anew in tests/goldens${ends}` : `${all - changed - missing} of ${all} pictures are as kept; ${changed} differ, ${stale.length} are of no page${ends}`);
process.exit(missing === 0 && (isAccepted || changed + stale.length === 0) ? 0 : 1);
