import type { SurveyRow } from "#views";
import { codeWord } from "../../format/code-words.ts";
import { useSurvey } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { ProblemMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** What is recorded of that which is asked, by whom, and as of when. */
export function SurveyCard() {
  const words = wordsOf(WORDS).survey;
  const survey = useSurvey();
  const view = survey.data;
  const columns: readonly Column<SurveyRow>[] = [
    { id: "nation", name: words.nation, type: "text", width: 10, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    { id: "kind", name: words.kind, type: "text", width: 9, value: (row) => row.kind, told: (kind) => codeWord(kind), cell: (row) => <PageLink to={{ page: "data" }} query={{ kind: row.kind, filter: row.name }}>{codeWord(row.kind)}</PageLink> },
    { id: "counted", name: words.counted, type: "text", width: 8, value: (row) => words.what[row.counted], isAside: true },
    { id: "stated", name: words.stated, type: "number", width: 7, value: (row) => row.stated, shown: (row) => row.told.stated, cell: (row) => row.told.stated && <WhyNumber shown={row.told.stated} withUnit={row.told.asked === undefined} of={`${row.name}, ${words.stated}`} /> },
    { id: "asked", name: words.asked, type: "number", width: 9, value: (row) => row.asked, shown: (row) => row.told.asked, cell: (row) => row.told.asked && <WhyNumber shown={row.told.asked} of={`${row.name}, ${words.asked}`} /> },
    { id: "share", name: words.share, type: "number", width: 6, value: (row) => row.share.value, shown: (row) => row.share, cell: (row) => (row.share.value === undefined ? undefined : <WhyNumber shown={row.share} of={`${row.name}, ${codeWord(row.kind)}`} />) },
    { id: "evidence", name: words.evidence, meaning: words.evidenceMeans, type: "text", width: 11, value: (row) => (row.evidence.length === 0 ? undefined : row.evidence.map((it) => codeWord(it)).join(", ")) },
    { id: "latest", name: words.latest, meaning: words.latestMeans, type: "text", width: 7, value: (row) => row.latest },
    { id: "age", name: words.age, meaning: words.ageMeans, type: "number", width: 6, value: (row) => row.age.value, shown: (row) => row.age, cell: (row) => (row.age.value === undefined ? undefined : <WhyNumber shown={row.age} withUnit={false} of={`${row.name}, ${codeWord(row.kind)}, ${words.age}`} />) },
    { id: "oldest", name: words.oldest, type: "text", width: 7, value: (row) => row.oldest, isAside: true },
  ];
  return (
    <Card id="survey" title={words.title} note={words.note}>
      {survey.isError && view === undefined ? (
        <ProblemMessage problem={survey.error} what={words.title} onRetry={() => void survey.refetch()} />
      ) : (
        <DataTable name="survey" label={words.title} columns={columns} rows={view?.rows} keyOf={(row) => `${row.nation}-${row.kind}`} marking={view?.marking ?? ""} inAddress="survey" empty={words.none} />
      )}
    </Card>
  );
}
