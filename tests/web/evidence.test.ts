import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { loadSource } from "#adapters/history";
import { declaredRefit, erasOf, fewTexts, fitSpec, GOES_ON, readRefit, refitRows, refitSpec, refitText, specOf } from "#engines/history";
import { onFixture } from "./on-fixture.ts";
import { openPage, violations } from "./open-page.ts";

const { browser, address } = onFixture();

describe("the page of the record since 1914", () => {
  test.each([
    ["light", 1440],
    ["dark", 1440],
    ["light", 390],
    ["dark", 390],
  ] as const)("axe finds nothing, and it does not scroll sideways: %s, %i pixels", async (scheme, width) => {
    const { page, problems, hosts } = await openPage(browser(), `${address()}/evidence`, { scheme, width });
    await page.locator("#q6").waitFor();
    await page.evaluate(() => {
      for (const it of document.querySelectorAll("details")) it.open = true;
    });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    // Names of rows are whole, tell the rows apart, and stand left of the intervals and under one another.
    const drawings = await page.locator(".interval-chart svg").evaluateAll((all) => all.map((drawing) => ({
      names: [...drawing.querySelectorAll(".interval-name")].map((it) => [...it.querySelectorAll("tspan")].map((line) => line.textContent).join(" ")),
      right: Math.max(...[...drawing.querySelectorAll("tspan")].map((it) => it.getBoundingClientRect().right)) - Math.min(...[...drawing.querySelectorAll(".grid-line")].map((it) => it.getBoundingClientRect().left)),
      between: Math.min(...[...drawing.querySelectorAll(".interval-name")].map((it) => it.getBoundingClientRect()).flatMap((it, index, boxes) => (index === 0 ? [] : [it.top - boxes[index - 1]!.bottom]))),
    })));
    expect(drawings.length).toBeGreaterThan(7);
    for (const { names, right, between } of drawings) expect([names.filter((it, index) => names.indexOf(it) !== index || it.includes("…")), right < 0, between > 0 || names.length === 1]).toEqual([[], true, true]);
    expect([problems, [...hosts]]).toEqual([[], ["127.0.0.1"]]);
    await page.close();
  });
  test("is reached from the plan and left again by Back, without loading", async () => {
    const { page } = await openPage(browser(), address());
    await page.getByRole("link", { name: "Evidence since 1914" }).click();
    await page.getByRole("heading", { level: 1, name: "The record since 1914" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/evidence");
    await page.goBack();
    await page.locator("#priorities").waitFor();
    await page.close();
  });
  test("every chart has its table, each question a command that gives the same figures", async () => {
    const { page } = await openPage(browser(), `${address()}/evidence`);
    const card = page.locator("#q4");
    await card.getByRole("radio", { name: "Table" }).click();
    expect(await card.getByRole("row", { name: /1945–2003 / }).first().textContent()).toContain("12 of 54");
    expect(await card.getByText("Reproduce this").textContent()).toContain("node bin/concord.mjs study question Q4");
    await page.close();
  });
  test.each([
    ["", "#q5", /Tables beside it/, "Cox's model of the eras alone", /e2−0\.87.*0\.117/, "p 0.062"],
    ["", "#q2", /Tables beside it/, "Risk in a year and in ten years", /pact of the target, 2007–14.*9\.1/, "ten such years"],
    ["?lang=fr", "#q4", /Tableaux à l’appui/, "Leeds et Anac 2005 : institutions et accomplissement", /milinst−0,71/, "137 lignes"],
  ] as const)("%s%s keeps tables beside it: %s, %s", async (language, id, summary, title, figures, says) => {
    const { page } = await openPage(browser(), `${address()}/evidence${language}`);
    await page.locator(id).getByText(summary).click();
    const section = page.locator(`${id} section`).filter({ has: page.getByRole("heading", { level: 3, name: title, exact: true }) });
    await section.waitFor();
    expect((await section.getByRole("row").allTextContents()).join("\n")).toMatch(figures);
    expect(await section.textContent()).toContain(says);
    await page.close();
  });
  test.each([
    ["#q5", "Alliances still in force", "still watched", /formed 1914–45.*0\.98/s],
    ["#q2", "When did what goes with a pact change?", "reached somewhere", /one permutation in twenty.*\d/s],
    ["#adoption", "Pacts and nuclear umbrellas", "a nuclear patron", /a nuclear patron.*2014/s],
  ] as const)("%s draws %s with a table behind it, which keys reach", async (id, title, drawn, told) => {
    const { page } = await openPage(browser(), `${address()}/evidence`);
    const figure = page.locator(id).getByRole("figure").filter({ hasText: title });
    expect(await figure.locator("svg").textContent()).toContain(drawn);
    await figure.getByRole("radio", { name: "Chart" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await figure.getByRole("table").textContent()).toMatch(told);
    await page.close();
  });
  test("choices narrow the specification curve, and it says how many are left", async () => {
    const { page } = await openPage(browser(), `${address()}/evidence`);
    const card = page.locator("#specifications");
    const all = await card.getByRole("status").last().textContent();
    await card.getByRole("combobox", { name: /hostility/ }).selectOption("war");
    expect(await card.getByRole("status").last().textContent()).not.toBe(all);
    await page.close();
  });
});

/** A file that a button hands out. */
async function fileOf(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync(await download.path(), "utf8");
}

describe("one's own eras and codings, fitted in the browser", () => {
  test("figures are those of the command line to the last digit; the setting stands in the address, its specification in a file", async () => {
    const panel = loadSource("panel");
    const { page, problems, hosts } = await openPage(browser(), `${address()}/evidence?refit=${encodeURIComponent("eras;coding:applies;wars:without;cuts:1950-1957-1991-2007")}`);
    const card = page.locator("#refit");
    const settings = ["eras;coding:applies;wars:without;cuts:1950-1957-1991-2007", "attack;link:probit", "difference;coding:from outside;from:1950;to:1969", "attack;from:1965"];
    for (const text of settings) {
      const refit = readRefit(text)!;
      if (text !== settings[0]) await page.evaluate((it) => { history.replaceState(null, "", `?refit=${encodeURIComponent(it)}`); dispatchEvent(new PopStateEvent("popstate")); }, text);
      await card.locator("tbody").first().waitFor();
      const answer = fitSpec(specOf(refitSpec(refit)), panel);
      if (answer.kind === "refused") throw new Error("refused");
      await card.getByText(new RegExp(`\\b${answer.events.toLocaleString("en").replace(",", "\u202f")} events`)).waitFor();
      const csv = await fileOf(page, () => card.getByRole("button", { name: /^CSV/ }).click());
      const found = csv.trim().split("\r\n").slice(1).map((it) => it.split(/,(?=[-\d])/).slice(-3).map(Number));
      expect([text, found]).toEqual([text, refitRows(refit, answer).map((it) => [it.low, it.high, it.value])]);
      const spec = JSON.parse(await fileOf(page, () => card.getByRole("button", { name: "Specification (JSON)" }).click())) as Readonly<Record<string, unknown>>;
      expect(spec).toEqual({ name: refitText(refit), ...refitSpec(refit) });
      expect(await card.getByText(`node bin/concord.mjs study fit --spec refit-${refit.model}.json`).count()).toBe(1);
      expect([text, await card.getByText(`The last rows are of ${erasOf(refit).at(-1)!.to}, where the data end or the years chosen do.`).count()]).toEqual([text, 1]);
      expect([text, await card.getByText("Rows in which a dispute goes on are left out first, over all years of the record").count()]).toEqual([text, answer.dropped.rows.some((it) => it.reason === GOES_ON) ? 1 : 0]);
      expect([text, await card.getByText(/likely too small/).allTextContents()]).toEqual([text, fewTexts(answer.few ?? [])]);
      if (text === "attack;from:1965") expect(answer.few).not.toBe(undefined);
      expect(await card.getByText(refitText(declaredRefit(refit.model)) === text ? /^Declared before anything/ : /^Exploratory/).count()).toBe(1);
    }
    expect([problems, [...hosts]]).toEqual([[], ["127.0.0.1"]]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  }, 90_000);
  test("what the record cannot say is refused in words, a setting that is none is told, and a fit can be stopped and asked again", async () => {
    const { page } = await openPage(browser(), `${address()}/evidence?refit=attack%3Bcoding%3Acyber`);
    const card = page.locator("#refit");
    await card.getByText("No effect of cyber operations is estimated").waitFor();
    expect([await card.getByText("Reproduce this").count(), await card.getByText("The specification", { exact: true }).count(), await card.getByRole("button", { name: "Specification (JSON)" }).count()]).toEqual([0, 0, 0]);
    expect(await card.getByText("node bin/concord.mjs study question Q7").count()).toBe(1);
    await page.goto(`${address()}/evidence?refit=attack%3Bfrom%3A2015%3Bto%3A2020`);
    await card.getByText("No effect is estimated for 2015 and later: the outcomes of panel end in 2014.").waitFor();
    await page.goto(`${address()}/evidence?refit=attack%3Bfrom%3A1990%3Bto%3A2026`);
    await card.getByText("Eras: 1990–2014. The rows end in 2014; a later last year adds nothing.").waitFor();
    await card.getByText("The filter lets in years after 2014, where the rows of panel end: nothing here is of a later year.").waitFor();
    await page.goto(`${address()}/evidence?refit=nothing`);
    await card.getByRole("alert").waitFor();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route("**/api/evidence/panel*", async (route) => { await held; await route.abort().catch(() => undefined); });
    await card.getByRole("button", { name: "Fit it here" }).click();
    await card.getByRole("button", { name: "Cancel" }).click();
    expect(await card.locator(".refit-result").getByRole("status").textContent()).toBe("Stopped. Nothing was fitted.");
    release();
    await page.unroute("**/api/evidence/panel*");
    await page.route("**/api/evidence/panel*", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ detail: "The rows are not here.", mend: "Pack them." }) }));
    await card.getByRole("button", { name: "Fit again" }).click();
    await card.getByRole("alert").getByText("The rows are not here. Pack them.").waitFor();
    await page.close();
  });
});

describe("with the keyboard alone", () => {
  test("the curve is one stop: arrows, Home and End walk it, and what stands there is said", async () => {
    const { page } = await openPage(browser(), `${address()}/evidence`);
    const card = page.locator("#specifications");
    const curve = card.getByRole("slider");
    await curve.focus();
    await page.keyboard.press("Home");
    const first = await curve.getAttribute("aria-valuetext");
    expect(first).toMatch(/^1 of \d{3}: .+, .+: −.+ to .+ \(−.+\)$/);
    await page.keyboard.press("ArrowRight");
    expect(await curve.getAttribute("aria-valuetext")).toMatch(/^2 of/);
    await page.keyboard.press("End");
    expect(Number(await curve.getAttribute("aria-valuenow"))).toBe(Number(await curve.getAttribute("aria-valuemax")));
    await page.keyboard.press("ArrowRight");
    expect(Number(await curve.getAttribute("aria-valuenow"))).toBe(Number(await curve.getAttribute("aria-valuemax")));
    expect(await curve.evaluate((it) => getComputedStyle(it).outlineStyle)).not.toBe("none");
    expect(await card.locator(".curve-said p").textContent()).toBe(await curve.getAttribute("aria-valuetext"));
    const box = (await curve.boundingBox())!;
    await page.mouse.move(box.x + 50, box.y + 60);
    expect(await card.locator(".curve-said p").textContent()).toMatch(/^[1-9] of/);
    // One stop: the next is out of the drawing.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Go to the primary");
    await page.keyboard.press("Enter");
    expect(await curve.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await curve.getAttribute("aria-valuetext")).toContain("the pre-declared primary of Q1, beside the 647 of the grid: source MID, hostility war, coding any, lag same year, world wars in, controls small, model logit");
    // A picture is read away from its page: it says what its marks mean.
    const pictureOf = async (it: Locator): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent("download"), it.getByRole("button", { name: /^SVG/ }).first().click()]);
      return readFileSync(await file.path(), "utf8").replaceAll(/<style[^]*?<\/style>|<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    };
    expect(await pictureOf(card)).toContain("◆: the pre-declared primary of Q1");
    expect(await pictureOf(page.locator("#q1"))).toContain("intervals of 95 % (thin) and 50 % (thick)");
    await page.close();
  });
  test("sliders move the years, tables and files are reached", async () => {
    const { page } = await openPage(browser(), `${address()}/evidence?refit=attack%3Bcoding%3Adrones`);
    const slider = page.locator("#refit").getByRole("slider", { name: /era 2 begins/ });
    await slider.focus();
    for (let times = 0; times < 3; times++) await page.keyboard.press("ArrowRight");
    await page.waitForURL(/cuts%3A1949/);
    expect(await slider.evaluate((it) => it === document.activeElement)).toBe(true);
    await page.locator("#q1").getByRole("radio", { name: "Table" }).focus();
    await page.keyboard.press("Space");
    await page.locator("#q1").getByRole("group", { name: "Q1: figures" }).focus();
    await page.locator("#q1").getByRole("button", { name: /^CSV/ }).focus();
    expect(await fileOf(page, () => page.keyboard.press("Enter"))).toContain("pact of the target, log-odds");
    await page.close();
  });
});

describe("in French", () => {
  test.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)("sentences and numbers, with what stays English marked: %s, %i pixels", async (scheme, width) => {
    const { page, problems } = await openPage(browser(), `${address()}/evidence?lang=fr&refit=attack%3Bcoding%3Acyber`, { scheme, width });
    await page.getByRole("heading", { level: 1, name: "Le bilan depuis 1914" }).waitFor();
    await page.getByText("Aucun effet des opérations cyber n’est estimé").waitFor();
    expect(await page.locator("#q1").textContent()).toContain("0,22 contre 0,4 pour 1\u202f000 dyades-années");
    // A name that the data have in English stands so within a French heading.
    const names = page.locator("#specifications tbody th [lang=en]");
    expect((await names.allTextContents()).length).toBeGreaterThan(10);
    expect(await page.locator("#specifications tbody th", { hasText: /^attaques de / }).evaluateAll((all) => all.filter((it) => it.querySelector("[lang=en]") === null).map((it) => it.textContent))).toEqual([]);
    for (const at of ["#literature tbody th", "#q1 details ul"]) expect(await page.locator(at).first().getAttribute("lang")).toBe("en");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await page.close();
  });
});
