import type { RequirementRow, RequirementsView } from "#views";
import { unitName } from "../../format/units.ts";
import { Answer, Counts, CyclePage, type Tone } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useRequirements } from "../../fetch/cycle.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { DATA_LANGUAGE, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const TONE: Readonly<Record<string, Tone>> = { observed: "good", official: "good", press: "plain", estimate: "fair", derived: "fair", assumption: "bad" };
const LEVELS = [1, 2, 3, 4, 5];

/** How much of which capability do we need? */
export function Page() {
  const words = wordsOf(WORDS);
  return (
    <CyclePage page="requirements" query={useRequirements()} what={words.what}>
      {(view) => <Requirements view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("requirements", "year");

function Requirements(props: { readonly view: RequirementsView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return (
    <>
      <Answer below={words.below(view.unknown, view.splitStated)}>
        <Filled text={words.answer} with={{ year: view.year, stated: <strong><WhyNumber shown={view.told.stated} withUnit={false} of={words.required} /></strong>, all: <WhyNumber shown={view.told.all} withUnit={false} of={shared.capability} />, assumed: <strong><WhyNumber shown={view.told.judged} withUnit={false} of={shared.evidence.assumption} /></strong> }} />
      </Answer>
      <Card id="evidence" title={words.byEvidence}>
        <Counts label={words.byEvidence} counts={[...view.byEvidence.map((it) => ({ id: it.evidence, name: shared.evidence[it.evidence], count: it.count, shown: it.shown, tone: TONE[it.evidence] ?? "plain" })), { id: "unknown", name: shared.standing.unknown, count: view.unknown, shown: view.told.unknown, tone: "unknown" as const }]} />
      </Card>
      <Card id="list" title={words.list} note={words.note}>
        <DataTable name={`requirements-${view.year}`} label={words.list} columns={columnsOf()} rows={view.rows} keyOf={(row) => row.leaf} marking={view.marking} empty={words.empty} inAddress />
      </Card>
    </>
  );
}

function columnsOf(): readonly Column<RequirementRow>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "capability", name: shared.capability, type: "text", width: 16, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "required", name: words.required, type: "number", width: 8, value: (row) => row.required.value, shown: (row) => row.required, cell: (row) => <WhyNumber shown={row.required} of={row.name} withUnit={false} /> },
    { id: "low", name: shared.low, type: "number", value: (row) => row.required.low ?? row.required.value, isAside: true },
    { id: "high", name: shared.high, type: "number", value: (row) => row.required.high ?? row.required.value, isAside: true },
    { id: "unit", name: shared.unit, type: "text", width: 9, value: (row) => unitName(row.unit) },
    ...LEVELS.map(
      (level): Column<RequirementRow> => ({
        id: `cap-${level}`,
        name: words.level(level),
        type: "number",
        width: 5,
        value: (row) => row.byLevel[level - 1]?.value,
        shown: (row) => row.byLevel[level - 1],
        cell: (row) => {
          const shown = row.byLevel[level - 1];
          return shown === undefined ? <span className="number-unknown">{shared.standing.unknown}</span> : <WhyNumber shown={shown} of={`${row.name}, ${words.level(level)}`} withUnit={false} />;
        },
      }),
    ),
    { id: "split", name: words.split, type: "text", width: 7, value: (row) => (row.split === undefined ? undefined : words.splits[row.split]) },
    { id: "evidence", name: words.evidence, type: "text", width: 9, value: (row) => (row.evidence.length === 0 ? undefined : row.evidence.map((it) => shared.evidence[it]).join(", ")) },
    { id: "area", name: shared.area, type: "text", width: 9, value: (row) => row.area },
    { id: "situation", name: words.situation, type: "text", language: DATA_LANGUAGE, value: (row) => row.situation, isAside: true },
    { id: "planned", name: words.planned, type: "text", value: (row) => (row.isPlanned ? words.yes : words.no), isAside: true },
    { id: "changes", name: words.changes, type: "text", value: (row) => (row.steps.length < 2 ? undefined : row.steps.map((it) => it.year).join(", ")), isAside: true },
    { id: "references", name: words.references, type: "number", value: (row) => row.references.length, isAside: true },
  ];
}
