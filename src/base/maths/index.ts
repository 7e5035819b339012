/** Numbers without meaning: linear models and how to check them, and what else engines reckon with. Absent here: the alliance. */
export { MilpBuilder, type MilpModel } from "./milp.ts";
export { checkRows, lagrangianBound, type RowCheck } from "./milp-check.ts";
export { withCost, withRowBelow, withUppers } from "./milp-edit.ts";
export { lpText, type MilpNames, mpsText } from "./milp-text.ts";
