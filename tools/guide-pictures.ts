/** Takes the pictures of the guide's jobs anew, in a real browser, on invented alliances: `node tools/guide-pictures.ts [name …]`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { readTexts } from "#adapters/files";
import { serve } from "#server";
import { makeLedgers, serveLedgers } from "../tests/web/fixture/ledgers.ts";
import { findOrInstallChromium } from "./browser.ts";
import { ROOT } from "./files.ts";

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
  await page.screenshot({ path: join(ROOT, "docs/guide/jobs/release.png") });
  await page.close();
  await world.server.close();
  rmSync(folder, { recursive: true, force: true });
}

const PORT = 4199;
const WIDTH = 1120;

async function take(wanted: readonly string[]): Promise<void> {
  const executablePath = findOrInstallChromium((line) => void process.stderr.write(`${line}\n`));
  if (executablePath === undefined) process.exit(1);
  const folder = mkdtempSync(join(tmpdir(), "concord-pictures-"));
  const served = await serve({ source: await readTexts(join(ROOT, "cases/five-rivers")), choices: {}, port: 0, plansFolder: folder, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const it of PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: it.height ?? 800 }, colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(`${served.address}${it.path}`);
    await page.locator(it.until).first().waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(ROOT, "docs/guide/jobs", `${it.name}.png`) });
    await page.close();
  }
  if (wanted.length === 0 || wanted.includes("release")) await takeRelease(browser);
  await browser.close();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await take(process.argv.slice(2));
