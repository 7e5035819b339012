import type { QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ProcurementView, ProgrammeGroup, ProgrammeRow } from "#views";
import { procurementQuery, useProcurement } from "../../fetch/plans.ts";
import { useHome } from "../../fetch/queries.ts";
import { formatCount } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { Loading, ProblemMessage } from "../../parts/message.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { PlanAwaited } from "../../parts/plan-awaited.tsx";
import { ReportLinks } from "../../parts/report-links.tsx";
import { RestsOnKey } from "../../parts/rests-on.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { DATA_LANGUAGE, wordsOf } from "../../words/words.ts";
import type { Looking, PagePart } from "../page.ts";
import { Bids } from "./bids.tsx";
import { Bundles } from "./bundles.tsx";
import { GanttCard } from "./gantt-card.tsx";
import { WORDS } from "./words.ts";

/** What should be bought together, and when? */
export function Page() {
  const words = wordsOf(WORDS);
  const home = useHome();
  const procurement = useProcurement();
  const isPlanned = home.data?.headline !== undefined;
  return (
    <div className="page procurement">
      <PageHead page="procurement" tools={isPlanned ? <ReportLinks /> : undefined} />
      {procurement.data === undefined ? (
        procurement.isError ? (
          <ProblemMessage problem={procurement.error} what={words.theProgrammes} onRetry={() => void procurement.refetch()} />
        ) : (
          <Loading what={words.theProgrammes} lines={8} />
        )
      ) : (
        <Procurement view={procurement.data} isPlanned={isPlanned && procurement.data.bundles !== undefined} />
      )}
    </div>
  );
}

/** The programmes come while the page is drawn. */
export function askAhead(client: QueryClient, { as, language }: Looking): void {
  void client.prefetchQuery(procurementQuery(as, language));
}

/** The parts of the page in the order they stand. */
export const partsOf = (): readonly PagePart[] => Object.entries(wordsOf(WORDS).parts).map(([id, name]) => ({ id, name }));

function Procurement(props: { readonly view: ProcurementView; readonly isPlanned: boolean }) {
  const { view } = props;
  const { told } = view;
  const words = wordsOf(WORDS);
  const lots = view.bundles === undefined ? undefined : view.lots;
  const isTogether = told.together.value !== 0;
  // Of what labels may hide nothing is told as none.
  const isBlind = told["under way"].value === undefined;
  const none = isBlind ? words.noneSeen : view.isPart ? words.meetNoneSeen : words.meetNone;
  const alone = lots === undefined ? 0 : (told.alone.value ?? 0);
  return (
    <>
      <section id="sentence" className="plan-answer" aria-label={words.parts.sentence}>
        <p className="plan-sentence">
          <Filled
            text={`${(told.meeting.value ?? 0) === 0 ? none : words.meet}${lots === undefined ? words.andNoPlan : isTogether ? words.andTogether : view.isPart ? words.andNothingSeen : words.andNothing}`}
            with={{
              classes: <WhyNumber shown={told.meeting} text={words.classes(told.meeting.value ?? 0)} />,
              bundles: <WhyNumber shown={told.together} text={words.systems(told.together.value ?? 0)} />,
            }}
          />
        </p>
        {lots !== undefined && (isTogether || alone > 0) && (
          <p className="plan-gain">
            {alone > 0 && <Filled text={words.apart(alone)} with={{ alone: <WhyNumber shown={told.alone} text={formatCount(alone)} /> }} />}{" "}
            {isTogether && (
              <Filled
                text={(lots.value ?? 0) <= 0 ? words.lotsUnsure : words.lotsSave}
                with={{ saved: <WhyNumber shown={lots} of={words.saved} />, least: view.lotsLeast === undefined ? null : <WhyNumber shown={view.lotsLeast} of={words.saved} /> }}
              />
            )}
          </p>
        )}
        <p className="card-note">
          <Filled
            text={isBlind ? words.countsSeen : words.counts(view.programmes, view.undated)}
            with={{ programmes: <WhyNumber shown={told["under way"]} text={formatCount(view.programmes)} />, undated: <WhyNumber shown={told.undated} text={formatCount(view.undated)} /> }}
          />
        </p>
      </section>
      {!props.isPlanned && <PlanAwaited />}
      <GanttCard view={view} isPlanned={props.isPlanned} />
      <LowerParts>
        <Bundles view={view} />
        <Bids />
        <Programmes view={view} />
      </LowerParts>
      <RestsOnKey />
      <p className="colophon">
        {words.run} <code title={view.runKey}>{view.runKey.slice(0, 12)}</code>
      </p>
    </>
  );
}

type Row = ProgrammeRow & { readonly group: ProgrammeGroup };

function Programmes(props: { readonly view: ProcurementView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const rows = useMemo(() => view.groups.flatMap((group) => group.programmes.map((it): Row => ({ ...it, group }))), [view]);
  const columns: readonly Column<Row>[] = [
    { id: "nation", name: words.nation, type: "text", value: (row) => row.nationName, width: 8 },
    { id: "name", name: words.name, type: "text", value: (row) => row.name, language: DATA_LANGUAGE, width: 15 },
    { id: "system", name: words.system, type: "text", value: (row) => row.systemName, width: 10 },
    { id: "capability", name: words.capability, type: "text", value: (row) => row.group.capability, width: 14, isAside: true },
    { id: "status", name: words.status, type: "text", value: (row) => words.statuses[row.status], width: 7 },
    { id: "first", name: words.first, type: "number", isYear: true, value: (row) => row.stated.firstYear, width: 4.5 },
    { id: "last", name: words.last, type: "number", isYear: true, value: (row) => row.stated.lastYear, width: 4.5 },
    {
      id: "quantity",
      name: words.quantity,
      type: "number",
      value: (row) => row.quantity.value, shown: (row) => row.quantity,
      cell: (row) => <WhyNumber shown={row.quantity} of={`${row.name}, ${words.quantity}`} />,
      width: 9,
    },
    {
      id: "value",
      name: words.value,
      type: "number",
      value: (row) => row.value.value, shown: (row) => row.value,
      cell: (row) => <WhyNumber shown={row.value} of={`${row.name}, ${words.value}`} />,
      width: 8,
    },
    { id: "planFirst", name: words.planFirst, type: "number", isYear: true, value: (row) => row.planned?.firstYear, width: 5 },
    { id: "planLast", name: words.planLast, type: "number", isYear: true, value: (row) => row.planned?.lastYear, width: 5 },
    { id: "supplier", name: words.supplier, type: "text", value: (row) => row.supplier, width: 10, isAside: true },
  ];
  return (
    <Card id="programmes" title={words.all} note={words.allNote}>
      <DataTable
        name="programmes"
        label={words.all}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        marking={view.marking}
        empty={words.none}
        inAddress
      />
    </Card>
  );
}
