import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Widths at which a page is walked, in pixels: 320 is a screen of 1280 at 400 % (WCAG 1.4.10). */
export const NARROW = [1280, 1024, 390, 320] as const;

/**
 * Makes a page as wide as each width in turn, and expects that nothing of it is cut, squeezed or out of reach: text that is cut can
 * be scrolled to with a sign of it, or read whole; the page scrolls down alone; what is pressed stands on the screen.
 */
export async function expectWhole(page: Page, widths: readonly number[] = NARROW): Promise<void> {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    // What is made anew by its width is made in the frames that follow.
    await page.waitForTimeout(200);
    await expect.poll(async () => (await faultsOf(page)).map((it) => `${width} pixels: ${it}`), { timeout: 15_000 }).toEqual([]);
  }
  if (before !== null) await page.setViewportSize(before);
}

/** What is cut, squeezed or out of reach on a page as wide as it stands, a line each. */
export const faultsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const named = (it: Element): string => `${it.tagName} ${it.getAttribute("class") ?? ""} ${it.id} ${it.getAttribute("aria-label") ?? ""} ${(it.textContent ?? "").slice(0, 40)}`;
    const all = [...document.querySelectorAll<HTMLElement>("main *, .rail, [role=dialog], [role=dialog] *")];
    const styles = new Map(all.map((it) => [it, getComputedStyle(it)]));
    const scrolls = (it: Element): boolean => ["auto", "scroll"].includes(styles.get(it as HTMLElement)?.overflowX ?? "");
    for (const it of all) {
      // What is folded away has no size, what is heard alone is cut to nothing, and a line of one pixel is round-off.
      if (!it.checkVisibility() || it.clientWidth <= 1 || it.scrollWidth - it.clientWidth <= 1) continue;
      const { overflowX, textOverflow } = styles.get(it)!;
      if (scrolls(it) && !it.hasAttribute("data-more") && it.scrollLeft === 0) found.push(`scrolls without a sign: ${named(it)}`);
      if (overflowX === "hidden" && textOverflow !== "ellipsis" && it.closest("td, th, .card-head") !== null) found.push(`cut: ${named(it)}`);
      if (overflowX === "hidden" && textOverflow === "ellipsis" && it.matches("td")) {
        it.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        if (it.title !== it.textContent) found.push(`not to be read whole: ${named(it)}`);
      }
    }
    for (const it of document.querySelectorAll<HTMLElement>("main .cell-lines")) {
      const cell = it.closest("td")!;
      cell.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      if ((it.scrollHeight > it.clientHeight + 1) !== (cell.title !== "")) found.push(`not to be read whole, or said twice: ${named(it)}`);
    }
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    for (const it of document.querySelectorAll(".card-head > div:first-child:has(> .card-note)")) {
      const [own, card] = [it.getBoundingClientRect(), it.parentElement!.getBoundingClientRect()];
      if (own.width < Math.min(12 * rem, card.width - 1)) found.push(`squeezed to ${Math.round(own.width)} of ${Math.round(card.width)}: ${named(it)}`);
    }
    // What stands in a region that is scrolled is out of it by intent, and a text that ends in dots says so itself; what is clipped without a
    // sign is out of reach. What is heard alone has no size.
    const isPassed = (it: Element): boolean => it.scrollWidth > it.clientWidth + 1 && (scrolls(it) || styles.get(it as HTMLElement)?.textOverflow === "ellipsis");
    const within = (it: Element, bounds: Element): boolean => {
      for (let up = it.parentElement; up !== null && up !== bounds; up = up.parentElement) if (isPassed(up)) return true;
      return false;
    };
    const isSeen = (it: Element): boolean => it.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && it.getBoundingClientRect().width > 1;
    for (const card of document.querySelectorAll("main .card, [role=dialog]")) {
      const { paddingLeft, paddingRight } = getComputedStyle(card);
      const box = card.getBoundingClientRect();
      const [left, right] = [box.left + Number.parseFloat(paddingLeft), box.right - Number.parseFloat(paddingRight)];
      for (const it of card.querySelectorAll("*")) {
        if (it.closest("svg, .column-choice fieldset") !== null && it.tagName !== "svg") continue;
        if (!isSeen(it) || it.closest(".card, [role=dialog]") !== card) continue;
        const own = it.getBoundingClientRect();
        const ring = it.matches(".scroll-region") ? 4 : 0;
        if ((own.left < left - ring - 1 || own.right > right + ring + 1) && !within(it, card)) found.push(`out of its card by ${Math.round(Math.max(left - own.left, own.right - right))}: ${named(it)}`);
      }
    }
    for (const it of document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=slider], [tabindex='0']")) {
      const own = it.getBoundingClientRect();
      if (!isSeen(it) || it.closest(".skip, .rail") !== null || within(it, document.body)) continue;
      if (own.left < -1 || own.right > innerWidth + 1) found.push(`out of the screen: ${named(it)}`);
    }
    for (const drawing of document.querySelectorAll("main svg")) {
      const bounds = drawing.getBoundingClientRect();
      const texts = [...drawing.querySelectorAll("text")].filter((it) => isSeen(it) && (it.textContent ?? "").trim() !== "").map((it) => ({ it, box: it.getBoundingClientRect() }));
      for (const { it, box } of texts) if (box.left < bounds.left - 1 || box.right > bounds.right + 1) found.push(`cut in its drawing by ${Math.round(Math.max(bounds.left - box.left, box.right - bounds.right))}: ${named(it)}`);
      for (const [at, one] of texts.entries())
        for (const other of texts.slice(at + 1)) {
          const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
          if (across > 1 && down > 4) found.push(`lies over another: ${one.it.textContent} / ${other.it.textContent} (${drawing.getAttribute("class")})`);
        }
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is wider than the screen by ${document.documentElement.scrollWidth - innerWidth}`);
    return [...new Set(found)];
  });
