import type { HeatView } from "#views";
import { formatValue } from "../format/number.ts";
import { STEPS, stepColour } from "../format/scale.ts";
import { heatScale } from "./heat-scale.ts";

/** What the marks of the table mean. */
export function HeatKey(props: { readonly view: HeatView }) {
  const { view } = props;
  const scale = heatScale(view);
  const unit = view.rows.flatMap((row) => row.cells.flatMap((it) => it.shown?.unit ?? []))[0] ?? "share";
  const steps = Array.from({ length: STEPS }, (_, index) => index);
  return (
    <div className="legend heat-key">
      <ol aria-label="Scale of the table">
        {steps.map((index) => (
          <li key={index}>
            <span
              className="legend-colour"
              style={{ background: stepColour(view.scale.better === "less" ? STEPS - 1 - index : index, view.scale.better) }}
              aria-hidden="true"
            />
            <span className="legend-bound">
              {index === 0 ? `< ${formatValue(scale.bounds[0] ?? 0, unit, false)}` : `≥ ${formatValue(scale.bounds[index - 1] ?? 0, unit, false)}`}
            </span>
          </li>
        ))}
      </ol>
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
    </div>
  );
}
