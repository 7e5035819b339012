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
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

/** Allies that have a layer of their own; the rest stand together. */
const LAYERS_MOST = 7;

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
  const given = (it: CapabilityView["contributors"][number]): readonly Shown[] => (isPlanned ? it.planned : it.ready);
  const shownOnes = view.contributors.slice(0, LAYERS_MOST);
  const others = view.contributors.slice(LAYERS_MOST);
  const layers: readonly Layer[] = [
    ...shownOnes.map((it) => ({ id: it.nation, name: it.name, values: given(it).map((at) => at.value ?? 0) })),
    ...(others.length === 0 ? [] : [{ id: "others", name: shared.rest(others.length), values: view.years.map((_, t) => others.reduce((sum, it) => sum + (given(it)[t]?.value ?? 0), 0)) }]),
  ];
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
            summary={words.summary(view.row.name, view.years[0] ?? 0, view.years.at(-1) ?? 0, text(last), text(lastWhole))}
          />
        ) : (
          <ScrollRegion label={words.over}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{shared.year}</th>
                  <th scope="col" className="right">
                    {shared.required}
                  </th>
                  <th scope="col" className="right">
                    {words.whole}
                  </th>
                  {shownOnes.map((it) => (
                    <th key={it.nation} scope="col" className="right">
                      {it.nation}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {view.years.map((year, t) => (
                  <tr key={year}>
                    <th scope="row">{year}</th>
                    <NumberCell column={view.required} at={t} of={`${shared.required}, ${year}`} />
                    <NumberCell column={whole} at={t} of={`${words.whole}, ${year}`} />
                    {shownOnes.map((it) => (
                      <NumberCell key={it.nation} column={given(it)} at={t} of={`${it.name}, ${year}`} />
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
