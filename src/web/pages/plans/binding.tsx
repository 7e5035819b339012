import { changeAddress, useAddress } from "../../address/address.ts";
import { useBinding } from "../../fetch/plans.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { ProblemMessage } from "../../parts/message.tsx";
import { SolverWait } from "../../parts/solver-wait.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const ASKED = "asked";
const ask = (): void => {
  changeAddress({ binding: ASKED }, "push");
  goOnFrom("#binding .solver-wait button");
};
const cancel = (): void => {
  changeAddress({ binding: undefined }, "replace");
  goOnFrom("#binding .action");
};

/** Prices of the limits that bind, in sentences. Asked for, since it takes the plan before a solver; that it was asked stands in the address. */
export function Binding() {
  const words = wordsOf(WORDS);
  const isAsked = useAddress()("binding") === ASKED;
  return (
    <Card id="binding" title={words.binding} note={words.bindingNote}>
      {isAsked ? (
        <Prices />
      ) : (
        <button type="button" className="action" onClick={ask}>
          {words.bindingAsk}
        </button>
      )}
    </Card>
  );
}

function Prices() {
  const words = wordsOf(WORDS);
  const why = useBinding();
  if (why.data === undefined)
    return why.isError ? (
      <ProblemMessage problem={why.error} what={words.theBinding} onRetry={() => void why.refetch()} />
    ) : (
      <SolverWait work="binding" says={words.bindingWaits} onCancel={cancel} />
    );
  return (
    <div>
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
