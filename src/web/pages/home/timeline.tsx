import { useRef } from "react";
import type { HomeView, TimelineView } from "#views";
import { useShape } from "../../address/use-chosen.ts";
import type { Sheet } from "../../format/sheet.ts";
import { Card } from "../../parts/card.tsx";
import { EmptyMessage, Ghost } from "../../parts/message.tsx";
import { SavePicture } from "../../parts/save-picture.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { Switch } from "../../parts/switch.tsx";
import { HeadRow } from "../../parts/table/head-row.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { YearLines } from "./year-lines.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

const sheetOf = (timeline: TimelineView, words = wordsOf(WORDS).taken): Sheet => ({
  name: "alone-and-aligned",
  columns: [words.year, ...timeline.series.flatMap((it) => [`${it.name} (${timeline.unit})`, words.low(it.name), words.high(it.name)])],
  rows: timeline.years.map((year, index) => [
    year,
    ...timeline.series.flatMap((it) => {
      const shown = it.points[index];
      return shown === undefined ? ["", "", ""] : [shown, shown.low ?? "", shown.high ?? ""];
    }),
  ]),
});

/** Each ally alone against all aligned, year by year. */
export function Timeline(props: { readonly home: HomeView }) {
  const { timeline } = props.home;
  const words = wordsOf(WORDS);
  const [shape, setShape] = useShape("years");
  const body = useRef<HTMLDivElement>(null);
  if (timeline === undefined)
    return (
      <Card id="years" className="card-years" title={words.parts.years} note={words.aloneAgainstAligned}>
        <EmptyMessage>{props.home.headline === undefined ? words.curvesFollow : words.nothingPlanned}</EmptyMessage>
        {props.home.headline === undefined && <Ghost lines={6} />}
      </Card>
    );
  return (
    <Card
      id="years"
      className="card-years"
      title={timeline.title}
      note={timeline.series.some((it) => it.points.some((point) => point.low !== point.high)) ? words.withBand(timeline.unit) : timeline.unit}
      tools={
        <>
          {shape === "chart" ? (
            <SavePicture within={body} name="alone-and-aligned" marking={props.home.marking} />
          ) : (
            <TakeOut sheet={() => sheetOf(timeline)} />
          )}
          <Switch
            label={words.showAs}
            value={shape}
            options={[
              { id: "chart", name: words.chart },
              { id: "table", name: words.table },
            ]}
            onChange={setShape}
          />
        </>
      }
    >
      <div ref={body} className="year-body">
        {shape === "chart" ? <YearLines timeline={timeline} /> : <YearTable timeline={timeline} />}
      </div>
    </Card>
  );
}

function YearTable(props: { readonly timeline: TimelineView }) {
  const { timeline } = props;
  const words = wordsOf(WORDS);
  return (
    <ScrollRegion label={timeline.title} className="year-table">
      <table className="table">
        <HeadRow names={[words.year, ...timeline.series.map((it) => it.name)]} />
        <tbody>
          {timeline.years.map((year, index) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {timeline.series.map((it) => {
                const shown = it.points[index];
                return (
                  <td key={it.key} className="right">
                    {shown === undefined ? (
                      words.unknown
                    ) : (
                        <WhyNumber shown={shown} withUnit={false} of={`${it.name}, ${year}`} className={`tone-${it.key}`} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
