import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset, readTexts } from "#adapters/files";
import { assessAlliance } from "#app";
import { buildServer, makeView, sha256, viewAsGate } from "#server";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

let browser: Browser;
let server: FastifyInstance;
let address: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { alliance, digest } = await loadDataset("cases/five-rivers");
  if (alliance === undefined) throw new Error("the case does not load");
  const { files } = await readTexts("cases/five-rivers");
  const view = makeView("view", assessAlliance({ alliance, digest }, {}, sha256), files);
  server = await buildServer({ gate: viewAsGate, desk: { viewOf: () => view, holds: () => true, renew: () => undefined, stop: () => undefined }, limits: { requests: 1_000_000, costly: 1_000_000 } });
  address = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const MARKS = ["observed", "official", "press", "estimate", "derived", "assumption"];

describe("the gallery", () => {
  test.each([
    ["light", 1440, "en"],
    ["dark", 390, "fr"],
  ] as const)("axe finds nothing on any part in any state, and nothing stands out of the page: %s, %i pixels, %s", async (scheme, width, lang) => {
    const { page, problems } = await openPage(browser, `${address}/gallery?lang=${lang}`, { scheme, width });
    await page.locator(".ally-shape").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("shows every section that it names, each with parts that have a size", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    await page.locator(".ally-shape").first().waitFor();
    const sections = await page.locator(".gallery > .card").evaluateAll((all) => all.map((it) => [it.id, it.getBoundingClientRect().height > 100]));
    expect(sections).toEqual(["frames", "colours", "type", "controls", "marks", "states", "waits", "tables", "heat", "charts", "map", "answers"].map((id) => [id, true]));
    await page.close();
  });

  test("has each part in each of its states", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    await page.locator(".ally-shape").first().waitFor();
    const states = {
      "#frames .top-bar": 3,
      "#frames .rail": 2,
      "#frames .palette-head": 3,
      "#waits .plan-awaited": 5,
      "#waits .solver-wait": 3,
      "#waits .data-trust": 3,
      "#charts [data-programme]": 5,
      "#charts .curve-walk": 1,
      "#answers .drawer-head": 2,
    };
    const seen = await page.evaluate((of) => of.map((it) => [it, [...document.querySelectorAll(it)].filter((part) => part.getBoundingClientRect().height > 10).length]), Object.keys(states));
    expect(Object.fromEntries(seen)).toEqual(states);
    await page.close();
  });

  test("what a figure rests on is told apart without colour: by its word, and by the edge of what is no statement", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    await page.locator("#marks .tag").first().waitFor();
    const edges = await page.locator("#marks .tag").evaluateAll((all) => Object.fromEntries(all.map((it) => [it.className.replace("tag tag-", ""), [it.textContent, getComputedStyle(it).borderTopStyle]])));
    expect(MARKS.map((it) => edges[it])).toEqual([
      ["counted", "solid"],
      ["official", "solid"],
      ["press", "dotted"],
      ["estimate", "dashed"],
      ["derived", "dashed"],
      ["assumption", "dashed"],
    ]);
    // A number says the same by a line below it, and to who hears it in its description.
    const lines = await page.locator('#marks .number[title*="weakest evidence"]').evaluateAll((all) =>
      all.map((it) => [/rests-(\w+)/.exec(it.className)?.[1], /weakest evidence: (\w+)/.exec((it as HTMLElement).title)?.[1], getComputedStyle(it).textDecorationColor === "rgba(0, 0, 0, 0)" ? "none" : getComputedStyle(it).textDecorationStyle]),
    );
    expect(lines).toEqual([
      ["observed", "counted", "none"],
      ["official", "official", "none"],
      ["press", "press", "dotted"],
      ["estimate", "estimate", "dashed"],
      ["derived", "derived", "dashed"],
      ["assumption", "assumption", "wavy"],
    ]);
    await page.close();
  });

  test("a year has no space among its digits, a quantity has, and what nobody stated has the mark of unknown", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    const years = page.locator('#tables [data-column="5"]');
    await years.first().waitFor();
    expect(await years.allTextContents()).toEqual(["Year", "2028", "2031", "", "", "2026"]);
    expect(await years.nth(3).getByRole("img").getAttribute("aria-label")).toBe("unknown");
    await page.close();
  });

  test("a number opens the drawer with its answer, by keyboard, and Escape gives the focus back", async () => {
    const { page, problems } = await openPage(browser, `${address}/gallery?lang=en`);
    const number = page.locator("#answers .number").first();
    await number.focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Of 25 brigades that are required in 2030").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    expect(await number.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("Escape closes the drawer where the focus has left it", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    await page.locator("#answers .number").first().press("Enter");
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Of 25 brigades that are required in 2030").waitFor();
    // A press on nothing, or a part that is gone, leaves the focus on the body; the browser tells nobody of the latter.
    await page.evaluate(() => {
      const gone = document.body.appendChild(document.createElement("button"));
      gone.addEventListener("focusin", (event) => event.stopImmediatePropagation());
      gone.focus();
      gone.remove();
    });
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await page.close();
  });

  test("is reached by its address alone: no list of pages names it", async () => {
    const { page } = await openPage(browser, `${address}/gallery?lang=en`);
    await page.locator(".gallery").waitFor();
    expect(await page.locator('.rail nav > div > ul > li > a[href^="/gallery"]').count()).toBe(0);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog");
    await palette.getByRole("searchbox").fill("gallery");
    await palette.locator(".palette-empty").waitFor();
    expect(await palette.locator(".palette-item").count()).toBe(0);
    await page.close();
  });
});
