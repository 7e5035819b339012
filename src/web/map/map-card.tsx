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
import { AllyMap } from "./ally-map.tsx";
import { AllyTable } from "./ally-table.tsx";
import { Legend } from "./legend.tsx";
import { drawAllies } from "./draw-allies.ts";
import { scaleOf } from "./scale-of.ts";
import { useLand } from "./use-land.ts";
import { typeset, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const SHAPES = ["sides", "ocean", "table"] as const;

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
  const map = useLand();
  const body = useRef<HTMLDivElement>(null);
  const land = map.data;
  const measure = home.map.measures.find((it) => it.id === at("measure")) ?? home.map.measures[0];
  const hasPlaces = land === undefined || drawAllies.hasPlace(home.map.nations, land);
  const shape = hasPlaces ? (SHAPES.find((it) => it === at("map")) ?? "sides") : "table";
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
        {(shape === "table" || land === undefined) && (
          <div className="map-choice">
            {choice}
            {!hasPlaces && <p className="quiet-text">{words.noPlace}</p>}
          </div>
        )}
        {shape === "table" ? (
          <AllyTable home={home} measure={measure} scale={scale} />
        ) : map.isError ? (
          <ProblemMessage problem={map.error} what={words.theMap} onRetry={() => void map.refetch()} />
        ) : land === undefined ? (
          <Loading what={words.aMap} lines={7} />
        ) : (
          <>
            <AllyMap choice={choice} nations={home.map.nations} measure={measure} scale={scale} land={land} view={shape} />
            <Legend measure={measure} scale={scale} />
          </>
        )}
      </div>
    </Card>
  );
}
