import { type FormEvent, useState } from "react";
import type { LeversView, PlansView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { usePlanActions, usePlans } from "../../fetch/plans.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { wordsOf } from "../../words/words.ts";
import { leverSays } from "./lever-says.ts";
import { setLevers } from "./levers.tsx";
import { WORDS } from "./words.ts";

type Plan = PlansView["plans"][number];

/** What became of the last thing that was done to a name. */
type Said =
  | { readonly kind: "there"; readonly text: string; readonly name: string }
  | { readonly kind: "removed"; readonly plan: Plan }
  | { readonly kind: "failed"; readonly text: string; readonly name: string; /** What still can be put back. */ readonly plan?: Plan };

const textOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

/**
 * Keeps the levers under a name, and lists the names that are kept. A removal is done at once, so that it holds when the window is closed;
 * the server keeps aside what was removed, and Undo puts it back with its author and date, however long the reader takes.
 */
export function Named(props: { readonly levers: readonly string[]; readonly view: LeversView | undefined }) {
  const words = wordsOf(WORDS);
  const plans = usePlans();
  const actions = usePlanActions();
  const [name, setName] = useState("");
  const [said, setSaid] = useState<Said>();
  const { rows, sorting } = useSorted("named", plans.data?.plans ?? [], { name: (it) => it.name, levers: (it) => words.all(it.levers.map((one) => leverSays(one, props.view))), author: authorOf, at: (it) => it.at });
  const undone = said === undefined || said.kind === "there" ? undefined : said.plan;
  const about = said === undefined || said.kind === "removed" ? undefined : said.name;
  const isThere = plans.data?.plans.some((it) => it.name === about) === true;
  const [wasThere, setWasThere] = useState(false);
  if (isThere !== wasThere) {
    setWasThere(isThere);
    // What was said of a name holds while it is there: here or elsewhere, somebody may remove it.
    if (!isThere && about !== undefined) setSaid(undefined);
  }
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "" || props.levers.length === 0) return;
    actions.keep(wanted, props.levers).then(
      () => {
        setSaid({ kind: "there", text: words.kept(wanted), name: wanted });
        setName("");
      },
      (problem: unknown) => setSaid({ kind: "failed", text: textOf(problem), name: wanted }),
    );
  };
  const remove = (plan: Plan): void =>
    void actions.remove(plan.id).then(
      () => {
        setSaid({ kind: "removed", plan });
        goOnFrom("#named input");
      },
      (problem: unknown) => setSaid({ kind: "failed", text: words.notRemoved(plan.name, textOf(problem)), name: plan.name }),
    );
  const putBack = (plan: Plan): void =>
    void actions.restore(plan.id).then(
      () => {
        setSaid({ kind: "there", text: words.putBack(plan.name), name: plan.name });
        goOnFrom("#named input");
      },
      (problem: unknown) => setSaid({ kind: "failed", text: words.notPutBack(plan.name, textOf(problem)), name: plan.name, plan }),
    );
  const sheet = (): Sheet => ({
    name: "named-plans",
    marking: plans.data?.marking ?? "",
    columns: [words.name, words.leversOf, words.author, words.at],
    rows: rows.map((it) => [it.isOfThisRun ? it.name : `${it.name} (${words.earlierRun})`, words.all(it.levers.map((one) => leverSays(one, props.view))), authorOf(it), it.at.slice(0, 10)]),
  });
  return (
    <Card id="named" title={words.named} note={words.namedNote} tools={rows.length > 0 ? <TakeOut rests="apart" sheet={sheet} /> : undefined}>
      <form className="fields" aria-label={words.keep} onSubmit={keep}>
        <label>
          <span>{words.name}</span>
          <input value={name} maxLength={80} placeholder={words.keepNote} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" className="action" disabled={name.trim() === "" || props.levers.length === 0}>
          {words.keep}
        </button>
        <span role="status" className="take-out-said">
          {said?.kind === "there" ? said.text : said?.kind === "removed" ? words.removed(said.plan.name) : ""}
        </span>
        {said?.kind === "failed" && (
          <span role="alert" className="take-out-said">
            {said.text}
          </span>
        )}
        {undone !== undefined && (
          <button type="button" className="link-like" aria-label={words.undoOf(undone.name)} onClick={() => putBack(undone)}>
            {words.undoRemoval}
          </button>
        )}
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
                {([["name", words.name], ["levers", words.leversOf], ["author", words.author], ["at", words.at]] as const).map(([column, heading]) => (
                  <SortHead key={column} sorting={sorting} column={column}>
                    {heading}
                  </SortHead>
                ))}
                <th scope="col">
                  <span className="heard">{words.removeWord}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((it) => (
                <NamedRow key={it.id} plan={it} view={props.view} onRemove={() => remove(it)} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}

/** Who gave the name, in the language of the page. */
const authorOf = (plan: Plan): string => (plan.isOfOwner ? wordsOf(WORDS).owner : plan.author);

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
      <td>{authorOf(plan)}</td>
      <td className="no-wrap">{plan.at.slice(0, 10)}</td>
      <td>
        {plan.mayRemove && (
          <button type="button" className="quiet" aria-label={words.removePlan(plan.name)} onClick={props.onRemove}>
            ✕
          </button>
        )}
      </td>
    </tr>
  );
}
