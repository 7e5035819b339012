import type { CapabilityView, Contributor } from "#views";
import { BarCell } from "../../cycle/bar-cell.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { Card } from "../../parts/card.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Who gives how much, and of whom it is unknown. */
export function Contributors(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const t = view.years.indexOf(view.year);
  const most = Math.max(0, ...view.contributors.map((it) => it.ready[t]?.value ?? 0));
  const columns: readonly Column<Contributor>[] = [
    { id: "nation", name: shared.nation, type: "text", width: 12, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    {
      id: "ready",
      name: words.ready,
      type: "number",
      width: 16,
      value: (row) => row.ready[t]?.value,
      shown: (row) => row.ready[t],
      cell: (row) => {
        const shown = row.ready[t];
        return shown === undefined ? undefined : <BarCell shown={shown} most={most} of={row.name} withUnit={false} />;
      },
    },
    { id: "low", name: shared.low, type: "number", value: (row) => row.ready[t]?.low ?? row.ready[t]?.value, isAside: true },
    { id: "high", name: shared.high, type: "number", value: (row) => row.ready[t]?.high ?? row.ready[t]?.value, isAside: true },
    { id: "share", name: words.share, type: "number", width: 7, value: (row) => row.share.value, shown: (row) => row.share, cell: (row) => <WhyNumber shown={row.share} of={row.name} /> },
    ...(view.aligned.length === 0
      ? []
      : [
          {
            id: "planned",
            name: `${words.plan} ${view.years.at(-1)}`,
            type: "number",
            width: 8,
            value: (row: Contributor) => row.planned.at(-1)?.value,
            shown: (row: Contributor) => row.planned.at(-1),
            cell: (row: Contributor) => {
              const shown = row.planned.at(-1);
              return shown === undefined ? undefined : <WhyNumber shown={shown} of={row.name} withUnit={false} />;
            },
          } satisfies Column<Contributor>,
        ]),
  ];
  return (
    <Card id="contributors" title={words.contributors} note={words.contributorsNote(view.row.contributors, view.row.none, view.row.unknown)}>
      <DataTable name={`${view.row.leaf}-contributors-${view.year}`} label={words.contributors} columns={columns} rows={view.contributors} keyOf={(row) => row.nation} marking={view.marking} inAddress="contributors" empty={words.noContributors} />
      {view.none.length > 0 && <p className="card-note">{words.noneAre(view.none.join(", "))}</p>}
      {view.unknown.length > 0 && <p className="card-note">{words.unknownAre(view.unknown.join(", "))}</p>}
    </Card>
  );
}
