import { useMemo, useRef } from "react";
import type { HomeView, MapMeasure } from "#views";
import { changeAddress, useAddress } from "../address/address.ts";
import { useMap } from "../fetch/queries.ts";
import type { Sheet } from "../format/sheet.ts";
import { plainNumber } from "../format/number.ts";
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
import { readLand } from "./shapes.ts";
import { scaleOf } from "./scale-of.ts";

const SHAPES = [
  { id: "sides", name: "Close up" },
  { id: "ocean", name: "Atlantic" },
  { id: "table", name: "Table" },
] as const;

const sheetOf = (home: HomeView, measure: MapMeasure): Sheet => ({
  name: `allies-${measure.id}`,
  columns: ["nation", "name", `${measure.name} (${measure.unit})`, "low", "high", "as of", "caution"],
  rows: home.map.nations.map((it) => {
    const shown = measure.values.find((value) => value.nation === it.id)?.shown;
    return [
      it.id,
      it.name,
      shown === undefined ? "" : plainNumber(shown),
      String(shown?.low ?? ""),
      String(shown?.high ?? ""),
      shown?.asOf ?? "",
      shown?.caution ?? "",
    ];
  }),
});

/** The allies, coloured by a measure that the reader chooses. */
export function MapCard(props: { readonly home: HomeView }) {
  const { home } = props;
  const at = useAddress();
  const map = useMap();
  const body = useRef<HTMLDivElement>(null);
  const land = useMemo(() => (map.data === undefined ? undefined : readLand(map.data)), [map.data]);
  const measure = home.map.measures.find((it) => it.id === at("measure")) ?? home.map.measures[0];
  const hasPlaces = land === undefined || drawAllies.placed(home.map.nations, land).length > 0;
  const shape = hasPlaces ? (SHAPES.find((it) => it.id === at("map"))?.id ?? "sides") : "table";
  const scale = useMemo(() => (measure === undefined ? undefined : scaleOf(measure)), [measure]);
  if (measure === undefined || scale === undefined)
    return (
      <Card id="map" className="card-map" title="Allies">
        <EmptyMessage>No measure by ally is known yet.</EmptyMessage>
      </Card>
    );
  const choice = (
    <Choice
      label="Measure"
      value={measure.id}
      options={home.map.measures.map((it) => ({ id: it.id, name: it.name }))}
      onChange={(id) => changeAddress({ measure: id }, "push")}
    />
  );
  return (
    <Card
      id="map"
      className="card-map"
      title="Allies"
      note={measure.summary}
      tools={
        <>
          {shape === "table" ? (
            <TakeOut sheet={() => sheetOf(home, measure)} />
          ) : (
            <SavePicture within={body} name={`allies-${measure.id}`} marking={home.marking} />
          )}
          {hasPlaces && (
            <Switch label="Show as" value={shape} options={SHAPES} onChange={(id) => changeAddress({ map: id === "sides" ? undefined : id }, "replace")} />
          )}
        </>
      }
    >
      <div ref={body} className="map-body">
        {(shape === "table" || land === undefined) && (
          <div className="map-choice">
            {choice}
            {!hasPlaces && <p className="quiet-text">The data set gives these allies no place on the map.</p>}
          </div>
        )}
        {shape === "table" ? (
          <AllyTable home={home} measure={measure} scale={scale} />
        ) : map.isError ? (
          <ProblemMessage problem={map.error} what="The map" onRetry={() => void map.refetch()} />
        ) : land === undefined ? (
          <Loading what="the map" lines={7} />
        ) : (
          <>
            <AllyMap choice={choice} home={home} measure={measure} scale={scale} land={land} view={shape} />
            <Legend measure={measure} scale={scale} />
          </>
        )}
      </div>
    </Card>
  );
}
