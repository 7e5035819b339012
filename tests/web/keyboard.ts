import type { Page } from "playwright-core";

const STEPS_MOST = 250;

/** What is focused, as a reader hears it: its name of a field, its label, its text. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    // Where nothing is focused the body is, with all its text.
    const it = document.activeElement === document.body ? null : document.activeElement;
    const labels = "labels" in (it ?? {}) ? [...((it as HTMLInputElement).labels ?? [])].map((label) => label.textContent ?? "") : [];
    const named = (it?.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    return [it?.getAttribute("name"), it?.getAttribute("aria-label"), ...named, ...labels, it?.textContent].filter((text) => text !== null && text !== undefined && text !== "").join(" ");
  });

/** Presses Tab until what is focused is called so. @throws Error where the keyboard does not reach it */
export async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let at = 0; at < STEPS_MOST; at += 1) {
    await page.keyboard.press(key);
    if (name.test(await focused(page))) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** Presses Tab until what is focused matches a selector. @throws Error where the keyboard does not reach it */
export async function tabInto(page: Page, selector: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let at = 0; at < STEPS_MOST; at += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((css) => document.activeElement?.matches(css) === true, selector)) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

/** Goes to something and presses Enter on it. */
export async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
