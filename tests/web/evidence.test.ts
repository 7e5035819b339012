import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { buildPage, openPage, violations } from "./open-page.ts";
import { serveFixture } from "./serve.ts";

let browser: Browser;
let server: Awaited<ReturnType<typeof serveFixture>>;
beforeAll(async () => {
  buildPage();
  [browser, server] = await Promise.all([launchBrowser(), serveFixture({ size: "small", planMs: 0 })]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("the page of the record since 1914", () => {
  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
    ["dark", 390],
  ] as const)("axe finds nothing, and it does not scroll sideways: %s, %i pixels", async (scheme, width) => {
    const { page, problems, hosts } = await openPage(browser, `${server.address}/evidence`, { scheme, width });
    await page.locator("#q6").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect([problems, [...hosts]]).toEqual([[], ["127.0.0.1"]]);
    await page.close();
  });
  test("is reached from the plan and left again by Back, without loading", async () => {
    const { page } = await openPage(browser, server.address);
    await page.getByRole("link", { name: "Evidence since 1914" }).click();
    await page.getByRole("heading", { level: 1, name: "The record since 1914" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/evidence");
    await page.goBack();
    await page.locator("#priorities").waitFor();
    await page.close();
  });
  test("every chart has its table, each question a command that gives the same figures", async () => {
    const { page } = await openPage(browser, `${server.address}/evidence`);
    const card = page.locator("#q4");
    await card.getByRole("radio", { name: "Table" }).click();
    expect(await card.getByRole("row", { name: /1945–2003 / }).first().textContent()).toContain("12 of 54");
    expect(await card.getByText("Reproduce this").textContent()).toContain("concord study question Q4");
    await page.close();
  });
  test("choices narrow the specification curve, and it says how many are left", async () => {
    const { page } = await openPage(browser, `${server.address}/evidence`);
    const card = page.locator("#specifications");
    const all = await card.getByRole("status").last().textContent();
    await card.getByRole("button", { name: /hostility/ }).click();
    await page.getByRole("option", { name: "war", exact: true }).click();
    expect(await card.getByRole("status").last().textContent()).not.toBe(all);
    await page.close();
  });
});
