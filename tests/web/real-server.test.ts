import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import { HEAT_MEASURES, type LeversView } from "#views";
import { launchBrowser } from "./browser.ts";
import { focused, press, tabInto, tabTo } from "./keyboard.ts";
import { buildPage, openPage, settled, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
// Runs of the tests are kept apart, and made anew each time.
const runs = mkdtempSync(join(tmpdir(), "concord-runs-"));
process.env["CONCORD_RUNS"] = runs;

let browser: Browser;
let served: Served;

const quiet = { onProgress: () => undefined, onDone: () => undefined };

/** Every key of "why" that a reply holds. */
const keysIn = (reply: unknown): readonly string[] => [...new Set([...JSON.stringify(reply).matchAll(/"why":"([^"]+)"/g)].map((it) => it[1] ?? ""))];

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(ROOT, "cases/five-rivers")), choices: {}, port: 0, ...quiet });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(runs, { recursive: true, force: true });
});

describe("the page on the real server, with an invented alliance", () => {
  test("goes from progress to the headline by itself, without an error and without another host", async () => {
    const { page, problems, hosts } = await openPage(browser, served.address);
    await page.getByRole("heading", { level: 1, name: /Planning (alone costs|together)/ }).waitFor({ timeout: 90_000 });
    await page.locator(".heat-cell").first().waitFor();
    await page.getByText("Actions that help most").waitFor();
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test("a figure that there is not is said to whoever reads the page, in words of the page", async () => {
    const { page } = await openPage(browser, `${served.address}/?why=lever/lots/hours`);
    const told = page.getByRole("dialog").getByRole("alert");
    await told.waitFor();
    expect(await told.textContent()).toMatch(/There is no such figure.*lever\/lots\/hours.*press the figure on the page/s);
    expect(await told.textContent()).not.toMatch(/`|field/);
    await page.close();
  });

  test("scripts and styles are sent compressed to whoever takes them, and are the same; answers, which differ by reader, are sent as they are", async () => {
    const assets = [...(await (await fetch(served.address)).text()).matchAll(/"(\/assets\/[^"]+\.(?:js|css))"/g)].map((it) => it[1]!);
    expect(assets.some((it) => it.endsWith(".js")) && assets.some((it) => it.endsWith(".css"))).toBe(true);
    const got = async (path: string, accepts: string) => {
      const reply = await fetch(`${served.address}${path}`, { headers: { "accept-encoding": accepts } });
      return { as: reply.headers.get("content-encoding"), type: reply.headers.get("content-type"), vary: reply.headers.get("vary"), bytes: Number(reply.headers.get("content-length")), text: await reply.text() };
    };
    for (const path of assets) {
      const [plain, gzip, brotli] = [await got(path, "identity"), await got(path, "gzip"), await got(path, "gzip, br")];
      expect([plain.as, gzip.as, brotli.as]).toEqual([null, "gzip", "br"]);
      expect([gzip.text === plain.text, brotli.text === plain.text, gzip.type, brotli.type, gzip.vary]).toEqual([true, true, plain.type, plain.type, "accept-encoding"]);
      expect(plain.bytes).toBeGreaterThan(gzip.bytes);
      expect(gzip.bytes).toBeGreaterThan(brotli.bytes);
    }
    expect((await got("/api/home", "gzip, br")).as).toBeNull();
  });

  test("every number of the first page and of every table is answered why", async () => {
    await served.planned();
    const get = async (path: string): Promise<unknown> => (await fetch(`${served.address}${path}`)).json();
    const replies = [await get("/api/home"), ...(await Promise.all(HEAT_MEASURES.map((measure) => get(`/api/heat?measure=${measure}`))))];
    const keys = [...new Set(replies.flatMap(keysIn))];
    expect(keys.length).toBeGreaterThan(100);
    const unanswered: string[] = [];
    for (const key of keys) {
      const reply = await fetch(`${served.address}/api/why?key=${encodeURIComponent(key)}`);
      if (reply.status !== 200) unanswered.push(`${key}: ${reply.status}`);
      else await reply.arrayBuffer();
    }
    expect(unanswered).toEqual([]);
  });

});

describe("job: ask why from a headline number down to a document", () => {
  test.each(["mouse", "keyboard"] as const)("by %s alone, and back up", async (by) => {
    await served.planned();
    const { page, problems } = await openPage(browser, served.address);
    const dialog = page.getByRole("dialog");
    const go = async (selector: string): Promise<void> => {
      if (by === "mouse") return page.locator(selector).first().click();
      await tabInto(page, selector);
      await page.keyboard.press("Enter");
    };
    await page.locator("h1 .number").first().waitFor();
    await go("h1 .number");
    await dialog.locator(".why-sentence").waitFor();
    const first = await dialog.locator(".why-sentence").textContent();
    const isAtDocument = async (): Promise<boolean> => (await dialog.locator(".why-records li").count()) > 0;
    const question = (): Promise<string | null> => dialog.getByRole("heading", { level: 2 }).textContent();
    const passed: (string | null)[] = [];
    while (passed.length < 6 && !(await isAtDocument())) {
      const last = await question();
      passed.push(last);
      await go("[role=dialog] .why-steps button");
      await expect.poll(question).not.toBe(last);
      await dialog.locator(".why-sentence").waitFor();
    }
    expect(passed.length).toBeGreaterThan(0);
    // The document is named, with its licence.
    const key = new URL(page.url()).searchParams.get("why") ?? "";
    const { records } = (await (await fetch(`${served.address}/api/why?key=${encodeURIComponent(key)}`)).json()) as { readonly records: readonly { readonly source: { readonly title: string; readonly licence: string } }[] };
    const text = (await dialog.textContent()) ?? "";
    expect(text).toContain(records[0]!.source.title);
    expect(text).toContain(records[0]!.source.licence);
    expect(await violations(page)).toEqual([]);
    for (const last of passed.toReversed()) {
      if (by === "mouse") await dialog.getByRole("button", { name: "Back" }).click();
      else await press(page, /^← Back/);
      await expect.poll(question).toBe(last);
    }
    await expect.poll(() => dialog.locator(".why-sentence").textContent()).toBe(first);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe("job: find what can be bought together, see each party's gain, shift a programme by a year, see the price", () => {
  test.each([["mouse", "light", 1440], ["keyboard", "dark", 390]] as const)("by %s alone: %s, %i pixels", async (by, scheme, width) => {
    await served.planned();
    const { page, problems, hosts } = await openPage(browser, `${served.address}/procurement`, { scheme, width });
    await page.getByText(/In \d+ class(?:es)? of equipment, why\? two allies or more/).waitFor();
    await page.getByRole("columnheader", { name: "Share of the gain" }).waitFor();
    const shares = async (): Promise<number> => (await page.locator(".bundle-members table").first().locator("tbody tr td:nth-of-type(4)").allTextContents()).reduce((sum, it) => sum + Number.parseFloat(it), 0);
    expect(await shares()).toBeCloseTo(100, -1);
    const chosen = page.locator(".bundle-list tbody tr").first().getByRole("button", { name: /Show who gains/ });
    if (by === "mouse") await chosen.click();
    else await press(page, /^Show who gains/);
    expect(new URL(page.url()).searchParams.get("agreement")).toMatch(/^joint:/);
    expect(await chosen.getAttribute("aria-pressed")).toBe("true");
    expect(await shares()).toBeCloseTo(100, -1);
    // A programme that the plan delivers and that has a year left is shifted by that year: dragged, or come to and moved by an arrow.
    const { programmes } = (await (await fetch(`${served.address}/api/levers`)).json()) as LeversView;
    const bar = page.locator('[data-programme][aria-readonly="false"]').first();
    await bar.waitFor();
    const id = (await bar.getAttribute("data-programme"))!;
    const { name, later } = programmes.find((it) => it.id === id)!;
    expect(later).toBeGreaterThan(0);
    const ally = (await bar.getAttribute("aria-label"))!.split(":")[0]!;
    if (by === "mouse") {
      const years = await page.locator(".gantt .tick").evaluateAll((ticks) => ticks.slice(0, 2).map((it) => Number(it.getAttribute("x"))));
      await bar.scrollIntoViewIfNeeded();
      const box = (await bar.locator("rect:not(.gantt-hit)").first().boundingBox())!;
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + (years[1]! - years[0]!), at.y, { steps: 4 });
      await page.mouse.up();
    } else {
      await tabInto(page, "[data-programme]", "Shift+Tab");
      await page.keyboard.press("Home");
      for (let step = 0; step < programmes.length && !(await bar.evaluate((it) => it === document.activeElement)); step += 1) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
    }
    await expect.poll(() => new URL(page.url()).searchParams.get("levers")).toBe(`delay:${id}=1`);
    // Several allies have programmes of one name.
    const price = page.locator("#price");
    await price.locator(".card-note", { hasText: `${name}, ${ally}: 1 year later` }).waitFor();
    await price.locator(".plan-state", { hasText: "Exact answer" }).waitFor();
    await price.locator(".plan-price", { hasText: /^Price of the shift: (it saves )?.+ \(±\s.+, proven\)\. The least that a plan this short costs is .+, against .+\./ }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    if (by === "mouse") await page.getByRole("link", { name: "Open in Plans" }).click();
    else await press(page, /^Open in Plans/);
    await page.getByRole("heading", { level: 1, name: "Plans" }).waitFor();
    expect(new URL(page.url()).searchParams.get("levers")).toBe(`delay:${id}=1`);
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    await page.close();
  });
});

describe("the page on the real server, with the shipped data, before it is planned", () => {
  let close: () => Promise<void>;
  let address: string;
  beforeAll(async () => {
    const { buildServer, viewAsGate, viewDesk } = await import("#server");
    const desk = viewDesk({ source: await readTexts(join(ROOT, "data/nato-open")), choices: {}, planner: { plan: () => undefined }, most: 3 });
    const server = await buildServer({ gate: viewAsGate, desk });
    address = await server.listen({ host: "127.0.0.1", port: 0 });
    close = () => server.close();
  });
  afterAll(() => close?.());

  test("every ally of the data has its place on the map, on either view, and axe finds nothing", async () => {
    const { page, problems } = await openPage(browser, address);
    await settled(page);
    const nations = ((await (await fetch(`${address}/api/home`)).json()) as { map: { nations: readonly unknown[] } }).map.nations.length;
    expect(nations).toBeGreaterThan(30);
    expect(await page.locator(".ally").count()).toBe(nations);
    await page.getByRole("radio", { name: "Atlantic" }).click();
    await expect.poll(() => page.locator(".ally").count()).toBe(nations);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe("the page where labels keep things apart", () => {
  let labelled: Served;
  beforeAll(async () => {
    const { serve } = await import("#server");
    labelled = await serve({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, port: 0, ...quiet });
  });
  afterAll(() => labelled?.close());

  test("a reader is chosen in the bar, sees less, is told so, and that the choice is no security", async () => {
    const { page, problems } = await openPage(browser, labelled.address);
    await settledTable(page);
    expect(await page.getByRole("note").first().textContent()).toBe("SHORES SECRET · released to nobody");
    expect(await page.getByText("are in what you may see").count()).toBe(0);
    await page.getByRole("combobox", { name: /View as/ }).selectOption({ label: "The public" });
    await page.getByText("Holdings of 1 of 3 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none. This choice shows what labels would let a reader see. It is no security").waitFor();
    expect(await page.getByRole("note").first().textContent()).toBe("OPEN");
    expect(new URL(page.url()).searchParams.get("as")).toBe(":0");
    expect(await page.locator(".strip").getAttribute("class")).toBe("strip");
    expect(await page.locator("main").textContent()).not.toContain("SHORES");
    await page.goBack();
    await expect.poll(() => page.getByRole("note").first().textContent()).toBe("SHORES SECRET · released to nobody");
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a reader to whom something of every ally is shown is told without a warning", async () => {
    const { page } = await openPage(browser, `${labelled.address}/?as=VAL:1`);
    await page.locator(".strip-calm", { hasText: "Holdings of each of the 3 nations are in what you may see. Whatever a label keeps from a reader is unknown here, not none." }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test.each([["en", "1 is covered in full."], ["fr", "1 est couverte en entier."]])("one capability is covered in full, and of none nothing is said to be unknown: %s", async (lang, said) => {
    const { page } = await openPage(browser, `${labelled.address}/capabilities?as=VAL:2&year=2030&lang=${lang}`);
    expect(await page.locator(".plan-sentence + *").first().innerText()).toBe(said);
    await page.close();
  });

  test("where every row is for everyone, whoever is chosen is told that nothing is kept back", async () => {
    const { serve } = await import("#server");
    const open = await serve({ source: await readTexts(join(ROOT, "cases/two-nations")), choices: {}, port: 0, ...quiet });
    const { page } = await openPage(browser, open.address);
    await page.getByRole("combobox", { name: /View as/ }).selectOption({ label: "The public" });
    await page.locator(".strip-calm", { hasText: "whoever is chosen sees the same as its owner, and nothing is kept back." }).waitFor();
    expect(await page.getByText("no security").count()).toBe(0);
    await page.getByText(/^The whole data set: /).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.close();
    await open.close();
  });

  test.each([["en", "No nation of the data set is released to this reader."], ["fr", "Aucune nation des données n’est diffusée à ce lecteur."]])("to whom nothing at all is released, a page says that it is not for this reader, as no failure: %s", async (lang, said) => {
    const { serve } = await import("#server");
    const { files, ...rest } = await readTexts(join(ROOT, "cases/three-shores"));
    const closed = await serve({ source: { ...rest, files: new Map(files).set("nations.csv", files.get("nations.csv")!.replaceAll(",OPEN,", ",HIGH,")) }, choices: {}, port: 0, ...quiet });
    const { page } = await openPage(browser, `${closed.address}/?as=:0&lang=${lang}`);
    const restricted = page.locator("main .message-restricted").first();
    await restricted.getByText(said).waitFor();
    expect(await restricted.locator(".message-head").innerText()).toMatch(lang === "fr" ? /pas pour ce lecteur$/ : /not for this reader$/);
    expect(await restricted.getByRole("button").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.close();
    await closed.close();
  });

  test("to whom nothing of an ally is shown, its page claims nothing, and no shortfall is denied", async () => {
    const { page } = await openPage(browser, `${labelled.address}/nations/FEN?as=:0`);
    expect(await page.locator(".plan-sentence").innerText()).toMatch(/^In 2031 nothing is asked of Fen\./);
    expect(await page.locator("#share").getByRole("row", { name: /Fair share|After the cap/ }).getByText("unknown").count()).toBe(2);
    await page.goto(`${labelled.address}/implementation?as=:0&nation=HOL`);
    expect(await page.locator(".plan-sentence").innerText()).toBe("To 2031 it is known for none of 3 targets what is held; no programme is in what you may see.");
    await page.getByText(/^Of what you may see: \d+\s% sourced/).waitFor();
    await page.getByText("For no target is it known what is held, so of none is it known whether it is short.").waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/nobody|Every target/);
    await page.goto(`${labelled.address}/procurement?as=:0`);
    await page.locator(".plan-sentence", { hasText: /^No programme is in what you may see, so it is unknown where allies take delivery/ }).waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/No two allies|0 programmes|The plan buys nothing/);
    await page.goto(`${labelled.address}/targets?as=:0`);
    await page.locator(".plan-sentence", { hasText: "it is unknown which are answered" }).waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/No ally has|0 are reserved|0 declined/);
    await page.goto(`${labelled.address}/?as=:0`);
    await expect.poll(() => page.locator("main").innerText(), { timeout: 45_000 }).toMatch(/No capability is known to be short of its requirement in 2031; of 3\b[^;]{0,80}\btoo little is known to tell\./);
    await page.goto(`${labelled.address}/capabilities?as=:0`);
    const stand = page.getByRole("list", { name: "How capabilities stand" }).getByRole("listitem");
    await stand.first().waitFor();
    expect(await stand.allInnerTexts()).toEqual([expect.stringMatching(/^\s*0\b[^]*covered$/), expect.stringMatching(/^\s*0\b[^]*short$/), expect.stringMatching(/^\s*3\b[^]*unknown$/)]);
    await page.close();
  });

  test.each(["mouse", "keyboard"] as const)("job: by %s alone one looks as the public, as industry, and as another ally, and goes on from page to page as they; each sees less, is told so, and nothing hints at the rest", async (by) => {
    const { page, problems } = await openPage(browser, `${labelled.address}/nations`);
    const go = (name: string): Promise<void> => (by === "mouse" ? page.getByRole("link", { name, exact: true }).first().click() : press(page, new RegExp(`^${name}$`)));
    const choose = async (reader: string): Promise<void> => {
      const choice = page.getByRole("combobox", { name: /View as/ });
      if (by === "mouse") {
        await choice.click();
        await choice.selectOption({ label: reader });
        return;
      }
      await tabTo(page, /View as/);
      await page.keyboard.type(reader);
    };
    /** How many records of each kind are in sight, as the page of data lists them. */
    const inSight = async (): Promise<ReadonlyMap<string, number>> => {
      await go("Data");
      await page.locator("#records .grid-table").waitFor();
      const kinds = await page.locator("#records").getByRole("combobox", { name: "Kind of record" }).locator("option").allInnerTexts();
      return new Map(kinds.map((it) => [it.split(",")[0]!, Number(/(\d+) records?$/.exec(it)![1])]));
    };
    const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, it) => all + it, 0);
    const whole = await inSight();
    for (const { reader, as, said, marking, contributors, told } of [
      { reader: "The public", as: /^:0$/, said: "Holdings of 1 of 3 nations", marking: "OPEN", contributors: ["Vale"], told: "1 ally gives, 2 unknown" },
      // Industry is in no channel of its own: it begins with what anyone may read.
      { reader: "Industry", as: /^:0:industry$/, said: "Holdings of 1 of 3 nations", marking: "FOR INDUSTRY", contributors: ["Vale"], told: "1 ally gives, 2 unknown" },
      { reader: "Fen", as: /^FEN:/, said: "Holdings of each of the 3 nations", marking: "SHORES SECRET · released to FEN", contributors: ["Vale", "Fen", "Holm"], told: "3 allies give" },
    ]) {
      await choose(reader);
      // Whoever one looks as goes along from page to page, and each says how much is in sight and how it is marked.
      const seesLess = async (): Promise<void> => {
        await page.locator(".strip", { hasText: said }).waitFor();
        expect(new URL(page.url()).searchParams.get("as")).toMatch(as);
        await expect.poll(() => page.getByRole("note").first().textContent()).toContain(marking);
        // Of a spreadsheet, sheets may be hidden.
        expect(((await page.locator("main").textContent()) ?? "").replaceAll(marking, "").replaceAll("hidden sheets", "")).not.toMatch(/SHORES SECRET|restricted|hidden/i);
      };
      for (const name of ["Targets", "Allies", "Capabilities", "Air defence"]) {
        if (name === "Air defence" && by === "keyboard") await toCapability(page, name);
        else await go(name);
        await page.getByRole("heading", { level: 1, name }).waitFor();
        await page.locator(".cycle .colophon").waitFor();
        await seesLess();
      }
      const who = page.getByRole("region", { name: "Who contributes" });
      await who.getByText(told).waitFor();
      expect([reader, await who.getByRole("grid").getByRole("link").allInnerTexts()]).toEqual([reader, contributors]);
      // Of no kind there are more records, of all together fewer.
      const seen = await inSight();
      await seesLess();
      for (const [kind, count] of seen) expect([reader, kind, count]).toEqual([reader, kind, expect.toSatisfy((it: number) => it <= (whole.get(kind) ?? 0))]);
      expect([reader, sum(seen)]).toEqual([reader, expect.toSatisfy((it: number) => it > 0 && it < sum(whole))]);
    }
    expect(problems).toEqual([]);
    await page.close();
  });

  test.each([["light", 1440], ["dark", 390]] as const)("axe finds nothing as seen by an ally: %s, %i pixels", async (scheme, width) => {
    const { page } = await openPage(browser, `${labelled.address}/?as=VAL:1`, { scheme, width });
    await settledTable(page);
    await page.getByRole("combobox", { name: /Up to which level/ }).waitFor();
    expect(await page.getByRole("combobox", { name: /View as/ }).locator("option:checked").textContent()).toBe("Vale");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });
});

/** Goes to the page of a capability by Tab to the list of them and by the arrow keys within it. */
async function toCapability(page: Page, name: string): Promise<void> {
  await tabInto(page, "#list [data-row]");
  await page.keyboard.press("Control+Home");
  // Before the names stands their rank.
  await page.keyboard.press("ArrowRight");
  for (let at = 0; at < 20 && (await focused(page)) !== name; at += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

const settledTable = (page: Page): Promise<void> => page.locator(".heat-cell").first().waitFor();
