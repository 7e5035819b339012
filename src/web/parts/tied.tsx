import type { Shown } from "#views";
import { tieNumbers } from "../format/sentence.ts";
import { languageNow } from "../words/words.ts";
import { WhyNumber } from "./why-number.tsx";

/** A sentence whose numbers answer why: each is tied to the figure it prints, which stand in the order of the sentence. */
export function Tied(props: { readonly text: string; readonly figures: readonly Shown[]; readonly className?: string }) {
  return tieNumbers(props.text, props.figures, languageNow()).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence have no other name
    piece.kind === "words" ? <span key={index}>{piece.text}</span> : <WhyNumber key={index} shown={piece.shown} text={piece.text} {...(props.className !== undefined && { className: props.className })} />,
  );
}
