import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import type { CapabilitiesView, CapabilityView, DraftedAnswers, HomeView, NationsView, NationView, TargetsView } from "#views";
import { launchBrowser } from "./browser.ts";
import { focused, tabInto, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "concord-cycle-web-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: {}, port: 0, onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (path: string, look = {}) => openPage(browser, `${served.address}${path}`, look);
const api = async <T>(path: string): Promise<T> => (await (await fetch(`${served.address}${path}`)).json()) as T;
const stands = (page: Page): Promise<void> => page.locator(".cycle .colophon").waitFor();

describe("every page in both themes, both languages and at 390 pixels", () => {
  test.each(["/guidance", "/requirements", "/targets", "/implementation?nation=HOL", "/review?nation=HOL", "/capabilities", "/capabilities/air", "/nations", "/nations/HOL"])("%s", async (path) => {
    const more = path.includes("?") ? "&" : "?";
    const light = await open(path);
    await stands(light.page);
    expect(await violations(light.page)).toEqual([]);
    const english = await light.page.locator(".plan-sentence").textContent();
    expect(english).toMatch(/\d/);
    expect(light.problems).toEqual([]);
    await light.page.close();
    const dark = await open(`${path}${more}lang=fr`, { scheme: "dark", width: 390 });
    await stands(dark.page);
    expect(await violations(dark.page)).toEqual([]);
    expect(await dark.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(await dark.page.locator(".plan-sentence").textContent()).not.toBe(english);
    await dark.page.close();
  });
});

const saved = async (page: Page, within: string, name: RegExp): Promise<string> => {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(within).getByRole("button", { name }).first().click()]);
  return readFileSync(await file.path(), "utf8");
};

test("the short lists of an ally's page, the levers of Home and the bars of an ally's absence leave the page as every table and chart does", async () => {
  const { page, problems } = await open("/nations/HOL");
  await stands(page);
  const view = await api<NationView>("/api/nation?nation=HOL");
  for (const [list, first] of [["#share", /GDP/], ["#money", /./], ...(view.leads.length > 0 ? [["#leads", /./] as const] : []), ["#released", /./]] as const) {
    const lines = (await saved(page, list, /^CSV/)).trim().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.at(1)).toMatch(first);
    expect(await page.locator(list).getByRole("button", { name: /^(Copy|XLSX)/ }).count()).toBe(2);
  }
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("#share").getByRole("button", { name: /^Copy/ }).click();
  await page.locator("#share").getByText("Copied", { exact: true }).waitFor();
  // A spreadsheet takes lines with tabs between the cells: as many of each as the table has.
  const cells = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split(/\r?\n/).map((line) => line.split("\t"));
  expect(cells.length).toBeGreaterThan(1);
  expect(new Set(cells.map((it) => it.length)).size).toBe(1);
  expect(cells.flat()).toEqual(expect.arrayContaining([expect.stringMatching(/GDP/)]));
  await page.goto(`${served.address}/capabilities/air`);
  await stands(page);
  const without = (await api<CapabilityView>("/api/capability?leaf=air")).without;
  const words = (await saved(page, "#without", /^SVG/)).replaceAll(/<style[^]*?<\/style>|<[^>]+>/g, " ");
  for (const it of without) expect(words).toContain(it.name);
  expect(words).toMatch(/What if an ally drops out\?/);
  expect(words).not.toMatch(/\+\d/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.goto(`${served.address}/`);
  await page.locator(".lever-table").waitFor();
  const names = await page.locator(".lever-table tbody th").allInnerTexts();
  const csv = await saved(page, ".levers", /^CSV/);
  const drawing = await saved(page, ".levers", /^SVG/);
  for (const it of names) {
    expect(csv).toContain(it.trim());
    expect(drawing).toContain(it.trim());
  }
  expect(await violations(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.close();
});

test("each table of a page, and each switch, stands in the address under its own key, and only where it differs", async () => {
  const { page } = await open("/review?nation=HOL");
  await stands(page);
  const filters = page.getByRole("searchbox");
  await filters.nth(0).fill("air");
  await filters.nth(1).fill("a");
  await expect.poll(() => new URL(page.url()).search).toBe("?nation=HOL&targets-filter=air&filter=a");
  await page.reload();
  await stands(page);
  await expect.poll(() => filters.nth(0).inputValue()).toBe("air");
  expect(await filters.nth(1).inputValue()).toBe("a");
  await filters.nth(0).fill("");
  await expect.poll(() => new URL(page.url()).search).toBe("?nation=HOL&filter=a");
  await page.goto(`${served.address}/capabilities/air`);
  await stands(page);
  const over = page.locator("#over-time");
  await over.getByRole("radio", { name: "With the plan" }).check({ force: true });
  await over.getByRole("radio", { name: "Table" }).check({ force: true });
  await expect.poll(() => new URL(page.url()).search).toBe("?basis=planned&tables=over-time");
  await page.reload();
  await stands(page);
  await over.getByRole("table").waitFor();
  expect(await over.getByRole("radio", { name: "With the plan" }).isChecked()).toBe(true);
  await page.goBack();
  await over.locator("svg.drawing").waitFor();
  await page.close();
});

test.each([
  ["en", "Ready, of its targets", "With the plan, of its targets", /^(\d+ %|unknown).* of \d+$/],
  ["fr", "Part prête de ses objectifs", "Part de ses objectifs avec le plan", /^(\d+ %|inconnu).* sur \d+$/],
])("what allies have ready, and with the plan, stands in the table with the number of targets that it rests on (%s)", async (lang, ready, withPlan, cell) => {
  const { page } = await open(`/nations?lang=${lang}`, { width: 390 });
  await stands(page);
  const headings = await page.locator(".data-table [role=columnheader], .data-table th").allInnerTexts();
  expect(headings.map((it) => it.trim())).toEqual(expect.arrayContaining([ready, withPlan]));
  const { rows } = await api<NationsView>("/api/nations");
  const texts = (await page.getByRole("gridcell").allInnerTexts()).map((it) => it.replace(/\s/g, " "));
  expect(texts.filter((it) => cell.test(it)).length).toBe(2 * rows.filter((it) => it.standing !== "nothing asked").length);
  await page.goto(`${served.address}/nations/HOL?lang=${lang}`);
  await stands(page);
  const { review, targets } = await api<NationView>("/api/nation?nation=HOL");
  const sentence = await page.locator(".plan-sentence").innerText();
  expect(sentence).toContain(ready);
  expect(review.withPlanKnown).toBeGreaterThanOrEqual(review.readyKnown);
  if (review.readyKnown > 0 && review.readyKnown < targets.length) expect(sentence).toContain(`(${review.readyKnown} `);
  await page.close();
});

describe("how sure a figure is stands beside it", () => {
  test.each([["en", 1440], ["fr", 390]] as const)("each priority shortfall says its weakest evidence and the range of its coverage: %s, %i pixels", async (lang, width) => {
    const { page } = await open(`/?lang=${lang}`, { width });
    const home = await api<HomeView>("/api/home");
    const rows = page.locator(".priority-table tbody tr:not(.row-first)");
    await rows.first().waitFor();
    const words = { official: ["official", "officiel"], assumption: ["assumption", "hypothèse"], derived: ["derived", "dérivé"], observed: ["counted", "compté"] } as const;
    // What is sure is ranked before what may be met, and stands so.
    const ordered = home.priorities.rows;
    expect(ordered.map((it) => it.rank)).toEqual(ordered.map((_, at) => at + 1));
    const kinds = new Set(ordered.map((it) => it.mayBeMet)).size;
    expect(await page.locator(".priority-table .row-first").count()).toBe(kinds === 2 ? 2 : 0);
    for (const [at, it] of ordered.entries()) {
      const text = await rows.nth(at).innerText();
      expect(text).toContain(words[it.weakest as keyof typeof words][lang === "en" ? 0 : 1]);
      if (it.coverage.low !== undefined) expect(text).toContain(lang === "en" ? `${Math.round(100 * it.coverage.low)} to ${Math.round(100 * it.coverage.high!)}` : `${Math.round(100 * it.coverage.low)} à ${Math.round(100 * it.coverage.high!)}`);
      expect(/may be met|peut-être couvert/.test(text)).toBe(it.mayBeMet);
      expect(/not clear|pas net/.test(text)).toBe(it.lead?.isClear === false);
    }
    expect(home.priorities.rows.some((it) => it.coverage.low !== undefined)).toBe(true);
    await page.close();
  });
  test.each([["en", "not clear"], ["fr", "pas net"]] as const)("the table of capabilities marks where who is best placed is not clear: %s", async (lang, words) => {
    const { page } = await openPage(browser, "about:blank");
    const view = await api<CapabilitiesView>(`/api/capabilities?lang=${lang}`);
    const [first, second] = view.rows.filter((it) => it.leads.length > 0).toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY));
    await page.route("**/api/capabilities*", (route) => route.fulfill({ json: { ...view, rows: view.rows.map((it) => (it === first ? { ...it, isFirstClear: false } : it === second ? { ...it, isFirstClear: true } : it)) } }));
    await page.goto(`${served.address}/capabilities?lang=${lang}`);
    const rowOf = (name: string) => page.locator("#list tbody tr").filter({ hasText: name }).first();
    await rowOf(first!.name).waitFor();
    expect(await rowOf(first!.name).innerText()).toContain(words);
    expect(await rowOf(second!.name).innerText()).not.toContain(words);
    await page.close();
  });
  test.each([["en", 0], ["fr", 1]] as const)("each number of Targets has the mark of its weakest evidence, and the same in words for who hears it: %s", async (lang, at) => {
    const words: Record<string, readonly [string, string]> = { observed: ["counted", "compté"], official: ["official", "officiel"], press: ["press", "presse"], estimate: ["estimate", "estimation"], derived: ["derived", "dérivé"], assumption: ["assumption", "hypothèse"] };
    const { page } = await open(`/targets?lang=${lang}`);
    await stands(page);
    const { leaves } = await api<TargetsView>("/api/targets");
    const marks = await page.locator("#by-leaf .number").evaluateAll((all) => all.map((it) => [/rests-(\w+)/.exec(it.className)?.[1], /(?:weakest evidence|preuve la plus faible)\s?: (\p{L}+)/u.exec((it as HTMLElement).title)?.[1]]));
    const known = new Set(leaves.flatMap((it) => [it.required, it.asked, it.residual, it.residualShare]).flatMap((it) => it.evidence ?? []));
    expect(known.size).toBeGreaterThan(0);
    expect(new Set(marks.flatMap(([kind]) => kind ?? []))).toEqual(known);
    for (const [kind, said] of marks) expect(said).toBe(kind === undefined ? undefined : words[kind]![at]);
    await page.close();
  });
  test("a requirement that has a range has a band, in the drawing, the key and the summary", async () => {
    const { page } = await openPage(browser, "about:blank");
    const view = await api<CapabilityView>("/api/capability?leaf=air");
    await page.route("**/api/capability?*", (route) => route.fulfill({ json: { ...view, row: { ...view.row, mayBeMet: true, required: { ...view.row.required, low: 4, high: 17 } }, required: view.required.map((it) => ({ ...it, low: 4, high: 17 })) } }));
    await page.goto(`${served.address}/capabilities/air`);
    await stands(page);
    expect(await page.locator(".plan-sentence").innerText()).toMatch(/\(4 to 17\sbatteries\sofficial\)/);
    expect(await page.locator(".plan-sentence").innerText()).toContain("may be met");
    expect(await page.locator(".stack-space .stack-need-range").getAttribute("d")).toMatch(/^M/);
    expect(await page.locator(".stack-key").innerText()).toContain("range of what is required");
    expect(await page.getByRole("img", { name: /required 14\sbatteries \(4 to 17\sbatteries\)/ }).count()).toBe(1);
    await page.close();
  });
});

describe("the review of one ally", () => {
  test.each([["en", 1440, "Holm: by the plan where it plans, else by what is held and on order, of 3 targets for 2031 alone, one for each capability, 2 are on track, 0 at risk and 1 off track."], ["fr", 390, "Holm : d’après le plan là où il planifie, sinon ce qui est détenu et commandé, sur 3 objectifs pour la seule année 2031, un par capacité, 2 sont en bonne voie, 0 à risque et 1 en retard."]] as const)("its sentence and its bars count the targets of that ally: %s", async (lang, width, said) => {
    const { page } = await open(`/review?nation=HOL&lang=${lang}`, { width });
    await stands(page);
    // As they stand: without what a number that answers why says to who hears it.
    const seen = (selector: string): Promise<readonly string[]> => page.locator(selector).evaluateAll((all) => all.map((it) => [...it.querySelectorAll(".heard")].reduce((text, heard) => text.replace(heard.textContent ?? "", ""), it.textContent ?? "").replaceAll(/\s+/g, " ")));
    expect(await seen(".plan-sentence")).toEqual([said]);
    const counts = async (card: string): Promise<number> => (await seen(`${card} .counts strong`)).reduce((sum, it) => sum + Number(it), 0);
    expect([await counts("#targets"), await counts("#answers"), await page.locator("#allies").count()]).toEqual([3, 3, 0]);
    // Each number of the sentence answers why, with the targets that it counts.
    await page.locator(".plan-sentence button").first().press("Enter");
    await page.getByRole("dialog").locator(".why-sentence").waitFor();
    expect(new URL(page.url()).searchParams.get("why")).toBe("count/standings/2031/on%20track/HOL");
    await page.close();
  });
});

test("where nothing is known, nothing is claimed: no plan was verified, nobody pays no more", async () => {
  const { page } = await openPage(browser, "about:blank");
  const home = await api<HomeView>("/api/home");
  const { verified: _, ...headline } = home.headline!;
  await page.route("**/api/home?*", (route) => route.fulfill({ json: { ...home, headline: { ...headline, sentence: "Of nothing is enough known.", sentenceFigures: [], losers: [] } } }));
  await page.route("**/api/home", (route) => route.fulfill({ json: { ...home, headline: { ...headline, sentence: "Of nothing is enough known.", sentenceFigures: [], losers: [] } } }));
  await page.goto(`${served.address}/`);
  await page.getByText("Of nothing is enough known.").waitFor();
  expect(await page.locator(".headline").innerText()).not.toMatch(/erified|No ally pays|Proven gaps are/);
  await page.close();
});

describe("job: from the priority shortfalls to one of them: who contributes, who leads, what if that ally drops out", () => {
  test("by mouse", async () => {
    const { page } = await open("/");
    const first = page.locator(".priority-table tbody tr").first().getByRole("link");
    const name = await first.textContent();
    // What is planned is told of the last year planned, not of the one looked at.
    const home = await api<{ readonly priorities: { readonly year: number; readonly lastYear: number; readonly rows: readonly { readonly name: string }[] } }>("/api/home");
    // Ten at most, in the order of the view.
    expect(await page.locator(".priority-table tbody a[href*='/capabilities/']").allInnerTexts()).toEqual(home.priorities.rows.slice(0, 10).map((it) => it.name));
    expect(home.priorities.lastYear).toBeGreaterThan(home.priorities.year);
    await page.getByRole("columnheader", { name: `Planned ${home.priorities.lastYear}` }).waitFor();
    await first.click();
    await stands(page);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(name);
    for (const title of ["Required against available", "Who contributes", "Who can lead", "What if an ally drops out?"]) await page.getByRole("heading", { level: 2, name: title }).waitFor();
    const leaf = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
    const view = await api<CapabilityView>(`/api/capability?leaf=${leaf}`);
    // The key names each layer, also one too thin to bear its name; and the range where it has one.
    const key = page.locator("#over-time .stack-key li");
    expect(await key.allInnerTexts()).toEqual([...view.contributors.slice(0, 7).map((it) => it.name), ...(view.available.some((it) => it.low !== undefined) ? ["range of the whole"] : []), "required"]);
    if (view.leads[0] !== undefined) expect(await page.locator(".plan-sentence").textContent()).toContain(view.leads[0].name);
    // What is lost with the ally whose absence opens most, and why: its number is marked in the answer.
    const [worst] = view.without;
    const lost = `${Math.round(100 * worst!.loss.value!)}`;
    await page.locator("#without").getByRole("button", { name: new RegExp(`^${lost}\\s%.*${worst!.name}`) }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.locator(".why-step-asked").waitFor();
    expect(await dialog.getByRole("heading", { level: 2 }).textContent()).toContain(`what if ${worst!.name} withholds its part`);
    expect((await dialog.locator(".why-step-asked").innerText()).replaceAll(/\s/g, " ")).toMatch(new RegExp(`Lost without it, up to the full requirement ${lost}`));
    await page.close();
  });

  test("by keyboard alone, and down to a document", async () => {
    const { page } = await open("/");
    await page.locator(".priority-table tbody tr").first().waitFor();
    await tabInto(page, ".priority-table tbody a");
    await page.keyboard.press("Enter");
    await stands(page);
    // Who contributes: each ally of the list with what it gives, and its line leads to its page.
    const { contributors } = await api<CapabilityView>(`/api/capability?leaf=${new URL(page.url()).pathname.split("/").at(-1)}`);
    expect(contributors.length).toBeGreaterThan(1);
    await tabInto(page, "#contributors [data-row]");
    await page.keyboard.press("Control+Home");
    for (const it of contributors) {
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => focused(page)).toBe(it.name);
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => focused(page)).toMatch(new RegExp(`^\\d.*, ${it.name}, why\\?$`));
      await page.keyboard.press("ArrowLeft");
    }
    // Who leads, and what if: each ally's line of the list leads to its page.
    for (const part of ["#leads", "#without"]) await tabInto(page, `${part} *`);
    // What its absence costs is read in the list, cell by cell: the ally, then the number.
    const { without } = await api<CapabilityView>(`/api/capability?leaf=${new URL(page.url()).pathname.split("/").at(-1)}`);
    expect(without.length).toBeGreaterThan(0);
    await tabInto(page, "#without [data-row]");
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toContain(without[0]!.name);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toMatch(new RegExp(`^${Math.round(100 * without[0]!.loss.value!)}\\s%, ${without[0]!.name}`));
    await page.goBack();
    await page.goForward();
    await stands(page);
    await tabInto(page, ".plan-sentence button.number");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await dialog.locator(".why-sentence").waitFor();
    // What the number rests on is named, down to the document.
    const key = new URL(page.url()).searchParams.get("why") ?? "";
    const why = await api<{ readonly records: readonly { readonly source: { readonly title: string } }[] }>(`/api/why?key=${encodeURIComponent(key)}`);
    expect(why.records.length).toBeGreaterThan(0);
    expect(await dialog.textContent()).toContain(why.records[0]?.source.title);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.close();
  });
});

describe("an ally's page answers what is asked and why", () => {
  test.each([["en", 1440, "Not asked of it", "Best placed"], ["fr", 390, "Non demandées", "Mieux placé"]] as const)("%s at %d pixels: what is not asked is folded, with a reason that leads to an answer, and counts with what is asked to all", async (lang, width, unasked, placed) => {
    const whole = await api<NationView>(`/api/nation?nation=HOL&lang=${lang}`);
    // Of its targets the last is none any more: it rounds to nothing.
    const [none] = whole.targets.slice(-1);
    const view = { ...whole, targets: whole.targets.slice(0, -1), unasked: [{ leaf: none!.leaf, name: none!.name, cause: "rounded", fair: none!.chain.fair, why: none!.chain.fair.why }] };
    const { page } = await open("/", { width });
    await page.route("**/api/nation?*", (route) => route.fulfill({ json: view }));
    await page.goto(`${served.address}/nations/HOL?lang=${lang}`);
    await stands(page);
    const fold = page.locator("#targets details.rule").first();
    const summary = (await fold.locator("> summary").textContent()) ?? "";
    expect(summary).toContain(unasked);
    expect(summary.match(/\d+/g)?.map(Number)).toEqual([view.unasked.length, view.targets.length, view.targets.length + view.unasked.length]);
    await fold.locator("> summary").click();
    await fold.locator("tbody tr button").first().click();
    await page.getByRole("dialog").locator(".why-sentence").waitFor();
    await page.keyboard.press("Escape");
    // Every action says what it costs or saves.
    expect(await page.locator("#actions tbody tr").count()).toBe(view.actions.length);
    expect(await violations(page)).toEqual([]);
    await page.goto(`${served.address}/capabilities?lang=${lang}`);
    await page.locator("#list thead").getByText(placed).waitFor({ state: "attached" });
    await page.close();
  });
});

describe("job: answer a target with a reservation and see who must take up the rest", () => {
  /** One of Vale's seven batteries of 2031 accepted: of the six held back another ally can take up one, and five are left over. */
  const RESERVED = { nation: "VAL", leaf: "air", response: "reserve", quantity: 1 } as const;
  /** Asserts that the page names the ally that takes up a part, with how much and at what cost, and says what is left. */
  const saysWhoTakesUp = async (page: Page): Promise<void> => {
    const effect = page.getByRole("region", { name: "Who must take up the rest" });
    await effect.getByText(/^Over all years of the plan, 1 ally would take up more; in 1 capability more would be asked of nobody\.$/).waitFor();
    await effect.getByText(/of the 6\sbatteries.* held back, 1 ally would take up 1\sbatter.*; 5\sbatteries.* more would be asked of nobody/).waitFor();
    const rows = (await effect.getByRole("row").allInnerTexts()).map((it) => it.replaceAll(/\s+/g, " ").trim());
    expect(rows.filter((it) => it.includes("Holm"))).toEqual([expect.stringMatching(/^Holm 2031 \+1 .*batteries CRN 20 M/)]);
  };

  test("by mouse: a draft shows what it would change, survives a reload, is undone, and leaves the server as it was", async () => {
    const before = await api<TargetsView>("/api/targets");
    const { page } = await open("/targets?nation=VAL");
    await stands(page);
    const form = page.getByRole("form", { name: "Answer a target" });
    await form.getByLabel("Target").selectOption(RESERVED.leaf);
    await form.getByLabel(/Accepts only/).fill("1");
    await form.getByLabel(/Reason/).fill("No crews yet");
    await form.getByRole("button", { name: "Draft this answer" }).click();
    // What is accepted is not told as what is reserved.
    await page.locator(".draft-list").getByText(/: Reserve, accepts only 1\s/).waitFor();
    await saysWhoTakesUp(page);
    // The page says what the server works out, of every ally that takes up something.
    const told = await (await fetch(`${served.address}/api/answers/draft`, { method: "POST", headers: { "content-type": "application/json", origin: served.address }, body: JSON.stringify({ answers: [{ ...RESERVED, reason: "No crews yet" }] }) })).json() as DraftedAnswers;
    expect(told.joint.flatMap((it) => it.shifts.filter((row) => (row.quantity.value ?? 0) > 0).map((row) => [it.firstYear, row.name, row.quantity.value]))).toEqual([[2030, "Holm", 1], [2031, "Holm", 1]]);
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByText("No crews yet").first().waitFor();
    await page.getByText("To make it an answer").click();
    await page.getByText("node bin/concord.mjs answer DIR --nation VAL --leaf air --reserve 1 --reason 'No crews yet'").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download answers.csv" }).click();
    expect(readFileSync(await (await saved).path(), "utf8")).toBe("nation,capability,response,quantity,first_year,reason\nVAL,air,reserve,1,,No crews yet\n");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("No draft yet.").waitFor();
    await page.getByRole("button", { name: "Redo", exact: true }).click();
    await page.getByText("No crews yet").first().waitFor();
    expect(await api<TargetsView>("/api/targets")).toEqual(before);
    await page.close();
  });

  test("an answer holds for all years: it is judged by the year in which most is asked, and says what becomes of what it holds back", async () => {
    const { nations, years } = await api<TargetsView>("/api/targets");
    const targets = await Promise.all(nations.flatMap(({ nation }) => years.map(async (year) => (await api<NationView>(`/api/nation?nation=${nation}&year=${year}`)).targets.map((it) => ({ ...it, nation, year })))));
    const asked = targets.flat().find((it) => (it.review.asked.value ?? 0) >= 1 && (it.askedMost.value ?? 0) > (it.review.asked.value ?? 0) + 1)!;
    const { page } = await open(`/targets?nation=${asked.nation}&leaf=${asked.leaf}&year=${asked.year}`);
    await page.getByText(new RegExp(`^Asked for .* \\(${asked.year}\\), and for .* \\(${asked.askedMost.asOf}\\) when most is asked`)).waitFor();
    const quantity = page.getByLabel(/Accepts only/);
    await quantity.fill(String((asked.askedMost.value ?? 0) + 1));
    expect(await quantity.evaluate((it: HTMLInputElement) => it.validationMessage)).toMatch(/^The .+ or more, holds nothing back/);
    await quantity.fill(String(asked.review.asked.value));
    await page.getByLabel(/Reason/).fill("As many as now");
    await page.getByRole("button", { name: "Draft this answer" }).click();
    await page.getByRole("region", { name: "Who must take up the rest" }).getByText(/ held back, .* would (take up|be left over|be asked of nobody)/).waitFor();
    await page.close();
  });

  test.each([
    ["en", "What the drafts would change is being worked out", "Cancel", "It was stopped", "Work it out", /would be asked of nobody/],
    ["fr", "Ce que les brouillons changeraient est en cours", "Annuler", "Le calcul a été arrêté", "Calculer", /ne seraient demandés à personne/],
  ] as const)("while the effect of a draft is worked out the page says so, and it can be stopped and begun anew: %s", async (lang, says, cancel, stopped, workOut, answer) => {
    const { page } = await open(`/targets?nation=VAL&leaf=air&lang=${lang}`);
    let isHeld = true;
    await page.route("**/api/answers/draft*", async (route) => (isHeld ? undefined : route.continue()));
    await page.locator("input[name=quantity]").fill("1");
    await page.locator("input[name=reason]").fill("No crews yet");
    await page.locator(".draft-form button[type=submit]").click();
    const effect = page.locator("#draft-effect");
    await effect.getByRole("status").getByText(says).waitFor();
    expect(await effect.getByRole("progressbar").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await effect.getByRole("button", { name: cancel }).press("Enter");
    await effect.getByText(stopped).waitFor();
    await expect.poll(() => focused(page)).toBe(workOut);
    isHeld = false;
    await page.keyboard.press("Enter");
    await page.locator(".draft-moves").getByText(answer).first().waitFor();
    await page.close();
  });

  test("what is typed while the targets are on their way is kept", async () => {
    const { page } = await openPage(browser, "about:blank");
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => { letGo = resolve; });
    await page.route("**/api/nation?*", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${served.address}/targets?nation=HOL`);
    await page.getByLabel(/Accepts only/).fill("1");
    letGo();
    await page.getByText(/^Asked for/).waitFor();
    expect(await page.getByLabel(/Accepts only/).inputValue()).toBe("1");
    await page.close();
  });

  test("by keyboard alone", async () => {
    const { page } = await open("/targets");
    await stands(page);
    await tabTo(page, /^Who answers/);
    await page.keyboard.type("Vale");
    await page.getByText(/^Asked for 7\sbatteries \(2031\)/).waitFor();
    await tabTo(page, /^Target/);
    await page.keyboard.type("Air");
    // The answer that the form begins with is another one after an arrow, and is come back to by the other.
    await tabInto(page, 'input[name="response"]');
    await page.keyboard.press("ArrowDown");
    expect([await focused(page), await page.getByLabel(/Accepts only/).count()]).toEqual([expect.stringMatching(/Decline/), 0]);
    await page.keyboard.press("ArrowUp");
    await tabInto(page, 'input[name="quantity"]');
    await page.keyboard.type("1");
    await tabInto(page, 'input[name="reason"]');
    await page.keyboard.type("No money");
    await page.keyboard.press("Enter");
    await page.getByText("Vale, Air defence: Reserve, accepts only 1\u00a0battery (No money)").waitFor();
    await saysWhoTakesUp(page);
    // A button that can no longer be pressed does not leave the reader at the top of the page.
    await tabInto(page, ".draft-tools button");
    await page.keyboard.press("Enter");
    await page.getByText("No draft yet.").waitFor();
    await expect.poll(() => focused(page)).toBe("Redo");
    await page.keyboard.press("Enter");
    await page.getByText("(No money)").waitFor();
    await saysWhoTakesUp(page);
    await page.close();
  });
});

describe("job: look as another ally, as industry, as the public", () => {
  test.each([
    [":0", "Holdings of 1 of 3 nations"],
    [":0:industry", "Holdings of 1 of 3 nations"],
  ])("as %s less is shown, and said so", async (as, said) => {
    const { page } = await open(`/capabilities/air?as=${encodeURIComponent(as)}`);
    await stands(page);
    await page.locator(".strip", { hasText: said }).waitFor();
    // Its picture says of what it is, and that it is a part.
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#over-time").getByRole("button", { name: /^SVG/ }).click()]);
    expect(readFileSync(await file.path(), "utf8").replaceAll(/<style[^]*?<\/style>|<[^>]+>/g, " ").replaceAll(/\s+/g, " ")).toMatch(/Air defence · batteries · .* · at least: 2 allies unknown/);
    const text = (await page.locator("main").textContent()) ?? "";
    const owner = await api<{ readonly contributors: readonly { readonly name: string; readonly ready: readonly { readonly value?: number }[] }[] }>("/api/capability?leaf=air");
    const seen = await api<{ readonly contributors: readonly { readonly name: string }[] }>(`/api/capability?leaf=air&as=${encodeURIComponent(as)}`);
    expect(seen.contributors.length).toBeLessThan(owner.contributors.length);
    for (const it of owner.contributors) if (!seen.contributors.some((one) => one.name === it.name)) expect(await page.getByRole("region", { name: "Who contributes" }).getByRole("link", { name: it.name }).count()).toBe(0);
    expect(text).not.toMatch(/SHORES (LIMITED|SECRET)/);
    await page.close();
  });

  test("an ally that is not in sight is not there, and the page says how to go on", async () => {
    const { page } = await open("/nations/NOWHERE");
    await page.getByRole("alert").getByText(/is no ally of what you may see/).waitFor();
    await page.close();
  });
});
