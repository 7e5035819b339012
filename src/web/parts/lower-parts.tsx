import { type ReactNode, useDeferredValue } from "react";
import { scrollOf } from "../address/scrolled.ts";

/**
 * What of a page lies below the window when somebody comes to it: drawn as soon as the window is painted. To lay out the whole of a long
 * page takes longer than a change of page may. Whoever goes to a part of the page, or back to where they stood in it, gets all at once.
 */
export function LowerParts(props: { readonly children: ReactNode }) {
  const isDue = useDeferredValue(true, location.hash !== "" || scrollOf(history.state) > 0);
  return isDue ? props.children : <div className="lower-parts" aria-busy="true" />;
}
