import type { HeadlineView, HomeView } from "#views";
import { WhyNumber } from "../../parts/why-number.tsx";
import { nameOf } from "./name-of.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Allies that lose under the aligned plan unless repaired, and what repairs it. */
export function Losers(props: { readonly headline: HeadlineView; readonly home: HomeView }) {
  const { losers } = props.headline;
  const words = wordsOf(WORDS);
  if (losers.length === 0) return <p className="losers">{words.noLoser}</p>;
  return (
    <details className="losers">
      <summary>{words.losers(losers.length)}</summary>
      <ul>
        {losers.map((it) => (
          <li key={it.nation}>
            <strong>{nameOf(props.home, it.nation)}</strong> <WhyNumber shown={it.loss} of={words.lossOf(nameOf(props.home, it.nation))} /> {it.repair}
          </li>
        ))}
      </ul>
    </details>
  );
}
