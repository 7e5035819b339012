import type { ImplementationView, ImplementedTarget, ImplementingNation, Shown } from "#views";
import { PROGRAMME_STANDINGS, TARGET_STATES } from "#views";
import { useAddress } from "../../address/address.ts";
import { unitName } from "../../format/units.ts";
import { Counted } from "../../cycle/counted.tsx";
import { Answer, Counts, CyclePage, Marked, TONE_OF_PROGRAMME, TONE_OF_STATE } from "../../cycle/cycle-page.tsx";
import { NationChoice } from "../../cycle/nation-choice.tsx";
import { programmeColumns } from "../../cycle/programme-columns.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useImplementation } from "../../fetch/cycle.ts";
import { formatCount } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** What is being done about the targets, and is it on time? */
export function Page() {
  const words = wordsOf(WORDS);
  const query = useImplementation(useAddress()("nation"));
  return (
    <CyclePage page="implementation" query={query} what={words.what} tools={query.data !== undefined && <NationChoice nations={query.data.nations} />}>
      {(view) => <Implementation view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("implementation", "year", "nation");

function Implementation(props: { readonly view: ImplementationView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const { asked, known } = view;
  // Where labels may hide programmes and none is in sight, nothing is told as served by none.
  const isBlind = view.told.programmes.late.value === undefined;
  return (
    <>
      <Answer below={[...(view.programmeCounts.undated > 0 ? [words.undated(view.programmeCounts.undated)] : []), ...(view.targetCounts.unknown > 0 ? [words.unheld(view.targetCounts.unknown)] : [])].join(" ")}>
        <Filled text={asked === 0 ? words.answerNothing : known === 0 ? words.answerUnknown : isBlind ? words.answerUnseen : words.answer} with={{ year: view.year, missing: <strong><WhyNumber shown={view.told.targets.missing} text={formatCount(view.targetCounts.missing)} of={shared.state.missing} /></strong>, known: formatCount(known), all: formatCount(asked) }} />{" "}
        {!(isBlind && known > 0) && <Filled text={isBlind ? words.noProgrammes.toLowerCase() : view.programmes.length === 0 ? words.noneKnown : words.lateOf} with={{ late: <strong><WhyNumber shown={view.told.programmes.late} text={formatCount(view.programmeCounts.late)} of={shared.programme.late} /></strong>, programmes: formatCount(view.programmes.length) }} />}
      </Answer>
      {view.nation === undefined && <Counted counted={view.counted} />}
      <div className="cycle-columns">
        <Card id="states" title={words.targets}>
          <Counts label={words.targets} counts={TARGET_STATES.map((it) => ({ id: it, name: shared.state[it], count: view.targetCounts[it], shown: view.told.targets[it], tone: TONE_OF_STATE[it] ?? "plain" }))} />
        </Card>
        <Card id="standings" title={words.programmes}>
          <Counts label={words.programmes} counts={PROGRAMME_STANDINGS.map((it) => ({ id: it, name: shared.programme[it], count: view.programmeCounts[it], shown: view.told.programmes[it], tone: TONE_OF_PROGRAMME[it] ?? "plain" }))} />
        </Card>
      </div>
      {view.nation !== undefined && (
        <Card id="of-nation" title={words.ofNation}>
          <DataTable name={`${view.nation}-implementation-${view.year}`} label={words.ofNation} columns={targetColumns({ isPart: view.seen !== undefined })} rows={view.targets} keyOf={(row) => row.leaf} marking={view.marking} inAddress="targets" empty={words.noTargets} />
        </Card>
      )}
      <Card id="missing" title={isBlind ? words.missingUnseen : words.missing} note={isBlind ? words.missingUnseenNote : words.missingNote}>
        {view.missing.length === 0 ? (
          <EmptyMessage>{asked > 0 && known === 0 ? words.missingUnknown : words.noMissing}</EmptyMessage>
        ) : (
          <DataTable
            name={`missing-${view.year}`}
            label={isBlind ? words.missingUnseen : words.missing}
            columns={[
              { id: "capability", name: shared.capability, type: "text", width: 18, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
              ...(isBlind ? [] : [{ id: "count", name: words.noProgramme, type: "number", width: 7, value: (row) => row.nations.length, shown: (row) => row.shown, cell: (row) => <WhyNumber shown={row.shown} text={formatCount(row.nations.length)} of={`${row.name}, ${words.noProgramme}`} /> }] satisfies readonly Column<ImplementationView["missing"][number]>[]),
              { id: "nations", name: shared.nation, type: "text", width: 40, value: (row) => row.nations.join(" ") },
            ]}
            rows={view.missing}
            keyOf={(row) => row.leaf}
            marking={view.marking}
            inAddress="missing"
            empty={words.noMissing}
          />
        )}
      </Card>
      <LowerParts>
        <Card id="programmes" title={words.list} note={words.listNote}>
          <DataTable name="programmes" label={words.list} columns={programmeColumns()} rows={view.programmes} keyOf={(row) => row.programme} marking={view.marking} empty={words.noProgrammes} inAddress />
        </Card>
        <Card id="by-nation" title={words.byNation}>
          <DataTable name={`implementation-${view.year}`} label={words.byNation} columns={nationColumns()} rows={view.nations} keyOf={(row) => row.nation} marking={view.marking} inAddress="nations" empty={words.empty} />
        </Card>
      </LowerParts>
    </>
  );
}

function nationColumns(): readonly Column<ImplementingNation>[] {
  const words = wordsOf(WORDS);
  const count = (id: string, name: string, of: (row: ImplementingNation) => Shown): Column<ImplementingNation> => ({ id, name, type: "number", width: 7, value: (row) => of(row).value, shown: of, cell: (row) => <WhyNumber shown={of(row)} withUnit={false} of={`${row.name}, ${name}`} /> });
  return [
    { id: "nation", name: wordsOf(CYCLE).nation, type: "text", width: 12, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    count("late", words.late, (row) => row.told.programmes.late),
    count("risk", words.risk, (row) => row.told.programmes["at risk"]),
    count("on-time", words.onTime, (row) => row.told.programmes["on time"]),
    count("covered", words.covered, (row) => row.told.targets.served),
    count("missing", words.noProgramme, (row) => row.told.targets.missing),
    count("unknown", words.unknown, (row) => row.told.targets.unknown),
  ];
}

function targetColumns({ isPart }: { readonly isPart: boolean }): readonly Column<ImplementedTarget>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const states = isPart ? { ...shared.state, missing: shared.noneInSight.programme } : shared.state;
  const figure = (id: string, name: string, of: (row: ImplementedTarget) => ImplementedTarget["target"]): Column<ImplementedTarget> => ({
    id,
    name,
    type: "number",
    width: 7,
    value: (row) => of(row).value, shown: (row) => of(row),
    cell: (row) => <WhyNumber shown={of(row)} of={`${row.name}, ${name}`} withUnit={false} />,
  });
  return [
    { id: "capability", name: shared.capability, type: "text", width: 16, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "state", name: words.state, type: "text", width: 9, value: (row) => states[row.state], cell: (row) => <Marked tone={TONE_OF_STATE[row.state] ?? "plain"}>{states[row.state]}</Marked> },
    figure("target", words.target, (row) => row.target),
    figure("ready", words.ready, (row) => row.today),
    figure("ordered", words.ordered, (row) => row.ordered),
    figure("planned", words.planned, (row) => row.planned),
    figure("left", words.left, (row) => row.left),
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.target.unit) },
  ];
}
