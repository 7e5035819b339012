import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The marking of what is on screen, at the top and the bottom of the page and of every printed sheet. */
export function Banner(props: { readonly marking: string | undefined; readonly place: "top" | "bottom" }) {
  const words = wordsOf(WORDS);
  return (
    <aside className={`banner banner-${props.place}`} aria-label={props.place === "top" ? words.markingTop : words.markingBottom}>
      <span role="note">{props.marking ?? words.markingUnknown}</span>
    </aside>
  );
}
