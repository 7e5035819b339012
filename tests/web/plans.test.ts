import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import type { LeversView, PlansView, ScenariosView, SurveyView, WhatIfView } from "#views";
import { launchBrowser } from "./browser.ts";
import { focused, press, tabInto, tabTo } from "./keyboard.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "concord-plans-web-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
// So many that a study in full is still running when it is looked at, on any machine.
const MANY_RESERVES = { "scenarios.reserve-step": 0.0005, "scenarios.reserve-steps": 1000 };

beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(ROOT, "cases/three-shores")), choices: { parameters: MANY_RESERVES }, port: 0, plansFolder: join(folder, "plans"), onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const answered = (page: Page, state = /Exact answer|Quick answer/): Promise<void> => page.locator(".plan-state", { hasText: state }).waitFor();
const leversOf = (page: Page): string | null => new URL(page.url()).searchParams.get("levers");
/** What the page answers to its levers: each lever as it is told, the answer in words, and its figures. */
const toldOf = async (page: Page) => ({
  levers: await page.locator(".lever-list li").allInnerTexts(),
  answer: await page.locator(".plan-sentence").innerText(),
  figures: await page.locator(".plan-sentence .number").allTextContents(),
});
/** Opens the link that was copied as somebody else does, and asserts that the same levers and the same answer stand there. */
async function opensAlike(page: Page, state: RegExp): Promise<Page> {
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(page.url());
  const shared = await openPage(browser, copied);
  for (const it of [page, shared.page]) await answered(it, state);
  const told = await toldOf(page);
  expect([told.levers.length, told.figures.filter((it) => /\d/.test(it)).length]).toEqual([3, expect.toSatisfy((it: number) => it >= 2)]);
  expect(await toldOf(shared.page)).toEqual(told);
  return shared.page;
}

test("a changed priority is said to change the weights, and both plans stand under the same ones and under none", async () => {
  const { page } = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent("priority:air=x3")}`);
  await answered(page, /Exact answer/);
  const note = page.locator(".plan-answer .card-note").first();
  expect(await note.textContent()).toMatch(/A priority is a weight.*by which the plan as it is is short by [\d.]+\D.*Without weights: [\d.]+\D.*shortfall-years, against [\d.]+\D.*in the plan as it is/);
  await page.locator("#beside").getByText(/are counted by other weights/).waitFor();
  await page.goto(`${served.address}/plans?levers=${encodeURIComponent("budget:*=-10%")}`);
  await answered(page, /Exact answer/);
  expect(await note.textContent()).not.toMatch(/A priority is a weight/);
  await page.close();
});

test("the cap is pulled: from ten points more than it is, refused beyond all of a requirement, and the answer and the address say it", async () => {
  const { page } = await openPage(browser, `${served.address}/plans`);
  await answered(page);
  const { cap } = (await (await fetch(`${served.address}/api/levers`)).json()) as LeversView;
  const pull = page.getByRole("form", { name: "Pull a lever" });
  await pull.getByRole("combobox", { name: "Lever" }).selectOption("cap");
  const by = pull.getByRole("textbox");
  expect(await by.inputValue()).toBe(String(Math.round(cap.value! * 100) + 10));
  for (const wrong of ["120", "0", "many"]) {
    await by.fill(wrong);
    await pull.getByRole("alert").waitFor();
    expect([wrong, await pull.getByRole("button", { name: "Add" }).isDisabled()]).toEqual([wrong, true]);
  }
  await by.fill("40");
  await pull.getByRole("button", { name: "Add" }).click();
  await page.getByText(/With 1 change/).waitFor();
  await answered(page, /Exact answer/);
  expect(leversOf(page)).toBe("cap:*=0.4");
  const told = (await (await fetch(`${served.address}/api/what-if?exact=true&change=${encodeURIComponent("cap:*=0.4")}`)).json()) as { readonly answer: WhatIfView };
  expect(told.answer.weighted.after.value).toBeGreaterThan(told.answer.weighted.before.value!);
  expect(await page.locator(".plan-sentence").textContent()).toMatch(/leaves the alliance short by .* more|short by .*more than/);
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test("Data says how far each ally has stated what is asked: rows that are filtered and sorted in the address and lead to the records", async () => {
  const { rows } = (await (await fetch(`${served.address}/api/survey`)).json()) as SurveyView;
  const { page } = await openPage(browser, `${served.address}/data`);
  const card = page.locator("#survey");
  const grid = card.getByRole("grid");
  await grid.waitFor();
  const count = async (): Promise<number> => Number(await grid.getAttribute("aria-rowcount")) - 1;
  expect(await count()).toBe(rows.length);
  await card.getByRole("searchbox").fill("answer");
  await expect.poll(count).toBe(rows.filter((it) => it.kind === "answer").length);
  await card.getByRole("columnheader", { name: "Asked" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("survey-sort")).toMatch(/asked/);
  await page.reload();
  await grid.waitFor();
  expect([await count(), await card.getByRole("columnheader", { name: "Asked" }).getAttribute("aria-sort")]).toEqual([rows.filter((it) => it.kind === "answer").length, expect.stringMatching(/ending$/)]);
  expect(await violations(page)).toEqual([]);
  await grid.getByRole("link").nth(1).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("kind")).toBe("answer");
  await page.close();
});

describe("job: change three levers, keep them as a named plan, compare it with the first, share the link", () => {
  test("by mouse", async () => {
    const { page, problems, hosts } = await openPage(browser, `${served.address}/plans`);
    await page.getByRole("heading", { level: 1, name: "Plans" }).waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await answered(page);
    await page.getByText(/As it is, the plan leaves the alliance/).waitFor();
    const pull = page.getByRole("form", { name: "Pull a lever" });
    await pull.getByRole("textbox").fill("-20");
    await pull.getByRole("button", { name: "Add" }).click();
    await pull.getByRole("combobox", { name: "Lever" }).selectOption("nation-out");
    await pull.getByRole("combobox", { name: "Of", exact: true }).selectOption({ label: "Fen" });
    await pull.getByRole("button", { name: "Add" }).click();
    await pull.getByRole("combobox", { name: "Lever" }).selectOption("requirement");
    await pull.getByRole("textbox").fill("20");
    await pull.getByRole("button", { name: "Add" }).click();
    await page.getByText(/With 3 changes/).waitFor();
    await answered(page, /Exact answer/);
    expect(leversOf(page)?.split(";").map((it) => it.split("=")[0])).toEqual(["budget:*", "nation-out:FEN", expect.stringMatching(/^requirement:/)]);
    // Back undoes the last lever, forward pulls it again.
    await page.goBack();
    await page.getByText(/With 2 changes/).waitFor();
    await page.goForward();
    await page.getByText(/With 3 changes/).waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("Less money, more to do");
    await page.getByRole("button", { name: "Keep these levers" }).click();
    await page.getByRole("button", { name: "Open Less money, more to do" }).waitFor();
    // Whoever keeps a plan is not told that something has changed: they did it.
    expect(await page.getByText(/Brought up to date/).count()).toBe(0);
    await page.getByRole("checkbox", { name: /Compare Less money/ }).check();
    await page.getByRole("columnheader", { name: "Less money, more to do" }).waitFor();
    await page.getByRole("columnheader", { name: "As it is" }).waitFor();
    expect(await violations(page)).toEqual([]);
    // Whoever opens the link that is copied sees the same.
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.getByText("Link copied", { exact: true }).waitFor();
    const shared = { page: await opensAlike(page, /Exact answer/) };
    await shared.page.getByRole("columnheader", { name: "Less money, more to do" }).waitFor();
    // A name that somebody took meanwhile is refused, nothing is lost, and what is said of it goes with it.
    const nameIn = (it: Page) => it.getByRole("textbox", { name: "Name" });
    for (const it of [page, shared.page]) {
      await nameIn(it).fill("Both want this");
      await it.getByRole("button", { name: "Keep these levers" }).click();
      await page.getByText("Kept: Both want this").waitFor();
    }
    await shared.page.getByText("A plan of this name is kept already.").waitFor();
    expect(await nameIn(shared.page).inputValue()).toBe("Both want this");
    await page.getByRole("button", { name: "Remove Both want this" }).click();
    await shared.page.getByText("A plan of this name is kept already.").waitFor({ state: "detached" });
    await page.getByText("Kept: Both want this").waitFor({ state: "detached" });
    await shared.page.close();
    // With the exact answer its money is least: what the changes cost stands there with its proof, and side by side.
    // What the ally that leaves paid itself is told apart from what those who stay pay.
    await page.locator(".plan-price", { hasText: /The least that a plan this short costs is .+, against .+: .+ (less|more) \(±\s.+, proven\)\. It no longer counts the .+ that Fen paid in the plan before: those who stay pay .+\..+In both plans the shortfall may be a little above the least .+ differ by about .+ more or less\./ }).waitFor();
    expect(await page.locator(".plan-sentence").textContent()).not.toMatch(/cost/i);
    // A picture of what moves says what was changed.
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#moves").getByRole("button", { name: /^SVG/ }).click()]);
    expect(readFileSync(await file.path(), "utf8").replaceAll(/<style[^]*?<\/style>|<[^>]+>/g, " ").replaceAll(/\s+/g, " ")).toMatch(/Changed: .*20 %.*Fen is not part of the plan/);
    // Rows of figures say what they are of: shortfall by capability, money by ally.
    const groups = page.locator('.beside-table th[scope="rowgroup"]');
    await expect.poll(() => groups.allInnerTexts()).toEqual(["Shortfall-years by capability", "What each ally pays, discounted"]);
    // A proof never reaches to the last digit, here as in the sentence.
    expect(await page.getByRole("row", { name: /^Proven gap/ }).getByRole("cell").allInnerTexts()).toEqual([expect.stringMatching(/^0\.\d/), expect.stringMatching(/^0\.\d/)]);
    const costs = page.getByRole("row", { name: /^Least cost, discounted/ }).getByRole("cell");
    await expect.poll(async () => (await costs.allTextContents()).filter((it) => /\d/.test(it)).length).toBeGreaterThanOrEqual(2);
    // A figure of the answer is asked why.
    await page.locator(".plan-sentence .number").first().click();
    await page.getByRole("dialog").getByText("What if: changed levers, answered with a proof").waitFor();
    expect(problems).toEqual([]);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    await page.close();
    const { plans } = (await (await fetch(`${served.address}/api/plans`)).json()) as PlansView;
    expect(plans.map((it) => it.name)).toEqual(["Less money, more to do"]);
  });

  test("by keyboard alone, in French, and an answer that is wrong says so", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/plans?lang=fr`);
    await page.getByText(/Tel quel, le plan laisse/).waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await tabTo(page, /^Levier/);
    for (let pulled = 1; pulled <= 3; pulled++) {
      // Each allied budget in turn: the next of the list.
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowDown");
      await press(page, /^Ajouter/);
      await page.getByText(pulled === 1 ? /Avec 1 changement,/ : new RegExp(`Avec ${pulled} changements`)).waitFor();
      if (pulled < 3) await tabTo(page, /^Levier/, "Shift+Tab");
    }
    // Each figure of the answer is come to, and says what it is of.
    await answered(page, /Réponse exacte/);
    const { figures } = await toldOf(page);
    for (const figure of figures) {
      await tabInto(page, ".plan-sentence .number");
      expect(await focused(page)).toContain(figure);
    }
    await tabInto(page, "#named input");
    await page.keyboard.type("Trois budgets");
    await page.keyboard.press("Enter");
    await page.getByText("Gardé : Trois budgets").waitFor();
    await tabTo(page, /Comparer Trois budgets/);
    await page.keyboard.press("Space");
    for (const plan of ["Tel quel", "Trois budgets"]) await page.getByRole("columnheader", { name: plan }).waitFor();
    await tabTo(page, /^Copier le lien/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    const shared = await opensAlike(page, /Réponse exacte/);
    await shared.getByRole("columnheader", { name: "Trois budgets" }).waitFor();
    await shared.close();
    // What takes itself away with what it takes back does not leave the reader at the top of the page.
    await tabTo(page, /^Tout annuler/);
    await page.keyboard.press("Enter");
    await page.getByText(/^Aucun levier n’est actionné/).waitFor();
    await expect.poll(() => focused(page)).toMatch(/^Levier/);
    await tabTo(page, /^Supprimer Trois budgets/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Ouvrir Trois budgets" }).waitFor({ state: "detached" });
    await expect.poll(async () => ((await (await fetch(`${served.address}/api/plans`)).json()) as PlansView).plans.map((it) => it.name)).not.toContain("Trois budgets");
    await expect.poll(() => focused(page)).toMatch(/^Nom/);
    expect(problems).toEqual([]);
    await page.close();
    const wrong = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent("budget:NOBODY=+5%")}`);
    await wrong.page.getByRole("alert").getByText(/no nation NOBODY/).first().waitFor();
    await wrong.page.close();
  });
});

test("Home says below the actions that gains on one capability do not add up", async () => {
  const { page } = await openPage(browser, served.address);
  await page.locator("#actions li").first().waitFor();
  expect(await page.locator("#actions > .card-note").textContent()).toMatch(/close the same shortfall: their gains do not add up\.$/);
  await page.close();
});

describe("the page of plans", () => {
  test("a shift that cannot be made says which, why and how to go on, not how a command is written", async () => {
    const { programmes } = (await (await fetch(`${served.address}/api/levers`)).json()) as LeversView;
    const { page } = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent(`delay:${programmes[0]!.id}=-40`)}`);
    const said = page.locator("#answer").getByRole("alert");
    await said.getByRole("button", { name: "Leave it out" }).waitFor();
    expect(await said.innerText()).toMatch(/earlier/);
    const beside = page.locator("#beside").getByRole("alert");
    await beside.getByRole("button", { name: "Leave it out" }).waitFor();
    for (const it of [said, beside]) expect(await it.innerText()).not.toMatch(/Write|delay:/);
    expect(await said.innerText()).toContain(programmes[0]!.name);
    await page.close();
  });

  test("a number that is none is told before anything is asked, and nothing ends before it begins", async () => {
    const { page } = await openPage(browser, `${served.address}/plans`);
    const pull = page.getByRole("form", { name: "Pull a lever" });
    const add = pull.getByRole("button", { name: "Add" });
    for (const [typed, said] of [["abc", /^A number, such as/], ["0", /^Zero changes nothing/], ["-150", /nothing is less than nothing/]] as const) {
      await pull.getByRole("textbox").fill(typed);
      await pull.getByRole("alert").getByText(said).waitFor();
      expect(await add.isEnabled()).toBe(false);
      expect(await violations(page)).toEqual([]);
    }
    await pull.getByRole("textbox").fill("−5 %");
    const years = (await pull.getByRole("combobox", { name: "To" }).locator("option").allInnerTexts()).filter((it) => /^\d/.test(it));
    await pull.getByRole("combobox", { name: "To" }).selectOption(years[0]!);
    await pull.getByRole("combobox", { name: "From" }).selectOption(years.at(-1)!);
    expect(await pull.getByRole("combobox", { name: "To" }).locator("option").allInnerTexts()).toEqual(["the end", years.at(-1)]);
    await add.click();
    await page.getByText(/With 1 change/).waitFor();
    expect(leversOf(page)).toBe(`budget:*=-5%@${years.at(-1)}-${years.at(-1)}`);
    await page.close();
  });

  test("whatever takes a lever away, its own button, Undo, Back or Forward, the keyboard keeps a place among the levers", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=en&levers=${encodeURIComponent("budget:*=-5%;nation-out:FEN")}`);
    const levers = page.locator(".lever-list li");
    const place = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.closest("#levers") === null ? "lost" : document.activeElement?.tagName);
    await levers.nth(1).waitFor();
    await page.getByRole("button", { name: "Undo the last" }).press("Enter");
    await expect.poll(async () => [await levers.count(), await place()]).toEqual([1, "BUTTON"]);
    await page.goBack();
    await levers.nth(1).getByRole("button").focus();
    await page.goForward();
    await expect.poll(async () => [await levers.count(), await place()]).toEqual([1, "SELECT"]);
    await levers.first().getByRole("button").press("Enter");
    await expect.poll(async () => [await levers.count(), await place()]).toEqual([0, "SELECT"]);
    await page.close();
  });

  test.each(["en", "fr"])("no two fields of the levers have one name: %s", async (lang) => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=${lang}`);
    const labels = page.locator("#levers form label > span:first-child");
    await labels.first().waitFor();
    const names = await labels.allInnerTexts();
    expect(names.length).toBe(5);
    expect(new Set(names).size).toBe(names.length);
    await page.close();
  });

  test.each([["dark", 390], ["light", 1024]] as const)("axe finds nothing with an answer in sight: %s, %i pixels", async (scheme, width) => {
    const { page } = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent("budget:*=-30%;nation-out:FEN")}`, { scheme, width });
    await answered(page, /Exact answer/);
    await page.locator(".bar-rise, .bar-fall").first().waitFor();
    await page.getByRole("columnheader", { name: "As it is" }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });

  test("a demand that cannot hold is told with what it clashes with, and the limits that bind have prices", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/plans?demand=${encodeURIComponent("cover:air=100%@2030;spend:0.01")}`);
    await page.getByRole("heading", { name: "It cannot hold" }).waitFor();
    await page.getByRole("button", { name: "Work it out" }).click();
    await page.locator(".price-list li").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("what a solver works out meanwhile tells since when, and stops: by keyboard; a reload and a link ask it again", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/plans`);
    const hold = { on: true };
    await page.route(/\/api\/(?:why\?.*key=binding|demand)/, async (route) => {
      while (hold.on) await new Promise((resolve) => setTimeout(resolve, 50));
      await route.continue().catch(() => undefined);
    });
    const binding = page.locator("#binding");
    const bar = binding.getByRole("progressbar");
    await tabTo(page, /^Work it out/);
    await page.keyboard.press("Enter");
    await binding.getByText(/\d\u202fs so far/).waitFor();
    await binding.getByText("how long it takes is known once it was done in this window").waitFor();
    expect(new URL(page.url()).searchParams.get("binding")).toBe("asked");
    expect(await violations(page)).toEqual([]);
    await expect.poll(() => focused(page)).toMatch(/^Cancel/);
    await page.keyboard.press("Enter");
    await bar.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toMatch(/^Work it out/);
    expect(new URL(page.url()).searchParams.has("binding")).toBe(false);
    await page.goto(`${served.address}/plans?binding=asked&demand=${encodeURIComponent("cover:air=100%@2030")}`);
    await bar.waitFor();
    await page.locator("#demand").getByRole("progressbar").waitFor();
    // Whoever opens the link sees in the form what was asked.
    expect(await page.locator("#demand select").last().inputValue()).toBe("2030");
    await page.reload();
    await bar.waitFor();
    hold.on = false;
    await page.locator(".price-list li").first().waitFor();
    await page.locator("#demand .verdict").waitFor();
    hold.on = true;
    // The next has the time of the last for its estimate.
    await page.locator("#demand select").last().selectOption("2031");
    await page.locator("#demand").getByRole("button", { name: "Ask" }).click();
    await page.locator("#demand").getByText(/about \d+\u202fs left, by the|longer than the/).waitFor();
    await page.locator("#demand").getByRole("button", { name: "Cancel" }).click();
    await page.locator("#demand").getByRole("progressbar").waitFor({ state: "detached" });
    hold.on = false;
    expect(problems.filter((it) => !/ERR_ABORTED|Failed to load/.test(it))).toEqual([]);
    await page.close();
  });

  test("a first answer of which little is proved is headed as rough and told as a range, reached by keyboard; the exact one takes its place", async () => {
    const { page } = await openPage(browser, "about:blank");
    const hold = { on: true };
    // The server's own first answer, with less proved of it; what follows is held back.
    await page.route("**/api/what-if/follow*", async (route) => {
      const body = await (await route.fetch()).text();
      const first = body.split("\n").find((it) => it.startsWith("data:") && it.includes('"answer":'))!;
      const told = JSON.parse(first.slice(5)) as { readonly answer: WhatIfView };
      const { bound, weighted } = told.answer;
      const answer = { ...told.answer, isRough: true, givesWay: [], bound: { ...bound, value: (weighted.after.value ?? 0) / 2 } };
      await route.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify({ ...told, state: "quick", stage: "shortfall", answer })}\n\n` });
    });
    await page.route(/\/api\/what-if\?/, async (route) => {
      while (hold.on) await new Promise((resolve) => setTimeout(resolve, 50));
      await route.continue().catch(() => undefined);
    });
    await page.goto(`${served.address}/plans?levers=${encodeURIComponent("budget:*=-50%")}`);
    const answer = page.locator("#answer");
    await answer.getByText("Rough first answer", { exact: true }).waitFor();
    const sentence = async (): Promise<string> => (await answer.locator(".plan-sentence").innerText()).replaceAll(/\s+/g, " ");
    expect(await sentence()).toMatch(/short by anything from .*\d.* to .*\d.* weighted shortfall-years/);
    expect([await answer.locator(".number-big").count(), await violations(page)]).toEqual([0, []]);
    // Both ends of the range are reached and can be asked why.
    await tabInto(page, "#answer .plan-rough button");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.matches("#answer .plan-rough button"))).toBe(true);
    hold.on = false;
    await answered(page, /Exact answer/);
    expect([await answer.getByText("Rough first answer", { exact: true }).count(), /anything from/.test(await sentence())]).toEqual([0, false]);
    await page.close();
  });

  test("the page's own answer is its one headline, and says in the same sentence how many things cannot be kept", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent("budget:*=-100%")}`);
    await answered(page, /Exact answer/);
    const sentence = page.locator(".plan-sentence");
    const given = await page.locator(".gives-way li").count();
    expect(given).toBeGreaterThan(0);
    const text = (await sentence.innerText()).replaceAll(/\s/g, " ");
    expect(text).toMatch(/than in the plan as it is, and .*\d+ (?:programmes?|budgets? of a year|agreements?|other limits?) cannot be kept\.$/);
    expect([...(/ as it is, and (.*) cannot be kept/.exec(text)?.[1] ?? "").matchAll(/\d+/g)].reduce((sum, it) => sum + Number(it[0]), 0)).toBe(given);
    const size = (it: string): Promise<number> => page.locator(it).first().evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(await size(".plan-sentence")).toBeGreaterThan((await size(".plan-gain")) * 1.2);
    await page.goto(`${page.url()}&lang=fr`);
    await page.locator(".plan-sentence", { hasText: "sans que puissent être tenus :" }).waitFor();
    await page.close();
  });

  test("what moves is in the address: of what, as a table, and how that is sorted; Back goes back", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?levers=${encodeURIComponent("budget:*=-30%;nation-out:FEN")}`);
    await answered(page, /Exact answer/);
    const moves = page.locator("#moves");
    await moves.getByRole("radio", { name: "Allies" }).check({ force: true });
    await moves.getByRole("radio", { name: "Table" }).check({ force: true });
    await moves.getByRole("columnheader", { name: "Before" }).click();
    await expect.poll(() => new URL(page.url()).search).toMatch(/&moves=nations&tables=moves&what-if-sort=before$/);
    const shared = await openPage(browser, page.url());
    await shared.page.locator("#moves").getByRole("columnheader", { name: "Ally" }).waitFor();
    expect(await shared.page.locator("#moves").getByRole("columnheader", { name: "Before" }).getAttribute("aria-sort")).toBe("ascending");
    await shared.page.close();
    await page.goBack();
    await moves.locator("svg.drawing").waitFor();
    await moves.getByRole("radio", { name: "Capabilities" }).check({ force: true });
    await expect.poll(() => new URL(page.url()).searchParams.has("moves")).toBe(false);
    await page.goto(`${served.address}/?tables=years`);
    await page.locator("#years .year-table").waitFor();
    await page.locator("#years").getByRole("radio", { name: "Chart" }).check({ force: true });
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await page.close();
  });

  test("a lever that nobody knows is told with those that there are", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=en&levers=bogus:1`);
    await page.getByText(/"bogus:1" begins with no lever\. Begin with one of: budget:/).first().waitFor();
    await page.close();
  });

  test("another language tells all of it anew: the levers' allies, what moves, plans side by side", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=en&levers=${encodeURIComponent("budget:VAL=-40%")}`);
    const beside = page.locator("#beside, .beside-table").first();
    await page.locator(".state-exact").waitFor();
    await beside.getByText("Vale", { exact: true }).waitFor();
    await page.getByRole("radio", { name: "FR" }).check({ force: true });
    await page.getByText(/Avec 1 changement/).waitFor();
    await beside.getByText("Val", { exact: true }).waitFor();
    await page.getByText("Budget (Val) : −40 %").first().waitFor();
    expect(await page.locator("main").textContent()).not.toMatch(/\bVale\b/);
    await page.getByRole("link", { name: "Alliés", exact: true }).click();
    await page.getByRole("link", { name: "Val", exact: true }).waitFor();
    await page.getByRole("radio", { name: "EN" }).check({ force: true });
    await page.getByRole("link", { name: "Vale", exact: true }).waitFor();
    await page.close();
  });

  test("a named plan is put back after it was removed; what cannot be removed says so and stays; the list is sorted and taken out", async () => {
    const named = ["Zeal", "Ease"];
    for (const name of named) expect((await fetch(`${served.address}/api/plans`, { method: "POST", headers: { "content-type": "application/json", origin: served.address }, body: JSON.stringify({ name, changes: ["nation-out:FEN"] }) })).status).toBe(200);
    const { page, problems } = await openPage(browser, `${served.address}/plans`);
    const card = page.locator("#named");
    const rows = () => card.locator("tbody").getByRole("button", { name: /^Open (Zeal|Ease)$/ }).allInnerTexts();
    await expect.poll(rows).toEqual(named);
    // Refused, and without a server: said as an alert, and the row stays.
    await page.route("**/api/plans/remove**", (route) => route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify({ reason: "not-its-author", title: "Another person's plan stays.", detail: "Only whoever gave it.", mend: "Ask its author." }) }));
    await card.getByRole("button", { name: "Remove Zeal" }).click();
    await card.getByRole("alert").getByText(/^Zeal was not removed\. .*Ask its author\.$/).waitFor();
    await page.unroute("**/api/plans/remove**");
    await page.route("**/api/plans/remove**", (route) => route.abort());
    await card.getByRole("button", { name: "Remove Ease" }).click();
    await card.getByRole("alert").getByText(/^Ease was not removed\. /).waitFor();
    expect(await rows()).toEqual(named);
    await page.unroute("**/api/plans/remove**");
    const before = await card.getByRole("row", { name: /Zeal/ }).allInnerTexts();
    await card.getByRole("button", { name: "Remove Zeal" }).click();
    await card.getByRole("status").getByText("Removed: Zeal.").waitFor();
    await expect.poll(rows).toEqual(["Ease"]);
    await expect.poll(() => focused(page)).toMatch(/^Name/);
    expect(await violations(page)).toEqual([]);
    // What fails to come back is offered again.
    await page.route("**/api/plans/restore**", (route) => route.abort());
    await card.getByRole("button", { name: "Undo: put Zeal back" }).click();
    await card.getByRole("alert").getByText(/^Zeal was not put back\. /).waitFor();
    await page.unroute("**/api/plans/restore**");
    await card.getByRole("button", { name: "Undo: put Zeal back" }).click();
    await card.getByRole("status").getByText("Put back: Zeal").waitFor();
    expect([await rows(), await card.getByRole("row", { name: /Zeal/ }).allInnerTexts()]).toEqual([named, before]);
    expect(await card.getByRole("button", { name: /^Undo/ }).count()).toBe(0);
    await card.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect.poll(rows).toEqual(named.toReversed());
    expect(new URL(page.url()).searchParams.get("named-sort")).toBe("name");
    const [file] = await Promise.all([page.waitForEvent("download"), card.getByRole("button", { name: /^CSV/ }).click()]);
    expect(readFileSync(await file.path(), "utf8")).toMatch(/Name.*Levers.*By.*On[^]*Ease.*Fen.*owner of the data.*\d{4}-\d\d-\d\d/);
    // Nobody is offered to remove what they may not.
    await page.route(/\/api\/plans(\?|$)/, async (route) => {
      const told = (await (await route.fetch()).json()) as PlansView;
      return route.fulfill({ json: { ...told, plans: told.plans.map((it) => ({ ...it, mayRemove: it.name !== "Zeal" })) } });
    });
    await page.goto(`${served.address}/plans?lang=fr`);
    await card.getByRole("button", { name: "Supprimer Ease" }).waitFor();
    expect(await card.getByRole("button", { name: /^Supprimer/ }).count()).toBe((await card.locator("tbody tr").count()) - 1);
    await page.unrouteAll();
    for (const name of named) {
      const { plans } = (await (await fetch(`${served.address}/api/plans`)).json()) as PlansView;
      await fetch(`${served.address}/api/plans/remove`, { method: "POST", headers: { "content-type": "application/json", origin: served.address }, body: JSON.stringify({ id: plans.find((it) => it.name === name)!.id }) });
    }
    expect(problems.filter((it) => !/403|ERR_FAILED/.test(it))).toEqual([]);
    await page.close();
  });

  test("another reader sees another plan, and no plan that was named by one who sees more", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?as=VAL:1`);
    await page.getByText(/As it is, the plan leaves the alliance/).waitFor();
    await page.getByText("No plan has a name yet.").waitFor();
    expect(await page.locator("main").textContent()).not.toContain("Less money");
    // To whom too little is shown for a plan, the page says so; no plan has a name there either.
    await page.goto(`${served.address}/plans?as=:0`);
    await page.getByText("Of no capability that is required is enough known for a plan, so there is nothing to change or compare.").waitFor();
    expect(await page.locator("main").textContent()).not.toContain("Less money");
    expect(((await (await fetch(`${served.address}/api/plans?as=:0`)).json()) as PlansView).plans).toEqual([]);
    await page.close();
  });
});

describe("what if the years go otherwise", () => {
  const LONG = { timeout: 150_000 };
  const study = async (query: string) => (await (await fetch(`${served.address}/api/scenarios?${query}`)).json()) as { readonly state: string; readonly answer?: ScenariosView };

  test("by keyboard: begun in full, found running where the page is loaded again, stopped, begun anew, read", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/plans?lang=en`);
    const card = page.locator("#otherwise");
    const isWithin = (): Promise<boolean> => page.evaluate(() => document.activeElement?.closest("#otherwise") !== null);
    await card.getByText(/^Not worked out yet\. It takes minutes/).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabInto(page, "#otherwise input");
    await page.keyboard.press("ArrowRight");
    await card.getByText(/^In full: also budgets in part held back/).waitFor();
    await press(page, /^Plan for all scenarios/);
    await card.getByRole("progressbar").waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("study")).toBe("full");
    await page.reload();
    await card.getByRole("progressbar").waitFor();
    expect((await study("quick=false")).state).toMatch(/waiting|running/);
    expect(await violations(page)).toEqual([]);
    await card.getByRole("button", { name: "Cancel the scenarios" }).press("Enter");
    await card.getByText(/^It was stopped/).waitFor();
    await expect.poll(isWithin).toBe(true);
    expect((await study("quick=false")).state).toBe("cancelled");
    await card.getByRole("radio", { name: "Quick" }).focus();
    await page.keyboard.press("Space");
    await press(page, /^Plan for all scenarios/);
    await card.locator(".otherwise-result").waitFor(LONG);
    expect(new URL(page.url()).searchParams.get("study")).toBe("quick");
    // The page says what the API says.
    const { answer } = await study("quick=true");
    expect((await card.locator(".otherwise-sentences p").allTextContents()).map((it) => it.replaceAll(", why?", ""))).toEqual(answer!.sentences);
    expect(await card.locator(".otherwise-sentences .number").count()).toBeGreaterThanOrEqual(7);
    expect(await card.locator(".otherwise-part").nth(1).locator("tbody tr").count()).toBe(10);
    await card.locator("summary", { hasText: "fiscal shock" }).first().press("Enter");
    await card.getByText(/^Budgets 15 % less from \d+ on: every ally\.$/).first().waitFor();
    await card.locator("summary", { hasText: /^Can wait/ }).press("Enter");
    await card.getByRole("grid", { name: /^Can wait/ }).waitFor();
    await card.getByRole("button", { name: "Work out reserves too" }).waitFor();
    expect(await violations(page)).toEqual([]);
    // A figure is asked why, and answers with itself.
    const regret = card.getByRole("row", { name: /growing threat, more money/ }).getByRole("button").nth(3);
    const printed = Number.parseFloat(await regret.innerText());
    await regret.press("Enter");
    const why = page.getByRole("dialog");
    await why.getByText("What would it save to know that the scenario").first().waitFor();
    await why.getByText("Planning under uncertainty").first().waitFor();
    expect(answer!.scenarios[8]!.regret.value).toBeCloseTo(printed, 2);
    expect(problems).toEqual([]);
    await page.close();
  }, 300_000);

  test.each([["fr", "dark", 390], ["fr", "light", 1440]] as const)("whoever comes later finds it worked out: %s, %s, %i pixels", async (lang, scheme, width) => {
    const { page, problems } = await openPage(browser, `${served.address}/plans?lang=${lang}`, { scheme, width });
    const card = page.locator("#otherwise");
    await card.locator(".otherwise-result").waitFor();
    await card.getByText(/^Décider pour tous les scénarios revient à/).waitFor();
    await card.locator("summary", { hasText: /^Peu(?:ven)?t attendre/ }).click();
    await card.getByRole("grid").last().waitFor();
    // But for the names that the data give in English alone.
    expect((await card.innerText()).replaceAll(/\([^)]*\)/g, "").match(/\b(?:the|order|expand|as planned|worked out|less|more)\b/gi)).toBeNull();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a link that asks for it shows who sees other records that for them it is not worked out, and nothing of what it was for another", async () => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=en&as=VAL:1&study=quick`);
    await page.locator("#otherwise").getByText(/^This address asks for it, and of what you see it is not worked out yet/).waitFor(LONG);
    expect(await page.locator("#otherwise .otherwise-result").count()).toBe(0);
    await page.close();
  }, 200_000);

  test("what goes wrong is told, and can be tried again", async () => {
    const { page } = await openPage(browser, served.address);
    let isRefused = false;
    await page.route(/\/api\/scenarios\/follow/, (it) => it.fulfill({ contentType: "text/event-stream", body: `data: ${JSON.stringify({ state: "failed", quick: true, stage: "It could not be worked out", done: 0.3, message: "No plan was found." })}\n\n` }));
    await page.route(/\/api\/scenarios$/, (it) => {
      isRefused = true;
      return it.fulfill({ status: 429, contentType: "application/problem+json", body: JSON.stringify({ status: 429, reason: "too-many-studies", title: "Too many studies at once.", detail: "As many studies run or wait as this server takes on.", mend: "Ask again in some minutes." }) });
    });
    await page.goto(`${served.address}/plans?lang=en`);
    const card = page.locator("#otherwise");
    await card.getByRole("alert").getByText("No plan was found.").waitFor();
    expect(await violations(page)).toEqual([]);
    await card.getByRole("button", { name: "Plan for all scenarios" }).click();
    await card.getByText(/Ask again in some minutes/).waitFor();
    expect(isRefused).toBe(true);
    await card.getByRole("button", { name: /again/i }).click();
    await card.getByText("No plan was found.").waitFor();
    await page.close();
  });
});
