import type { Shown } from "#views";
import { formatShown } from "../format/number.ts";
import { wordsOf } from "../words/words.ts";
import { WhyNumber } from "./why-number.tsx";
import { WORDS } from "./words.ts";

/** Below this size, in the unit of the figure, a trend is level. */
const LEVEL = 0.0005;

/** Which way a figure goes: by a glyph, a word and the number, never by colour alone. */
export function Trend(props: { readonly shown: Shown; readonly withNumber?: boolean; readonly of: string }) {
  const value = props.shown.value;
  const words = wordsOf(WORDS);
  const [glyph, word] = value === undefined ? (["?", "unknown"] as const) : value > LEVEL ? (["▲", "rising"] as const) : value < -LEVEL ? (["▼", "falling"] as const) : (["▶", "level"] as const);
  return (
    <WhyNumber shown={props.shown} of={words.trend(props.of)} className={`trend trend-${word}`}>
      <span aria-hidden="true">{glyph}</span>
      <span className="heard">{`${words.trends[word]} `}</span>
      {props.withNumber === true ? ` ${formatShown(props.shown, false)}` : <span className="heard">{formatShown(props.shown)}</span>}
    </WhyNumber>
  );
}
