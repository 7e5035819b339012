import type { HeatView } from "#views";
import { ScaleSteps } from "../parts/scale-steps.tsx";
import { heatScale } from "./heat-scale.ts";

/** What the marks of the table mean. */
export function HeatKey(props: { readonly view: HeatView }) {
  const { view } = props;
  const unit = view.rows.flatMap((row) => row.cells.flatMap((it) => it.shown?.unit ?? []))[0] ?? "share";
  return (
    <div className="legend heat-key">
      <ScaleSteps scale={heatScale(view)} unit={unit} label="Scale of the table" />
      <p>
        <span className="legend-mark hatched" aria-hidden="true">
          ?
        </span>
        unknown
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ·
        </span>
        none
      </p>
      <p>
        <span className="legend-mark cell-restricted" aria-hidden="true">
          ▪
        </span>
        restricted
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ◆
        </span>
        lead
      </p>
      <p>
        <span className="legend-mark" aria-hidden="true">
          ◇
        </span>
        second
      </p>
    </div>
  );
}
