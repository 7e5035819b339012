import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import { PAGES } from "#api";
import type { Served } from "#server";
import type { HomeView } from "#views";
import { METHODS_VERSION } from "../../src/app/main-job.ts";
import { ROOT } from "../../tools/files.ts";
import { launchBrowser } from "./browser.ts";
import { faultsOf } from "./narrow.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

/**
 * Every page of the shipped data set, before its plan and after it, in both themes, and in French on narrow screens. It takes minutes, so
 * it is done where it is asked for: `CONCORD_WEB=whole npx vitest run tests/web/real-data.test.ts`, which writes what was found to
 * `docs/results/real-pages.json`. What the pages do is tested on invented data, in the other files.
 */
const isAsked = process.env["CONCORD_WEB"] === "whole";

const runs = mkdtempSync(join(tmpdir(), "concord-real-data-"));
process.env["CONCORD_RUNS"] = runs;
let browser: Browser;
let served: Served;
/** What the pages are made of as the looks begin: a file may be changed while they are taken. */
let web: Looked["web"] = {};
beforeAll(async () => {
  if (!isAsked) return;
  web = webDigests();
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(DATA), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  if (looks.length > 0) writeFileSync(RESULT, `${JSON.stringify({ taken: new Date().toISOString().slice(0, 10), data: (await readTexts(DATA)).digest, methods: METHODS_VERSION, web, looks } satisfies Looked, undefined, 1)}\n`);
  await browser?.close();
  await served?.close();
  rmSync(runs, { recursive: true, force: true });
});

const DATA = join(ROOT, "data/nato-open");
const RESULT = join(ROOT, "docs/results/real-pages.json");
/** What was looked at, how, on which data, and what was wrong with it. */
interface Looked {
  readonly taken: string;
  readonly data: string;
  readonly methods: string;
  /** The files that the pages were made of, each with the first digits of its digest. */
  readonly web: Readonly<Record<string, string>>;
  readonly looks: readonly { readonly when: string; readonly as: string; readonly pages: readonly string[]; readonly faults: readonly string[] }[];
}
const looks: Looked["looks"][number][] = [];

const WEB = join(ROOT, "src/web");
const DIGITS = 12;
/** Files of the web application that may be others than those that were looked at, before the pages have to be looked at anew. */
const CHANGED_MOST = 0.5;
const webDigests = (): Looked["web"] =>
  Object.fromEntries(
    readdirSync(WEB, { recursive: true, encoding: "utf8" })
      .filter((it) => /\.(?:tsx?|css|html)$/.test(it) && !/\.test\.tsx?$/.test(it))
      .sort()
      .map((it) => [it.replaceAll("\\", "/"), createHash("sha256").update(readFileSync(join(WEB, it))).digest("hex").slice(0, DIGITS)]),
  );
/** Files that are others than they were, new, or gone, of all that there are or were. Unit: share. */
function changedShare(before: Looked["web"], now: Looked["web"]): number {
  const all = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return all.filter((it) => before[it] !== now[it]).length / all.length;
}

const WAITED_MS = 12_000;

/** Asks for something to be done, as the page does. */
const post = async (path: string): Promise<void> => {
  const reply = await fetch(`${served.address}${path}`, { method: "POST", headers: { "content-type": "application/json", origin: new URL(served.address).origin }, body: "{}" });
  expect([path, reply.ok]).toEqual([path, true]);
};
const api = async <T>(path: string): Promise<T> => (await (await fetch(`${served.address}${path}`)).json()) as T;
const isPlanned = async (): Promise<boolean> => (await api<HomeView>("/api/home")).headline !== undefined;

/** All pages with their addresses; of those of one thing, its first. */
async function paths(): Promise<readonly (readonly [page: string, path: string])[]> {
  const [leaf] = (await api<{ readonly rows: readonly { readonly leaf: string }[] }>("/api/capabilities")).rows;
  const [nation] = (await api<{ readonly rows: readonly { readonly nation: string }[] }>("/api/nations")).rows;
  return Object.entries(PAGES).map(([page, { path }]) => [page, path.replace(":id", encodeURIComponent((page === "capability" ? leaf?.leaf : nation?.nation) ?? ""))]);
}

interface Ask {
  readonly when: "before the plan" | "after it";
  readonly scheme: "light" | "dark";
  readonly lang?: "fr";
  /** Widths at which nothing may be cut or out of reach. */
  readonly widths?: readonly number[];
}

/** What is wrong with the pages as they are opened one after the other. */
async function faults({ when, scheme, lang, widths = [] }: Ask): Promise<readonly string[]> {
  const found: string[] = [];
  const all = await paths();
  for (const [, path] of all) {
    const { page, problems, hosts } = await openPage(browser, `${served.address}${path}${lang === undefined ? "" : `?lang=${lang}`}`, { scheme, ...(widths[0] !== undefined && { width: widths[0], height: 844 }) });
    await page.getByRole("heading", { level: 1 }).waitFor();
    // What waits for a plan or a solver is looked at as it waits.
    await page.locator(".loading").first().waitFor({ state: "detached", timeout: WAITED_MS }).catch(() => undefined);
    const cut: string[] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      await page.waitForTimeout(400);
      cut.push(...(await faultsOf(page)).map((it) => `${width} pixels: ${it}`));
    }
    found.push(...[...problems, ...(await violations(page)), ...cut, ...[...hosts].filter((it) => it !== "127.0.0.1")].map((it) => `${path}: ${it}`));
    await page.close();
  }
  looks.push({ when, as: [scheme, lang ?? "en", widths.length === 0 ? "1440" : widths.join(" and "), "pixels"].join(" "), pages: all.map(([page]) => page), faults: found });
  return found;
}

const ASKED: readonly Ask[] = [
  { when: "before the plan", scheme: "light" },
  { when: "before the plan", scheme: "dark" },
  { when: "after it", scheme: "light" },
  { when: "after it", scheme: "dark" },
  { when: "after it", scheme: "dark", lang: "fr", widths: [390, 320] },
];

describe.skipIf(!isAsked)("every page of the shipped data set opens without an error, and axe finds nothing", () => {
  test.each(ASKED)("$when: $scheme $lang $widths", async (ask) => {
    const isAfter = ask.when === "after it";
    if (!(await isPlanned())) await post(isAfter ? "/api/plan/again" : "/api/plan/cancel");
    if (isAfter) await served.planned();
    expect([await faults(ask), await isPlanned()]).toEqual([[], isAfter]);
  }, 900_000);
});

// Where the pages are looked at anew, the result is stored at the end.
test.skipIf(isAsked)("the stored result is of every page there is, of the shipped data, and without a fault", async () => {
  const { data, looks: stored } = keptLooks();
  expect(data).toBe((await readTexts(DATA)).digest);
  expect(stored.length).toBe(ASKED.length);
  for (const it of stored) expect([it.pages.toSorted(), it.faults]).toEqual([Object.keys(PAGES).toSorted(), []]);
});

// A small change of a page leaves the result standing; when most of the application is another one, nobody has looked at it.
test.skipIf(isAsked)("the stored result is of this web application: no more than half of its files are others since. Else look anew: CONCORD_WEB=whole npx vitest run tests/web/real-data.test.ts", () => {
  expect(changedShare(keptLooks().web, webDigests())).toBeLessThanOrEqual(CHANGED_MOST);
});

test.each([
  [{ a: "1", b: "2" }, { a: "1", b: "2" }, 0],
  [{ a: "1", b: "2" }, { a: "1", b: "3" }, 1 / 2],
  [{ a: "1", b: "2" }, { a: "1", c: "2" }, 2 / 3],
  [{}, { a: "1" }, 1],
])("of files %j that are now %j, %d are others", (before, now, share) => expect(changedShare(before, now)).toBe(share));

const keptLooks = (): Looked => JSON.parse(readFileSync(RESULT, "utf8")) as Looked;
