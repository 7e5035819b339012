import type { MapMeasure } from "#views";
import { type StepScale, stepScale } from "../format/scale.ts";

/** A scale over the known values of a measure. */
export function scaleOf(measure: MapMeasure): StepScale {
  const known = measure.values.flatMap((it) => (it.shown.value === undefined ? [] : [it.shown.value]));
  const low = known.length === 0 ? 0 : Math.min(...known);
  const high = known.length === 0 ? 1 : Math.max(...known);
  return stepScale(low, high === low ? low + Math.max(1e-6, Math.abs(low)) : high, measure.better);
}
