import type { ActionRow, NationTargetRow, NationView, Shown } from "#views";
import { askWhy } from "../../address/why-steps.ts";
import { regionName } from "../../format/code-words.ts";
import type { SheetCell } from "../../format/sheet.ts";
import { formatNumber, formatShown } from "../../format/number.ts";
import { unitName } from "../../format/units.ts";
import { Answer, CyclePage, Marked, TONE_OF_RESPONSE, TONE_OF_STATE } from "../../cycle/cycle-page.tsx";
import { programmeColumns } from "../../cycle/programme-columns.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { useNation } from "../../fetch/cycle.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { useTabStop } from "../../parts/in-grid.ts";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { Stated } from "../../parts/stated.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { HeadRow } from "../../parts/table/head-row.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { WORDS } from "../nations/words.ts";

/** What is asked of us and why? */
export function Page(props: { readonly id?: string }) {
  const words = wordsOf(WORDS);
  return (
    <CyclePage
      page="nation"
      query={useNation(props.id ?? "")}
      what={words.theAlly}
      titleOf={(view) => view.name}
      note={(view) => (
        <>
          <PageLink to={{ page: "nations" }}>{words.back}</PageLink> · {regionName(view.region) === view.region ? <Stated>{view.region}</Stated> : regionName(view.region)}
        </>
      )}
    >
      {(view) => <Nation view={view} />}
    </CyclePage>
  );
}

function Nation(props: { readonly view: NationView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const { gain } = view;
  return (
    <>
      <Answer below={gain === undefined ? words.awaited : (gain.gain.value ?? 0) < 0 ? labelled(words.repair, gain.repair) : undefined}>
        <Filled text={view.targets.length === 0 ? words.askedNothing : words.answer} with={{ name: view.name, asked: <strong>{words.askedOf(view.targets.length)}</strong>, year: view.year, open: view.review.told.responses.none.value === undefined ? words.openUnseen : words.openOf(view.review.unanswered.length) }} />{" "}
        {view.targets.length > 0 && <Met view={view} />}{" "}
        {gain?.gain.value !== undefined && (
          <Filled
            text={words.gains}
            with={{ gains: (gain.gain.value ?? 0) < 0 ? words.gainWords.loses : words.gainWords.gains, gain: <WhyNumber shown={{ ...gain.gain, value: Math.abs(gain.gain.value ?? 0) }} of={view.name} /> }}
          />
        )}
      </Answer>
      <Targets view={view} />
      <div className="cycle-columns">
        <Share view={view} />
        <Money view={view} />
        <Leads view={view} />
        <Released view={view} />
      </div>
      <Card id="actions" title={words.actions}>
        <DataTable
          name={`${view.nation}-actions`}
          label={words.actions}
          columns={[
            { id: "rank", name: words.place, type: "number", width: 4, value: (row) => row.rank },
            { id: "action", name: words.action, type: "text", width: 28.5, value: (row) => row.text },
            { id: "years", name: words.years, type: "text", width: 6, value: (row) => row.years },
            { id: "effect", name: words.effect, type: "number", width: 7, value: (row) => row.effect.value, shown: (row) => row.effect, cell: (row) => <WhyNumber shown={row.effect} of={row.text} withUnit={false} /> },
            { id: "money", name: words.cost, type: "number", width: 10.5, value: (row) => row.money.value, shown: (row) => row.money, cell: (row) => <WhyNumber shown={row.money} text={moneySaid(row.money)} of={row.text} /> },
            ...(view.actions.some((it) => it.reason !== "") ? [{ id: "reason", name: words.reason, type: "text" as const, width: 16, value: (row: ActionRow) => (row.reason === "" ? undefined : row.reason) }] : []),
          ]}
          rows={view.actions}
          keyOf={(row) => String(row.rank)}
          marking={view.marking}
          inAddress="actions"
          empty={view.isPlanned ? words.noActions : words.awaited}
        />
      </Card>
      <Card id="programmes" title={words.programmes}>
        <DataTable name={`${view.nation}-programmes`} label={words.programmes} columns={programmeColumns()} rows={view.programmes} keyOf={(row) => row.programme} marking={view.marking} inAddress="programmes" empty={words.noProgrammes} />
      </Card>
    </>
  );
}

/** What an action costs or saves, in words: a sign alone would not say which. */
function moneySaid(money: Shown): string {
  const words = wordsOf(WORDS);
  if (money.value === undefined) return formatShown(money);
  return (money.value < 0 ? words.saves : words.costs)(formatShown({ ...money, value: Math.abs(money.value) }));
}

/** What it has ready of its targets, and what with the plan, each with the number of targets that it rests on. */
function Met(props: { readonly view: NationView }) {
  const { name, review, targets } = props.view;
  const words = wordsOf(WORDS);
  const { ready, withPlan } = review;
  const known = (count: number | undefined, shown: Shown): string => `${words.knownOf(count ?? 0, targets.length)}${shown.value === undefined && targets.length > 0 ? words.toldFrom(review.toldFrom) : ""}`;
  return <Filled text={withPlan === undefined ? words.readyOf : words.readyAndPlanned} with={{ ready: <WhyNumber shown={ready} of={name} />, known: known(review.readyKnown, ready), planned: withPlan === undefined ? "" : <WhyNumber shown={withPlan} of={name} />, plannedKnown: withPlan === undefined ? "" : known(review.withPlanKnown, withPlan) }} />;
}

/** What most rows of a table lack is known of fewer than one in so many. */
const FEW = 5;

function Targets(props: { readonly view: NationView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const states = view.seen === undefined ? shared.state : { ...shared.state, missing: shared.noneInSight.programme };
  const responses = view.seen === undefined ? shared.response : { ...shared.response, none: shared.noneInSight.answer };
  // A column of dashes is left out until the reader asks for it.
  const isRare = view.targets.filter((it) => it.chain.limitedBy !== undefined).length < view.targets.length / FEW;
  const figure = (id: string, name: string, of: (row: NationTargetRow) => Shown, isAside = false, withUnit = false): Column<NationTargetRow> => ({
    id,
    name,
    type: "number",
    width: 6,
    value: (row) => of(row).value, shown: (row) => of(row),
    cell: (row) => <WhyNumber shown={of(row)} of={`${row.name}, ${name}`} withUnit={withUnit} />,
    ...(isAside && { isAside: true }),
  });
  const columns: readonly Column<NationTargetRow>[] = [
    { id: "capability", name: shared.capability, type: "text", width: 15.5, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    figure("target", words.target, (row) => row.review.stands),
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.review.stands.unit) },
    figure("fair", words.chain.fair, (row) => row.chain.fair),
    { id: "limited", name: words.limited, type: "text", width: 6, value: (row) => (row.chain.limitedBy === undefined ? undefined : words.limits[row.chain.limitedBy]), ...(isRare && { isAside: true }) },
    figure("ready", words.ready, (row) => row.review.today),
    figure("ordered", words.ordered, (row) => row.review.ordered),
    figure("planned", words.planned, (row) => row.review.planned),
    figure("met", shared.met, (row) => row.review.met, false, true),
    { id: "state", name: words.state, type: "text", width: 9, value: (row) => (row.implemented === undefined ? undefined : states[row.implemented.state]), cell: (row) => (row.implemented === undefined ? undefined : <Marked tone={TONE_OF_STATE[row.implemented.state] ?? "plain"}>{states[row.implemented.state]}</Marked>) },
    { id: "answer", name: words.response, type: "text", width: 8, value: (row) => responses[row.review.response], cell: (row) => <Marked tone={TONE_OF_RESPONSE[row.review.response] ?? "plain"}>{responses[row.review.response]}</Marked> },
    figure("share", words.shareOf, (row) => row.chain.share, true, true),
    figure("requirement", words.requirement, (row) => row.chain.required, true),
    figure("units", words.chain.units, (row) => row.chain.units, true),
    figure("challenge", words.chain.challenge, (row) => row.chain.challenge, true),
    figure("affordable", words.chain.affordable, (row) => row.chain.affordable, true, true),
    figure("proposed", words.chain.proposed, (row) => row.chain.proposed, true),
    figure("taken-up", words.chain.takenUp, (row) => row.chain.takenUp, true),
  ];
  return (
    <Card
      id="targets"
      title={words.targets}
      note={words.targetsNote}
      tools={
        <PageLink to={{ page: "targets" }} query={{ nation: view.nation }} className="quiet">
          {words.draft}
        </PageLink>
      }
    >
      <DataTable name={`${view.nation}-targets-${view.year}`} label={words.targets} columns={columns} rows={view.targets} keyOf={(row) => row.leaf} marking={view.marking} empty={words.noTargets} inAddress />
      {view.unasked.length > 0 && (
        <details className="rule">
          <summary>{words.unasked(view.unasked.length, view.capabilities, view.targets.length)}</summary>
          <Unasked view={view} />
        </details>
      )}
      {view.planLeads.length > 0 && (
        <details className="rule">
          <summary>{words.planLeads(view.planLeads.length)}</summary>
          <PlanLeads view={view} />
        </details>
      )}
    </Card>
  );
}

/** The capabilities that it is not asked for, each with why: pressed, that leads to the record or the arithmetic that says so. */
function Unasked(props: { readonly view: NationView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const columns: readonly Column<NationView["unasked"][number]>[] = [
    { id: "capability", name: shared.capability, type: "text", width: 15.5, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    {
      id: "cause",
      name: words.cause,
      type: "text",
      width: 30,
      value: (row) => words.causes[row.cause],
      cell: (row) => <Cause row={row} />,
    },
    { id: "fair", name: words.chain.fair, type: "number", width: 6, value: (row) => row.fair.value, shown: (row) => row.fair, cell: (row) => (row.fair.value === undefined ? undefined : <WhyNumber shown={row.fair} of={row.name} withUnit={false} />) },
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => (row.fair.value === undefined ? undefined : unitName(row.fair.unit)) },
  ];
  return <DataTable name={`${view.nation}-unasked-${view.year}`} label={words.unasked(view.unasked.length, view.capabilities, view.targets.length)} columns={columns} rows={view.unasked} keyOf={(row) => row.leaf} marking={view.marking} inAddress="unasked" empty={words.noTargets} />;
}

/** What it leads in the plan, and so holds beyond what its targets ask. */
function PlanLeads(props: { readonly view: NationView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const columns: readonly Column<NationView["planLeads"][number]>[] = [
    { id: "capability", name: shared.capability, type: "text", width: 15.5, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    { id: "beyond", name: words.beyond, type: "number", width: 8, value: (row) => row.beyond.value, shown: (row) => row.beyond, cell: (row) => <WhyNumber shown={row.beyond} of={row.name} withUnit={false} /> },
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.beyond.unit) },
    { id: "from", name: words.leadsFrom, type: "text", width: 5, value: (row) => String(row.firstYear) },
  ];
  return <DataTable name={`${view.nation}-plan-leads`} label={words.planLeads(view.planLeads.length)} columns={columns} rows={view.planLeads} keyOf={(row) => row.leaf} marking={view.marking} inAddress="plan-leads" empty={words.noLeads} />;
}

function Cause(props: { readonly row: NationView["unasked"][number] }) {
  const tabIndex = useTabStop();
  return (
    <button type="button" tabIndex={tabIndex} className="row-name" onClick={() => askWhy(props.row.why)}>
      {wordsOf(WORDS).causes[props.row.cause]}
    </button>
  );
}

/** Takes a short list of an ally's page out of it, as every table can be. */
function ListOut(props: { readonly view: NationView; readonly list: string; readonly columns: readonly string[]; readonly rows: readonly (readonly SheetCell[])[] }) {
  const { view, list, columns, rows } = props;
  return <TakeOut sheet={() => ({ name: `${view.nation}-${list}`, marking: view.marking, columns, rows })} />;
}

// Digits behind the point of what a share is multiplied by: it is near 1.
const FACTOR_DIGITS = 4;
/** A share with the digits of others on the page: those from which a target can be reckoned stand in its why and in what is taken out. */
const plainly = ({ digits: _digits, ...shown }: Shown): Shown => shown;

function Share(props: { readonly view: NationView }) {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const { share } = props.view;
  const measures: Readonly<Record<string, string>> = words.measures;
  const factor = (value: number): string => formatNumber(value, FACTOR_DIGITS);
  const steps: readonly (readonly [key: "mean" | "raw" | "capped", name: string, how?: string | undefined])[] =
    share === undefined ? [] : [["mean", words.mean], ["raw", words.fair, words.fairTimes(factor(share.rawOfMean))], ["capped", words.capped, share.cappedOfRaw === 1 ? undefined : (share.cappedOfRaw < 1 ? words.cappedOwn : words.cappedTimes)(factor(share.cappedOfRaw))]];
  return (
    <Card
      id="share"
      title={words.share}
      note={words.shareNote}
      tools={
        share === undefined ? undefined : (
          <ListOut
            view={props.view}
            list="share"
            columns={[words.key, words.weight, words.part]}
            rows={[...share.parts.map((it) => [[measures[it.measure] ?? it.measure, it.year].filter((one) => one !== undefined).join(" "), it.weight, it.share]), ...steps.map(([key, name, how]) => [how === undefined ? name : `${name} (${how})`, "", share[key]])]}
          />
        )
      }
    >
      {share === undefined ? (
        <EmptyMessage>{shared.standing.unknown}</EmptyMessage>
      ) : (
        <table className="table">
          <HeadRow names={[words.key, words.weight, words.part]} />
          <tbody>
            {share.parts.map((it) => (
              <tr key={it.measure}>
                <th scope="row">
                  {measures[it.measure] ?? it.measure} {it.year !== undefined && <span className="row-area">{it.year}</span>}
                </th>
                <td className="right">{formatNumber(it.weight)}</td>
                <td className="right">
                  <WhyNumber shown={plainly(it.share)} of={measures[it.measure] ?? it.measure} />
                </td>
              </tr>
            ))}
            {steps.map(([key, name, how]) => (
              <tr key={key}>
                <th scope="row">
                  {name} {how !== undefined && share[key].value !== undefined && <span className="row-area">{how}</span>}
                </th>
                <td />
                <td className="right">
                  <WhyNumber shown={plainly(share[key])} of={name} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

const GAIN = ["gain", "costAlone", "costAligned", "sidePayment", "workAlone", "workAligned"] as const;

function Money(props: { readonly view: NationView }) {
  const words = wordsOf(WORDS);
  const { gain } = props.view;
  const names = { gain: words.gainOf, costAlone: words.costAlone, costAligned: words.costAligned, sidePayment: words.sidePayment, workAlone: words.workAlone, workAligned: words.workAligned };
  return (
    <Card id="money" title={words.money} tools={gain === undefined ? undefined : <ListOut view={props.view} list="money" columns={[words.money, props.view.name]} rows={GAIN.map((it) => [names[it], gain[it]])} />}>
      {gain === undefined ? (
        <EmptyMessage>{words.awaited}</EmptyMessage>
      ) : (
        <>
          <table className="table">
            <tbody>
              {GAIN.map((it) => (
                <tr key={it}>
                  <th scope="row">{names[it]}</th>
                  <td className="right">
                    <WhyNumber shown={gain[it]} of={names[it]} {...(it === "sidePayment" && { text: paymentSaid(gain[it]) })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="card-note">{words.moneySays}</p>
        </>
      )}
    </Card>
  );
}

/** Whether it pays or receives, in words: a sign alone would not say which. */
function paymentSaid(payment: Shown): string {
  const words = wordsOf(WORDS);
  if ((payment.value ?? 0) === 0) return formatShown(payment);
  return (payment.value! < 0 ? words.pays : words.receives)(formatShown({ ...payment, value: Math.abs(payment.value!) }));
}

function Leads(props: { readonly view: NationView }) {
  const words = wordsOf(WORDS);
  const { leads } = props.view;
  const inOrder = leads.toSorted((a, b) => a.place - b.place);
  return (
    <Card id="leads" title={words.leads} tools={leads.length === 0 ? undefined : <ListOut view={props.view} list="leads" columns={[words.place, wordsOf(CYCLE).capability, words.niche, words.score]} rows={inOrder.map((it) => [it.place, it.name, it.isNiche ? words.niche : "", it.score])} />}>
      {leads.length === 0 ? (
        <EmptyMessage>{words.noLeads}</EmptyMessage>
      ) : (
        <ScrollRegion label={words.leads}>
          <table className="table">
            <tbody>
              {inOrder.map((it) => (
                <tr key={it.leaf}>
                  <td className="right quiet-text">{it.place}</td>
                  <th scope="row">
                    <PageLink to={{ page: "capability", id: it.leaf }}>{it.name}</PageLink> {it.isNiche && <span className="tag">{words.niche}</span>}
                  </th>
                  <td className="right">
                      <WhyNumber shown={it.score} of={it.name} withUnit={false} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}

function Released(props: { readonly view: NationView }) {
  const words = wordsOf(WORDS);
  const { released } = props.view;
  const toOf = (it: (typeof released)[number]): string => (it.to === "listed" ? it.names.join(", ") : words.tos[it.to]);
  const filesOf = (it: (typeof released)[number]): string => it.byKind.map((one) => `${one.file} ${one.rows}`).join(", ");
  return (
    <Card id="released" title={words.released} note={words.releasedNote} tools={released.length === 0 ? undefined : <ListOut view={props.view} list="released" columns={[words.label, words.to, words.rows, words.files]} rows={released.map((it) => [it.marking, toOf(it), it.rows, filesOf(it)])} />}>
      {released.length === 0 ? (
        <EmptyMessage>{words.noRows}</EmptyMessage>
      ) : (
        <ScrollRegion label={words.released}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.label}</th>
                <th scope="col">{words.to}</th>
                <th scope="col" className="right">
                  {words.rows}
                </th>
                <th scope="col">{words.files}</th>
              </tr>
            </thead>
            <tbody>
              {released.map((it) => (
                <tr key={it.label}>
                  <th scope="row">{it.marking}</th>
                  <td>{toOf(it)}</td>
                  <td className="right">{it.rows}</td>
                  <td className="quiet-text">{filesOf(it)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Card>
  );
}
