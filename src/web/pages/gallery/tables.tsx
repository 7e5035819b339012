import { BarCell } from "../../cycle/bar-cell.tsx";
import { Marked, type Tone } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { figure } from "./data.ts";
import { Section } from "./section.tsx";
import { WORDS } from "./words.ts";

interface Row {
  readonly ally: keyof (typeof WORDS)["en"]["allies"];
  readonly region?: keyof (typeof WORDS)["en"]["regions"];
  readonly ready?: number;
  readonly share?: number;
  readonly year?: number;
  readonly tone: Tone;
}

const ROWS: readonly Row[] = [
  { ally: "ALM", region: "upper", ready: 5.2, share: 0.31, year: 2028, tone: "good" },
  { ally: "BRY", region: "upper", ready: 4, share: 0.25, year: 2031, tone: "fair" },
  { ally: "CAL", region: "lower", ready: 0, share: 0, tone: "bad" },
  { ally: "DOR", region: "lower", tone: "unknown" },
  { ally: "ESK", ready: 6.8, share: 0.44, year: 2026, tone: "plain" },
];

/** A table with every kind of cell, the same without rows, and the same before they come. */
export function Tables() {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const most = Math.max(...ROWS.map((it) => it.ready ?? 0));
  const standing: Readonly<Record<Tone, string>> = { good: shared.programme["on time"], fair: shared.programme["at risk"], bad: shared.programme.late, unknown: shared.programme.undated, plain: shared.programme.delivered };
  const columns: readonly Column<Row>[] = [
    { id: "ally", name: words.ally, type: "text", width: 10, value: (row) => words.allies[row.ally] },
    { id: "region", name: words.region, type: "text", width: 10, value: (row) => (row.region === undefined ? undefined : words.regions[row.region]) },
    { id: "standing", name: words.standing, type: "text", width: 9, value: (row) => standing[row.tone], cell: (row) => <Marked tone={row.tone}>{standing[row.tone]}</Marked> },
    { id: "ready", name: words.ready, type: "number", width: 13, value: (row) => row.ready, shown: (row) => figure("brigades", row.ready), cell: (row) => <BarCell shown={figure("brigades", row.ready)} most={most} of={words.allies[row.ally]} withUnit={false} /> },
    { id: "share", name: words.share, type: "number", width: 6, value: (row) => row.share, shown: (row) => figure("share", row.share), cell: (row) => <WhyNumber shown={figure("share", row.share)} of={words.allies[row.ally]} /> },
    { id: "year", name: words.year, type: "number", isYear: true, width: 6, value: (row) => row.year },
  ];
  const table = (name: string, rows: readonly Row[] | undefined) => <DataTable name={name} label={words.parts.tables} columns={columns} rows={rows} keyOf={(row) => row.ally} marking={words.open} empty={words.noRows} partial={name === "gallery" ? words.partial : undefined} />;
  return (
    <Section id="tables">
      <div className="gallery-wide">
        {table("gallery", ROWS)}
        {table("gallery-empty", [])}
        {table("gallery-loading", undefined)}
      </div>
    </Section>
  );
}
