/** Numbers without meaning: linear models and how to check them, and what else engines reckon with. Absent here: the alliance. */
export { MilpBuilder, type MilpModel } from "./milp.ts";
