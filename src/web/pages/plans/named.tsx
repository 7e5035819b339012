import { type FormEvent, useState } from "react";
import type { LeversView, PlansView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { usePlanActions, usePlans } from "../../fetch/plans.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { wordsOf } from "../../words/words.ts";
import { leverSays } from "./lever-says.ts";
import { setLevers } from "./levers.tsx";
import { WORDS } from "./words.ts";

type Plan = PlansView["plans"][number];

/** Who keeps a plan where there is no sign-in, as the server writes it. */
const OWNER = "owner of the data";

/** Keeps the levers under a name, and lists the names that are kept. */
export function Named(props: { readonly levers: readonly string[]; readonly view: LeversView | undefined }) {
  const words = wordsOf(WORDS);
  const plans = usePlans();
  const actions = usePlanActions();
  const [name, setName] = useState("");
  const [said, setSaid] = useState<{ readonly text: string; readonly name: string }>();
  const isThere = plans.data?.plans.some((it) => it.name === said?.name) === true;
  const [wasThere, setWasThere] = useState(false);
  if (isThere !== wasThere) {
    setWasThere(isThere);
    // What was said of a name holds while it is there: here or elsewhere, somebody may remove it.
    if (!isThere) setSaid(undefined);
  }
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "" || props.levers.length === 0) return;
    actions.keep(wanted, props.levers).then(
      () => {
        setSaid({ text: words.kept(wanted), name: wanted });
        setName("");
      },
      (problem: unknown) => setSaid({ text: problem instanceof Error ? problem.message : String(problem), name: wanted }),
    );
  };
  return (
    <Card id="named" title={words.named} note={words.namedNote}>
      <form className="fields" aria-label={words.keep} onSubmit={keep}>
        <label>
          <span>{words.name}</span>
          <input value={name} maxLength={80} placeholder={words.keepNote} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" className="action" disabled={name.trim() === "" || props.levers.length === 0}>
          {words.keep}
        </button>
        <span role="status" className="take-out-said">
          {said?.text}
        </span>
      </form>
      {plans.data === undefined ? (
        plans.isError ? (
          <ProblemMessage problem={plans.error} what={words.thePlans} onRetry={() => void plans.refetch()} />
        ) : (
          <Loading what={words.thePlans} lines={2} />
        )
      ) : plans.data.plans.length === 0 ? (
        <EmptyMessage>{words.noPlans}</EmptyMessage>
      ) : (
        <ScrollRegion label={words.thePlans}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.compare}</th>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.leversOf}</th>
                <th scope="col">{words.author}</th>
                <th scope="col">{words.at}</th>
                <th scope="col">
                  <span className="heard">{words.removeWord}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {plans.data.plans.map((it) => (
                <NamedRow key={it.id} plan={it} view={props.view} onRemove={() => void actions.remove(it.id).then(() => goOnFrom("#named input"))} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}

/** Names of the plans that stand side by side, in the address: their levers, each plan apart by `|`. */
export const besideIn = (text: string | undefined): readonly string[] => (text === undefined || text === "" ? [] : text.split("|"));

function NamedRow(props: { readonly plan: Plan; readonly view: LeversView | undefined; readonly onRemove: () => void }) {
  const { plan } = props;
  const words = wordsOf(WORDS);
  const beside = besideIn(useAddress()("beside"));
  const own = plan.levers.join(";");
  const isBeside = beside.includes(own);
  const compare = (): void => changeAddress({ beside: (isBeside ? beside.filter((it) => it !== own) : [...beside, own]).join("|") }, "push");
  return (
    <tr>
      <td>
        <input type="checkbox" className="tick-box" aria-label={words.compareWith(plan.name)} checked={isBeside} onChange={compare} />
      </td>
      <th scope="row">
        <button type="button" className="row-name link-like" aria-label={words.openPlan(plan.name)} onClick={() => setLevers(plan.levers)}>
          {plan.name}
        </button>
        {!plan.isOfThisRun && <span className="quiet-text"> ({words.earlierRun})</span>}
      </th>
      <td className="named-levers">{words.all(plan.levers.map((it) => leverSays(it, props.view)))}</td>
      <td>{plan.author === OWNER ? words.owner : plan.author}</td>
      <td className="no-wrap">{plan.at.slice(0, 10)}</td>
      <td>
        <button type="button" className="quiet" aria-label={words.removePlan(plan.name)} onClick={props.onRemove}>
          ✕
        </button>
      </td>
    </tr>
  );
}
