import type { NationalProgramme } from "#views";
import { codeWord } from "../format/code-words.ts";
import { unitName } from "../format/units.ts";
import { PageLink } from "../parts/page-link.tsx";
import type { Column } from "../parts/table/column.ts";
import { WhyNumber } from "../parts/why-number.tsx";
import { DATA_LANGUAGE, wordsOf } from "../words/words.ts";
import { Marked, TONE_OF_PROGRAMME } from "./cycle-page.tsx";
import { WORDS } from "./programme-words.ts";
import { WORDS as CYCLE } from "./words.ts";

const span = (first: number | undefined, last: number | undefined): string | undefined =>
  first === undefined && last === undefined ? undefined : first === undefined || first === last ? String(last) : `${first}–${last ?? "?"}`;

/** The columns of national programmes: what, how many, when, and how they stand by their own dates as last reported. */
export function programmeColumns(): readonly Column<NationalProgramme>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "nation", name: shared.nation, type: "text", width: 4, value: (row) => row.nation, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.nation}</PageLink> },
    { id: "programme", name: words.programme, type: "text", width: 14, language: DATA_LANGUAGE, value: (row) => row.name },
    {
      id: "standing",
      name: words.standing,
      type: "text",
      width: 6,
      value: (row) => shared.programme[row.standing],
      cell: (row) => <Marked tone={TONE_OF_PROGRAMME[row.standing] ?? "plain"}>{shared.programme[row.standing]}</Marked>,
    },
    { id: "why", name: words.reason, type: "text", width: 14, value: (row) => (row.reason === undefined || row.decisiveYear === undefined ? undefined : words.reasons[row.reason](row.decisiveYear, row.standing)) },
    // What came later and nobody recorded is not seen: how old the report is stands beside what is held against the programme.
    { id: "reported", name: words.lastReported, type: "text", width: 6.5, value: (row) => row.asOf },
    { id: "system", name: words.system, type: "text", width: 8.5, value: (row) => row.systemName },
    { id: "quantity", name: words.quantity, type: "number", width: 6, value: (row) => row.quantity.value, shown: (row) => row.quantity, cell: (row) => <WhyNumber shown={row.quantity} of={row.name} withUnit={false} /> },
    { id: "status", name: words.status, type: "text", width: 7.5, value: (row) => shared.status[row.status] },
    { id: "delivery", name: words.delivery, type: "text", width: 6.5, value: (row) => span(row.firstYear, row.lastYear) },
    { id: "plan", name: words.plan, type: "text", width: 6.5, value: (row) => (row.planned === undefined ? undefined : span(row.planned.firstYear, row.planned.lastYear)) },
    { id: "contract", name: words.contract, type: "number", isYear: true, value: (row) => row.contractYear, isAside: true },
    { id: "value", name: words.value, type: "number", value: (row) => row.value.value, shown: (row) => row.value, isAside: true, cell: (row) => <WhyNumber shown={row.value} of={row.name} /> },
    { id: "unit", name: shared.unit, type: "text", value: (row) => unitName(row.quantity.unit), isAside: true },
    { id: "leaves", name: words.serves, type: "text", value: (row) => row.leaves.map((it) => it.name).join(", "), isAside: true },
    { id: "initiative", name: words.initiative, type: "text", language: DATA_LANGUAGE, value: (row) => row.initiative?.name, isAside: true },
    { id: "supplier", name: words.supplier, type: "text", language: DATA_LANGUAGE, value: (row) => row.supplier, isAside: true },
    { id: "evidence", name: words.evidence, type: "text", value: (row) => row.evidence, told: (code) => codeWord(code), isAside: true },
  ];
}
