import { useState } from "react";
import type { ScenariosView, Shown } from "#views";
import type { Column } from "../../../parts/table/column.ts";
import { DataTable } from "../../../parts/table/data-table.tsx";
import { WhyNumber } from "../../../parts/why-number.tsx";
import { wordsOf } from "../../../words/words.ts";
import { WORDS } from "./words.ts";

type Row = ScenariosView["now"][number];

/** What the tables are called in the address. */
const TABLES = { now: "decide-now", hedges: "hedges", wait: "can-wait" } as const;

/** Decisions of one sort, folded: a long list is drawn when it is wanted. */
export function Decisions(props: { readonly view: ScenariosView; readonly list: "now" | "hedges" | "wait"; readonly isOpen?: boolean }) {
  const { view, list } = props;
  const words = wordsOf(WORDS);
  const rows = view[list];
  const [isOpen, setOpen] = useState(props.isOpen === true && rows.length > 0);
  const figure = (id: "chosen" | "least" | "most" | "money", name: string, more: Partial<Column<Row>> = {}): Column<Row> => ({
    id,
    name,
    type: "number",
    width: 8,
    value: (row) => row[id].value,
    shown: (row): Shown => row[id],
    cell: (row) => <WhyNumber shown={row[id]} of={`${row.nation}, ${row.text}, ${name}`} />,
    ...more,
  });
  const columns: readonly Column<Row>[] = [
    { id: "nation", name: words.ally, type: "text", width: 10, value: (row) => row.nation },
    { id: "decision", name: words.decision, type: "text", width: 20, value: (row) => row.text },
    { id: "years", name: words.years, type: "text", width: 7, value: (row) => row.years },
    figure("money", words.money),
    figure("chosen", words.chosen),
    figure("least", words.least),
    { id: "least-in", name: words.leastIn, type: "text", width: 12, value: (row) => row.leastIn, isAside: list !== "wait" },
    figure("most", words.most),
    { id: "most-in", name: words.mostIn, type: "text", width: 12, value: (row) => row.mostIn, isAside: list !== "wait" },
  ];
  return (
    <details className="otherwise-list" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.lists[list](rows.length)}</summary>
      <p className="card-note">{words.listSays[list]}</p>
      {isOpen && <DataTable name={`decisions-${list}`} label={words.lists[list](rows.length)} columns={columns} rows={rows} keyOf={(row) => row.id} marking={view.marking} inAddress={TABLES[list]} empty={words.listEmpty[list]} />}
    </details>
  );
}
