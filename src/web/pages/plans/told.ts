import { formatNumber, THIN } from "../../format/number.ts";

// A proof is told to the hundredth of a per cent. Unit: per cent.
const LEAST = 0.01;

/** How far a proof reaches, never rounded down: nothing is proven to the last digit. @example gapText(0.00003) // → "0.01 %" with a narrow space */
export const gapText = (gap: number): string => `${formatNumber(Math.max(Math.ceil(gap * 1e4 - 1e-3) / 100, LEAST))}${THIN}%`;

// Less than this prints as nothing, so nobody is told of a difference of 0. Unit: weighted shortfall-years.
const STILL = 5e-4;

/** How a difference of the shortfall is told. @example toldAs(-0.00004) // → "same" */
export const toldAs = (difference: number): "same" | "more" | "less" => (Math.abs(difference) < STILL ? "same" : difference > 0 ? "more" : "less");
