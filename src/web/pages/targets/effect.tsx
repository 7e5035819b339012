import { type DraftedMove, type HeldBack, isOnHand, MOVED, type Shown } from "#views";
import { unitName } from "../../format/units.ts";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage, ProblemMessage } from "../../parts/message.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { formatShown } from "../../format/number.ts";
import type { useDraftEffect } from "../../fetch/cycle.ts";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { SolverWait } from "../../parts/solver-wait.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { movesTold, toldYears } from "./told-years.ts";
import { WORDS } from "./words.ts";

// Of more capabilities the table tells.
const TOLD_MOST = 3;

/** What the drafts would change for every ally: who takes up what, at what cost, and what is left over. */
export function Effect(props: { readonly effect: ReturnType<typeof useDraftEffect>; /** The year looked at. */ readonly year: number }) {
  const { query, isStopped, stop, again } = props.effect;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const view = query.data;
  /** With the button that is gone, the reader goes on from the one in its place. */
  const andGoOn = (act: () => void) => (): void => {
    act();
    goOnFrom("#draft-effect button");
  };
  if (isStopped)
    return (
      <div id="draft-effect" role="status">
        <p>
          {words.stopped}{" "}
          <button type="button" className="quiet" onClick={andGoOn(again)}>
            {words.workOut}
          </button>
        </p>
      </div>
    );
  if (query.isError) return <ProblemMessage problem={query.error} what={words.theEffect} onRetry={() => void query.refetch()} />;
  if (view === undefined)
    return (
      <div id="draft-effect">
        <SolverWait work="drafts" says={words.working} onCancel={andGoOn(stop)} />
      </div>
    );
  const { moves } = view;
  const told = toldYears(view.heldBack, props.year);
  const rows = movesTold(moves, told);
  const leaves = [...new Set(moves.map((it) => it.leaf))];
  const columns: readonly Column<DraftedMove>[] = [
    // The same in every row would push what matters off a narrow page.
    { isAside: leaves.length === 1, id: "capability", name: shared.capability, type: "text", width: 14, value: (row) => row.name },
    { id: "nation", name: shared.nation, type: "text", width: 8, value: (row) => row.shift?.name ?? words.nobody },
    { id: "years", name: words.years, type: "text", width: 5.5, value: (row) => shared.years(row.firstYear, row.lastYear) },
    {
      id: "change",
      name: words.change,
      type: "number",
      width: 6.5,
      value: (row) => row.residual?.after.value ?? row.size.value,
      shown: (row) => row.residual?.after ?? row.size,
      cell: (row) => <Moved shown={row.residual?.after ?? row.size} before={row.residual?.before} of={row.shift?.name ?? words.nobody} />,
    },
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.unit) },
    { id: "cost", name: words.cost, meaning: words.costMeaning, type: "number", width: 8, value: (row) => row.shift?.cost.value, shown: (row) => row.shift?.cost, cell: (row) => row.shift !== undefined && <WhyNumber shown={row.shift.cost} {...(isOnHand(row.shift) && { text: words.onHand })} of={row.shift.name} /> },
  ];
  return (
    <section className="draft-moves" aria-label={words.effect} aria-live="polite" aria-busy={query.isFetching}>
      <h3>{words.effect}</h3>
      <p className="card-note">{words.effectNote}</p>
      {moves.length === 0 ? (
        <EmptyMessage>{words.nothing}</EmptyMessage>
      ) : (
        <>
          <p className="lead draft-effect">
            <Filled text={words.effectAnswer} with={{ takers: <strong>{words.takers(view.takers)}</strong>, left: words.left(view.left) }} />
          </p>
          <ul className="plain-list">
            {told.filter((it) => leaves.indexOf(it.leaf) < TOLD_MOST).map((it) => (
              <HeldBackIn key={it.leaf} of={it} />
            ))}
            {leaves.length > TOLD_MOST && <li className="quiet-text">{words.moreCapabilities(leaves.length - TOLD_MOST)}</li>}
          </ul>
          <DataTable name="drafted-answers" label={words.effect} columns={columns} rows={rows} keyOf={keyOf} marking={view.marking} inAddress="effect" empty={words.nothing} />
          {moves.length > rows.length && (
            <details className="rule">
              <summary>{words.allYears(moves.length)}</summary>
              <DataTable name="drafted-answers-by-year" label={words.allYears(moves.length)} columns={columns} rows={moves} keyOf={keyOf} marking={view.marking} inAddress="effect-years" empty={words.nothing} />
            </details>
          )}
        </>
      )}
    </section>
  );
}

const keyOf = (row: DraftedMove): string => `${row.leaf} ${row.firstYear} ${row.shift?.nation ?? ""}`;

/** What becomes of what is held back of one capability in the years that are told. */
function HeldBackIn(props: { readonly of: HeldBack }) {
  const { of: it } = props;
  const words = wordsOf(WORDS);
  const told = (shown: Shown) => <WhyNumber shown={shown} of={it.name} />;
  const years = wordsOf(CYCLE).years(it.firstYear, it.lastYear);
  return (
    <li>
      <Filled
        text={words.heldBack}
        with={{
          name: it.name,
          years,
          heldBack: told(it.heldBack),
          takers: it.takers === 0 ? `${words.takenByNobody}${it.noTakers === undefined ? "" : words.noTakers(it.noTakers)}` : <Filled text={words.takenBy(it.takers)} with={{ taken: told(it.takenUp) }} />,
          left: (it.leftOver.value ?? 0) > MOVED ? <Filled text={words.leftOver} with={{ left: told(it.leftOver) }} /> : words.nothingLeft,
        }}
      />
    </li>
  );
}

/** A change with its sign; of what is asked of nobody, before and after. */
function Moved(props: { readonly shown: Shown; readonly before: Shown | undefined; readonly of: string }) {
  if (props.before !== undefined)
    return (
      <>
        <WhyNumber shown={props.before} of={props.of} withUnit={false} /> → <WhyNumber shown={props.shown} of={props.of} withUnit={false} />
      </>
    );
  return <WhyNumber shown={props.shown} text={`${(props.shown.value ?? 0) > 0 ? "+" : ""}${formatShown(props.shown, false)}`} of={props.of} />;
}
