/**
 * Whoever pressed a button that is gone with what it did, or can no longer be pressed, goes on from what is named instead of from the top
 * of the page. Does nothing where the focus has its place, and nothing any more once the reader goes on.
 * @example goOnFrom("#levers select")
 */
export function goOnFrom(selector: string): void {
  // What the button did may be drawn some frames later, and a button that can no longer be pressed keeps the focus for some more.
  const end = performance.now() + LOOKED_MS;
  const goesOn = new AbortController();
  for (const it of ["keydown", "pointerdown"]) addEventListener(it, () => goesOn.abort(), { capture: true, signal: goesOn.signal });
  const look = (): void => {
    if (goesOn.signal.aborted) return;
    const at = document.activeElement;
    if (at === null || at === document.body || at.matches(":disabled")) document.querySelector<HTMLElement>(selector)?.focus();
    if (performance.now() < end) requestAnimationFrame(look);
    else goesOn.abort();
  };
  requestAnimationFrame(look);
}

/** Unit: ms. */
const LOOKED_MS = 1500;
