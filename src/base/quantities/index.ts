/** Figures with range and unit, and named parameters. Absent here: what the figures are about. */
export { addRanges, exactly, type Range, rangeText, scaleRange, sumRanges, ZERO_RANGE } from "./range.ts";
export { type Parameter, parameter } from "./parameter.ts";
