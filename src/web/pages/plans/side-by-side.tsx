import { Fragment, type ReactNode } from "react";
import type { LeversView, PlansCompared, PlansView, Shown } from "#views";
import { changeAddress } from "../../address/address.ts";
import { leversIn, useCompared, usePlans } from "../../fetch/plans.ts";
import { formatShown } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { goOnFrom } from "../../parts/go-on-from.ts";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { isReweighed, leverSays } from "./lever-says.ts";
import { Refused, refusedIn } from "./refused.tsx";
import { WORDS } from "./words.ts";

const MOST = 8;
const PLANS_MOST = 6;

/** The plan as it is, the one in hand and the named ones that were chosen, side by side. */
export function SideBySide(props: { readonly levers: readonly string[]; readonly beside: readonly string[]; readonly view: LeversView | undefined }) {
  const words = wordsOf(WORDS);
  const wanted = [...new Set(["", ...(props.levers.length > 0 ? [props.levers.join(";")] : []), ...props.beside])].slice(0, PLANS_MOST);
  if (wanted.length > 1) return <Compared wanted={wanted} levers={props.levers} beside={props.beside} view={props.view} />;
  return (
    <Beside>
      <EmptyMessage>{words.noneBeside}</EmptyMessage>
    </Beside>
  );
}

function Beside(props: { readonly tools?: ReactNode; readonly children: ReactNode }) {
  const words = wordsOf(WORDS);
  return (
    <Card id="beside" title={words.beside} note={words.besideNote} tools={props.tools}>
      {props.children}
    </Card>
  );
}

function Compared(props: { readonly wanted: readonly string[]; readonly levers: readonly string[]; readonly beside: readonly string[]; readonly view: LeversView | undefined }) {
  const words = wordsOf(WORDS);
  const compared = useCompared(props.wanted);
  const all = compared.data === undefined ? [] : rowsOf(compared.data);
  const { rows: sorted, sorting } = useSorted("side", all, { measure: (it) => it.name, ...Object.fromEntries(props.wanted.map((_, at) => [`plan-${at + 1}`, (it: Row) => it.values[at]?.value])) });
  const named = usePlans();
  const refused = refusedIn(undefined, compared.error);
  const holder = refused === undefined ? undefined : props.beside.find((it) => leversIn(it).includes(refused.lever));
  if (compared.data === undefined)
    return (
      <Beside>
        {refused !== undefined ? (
          <Refused
            refused={refused}
            levers={props.levers}
            view={props.view}
            {...(holder !== undefined && {
              beside: {
                name: titleOf(holder, named.data, props.view),
                onTakeAway: () => {
                  changeAddress({ beside: props.beside.filter((it) => it !== holder).join("|") }, "push");
                  goOnFrom("#named input");
                },
              },
            })}
          />
        ) : compared.isError ? (
          <ProblemMessage problem={compared.error} what={words.theComparison} onRetry={() => void compared.refetch()} />
        ) : (
          <Loading what={words.beside} lines={6} />
        )}
      </Beside>
    );
  const { data } = compared;
  const titles = data.plans.map((it) => titleOf(it.levers, named.data, props.view));
  // The first rows are measures of their own; what is sorted are capabilities, and allies.
  const rows = [...all.filter((it) => it.group === undefined), ...[words.byCapability, words.byAlly].flatMap((group) => sorted.filter((it) => it.group === group))];
  const differing = data.leaves.length + (data.nations ?? []).length;
  const sheet = () => ({
    name: "plans",
    marking: data.marking,
    columns: [words.measure, ...titles],
    rows: rows.map((it) => [it.group === undefined ? it.name : labelled(it.group, it.name), ...it.values.map((one) => one ?? words.notYet)]),
  });
  return (
    <Beside tools={<TakeOut sheet={sheet} />}>
      {data.plans.some((it) => isReweighed(leversIn(it.levers))) && <p className="card-note">{words.reweighedBeside}</p>}
      <ScrollRegion label={words.beside}>
        <table className="table beside-table">
          <thead>
            <tr>
              <SortHead sorting={sorting} column="measure">
                {words.measure}
              </SortHead>
              {titles.map((it, at) => (
                <SortHead key={data.plans[at]?.levers ?? it} sorting={sorting} column={`plan-${at + 1}`} className="right">
                  {it}
                </SortHead>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <Fragment key={row.id}>
                {row.group !== undefined && row.group !== rows[place - 1]?.group && (
                  <tr className="row-first">
                    <th scope="rowgroup" colSpan={1 + titles.length}>
                      {row.group}
                    </th>
                  </tr>
                )}
                <tr>
                  <th scope="row">{row.name}</th>
                  {row.values.map((it, at) => (
                    <td key={data.plans[at]?.levers ?? String(at)} className="right">
                      {it !== null && row.id === "weighted" && data.plans[at]?.isRough === true && <Roughly bound={data.plans[at].bound} isBroken={data.plans[at].givesWay > 0} />}
                      {it === null ? <span className="quiet-text">{words.notYet}</span> : <WhyNumber shown={it} withUnit={row.withUnit} of={`${row.name}, ${titles[at] ?? ""}`} />}
                    </td>
                  ))}
                </tr>
              </Fragment>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {data.plans.some((it) => it.isRough) && <p className="card-note">{words.roughBeside}</p>}
      {data.stored !== undefined && data.plans.some((it) => it.levers === "" && formatShown(it.shortfallYears, false) !== formatShown(data.stored!, false)) && (
        <p className="card-note">
          <Filled text={data.plans.every((it) => it.kind === "exact") ? words.storedAfter : words.storedBefore} with={{ stored: <WhyNumber shown={data.stored} withUnit={false} of={words.unweighted} /> }} />
        </p>
      )}
      {data.nations === null && <p className="card-note">{compared.isMaking ? words.moneyLater : words.moneyStopped}</p>}
      {differing > 2 * MOST && <p className="card-note">{words.widest(rows.length - 4, differing)}</p>}
    </Beside>
  );
}

/** What stands before a rough number: where nothing gives way, the low end of the range in which the least lies. */
function Roughly(props: { readonly bound: Shown; readonly isBroken: boolean }) {
  const words = wordsOf(WORDS);
  if (props.isBroken) return "≈ ";
  return (
    <>
      <WhyNumber shown={props.bound} withUnit={false} of={words.least} />–
    </>
  );
}

interface Row {
  readonly id: string;
  readonly name: string;
  /** Null: not made least yet. */
  readonly values: readonly (Shown | null)[];
  readonly withUnit: boolean;
  /** What the rows of a group tell. Absent: the name says it. */
  readonly group?: string;
}

function rowsOf(data: PlansCompared): readonly Row[] {
  const words = wordsOf(WORDS);
  const plain = (id: "weighted" | "shortfallYears" | "cost" | "gap", name: string, withUnit: boolean): Row => ({
    id,
    name,
    values: data.plans.map((it) => it[id]),
    withUnit,
  });
  return [
    plain("weighted", words.short, false),
    plain("shortfallYears", words.unweighted, false),
    plain("cost", words.cost, true),
    plain("gap", words.gap, true),
    ...data.leaves.slice(0, MOST).map((it): Row => ({ id: `leaf ${it.leaf}`, name: it.name, values: it.values, withUnit: false, group: words.byCapability })),
    ...(data.nations ?? []).slice(0, MOST).map((it): Row => ({ id: `nation ${it.nation}`, name: it.name, values: it.values, withUnit: true, group: words.byAlly })),
  ];
}

/** A plan by its name, else by what its levers say. */
function titleOf(levers: string, named: PlansView | undefined, view: LeversView | undefined): string {
  const words = wordsOf(WORDS);
  if (levers === "") return words.asItIs;
  return named?.plans.find((it) => it.levers.join(";") === levers)?.name ?? words.all(leversIn(levers).map((it) => leverSays(it, view)));
}
