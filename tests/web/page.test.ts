import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HeatView } from "#views";
import { launchBrowser } from "./browser.ts";
import { tabTo } from "./keyboard.ts";
import { buildPage, openPage, settled, violations } from "./open-page.ts";
import { serveFixture } from "./serve.ts";

let browser: Browser;
let small: Awaited<ReturnType<typeof serveFixture>>;
let large: Awaited<ReturnType<typeof serveFixture>>;

beforeAll(async () => {
  buildPage();
  [browser, small, large] = await Promise.all([launchBrowser(), serveFixture({ size: "small", planMs: 0 }), serveFixture({ size: "large", planMs: 0 })]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([small?.close(), large?.close()]);
});

describe("the first page", () => {
  test("stands without an error and asks no other host", async () => {
    const { page, problems, hosts } = await openPage(browser, large.address);
    await settled(page);
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toContain("Planning alone costs the alliance");
    await page.getByRole("button", { name: "EUR 61.2 bn" }).first().click();
    await page.getByRole("dialog").getByText("How it is reckoned").waitFor();
    await page.waitForLoadState("networkidle");
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    await page.close();
  });

  test("carries its marking at the top and at the bottom", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    expect(await page.getByRole("note").allTextContents()).toEqual(["PUBLIC · invented figures", "PUBLIC · invented figures"]);
    await page.close();
  });

  test.each([
    ["light", 1440, ""],
    ["dark", 1440, ""],
    ["light", 390, ""],
    ["dark", 390, ""],
    ["light", 1440, "?why=coverage/ST-1/2030"],
    ["dark", 1440, "?why=coverage/ST-1/2030"],
    ["light", 390, "?why=coverage/ST-1/2030"],
    ["dark", 390, "?why=coverage-of/FYR"],
    ["light", 1024, "?map=table&heat=trend&measure=spending&sort=-BOR"],
    ["dark", 1024, "?map=ocean&heat=n-1&filter=shield"],
  ] as const)("axe finds nothing: %s, %i pixels, %s", async (scheme, width, search) => {
    const { page } = await openPage(browser, `${small.address}/${search}`, { scheme, width });
    await page.locator(".heat-cell").first().waitFor();
    await page
      .locator(search.includes("table") ? ".ally-table" : ".ally-shape")
      .first()
      .waitFor();
    if (search.includes("why")) await page.getByRole("dialog").getByText("Method").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test("axe finds nothing with as many allies as a real alliance has", async () => {
    const { page } = await openPage(browser, large.address);
    await settled(page);
    expect(await violations(page)).toEqual([]);
    // All of the page stands in landmarks, each with a name of its own.
    expect(await violations(page, ["best-practice"])).toEqual([]);
    await page.close();
  });

  test("what is wrong axe does find, each fault on a line", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    await page.evaluate(() => {
      const faint = Object.assign(document.createElement("p"), { id: "faint", textContent: "faint" });
      Object.assign(faint.style, { color: "#aaa", background: "#bbb" });
      document.querySelector("main")?.append(Object.assign(document.createElement("button"), { id: "nameless" }), faint);
    });
    expect(await violations(page)).toEqual([expect.stringMatching(/^button-name: #nameless: /), expect.stringMatching(/^color-contrast: #faint: /)]);
    await page.close();
  });

  test.each([
    [390, 844],
    [720, 450],
    [1024, 800],
  ])("does not scroll sideways at %i pixels", async (width, height) => {
    const { page } = await openPage(browser, large.address, { width, height });
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test("keeps its script below 200 kB", async () => {
    const { page } = await openPage(browser, "about:blank");
    const scripts: Promise<Buffer>[] = [];
    const { gzipSync } = await import("node:zlib");
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) scripts.push(response.body());
    });
    await page.goto(small.address);
    await settled(page);
    const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
    expect(sizes).not.toEqual([]);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(200_000);
    await page.close();
  });
});

describe("why", () => {
  test("each sum beside the headline answers its own why, equal ones too", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    const sums = page.locator(".losers > p button");
    const keys: (string | null)[] = [];
    for (const at of [0, 1, 2]) {
      await sums.nth(at).click();
      await page.getByRole("dialog").waitFor();
      keys.push(new URL(page.url()).searchParams.get("why"));
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    expect([await sums.count(), keys]).toEqual([3, ["loser/1", "compensation/payment", "compensation/gain"]]);
    await page.close();
  });

  test("a document opens at its address in a tab of its own, where it has one; else its record is shown", async () => {
    const { page, hosts } = await openPage(browser, `${small.address}/?why=coverage/ST-1/2030`);
    const dialog = page.getByRole("dialog");
    const link = dialog.getByRole("link", { name: /^Invented press report, https:..press.test.2026 ?, opens in a new tab$/ });
    await link.waitFor();
    expect([await link.getAttribute("href"), await link.getAttribute("target"), await link.getAttribute("rel")]).toEqual(["https://press.test/2026", "_blank", "noreferrer"]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("link", { name: "Invented yearbook, p. 12" }).click();
    await expect.poll(() => `${new URL(page.url()).pathname}${new URL(page.url()).search}`).toBe("/data?kind=source&filter=yearbook");
    await page.close();
  });


  test("is reached by keyboard from a row, goes deeper and back, and gives the focus back", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    await page.getByRole("group", { name: "Priority shortfalls" }).focus();
    // Beyond the headings, which sort. The name leads to the page of the capability; the number after it answers why.
    await tabTo(page, /Heavy brigade groups/);
    await page.keyboard.press("Tab");
    const nameOfFocused = (): Promise<string | null | undefined> => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
    const number = await nameOfFocused();
    expect(number).toContain("Heavy brigade groups");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("How it is reckoned").waitFor();
    expect(new URL(page.url()).searchParams.get("why")).toBe("coverage/ST-1/2030");
    await dialog.getByRole("button", { name: /40.units/ }).press("Enter");
    await dialog.getByRole("heading", { name: /required/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
    await dialog.getByRole("button", { name: "Back" }).press("Enter");
    await dialog.getByRole("heading", { name: /^((?!required).)*$/, level: 2 }).waitFor();
    expect(new URL(page.url()).searchParams.get("why")).toBe("coverage/ST-1/2030");
    // What is told has changed before the focus has moved to it.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // The focus is given back with the frame after the one that the dialog is gone in.
    await expect.poll(nameOfFocused).toBe(number);
    expect(new URL(page.url()).searchParams.get("why")).toBeNull();
    await page.close();
  });

  test("opens from a shared address and shows records, rivals, judgements and limits", async () => {
    const { page } = await openPage(browser, `${small.address}/?why=coverage/ST-1/2030`);
    const dialog = page.getByRole("dialog");
    for (const text of ["Judgements it rests on", "Limits", "Invented yearbook", "CC0-1.0", "1 rival figure", "confidence high", "and 3 more"])
      await dialog.getByText(text, { exact: false }).first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.close();
  });
});

describe("the map", () => {
  test("names every ally with its value, the unknown one as unknown and hatched", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    const allies = page.locator(".ally");
    expect(await allies.count()).toBe(6);
    const unknown = page.getByRole("button", { name: /^Fyrland: unknown/ });
    expect(await unknown.count()).toBe(1);
    expect(await unknown.locator(".ally-shape").getAttribute("fill")).toBe("url(#hatch)");
    expect(await page.getByRole("button", { name: /^Arvenia: \d+.%/ }).count()).toBe(1);
    await page.close();
  });

  test("is one stop of the Tab key, the arrow keys go through it", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    await page.locator('.ally[tabindex="0"]').focus();
    const seen = new Set<string>();
    for (let count = 0; count < 6; count += 1) {
      seen.add((await page.evaluate(() => document.activeElement?.getAttribute("data-nation"))) ?? "");
      await page.keyboard.press("ArrowRight");
    }
    expect(seen.size).toBe(6);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.close();
  });

  test("takes another measure by keyboard and keeps it in the address", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    await page.getByRole("combobox", { name: "Measure" }).press("ArrowDown");
    await page.getByRole("button", { name: /^Duneth: unknown/ }).waitFor();
    expect(new URL(page.url()).searchParams.get("measure")).toBe("spending");
    await page.close();
  });

  test("leaves the page as a drawing and as a picture, with its marking", async () => {
    const { page, problems } = await openPage(browser, small.address);
    await settled(page);
    const taken = async (name: RegExp): Promise<Buffer> => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#map").getByRole("button", { name }).click()]);
      return readFileSync(await file.path());
    };
    const drawing = (await taken(/^SVG/)).toString("utf8");
    expect(drawing).toContain("PUBLIC · invented figures");
    expect(drawing).not.toContain("var(--");
    // What it shows, what it rests on, what its colours mean, in the page's own letters.
    expect(drawing).toMatch(/<title>Allies<\/title>/);
    expect(drawing).toMatch(/ · as of \d{4}-\d\d-\d\d · run \w+/);
    expect(drawing).toMatch(/no ally<\/text>/);
    expect(drawing).toContain("font/woff2;base64,");
    expect((await taken(/^PNG/)).subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(problems).toEqual([]);
    await page.close();
  });

  test("the picture of the open shortfall carries the key of its lines and ranges", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#years").getByRole("button", { name: /^SVG/ }).click()]);
    const drawing = readFileSync(await file.path(), "utf8");
    expect(drawing.match(/: the figure, and its range around it<\/text>/g)).toHaveLength(2);
    await page.close();
  });

  test("has a table that holds every ally", async () => {
    const { page } = await openPage(browser, `${large.address}/?map=table`);
    await page.locator(".ally-table tbody tr").first().waitFor();
    expect(await page.locator(".ally-table tbody tr").count()).toBe(32);
    await page.close();
  });
});

describe("the table of nations and capabilities", () => {
  test("is walked by the arrow keys, asked why and sorted", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    const at = (): Promise<string> =>
      page.evaluate(() => `${document.activeElement?.getAttribute("data-row")} ${document.activeElement?.getAttribute("data-column")}`);
    expect(await page.locator('.heat [tabindex="0"]').count()).toBe(1);
    await page.locator('.heat [tabindex="0"]').focus();
    expect(await at()).toBe("1 3");
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    expect(await at()).toBe("1 5");
    await page.keyboard.press("Home");
    expect(await at()).toBe("1 0");
    await page.keyboard.press("Control+End");
    await expect.poll(at).toBe("15 8");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await at()).toBe("15 8");
    await page.keyboard.press("Control+Home");
    await expect.poll(at).toBe("0 0");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("columnheader", { name: "Alliance" }).getAttribute("aria-sort")).toBe("ascending");
    await page.close();
  });

  test("draws the lines in sight alone, whatever their number, is walked to those that were not drawn, and is printed whole", async () => {
    const { page } = await openPage(browser, "about:blank");
    await page.route("**/api/heat*", async (route) => {
      const reply = await route.fetch();
      const view = (await reply.json()) as HeatView;
      await route.fulfill({ response: reply, json: { ...view, rows: Array.from({ length: 200 }, (_, at) => ({ ...view.rows[at % view.rows.length], leaf: `L${at}`, name: `Capability ${at + 1}` })) } });
    });
    await page.goto(small.address);
    await settled(page);
    const rows = page.locator(".heat tbody tr[aria-rowindex]");
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe("201");
    expect(await rows.count()).toBeLessThan(60);
    const focused = (): Promise<string> => page.evaluate(() => `${document.activeElement?.closest("tr")?.getAttribute("aria-rowindex")} ${document.activeElement?.getAttribute("data-column")}`);
    await page.locator('.heat [tabindex="0"]').focus();
    await page.keyboard.press("Control+End");
    await expect.poll(focused).toBe("201 8");
    for (const [key, place] of [["ArrowUp", "200 8"], ["PageUp", "190 8"], ["Home", "190 0"], ["Control+Home", "1 0"]] as const) {
      await page.keyboard.press(key);
      await expect.poll(focused).toBe(place);
    }
    expect(await page.locator('.heat [tabindex="0"]').count()).toBe(1);
    expect(await rows.count()).toBeLessThan(60);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await rows.count()).toBe(200);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(() => rows.count()).toBeLessThan(60);
    await page.close();
  });

  test("leaves no cell empty: unknown is hatched and said, none has its mark, and there is no third that would hint at what a label keeps back", async () => {
    const { page } = await openPage(browser, large.address);
    await settled(page);
    const cells = await page
      .locator(".heat-cell")
      .evaluateAll((all) => all.map((it) => ({ sign: it.textContent ?? "", text: it.getAttribute("aria-label") ?? it.textContent ?? "", classes: it.className, image: getComputedStyle(it).backgroundImage })));
    expect(cells.every((it) => it.sign.trim() !== "" && it.text.trim() !== "")).toBe(true);
    const unknown = cells.filter((it) => it.classes.includes("cell-unknown"));
    expect(unknown.length).toBeGreaterThan(10);
    expect(unknown.every((it) => it.text.includes("unknown") && it.image.includes("repeating-linear-gradient"))).toBe(true);
    expect(new Set(cells.flatMap((it) => it.classes.match(/cell-(?:value|unknown|none|restricted)\b/) ?? []))).not.toContain("cell-restricted");
    expect(await page.locator(".heat-key").innerText()).not.toMatch(/restricted/i);
    expect(cells.filter((it) => it.classes.includes("cell-none")).every((it) => it.text.includes("none"))).toBe(true);
    await page.close();
  });

  test("says of each number how it is known: less than a statement has a line below of its own kind, and words for who hears it", async () => {
    const kinds = ["official", "press", "estimate", "derived", "assumption", undefined] as const;
    const { page } = await openPage(browser, "about:blank");
    await page.route("**/api/heat*", async (route) => {
      const reply = await route.fetch();
      const view = (await reply.json()) as HeatView;
      const [row] = view.rows;
      const cells = view.nations.map((it, at) => ({ nation: it.id, state: "value", shown: { value: 0.5, unit: "share", label: "OPEN", why: "key", ...(kinds[at] !== undefined && { evidence: kinds[at] }) } }));
      await route.fulfill({ response: reply, json: { ...view, rows: [{ ...row, cells }] } });
    });
    await page.goto(small.address);
    await settled(page);
    const found = await page.locator(".heat-cell").evaluateAll((all) => all.map((it) => [getComputedStyle(it).textDecorationLine === "none" ? "" : getComputedStyle(it).textDecorationStyle, /weakest evidence: (\w+)/.exec(it.getAttribute("aria-label") ?? it.textContent ?? "")?.[1]]));
    expect(found).toEqual([["", "official"], ["dotted", "press"], ["dashed", "estimate"], ["dashed", "derived"], ["wavy", "assumption"], ["", undefined]]);
    expect(await page.locator(".heat-key .rests-key").innerText()).toMatch(/press[\s\S]*estimate[\s\S]*assumption/);
    await page.close();
  });

  test("changes measure and year, filters, and is taken out as a file", async () => {
    const { page } = await openPage(browser, small.address);
    await settled(page);
    await page.getByRole("radio", { name: "Lead score" }).click();
    await page.getByText("2030. Lead score").waitFor();
    await page.getByRole("searchbox", { name: "Filter capabilities" }).fill("shield");
    await expect.poll(() => page.locator(".heat-name").count()).toBe(3);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#capabilities").getByRole("button", { name: /CSV/ }).click()]);
    expect(file.suggestedFilename()).toBe("capabilities-lead-2030.csv");
    const text = readFileSync(await file.path(), "utf8");
    expect(text.split("\r\n")[0]).toMatch(/^\ufeffcapability,name,group,area,alliance.*,trend.*,ARV.*,BOR.*,CAL.*,DUN.*,ELM.*,FYR.*,marking,table,data,as of,run$/);
    expect(text.split("\r\n")[1]).toContain(",Nations and capabilities,");
    expect(text.split("\r\n")).toHaveLength(5);
    await page.close();
  });
});

describe("states", () => {
  test("while the plan is computed the progress stands in the place of the headline, then the headline comes", async () => {
    const slow = await serveFixture({ size: "small", planMs: 3000 });
    const { page, problems } = await openPage(browser, slow.address);
    await page.getByRole("heading", { level: 1, name: /What does planning alone cost/ }).waitFor();
    await page.getByRole("progressbar").waitFor();
    await page
      .getByText(/each ally alone|all allies aligned/)
      .first()
      .waitFor();
    await page.getByText(/about \d+.s left/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("heading", { level: 1, name: /Planning alone costs/ }).waitFor();
    expect(problems).toEqual([]);
    await page.close();
    await slow.close();
  });

  test("a server that is gone is said, with what to do", async () => {
    const { page } = await openPage(browser, "about:blank");
    await page.route("**/api/**", (route) => route.abort());
    await page.goto(small.address);
    await page.getByRole("alert").getByText("The server does not answer").waitFor();
    // Whoever did not start it has nothing to start.
    await page.getByText("tell whoever runs Concord for you").waitFor();
    await page.getByText("npm start").waitFor();
    expect(await violations(page)).toEqual([]);
    // It is asked again, by the button and by itself, and what is said stands meanwhile.
    const said = await page.getByRole("alert").elementHandle();
    const asked = page.waitForRequest("**/api/home*");
    await page.getByRole("button", { name: "Ask again" }).click();
    await asked;
    expect(await said?.evaluate((it) => it.isConnected)).toBe(true);
    await page.unroute("**/api/**");
    await settled(page);
    await page.close();
  });

  test("a refusal of one part leaves the others standing", async () => {
    const { page } = await openPage(browser, "about:blank");
    await page.route("**/api/heat*", (route) =>
      route.fulfill({
        status: 422,
        contentType: "application/problem+json",
        body: '{"title":"There is no such year.","detail":"The year lies outside the horizon.","mend":"Choose another."}',
      }),
    );
    await page.goto(small.address);
    await page.getByText("The year lies outside the horizon. Choose another.").waitFor();
    await page.locator(".ally-shape").first().waitFor();
    await page.close();
  });

  test("the theme of the address wins over the system's", async () => {
    const { page } = await openPage(browser, `${small.address}/?theme=dark`, { scheme: "light" });
    await settled(page);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe("rgb(16, 21, 27)");
    await page.getByRole("radio", { name: "Light" }).click();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe("rgb(246, 246, 243)");
    expect(new URL(page.url()).searchParams.get("theme")).toBe("light");
    await page.close();
  });
});
