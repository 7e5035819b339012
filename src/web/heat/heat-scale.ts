import type { HeatView } from "#views";
import { type StepScale, stepScale } from "../format/scale.ts";

/** The scale of the table, as its view states it. */
export const heatScale = (view: HeatView): StepScale => stepScale(view.scale.from, view.scale.to, view.scale.better);
