import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Served } from "#server";
import { dutyRules, ledgerFolders, servedLedgers } from "../../src/cli/ledger/served.ts";
import { sourceOfLedgers } from "../../src/cli/load.ts";
import { launchBrowser } from "./browser.ts";
import { makeLedgers } from "./fixture/ledgers.ts";
import { expectWhole, NARROW } from "./narrow.ts";
import { buildPage, openPage } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-narrow-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
let page: Page;
let before: string;

// The alliance stands in ledgers, so that it has a past, with its plan and a plan beside that somebody named.
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const ledgers = servedLedgers(ledgerFolders(await makeLedgers(folder)), sourceOfLedgers);
  const { serve } = await import("#server");
  served = await serve({ source: ledgers.source(), ledgers: { ledgers, rules: await dutyRules() }, choices: {}, port: 0, plansFolder: join(folder, "plans"), onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
  const { moments } = (await (await fetch(`${served.address}/api/since`)).json()) as { readonly moments: readonly string[] };
  before = moments[1]!;
  const kept = { name: "Ten in a hundred more money for every ally, from the first year on", changes: ["budget:*=+10%"] };
  expect((await fetch(`${served.address}/api/plans`, { method: "POST", headers: { "content-type": "application/json", origin: served.address }, body: JSON.stringify(kept) })).status).toBe(200);
  ({ page } = await openPage(browser, "about:blank"));
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page as it stands once there is a plan: its address, what stands on it then, and what the reader does there. */
interface State {
  readonly path: string;
  readonly stands: string;
  readonly does?: (page: Page) => Promise<void>;
  readonly widths?: readonly number[];
}
const WIDE = [1440, ...NARROW];
const LEVERS = encodeURIComponent("budget:*=-20%;nation-out:FEN");
const ASKS_WHY = async (page: Page): Promise<void> => {
  await page.locator("h1 .number").first().click();
  await page.locator("[role=dialog] .why-sentence").waitFor();
};
const FINDS = async (page: Page): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.locator("[role=dialog] [role=searchbox], [role=dialog] input").first().waitFor();
  await page.keyboard.type("a");
  await page.locator("[role=dialog] [role=option]").first().waitFor();
};
const DRAFTS = async (page: Page): Promise<void> => {
  const form = page.locator("#draft form");
  await form.locator('select[id$="-leaf"]').selectOption("air");
  await form.locator('[name="quantity"]').fill("1");
  await form.locator('[name="reason"]').fill("No crews yet, and none to be trained before the second of the yards delivers");
  await form.locator('[type="submit"]').click();
  await page.locator(".draft-list li").first().waitFor();
};

const STATES: Readonly<Record<string, State>> = {
  "Home with its headline": { path: "/", stands: ".lever-table", widths: WIDE },
  "Home, why": { path: "/", stands: "h1 .number", does: ASKS_WHY },
  "Home, the palette": { path: "/", stands: "h1 .number", does: FINDS },
  "Home as it stood": { path: "/?asof=BEFORE", stands: ".strip" },
  "a draft on Targets": { path: "/targets?nation=VAL", stands: ".colophon", does: DRAFTS },
  Guidance: { path: "/guidance", stands: ".colophon" },
  Implementation: { path: "/implementation?nation=HOL", stands: ".colophon" },
  Review: { path: "/review?nation=HOL", stands: ".colophon" },
  Capabilities: { path: "/capabilities", stands: ".colophon" },
  "a capability": { path: "/capabilities/air?basis=planned", stands: ".colophon" },
  Allies: { path: "/nations", stands: ".colophon" },
  "an ally": { path: "/nations/HOL", stands: ".colophon" },
  "Plans with an answer, a plan beside and a demand": { path: `/plans?levers=${LEVERS}&beside=${encodeURIComponent("budget:*=+10%")}&binding=asked&demand=${encodeURIComponent("cover:air=100%@2030;spend:0.01")}`, stands: ".state-exact", does: async (it) => {
    for (const part of [".beside-table", ".price-list li", "#demand .verdict"]) await it.locator(part).first().waitFor();
  }, widths: WIDE },
  "Procurement with a price": { path: `/procurement?show=all&levers=${encodeURIComponent("budget:*=-10%")}`, stands: ".state-exact", widths: WIDE },
  Ledger: { path: "/ledger", stands: ".card" },
};

test.each(Object.entries(STATES))("%s is whole at every width, and in French on the narrowest screen", async (_, { path, stands, does, widths = NARROW }) => {
  for (const lang of ["en", "fr"] as const) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${served.address}${path.replace("BEFORE", before)}${path.includes("?") ? "&" : "?"}lang=${lang}`);
    await page.locator(`main ${stands}`).first().waitFor();
    await page.waitForLoadState("networkidle");
    await does?.(page);
    await page.locator("main details").evaluateAll((all) => all.forEach((it) => { (it as HTMLDetailsElement).open = true; }));
    await expectWhole(page, lang === "en" ? widths : [320]);
  }
});
