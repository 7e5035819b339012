import type { HeadlineView, HomeView } from "#views";
import { Filled } from "../../parts/filled.tsx";
import { Tied } from "../../parts/tied.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { nameOf } from "./name-of.ts";
import { WORDS } from "./words.ts";

// The sentence names so many; whoever pays more beyond them is listed below it.
const NAMED = 3;

/** Who pays more together than alone, and what the plan proposes for them: it stands beside the gain. Beyond those whom the sentence names, the list is folded below it. */
export function Losers(props: { readonly headline: HeadlineView; readonly home: HomeView }) {
  const { losers, whoPays, whoPaysFigures, compensation, compensationFigures } = props.headline;
  const words = wordsOf(WORDS);
  if (losers.length === 0) return <p className="losers">{words.noLoser}</p>;
  return (
    <div className="losers">
      <p>
        <strong>
          <Tied text={whoPays} figures={whoPaysFigures} />
        </strong>{" "}
        <Tied text={compensation} figures={compensationFigures} />
      </p>
      {losers.length > NAMED && (
        <details>
          <summary>{words.losers(losers.length)}</summary>
          <ul>
            {losers.map((it) => {
              const name = nameOf(props.home, it.nation);
              return (
                <li key={it.nation}>
                  <Filled text={words.proposed} with={{ name, loss: <WhyNumber shown={it.loss} of={words.lossOf(name)} />, paid: <WhyNumber shown={it.compensated} of={words.proposedFor(name)} /> }} />
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </div>
  );
}
