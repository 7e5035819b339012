/** Numbers without meaning: linear models and how to check them, and what else engines reckon with. Absent here: the alliance. */
export { MilpBuilder, type MilpModel } from "./milp.ts";
export { checkRows, lagrangianBound, type RowCheck } from "./milp-check.ts";
export { withCost, withRowBelow, withUppers } from "./milp-edit.ts";
export { type AddedColumn, type AddedRow, type Elastic, rowsAtRisk, withColumns, withElastic, withRows } from "./milp-extend.ts";
export { isBoundRow, lpText, type MilpNames, mpsText, type TextOptions, type TextSize, textSize } from "./milp-text.ts";
export { dualInfeasibility, faultOf, type ModelFault, relativeResiduals, type Residuals } from "./milp-residual.ts";
export { readLp } from "./lp-read.ts";
export type { ModelFile, ModelFileError } from "./model-file.ts";
export { readMps } from "./mps-read.ts";
export { withSwitches } from "./switches.ts";
export { type Code, F32, I32, op, V128, type WasmFunction, type WasmHost, wasmModule } from "./wasm.ts";
