/** Draws the map of the allies. Apart from the other views, since it alone brings projections along. */
export { mapDrawing } from "./drawing.ts";
export { type Land, readLand } from "./shapes.ts";
