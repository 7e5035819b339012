import { type ReactNode, useRef } from "react";
import { useMoreAside } from "./use-more-aside.ts";

/** A part that scrolls by itself, and that the keyboard can reach to scroll it. */
export function ScrollRegion(props: { readonly label: string; readonly className?: string; readonly children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  useMoreAside(region);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div ref={region} className={`scroll-region ${props.className ?? ""}`} role="group" aria-label={props.label} tabIndex={0}>
      {props.children}
    </div>
  );
}
