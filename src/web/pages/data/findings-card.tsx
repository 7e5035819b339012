import { groupedText } from "#views";
import { type DataFinding, useFindings } from "../../fetch/import.ts";
import { Card } from "../../parts/card.tsx";
import { ProblemMessage } from "../../parts/message.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { Ticked } from "../../parts/ticked.tsx";
import { wordsOf } from "../../words/words.ts";
import { IMPORT_WORDS } from "./import-words.ts";

/** What is wrong or doubtful in the data as they are, each with its place and its mend. */
export function FindingsCard() {
  const words = wordsOf(IMPORT_WORDS);
  const query = useFindings();
  const columns: readonly Column<DataFinding>[] = [
    { id: "level", name: words.level, type: "text", width: 6, value: (it) => words.levels[it.level] },
    { id: "what", name: words.what, type: "text", width: 24, told: groupedText, value: (it) => it.message, cell: (it) => <Ticked text={groupedText(it.message)} /> },
    { id: "mend", name: words.mend, type: "text", width: 22, value: (it) => it.mend, cell: (it) => <Ticked text={it.mend} /> },
    { id: "table", name: words.table, type: "text", width: 12, value: (it) => it.file },
    { id: "line", name: words.line, type: "number", width: 5, value: (it) => it.row, cell: (it) => it.row ?? <span className="quiet-text">{words.allLines}</span> },
    { id: "column", name: words.column, type: "text", width: 9, value: (it) => it.column },
    { id: "record", name: words.record, type: "text", width: 14, value: (it) => it.fact },
  ];
  return (
    <Card id="findings" title={words.dataFindings} note={query.data === undefined ? words.dataFindingsNote : `${words.dataAnswer(query.data.errors, query.data.warnings, query.data.notices)} ${words.dataFindingsNote}`}>
      {query.isError && query.data === undefined ? (
        <ProblemMessage problem={query.error} what={words.theFindings} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable name="findings" label={words.dataFindings} columns={columns} rows={query.data?.findings} keyOf={(it) => [it.file, it.row, it.column, it.code, it.fact, it.message].join("|")} marking={query.data?.marking ?? ""} inAddress="findings" empty={words.noFindings} />
      )}
    </Card>
  );
}
