import type { MapMeasure } from "#views";
import type { StepScale } from "../format/scale.ts";
import { RestsOnKey } from "../parts/rests-on.tsx";
import { ScaleSteps } from "../parts/scale-steps.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** The colours with the numbers at which they change, and the mark of unknown. */
export function Legend(props: { readonly measure: MapMeasure; readonly scale: StepScale }) {
  const { measure, scale } = props;
  const words = wordsOf(WORDS);
  return (
    <div className="legend">
      <ScaleSteps scale={scale} unit={measure.unit} label={words.scale(measure.name)} />
      <p>
        <span className="legend-colour hatched" aria-hidden="true" /> {words.unknown}
      </p>
      <p>
        <span className="legend-colour legend-land" aria-hidden="true" /> {words.noAlly}
      </p>
      <p>{words.marks}</p>
      <RestsOnKey />
    </div>
  );
}
