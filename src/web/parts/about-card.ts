import { useHome } from "../fetch/queries.ts";
import type { Sheet, SheetBasis } from "../format/sheet.ts";

/** What the card around an element says of itself: its heading, what it measures, and of one drawing among several what it is. What leaves the page says the same. */
export function aboutCard(within: Element | null): Pick<Sheet, "title" | "note"> {
  const [card, figure] = [within?.closest(".card"), within?.closest("figure")];
  const said = (of: Element | null | undefined, css: string): string | undefined => of?.querySelector(css)?.textContent?.trim().replaceAll(/\s+/g, " ") || undefined;
  const title = said(card, ".card-head h2");
  const note = [said(card, ".card-head .card-note"), said(figure, "h3"), said(figure, "figcaption")].filter((it) => it !== undefined).join(" · ") || undefined;
  return { ...(title !== undefined && { title }), ...(note !== undefined && { note }) };
}

/** What the figures of the page rest on, and the marking of what is in sight. Absent until the first page is there. */
export function useBasis(): { readonly basis: SheetBasis; readonly marking: string } | undefined {
  const home = useHome().data;
  return home === undefined ? undefined : { basis: { dataset: home.dataset, asOf: home.asOf, runKey: home.runKey }, marking: home.marking };
}
