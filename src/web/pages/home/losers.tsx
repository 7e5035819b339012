import type { HeadlineView, HomeView } from "#views";
import { WhyNumber } from "../../parts/why-number.tsx";
import { nameOf } from "./name-of.ts";

/** Allies that lose under the aligned plan unless repaired, and what repairs it. */
export function Losers(props: { readonly headline: HeadlineView; readonly home: HomeView }) {
  const { losers } = props.headline;
  if (losers.length === 0) return <p className="losers">No ally loses under the aligned plan.</p>;
  return (
    <details className="losers">
      <summary>{losers.length === 1 ? "1 ally loses" : `${losers.length} allies lose`} under the aligned plan unless repaired</summary>
      <ul>
        {losers.map((it) => (
          <li key={it.nation}>
            <strong>{nameOf(props.home, it.nation)}</strong> <WhyNumber shown={it.loss} of={`loss of ${nameOf(props.home, it.nation)}`} /> {it.repair}
          </li>
        ))}
      </ul>
    </details>
  );
}
