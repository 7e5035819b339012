import { useMemo, useRef } from "react";
import type { HomeView, MapMeasure } from "#views";
import { changeAddress, useAddress } from "../address/address.ts";
import type { Sheet } from "../format/sheet.ts";
import { Card } from "../parts/card.tsx";
import { Choice } from "../parts/choice.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../parts/message.tsx";
import { SavePicture } from "../parts/save-picture.tsx";
import { Switch } from "../parts/switch.tsx";
import { TakeOut } from "../parts/take-out.tsx";
import { useSize } from "../parts/use-size.ts";
import { AllyMap } from "./ally-map.tsx";
import { AllyTable } from "./ally-table.tsx";
import { Legend } from "./legend.tsx";
import { scaleOf } from "./scale-of.ts";
import { formAtHand, formFor, useMap } from "./use-map.ts";
import { typeset, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const SHAPES = ["sides", "ocean", "table"] as const;
const NOT_MEASURED = { width: 0, height: 0 } as const;

const sheetOf = (home: HomeView, measure: MapMeasure, { nation, name, low, high, asOf, caution } = wordsOf(WORDS).taken): Sheet => ({
  name: `allies-${measure.id}`,
  columns: [nation, name, `${measure.name} (${measure.unit})`, low, high, asOf, caution],
  rows: home.map.nations.map((it) => {
    const shown = measure.values.find((value) => value.nation === it.id)?.shown;
    return [
      it.id,
      it.name,
      shown ?? "",
      shown?.low ?? "",
      shown?.high ?? "",
      shown?.asOf ?? "",
      shown?.caution ?? "",
    ];
  }),
});

/** The allies, coloured by a measure that the reader chooses. */
export function MapCard(props: { readonly home: HomeView }) {
  const { home } = props;
  const at = useAddress();
  const words = wordsOf(WORDS);
  const body = useRef<HTMLDivElement>(null);
  const { width } = useSize(body, NOT_MEASURED);
  const asked = SHAPES.find((it) => it === at("map")) ?? "sides";
  const map = useMap({ form: width === 0 ? formAtHand() : formFor(width), view: asked === "ocean" ? "ocean" : "sides" });
  // It is drawn once, when there is a width to draw it in.
  const drawing = width === 0 ? undefined : map.data;
  const measure = home.map.measures.find((it) => it.id === at("measure")) ?? home.map.measures[0];
  const hasPlaces = map.data === undefined || map.data.allies.length > 0;
  const shape = hasPlaces ? asked : "table";
  const scale = useMemo(() => (measure === undefined ? undefined : scaleOf(measure)), [measure]);
  if (measure === undefined || scale === undefined)
    return (
      <Card id="map" className="card-map" title={words.allies}>
        <EmptyMessage>{words.noMeasure}</EmptyMessage>
      </Card>
    );
  const choice = (
    <Choice
      label={words.measure}
      value={measure.id}
      options={home.map.measures.map((it) => ({ id: it.id, name: it.name }))}
      onChange={(id) => changeAddress({ measure: id }, "push")}
    />
  );
  return (
    <Card
      id="map"
      className="card-map"
      title={words.allies}
      note={typeset(measure.summary)}
      tools={
        <>
          {shape === "table" ? (
            <TakeOut sheet={() => sheetOf(home, measure)} />
          ) : (
            <SavePicture within={body} name={`allies-${measure.id}`} marking={home.marking} />
          )}
          {hasPlaces && (
            <Switch label={words.showAs} value={shape} options={SHAPES.map((id) => ({ id, name: words.shapes[id] }))} onChange={(id) => changeAddress({ map: id === "sides" ? undefined : id }, "replace")} />
          )}
        </>
      }
    >
      <div ref={body} className="map-body">
        {(shape === "table" || drawing === undefined) && (
          <div className="map-choice">
            {choice}
            {!hasPlaces && <p className="quiet-text">{words.noPlace}</p>}
          </div>
        )}
        {shape === "table" ? (
          <AllyTable home={home} measure={measure} scale={scale} />
        ) : map.isError ? (
          <ProblemMessage problem={map.error} what={words.theMap} onRetry={() => void map.refetch()} />
        ) : drawing === undefined ? (
          <Loading what={words.aMap} lines={7} />
        ) : (
          <>
            <AllyMap choice={choice} nations={home.map.nations} measure={measure} scale={scale} drawing={drawing} width={width} />
            <Legend measure={measure} scale={scale} />
          </>
        )}
      </div>
    </Card>
  );
}
