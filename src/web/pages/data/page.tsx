import type { QueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { type AnyKind, columnOf, KINDS } from "#model";
import { documentAddress, type RecordsView } from "#views";
import { changeAddress, useAddress } from "../../address/address.ts";
import { recordsQuery, useRecords } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { Choice } from "../../parts/choice.tsx";
import { DocumentLink } from "../../parts/document-link.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { ProblemMessage } from "../../parts/message.tsx";
import { NowOnly } from "../../parts/now-only.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { codeWord } from "../../format/code-words.ts";
import { unitName } from "../../format/units.ts";
import { DATA_LANGUAGE, languageNow, wordsOf } from "../../words/words.ts";
import { inReadingOrder } from "./column-order.ts";
import type { Looking } from "../page.ts";
import { FindingsCard } from "./findings-card.tsx";
import { ImportCard } from "./import-card.tsx";
import { IMPORT_WORDS } from "./import-words.ts";
import { SurveyCard } from "./survey-card.tsx";
import { WORDS } from "./words.ts";

type Row = RecordsView["rows"][number];

const FIRST_KIND = "holding";
/** Unit of a column of years, as the data dictionary says it. */
const CALENDAR_YEAR = "calendar year";
/** Of what every record says of itself, what is shown when it is asked for. */
const ASIDE: ReadonlySet<string> = new Set(["label", "corrects", "definition"]);

const columnsOf = (view: RecordsView): readonly Column<Row>[] => {
  const words = wordsOf(WORDS);
  const coded = codedIn(view.kind);
  const columns = view.columns.map(
    (it, index): Column<Row> => ({
      id: it.name,
      name: it.name,
      meaning: it.unit === undefined ? it.meaning : words.inUnit(it.meaning, unitName(it.unit)),
      type: it.type,
      nameLanguage: DATA_LANGUAGE,
      ...(it.type === "text" && { language: it.name === "name_fr" ? "fr" : DATA_LANGUAGE }),
      ...(coded.has(it.name) && { told: (code: string) => codeWord(code) }),
      ...(it.names !== undefined && { told: (code: string) => it.names?.[code] ?? code }),
      ...(it.name.endsWith("unit") && { told: (unit: string) => unitName(unit) }),
      value: (row) => row[index] ?? undefined,
      ...(view.kind === "source" && it.name === "location" && { cell: (row: Row) => located(row[index]) }),
      ...(it.unit === CALENDAR_YEAR && { isYear: true }),
      ...(it.name === "note" && { width: 24 }),
      ...((ASIDE.has(it.name) || view.rows.every((row) => row[index] === null)) && { isAside: true }),
    }),
  );
  return inReadingOrder(columns, (it) => it.id, { named: view.columns.flatMap((it) => (it.names === undefined ? [] : [it.name])), language: languageNow() });
};

/** Where a document lies: a link where that is an address. */
function located(location: Row[number] | undefined): ReactNode {
  const address = typeof location === "string" ? documentAddress({ location }) : undefined;
  return address === undefined ? undefined : <DocumentLink address={address}>{address}</DocumentLink>;
}

/** Columns of a kind that hold one of a few code words. */
const codedIn = (kind: string): ReadonlySet<string> => {
  const it: AnyKind | undefined = Object.values(KINDS).find((one) => one.name === kind);
  return new Set(Object.entries(it?.fields ?? {}).flatMap(([name, field]) => (field.values === undefined ? [] : [columnOf(name)])));
};

/** The records come while the page is drawn. */
export function askAhead(client: QueryClient, { as, language, query }: Looking): void {
  void client.prefetchQuery(recordsQuery(as, language, query.get("kind") ?? FIRST_KIND));
}

/** The parts of the page. */
export const partsOf = () => [
  { id: "records", name: wordsOf(WORDS).records },
  { id: "survey", name: wordsOf(WORDS).survey.title },
  { id: "findings", name: wordsOf(IMPORT_WORDS).dataFindings },
  { id: "import", name: wordsOf(IMPORT_WORDS).title },
];

/** How good is our data? */
export function Page() {
  return (
    <div className="page">
      <PageHead page="data" />
      <Records />
      <LowerParts>
        <SurveyCard />
        <FindingsCard />
        <NowOnly id="import" title={wordsOf(IMPORT_WORDS).title}>
          <ImportCard />
        </NowOnly>
      </LowerParts>
    </div>
  );
}

function Records() {
  const words = wordsOf(WORDS);
  const kind = useAddress()("kind") ?? FIRST_KIND;
  const records = useRecords(kind);
  const view = records.data;
  const columns = useMemo(() => (view === undefined ? [] : columnsOf(view)), [view]);
  return (
    <Card id="records" title={words.records} note={view === undefined ? undefined : words.about(view.title, view.asOf)}>
      {records.isError && view === undefined ? (
        <ProblemMessage problem={records.error} what={words.theRecords} onRetry={() => void records.refetch()} />
      ) : (
        <>
          {view !== undefined && (
            <Choice
              label={words.kind}
              value={kind}
              options={view.kinds.map((it) => ({ id: it.kind, name: words.kindOf(codeWord(it.kind), it.count) }))}
              onChange={(id) => changeAddress({ kind: id, sort: undefined, filter: undefined, columns: undefined }, "push")}
            />
          )}
          <DataTable
            name={`records-${kind}`}
            label={words.records}
            columns={columns}
            rows={view?.rows}
            keyOf={(row) => String(row[0])}
            marking={view?.marking ?? ""}
            empty={words.none}
            inAddress
          />
        </>
      )}
    </Card>
  );
}
