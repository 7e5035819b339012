import { useEffect, useState } from "react";

/**
 * The part of the page that the reader is looking at: the first one at the top of the page, the last one at its end, between them the last
 * whose top has passed a third of the window. One place on one page gives one answer, whenever its parts came.
 */
export function useSectionInSight(ids: readonly string[]): string | undefined {
  const [inSight, setInSight] = useState(ids[0]);
  const all = ids.join(" ");
  useEffect(() => {
    const read = (): void => {
      const limit = innerHeight / 3;
      const tops = all.split(" ").flatMap((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top === undefined ? [] : [{ id, top }];
      });
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      const passed = tops.filter((it) => it.top <= limit).sort((a, b) => a.top - b.top);
      const found = scrollY <= 0 ? tops[0] : atEnd ? tops.at(-1) : passed.at(-1);
      // Parts that stand side by side share a top: the first of them is named.
      const first = tops.find((it) => found !== undefined && Math.abs(it.top - found.top) < 8);
      setInSight(first?.id ?? all.split(" ")[0]);
    };
    addEventListener("scroll", read, { passive: true });
    addEventListener("resize", read);
    // What comes late moves the parts below it, and nobody has scrolled. It tells of what stands already, too, when that is laid out.
    const grown = new ResizeObserver(read);
    grown.observe(document.body);
    for (const id of all.split(" ")) {
      const part = document.getElementById(id);
      if (part !== null) grown.observe(part);
    }
    return () => {
      removeEventListener("scroll", read);
      removeEventListener("resize", read);
      grown.disconnect();
    };
  }, [all]);
  return inSight;
}
