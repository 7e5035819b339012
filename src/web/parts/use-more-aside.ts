import { type RefObject, useEffect } from "react";

/**
 * Says at an element that scrolls sideways whether more stands beyond its right edge, as `data-more`: there the edge fades, so that a cut
 * column is not taken for the last one. `--scroll-bar` is the width of its own bar, which does not fade.
 */
export function useMoreAside(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const tell = (): void => {
      element.style.setProperty("--scroll-bar", `${element.offsetWidth - element.clientWidth}px`);
      // A part of a pixel is nothing to scroll to.
      element.toggleAttribute("data-more", element.scrollWidth - element.clientWidth - element.scrollLeft > 1);
    };
    tell();
    const watch = new ResizeObserver(tell);
    for (const it of [element, ...element.children]) watch.observe(it);
    element.addEventListener("scroll", tell, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", tell);
    };
  }, [scroller]);
}
