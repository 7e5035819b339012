import type { CapabilityView, Shown } from "#views";
import { Answer, CyclePage } from "../../cycle/cycle-page.tsx";
import { EvidenceTag, MayBeMet } from "../../cycle/sureness.tsx";
import { formatRange } from "../../format/number.ts";
import { useCapability } from "../../fetch/cycle.ts";
import { Filled } from "../../parts/filled.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { Stated } from "../../parts/stated.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { Contributors } from "./contributors.tsx";
import { Leads } from "./leads.tsx";
import { OverTime } from "./over-time.tsx";
import { Rest } from "./rest.tsx";
import { Without } from "./without.tsx";
import { WORDS } from "./words.ts";

/** One capability: who gives it, who can lead it, and what if they do not? */
export function Page(props: { readonly id?: string }) {
  const words = wordsOf(WORDS);
  const query = useCapability(props.id ?? "");
  return (
    <CyclePage
      page="capability"
      query={query}
      what={words.what}
      back={<PageLink to={{ page: "capabilities" }}>{words.back}</PageLink>}
      titleOf={(view) => view.row.name}
      note={(view) => (
        <>
          <PageLink to={{ page: "capabilities" }}>{words.back}</PageLink> · {view.row.area}
          {view.row.group !== view.row.area && ` · ${view.row.group}`}
          {view.overlaps.length > 0 && (
            <>
              {" "}
              · {words.overlaps} {view.overlaps.map((it) => it.name).join(", ")}
            </>
          )}
        </>
      )}
    >
      {(view) => <Capability view={view} />}
    </CyclePage>
  );
}

function Capability(props: { readonly view: CapabilityView }) {
  const { view } = props;
  return (
    <>
      <Sentence view={view} />
      <OverTime view={view} />
      <Contributors view={view} />
      <Leads view={view} />
      <Without view={view} />
      <Rest view={view} />
    </>
  );
}

/** A figure of the sentence with its range and how it is known. */
function Known(props: { readonly shown: Shown; readonly of: string; readonly evidence?: string | undefined; readonly title?: string; readonly mayBeMet?: boolean }) {
  const range = formatRange(props.shown);
  return (
    <>
      <WhyNumber shown={props.shown} of={props.of} />
      {(range !== undefined || props.evidence !== undefined) && (
        <span className="sentence-range">
          {" "}
          ({range}
          {range !== undefined && props.evidence !== undefined && " "}
          {props.evidence !== undefined && <EvidenceTag evidence={props.evidence} {...(props.title !== undefined && { title: props.title })} />}
          {props.mayBeMet === true && (
            <>
              {" "}
              <MayBeMet />
            </>
          )}
          )
        </span>
      )}
    </>
  );
}

function Sentence(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const { row } = view;
  const words = wordsOf(WORDS);
  const text = row.required.value === undefined ? words.free : row.coverage.value === undefined ? words.unknown : words.short;
  const [lead] = view.leads;
  const loss = lead === undefined ? undefined : view.without.find((it) => it.nation === lead.nation)?.loss;
  return (
    <Answer
      below={
        <>
          {view.definition !== undefined && <Filled text={words.counts} with={{ definition: <Stated>{view.definition}</Stated> }} />} {view.unknown.length > 0 && row.available.value !== undefined && words.notCounted(view.unknown.length)} {view.notPlanned !== undefined && words.notPlanned(view.notPlanned)}
        </>
      }
    >
      <Filled
        text={text}
        with={{
          name: row.name,
          year: view.year,
          coverage: <Known shown={row.coverage} of={row.name} evidence={row.weakest} mayBeMet={row.mayBeMet} />,
          available: <Known shown={row.available} of={row.name} />,
          required: <Known shown={row.required} of={row.name} evidence={row.evidence.at(-1)} title={words.evidenceRequired} />,
        }}
      />{" "}
      {lead !== undefined && (
        <Filled
          text={view.leads.length === 1 ? (loss === undefined ? words.leadAlone : words.leadAloneLoses) : view.isLeadClear ? (loss === undefined ? words.leadOnly : words.leads) : loss === undefined ? words.leadOnlyNarrowly : words.leadsNarrowly}
          with={{ lead: <PageLink to={{ page: "nation", id: lead.nation }}>{lead.name}</PageLink>, loss: loss === undefined ? null : <WhyNumber shown={loss} of={lead.name} /> }}
        />
      )}
    </Answer>
  );
}
