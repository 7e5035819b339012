import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { onFixture } from "./on-fixture.ts";
import { openPage, settled } from "./open-page.ts";

const { browser, address } = onFixture();

/** Home, with every address that it asks for from its start on. */
async function openHome(): Promise<{ readonly page: Page; readonly asked: string[] }> {
  const { page } = await openPage(browser(), "about:blank");
  const asked: string[] = [];
  page.on("request", (request) => void asked.push(new URL(request.url()).pathname));
  return { page, asked };
}
const scripts = (asked: readonly string[]): readonly string[] => asked.filter((it) => it.endsWith(".js"));

describe("what is made ready before anybody asks", () => {
  test("the code of the other pages comes once Home stands, and going there asks for none", async () => {
    const { page, asked } = await openHome();
    await page.goto(address());
    await settled(page);
    const ofHome = scripts(asked).length;
    const coming = () => page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".js") && (it as PerformanceResourceTiming).responseEnd > 0).length);
    // Every page has code of its own.
    await expect.poll(async () => (await coming()) - ofHome, { timeout: 45_000 }).toBeGreaterThan(16);
    // It ends by itself.
    let before = -1;
    await expect.poll(async () => { const now = scripts(asked).length; const isSame = now === before; before = now; return isSame; }, { timeout: 45_000, interval: 1500 }).toBe(true);
    for (const name of ["Guidance", "Plans", "Data"]) {
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }).click();
      await page.locator("main h1:not(.heard)").waitFor();
    }
    expect(scripts(asked).slice(before)).toEqual([]);
    await page.context().close();
  });

  test("a page that was loaded ahead is there though the server is gone, and says that its figures are not", async () => {
    const { page } = await openHome();
    await page.goto(address());
    await settled(page);
    const code = () => page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.name.endsWith(".js") && (it as PerformanceResourceTiming).responseEnd > 0).length);
    let before = -1;
    await expect.poll(async () => { const now = await code(); const isSame = now === before && now > 30; before = now; return isSame; }, { timeout: 45_000, interval: 1500 }).toBe(true);
    await page.route("**/*", (route) => route.abort());
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Guidance", exact: true }).click();
    await page.locator("main h1:not(.heard)", { hasText: "Guidance" }).waitFor();
    await page.locator("main .message-problem").first().waitFor();
    await page.context().close();
  });

  test("nothing is loaded ahead for whoever pays for what is sent", async () => {
    const { page, asked } = await openHome();
    await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    await page.goto(address());
    await settled(page);
    const ofHome = scripts(asked).length;
    await page.waitForTimeout(3000);
    expect(scripts(asked).length).toBe(ofHome);
    await page.context().close();
  });

  test("a page stands in the moment in which its code is there: no clock has to move for that", async () => {
    const { page } = await openHome();
    await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    await page.clock.install();
    await page.goto(address());
    await settled(page);
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.evaluate(() => document.querySelector<HTMLAnchorElement>('.rail a[href^="/plans"]')!.click());
    await page.locator("main h1:not(.heard)", { hasText: "Plans" }).waitFor({ timeout: 10_000 });
    await page.context().close();
  });

  test("whoever points at a link has its code and what it shows first fetched, once", async () => {
    const { page, asked } = await openHome();
    await page.goto(address());
    await settled(page);
    expect(asked).not.toContain("/api/requirements");
    const link = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Requirements", exact: true });
    await link.hover();
    await expect.poll(() => asked.filter((it) => it === "/api/requirements").length).toBe(1);
    expect(new URL(page.url()).pathname).toBe("/");
    await page.context().close();
  });
});
