import type { MapMeasure } from "#views";
import type { StepScale } from "../format/scale.ts";
import { ScaleSteps } from "../parts/scale-steps.tsx";

/** The colours with the numbers at which they change, and the mark of unknown. */
export function Legend(props: { readonly measure: MapMeasure; readonly scale: StepScale }) {
  const { measure, scale } = props;
  return (
    <div className="legend">
      <ScaleSteps scale={scale} unit={measure.unit} label={`Scale: ${measure.name}`} />
      <p>
        <span className="legend-colour hatched" aria-hidden="true" /> unknown
      </p>
      <p>
        <span className="legend-colour legend-land" aria-hidden="true" /> no ally
      </p>
    </div>
  );
}
