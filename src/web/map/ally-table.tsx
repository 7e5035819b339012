import type { HomeView, MapMeasure } from "#views";
import type { StepScale } from "../format/scale.ts";
import { stepColour } from "../format/scale.ts";
import { formatAside } from "../format/number.ts";
import { ScrollRegion } from "../parts/scroll-region.tsx";
import { SortHead, useSorted } from "../parts/table/sorted.tsx";
import { WhyNumber } from "../parts/why-number.tsx";
import { languageNow, wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The map as a table: every ally with its value, the best first unless a heading is pressed. */
export function AllyTable(props: { readonly home: HomeView; readonly measure: MapMeasure; readonly scale: StepScale }) {
  const { home, measure, scale } = props;
  const words = wordsOf(WORDS);
  const valued = home.map.nations.map((it) => ({ ...it, shown: measure.values.find((value) => value.nation === it.id)?.shown }));
  const { rows, sorting } = useSorted("allies", valued.toSorted((a, b) => a.name.localeCompare(b.name, languageNow())), { name: (it) => it.name, value: (it) => it.shown?.value }, "-value");
  return (
    <ScrollRegion label={words.alliesBy(measure.name)} className="ally-table">
      <table className="table">
        <thead>
          <tr>
            <SortHead sorting={sorting} column="name">
              {words.ally}
            </SortHead>
            <SortHead sorting={sorting} column="value" className="right">
              {measure.name}
            </SortHead>
            <th scope="col">{words.beside}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((it) => (
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
