import { type RefObject, useEffect } from "react";

/**
 * Says at an element that scrolls sideways whether more stands beyond its right edge, as `data-more`: there the edge fades, so that a cut
 * column is not taken for the last one. `--scroll-height` is the height of what is in sight of it.
 */
export function useMoreAside(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let left = 0;
    const tell = (): void => {
      left = element.scrollLeft;
      const height = `${element.clientHeight}px`;
      if (element.style.getPropertyValue("--scroll-height") !== height) element.style.setProperty("--scroll-height", height);
      // A part of a pixel is nothing to scroll to.
      element.toggleAttribute("data-more", element.scrollWidth - element.clientWidth - left > 1);
    };
    // Scrolled up or down, nothing changes aside: of a long table every frame counts.
    const onScroll = (): void => {
      if (element.scrollLeft !== left) tell();
    };
    tell();
    const watch = new ResizeObserver(tell);
    for (const it of [element, ...element.children]) watch.observe(it);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller]);
}
