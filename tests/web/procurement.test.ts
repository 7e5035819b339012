import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTexts } from "#adapters/files";
import type { Served } from "#server";
import type { BundleRow, GainsView, ProcurementView, Shown } from "#views";
import { launchBrowser } from "./browser.ts";
import { press } from "./keyboard.ts";
import { expectWhole } from "./narrow.ts";
import { buildPage, openPage, violations } from "./open-page.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "concord-procurement-web-"));
process.env["CONCORD_RUNS"] = join(folder, "runs");

let browser: Browser;
let served: Served;
beforeAll(async () => {
  buildPage();
  browser = await launchBrowser();
  const { serve } = await import("#server");
  served = await serve({ source: await readTexts(join(ROOT, "cases/two-nations")), choices: {}, port: 0, plansFolder: join(folder, "plans"), onProgress: () => undefined, onDone: () => undefined });
  await served.planned();
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(folder, { recursive: true, force: true });
});

const leversOf = (page: Page): string | null => new URL(page.url()).searchParams.get("levers");
const answered = (page: Page): Promise<void> => page.locator(".plan-state", { hasText: "Exact answer" }).waitFor();

describe("a programme in time", () => {
  test("by keyboard alone: an arrow moves the bar, the other moves it back, Enter asks why", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/procurement?show=all`);
    const bar = page.getByRole("slider").first();
    await bar.waitFor();
    for (let step = 0; step < 60 && !(await bar.evaluate((it) => it === document.activeElement)); step++) await page.keyboard.press("Tab");
    const before = await bar.getAttribute("aria-valuetext");
    await page.keyboard.press("ArrowRight");
    await answered(page);
    expect(leversOf(page)).toBe("delay:p.VAL.battery=1");
    expect(await bar.getAttribute("aria-valuetext")).toMatch(/1 year later\. At most 1 year later: then it starts in the last year of the plan\.$/);
    await page.keyboard.press("ArrowLeft");
    await page.getByText("Nothing is shifted.").waitFor();
    expect(await bar.getAttribute("aria-valuetext")).toBe(before);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByText("What is stated as the quantity").waitFor();
    expect(problems).toEqual([]);
    await page.close();
  });
});

describe("a shift that cannot be made", () => {
  test("is told in words where it is tried, and leaves the answer to what was shifted before", async () => {
    const { page, problems } = await openPage(browser, `${served.address}/procurement?show=all`);
    const bar = page.getByRole("slider").first();
    const later = page.locator("#price").getByRole("button", { name: "A year later" });
    await bar.waitFor();
    // Its window is 2031 to 2032 of a plan that ends in 2032.
    await expect.poll(() => bar.getAttribute("aria-valuemax")).toBe("2032");
    expect(await later.getAttribute("aria-disabled")).toBe("false");
    await bar.focus();
    await page.keyboard.press("ArrowRight");
    await answered(page);
    const sentence = await page.locator("#price .plan-sentence").textContent();
    await page.keyboard.press("ArrowRight");
    const said = page.locator("#price [role=status].shift-said");
    await said.getByText(/^Not shifted so: .+, Vale: 2 years later\. At most 1 year later: then it starts in the last year of the plan\.$/).waitFor();
    expect(leversOf(page)).toBe("delay:p.VAL.battery=1");
    expect(await page.locator("#price .plan-sentence").textContent()).toBe(sentence);
    expect(await page.getByRole("alert").count()).toBe(0);
    // The button says so before it is pressed, keeps the focus, and does nothing.
    expect(await later.getAttribute("aria-disabled")).toBe("true");
    expect(await page.locator(`#${await later.getAttribute("aria-describedby")}`).textContent()).toContain("At most 1 year later");
    await later.focus();
    await page.keyboard.press("Enter");
    expect(leversOf(page)).toBe("delay:p.VAL.battery=1");
    // A bar is not dragged beyond it either.
    const box = (await bar.locator("rect.gantt-shifted").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 2000, box.y + box.height / 2, { steps: 4 });
    expect(await bar.getAttribute("aria-valuenow")).toBe("2032");
    await page.mouse.up();
    expect(leversOf(page)).toBe("delay:p.VAL.battery=1");
    await said.getByText(/^Not shifted so: /).waitFor();
    expect(await violations(page)).toEqual([]);
    // It is over with the shift it was said beside, and Back to that shift does not say it again.
    await page.locator("#price").getByRole("button", { name: "Shift back" }).click();
    await page.getByText("Nothing is shifted.").waitFor();
    await expect.poll(() => said.textContent()).toBe("");
    await page.goBack();
    await answered(page);
    expect(await said.textContent()).toBe("");
    expect(problems).toEqual([]);
    await page.close();
  });

  test("of a programme that the plan does not deliver is told where it is tried, by arrow and by dragging", async () => {
    const { serve } = await import("#server");
    const { files } = await readTexts(join(ROOT, "cases/two-nations"));
    const texts = new Map([...files, ["programmes.csv", `${files.get("programmes.csv")!.trimEnd()}\np.VAL.before,returns,2029-10-01,official,high,OPEN,VAL,battery,Batteries of before,2,batteries,2027,2028,contracted\n`]]);
    const other = await serve({ source: { files: texts, digest: "f".repeat(64) }, choices: {}, port: 0, plansFolder: join(folder, "plans-before"), onProgress: () => undefined, onDone: () => undefined });
    try {
      await other.planned();
      const { page, problems } = await openPage(browser, `${other.address}/procurement?show=all`);
      const bar = page.locator('[data-programme="p.VAL.before"]');
      const said = page.locator("#price [role=status].shift-said");
      const why = /^Not shifted: Vale: Batteries of before, its years are before 20\d\d, when the plan begins: cannot be shifted\.$/;
      await page.locator("#price").waitFor();
      expect(await bar.getAttribute("aria-readonly")).toBe("true");
      await bar.focus();
      await page.keyboard.press("ArrowRight");
      await said.getByText(why).waitFor();
      await page.locator('[data-programme="p.VAL.battery"]').focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => said.textContent()).toBe("");
      await answered(page);
      const box = (await bar.locator("rect:not(.gantt-hit)").first().boundingBox())!;
      await page.mouse.move(box.x + 1, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + box.height / 2, { steps: 4 });
      expect(await bar.getAttribute("aria-valuetext")).toMatch(/^2027 to 2028; /);
      await page.mouse.up();
      await said.getByText(why).waitFor();
      expect(leversOf(page)).toBe("delay:p.VAL.battery=1");
      expect(problems).toEqual([]);
      await page.close();
    } finally {
      await other.close();
    }
  });

  test.each(["procurement", "plans"])("that an address asks for is named on the page of %s, and left out with one press: the rest is answered", async (at) => {
    const { page } = await openPage(browser, `${served.address}/${at}?levers=${encodeURIComponent("delay:p.VAL.battery=9;budget:VAL=-10%")}`);
    const said = page.locator("#answer").getByRole("alert");
    await said.getByText(/^Cannot be done: .+, Vale: 9 years later$/).waitFor();
    expect(await said.innerText()).toMatch(/can be delayed by at most 1 year within the plan\.\s+The other change is not answered while it stands\./);
    expect(await violations(page)).toEqual([]);
    await said.getByRole("button", { name: "Leave it out and answer the rest" }).press("Enter");
    await page.getByText(/With 1 change/).waitFor();
    await answered(page);
    expect(leversOf(page)).toBe("budget:VAL=-10%");
    // Who pressed it goes on from the levers.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await page.close();
  });

  test("that a plan beside asks for is named with that plan, which is taken away with one press: the others are compared", async () => {
    const { page } = await openPage(browser, `${served.address}/plans`);
    const kept = await page.evaluate(async () => (await fetch("/api/plans", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ name: "Much later", changes: ["delay:p.VAL.battery=9"] }) })).status);
    expect(kept).toBe(200);
    await page.goto(`${served.address}/plans?levers=${encodeURIComponent("budget:VAL=-10%")}&beside=${encodeURIComponent("delay:p.VAL.battery=1|delay:p.VAL.battery=9")}`);
    const said = page.locator("#beside").getByRole("alert");
    await said.getByText(/^Cannot be done: .+, Vale: 9 years later$/).waitFor();
    await said.getByText("It stands in the plan beside: Much later. No plan is compared while it does.", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await said.getByRole("button", { name: "Compare without that plan" }).press("Enter");
    await page.locator("#beside table").waitFor();
    expect(await page.locator("#beside thead th").count()).toBe(4);
    expect([leversOf(page), new URL(page.url()).searchParams.get("beside")]).toEqual(["budget:VAL=-10%", "delay:p.VAL.battery=1"]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("#named") !== null)).toBe(true);
    await page.close();
  });

  test("is not offered by the form of levers: it says how far the programme can go", async () => {
    const { page } = await openPage(browser, `${served.address}/plans`);
    const pull = page.getByRole("form", { name: "Pull a lever" });
    await pull.getByRole("combobox", { name: "Lever" }).selectOption("delay");
    for (const [typed, said] of [["2", "At most 1 year later: then it starts in the last year of the plan."], ["-2", /earlier: /]] as const) {
      await pull.getByRole("textbox").fill(typed);
      await pull.getByRole("alert").getByText(said).waitFor();
      expect(await pull.getByRole("button", { name: "Add" }).isEnabled()).toBe(false);
    }
    for (const [lever, said] of [["price", /^By more than −100/], ["requirement", /^By more than −100/]] as const) {
      await pull.getByRole("combobox", { name: "Lever" }).selectOption(lever);
      await pull.getByRole("textbox").fill("-100");
      await pull.getByRole("alert").getByText(said).waitFor();
    }
    await page.close();
  });
});

describe("the page of procurement", () => {
  test.each([
    ["en", 0, 0, "; the plan buys 1 system, why? together.", "What each agreement saves against buying the same items apart stands below; in the plan as a whole larger lots save less than CRN 7 M, saved by buying together, why? between the plans that were found, from which nothing sure follows."],
    ["en", 12, 0, "; the plan buys 1 system, why? together.", "Larger lots make up CRN 12 M, saved by buying together, why? of what alignment saves."],
    ["en", 12, 1, "; the plan buys 1 system, why? together.", "Under 1, why? further agreement one ally alone buys. Larger lots make up CRN 12 M"],
    ["fr", 12, 2, " ; le plan achète 1 système, pourquoi ? ensemble.", "Dans 2, pourquoi ? autres accords, un seul allié achète. Les grands lots"],
    ["fr", 0, 0, " ; le plan achète 1 système, pourquoi ? ensemble.", "Ce que chaque accord fait économiser par rapport aux mêmes achats faits séparément est indiqué plus bas ; dans l’ensemble du plan, les grands lots font économiser moins de 7 M CRN, économisé en achetant ensemble, pourquoi ? entre les plans trouvés, ce dont rien de sûr ne découle."],
  ] as const)("in %s its headline says whether lots save: %d M, and under how many agreements one ally alone buys: %d", async (language, money, alone, said, saved) => {
    const { page } = await openPage(browser, `${served.address}/procurement?lang=${language}`);
    await page.route("**/api/procurement*", async (route) => {
      const response = await route.fetch();
      const view = (await response.json()) as ProcurementView;
      const lots: Shown = { ...view.lots!, value: money };
      const bundle: BundleRow = { agreement: "joint:x", system: "x", name: "X", members: [], firstYear: 2030, lastYear: 2031, quantity: lots, priceFactor: lots, coordination: lots, parties: [], unpledged: lots, programmes: [] };
      await route.fulfill({ response, json: { ...view, lots, lotsLeast: { ...lots, value: 7 }, bundles: [bundle], told: { ...view.told, together: { ...view.told.together, value: 1 }, alone: { ...view.told.alone, value: alone } } } });
    });
    await page.reload();
    const told = async (part: string): Promise<string | undefined> => (await page.locator(`#sentence ${part}`).textContent())?.replace(/[\u00a0\u202f]/g, " ");
    expect(await told(".plan-sentence")).toContain(said);
    expect(await told(".plan-gain")).toContain(saved);
    await page.close();
  });

  test.each([["en", "Save nothing for the same items, though coordination is paid: 1"], ["fr", "Ne font rien économiser pour les mêmes achats, alors que la coordination est payée : 1"]] as const)("an agreement that saves nothing stands apart, with its reason: %s", async (language, heading) => {
    const { page } = await openPage(browser, "about:blank");
    const figure: Shown = { unit: "M CRN", label: "OPEN", why: "", value: 0 };
    const party = (nation: string, value: number): BundleRow["parties"][number] => ({ nation, name: nation, share: { ...figure, value }, promised: figure, unpledged: figure, priceMost: figure });
    const bundle = (id: string): BundleRow => ({ agreement: `joint:${id}`, system: id, name: id, members: ["XAA", "XBB"].map((nation) => ({ nation, name: nation })), firstYear: 2030, lastYear: 2031, quantity: figure, priceFactor: figure, coordination: figure, parties: [party("XAA", 3), party("XBB", 0)], unpledged: figure, programmes: [] });
    const gains = (id: string, saving: number): GainsView["agreements"][number] => ({ agreement: `joint:${id}`, system: id, name: id, saving: { ...figure, value: saving }, savesNothing: saving === 0, members: [], idle: [], isStable: true, isProved: true, sentences: [`${id}, and why: each would pay no more by itself, and what coordination costs is not won back by a lower price for the same items.`] });
    await page.route("**/api/procurement*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as ProcurementView), bundles: ["alpha", "omega"].map(bundle) } });
    });
    await page.route("**/api/procurement/gains*", async (route) => route.fulfill({ json: { alliance: "", marking: "OPEN", path: "", runKey: "", currency: "CRN", agreements: [gains("alpha", 0), gains("omega", 5)], nations: [], years: [], repair: { band: figure, moved: figure, moves: [], payments: [] }, sentences: [] } satisfies GainsView }));
    await page.goto(`${served.address}/procurement?lang=${language}`);
    const groups = page.locator(".bundle-list tbody");
    await groups.nth(1).waitFor();
    const [saving, idle] = await groups.allInnerTexts();
    expect([saving!.includes("omega"), saving!.includes("alpha"), saving!.includes("and why:")]).toEqual([true, false, false]);
    expect(idle!.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(heading);
    expect(idle).toContain("alpha, and why");
    // Whoever pays for it without buying is not among those who buy.
    expect([saving!.match(/XAA|XBB|nothing|rien/g), (await page.locator(".bundle-list .members").first().innerText()).trim()]).toEqual([["XAA", language === "en" ? "nothing" : "rien", "XBB"], "XAA"]);
    // No figure of it has to be scrolled aside for, and its sentence breaks.
    for (const width of [1440, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => page.locator(".bundles .scroll-region").evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth))).toEqual([0, 0]);
      await expectWhole(page, [width]);
    }
    await page.close();
  });

  test.each([[1440, 900, "light"], [1280, 720, "dark"], [390, 844, "light"]] as const)("the years stay in sight over the programmes at %i by %i pixels, and what is focused is not behind the price", async (width, height, scheme) => {
    const { page } = await openPage(browser, `${served.address}/procurement?show=all&levers=${encodeURIComponent("delay:p.VAL.battery=1")}`, { width, height, scheme });
    await answered(page);
    // A chart as long as that of a whole alliance.
    await page.locator(".gantt > svg.drawing").evaluate((it) => { it.style.height = "2000px"; });
    await page.locator(".gantt").evaluate((it) => scrollBy({ top: it.getBoundingClientRect().top + 250, behavior: "instant" }));
    const seen = await page.locator(".gantt-years").evaluate((it) => {
      const box = it.getBoundingClientRect();
      return { top: box.top, isOnTop: document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest("svg") === it, isInSight: box.top >= 0 && box.bottom <= innerHeight / 2 };
    });
    expect(seen, JSON.stringify(seen)).toMatchObject({ isOnTop: true, isInSight: true });
    const bar = page.getByRole("slider").first();
    await bar.evaluate((it: SVGElement) => it.focus());
    await expect.poll(() => bar.locator("text").evaluate((it) => {
      const box = it.getBoundingClientRect();
      return document.elementFromPoint(box.left + 4, box.top + box.height / 2)?.closest("[data-programme]") !== null;
    })).toBe(true);
    await page.close();
  });

  test.each([["dark", 390], ["light", 1024]] as const)("axe finds nothing: %s, %i pixels", async (scheme, width) => {
    const { page } = await openPage(browser, `${served.address}/procurement?show=all&lang=fr&levers=${encodeURIComponent("delay:p.VAL.battery=1")}`, { scheme, width });
    await page.getByText("Le plan n’achète rien ensemble.", { exact: true }).waitFor();
    expect(await page.locator("#sentence .plan-sentence").textContent()).toBe("Il n’y a pas deux alliés livrés de la même classe d’équipement les mêmes années ; le plan n’achète rien ensemble.");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.close();
  });
});

describe("job: export the report for ministers", () => {
  test.each(["mouse", "keyboard"])("as PDF and as XLSX, from the page by %s, as the command line makes it again from the run key", async (by) => {
    const { page } = await openPage(browser, `${served.address}/plans`);
    const files: Buffer[] = [];
    for (const name of ["Report as PDF", "Report as XLSX"]) {
      const link = page.getByRole("link", { name });
      await link.waitFor();
      const waiting = page.waitForEvent("download");
      if (by === "mouse") await link.click();
      else await press(page, new RegExp(`^${name}`));
      const download = await waiting;
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      files.push(Buffer.concat(chunks));
    }
    const { runKey } = (await (await fetch(`${served.address}/api/levers`)).json()) as { readonly runKey: string };
    const { readFileSync } = await import("node:fs");
    const { here } = await import("../cli/here.ts");
    const out = [join(folder, "r.pdf"), join(folder, "r.xlsx")] as const;
    const ran = await here(["report", "cases/two-nations", "--run", runKey, "--pdf", out[0], "--xlsx", out[1], "--quiet"]);
    expect(ran.code, ran.stderr).toBe(0);
    expect(out.map((it) => readFileSync(it))).toEqual(files);
    await page.close();
  });

  test.each([
    ["en", "Report as PDF", "report", "of the plan as made", "of the plan as made, not of the levers pulled here"],
    ["fr", "Rapport XLSX", "rapport", "du plan enregistré", "du plan enregistré, sans les leviers actionnés ici"],
  ])("in %s the file is named in the language of the page, and the page says that levers are not in it", async (language, link, name, asMade, notLevers) => {
    const { page } = await openPage(browser, `${served.address}/plans?lang=${language}`);
    await page.locator("#report-of", { hasText: new RegExp(`^${asMade}$`) }).waitFor();
    await page.goto(`${served.address}/plans?lang=${language}&levers=${encodeURIComponent("delay:p.VAL.battery=1")}`);
    await page.locator("#report-of", { hasText: new RegExp(`^${notLevers}$`) }).waitFor();
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: link }).click();
    expect((await waiting).suggestedFilename()).toMatch(new RegExp(`^${name}-[0-9a-f]{12}\\.(pdf|xlsx)$`));
    await page.close();
  });
});

test("on the smallest screen the chart is as wide as its place, and a name that is cut there is read whole at its row", async () => {
  const { page } = await openPage(browser, "about:blank");
  const long = "Armoured reconnaissance and command vehicles for the battalion that both nations keep together";
  const view = (await (await fetch(`${served.address}/api/procurement`)).json()) as ProcurementView;
  await page.route(/\/api\/procurement(\?|$)/, (route) => route.fulfill({ json: { ...view, groups: view.groups.map((group) => ({ ...group, programmes: group.programmes.map((it) => ({ ...it, name: long })) })) } }));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${served.address}/procurement?show=all`);
    await page.locator(".gantt-row").first().waitFor();
    await expectWhole(page, [width]);
    expect(await page.locator(".gantt").evaluate((it) => [...it.querySelectorAll(":scope > svg")].map((one) => one.getBoundingClientRect().width <= it.clientWidth))).toEqual([true, true]);
    await page.locator(".gantt-row .bar-name").first().hover();
    const whole = page.locator(".gantt-row:hover .bar-name-whole");
    expect((await whole.textContent())?.endsWith(long)).toBe(true);
    expect(await whole.evaluate((it) => {
      const [own, drawing] = [it.getBoundingClientRect(), it.closest("svg")!.getBoundingClientRect()];
      return [getComputedStyle(it).visibility, own.left >= drawing.left, own.right <= drawing.right, own.top >= drawing.top, own.bottom <= drawing.bottom];
    })).toEqual(["visible", true, true, true, true]);
  }
  await page.close();
});

test("an agreement in the address that there is not is told, and taken out", async () => {
  const { page } = await openPage(browser, `${served.address}/procurement?agreement=zzz&foo=1`);
  const notice = page.getByRole("status").filter({ hasText: "Not understood in this address" });
  await notice.getByText("foo=1, agreement=zzz").waitFor();
  await notice.getByRole("button", { name: "Take it out" }).click();
  await notice.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("");
  await page.goto(`${served.address}/procurement?lang=fr&agreement=zzz`);
  await page.getByText("Non compris dans cette adresse, et ignoré : agreement=zzz.").waitFor();
  await page.close();
});
