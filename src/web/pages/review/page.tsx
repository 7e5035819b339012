import { Fragment } from "react";
import type { ReviewNation, ReviewResidual, ReviewTarget, ReviewView } from "#views";
import { useAddress } from "../../address/address.ts";
import { unitName } from "../../format/units.ts";
import { Counted } from "../../cycle/counted.tsx";
import { Answer, Counts, CyclePage, Marked, TONE_OF_RESPONSE, TONE_OF_STANDING } from "../../cycle/cycle-page.tsx";
import { metColumns } from "../../cycle/met-columns.tsx";
import { NationChoice } from "../../cycle/nation-choice.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { asksAhead, useReview } from "../../fetch/cycle.ts";
import { useHome } from "../../fetch/queries.ts";
import { formatCount, formatNumber, formatShare } from "../../format/number.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { LowerParts } from "../../parts/lower-parts.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { PageLink } from "../../parts/page-link.tsx";
import type { Column } from "../../parts/table/column.ts";
import { DataTable } from "../../parts/table/data-table.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Who is on track, and what is left? */
export function Page() {
  const words = wordsOf(WORDS);
  const query = useReview(useAddress()("nation"));
  const heat = useHome();
  return (
    <CyclePage
      page="review"
      query={query}
      what={words.what}
      years={heat.data?.timeline?.years ?? []}
      tools={query.data !== undefined && <NationChoice nations={query.data.nations} />}
    >
      {(view) => <Review view={view} />}
    </CyclePage>
  );
}

/** The view comes while the page is drawn. */
export const askAhead = asksAhead("review", "year", "nation");

const STANDINGS = ["on track", "at risk", "off track", "unknown"] as const;
/** Columns of how an ally answered, each by its key in the address. */
const ANSWERS = [["reserved", "reserve"], ["declined", "decline"], ["unanswered", "none"]] as const;
const RESPONSES = ["accept", "reserve", "decline", "none"] as const;
/** An ally can also be asked for nothing. */
const NATION_STANDINGS = [...STANDINGS, "nothing asked"] as const;

function Review(props: { readonly view: ReviewView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const seen = useHome().data?.seen;
  const chosen = useAddress()("nation");
  const nation = view.nations.find((it) => it.nation === chosen);
  const told = nation?.told.targets ?? view.told.targets;
  const targets = (standing: ReviewTarget["standing"]): number => told[standing].value ?? 0;
  const count = (standing: ReviewTarget["standing"]) => <WhyNumber shown={told[standing]} text={formatCount(targets(standing))} of={shared.standing[standing]} />;
  const allies = (standing: ReviewNation["standing"]): number => view.told.allies[standing].value ?? 0;
  const from = formatShare(view.judgedFrom.value ?? 0);
  const reserved = view.nations.flatMap((it) => it.reservations.map((one) => ({ ...one, nation: it.name })));
  return (
    <>
      <Answer below={nation === undefined ? words.below({ on: allies("on track"), all: view.nations.length, unknown: allies("unknown"), unasked: allies("nothing asked"), from }) : nation.standing === "nothing asked" ? undefined : nation.standing === "unknown" ? words.cannotJudge(from) : words.belowOf(shared.standing[nation.standing])}>
        <Filled text={nation === undefined ? words.answer(targets("unknown"), view.isOnPlan) : nation.standing === "nothing asked" ? words.askedNothing : words.answerOf(targets("unknown"), view.isOnPlan)} with={{ nation: nation?.name ?? "", all: formatCount(nation?.asked ?? view.asked), year: view.year, on: <strong>{count("on track")}</strong>, risk: count("at risk"), off: <strong>{count("off track")}</strong>, unknown: count("unknown") }} />
      </Answer>
      {nation === undefined && <Counted counted={view.counted} />}
      <div className="cycle-columns">
        <Card id="targets" title={nation === undefined ? words.targets : words.ofAlly(nation.name)}>
          <Counts label={words.targets} counts={STANDINGS.map((it) => ({ id: it, name: shared.standing[it], count: targets(it), shown: told[it], tone: TONE_OF_STANDING[it] ?? "plain" }))} />
        </Card>
        {nation === undefined ? (
          <Card id="allies" title={words.allies}>
            <Counts label={words.allies} counts={NATION_STANDINGS.map((it) => ({ id: it, name: shared.standing[it], count: allies(it), shown: view.told.allies[it], tone: TONE_OF_STANDING[it] ?? "plain" }))} />
          </Card>
        ) : (
          <Card id="answers" title={words.answersOf}>
            <Counts label={words.answersOf} counts={RESPONSES.map((it) => ({ id: it, name: shared.response[it], count: nation.responses[it], shown: nation.told.responses[it], tone: TONE_OF_RESPONSE[it] ?? "plain" }))} />
          </Card>
        )}
      </div>
      {nation !== undefined && (
        <Card id="of-nation" title={labelled(words.ofNation, nation.name)}>
          <DataTable name={`${nation.nation}-review-${view.year}`} label={words.ofNation} columns={targetColumns()} rows={nation.targets} keyOf={(row) => row.leaf} marking={view.marking} inAddress="targets" empty={words.empty} />
        </Card>
      )}
      <Card id="by-nation" title={words.byNation} note={words.byNationNote}>
        <DataTable name={`review-${view.year}`} label={words.byNation} columns={nationColumns()} rows={view.nations} keyOf={(row) => row.nation} marking={view.marking} empty={words.empty} inAddress />
        <details className="rule">
          <summary>{words.rule}</summary>
          <p>{view.rule}</p>
        </details>
      </Card>
      <LowerParts>
        <Card id="residuals" title={words.residuals} note={`${words.residualsNote}. ${shared.plannedSays(formatShare(view.cap.value ?? 0))}`}>
          <DataTable name={`residuals-${view.year}`} label={words.residuals} columns={residualColumns()} rows={view.residuals.toSorted((a, b) => (b.share.value ?? 0) - (a.share.value ?? 0))} keyOf={(row) => row.leaf} marking={view.marking} inAddress="residuals" empty={words.empty} />
        </Card>
        <div className="cycle-columns">
          <Card id="reservations" title={words.reservations}>
            {reserved.length === 0 ? (
              <EmptyMessage>{seen === undefined ? words.noReservations : words.noReservationsSeen}</EmptyMessage>
            ) : (
              <ul className="plain-list">
                {reserved.map((it) => (
                  <li key={`${it.nation} ${it.leaf}`}>
                    <strong>{it.nation}</strong>, {labelled(it.name, it.text)} <span className="quiet-text">({it.reason})</span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          <Fair view={view} />
          {view.missing.length > 0 && (
            <Card id="missing" title={words.missing}>
              <ul className="plain-list">
                {view.missing.map((it) => (
                  <li key={it}>{it}</li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      </LowerParts>
    </>
  );
}

function Fair(props: { readonly view: ReviewView }) {
  const words = wordsOf(WORDS);
  const { fairness, measures } = props.view;
  const rows = [
    [words.gini, measures.gini],
    [words.jain, measures.jain],
    [words.spearman, measures.spearman],
    [words.wilcoxon, measures.wilcoxon],
  ] as const;
  const sheet = (): Sheet => ({ name: `fairness-${fairness.year}`, marking: props.view.marking, columns: [words.measure, words.value], rows: rows.map(([name, shown]) => [name, shown]) });
  return (
    <Card id="fairness" title={words.fairness} note={words.fairnessNote} tools={<TakeOut sheet={sheet} />}>
      <table className="table">
        <tbody>
          {rows.map(([name, shown]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="right">
                <WhyNumber shown={shown} {...(shown.value !== undefined && { text: formatNumber(shown.value, 3) })} of={name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

type Figure = ReviewTarget["asked"];
const figure = <R extends { readonly name: string }>(id: string, name: string, of: (row: R) => Figure, withUnit = false, width = withUnit ? 9 : 6.5): Column<R> => ({
  id,
  name,
  type: "number",
  width,
  value: (row) => of(row).value, shown: (row) => of(row),
  cell: (row) => <WhyNumber shown={of(row)} of={`${row.name}, ${name}`} withUnit={withUnit} />,
});

const standing = <R extends { readonly standing: ReviewNation["standing"] }>(name: string): Column<R> => ({
  id: "standing",
  name,
  type: "text",
  width: 7.5,
  value: (row) => wordsOf(CYCLE).standing[row.standing],
  cell: (row) => <Marked tone={TONE_OF_STANDING[row.standing] ?? "plain"}>{wordsOf(CYCLE).standing[row.standing]}</Marked>,
});

/** A word as a heading begins it. */
const headed = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function nationColumns(): readonly Column<ReviewNation>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "nation", name: shared.nation, type: "text", width: 11, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "nation", id: row.nation }}>{row.name}</PageLink> },
    standing(words.standing),
    ...metColumns<ReviewNation>(),
    ...STANDINGS.map((it): Column<ReviewNation> => ({ id: it.replace(" ", "-"), name: headed(shared.standing[it]), type: "number", width: 5, value: (row) => row.counts[it], shown: (row) => row.told.targets[it], cell: (row) => <WhyNumber shown={row.told.targets[it]} text={formatCount(row.counts[it])} of={`${row.name}, ${shared.standing[it]}`} /> })),
    ...ANSWERS.map(([id, response]): Column<ReviewNation> => ({ id, name: words.answers[response], type: "number", width: 5.5, value: (row) => row.responses[response], shown: (row) => row.told.responses[response], cell: (row) => <WhyNumber shown={row.told.responses[response]} withUnit={false} of={`${row.name}, ${words.answers[response]}`} /> })),
    figure("money", words.money, (row) => row.money, true),
    { ...figure<ReviewNation>("cost", words.targetsCost, (row) => row.targetsCost, true), isAside: true },
    { ...figure<ReviewNation>("spend", words.planSpend, (row) => row.planSpend, true), isAside: true },
    { id: "share", name: words.share, type: "number", width: 7, value: (row) => row.shareOfGdp?.value, shown: (row) => row.shareOfGdp, cell: (row) => (row.shareOfGdp === undefined ? undefined : <WhyNumber shown={row.shareOfGdp} of={row.name} />) },
  ];
}

function targetColumns(): readonly Column<ReviewTarget>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "capability", name: shared.capability, type: "text", width: 16, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    standing(words.standing),
    figure("met", shared.met, (row) => row.met, true),
    figure("asked", words.asked, (row) => row.asked),
    figure("stands", words.stands, (row) => row.stands),
    { ...figure<ReviewTarget>("declined", words.declined, (row) => row.declined), isAside: true },
    figure("today", words.today, (row) => row.today),
    figure("ordered", words.ordered, (row) => row.ordered),
    figure("planned", words.planned, (row) => row.planned),
    figure("left", words.left, (row) => row.left),
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.stands.unit) },
    { id: "answer", name: words.response, type: "text", width: 8, value: (row) => shared.response[row.response], cell: (row) => <Marked tone={TONE_OF_RESPONSE[row.response] ?? "plain"}>{shared.response[row.response]}</Marked> },
  ];
}

function residualColumns(): readonly Column<ReviewResidual>[] {
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  return [
    { id: "capability", name: shared.capability, type: "text", width: 16, value: (row) => row.name, cell: (row) => <PageLink to={{ page: "capability", id: row.leaf }}>{row.name}</PageLink> },
    figure("before", words.before, (row) => row.before),
    figure("after", words.after, (row) => row.after),
    { id: "unit", name: shared.unit, type: "text", width: 8, value: (row) => unitName(row.after.unit) },
    figure("share", words.residual, (row) => row.share, true, 7),
    figure("coverage", words.coverage, (row) => row.coverage, true, 7),
    figure("planned", words.planned, (row) => row.planned, true, 6),
    { ...figure<ReviewResidual>("held", shared.heldInPlan, (row) => row.heldInPlan, true, 6), meaning: shared.heldInPlanSays },
    {
      id: "carriers",
      name: words.carriers,
      type: "text",
      width: 16,
      value: (row) => row.carriers.map((it) => `${it.nation} ${formatShare(it.share)}`).join(", "),
      cell: (row) =>
        row.carriers.map((it, at) => (
          <Fragment key={it.nation}>
            {at > 0 && ", "}
            {it.nation} <WhyNumber shown={it.shown} of={`${row.name}, ${it.name}`} />
          </Fragment>
        )),
    },
  ];
}
