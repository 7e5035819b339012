import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { PAGES } from "#api";
import type { Served } from "#server";
import type { HomeView } from "#views";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

/**
 * Every page of the shipped data set, before its plan and after it, in both themes. It takes minutes, so it is done where it is asked for:
 * `CONCORD_WEB=whole npx vitest run tests/web/real-data.test.ts`. What the pages do is tested on invented data, in the other files.
 */
const isAsked = process.env["CONCORD_WEB"] === "whole";

const runs = mkdtempSync(join(tmpdir(), "concord-real-data-"));
process.env["CONCORD_RUNS"] = runs;
let browser: Browser;
let served: Served;
beforeAll(async () => {
  if (!isAsked) return;
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(import.meta.dirname, "../../data/nato-open")), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(runs, { recursive: true, force: true });
});

const WAITED_MS = 12_000;

/** Asks for something to be done, as the page does. */
const post = async (path: string): Promise<void> => {
  const reply = await fetch(`${served.address}${path}`, { method: "POST", headers: { "content-type": "application/json", origin: new URL(served.address).origin }, body: "{}" });
  expect([path, reply.ok]).toEqual([path, true]);
};
const api = async <T>(path: string): Promise<T> => (await (await fetch(`${served.address}${path}`)).json()) as T;
const isPlanned = async (): Promise<boolean> => (await api<HomeView>("/api/home")).headline !== undefined;

/** Addresses of all pages; of those of one thing, its first. */
async function paths(): Promise<readonly string[]> {
  const [leaf] = (await api<{ readonly rows: readonly { readonly leaf: string }[] }>("/api/capabilities")).rows;
  const [nation] = (await api<{ readonly rows: readonly { readonly nation: string }[] }>("/api/nations")).rows;
  return Object.entries(PAGES).map(([page, { path }]) => path.replace(":id", encodeURIComponent((page === "capability" ? leaf?.leaf : nation?.nation) ?? "")));
}

/** What is wrong with the pages as they are opened one after the other. */
async function faults(scheme: "light" | "dark"): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of await paths()) {
    const { page, problems, hosts } = await openPage(browser, `${served.address}${path}`, { scheme });
    await page.getByRole("heading", { level: 1 }).waitFor();
    // What waits for a plan or a solver is looked at as it waits.
    await page.locator(".loading").first().waitFor({ state: "detached", timeout: WAITED_MS }).catch(() => undefined);
    found.push(...[...problems, ...(await violations(page)), ...[...hosts].filter((it) => it !== "127.0.0.1")].map((it) => `${path}: ${it}`));
    await page.close();
  }
  return found;
}

describe.skipIf(!isAsked)("every page of the shipped data set opens without an error, and axe finds nothing", () => {
  test.each(["light", "dark"] as const)("before the plan: %s", async (scheme) => {
    if (!(await isPlanned())) await post("/api/plan/cancel");
    expect([await faults(scheme), await isPlanned()]).toEqual([[], false]);
  }, 900_000);
  test.each(["light", "dark"] as const)("after it: %s", async (scheme) => {
    if (!(await isPlanned())) await post("/api/plan/again");
    await served.planned();
    expect([await faults(scheme), await isPlanned()]).toEqual([[], true]);
  }, 900_000);
});
