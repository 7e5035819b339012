import { type RefObject, useLayoutEffect, useState } from "react";

/** Size of an element in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of an element, kept up to date. */
export function useSize(ref: RefObject<HTMLElement | null>, first: Size): Size {
  const [size, setSize] = useState(first);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = (): void =>
      setSize((before) => {
        const now = { width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) };
        return before.width === now.width && before.height === now.height ? before : now;
      });
    read();
    const watch = new ResizeObserver(read);
    watch.observe(element);
    return () => watch.disconnect();
  }, [ref]);
  return size;
}
