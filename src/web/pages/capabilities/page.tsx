import type { CapabilitiesView, CapabilityRow } from "#views";
import { unitName } from "../../format/units.ts";
import { Answer, Counts, CyclePage } from "../../cycle/cycle-page.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { EvidenceTag, NotClear, RangeThatMayMeet } from "../../cycle/sureness.tsx";
import { formatCount, formatRange, formatShare } from "../../format/number.ts";
import { asksAhead, useCapabilities } from "../../fetch/cycle.ts";
import { HeatCard } from "../../heat/heat-card.tsx";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Who can lead, where do shortfalls persist? */
export function Page() {
  const words = wordsOf(WORDS);
  return (
    <CyclePage page="capabilities" query={useCapabilities()} what={words.what}>
      {(view) => <Capabilities view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("capabilities", "year");

function Capabilities(props: { readonly view: CapabilitiesView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const first = view.rows.find((it) => it.rank === 1);
  const told = (which: keyof CapabilitiesView["told"], of: string) => <WhyNumber shown={view.told[which]} text={formatCount(view.told[which].value ?? 0)} of={of} />;
  // Ranked ones first, in their order; then the others as the tree has them.
  const rows = view.rows.toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0);
  return (
    <>
      <Answer below={words.below(view.covered, view.unknown)}>
        {first === undefined ? (
          <Filled text={words.none} with={{ year: view.year }} />
        ) : (
          <Filled
            text={words.answer}
            with={{
              year: view.year,
              short: <strong>{told("short", words.counted.short)}</strong>,
              known: told("known", words.counted.known),
              first: <PageLink to={{ page: "capability", id: first.leaf }}>{first.name}</PageLink>,
              coverage: <WhyNumber shown={first.coverage} of={first.name} />,
            }}
          />
        )}
      </Answer>
      <Counts
        label={words.counts}
        counts={[
          { id: "covered", name: words.counted.covered, count: view.covered, shown: view.told.covered, tone: "good" },
          { id: "short", name: words.counted.short, count: view.short, shown: view.told.short, tone: "bad" },
          { id: "unknown", name: words.counted.unknown, count: view.unknown, shown: view.told.unknown, tone: "unknown" },
        ]}
      />
      <Card id="list" title={words.list} note={`${words.listNote}. ${wordsOf(CYCLE).plannedSays(formatShare(view.cap.value ?? 0))}`}>
        <DataTable name={`capabilities-${view.year}`} label={words.list} columns={columnsOf()} rows={rows} keyOf={(row) => row.leaf} marking={view.marking} empty={words.empty} inAddress="list" />
      </Card>
      <LowerParts>
        <HeatCard />
      </LowerParts>
    </>
  );
}

function columnsOf(): readonly Column<CapabilityRow>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const choice = (place: number, name: string): Column<CapabilityRow> => ({
    id: `lead-${place}`,
    name,
    type: "text",
    // Beside the first it may stand that it is not clear.
    width: place === 1 ? 8 : 4.5,
    value: (row) => row.leads[place - 1]?.nation,
    cell: (row) => {
      const it = row.leads[place - 1];
      return it === undefined ? (
        <span className="quiet-text">{shared.none}</span>
      ) : (
        <>
          <PageLink to={{ page: "nation", id: it.nation }}>{it.nation}</PageLink>
          {place === 1 && row.isFirstClear === false && (
            <>
              {" "}
              <NotClear />
            </>
          )}
        </>
      );
    },
    ...(place > 1 && { isAside: true }),
  });
  return [
    { id: "rank", name: words.rank, type: "number", width: 3.5, value: (row) => row.rank, cell: (row) => row.rank ?? (row.coverage.value === undefined ? undefined : <span className="quiet-text">{words.notShort}</span>) },
    { id: "capability", name: shared.capability, type: "text", width: 15, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "area", name: shared.area, type: "text", width: 6.5, value: (row) => row.area },
    { id: "coverage", name: words.coverage, type: "number", width: 5.5, value: (row) => row.coverage.value, shown: (row) => row.coverage, cell: (row) => <WhyNumber shown={row.coverage} of={row.name} /> },
    { id: "range", name: words.range, meaning: shared.mayBeMetMark, type: "text", width: 7.5, value: (row) => formatRange(row.coverage), cell: (row) => (row.mayBeMet ? <RangeThatMayMeet shown={row.coverage} /> : formatRange(row.coverage)) },
    { id: "evidence", name: words.evidence, meaning: shared.weakest, type: "text", width: 6, value: (row) => (row.weakest === undefined ? undefined : shared.evidence[row.weakest]), cell: (row) => (row.weakest === undefined ? undefined : <EvidenceTag evidence={row.weakest} />) },
    { id: "may", name: words.mayBeMet, meaning: shared.mayBeMetSays, type: "text", value: (row) => (row.mayBeMet ? shared.mayBeMet : undefined), isAside: true },
    { id: "planned", name: words.planned, type: "number", width: 5.5, value: (row) => row.planned?.value, shown: (row) => row.planned, cell: (row) => (row.planned === undefined ? <span className="quiet-text">…</span> : <WhyNumber shown={row.planned} of={row.name} />) },
    { id: "held", name: shared.heldInPlan, meaning: shared.heldInPlanSays, type: "number", width: 5, value: (row) => row.heldInPlan?.value, shown: (row) => row.heldInPlan, cell: (row) => row.heldInPlan !== undefined && <WhyNumber shown={row.heldInPlan} of={`${row.name}, ${shared.heldInPlan}`} /> },
    { id: "required", name: words.required, type: "number", width: 6, value: (row) => row.required.value, shown: (row) => row.required, cell: (row) => <WhyNumber shown={row.required} of={row.name} withUnit={false} /> },
    { id: "available", name: words.available, type: "number", width: 6.5, value: (row) => row.available.value, shown: (row) => row.available, cell: (row) => <WhyNumber shown={row.available} of={row.name} withUnit={false} /> },
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.unit) },
    choice(1, words.lead),
    { id: "lead-clear", name: shared.notClear, meaning: shared.notClearSays, type: "text", value: (row) => (row.isFirstClear === false ? shared.notClear : undefined), isAside: true },
    choice(2, words.second),
    choice(3, words.third),
    { id: "worst", name: words.worst, type: "text", width: 6, value: (row) => row.worstLoss?.nation },
    { id: "loss", name: words.loss, type: "number", width: 4.5, value: (row) => row.worstLoss?.loss.value, shown: (row) => row.worstLoss?.loss, cell: (row) => (row.worstLoss === undefined ? undefined : <WhyNumber shown={row.worstLoss.loss} of={words.lostWith(row.worstLoss.name)} />) },
    { id: "closed", name: words.closed, type: "number", isYear: true, width: 5, value: (row) => row.closedIn, cell: (row) => row.closedIn ?? (row.planned?.value === undefined ? undefined : <span className="quiet-text">{words.open}</span>) },
    { id: "contributors", name: words.contributors, type: "number", width: 5, value: (row) => row.contributors, shown: (row) => row.told.contributors, cell: (row) => <WhyNumber shown={row.told.contributors} withUnit={false} of={`${row.name}, ${words.contributors}`} /> },
    { id: "unknown", name: words.unknownAllies, type: "number", width: 6, value: (row) => row.unknown, shown: (row) => row.told.unknown, cell: (row) => <WhyNumber shown={row.told.unknown} withUnit={false} of={`${row.name}, ${words.unknownAllies}`} /> },
    { id: "short", name: words.shortfall, type: "number", value: (row) => row.shortfall.value, shown: (row) => row.shortfall, isAside: true, cell: (row) => <WhyNumber shown={row.shortfall} of={row.name} withUnit={false} /> },
    { id: "requirement", name: words.evidenceRequired, type: "text", value: (row) => row.evidence.map((it) => shared.evidence[it]).join(", "), isAside: true },
  ];
}
