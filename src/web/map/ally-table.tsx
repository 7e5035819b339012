import { useState } from "react";
import type { HomeView, MapMeasure } from "#views";
import type { StepScale } from "../format/scale.ts";
import { stepColour } from "../format/scale.ts";
import { formatAside } from "../format/number.ts";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { WhyNumber } from "../parts/why-number.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The map as a table: every ally with its value, the best first or by name. */
export function AllyTable(props: { readonly home: HomeView; readonly measure: MapMeasure; readonly scale: StepScale }) {
  const { home, measure, scale } = props;
  const words = wordsOf(WORDS);
  const [byName, setByName] = useState(false);
  const rows = home.map.nations.map((it) => ({ ...it, shown: measure.values.find((value) => value.nation === it.id)?.shown }));
  const sorted = rows.toSorted((a, b) =>
    byName || a.shown?.value === b.shown?.value
      ? a.name.localeCompare(b.name)
      : (b.shown?.value ?? Number.NEGATIVE_INFINITY) - (a.shown?.value ?? Number.NEGATIVE_INFINITY),
  );
  return (
    <ScrollRegion label={words.alliesBy(measure.name)} className="ally-table">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" aria-sort={byName ? "ascending" : "none"}>
              <button type="button" className="sort" onClick={() => setByName(true)}>
                {words.ally}
              </button>
            </th>
            <th scope="col" className="right" aria-sort={byName ? "none" : "descending"}>
              <button type="button" className="sort" onClick={() => setByName(false)}>
                {measure.name}
              </button>
            </th>
            <th scope="col">{words.beside}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((it) => (
            <tr key={it.id}>
              <th scope="row">
                <span
                  className={`lever-key ${it.shown?.value === undefined ? "hatched" : ""}`}
                  style={it.shown?.value === undefined ? {} : { background: stepColour(scale.stepOf(it.shown.value), scale.better) }}
                  aria-hidden="true"
                />
                {it.name}
              </th>
              <td className="right">
                {it.shown === undefined ? <span className="number-unknown">{words.unknown}</span> : <WhyNumber shown={it.shown} of={it.name} />}
              </td>
              <td className="quiet-text">{it.shown === undefined ? "" : formatAside(it.shown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
