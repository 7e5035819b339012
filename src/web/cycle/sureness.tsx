import type { Shown } from "#views";
import { formatRange } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** How a figure is known, as a word with an edge of its own. */
export function EvidenceTag(props: { readonly evidence: string; readonly title?: string }) {
  const words = wordsOf(WORDS);
  const word = Object.hasOwn(words.evidence, props.evidence) ? words.evidence[props.evidence as keyof typeof words.evidence] : props.evidence;
  return (
    <span className={`tag tag-${props.evidence}`} title={props.title ?? words.weakest}>
      {word}
    </span>
  );
}

/** A shortfall whose range reaches the requirement. */
export function MayBeMet() {
  const words = wordsOf(WORDS);
  return (
    <span className="row-may" title={words.mayBeMetSays}>
      <span aria-hidden="true">◐ </span>
      {words.mayBeMet}
    </span>
  );
}

/** A range that reaches the requirement, marked so where there is no room for the words. */
export function RangeThatMayMeet(props: { readonly shown: Shown }) {
  const words = wordsOf(WORDS);
  return (
    <span title={words.mayBeMetSays}>
      {formatRange(props.shown)}{" "}
      <span className="row-may">
        <span aria-hidden="true">◐</span>
        <span className="heard">{words.mayBeMet}</span>
      </span>
    </span>
  );
}

/** Beside who is best placed, or below it: its score and that of the second overlap. */
export function NotClear(props: { readonly className?: string }) {
  const words = wordsOf(WORDS);
  return (
    <span className={props.className ?? "row-area no-wrap"} title={words.notClearSays}>
      {words.notClear}
    </span>
  );
}

/** The range of a figure below it. Nothing where it has none. */
export function RangeBelow(props: { readonly shown: Shown }) {
  const range = formatRange(props.shown);
  return range === undefined ? null : <span className="row-area row-below">{range}</span>;
}
