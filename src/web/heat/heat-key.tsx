import type { HeatView } from "#views";
import { RestsOnKey } from "../parts/rests-on.tsx";
import { ScaleSteps } from "../parts/scale-steps.tsx";
import { heatScale } from "./heat-scale.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** What the marks of the table mean. */
export function HeatKey(props: { readonly view: HeatView }) {
  const { view } = props;
  const words = wordsOf(WORDS);
  const unit = view.rows.flatMap((row) => row.cells.find((it) => it.shown !== undefined)?.shown?.unit ?? [])[0] ?? "share";
  return (
    <div className="legend heat-key">
      <ScaleSteps scale={heatScale(view)} unit={unit} label={words.scale} />
      <p>
        <span className="legend-mark hatched" aria-hidden="true">
          ?
        </span>
        {words.unknown}
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ·
        </span>
        {words.none}
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ◆
        </span>
        {words.leads[1]}
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ◇
        </span>
        {words.leads[2]}
      </p>
      <RestsOnKey />
    </div>
  );
}
