import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset, readTexts } from "#adapters/files";
import { type PageId, PAGES } from "#api";
import { assessAlliance } from "#app";
import { buildServer, makeView, sha256, viewAsGate } from "#server";
import { launchBrowser } from "./browser.ts";
import { expectWhole } from "./narrow.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

let browser: Browser;
let server: FastifyInstance;
let address: string;

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { alliance, digest } = await loadDataset("cases/five-rivers");
  if (alliance === undefined) throw new Error("the case does not load");
  // Texts without a finding, so that the records are the one table of the page.
  const { files: told } = await readTexts("cases/two-nations");
  const files = new Map(told).set("economy.csv", told.get("economy.csv")!.replaceAll(",current", ",constant 2030"));
  const view = makeView("view", assessAlliance({ alliance, digest }, {}, sha256), files);
  server = await buildServer({
    gate: viewAsGate,
    desk: { viewOf: () => view, holds: () => true, renew: () => undefined, stop: () => undefined },
    limits: { requests: 1_000_000, costly: 1_000_000 },
  });
  address = await server.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("addresses", () => {
  test.each(Object.values(PAGES).map((it) => it.path.replace(/:\w+/, "some-id")))("%s is answered with the page", async (path) => {
    const reply = await server.inject({ url: path });
    expect([reply.statusCode, reply.headers["content-type"], reply.headers["cache-control"]]).toEqual([200, "text/html; charset=utf-8", "no-cache"]);
    expect(reply.headers["content-security-policy"]).toContain("script-src 'self'");
  });
  test.each(["/nowhere", "/data/", "/data/x", "/DATA", "/index.html/x"])("%s is refused as a problem", async (path) => {
    const reply = await server.inject({ url: path });
    expect([reply.statusCode, reply.json<{ reason: string }>().reason]).toEqual([404, "not-here"]);
  });
  test.each(Object.values(PAGES).map((it) => it.path).filter((it) => !it.includes(":")))("the document of %s names every script of the page, and no page waits for one that only another script names", async (path) => {
    const { page } = await openPage(browser, "about:blank");
    // Who saves data is sent no page ahead: what is asked for is of this page alone, however late the look at it comes.
    await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
    const asked = new Set<string>();
    page.on("request", (request) => {
      if (request.url().endsWith(".js")) asked.add(new URL(request.url()).pathname);
    });
    const reply = await page.goto(`${address}${path}`);
    const named = new Set([...(await reply!.text()).matchAll(/"(\/assets\/[^"]+\.js)"/g)].map(([, it]) => it!));
    await page.locator("main h1").first().waitFor();
    const early = [...asked];
    expect(early.length).toBeGreaterThan(2);
    expect(early.filter((it) => !named.has(it))).toEqual([]);
    await page.close();
  });
  test("an address of before leads on, and keeps what else it said", async () => {
    const { page } = await openPage(browser, `${address}/?page=evidence&theme=dark`);
    await page.getByRole("heading", { level: 1, name: "The record since 1914" }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/evidence?theme=dark");
    await page.close();
  });
});

describe("going from page to page", () => {
  test("loads nothing anew, takes the focus to the heading and the title along, and Back restores where the reader was", async () => {
    const { page, problems } = await openPage(browser, `${address}/?theme=dark&heat=lead`);
    await page.locator(".heat-cell").first().waitFor();
    await page.evaluate(() => {
      document.body.dataset["same"] = "yes";
      scrollTo({ top: 700, behavior: "instant" });
    });
    await expect.poll(() => page.evaluate(() => (history.state as { scrollY?: number } | null)?.scrollY)).toBe(700);
    await page.locator('.rail a[href^="/data"]').press("Enter");
    await page.locator("#records .grid-table").waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/data?theme=dark");
    const standing = (): Promise<readonly unknown[]> =>
      page.evaluate(() => [document.activeElement?.tagName, document.activeElement?.textContent, document.title, scrollY, document.body.dataset["same"]]);
    expect(await standing()).toEqual(["H1", "Data", "Data · Concord", 0, "yes"]);
    await page.goBack();
    await page.locator(".heat-cell").first().waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(700);
    expect(new URL(page.url()).search).toBe("?theme=dark&heat=lead");
    expect(await page.title()).toBe("Home · Concord");
    expect(problems).toEqual([]);
    await page.close();
  });
  test.each([
    [720, 450, "its own letters"],
    [640, 400, "its own letters"],
    [720, 450, "letters of the machine"],
    [640, 400, "letters of the machine"],
  ] as const)("at twice the size, %i by %i pixels, with %s, what stands above the page leaves most of the height to it", async (width, height, letters) => {
    const { page } = await openPage(browser, "about:blank", { width, height });
    if (letters === "letters of the machine") await page.route(/\.woff2?$/, (route) => route.abort());
    await page.goto(`${address}/review`);
    await page.locator(".facts").waitFor();
    // The page asks for letters as it comes to need them, and is measured when they have come or failed.
    await page.evaluate(async () => {
      await Promise.allSettled(["400", "600"].flatMap((weight) => ["IBM Plex Sans", "IBM Plex Sans Condensed"].map((family) => document.fonts.load(`${weight} 1rem "${family}"`))));
      await document.fonts.ready;
    });
    const loaded = await page.evaluate(() => [...document.fonts].filter((it) => it.status === "loaded" && /Plex/.test(it.family)).length);
    expect(loaded > 0).toBe(letters === "its own letters");
    // Reader, date and path, search, language and theme: two lines of controls.
    expect(await page.locator(".top-bar").evaluate((it) => it.getBoundingClientRect().height)).toBeLessThan(88);
    expect(await page.locator("main").evaluate((it) => it.getBoundingClientRect().top / innerHeight)).toBeLessThan(0.38);
    for (const name of ["Language", "Theme"]) expect(await page.getByRole("radiogroup", { name }).isVisible()).toBe(true);
    await page.close();
  });

  test("lines are as high and as wide with the letters of the machine as with its own, so that nothing jumps when these come", async () => {
    const { page } = await openPage(browser, `${address}/review`);
    await page.locator(".facts").waitFor();
    const apart = await page.evaluate(async () => {
      await Promise.all(["400", "600"].flatMap((weight) => ["IBM Plex Sans", "IBM Plex Sans Condensed", "Sans stand-in", "Condensed stand-in"].map((family) => document.fonts.load(`${weight} 1rem "${family}"`))));
      const sizeOf = (family: string, weight: string): readonly [number, number] => {
        const line = document.body.appendChild(document.createElement("span"));
        line.textContent = "Capability, required and available: what allies hold in 2030, at least 1 234 of 56 789";
        line.style.font = `${weight} 40px "${family}"`;
        line.style.whiteSpace = "nowrap";
        line.style.position = "absolute";
        line.style.lineHeight = "normal";
        const { width, height } = line.getBoundingClientRect();
        line.remove();
        return [width, height];
      };
      return ["400", "600"].flatMap((weight) =>
        [["IBM Plex Sans", "Sans stand-in"], ["IBM Plex Sans Condensed", "Condensed stand-in"]].map(([own = "", standIn = ""]) => {
          const [one, other] = [sizeOf(own, weight), sizeOf(standIn, weight)];
          return { own, weight, width: Math.abs(other[0] / one[0] - 1), height: Math.abs(other[1] / one[1] - 1) };
        }),
      );
    });
    expect(apart.filter((it) => it.width > 0.03 || it.height > 0.03)).toEqual([]);
    await page.close();
  });

  test("the language changes all of the page, stays in the address, and goes along", async () => {
    const { page } = await openPage(browser, `${address}/data`);
    await page.locator("#records .grid-table").waitFor();
    await page.getByRole("radio", { name: "FR" }).click();
    await page.getByRole("heading", { level: 1, name: "Données" }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.title, location.search])).toEqual(["fr", "Données · Concord", "?lang=fr"]);
    expect(await page.evaluate(() => document.activeElement?.closest("label")?.textContent)).toBe("FR");
    await page.getByRole("link", { name: "Accueil" }).click();
    await page.locator(".heat-cell").first().waitFor();
    expect(new URL(page.url()).search).toBe("?lang=fr");
    await page.close();
  });
});

describe("the table", () => {
  test.each([
    ["light", 1440, "en"],
    ["dark", 390, "fr"],
  ] as const)("axe finds nothing, and the page does not scroll sideways: %s, %i pixels, %s", async (scheme, width, lang) => {
    const { page, problems, hosts } = await openPage(browser, `${address}/data?lang=${lang}`, { scheme, width });
    await page.locator("#records .grid-table").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect([problems, [...hosts]]).toEqual([[], ["127.0.0.1"]]);
    await page.close();
  });

  test("is one stop of the Tab key, walked by the arrow keys to rows that were not drawn, and sorted by Enter", async () => {
    const { page } = await openPage(browser, `${address}/data?kind=economy`);
    const grid = page.locator("#records").getByRole("grid");
    await grid.waitFor();
    expect(await page.locator('#records .grid-table [tabindex="0"]').count()).toBe(1);
    const rows = Number(await grid.getAttribute("aria-rowcount"));
    expect(await page.locator("#records .grid-table tbody tr[aria-rowindex]").count()).toBeLessThan(rows);
    await page.locator('#records .grid-table [tabindex="0"]').focus();
    const at = (): Promise<string> =>
      page.evaluate(() => `${document.activeElement?.getAttribute("data-row")} ${document.activeElement?.getAttribute("data-column")}`);
    await page.keyboard.press("Control+End");
    await expect.poll(at).toMatch(new RegExp(`^${rows - 1} `));
    await page.keyboard.press("Control+Home");
    await expect.poll(at).toBe("0 0");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("columnheader").first().getAttribute("aria-sort")).toBe("descending");
    expect(new URL(page.url()).searchParams.get("sort")).toMatch(/^-/);
    expect(await at()).toBe("0 0");
    await page.close();
  });

  test("fades where columns stand beyond its right edge, not at its end, and keeps the first column in sight", async () => {
    const { page } = await openPage(browser, `${address}/data?kind=economy`, { width: 390 });
    const scroller = page.locator(".table-scroll").first();
    await scroller.waitFor();
    const more = (): Promise<string> => scroller.evaluate((it) => `${it.hasAttribute("data-more")} ${getComputedStyle(it, "::before").content === "none"}`);
    await expect.poll(more).toBe("true false");
    const left = (): Promise<number> => scroller.evaluate((it) => Math.round(it.querySelector('[data-row="1"][data-column="0"]')!.getBoundingClientRect().left - it.getBoundingClientRect().left));
    const before = await left();
    await scroller.evaluate((it) => it.scrollTo({ left: it.scrollWidth, behavior: "instant" }));
    await expect.poll(more).toBe("false true");
    expect(await left()).toBe(before);
    await page.close();
  });

  test("is printed whole, not as far as it is in sight, and fits the sheet", async () => {
    const { page } = await openPage(browser, `${address}/data?kind=economy`);
    const grid = page.locator("#records").getByRole("grid");
    await grid.waitFor();
    const rows = Number(await grid.getAttribute("aria-rowcount")) - 1;
    const drawn = (): Promise<number> => page.locator("#records .grid-table tbody tr[aria-rowindex]").count();
    expect(await drawn()).toBeLessThan(rows);
    // An A4 sheet with its margins.
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await drawn()).toBe(rows);
    expect(await page.locator("#records .table-scroll").evaluate((it) => [it.scrollHeight - it.clientHeight, it.scrollWidth - it.clientWidth])).toEqual([0, 0]);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(drawn).toBeLessThan(rows);
    await page.close();
  });

  test("is filtered, loses a column, and is taken out as it stands, with its marking", async () => {
    const { page } = await openPage(browser, `${address}/data?kind=nation`);
    await page.locator("#records").getByRole("grid").waitFor();
    const first = await page.locator('#records [data-row="1"][data-column="0"]').textContent();
    await page.locator("#records").getByRole("searchbox").fill(first ?? "");
    await expect.poll(async () => (await page.getByRole("status").allTextContents()).join(" ")).toMatch(/1 row of \d+ rows|1 row of \d+/);
    await page.locator("#records .column-choice summary").click();
    await page.locator("#records").getByRole("checkbox", { name: "source" }).uncheck();
    const taken = async (name: RegExp): Promise<Buffer> => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#records").getByRole("button", { name }).click()]);
      return readFileSync(await file.path());
    };
    const [head = "", row = "", after] = (await taken(/^CSV/)).toString("utf8").replace("\ufeff", "").split("\r\n");
    expect(head.split(",")).toContain("id");
    expect(head.split(",")).not.toContain("source");
    expect(head).toMatch(/,marking,table,data,as of,run$/);
    expect(row.split(",")[head.split(",").indexOf("marking")]).toMatch(/./);
    expect(row.split(",")[0]).toBe(first);
    expect(after).toBe("");
    // A workbook is a ZIP archive.
    expect((await taken(/^XLSX/)).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    await page.close();
  });
});

const IDS: Partial<Record<PageId, string>> = { capability: "heavy-brigade", nation: "DOR" };

describe("each page says how it is computed, what it does not tell, and how good its data are", () => {
  test.each(["en", "fr"] as const)("all pages in one go: %s", async (lang) => {
    const { page } = await openPage(browser, `${address}/?lang=${lang}`);
    const lacks: string[] = [];
    for (const [id, entry] of Object.entries(PAGES) as [PageId, (typeof PAGES)[PageId]][]) {
      await page.goto(`${address}${entry.path.replace(/:\w+/, IDS[id] ?? "")}?lang=${lang}`);
      const told = page.locator("main details.page-method");
      await told.locator("summary").click();
      const [how, limits] = await told.locator("p").allInnerTexts();
      const names = lang === "fr" ? ["Comment c’est calculé", "Limites connues"] : ["How this is computed", "Known limits"];
      if ((await told.getByRole("heading").allInnerTexts()).join() !== names.join()) lacks.push(`${id}: headings`);
      for (const text of [how, limits]) if ((text?.split(" ").length ?? 0) < 8) lacks.push(`${id}: ${text ?? "nothing"}`);
      // The figures of the gallery are invented, and its head says so; those of the others are as good as the data.
      if (id === "gallery") continue;
      const trust = page.locator("main .data-trust");
      await trust.first().waitFor();
      const [head, at] = await page.evaluate(() => [document.querySelector("main h1")!.getBoundingClientRect().bottom, document.querySelector("main .data-trust")!.getBoundingClientRect().top]);
      if ((await trust.count()) !== 1 || at! - head! > 120) lacks.push(`${id}: data confidence is not beside the headline`);
      if (!(id === "evidence" ? /^(Data: |Données : )/u : /^(The whole data set: |Ensemble des données : )/u).test(await trust.innerText().then((it) => it.replaceAll("\u00a0", " ")))) lacks.push(`${id}: ${await trust.innerText()}`);
    }
    expect(lacks).toEqual([]);
    await page.close();
  });
});

test("a part of a figure that is pressed is marked among the steps of its answer, and told above them", async () => {
  const { page } = await openPage(browser, `${address}/capabilities/heavy-brigade`);
  const share = page.locator("#contributors tbody tr").first().locator("td button.number", { hasText: "%" }).first();
  const figure = (await share.evaluate((it) => it.firstChild?.textContent)) ?? "";
  await share.click();
  const drawer = page.getByRole("dialog");
  await drawer.locator(".why-asked").waitFor();
  expect(await drawer.locator(".why-asked").textContent()).toContain(`You pressed ${figure}`);
  expect(await drawer.locator(".why-step-asked").count()).toBe(1);
  expect(await drawer.locator(".why-step-asked").textContent()).toContain(figure);
  expect(await violations(page)).toEqual([]);
  await page.close();
});

describe("text that is cut", () => {
  const paths = Object.values(PAGES).map((it) => it.path.replace("/capabilities/:id", "/capabilities/tanks").replace("/nations/:id", "/nations/ALM"));
  test.each(paths)("on %s, as wide as 1280, 1024, 390 and 320 pixels: what is cut can be scrolled to with a sign of it, or read whole", async (path) => {
    const { page } = await openPage(browser, `${address}${path}`, { width: 1280, height: 800 });
    await page.locator("main h1").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.locator("main details").evaluateAll((all) => all.forEach((it) => { (it as HTMLDetailsElement).open = true; }));
    await expectWhole(page);
    await page.close();
  });

  test.each([[1280, 800], [1440, 900]])("at %i by %i pixels an alliance of thirty-two stands side by side, without scrolling", async (width, height) => {
    const { page } = await openPage(browser, `${address}/capabilities`, { width, height });
    await page.locator(".heat-cell").first().waitFor();
    await page.locator(".heat").evaluate((it) => { it.style.setProperty("--nations", "32"); });
    expect(await page.locator(".heat-scroll").evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });
});
