import { useEffect, useRef } from "react";
import { scrollOf } from "../address/scrolled.ts";

const SETTLE_MS = 10_000;
const LOOKED_AT = ["keydown", "pointerdown", "wheel", "touchstart"] as const;

/**
 * What happens when the reader comes to another page: its heading takes the focus, so that it is read out and Tab goes on from there,
 * and the page stands where it was when the reader left it, at the top of one that is new. A page that is still loading changes its
 * heading: the focus follows, until the reader does something.
 */
export function useArrival(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    // Where a page is left is kept with its step in the browser's history.
    const keep = (): void => {
      const state: unknown = history.state;
      history.replaceState({ ...(typeof state === "object" ? state : undefined), scrollY }, "");
    };
    addEventListener("scrollend", keep);
    return () => removeEventListener("scrollend", keep);
  }, []);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const main = document.getElementById("main");
    if (main === null) return;
    const top = scrollOf(history.state);
    let isPlaced = false;
    const settle = (): void => {
      const heading = main.querySelector("h1");
      if (heading !== null && !main.contains(document.activeElement)) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (part !== null && top === 0) part.scrollIntoView({ behavior: "instant" });
      // Whoever stands at the top stays there; to ask where that is has the page laid out each time something comes.
      else if ((top > 0 || !isPlaced) && scrollY !== top) scrollTo({ top, behavior: "instant" });
      isPlaced = true;
    };
    const watch = new MutationObserver(settle);
    const stop = (): void => {
      watch.disconnect();
      clearTimeout(timer);
      for (const it of LOOKED_AT) removeEventListener(it, stop);
    };
    const timer = setTimeout(stop, SETTLE_MS);
    for (const it of LOOKED_AT) addEventListener(it, stop, { passive: true });
    watch.observe(main, { childList: true, subtree: true });
    (document.activeElement as HTMLElement | null)?.blur();
    settle();
    return stop;
  }, [path]);
}
