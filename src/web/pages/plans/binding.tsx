import { useState } from "react";
import { useWhy } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { Loading, ProblemMessage } from "../../parts/message.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Prices of the limits that bind, in sentences. Asked for, since it takes the plan before a solver. */
export function Binding() {
  const words = wordsOf(WORDS);
  const [isAsked, setAsked] = useState(false);
  return (
    <Card id="binding" title={words.binding} note={words.bindingNote}>
      {isAsked ? (
        <Prices />
      ) : (
        <button type="button" className="action" onClick={() => setAsked(true)}>
          {words.bindingAsk}
        </button>
      )}
    </Card>
  );
}

function Prices() {
  const words = wordsOf(WORDS);
  const why = useWhy("binding");
  if (why.data === undefined)
    return why.isError ? (
      <ProblemMessage problem={why.error} what={words.theBinding} onRetry={() => void why.refetch()} />
    ) : (
      <Loading what={words.theBinding} lines={5} />
    );
  return (
    <div lang="en">
      <p className="lead">{why.data.sentence}</p>
      <ul className="price-list">
        {why.data.steps.map((it) => (
          <li key={it.text} className={it.text.startsWith("  ") ? "price-row" : "price-group"}>
            <span>{it.text.trim()}</span>
            {it.shown !== undefined && <WhyNumber shown={it.shown} withUnit={false} of={it.text.trim()} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
