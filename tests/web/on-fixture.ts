import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "./browser.ts";
import { buildPage } from "./open-page.ts";
import { serveFixture } from "./serve.ts";

/** A browser, and a server that answers with the small invented alliance, planned, for the tests of a file. */
export function onFixture(): { readonly browser: () => Browser; readonly address: () => string } {
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveFixture>> | undefined;
  beforeAll(async () => {
    buildPage();
    [browser, server] = await Promise.all([launchBrowser(), serveFixture({ size: "small", planMs: 0 })]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return { browser: () => browser!, address: () => server!.address };
}
