import type { HeadlineView, HomeView, Shown } from "#views";
import { DataTrust } from "../../parts/data-trust.tsx";
import { Filled } from "../../parts/filled.tsx";
import { Tied } from "../../parts/tied.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { Levers } from "./levers.tsx";
import { Losers } from "./losers.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** The price of misalignment: one sentence with its numbers, the figures behind it, and its parts by lever. */
export function Headline(props: { readonly headline: HeadlineView; readonly home: HomeView }) {
  const { headline, home } = props;
  const words = wordsOf(WORDS);
  const told = new Set(headline.sentenceFigures.map((it) => it.why));
  const untold = [
    { name: words.money, shown: headline.money },
    { name: words.shortfallYears, shown: headline.shortfallYears },
    { name: words.delayAvoided, shown: headline.delayYears },
  ].filter((it) => !told.has(it.shown.why));
  return (
    <section className="headline" aria-labelledby="headline-title">
      <div className="headline-words">
        <p className="eyebrow">{words.price}</p>
        <h1 id="headline-title">
          <Tied text={headline.sentence} figures={headline.sentenceFigures} className="number-big" />
        </h1>
        {headline.verified !== undefined && <Losers headline={headline} home={home} />}
        <DataTrust confidence={home.confidence} />
        <dl className="figures">
          {untold.map((it) => (
            <Figure key={it.name} name={it.name} shown={it.shown} withUnit />
          ))}
          <Figure name={words.yearsAlone} shown={headline.shortfallYearsAlone} tone="alone" />
          <Figure name={words.yearsAligned} shown={headline.shortfallYearsAligned} tone="aligned" />
          <Figure name={words.gapAlone} shown={headline.provenGapAlone} />
          <Figure name={words.gapAligned} shown={headline.provenGapAligned} />
        </dl>
      </div>
      <p className="headline-notes">
        {headline.verified !== undefined && (
          <span className={headline.verified ? "tag tag-good" : "tag tag-warn"}>
            {headline.verified ? words.verified : words.notVerified}
          </span>
        )}
        <span>
          {headline.range} {headline.verified !== undefined && <Filled text={words.gapOf} with={{ alone: <WhyNumber shown={headline.provenCostGapAlone} of={words.costGapOf} />, together: <WhyNumber shown={headline.provenCostGapTogether} of={words.costGapOf} /> }} />} {headline.tally} {headline.breakEven}
        </span>
      </p>
      <Levers headline={headline} />
    </section>
  );
}

function Figure(props: { readonly name: string; readonly shown: Shown; readonly tone?: string; readonly withUnit?: boolean }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <WhyNumber shown={props.shown} withUnit={props.withUnit ?? false} className={props.tone === undefined ? "" : `tone-${props.tone}`} of={props.name} />
      </dd>
    </div>
  );
}
