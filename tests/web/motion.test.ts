import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onFixture } from "./on-fixture.ts";
import { openPage, settled } from "./open-page.ts";
import { serveFixture } from "./serve.ts";

const { browser, address } = onFixture();
let planning: Awaited<ReturnType<typeof serveFixture>>;
beforeAll(async () => {
  planning = await serveFixture({ size: "small", planMs: 600_000 });
});
afterAll(() => planning?.close());

/** What moves by itself on the page, or would when something changes: animations, transitions, smooth scrolling, of elements and of what stands before and after them. */
const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    for (const it of document.querySelectorAll("*"))
      for (const part of [undefined, "::before", "::after"]) {
        const style = getComputedStyle(it, part);
        const name = `${it.tagName.toLowerCase()}.${[...it.classList].join(".")}${part ?? ""}`;
        if (style.animationName !== "none") found.add(`animation ${name}`);
        if (style.transitionDuration.split(", ").some((one) => Number.parseFloat(one) > 0)) found.add(`transition ${name}`);
        if (style.scrollBehavior === "smooth") found.add(`scroll ${name}`);
      }
    return [...found, ...((globalThis as { began?: readonly string[] }).began ?? [])];
  });

/** Where something moves for whoever asked for nothing else, and what. */
const MOVES: readonly (readonly [string, () => string, (page: Page) => Promise<void>, RegExp])[] = [
  ["while a page is on its way", () => address(), (page) => page.locator(".loading-line").first().waitFor(), /animation .*loading-line/],
  ["while a plan is made", () => planning.address, (page) => page.locator(".progress-bar").first().waitFor(), /transition div/],
  ["where a page is scrolled to a part", () => address(), settled, /scroll html/],
];

describe("whoever asked for less motion", () => {
  test("opens why and sees nothing move", async () => {
    const { page } = await openPage(browser(), address());
    await settled(page);
    await page.locator("main .number").first().click();
    await page.getByRole("dialog").waitFor();
    expect(await moving(page)).toEqual([]);
    await page.close();
  });

  test.each(MOVES)("%s sees nothing move, where others do", async (name, at, stands, moves) => {
    for (const reducedMotion of ["no-preference", "reduce"] as const) {
      const { page } = await openPage(browser(), "about:blank");
      await page.emulateMedia({ reducedMotion });
      // What moves for a moment is heard of when it begins.
      await page.addInitScript(() => {
        const began: string[] = [];
        Object.assign(globalThis, { began });
        for (const event of ["animationstart", "transitionrun"] as const) addEventListener(event, (it) => began.push(`${event} ${it instanceof AnimationEvent ? it.animationName : it.propertyName}`), true);
      });
      // An answer that does not come keeps the page waiting.
      if (name.includes("on its way")) await page.route("**/api/home*", () => undefined);
      await page.goto(at());
      await stands(page);
      const found = await moving(page);
      if (reducedMotion === "reduce") expect(found).toEqual([]);
      else expect(found.join("\n")).toMatch(moves);
      await page.close();
    }
  });
});

describe("no colour alone tells a value", () => {
  test.each([["sides", 1440], ["ocean", 1440], ["sides", 390]] as const)("each ally on the map (%s, %i pixels) has its number or a mark besides; what is unknown is hatched", async (view, width) => {
    const { page } = await openPage(browser(), `${address()}/?map=${view}`, { width });
    await settled(page);
    const told = await page.locator(".ally-map .ally").evaluateAll((all) => all.map((it) => ({ isUnknown: it.querySelector("[fill='url(#hatch)']") !== null, isMarked: it.querySelector("path.ally-dot") !== null })));
    const numbers = await page.locator(".ally-map .ally-name").evaluateAll((all) => all.filter((it) => /\d/.test(it.textContent ?? "")).length);
    expect(told.length).toBeGreaterThan(2);
    expect(numbers).toBe(told.filter((it) => !it.isUnknown && !it.isMarked).length);
    await page.close();
  });

  test("each cell of the table of nations and capabilities prints a number or a sign", async () => {
    const { page } = await openPage(browser(), address());
    await settled(page);
    const cells = await page.locator(".heat-cell").allTextContents();
    expect(cells.length).toBeGreaterThan(5);
    expect(cells.filter((it) => !/[\d?·]/.test(it))).toEqual([]);
    await page.close();
  });
});
