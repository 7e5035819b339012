import type { HomeView, PriorityRow } from "#views";
import { askWhy } from "../../address/why-steps.ts";
import { formatAside, plainNumber } from "../../format/number.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { Trend } from "../../parts/trend.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { CoverageBar } from "./coverage-bar.tsx";
import { nameOf } from "./name-of.ts";

const sheetOf = (home: HomeView): Sheet => ({
  name: `priority-shortfalls-${home.priorities.year}`,
  columns: ["rank", "capability", "name", "area", "required", "available", "unit", "coverage", "coverage aligned", "trend", "lead", "closed in", "evidence"],
  rows: home.priorities.rows.map((it) => [
    String(it.rank),
    it.leaf,
    it.name,
    it.area,
    plainNumber(it.required),
    plainNumber(it.available),
    it.required.unit,
    plainNumber(it.coverage),
    it.planned === undefined ? "" : plainNumber(it.planned),
    plainNumber(it.trend),
    it.lead?.nation ?? "",
    it.closedIn === undefined ? "" : String(it.closedIn),
    it.evidence,
  ]),
});

/** The priority shortfalls: what is short, how far the plan closes it, who leads, and when. */
export function Priorities(props: { readonly home: HomeView }) {
  const { home } = props;
  const { priorities } = home;
  const isPlanned = home.headline !== undefined;
  return (
    <Card
      id="priorities"
      className="card-priorities"
      title="Priority shortfalls"
      note={`in ${priorities.year}`}
      tools={<TakeOut sheet={() => sheetOf(home)} />}
    >
      {priorities.rows.length === 0 ? (
        <EmptyMessage>No capability is short of its requirement in {priorities.year}.</EmptyMessage>
      ) : (
        <ScrollRegion label="Priority shortfalls">
          <table className="table priority-table">
            <thead>
              <tr>
                <th scope="col" className="right">
                  <span className="heard">Rank</span>
                </th>
                <th scope="col">Capability</th>
                <th scope="col">Available | planned</th>
                <th scope="col" className="right">
                  Covered
                </th>
                <th scope="col" className="right">
                  Planned
                </th>
                <th scope="col" className="middle">
                  Trend
                </th>
                <th scope="col">Lead</th>
                <th scope="col" className="right">
                  Closed
                </th>
              </tr>
            </thead>
            <tbody>
              {priorities.rows.map((it) => (
                <Priority key={it.leaf} row={it} home={home} isPlanned={isPlanned} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <details className="rule">
        <summary>How they are ranked</summary>
        <p>{priorities.rule}</p>
      </details>
    </Card>
  );
}

function Priority(props: { readonly row: PriorityRow; readonly home: HomeView; readonly isPlanned: boolean }) {
  const { row, home } = props;
  const lead = row.lead;
  return (
    <tr>
      <td className="right quiet-text">{row.rank}</td>
      <th scope="row">
        <PageLink to={{ page: "capability", id: row.leaf }}>
          <span title={`${row.character}. ${row.evidence}. ${formatAside(row.coverage)}`}>{row.name}</span>
        </PageLink>{" "}
        <span className="row-area">{row.area}</span>
      </th>
      <td>
        <CoverageBar covered={row.coverage} planned={row.planned} />
      </td>
      <td className="right">
        <WhyNumber shown={row.coverage} of={`coverage of ${row.name}`} />
      </td>
      <td className="right">
        {row.planned === undefined ? (
          <NotYet isPlanned={props.isPlanned} />
        ) : (
          <WhyNumber shown={row.planned} of={`planned coverage of ${row.name}`} className="tone-aligned" />
        )}
      </td>
      <td className="middle">
        <Trend shown={row.trend} of={row.name} />
      </td>
      <td>
        {lead === undefined ? (
          <span className="quiet-text">none</span>
        ) : (
          <button type="button" className="number" title={nameOf(home, lead.nation)} onClick={() => askWhy(lead.why)}>
            {lead.nation}
            <span className="heard">{`, ${nameOf(home, lead.nation)}, why this lead?`}</span>
          </button>
        )}
      </td>
      <td className="right">{row.closedIn ?? <NotYet isPlanned={props.isPlanned} />}</td>
    </tr>
  );
}

function NotYet(props: { readonly isPlanned: boolean }) {
  return props.isPlanned ? (
    <span className="quiet-text" title="Not within the horizon, or not planned">
      open
    </span>
  ) : (
    <span className="quiet-text">
      …<span className="heard">being computed</span>
    </span>
  );
}
