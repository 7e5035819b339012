import { useRef } from "react";
import type { CapabilityView, Shown } from "#views";
import { useChosen, useShape } from "../../address/use-chosen.ts";
import { unitName } from "../../format/units.ts";
import { type Layer, StackedYears } from "../../cycle/stacked-years.tsx";
import { WORDS as CYCLE } from "../../cycle/words.ts";
import { formatNumber, formatRange, formatShown } from "../../format/number.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage } from "../../parts/message.tsx";
import { SavePicture } from "../../parts/save-picture.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { Switch } from "../../parts/switch.tsx";
import { HeadRow } from "../../parts/table/head-row.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Required against available over the years, stacked by ally; with what is on order, or with the aligned plan. */
export function OverTime(props: { readonly view: CapabilityView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const shared = wordsOf(CYCLE);
  const [basis, setBasis] = useChosen("basis", ["ready", "planned"]);
  const [shape, setShape] = useShape("over-time");
  const body = useRef<HTMLDivElement>(null);
  const isPlanned = basis === "planned" && view.aligned.length > 0;
  const whole = isPlanned ? view.aligned : view.available;
  const given = (it: Pick<CapabilityView["contributors"][number], "ready" | "planned">): readonly Shown[] => (isPlanned ? it.planned : it.ready);
  const { others } = view;
  const rest = others === undefined ? "" : shared.rest((isPlanned ? others.give.planned : others.give.ready) || others.nations.length);
  // Who gives nothing of what is counted here, or gives it in the plan alone, has no layer.
  const columns = [
    ...view.contributors.slice(0, view.contributors.length - (others?.nations.length ?? 0)).map((it) => ({ id: it.nation, short: it.nation, name: it.name, given: given(it) })),
    ...(others === undefined ? [] : [{ id: "others", short: rest, name: rest, given: given(others) }]),
  ].filter((it) => it.given.some(({ value }) => value === undefined || value > 0));
  const layers = columns.map((it): Layer => {
    const values = view.years.map((_, t) => it.given[t]?.value);
    return { id: it.id, name: values.every((at) => at === undefined) ? words.unknownLayer(it.name) : values.includes(undefined) ? words.partLayer(it.name) : it.name, values };
  });
  const sheet = (): Sheet => ({
    name: `${view.row.leaf}-${isPlanned ? "planned" : "on-order"}`,
    marking: view.marking,
    columns: [shared.year, shared.required, `${shared.required}, ${shared.low}`, `${shared.required}, ${shared.high}`, words.whole, shared.low, shared.high, ...view.contributors.map((it) => it.nation)],
    rows: view.years.map((year, t) => [year, view.required[t] ?? "", view.required[t]?.low ?? "", view.required[t]?.high ?? "", whole[t] ?? "", whole[t]?.low ?? "", whole[t]?.high ?? "", ...view.contributors.map((it) => given(it)[t] ?? "")]),
  });
  const [last, lastWhole] = [view.required.at(-1), whole.at(-1)];
  const text = (it: Shown | undefined): string => {
    const range = it === undefined ? undefined : formatRange(it);
    return it === undefined ? shared.standing.unknown : `${formatShown(it)}${range === undefined ? "" : ` (${range})`}`;
  };
  const evidence = view.row.evidence.at(-1);
  const besides = [evidence === undefined ? undefined : words.ofRequired(shared.evidence[evidence], formatRange(view.row.required)), view.row.available.caution].filter((it) => it !== undefined).join(" · ");
  return (
    <Card
      id="over-time"
      title={words.over}
      note={unitName(view.row.unit)}
      tools={
        <>
          {shape === "chart" && layers.length > 0 ? <SavePicture within={body} name={sheet().name} note={`${view.row.name} · ${unitName(view.row.unit)} · ${isPlanned ? words.withPlan : words.onOrder}`} {...(besides !== "" && { besides })} marking={view.marking} /> : null}
          <TakeOut sheet={sheet} />
          {view.aligned.length > 0 && (
            <Switch label={words.basis} value={basis} options={[{ id: "ready", name: words.onOrder }, { id: "planned", name: words.withPlan }]} onChange={setBasis} />
          )}
          <Switch label={shared.showAs} value={shape} options={[{ id: "chart", name: shared.chart }, { id: "table", name: shared.table }]} onChange={setShape} />
        </>
      }
    >
      <div ref={body}>
        {layers.length === 0 ? (
          <EmptyMessage>{words.noContributors}</EmptyMessage>
        ) : shape === "chart" ? (
          <StackedYears
            years={view.years}
            layers={layers}
            whole={whole}
            required={view.required}
            requiredName={shared.required}
            rangeName={words.rangeOfWhole}
            requiredRangeName={words.rangeOfRequired}
            beyond={(top) => words.beyond(formatNumber(top))}
            beyondSaid={(top, end) => words.beyondSaid(formatNumber(top), formatNumber(end))}
            small={(value) => words.smallWhole(formatNumber(value))}
            summary={words.summary(view.row.name, view.years[0] ?? 0, view.years.at(-1) ?? 0, text(last), text(lastWhole))}
          />
        ) : (
          <ScrollRegion label={words.over}>
            <table className="table">
              <HeadRow names={[shared.year, shared.required, words.whole, ...columns.map((it) => it.short)]} />
              <tbody>
                {view.years.map((year, t) => (
                  <tr key={year}>
                    <th scope="row">{year}</th>
                    <NumberCell column={view.required} at={t} of={`${shared.required}, ${year}`} />
                    <NumberCell column={whole} at={t} of={`${words.whole}, ${year}`} />
                    {columns.map((it) => (
                      <NumberCell key={it.id} column={it.given} at={t} of={`${it.name}, ${year}`} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </div>
    </Card>
  );
}

function NumberCell(props: { readonly column: readonly (Shown | undefined)[]; readonly at: number; readonly of: string }) {
  const shown = props.column[props.at];
  return (
    <td className="right">
      {shown === undefined ? (
        wordsOf(CYCLE).standing.unknown
      ) : (
          <WhyNumber shown={shown} of={props.of} withUnit={false} />
      )}
    </td>
  );
}
