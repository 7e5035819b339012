import { useEffect, useRef, useState } from "react";
import type { Shown, SinceFigure, SincePriority, SinceView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { noteVisit } from "../../address/visit.ts";
import { useReader } from "../../fetch/queries.ts";
import { type SinceTold, useLater, useMoments, useSince, useSinceRun } from "../../fetch/since.ts";
import { momentText } from "../../format/moment.ts";
import { formatApart, formatNumber, formatShown } from "../../format/number.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { Choice } from "../../parts/choice.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { Progress } from "../../parts/progress.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** The figures of the page now beside those at an earlier moment of the ledgers, and which priority shortfalls are others. */
export function Since() {
  const words = wordsOf(WORDS).sinceThen;
  const hasLedger = useReader().data?.ledger === true;
  const [visit] = useState(() => noteVisit());
  const isLater = useLater();
  const address = useAddress();
  const [chosen, asOf] = [address("since"), address("asof")];
  // Nothing has changed since what came later.
  const moments = useMoments()?.filter((it) => asOf === undefined || Date.parse(it) < Date.parse(asOf));
  // Before the latest entry there is something to compare with, if the browser has not been here before.
  const at = chosen ?? (moments === undefined ? undefined : (visit ?? moments[1] ?? moments[0]));
  const query = useSince(at, hasLedger && isLater && at !== undefined);
  if (!hasLedger) return null;
  const told = query.data;
  const options = optionsOf(moments ?? [], { visit, at });
  return (
    <Card
      id="since"
      className="card-awaited"
      title={words.title}
      note={words.note}
      tools={
        <>
          {told?.answer !== undefined && <TakeOut sheet={() => sheetOf(told.answer as SinceView)} />}
          {at !== undefined && at !== asOf && (
            <button type="button" className="quiet" onClick={() => changeAddress({ asof: at, since: undefined }, "push")}>
              {words.lookThen}
            </button>
          )}
          {at !== undefined && <Choice label={words.moment} value={at} options={options} onChange={(to) => changeAddress({ since: to }, "push")} />}
        </>
      }
    >
      {moments?.length === 0 ? (
        <EmptyMessage>{wordsOf(WORDS).noChannel}</EmptyMessage>
      ) : told === undefined ? (
        query.isError ? <ProblemMessage problem={query.error} what={words.title} onRetry={() => void query.refetch()} /> : <Loading what={words.title} lines={6} />
      ) : told.answer === undefined ? (
        <EmptyMessage>{words.nothing}</EmptyMessage>
      ) : (
        <Compared told={told} answer={told.answer} at={at} />
      )}
    </Card>
  );
}

/** The last visit, the moments that the reader may know of, and the one that the address asks for. */
function optionsOf(moments: readonly string[], { visit, at }: { readonly visit: string | undefined; readonly at: string | undefined }): readonly { readonly id: string; readonly name: string }[] {
  const words = wordsOf(WORDS).sinceThen;
  const known = [...(visit === undefined ? [] : [{ id: visit, name: words.lastVisit(momentText(visit)) }]), ...moments.map((it) => ({ id: it, name: words.asOf(momentText(it)) }))];
  return at === undefined || known.some((it) => it.id === at) ? known : [{ id: at, name: words.asOf(momentText(at)) }, ...known];
}

function Compared(props: { readonly told: SinceTold; readonly answer: SinceView; readonly at: string | undefined }) {
  const { told, answer } = props;
  const words = wordsOf(WORDS).sinceThen;
  const columns: readonly Column<SincePriority>[] = [
    { id: "name", name: words.capability, type: "text", width: 16, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "change", name: words.change, type: "text", width: 9, value: (row) => words.changes[row.change] },
    { id: "rank-then", name: words.rankThen, type: "number", width: 6, value: (row) => row.rankThen, cell: (row) => row.rankThen ?? words.noRank },
    { id: "rank-now", name: words.rankNow, type: "number", width: 6, value: (row) => row.rankNow, cell: (row) => row.rankNow ?? words.noRank },
    ...(["coverage", "required", "available"] as const).flatMap((part): readonly Column<SincePriority>[] => {
      const [then, now] = [(row: SincePriority) => row[`${part}Then`], (row: SincePriority) => row[`${part}Now`]];
      return [
        { id: `${part}-then`, name: words.thenOf(words.parts[part]), type: "number", width: 8, value: (row) => then(row).value, shown: then, cell: (row) => <WhyNumber shown={then(row)} of={row.name} withUnit={part === "coverage"} /> },
        { id: `${part}-now`, name: words.nowOf(words.parts[part]), type: "number", width: 8, value: (row) => now(row).value, shown: now, cell: (row) => <WhyNumber shown={now(row)} of={row.name} withUnit={part === "coverage"} /> },
      ];
    }),
  ];
  const { rows: figures, sorting } = useSorted("moved", answer.figures, { figure: (it) => it.name, before: (it) => it.before.value, now: (it) => it.now.value, difference: (it) => it.difference.value });
  return (
    <>
      <p>{answer.sentence}</p>
      {!answer.isSame && (
        <>
          <PlanOfThen told={told} at={props.at} />
          <ScrollRegion label={words.figures}>
            <table className="table">
              <thead>
                <tr>
                  <SortHead sorting={sorting} column="figure">
                    {words.figures}
                  </SortHead>
                  {([["before", words.thenAlone], ["now", words.nowAlone], ["difference", words.difference]] as const).map(([column, name]) => (
                    <SortHead key={column} sorting={sorting} column={column} className="right">
                      {name}
                    </SortHead>
                  ))}
                </tr>
              </thead>
              <tbody>
                {figures.map((it) => (
                  <Figure key={it.id} figure={it} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
          <DataTable name={`since-${answer.year}`} label={words.priorities(answer.year)} columns={columns} rows={answer.priorities} keyOf={(row) => row.leaf} marking={answer.marking} inAddress="since" empty={words.noneMoved} />
        </>
      )}
    </>
  );
}

function Figure({ figure }: { readonly figure: SinceFigure }) {
  const [now, before] = formatApart(figure.now, figure.before);
  return (
    <tr>
      <th scope="row">{figure.name}</th>
      <td className="right">
        <WhyNumber shown={figure.before} text={before} of={figure.name} />
      </td>
      <td className="right">
        <WhyNumber shown={figure.now} text={now} of={figure.name} />
      </td>
      <td className="right">
        <WhyNumber shown={figure.difference} of={labelled(figure.name, wordsOf(WORDS).sinceThen.difference)}>
          {signed(figure.difference)}
        </WhyNumber>
      </td>
    </tr>
  );
}

/** A difference with its sign. @example signed({ value: 2, unit: "1", label: "", why: "" }) // → "+2" */
function signed(shown: Shown): string {
  if (shown.value === undefined) return wordsOf(WORDS).sinceThen.unknown;
  return `${shown.value > 0 ? "+" : ""}${formatShown(shown)}`;
}

/** Where the plan of then stands, which the price and its parts need. */
function PlanOfThen({ told, at }: { readonly told: SinceTold; readonly at: string | undefined }) {
  const words = wordsOf(WORDS).sinceThen;
  const { begin, cancel } = useSinceRun(at);
  const [problem, setProblem] = useState<unknown>();
  const act = (what: () => Promise<void>): void => void what().then(() => setProblem(undefined), setProblem);
  const hasFocus = useRef(false);
  // Whoever waited at the button goes on from the figures that it was about.
  useEffect(() => {
    if (told.state === "done" && hasFocus.current) goOnFrom("#since table .number");
  }, [told.state]);
  if (told.state === "done") return null;
  const { progress } = told;
  const isMaking = told.state === "waiting" || told.state === "running";
  return (
    <div className="solver-wait since-plan" onFocus={() => (hasFocus.current = true)} onBlur={() => (hasFocus.current = false)}>
      <p role="status">{isMaking ? words.making : told.state === "failed" ? words.failed(progress?.message ?? "") : told.state === "cancelled" ? words.stopped : words.unplanned}</p>
      {isMaking && <Progress of={words.making} come={progress ?? {}} />}
      <p>
        <button type="button" className={isMaking ? "quiet" : "action"} onClick={() => act(isMaking ? cancel : begin)}>
          {isMaking ? words.cancel : words.begin}
        </button>
      </p>
      {problem !== undefined && <ProblemMessage problem={problem} what={words.title} onRetry={() => act(begin)} />}
    </div>
  );
}

/** Figures and moved priorities, one under the other, as they stand. */
const sheetOf = (answer: SinceView): Sheet => {
  const words = wordsOf(WORDS).sinceThen;
  const ranked = (row: SincePriority): string => words.ranked(row.name, words.changes[row.change], row.rankThen === undefined ? words.noRank : formatNumber(row.rankThen), row.rankNow === undefined ? words.noRank : formatNumber(row.rankNow));
  return {
    name: "since",
    marking: answer.marking,
    columns: [words.figures, words.thenAlone, words.nowAlone, words.difference],
    rows: [...answer.figures.map((it) => [it.name, it.before, it.now, it.difference]), ...answer.priorities.map((it) => [ranked(it), it.coverageThen, it.coverageNow, ""])],
  };
};
