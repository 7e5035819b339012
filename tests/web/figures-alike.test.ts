import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import type { ProcurementView } from "#views";
import { here } from "../cli/here.ts";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const DATA = "cases/five-rivers";
const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "concord-alike-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(ROOT, DATA)), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A text with plain spaces, wherever a line broke. */
const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, " ");

/** What a reader of a page sees, once it holds a text. */
async function textOf(path: string, awaited: RegExp): Promise<string> {
  const { page } = await openPage(browser, `${served.address}${path}`);
  // What is only heard stands beside each figure.
  const read = async (): Promise<string> => {
    await page.evaluate(() => { for (const it of document.querySelectorAll("main .heard")) it.textContent = ""; });
    return plain(await page.locator("main").innerText());
  };
  await expect.poll(read, { timeout: 90_000 }).toMatch(awaited);
  const text = await read();
  await page.close();
  return text;
}

const told = async (...args: readonly string[]): Promise<string> => {
  const ran = await here([...args, "--quiet"]);
  expect(ran.code, ran.stderr).toBe(0);
  return plain(ran.stdout);
};

/** Every figure that a pattern finds, one after another. */
const found = (text: string, pattern: RegExp): readonly (string | undefined)[] => pattern.exec(text)?.slice(1) ?? [];

describe("a figure has one text wherever it is read", () => {
  test("the headline, its proofs and its levers on Home, in the terminal and in the report", async () => {
    const home = await textOf("/", /Planning alone costs/);
    const terminal = await told("plan", DATA);
    const sentence = found(terminal, /(Planning alone costs .*? shortfall-years to \d{4}\.)/)[0]!;
    expect(sentence).toMatch(/TAL [\d.]+ bn/);
    expect(home).toContain(sentence);
    const [alone, aligned] = found(terminal, /Proven gap: alone (.*? %), aligned (.*? %)[;.]/);
    expect(aligned).toMatch(/^[\d.]+ %$/);
    for (const it of [alone, aligned]) expect(home).toContain(it);
    const levers = [...terminal.matchAll(/(dates|lots|roles|standards) ([<\d. ]+ %) \(([<\d. ]+) shortfall-years, (TAL [\d. ]+(?: bn| M| k)?)\)/g)];
    expect(levers.map((it) => it[1]).sort()).toEqual(["dates", "lots", "roles", "standards"]);
    const shownLower = home.toLowerCase();
    for (const [, name, share, years] of levers) expect(shownLower).toMatch(new RegExp(`${name} ${years!.replaceAll(".", "\\.")} ${share!.replaceAll(".", "\\.")}`));

    const pdf = join(folder, "report.pdf");
    await told("report", DATA, "--pdf", pdf);
    const read = spawnSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
    if (read.error !== undefined) return;
    const paper = plain(read.stdout);
    expect(paper).toContain(sentence);
    for (const it of [alone, aligned]) expect(paper).toContain(it);
    for (const [, name, share, years, money] of levers) expect(paper.toLowerCase()).toContain(`${name} ${share} ${years} shortfall-years ${money}`.toLowerCase());
  }, 240_000);

  test("what an ally gains, and what an agreement saves, on their pages and in the terminal", async () => {
    const terminal = await told("gains", DATA);
    const [gain] = found(terminal, /Money, the plan as a whole.*? Bryne (TAL [\d.]+ (?:bn|M|k))/);
    const [saved] = found(terminal, /save (TAL [\d.]+ (?:bn|M|k)) together\./);
    expect([gain, saved]).toEqual([expect.stringMatching(/^TAL /), expect.stringMatching(/^TAL /)]);
    expect(await textOf("/nations/BRY", /TAL/)).toContain(gain);
    expect(await textOf("/procurement", new RegExp(saved!.replaceAll(".", "\\.")))).toContain(saved);
  }, 240_000);

  test("what each party to an agreement has to pledge stands on Procurement as the route says it, and a number answers why", async () => {
    await served.planned();
    const { bundles } = (await (await fetch(`${served.address}/api/procurement`)).json()) as ProcurementView;
    const bundle = bundles![0]!;
    const { page } = await openPage(browser, `${served.address}/procurement`);
    const part = page.getByRole("region", { name: /What is to be pledged/ }).first();
    await part.locator("tbody tr").first().waitFor();
    expect(await part.locator("tbody th").allInnerTexts()).toEqual(bundle.parties.map((it) => it.name));
    expect(bundle.parties.length).toBeGreaterThan(1);
    await part.locator("tbody tr").first().getByRole("button").first().click();
    await page.getByRole("dialog").getByText(bundle.parties[0]!.name).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  }, 240_000);

  test("how far a plan with a changed budget falls short and how far that is proved, on Plans and in the terminal", async () => {
    const terminal = await told("what-if", DATA, "--budget", "BRY=-10%");
    const [short, before] = found(terminal, /(?:Quick|Exact) answer, .*? short by ([\d.]+) weighted shortfall-years, against ([\d.]+) before/);
    const gap = [...terminal.matchAll(/is better by more than ([\d.]+ %)/g)].at(-1)?.[1];
    expect([short, before, gap]).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
    const plans = await textOf(`/plans?levers=${encodeURIComponent("budget:BRY=-10%")}`, /Exact/);
    for (const it of [short, before, gap]) expect(plans).toContain(it);
  }, 240_000);
});

test.each(["/", "/plans", "/procurement", "/guidance"])("on %s no figure looks like one from the press but such a one, pointed at or not", async (path) => {
  await served.planned();
  const { page } = await openPage(browser, `${served.address}${path}`);
  await page.locator("main .number").first().waitFor();
  const looks = await page.locator("main :is(.number, .number-unknown):not(.rests-press)").evaluateAll((all) =>
    all.filter((it) => {
      const { textDecorationStyle: style, textDecorationColor: color } = getComputedStyle(it);
      return style === "dotted" && color !== "rgba(0, 0, 0, 0)";
    }).map((it) => it.textContent),
  );
  expect(looks).toEqual([]);
  const plain = page.locator("main .number:not(.rests-press):visible").first();
  await plain.hover();
  expect(await plain.evaluate((it) => getComputedStyle(it).textDecorationStyle)).not.toBe("dotted");
  await page.close();
}, 240_000);
