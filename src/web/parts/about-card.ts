import { useHome } from "../fetch/queries.ts";
import type { Sheet, SheetBasis } from "../format/sheet.ts";

/** What the card around an element says of itself: its heading, and what it measures. What leaves the page says the same. */
export function aboutCard(within: Element | null): Pick<Sheet, "title" | "note"> {
  const card = within?.closest(".card");
  const said = (css: string): string | undefined => card?.querySelector(css)?.textContent?.trim().replaceAll(/\s+/g, " ") || undefined;
  const [title, note] = [said(".card-head h2"), said(".card-head .card-note")];
  return { ...(title !== undefined && { title }), ...(note !== undefined && { note }) };
}

/** What the figures of the page rest on, and the marking of what is in sight. Absent until the first page is there. */
export function useBasis(): { readonly basis: SheetBasis; readonly marking: string } | undefined {
  const home = useHome().data;
  return home === undefined ? undefined : { basis: { dataset: home.dataset, asOf: home.asOf, runKey: home.runKey }, marking: home.marking };
}
