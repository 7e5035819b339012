import { Children, Fragment, type ReactNode } from "react";
import type { CapabilityView, NationalProgramme, SystemInUse } from "#views";
import { askWhy } from "../../address/why-steps.ts";
import { unitName } from "../../format/units.ts";
import { programmeColumns } from "../../cycle/programme-columns.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { formatShown } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Sheet } from "../../format/sheet.ts";
import { TakeOut } from "../../parts/take-out.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { Stated } from "../../parts/stated.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const HOLDERS_MOST = 4;
/** An action that saves less than is printed is there for its price or its date. Unit: shortfall-years. */
const EFFECT_TOLD = 0.005;

/** Systems, programmes, standards, initiatives and what the plan would do. */
export function Rest(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const { leaf } = view.row;
  const told = view.actions.filter((it) => (it.effect.value ?? 0) >= EFFECT_TOLD);
  const small = view.actions.length - told.length;
  const systems: readonly Column<SystemInUse>[] = [
    { id: "system", name: words.system, type: "text", width: 14, value: (row) => (row.within === undefined ? row.name : words.ofWhich(row.name)), cell: (row) => (row.within === undefined ? row.name : <span className="of-which">{words.ofWhich(row.name)}</span>) },
    { id: "family", name: words.family, type: "text", width: 9, value: (row) => row.family },
    {
      id: "holders",
      name: words.holders,
      type: "text",
      width: 30,
      value: (row) => row.holders.map((it) => `${it.nation} ${formatShown(it.items, false)}`).join(", "),
      cell: (row) => (
        <>
          {row.holders.slice(0, HOLDERS_MOST).map((it) => (
            <span key={it.nation} className="holder">
              {it.nation} <WhyNumber shown={it.items} of={`${row.name}, ${it.name}`} withUnit={false} />
            </span>
          ))}
          {row.holders.length > HOLDERS_MOST && `${shared.more(row.holders.length - HOLDERS_MOST)}`}
        </>
      ),
    },
    { id: "unit", name: shared.unit, type: "text", width: 7, value: (row) => unitName(row.unit) },
  ];
  return (
    <>
      <Card id="systems" title={words.systems} note={<Filled text={words.systemsNote} with={{ effective: <WhyNumber shown={view.duplication.effective} withUnit={false} of={words.systems} /> }} />}>
        <DataTable name={`${leaf}-systems`} label={words.systems} columns={systems} rows={view.systems} keyOf={(row) => row.system} marking={view.marking} inAddress="systems" empty={words.noSystems} />
      </Card>
      <Card id="programmes" title={words.programmes}>
        <DataTable<NationalProgramme> name={`${leaf}-programmes`} label={words.programmes} columns={programmeColumns()} rows={view.programmes} keyOf={(row) => row.programme} marking={view.marking} inAddress="programmes" empty={words.noProgrammes} />
      </Card>
      <div className="cycle-columns">
        <Listed id="standards" title={words.standards} sheet={() => standardSheet(view)} empty={words.noStandards}>
          {view.standards.map((it) => (
            <li key={it.standard}>
              {labelled(it.name, "")}
              {it.adoptions.map((row, at) => (
                <Fragment key={row.nation}>
                  {at > 0 && " · "}
                  <button type="button" className="number" title={`${row.name}, ${shared.adoption[row.status]}`} onClick={() => askWhy(row.why)}>
                    {row.nation} <span className="quiet-text">{shared.adoption[row.status]}</span>
                  </button>
                </Fragment>
              ))}{" "}
              <span className="row-area">{words.notSaid(it.unknown)}</span>
            </li>
          ))}
        </Listed>
        <Listed id="initiatives" title={words.initiatives} sheet={() => initiativeSheet(view)} empty={words.noInitiatives}>
          {view.initiatives.map((it) => (
            <li key={it.id}>
              <button type="button" className="row-name" onClick={() => askWhy(it.why)}>
                <Stated>{it.name}</Stated>
              </button>{" "}
              <span className="row-area">
                <Stated>{it.form}</Stated> · {it.lead ?? shared.none} · {it.members.join(" ")}
              </span>
            </li>
          ))}
        </Listed>
        <Listed id="actions" title={words.actions} sheet={() => actionSheet(view)} note={view.isPlanned ? words.actionsNote : undefined} empty={view.isPlanned ? words.noActions : words.noPlan}>
          {told.map((it) => (
            <li key={`${it.nation} ${it.rank}`}>
              <strong>{it.nation}</strong> {it.text} <WhyNumber shown={it.effect} of={it.text} /> {it.reason !== "" && <span className="quiet-text">{it.reason}</span>}
            </li>
          ))}
          {view.agreements.map((it) => (
            <li key={it.agreement}>
              <Filled
                text={it.only === undefined ? words.together : words.alone}
                with={{
                  name: <PageLink to={{ page: "procurement" }} query={{ agreement: it.agreement }}>{it.name}</PageLink>,
                  quantity: <WhyNumber shown={it.quantity} of={it.name} />,
                  members: it.only?.name ?? it.members.map((one) => one.name).join(", "),
                  years: shared.years(it.firstYear, it.lastYear),
                }}
              />
            </li>
          ))}
          {small > 0 && (
            <li key="small" className="quiet-text">
              {words.small(small)}
            </li>
          )}
        </Listed>
      </div>
    </>
  );
}

function Listed(props: { readonly id: string; readonly title: string; readonly note?: string | undefined; readonly sheet: () => Sheet; readonly empty: string; readonly children: ReactNode }) {
  const isEmpty = Children.toArray(props.children).length === 0;
  return (
    <Card id={props.id} title={props.title} tools={isEmpty ? undefined : <TakeOut sheet={props.sheet} />} {...(props.note !== undefined && { note: props.note })}>
      {isEmpty ? <EmptyMessage>{props.empty}</EmptyMessage> : <ul className="plain-list">{props.children}</ul>}
    </Card>
  );
}

/** A row for each ally that said how far it is; one for a standard of which none did. */
const standardSheet = (view: CapabilityView, { taken } = wordsOf(WORDS), shared = wordsOf(CYCLE)): Sheet => ({
  name: `${view.row.leaf}-standards`,
  marking: view.marking,
  columns: [taken.id, taken.name, shared.nation, taken.status, taken.year],
  rows: view.standards.flatMap((it) => (it.adoptions.length === 0 ? [[it.standard, it.name, "", "", ""]] : it.adoptions.map((row) => [it.standard, it.name, row.name, shared.adoption[row.status], row.year ?? ""]))),
});

const initiativeSheet = (view: CapabilityView, { taken } = wordsOf(WORDS)): Sheet => ({
  name: `${view.row.leaf}-initiatives`,
  marking: view.marking,
  columns: [taken.id, taken.name, taken.form, taken.status, taken.lead, taken.members],
  rows: view.initiatives.map((it) => [it.id, it.name, it.form, it.status, it.lead ?? "", it.members.join(" ")]),
});

const actionSheet = (view: CapabilityView, { taken } = wordsOf(WORDS), shared = wordsOf(CYCLE)): Sheet => ({
  name: `${view.row.leaf}-actions`,
  marking: view.marking,
  columns: [shared.nation, taken.action, taken.effect, taken.money, taken.years],
  rows: [...view.actions.map((it) => [it.nation, it.text, it.effect, it.money, it.years]), ...view.agreements.map((it) => [it.only?.nation ?? it.members.map((one) => one.nation).join(" "), it.only === undefined ? wordsOf(WORDS).boughtTogether(it.name) : wordsOf(WORDS).boughtAlone(it.name), "", "", shared.years(it.firstYear, it.lastYear)])],
});
