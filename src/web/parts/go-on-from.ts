/**
 * Whoever pressed a button that is gone with what it did, or can no longer be pressed, goes on from what is named instead of from the top
 * of the page. Does nothing where the focus has its place.
 * @example goOnFrom("#levers select")
 */
export function goOnFrom(selector: string): void {
  // Two frames: one in which the page is drawn anew, and one after it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body) document.querySelector<HTMLElement>(selector)?.focus();
    }),
  );
}
