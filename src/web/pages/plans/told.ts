import type { WhatIfBreach } from "#views";

// Less than this prints as nothing, so nobody is told of a difference of 0. Unit: weighted shortfall-years.
const STILL = 5e-4;

/** How a difference of the shortfall is told. @example toldAs(-0.00004) // → "same" */
export const toldAs = (difference: number): "same" | "more" | "less" => (Math.abs(difference) < STILL ? "same" : difference > 0 ? "more" : "less");

/** How many of each kind give way. @example brokenKinds([]) // → { budget: 0, programme: 0, agreement: 0, limit: 0 } */
export function brokenKinds(breaches: readonly Pick<WhatIfBreach, "kind">[]): Readonly<Record<WhatIfBreach["kind"], number>> {
  const kinds = { budget: 0, programme: 0, agreement: 0, limit: 0 };
  for (const it of breaches) kinds[it.kind] += 1;
  return kinds;
}
