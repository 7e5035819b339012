import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
import { assessAlliance } from "#app";
import type { Served } from "#server";
import { allParameters, HEAT_MEASURES, type Results } from "#views";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, settled, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
// Runs of the tests are kept apart, and made anew each time.
const runs = mkdtempSync(join(tmpdir(), "concord-runs-"));
process.env["CONCORD_RUNS"] = runs;

let browser: Browser;
let served: Served;

const resultsOf = async (folder: string): Promise<Results> => {
  const { alliance, digest } = await loadDataset(join(ROOT, folder), { parameters: allParameters });
  if (alliance === undefined) throw new Error(`${folder} holds no alliance`);
  return assessAlliance({ alliance, digest }, {}, (text) => createHash("sha256").update(text).digest("hex"));
};

/** Every key of "why" that a reply holds. */
const keysIn = (reply: unknown): readonly string[] => [...new Set([...JSON.stringify(reply).matchAll(/"why":"([^"]+)"/g)].map((it) => it[1] ?? ""))];

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ results: await resultsOf("cases/five-rivers"), port: 0, say: () => undefined, onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(runs, { recursive: true, force: true });
});

describe("the page on the real server, with an invented alliance", () => {
  test("goes from progress to the headline by itself, without an error and without another host", async () => {
    const { page, problems, hosts } = await openPage(browser, served.address);
    await page.getByRole("heading", { level: 1, name: /Planning (alone costs|together)/ }).waitFor({ timeout: 90_000 });
    await page.locator(".heat-cell").first().waitFor();
    await page.getByText("Actions that help most").waitFor();
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test("every number of the first page and of every table is answered why", async () => {
    await served.planned;
    const get = async (path: string): Promise<unknown> => (await fetch(`${served.address}${path}`)).json();
    const replies = [await get("/api/home"), ...(await Promise.all(HEAT_MEASURES.map((measure) => get(`/api/heat?measure=${measure}`))))];
    const keys = [...new Set(replies.flatMap(keysIn))];
    expect(keys.length).toBeGreaterThan(100);
    const unanswered: string[] = [];
    for (const key of keys) {
      const reply = await fetch(`${served.address}/api/why?key=${encodeURIComponent(key)}`);
      if (reply.status !== 200) unanswered.push(`${key}: ${reply.status}`);
      else await reply.arrayBuffer();
    }
    expect(unanswered).toEqual([]);
  });

  test("a number in the sentence is asked why, down to its method", async () => {
    const { page, problems } = await openPage(browser, served.address);
    await page.locator("h1 .number").first().click();
    await page.getByRole("dialog").getByText("Method").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe("the page on the real server, with the shipped data, before it is planned", () => {
  let close: () => Promise<void>;
  let address: string;
  beforeAll(async () => {
    const { buildServer } = await import("#server");
    const results = await resultsOf("data/nato-open");
    const server = await buildServer({
      results: () => results,
      progress: () => ({ state: "waiting", stage: "Waiting to plan", done: 0 }),
      onProgress: () => () => undefined,
    });
    address = await server.listen({ host: "127.0.0.1", port: 0 });
    close = () => server.close();
  });
  afterAll(() => close?.());

  test("every ally of the data has its place on the map, on either view, and axe finds nothing", async () => {
    const { page, problems } = await openPage(browser, address);
    await settled(page);
    const nations = ((await (await fetch(`${address}/api/home`)).json()) as { map: { nations: readonly unknown[] } }).map.nations.length;
    expect(nations).toBeGreaterThan(30);
    expect(await page.locator(".ally").count()).toBe(nations);
    await page.getByRole("radio", { name: "Atlantic" }).click();
    await expect.poll(() => page.locator(".ally").count()).toBe(nations);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});
