import type { NationRow, NationsView } from "#views";
import { Answer, Counts, CyclePage, Marked, TONE_OF_STANDING } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useNations } from "../../fetch/cycle.ts";
import { regionName } from "../../format/code-words.ts";
import { formatCount } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { metColumns } from "../../cycle/met-columns.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { DATA_LANGUAGE, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** How does each ally stand? */
export function Page() {
  const words = wordsOf(WORDS);
  return (
    <CyclePage page="nations" query={useNations()} what={words.theAllies}>
      {(view) => <Nations view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("nations", "year");

const STANDINGS = ["on track", "at risk", "off track", "unknown", "nothing asked"] as const;

function Nations(props: { readonly view: NationsView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const count = (standing: NationRow["standing"]): number => view.told[standing].value ?? 0;
  const told = (standing: NationRow["standing"]) => <WhyNumber shown={view.told[standing]} text={formatCount(count(standing))} of={shared.standing[standing]} />;
  const columns: readonly Column<NationRow>[] = [
    { id: "nation", name: shared.nation, type: "text", width: 12, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    { id: "region", name: words.region, type: "text", width: 9, language: DATA_LANGUAGE, told: regionName, value: (row) => row.region },
    { id: "standing", name: words.standing, type: "text", width: 8, value: (row) => shared.standing[row.standing], cell: (row) => <Marked tone={TONE_OF_STANDING[row.standing] ?? "plain"}>{shared.standing[row.standing]}</Marked> },
    ...metColumns<NationRow>(),
    { id: "asked", name: words.asked, type: "number", width: 6, value: (row) => row.told.asked.value, shown: (row) => row.told.asked, cell: (row) => <WhyNumber shown={row.told.asked} withUnit={false} of={`${row.name}, ${words.asked}`} /> },
    { id: "open", name: words.open, type: "number", width: 6, value: (row) => row.told.none.value, shown: (row) => row.told.none, cell: (row) => <WhyNumber shown={row.told.none} withUnit={false} of={`${row.name}, ${words.open}`} /> },
    { id: "reserved", name: words.reserved, type: "number", width: 6, value: (row) => row.told.reserve.value, shown: (row) => row.told.reserve, cell: (row) => <WhyNumber shown={row.told.reserve} withUnit={false} of={`${row.name}, ${words.reserved}`} /> },
    { id: "declined", name: words.declined, type: "number", width: 6, value: (row) => row.told.decline.value, shown: (row) => row.told.decline, cell: (row) => <WhyNumber shown={row.told.decline} withUnit={false} of={`${row.name}, ${words.declined}`} /> },
    { id: "gain", name: words.gain, type: "number", width: 9, value: (row) => row.gain?.value, shown: (row) => row.gain, cell: (row) => (row.gain === undefined ? <span className="quiet-text">…</span> : <WhyNumber shown={row.gain} of={row.name} />) },
  ];
  return (
    <>
      <Answer>
        <Filled text={count("unknown") === view.rows.length ? words.noneKnown : words.allies(count("unknown"), count("nothing asked"))} with={{ year: view.year, on: <strong>{told("on track")}</strong>, all: view.rows.length, unknown: told("unknown"), unasked: told("nothing asked") }} />
      </Answer>
      <Counts label={words.standing} counts={STANDINGS.map((it) => ({ id: it, name: shared.standing[it], count: count(it), shown: view.told[it], tone: TONE_OF_STANDING[it] ?? "plain" }))} />
      <Card id="list" title={words.list} note={words.listNote}>
        <DataTable name={`allies-${view.year}`} label={words.list} columns={columns} rows={view.rows} keyOf={(row) => row.nation} marking={view.marking} empty={words.empty} inAddress />
      </Card>
    </>
  );
}
