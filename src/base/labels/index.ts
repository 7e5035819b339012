/** Confidentiality labels: how they join. Absent here: nations, facts, readers' clearances (they arrive with the label algebra). */
export { joinLabels, type LabelLike } from "./join.ts";
