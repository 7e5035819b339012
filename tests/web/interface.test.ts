import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "#adapters/files";
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
  const { alliance, digest } = await loadDataset("cases/two-nations");
  if (alliance === undefined) throw new Error("the case does not load");
  const view = makeView("view", assessAlliance({ alliance, digest }, {}, sha256), new Map());
  server = await buildServer({ gate: viewAsGate, desk: { viewOf: () => view, holds: () => true, renew: () => undefined, stop: () => undefined } });
  address = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("what a program may ask for, to be read by people", () => {
  test.each([
    ["light", 1440, "en"],
    ["dark", 390, "fr"],
  ] as const)("axe finds nothing, and it does not scroll sideways: %s, %i pixels, %s", async (scheme, width, lang) => {
    const { page, problems } = await openPage(browser, `${address}/interface?lang=${lang}`, { scheme, width });
    await page.locator(".route").first().waitFor();
    await page.evaluate(() => {
      for (const it of document.querySelectorAll("details")) it.open = true;
    });
    expect([await violations(page), problems, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([[], [], 0]);
    await page.close();
  });

  test("every route that the server describes stands there, and is found by a word of it", async () => {
    const { page } = await openPage(browser, `${address}/interface`);
    const described = (await (await fetch(`${address}/api/openapi.json`)).json()) as { readonly paths: Readonly<Record<string, object>> };
    await page.locator(".route").first().waitFor();
    const shown = await page.locator(".route > summary > code").allInnerTexts();
    expect(shown.toSorted()).toEqual(Object.entries(described.paths).flatMap(([path, methods]) => Object.keys(methods).map((it) => `${it.toUpperCase()} ${path}`)).toSorted());
    await page.getByRole("searchbox", { name: "Find an address" }).fill("nation answers");
    expect(await page.locator(".route > summary > code").allInnerTexts()).toEqual(["GET /api/nation"]);
    await page.getByRole("searchbox", { name: "Find an address" }).fill("no such thing");
    expect(await page.getByText("No address has these words.").count()).toBe(1);
    await page.close();
  });

  test("the command it shows is answered as it stands", async () => {
    const { page } = await openPage(browser, `${address}/interface`);
    await page.locator("#route-health summary").click();
    const [, asked] = /'(.+)'/.exec(await page.locator("#route-health .route-example").innerText()) ?? [];
    expect(await (await fetch(asked!)).json()).toEqual({ status: "ok" });
    await page.close();
  });

  test("is reached from how the figures of a page are computed", async () => {
    const { page } = await openPage(browser, `${address}/guidance`);
    await page.locator("details.page-method summary").click();
    await page.getByRole("link", { name: /asked for by a program/ }).click();
    await page.getByRole("heading", { level: 1, name: "For programs" }).waitFor();
    await page.close();
  });
});
