import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import { onFixture } from "./on-fixture.ts";
import { openPage } from "./open-page.ts";

const folder = mkdtempSync(join(tmpdir(), "concord-kept-views-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

const { browser, address } = onFixture();
let served: Served;
beforeAll(async () => {
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(import.meta.dirname, "../../cases/five-rivers")), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
});
afterAll(async () => {
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Pages that the fixture has no answers for are opened on a case. */
const at = (path: string): string => `${/^\/(?:$|\?|evidence)/.test(path) ? address() : served.address}${path}`;

const soon = <T>(told: () => Promise<T>) => expect.poll(told, { timeout: 20_000 });
const press = (within: string, heading: string) => (page: Page) => page.locator(within).getByRole("columnheader", { name: heading }).first().getByRole("button").click();
const choose = (within: string, label: string, at: number) => async (page: Page): Promise<void> => void (await page.locator(within).getByLabel(label).selectOption({ index: at }));

/** What a reader arranged of a part, the key that it has in the address, and the part. */
const ARRANGED = [
  ["/?map=table", "allies-sort", "name", ".ally-table", press(".ally-table", "Ally")],
  ["/", "priorities-sort", "covered", "#priorities", press("#priorities", "Covered")],
  ["/", "levers-sort", "money", ".levers", press(".levers", "Money")],
  ["/guidance", "paths-sort", "total", "#money", press("#money", "All years")],
  ["/guidance", "ambition-sort", "count", "#ambition", press("#ambition", "Capabilities")],
  ["/procurement", "agreements-sort", "quantity", ".bundle-list", press(".bundle-list", "Quantity")],
  ["/procurement", "members-sort", "quantity", ".bundle-members", press(".bundle-members", "Quantity")],
  ["/procurement", "pledges-sort", "price", ".bundle-members", press(".bundle-members", "Each at up to")],
  ["/evidence", "curve", "hostility:force", "#specifications", choose("#specifications", "hostility", 2)],
  ["/evidence", "series", /./, "#adoption", choose("#adoption", "What", 1)],
] as const;

test.each(ARRANGED)("on %s %s=%s stands in the address: a reload shows the same, Back what was before", async (path, key, value, part, arrange) => {
  const { page, problems } = await openPage(browser(), at(path));
  const shown = async (): Promise<string | null> => page.locator(part).first().textContent();
  await page.locator(part).first().waitFor();
  // What each agreement saves, and how it is shared, is worked out meanwhile.
  await expect.poll(shown, { timeout: 60_000 }).not.toMatch(/why\?…|Loading/);
  const before = await shown();
  await arrange(page);
  await soon(shown).not.toBe(before);
  expect(new URL(page.url()).searchParams.get(key)).toMatch(value);
  const after = await shown();
  await page.reload();
  await soon(shown).toBe(after);
  await page.goBack();
  await soon(shown).toBe(before);
  expect(new URL(page.url()).searchParams.has(key)).toBe(false);
  expect([problems, await page.locator(".strange").count()]).toEqual([[], 0]);
  await page.close();
});

test("the budget path is chosen in the bar: its plan is made, other pages are on it too, a reload keeps it and Back leads to the other", async () => {
  const { page, problems } = await openPage(browser(), at("/guidance"));
  const choice = page.getByRole("combobox", { name: "Budget path" });
  await choice.waitFor();
  const used = page.locator("#money tr", { has: page.locator(".tag") }).locator("th");
  const [before, other] = (await choice.locator("option").evaluateAll((all) => (all as HTMLOptionElement[]).toSorted((a, b) => Number(b.selected) - Number(a.selected)).map((it) => it.value))) as [string, string];
  const first = await used.textContent();
  await choice.selectOption(other);
  await soon(() => used.textContent()).not.toBe(first);
  expect(new URL(page.url()).searchParams.get("path")).toBe(other);
  await page.reload();
  await soon(() => used.textContent()).not.toBe(first);
  // The path goes along, and its plan comes.
  await page.getByRole("navigation").first().getByRole("link", { name: "Home", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /Planning (alone|together)/ }).waitFor({ timeout: 90_000 });
  expect([new URL(page.url()).searchParams.get("path"), await choice.inputValue()]).toEqual([other, other]);
  await page.goBack();
  await page.goBack();
  await soon(() => used.textContent()).toBe(first);
  expect([await choice.inputValue(), problems]).toEqual([before, []]);
  await page.close();
});

test("what is sought in the description of the interface stands in the address", async () => {
  const { page } = await openPage(browser(), at("/interface"));
  await page.getByRole("searchbox").fill("heat");
  const found = page.locator("#routes details");
  await soon(() => found.count()).toBe(1);
  expect(new URL(page.url()).searchParams.get("filter")).toBe("heat");
  await page.reload();
  await soon(() => found.count()).toBe(1);
  await page.close();
});
