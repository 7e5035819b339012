import type { HomeView, PriorityRow } from "#views";
import { askWhy } from "../../address/why-steps.ts";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { formatCount, formatShare } from "../../format/number.ts";
import type { Sheet } from "../../format/sheet.ts";
import { EvidenceTag, MayBeMet, NotClear, RangeBelow } from "../../cycle/sureness.tsx";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { Trend } from "../../parts/trend.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { CoverageBar } from "./coverage-bar.tsx";
import { nameOf } from "./name-of.ts";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const sheetOf = (home: HomeView): Sheet => ({
  name: `priority-shortfalls-${home.priorities.year}`,
  columns: Object.values(wordsOf(WORDS).taken.priorities),
  rows: home.priorities.rows.map((it) => [
    it.rank,
    it.leaf,
    it.name,
    it.area,
    it.required,
    it.available,
    it.required.unit,
    it.coverage,
    it.planned ?? "",
    it.planned === undefined ? "" : home.priorities.lastYear,
    it.heldInPlan ?? "",
    it.trend,
    it.lead?.nation ?? "",
    it.lead === undefined ? "" : wordsOf(WORDS).taken.isSo[it.lead.isClear ? "true" : "false"],
    it.closedIn ?? "",
    it.evidence,
    it.coverage.low ?? "",
    it.coverage.high ?? "",
    it.weakest ?? "",
    it.unknown,
    wordsOf(WORDS).taken.isSo[it.mayBeMet ? "true" : "false"],
  ]),
});

/** The priority shortfalls: what is short, how far the plan closes it, who could lead, and when. */
export function Priorities(props: { readonly home: HomeView }) {
  const { home } = props;
  const { priorities } = home;
  const isPlanned = home.headline !== undefined;
  const words = wordsOf(WORDS);
  const plannedSays = wordsOf(CYCLE).plannedSays(formatShare(priorities.cap.value ?? 0));
  const { rows, sorting } = useSorted("priorities", priorities.rows, {
    rank: (it) => it.rank,
    capability: (it) => it.name,
    covered: (it) => it.coverage.value,
    planned: (it) => it.planned?.value,
    trend: (it) => it.trend.value,
    placed: (it) => it.lead?.nation,
    closed: (it) => it.closedIn,
  });
  return (
    <Card
      id="priorities"
      className="card-priorities"
      title={words.parts.priorities}
      note={words.rankedIn(priorities.year, priorities.rows.some((it) => it.mayBeMet))}
      tools={<TakeOut sheet={() => sheetOf(home)} />}
    >
      {priorities.rows.length === 0 ? (
        <EmptyMessage>
          <Filled text={words.noneShort(priorities.year, priorities.unsure.value ?? 0)} with={{ unsure: <WhyNumber shown={priorities.unsure} text={formatCount(priorities.unsure.value ?? 0)} of={words.capability} /> }} />
        </EmptyMessage>
      ) : (
        <ScrollRegion label={words.parts.priorities}>
          <table className="table priority-table">
            <thead>
              <tr>
                <SortHead sorting={sorting} column="rank" className="right">
                  <span aria-hidden="true">#</span>
                  <span className="heard">{words.rank}</span>
                </SortHead>
                <SortHead sorting={sorting} column="capability">
                  {words.capability}
                </SortHead>
                <th scope="col">{words.availablePlanned}</th>
                <SortHead sorting={sorting} column="covered" className="right">
                  {words.covered}
                </SortHead>
                <SortHead sorting={sorting} column="planned" className="right" title={plannedSays}>
                  {words.plannedIn(priorities.lastYear)}
                </SortHead>
                <SortHead sorting={sorting} column="trend" className="middle" title={words.trendSays}>
                  {words.trend}
                  <span className="row-area row-below">{words.withoutPlan}</span>
                </SortHead>
                <SortHead sorting={sorting} column="placed" title={words.bestPlacedSays}>
                  {words.bestPlaced}
                </SortHead>
                <SortHead sorting={sorting} column="closed" className="right">
                  {words.closed}
                </SortHead>
              </tr>
            </thead>
            {groupsOf(rows).map(({ name, rows: some }) => (
              <tbody key={name ?? ""}>
                {name !== undefined && (
                  <tr className="row-first">
                    <th scope="rowgroup" colSpan={8}>
                      {words.sureness[name]}
                    </th>
                  </tr>
                )}
                {some.map((it) => (
                  <Priority key={it.leaf} row={it} home={home} isPlanned={isPlanned} isGrouped={name !== undefined} />
                ))}
              </tbody>
            ))}
          </table>
        </ScrollRegion>
      )}
      <details className="rule">
        <summary>{words.howRanked}</summary>
        <p>{priorities.rule}</p>
        <p>{words.bestPlacedSays}</p>
        <p>{words.trendSays}</p>
        <p>{plannedSays}.</p>
      </details>
    </Card>
  );
}

interface Group {
  /** Absent: the rows are all of one kind. */
  readonly name?: "sure" | "may";
  readonly rows: readonly PriorityRow[];
}

/** What is short whatever of the range is true stands before what may be met, as they are ranked. */
function groupsOf(rows: readonly PriorityRow[]): readonly Group[] {
  const [sure, may] = [rows.filter((it) => !it.mayBeMet), rows.filter((it) => it.mayBeMet)];
  return sure.length === 0 || may.length === 0 ? [{ rows }] : [{ name: "sure", rows: sure }, { name: "may", rows: may }];
}

/** What limits a capability, for whoever rests on its name. */
function characterOf(row: PriorityRow): string | undefined {
  const { character } = wordsOf(WORDS);
  return Object.hasOwn(character, row.character) ? character[row.character as keyof typeof character] : undefined;
}

/** How sure a row is: the weakest evidence behind it, and whether its range reaches the requirement, which is not shown where the heading above says so. */
function Sureness(props: { readonly row: PriorityRow; readonly isGrouped: boolean }) {
  const { weakest, mayBeMet } = props.row;
  return (
    <span className="row-sureness">
      {weakest !== undefined && <EvidenceTag evidence={weakest} />}
      {mayBeMet && (
        <span className={props.isGrouped ? "heard" : undefined}>
          <MayBeMet />
        </span>
      )}
    </span>
  );
}

function Priority(props: { readonly row: PriorityRow; readonly home: HomeView; readonly isPlanned: boolean; readonly isGrouped: boolean }) {
  const { row, home } = props;
  const lead = row.lead;
  const words = wordsOf(WORDS);
  return (
    <tr>
      <td className="right quiet-text">{row.rank}</td>
      <th scope="row">
        <PageLink to={{ page: "capability", id: row.leaf }}>
          <span title={characterOf(row)}>{row.name}</span>
        </PageLink>{" "}
        <span className="row-area">{row.area}</span>
        <Sureness row={row} isGrouped={props.isGrouped} />
      </th>
      <td>
        <CoverageBar covered={row.coverage} planned={row.planned} />
      </td>
      <td className="right">
        <WhyNumber shown={row.coverage} of={words.coverageOf(row.name)} />
        <RangeBelow shown={row.coverage} />
        {row.unknown > 0 && <span className="row-area row-below">{words.unknownAllies(row.unknown)}</span>}
      </td>
      <td className="right">
        {row.planned === undefined ? (
          <NotYet isPlanned={props.isPlanned} />
        ) : (
          <WhyNumber shown={row.planned} of={words.plannedCoverageOf(row.name, home.priorities.lastYear)} className="tone-aligned" />
        )}
      </td>
      <td className="middle">
        <Trend shown={row.trend} of={row.name} />
      </td>
      <td>
        {lead === undefined ? (
          <span className="quiet-text">{words.none}</span>
        ) : (
          <>
            <button type="button" className="number" title={nameOf(home, lead.nation)} onClick={() => askWhy(lead.why)}>
              {lead.nation}
              <span className="heard">{words.whyLead(nameOf(home, lead.nation))}</span>
            </button>
            {!lead.isClear && <NotClear className="row-area row-below" />}
          </>
        )}
      </td>
      <td className="right">{row.closedIn ?? <NotYet isPlanned={props.isPlanned} />}</td>
    </tr>
  );
}

function NotYet(props: { readonly isPlanned: boolean }) {
  const words = wordsOf(WORDS);
  return props.isPlanned ? (
    <span className="quiet-text" title={words.notWithin}>
      {words.open}
    </span>
  ) : (
    <span className="quiet-text">
      …<span className="heard">{words.beingComputed}</span>
    </span>
  );
}
