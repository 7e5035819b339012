import type { CapabilityView } from "#views";
import { BarCell } from "../../cycle/bar-cell.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { BarsPicture } from "../../parts/bars-picture.tsx";
import { Card } from "../../parts/card.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

type Row = CapabilityView["without"][number];

/** N-1: what is left when one ally drops out. */
export function Without(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const most = Math.max(0, ...view.without.map((it) => it.loss.value ?? 0));
  const columns: readonly Column<Row>[] = [
    { id: "nation", name: shared.nation, type: "text", width: 12, value: (row) => row.name },
    { id: "loss", name: words.lost, type: "number", width: 14, value: (row) => row.loss.value, shown: (row) => row.loss, cell: (row) => <BarCell shown={row.loss} most={most} of={row.name} isBad /> },
    { id: "coverage", name: words.covered, type: "number", width: 8, value: (row) => row.coverage.value, shown: (row) => row.coverage, cell: (row) => <WhyNumber shown={row.coverage} of={row.name} /> },
  ];
  return (
    <Card
      id="without"
      title={words.without}
      note={words.withoutNote}
      tools={
        view.without.length === 0 ? undefined : (
          <BarsPicture
            bars={{ rows: view.without.map((it) => ({ id: it.nation, name: it.name, shown: it.loss })), withUnit: true, summary: words.without, amounts: "lost" }}
            picture={{ name: `${view.row.leaf}-without-${view.year}`, note: `${view.row.name} · ${words.lost}`, marking: view.marking }}
          />
        )
      }
    >
      <DataTable name={`${view.row.leaf}-without-${view.year}`} label={words.without} columns={columns} rows={view.without} keyOf={(row) => row.nation} marking={view.marking} inAddress="without" empty={words.noContributors} />
    </Card>
  );
}
