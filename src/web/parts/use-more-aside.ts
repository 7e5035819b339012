import { type RefObject, useEffect } from "react";

/**
 * Says at an element that scrolls sideways whether more stands beyond its right edge, as `data-more`: there the edge fades, so that a cut
 * column is not taken for the last one. `--scroll-height` is the height of what is in sight of it.
 */
export function useMoreAside(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const unwatch = watched(element);
    const onScroll = (): void => {
      if (element.scrollLeft !== lefts.get(element)) told([element]);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      unwatch();
      element.removeEventListener("scroll", onScroll);
    };
  }, [scroller]);
}

/** How far each was scrolled when it was last told. */
const lefts = new WeakMap<Element, number>();
/** Whose width each element that is watched decides. */
const owners = new WeakMap<Element, HTMLElement>();
let watch: ResizeObserver | undefined;

/** Tells of a scroller once it is laid out, and whenever it or what stands in it has another size. One observer for all: it finds the page laid out. */
function watched(scroller: HTMLElement): () => void {
  watch ??= new ResizeObserver((entries) => told(new Set(entries.flatMap(({ target }) => owners.get(target) ?? []))));
  const all = [scroller, ...scroller.children];
  for (const it of all) {
    owners.set(it, scroller);
    watch.observe(it);
  }
  return () => {
    for (const it of all) watch?.unobserve(it);
  };
}

/** All is read before anything is written: what is read after a write has the page laid out anew. */
function told(scrollers: Iterable<HTMLElement>): void {
  const found = Array.from(scrollers, (element) => ({ element, height: `${element.clientHeight}px`, left: element.scrollLeft, hasMore: element.scrollWidth - element.clientWidth - element.scrollLeft > 1 }));
  for (const { element, height, left, hasMore } of found) {
    lefts.set(element, left);
    if (element.style.getPropertyValue("--scroll-height") !== height) element.style.setProperty("--scroll-height", height);
    element.toggleAttribute("data-more", hasMore);
  }
}
