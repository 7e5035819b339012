import type { Browser, Page } from "playwright-core";
import { PAGES, ROUTES } from "#api";
import type { TargetsView } from "#views";
import type { BenchRow } from "./bench.ts";
import { middle, said } from "./web-times.ts";

/** One question to the form "Pull a lever" as it was measured. */
export interface Pulled {
  /** The kind of lever as the form names it, or what was pulled together. */
  readonly kind: string;
  /** What was set: subject and amount, as the form shows them. */
  readonly what: string;
  /** Until the sentence of the answer stands. Absent: the plan refused the question, and said why. Unit: ms. */
  readonly ms?: number;
  /** How far from the best the first answer is proved to be at most. Absent: it was refused. Unit: %. */
  readonly gap?: number;
}

// What is typed where the form asks for a number: small moves and large, up and down. Unit: %, of a cap of the requirement, or years for a shift.
const PERCENT = ["10", "-10", "50", "-50", "25"];
const CAPS = ["60", "40", "70", "30", "90"];
const YEARS = ["1", "2", "1", "-1", "3"];
// Questions of each kind that are answered; where the plan refuses one, another is asked, at most so many.
const ANSWERED = PERCENT.length;
const MOST_ASKED = 12;
/** Budgets of all allies at once, which move more than any lever of one. Unit: %. */
const ALL_BUDGETS = ["-10", "-30", "20"];
/** Levers pulled one on top of the other: kind, part of the way through its subjects, amount. */
const TOGETHER: readonly (readonly (readonly [kind: string, at: number, by?: string])[])[] = [
  [["budget", 0.2, "-20"], ["nation-out", 0.7], ["requirement", 0.5, "20"]],
  [["price", 0.4, "30"], ["capacity", 0.6, "-50"], ["delay", 0.3, "1"]],
  [["nation-out", 0.9], ["budget", 0.5, "20"], ["decline", 0.4]],
];
/** Allies that carry most of the cost of all targets, whose absence moves more of the plan than that of others. */
const LARGE = 4;
/** What is pulled of two of them, one on top of the other: the ally's place among them, and its change. */
const OF_LARGE: readonly (readonly (readonly [kind: string, place: number, by?: string])[])[] = [
  [["nation-out", 0], ["budget", 1, "20"]],
  [["nation-out", 1], ["nation-out", 2]],
  [["nation-out", 1], ["budget", 2, "-15"]],
];
// As long as one reads a sentence before pulling the next lever.
const READING_MS = 1000;

/** How long Plans takes from the press of its link, on a page that stands elsewhere. Unit: ms. */
export interface PlansOpened {
  /** Until the sentence with the plan's figures stands. */
  readonly sentence: number;
  /** Until nothing loads any more. */
  readonly whole: number;
}

/** Presses the link to Plans and waits until its figures stand. Runs in the page. */
export const plansOpened = (page: Page): Promise<PlansOpened> =>
  page.evaluate(
    (path) =>
      new Promise<PlansOpened>((resolve, reject) => {
        const began = performance.now();
        document.querySelector<HTMLAnchorElement>(`.rail a[href^="${path}"]`)!.click();
        let sentence = 0;
        const look = (): void => {
          const taken = performance.now() - began;
          if (sentence === 0 && document.querySelector(".plan-sentence") !== null) sentence = taken;
          if (sentence > 0 && document.querySelector("main [aria-busy='true'], main .loading") === null) return void setTimeout(() => resolve({ sentence, whole: performance.now() - began }), 0);
          if (taken > 120_000) return reject(new Error("Plans does not come"));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    PAGES.plans.path,
  );

/** Presses `Add` and waits until the sentence about so many changes stands, or a refusal with its reason. Runs in the page. Unit: ms; absent: refused. */
const pressed = (page: Page, changes: number): Promise<number | undefined> =>
  page.evaluate(
    (start) =>
      new Promise<number | undefined>((resolve, reject) => {
        const began = performance.now();
        const add = document.querySelector<HTMLButtonElement>("form:has(select) button[type=submit]")!;
        // The form refuses it itself, and says why.
        if (add.disabled) return resolve(undefined);
        add.click();
        const look = (): void => {
          if (document.querySelector(".plan-sentence")?.textContent?.includes(start) === true) return resolve(performance.now() - began);
          if (document.querySelector("#answer[role=alert], #answer [role=alert]") !== null) return resolve(undefined);
          if (performance.now() - began > 120_000) return reject(new Error(`no answer: ${start}`));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    `With ${changes} change`,
  );

/**
 * Asks the form for every kind of lever that it offers, of subjects from all along its list, each alone on the plan itself; all budgets at
 * once; and three levers one on top of the other. Between two questions one reads for a second.
 */
export async function whatIfs(browser: Browser, address: string): Promise<readonly Pulled[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}${PAGES.plans.path}`);
  await page.locator(".plan-sentence").waitFor();
  const form = page.getByRole("form", { name: "Pull a lever" });
  const lever = form.getByRole("combobox", { name: "Lever", exact: true });
  const of = form.getByRole("combobox", { name: "Of", exact: true });
  /** Options of a choice but the one for every ally. */
  const subjects = (): Promise<readonly { readonly value: string; readonly name: string }[]> => of.locator("option").evaluateAll((all) => all.flatMap((it) => ((it as HTMLOptionElement).value === "*" ? [] : [{ value: (it as HTMLOptionElement).value, name: it.textContent ?? "" }])));
  /** Sets the form: a subject at a part of the way through the list, or every ally; and the number, where the form asks for one. */
  const set = async (kind: string, { at, by }: To): Promise<string> => {
    await lever.selectOption(kind);
    const all = at === "*" ? [{ value: "*", name: "every ally" }] : await subjects();
    const subject = typeof at === "string" ? all.find((it) => it.value === at)! : all[Math.min(Math.floor(at * all.length), all.length - 1)]!;
    await of.selectOption(subject.value);
    const capability = form.getByRole("combobox", { name: "Capability", exact: true });
    if ((await capability.count()) > 0) {
      const count = await capability.locator("option").count();
      await capability.selectOption({ index: typeof at === "string" ? 0 : Math.min(Math.floor(at * count), count - 1) });
    }
    const number = form.getByRole("textbox");
    if (by === undefined || (await number.count()) === 0) return subject.name;
    await number.fill(by);
    return `${subject.name} ${by}`;
  };
  /** The proof that stands with the answer. */
  const gapTold = async (): Promise<number> => Number(/(?:only to within|better by more than)\s([\d.]+)/.exec(await page.locator("#answer").innerText())?.[1] ?? Number.NaN);
  const undoAll = async (): Promise<void> => {
    await page.waitForTimeout(READING_MS);
    const undo = page.getByRole("button", { name: "Undo all", exact: true });
    // What the form refused by itself stands nowhere.
    if ((await undo.count()) === 0) return;
    await undo.click();
    await page.locator(".plan-sentence", { hasNotText: "With" }).waitFor();
  };
  const kinds = await lever.locator("option").evaluateAll((all) => all.map((it) => ({ value: (it as HTMLOptionElement).value, name: it.textContent ?? "" })));
  const pulled: Pulled[] = [];
  const ask = async (name: string, kind: string, to: To, standing = 0): Promise<boolean> => {
    const what = await set(kind, to);
    const ms = await pressed(page, standing + 1);
    pulled.push({ kind: name, what, ...(ms !== undefined && { ms, gap: await gapTold() }) });
    return ms !== undefined;
  };
  for (const { value, name } of kinds) {
    const count = Math.min((await lever.selectOption(value), await subjects()).length, MOST_ASKED);
    const moves = value === "delay" ? YEARS : value === "cap" ? CAPS : PERCENT;
    for (let at = 0, answered = 0; at < count && answered < ANSWERED; at++) {
      // Spread over the list: where few are refused, from all along it.
      if (await ask(name, value, { at: ((at * 5 + 2) % count) / count, by: moves[answered] })) answered += 1;
      await undoAll();
    }
  }
  for (const by of ALL_BUDGETS) {
    await ask("all budgets", "budget", { at: "*", by });
    await undoAll();
  }
  for (const levers of TOGETHER) {
    let standing = 0;
    for (const [kind, at, by] of levers) {
      if (await ask("three levers, one on top of the other", kind, { at, by }, standing)) standing += 1;
      await page.waitForTimeout(READING_MS);
    }
    await undoAll();
  }
  const { nations } = (await (await fetch(`${address}${ROUTES.targets.path}`)).json()) as TargetsView;
  const large = nations.toSorted((a, b) => (b.costShare.value ?? 0) - (a.costShare.value ?? 0)).slice(0, LARGE);
  for (const { nation } of large) {
    await ask("a large ally is out", "nation-out", { at: nation, by: undefined });
    await undoAll();
  }
  for (const levers of OF_LARGE) {
    let standing = 0;
    for (const [kind, place, by] of levers) {
      if (await ask("two levers of large allies, one on top of the other", kind, { at: large[place]!.nation, by }, standing)) standing += 1;
      await page.waitForTimeout(READING_MS);
    }
    await undoAll();
  }
  await context.close();
  return pulled;
}

/** Where a lever is set: a part of the way through its subjects, every ally, or an ally by id; and the number, where the form asks for one. */
interface To {
  readonly at: number | string;
  readonly by: string | undefined;
}

/** What is published of some questions: how long the answered ones took, the slowest by name, and how many were refused. */
export function leverRow(what: string, size: string, asked: readonly Pulled[]): BenchRow {
  const answered = asked.flatMap(({ ms, what: name }) => (ms === undefined ? [] : [{ ms, name }]));
  const times = answered.map((it) => it.ms);
  const gaps = asked.flatMap(({ gap }) => (gap === undefined || Number.isNaN(gap) ? [] : [gap]));
  const slowest = [...answered].sort((a, b) => b.ms - a.ms)[0];
  const refused = asked.length - answered.length;
  return {
    what,
    by: "concord",
    size,
    ...(times.length > 0 && { ms: middle(times) }),
    repeats: times.length,
    note: `${times.length === 0 ? "none answered" : `${said(times)}; slowest: ${slowest?.name}; ${times.filter((it) => it <= 1000).length} of ${times.length} within 1000 ms${gaps.length === 0 ? "" : `; first answers proved within ${Math.max(...gaps)} % of the best`}`}${refused === 0 ? "" : `; ${refused} more refused with a reason`}`,
  };
}
