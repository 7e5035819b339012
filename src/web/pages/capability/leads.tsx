import { Fragment } from "react";
import type { CapabilityView, LeadCandidateRow } from "#views";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const PARTS = ["share", "advantage", "readiness", "industry", "standards", "will"] as const;

/** Lead, second and third choice, with the parts of their scores; and what followers lose if the lead withholds. */
export function Leads(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const { stranding } = view;
  const columns: readonly Column<LeadCandidateRow>[] = [
    { id: "place", name: words.place, type: "number", width: 4, value: (row) => row.place },
    {
      id: "nation",
      name: shared.nation,
      type: "text",
      width: 10,
      value: (row) => row.name,
      cell: (row) => (
        <>
          <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> {row.isNiche && <span className="tag">{words.niche}</span>}
        </>
      ),
    },
    { id: "score", name: words.score, type: "number", width: 5, value: (row) => row.score.value, shown: (row) => row.score, cell: (row) => <WhyNumber shown={row.score} of={row.name} withUnit={false} /> },
    { id: "range", name: words.placeRange, type: "text", width: 6, value: (row) => words.places(row.best, row.worst) },
    ...PARTS.map(
      (part): Column<LeadCandidateRow> => ({
        id: part,
        name: words.parts[part],
        type: "number",
        width: 6,
        value: (row) => row.parts.find((it) => it.part === part)?.shown.value,
        shown: (row) => row.parts.find((it) => it.part === part)?.shown,
        cell: (row) => {
          const it = row.parts.find((one) => one.part === part);
          return it === undefined ? undefined : <WhyNumber shown={it.shown} of={`${row.name}, ${words.parts[part]}`} withUnit={false} />;
        },
      }),
    ),
  ];
  const limit = stranding !== undefined && <WhyNumber shown={stranding.limit} of={stranding.name} />;
  return (
    <Card id="leads" title={words.lead} note={view.leads.length > 1 ? words.leadNote(view.isLeadClear) : words.leadNoteAlone}>
      {stranding !== undefined && (
        <p>
          <Filled
            text={words.stranded}
            with={{
              name: stranding.name,
              withheld: <WhyNumber shown={stranding.withheld} of={stranding.name} />,
              absorbed: <WhyNumber shown={stranding.absorbed} of={stranding.name} />,
              uncovered: <WhyNumber shown={stranding.uncovered} of={stranding.name} />,
              insured: stranding.isInsured ? (
                <Filled text={words.insured} with={{ limit }} />
              ) : stranding.insurers.length === 0 ? (
                <Filled text={words.nobodyInsures} with={{ limit, insurance: <WhyNumber shown={stranding.insurance} of={stranding.name} /> }} />
              ) : (
                <Filled text={words.notInsured} with={{ limit, insurers: stranding.insurers.map((it) => it.name).join(", "), insurance: <WhyNumber shown={stranding.insurance} of={stranding.name} /> }} />
              ),
            }}
          />
        </p>
      )}
      {view.planLeads.length > 0 && (
        <p>
          <Filled
            text={words.planLeads(view.planLeads.length)}
            with={{ leads: view.planLeads.map((it, at) => <Fragment key={it.nation}>{at > 0 && ", "}<Filled text={words.leadsFrom(it.firstYear)} with={{ name: <PageLink to={{ page: "nation", id: it.nation }}>{it.name}</PageLink>, beyond: <WhyNumber shown={it.beyond} of={it.name} /> }} /></Fragment>) }}
          />
          . {words.scoreAndPlan}
        </p>
      )}
      <DataTable name={`${view.row.leaf}-leads-${view.year}`} label={words.lead} columns={columns} rows={view.leads} keyOf={(row) => row.nation} marking={view.marking} inAddress="leads" empty={words.noContributors} />
    </Card>
  );
}
