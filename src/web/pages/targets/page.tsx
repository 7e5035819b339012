import type { AnswerRow, LeafTargetRow, NationTargetsRow, TargetsView } from "#views";
import { unitName } from "../../format/units.ts";
import { Counted } from "../../cycle/counted.tsx";
import { Answer, Counts, CyclePage, Marked, TONE_OF_RESPONSE } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useTargets } from "../../fetch/cycle.ts";
import { formatCount } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { NowOnly } from "../../parts/now-only.tsx";
import { Filled } from "../../parts/filled.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { DraftCard } from "./draft-card.tsx";
import { WORDS } from "./words.ts";

/** What is asked of whom, and what did they answer? */
export function Page() {
  const words = wordsOf(WORDS);
  return (
    <CyclePage page="targets" query={useTargets()} what={words.what}>
      {(view) => <Targets view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("targets", "year");

const RESPONSES = ["accept", "reserve", "decline", "none"] as const;

function Targets(props: { readonly view: TargetsView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const { responses } = view;
  // Where labels may hide answers and none is in sight, no target is told as unanswered.
  const isBlind = view.told.none.value === undefined;
  return (
    <>
      <Answer below={isBlind ? undefined : words.below(view.residualsGrown)}>
        <Filled text={isBlind ? words.answerUnseen : words.answer} with={{ all: formatCount(view.asked), year: view.year, none: <strong><WhyNumber shown={view.told.none} text={formatCount(responses.none)} of={shared.response.none} /></strong>, reserve: <WhyNumber shown={view.told.reserve} text={formatCount(responses.reserve)} of={shared.response.reserve} />, decline: <WhyNumber shown={view.told.decline} text={formatCount(responses.decline)} of={shared.response.decline} />, residuals: <strong><WhyNumber shown={view.told.residuals} text={formatCount(view.residuals)} of={words.residual} /></strong> }} />
      </Answer>
      <Counts label={words.counts} counts={RESPONSES.map((it) => ({ id: it, name: shared.response[it], count: responses[it], shown: view.told[it], tone: TONE_OF_RESPONSE[it] ?? "plain" }))} />
      <Counted counted={view.counted} />
      <NowOnly id="draft" title={words.draft}>
        <DraftCard view={view} />
      </NowOnly>
      <Card id="by-leaf" title={words.byLeaf} note={words.byLeafNote}>
        <DataTable name={`targets-${view.year}`} label={words.byLeaf} columns={leafColumns()} rows={view.leaves} keyOf={(row) => row.leaf} marking={view.marking} empty={words.empty} inAddress />
      </Card>
      <LowerParts>
        <Card id="by-nation" title={words.byNation} note={words.byNationNote}>
          <DataTable name={`targets-by-ally-${view.year}`} label={words.byNation} columns={nationColumns()} rows={view.nations} keyOf={(row) => row.nation} marking={view.marking} inAddress="nations" empty={words.empty} />
        </Card>
        <Card id="answers" title={words.answers}>
          <DataTable name="answers-given" label={words.answers} columns={answerColumns()} rows={view.answers} keyOf={(row) => row.fact} marking={view.marking} inAddress="answers" empty={view.seen === undefined ? words.noAnswers : words.noAnswersSeen} />
        </Card>
      </LowerParts>
    </>
  );
}

const figure = <R extends { readonly name: string }>(id: string, name: string, of: (row: R) => LeafTargetRow["asked"], withUnit = false, width = 6): Column<R> => ({
  id,
  name,
  type: "number",
  width,
  value: (row) => of(row).value, shown: (row) => of(row),
  cell: (row) => <WhyNumber shown={of(row)} of={row.name} withUnit={withUnit} />,
});

function leafColumns(): readonly Column<LeafTargetRow>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "capability", name: shared.capability, type: "text", width: 15.5, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "area", name: shared.area, type: "text", value: (row) => row.area, isAside: true },
    figure("required", words.required, (row) => row.required),
    figure("asked", words.asked, (row) => row.asked),
    figure("residual", words.residual, (row) => row.residual),
    figure("share", words.residualShare, (row) => row.residualShare, true, 6.5),
    { ...figure<LeafTargetRow>("before", words.before, (row) => row.residualBefore), isAside: true },
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.unit) },
    { id: "asks", name: words.asks, type: "number", width: 4.5, value: (row) => row.told.asked.value, shown: (row) => row.told.asked, cell: (row) => <WhyNumber shown={row.told.asked} withUnit={false} of={`${row.name}, ${words.asks}`} /> },
    { id: "most", name: words.most, type: "text", width: 6, value: (row) => row.most?.nation, cell: (row) => (row.most === undefined ? undefined : <PageLink to={{ page: "nation", id: row.most.nation }}>{row.most.nation}</PageLink>) },
    { id: "reserved", name: words.reserved, type: "number", width: 5, value: (row) => row.told.reserve.value, shown: (row) => row.told.reserve, cell: (row) => <WhyNumber shown={row.told.reserve} withUnit={false} of={`${row.name}, ${words.reserved}`} /> },
    { id: "declined", name: words.declined, type: "number", width: 5, value: (row) => row.told.decline.value, shown: (row) => row.told.decline, cell: (row) => <WhyNumber shown={row.told.decline} withUnit={false} of={`${row.name}, ${words.declined}`} /> },
    { id: "open", name: words.open, type: "number", width: 5.5, value: (row) => row.told.none.value, shown: (row) => row.told.none, cell: (row) => <WhyNumber shown={row.told.none} withUnit={false} of={`${row.name}, ${words.open}`} /> },
  ];
}

function nationColumns(): readonly Column<NationTargetsRow>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "nation", name: shared.nation, type: "text", width: 12, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    figure("cost", words.costShare, (row) => row.costShare, true),
    figure("key", words.keyShare, (row) => row.keyShare, true),
    { id: "asked", name: words.asked, type: "number", width: 6, value: (row) => row.told.asked.value, shown: (row) => row.told.asked, cell: (row) => <WhyNumber shown={row.told.asked} withUnit={false} of={`${row.name}, ${words.asked}`} /> },
    { id: "accepted", name: words.accepted, type: "number", width: 6, value: (row) => row.told.accept.value, shown: (row) => row.told.accept, cell: (row) => <WhyNumber shown={row.told.accept} withUnit={false} of={`${row.name}, ${words.accepted}`} /> },
    { id: "reserved", name: words.reserved, type: "number", width: 6, value: (row) => row.told.reserve.value, shown: (row) => row.told.reserve, cell: (row) => <WhyNumber shown={row.told.reserve} withUnit={false} of={`${row.name}, ${words.reserved}`} /> },
    { id: "declined", name: words.declined, type: "number", width: 6, value: (row) => row.told.decline.value, shown: (row) => row.told.decline, cell: (row) => <WhyNumber shown={row.told.decline} withUnit={false} of={`${row.name}, ${words.declined}`} /> },
    { id: "open", name: words.open, type: "number", width: 6, value: (row) => row.told.none.value, shown: (row) => row.told.none, cell: (row) => <WhyNumber shown={row.told.none} withUnit={false} of={`${row.name}, ${words.open}`} /> },
    figure("takes-up", words.takesUp, (row) => row.takesUp, true, 9),
    figure("spared", words.spared, (row) => row.spared, true, 9),
  ];
}

function answerColumns(): readonly Column<AnswerRow>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "nation", name: shared.nation, type: "text", width: 8, value: (row) => row.nationName },
    { id: "capability", name: shared.capability, type: "text", width: 14, value: (row) => row.leafName },
    { id: "response", name: words.how, type: "text", width: 8, value: (row) => shared.response[row.response], cell: (row) => <Marked tone={TONE_OF_RESPONSE[row.response] ?? "plain"}>{shared.response[row.response]}</Marked> },
    { id: "terms", name: words.quantity(""), type: "text", isAside: true, value: (row) => row.terms },
    { id: "proposed", name: words.before, type: "number", width: 7, value: (row) => row.proposed.value, shown: (row) => row.proposed, cell: (row) => <WhyNumber shown={row.proposed} of={row.leafName} /> },
    { id: "accepted", name: words.asked, type: "number", width: 7, value: (row) => row.accepted.value, shown: (row) => row.accepted, cell: (row) => <WhyNumber shown={row.accepted} of={row.leafName} /> },
    { id: "reason", name: words.reason, type: "text", width: 24, value: (row) => row.reason },
  ];
}
