// Less than this prints as nothing, so nobody is told of a difference of 0. Unit: weighted shortfall-years.
const STILL = 5e-4;

/** How a difference of the shortfall is told. @example toldAs(-0.00004) // → "same" */
export const toldAs = (difference: number): "same" | "more" | "less" => (Math.abs(difference) < STILL ? "same" : difference > 0 ? "more" : "less");
