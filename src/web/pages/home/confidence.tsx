import type { HomeView, Shown } from "#views";
import { Card } from "../../parts/card.tsx";
import { TRUST_PARTS, TrustBar } from "../../parts/data-trust.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** How far the figures can be trusted. */
export function Confidence(props: { readonly home: HomeView }) {
  const { confidence } = props.home;
  const words = wordsOf(WORDS);
  return (
    <Card id="data" className="card-data" title={words.howGood} note={words.inForce}>
      <TrustBar parts={confidence} />
      <dl className="trust-figures">
        {TRUST_PARTS.map((it, index) => (
          <Part key={it} name={words[it]} shown={confidence[it]} place={index + 1} />
        ))}
        <Part name={words.pairsUnknown} shown={confidence.unknownCells} place={4} />
      </dl>
      {confidence.weakest.length > 0 && (
        <>
          <h3>{words.weakest}</h3>
          <ul className="weakest">
            {confidence.weakest.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Part(props: { readonly name: string; readonly shown: Shown; readonly place: number }) {
  return (
    <div>
      <dt>
        <span className={`lever-key trust-${props.place}`} aria-hidden="true" />
        {props.name}
      </dt>
      <dd>
        <WhyNumber shown={props.shown} withUnit={false} of={wordsOf(WORDS).figures(props.name)} />
      </dd>
    </div>
  );
}
