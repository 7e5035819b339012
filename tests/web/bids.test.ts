import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freePort, makeLedgers, said, serveLedgers, type ServedLedgerWorld } from "./fixture/ledgers.ts";
import { press, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-bids-"));
let browser: Browser;
let world: ServedLedgerWorld;
let ledger: string;
let [id, digest] = ["", ""];

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const all = await makeLedgers(folder);
  ledger = join(all, "VAL");
  for (const [person, role] of [["cora", "drafter"], ["vera", "opener"], ["vito", "opener"]]) await said("duties", "register", ledger, "role-granted", `person=VAL/${person}`, `role=${role}`);
  id = /^case ([0-9a-f]{16}) /m.exec(await said("duties", "act", ledger, "file-declaration", "interests=none", "--by", "cora", "--title", "Batteries for Vale", "--label", "OPEN"))![1]!;
  for (const it of ["vera", "vito"]) await said("duties", "act", ledger, "file-declaration", "interests=none", "--by", it, "--case", id);
  await said("duties", "act", ledger, "draft-tender", "deadline=2099-01-01T12:00:00Z", "--by", "cora", "--case", id);
  const keys = await Promise.all(["a", "b"].map(async (it) => (await said("duties", "opening-key", join(folder, `${it}.open`))).trim()));
  writeFileSync(join(folder, "bid.txt"), "12 batteries");
  digest = /^[\w-]{43}$/m.exec(await said("duties", "seal", join(folder, "bid.txt"), join(folder, "bid.sealed"), "--case", id, "--supplier", "VAL/acme", ...keys.flatMap((it) => ["--opener", it])))![0];
  world = await serveLedgers(folder, all, await freePort());
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("job: a supplier hands in the digest of a sealed bid by keyboard; what is none is refused, and the ledger holds the one that is", async () => {
  const { page } = await openPage(browser, "about:blank", { width: 390, scheme: "dark" });
  await world.enter(page.context(), "acme");
  await page.goto(`${world.origin}/procurement?lang=en`);
  const card = page.locator("#bids");
  await card.getByText("no bid yet").waitFor();
  await tabTo(page, /^digest Digest of the sealed bid/);
  await page.keyboard.type(digest.slice(1));
  await page.keyboard.press("Enter");
  await card.getByText("This is no digest.").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(digest);
  await press(page, /^Hand the bid in/);
  await card.getByText("Handed in and signed with your key.").waitFor();
  await card.getByText("1 bid handed in").waitFor();
  await card.locator("li code").filter({ hasText: digest }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.close();
  expect(await said("duties", "cases", ledger, "--json")).toContain(digest);
});

test("who is no supplier sees the tender and hands nothing in", async () => {
  const { page } = await openPage(browser, "about:blank");
  await world.enter(page.context(), "vera");
  await page.goto(`${world.origin}/procurement?lang=fr`);
  const card = page.locator("#bids");
  await card.getByText("1 offre déposée").waitFor();
  expect(await card.getByRole("textbox").count()).toBe(0);
  await page.close();
});
