import type { MapMeasure } from "#views";
import { formatValue } from "../format/number.ts";
import { STEPS, type StepScale, stepColour } from "../format/scale.ts";

/** The colours with the numbers at which they change, and the mark of unknown. */
export function Legend(props: { readonly measure: MapMeasure; readonly scale: StepScale }) {
  const { measure, scale } = props;
  const steps = Array.from({ length: STEPS }, (_, index) => index);
  const colourAt = (index: number): string => stepColour(measure.better === "less" ? STEPS - 1 - index : index, measure.better);
  return (
    <div className="legend">
      <ol aria-label={`Scale: ${measure.name}`}>
        {steps.map((index) => (
          <li key={index}>
            <span className="legend-colour" style={{ background: colourAt(index) }} aria-hidden="true" />
            <span className="legend-bound">
              {index === 0
                ? `< ${formatValue(scale.bounds[0] ?? 0, measure.unit, false)}`
                : `≥ ${formatValue(scale.bounds[index - 1] ?? 0, measure.unit, false)}`}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <span className="legend-colour hatched" aria-hidden="true" /> unknown
      </p>
      <p>
        <span className="legend-colour legend-land" aria-hidden="true" /> no ally
      </p>
    </div>
  );
}
