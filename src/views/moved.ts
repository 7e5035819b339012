import type { Shown } from "./shown.ts";

/** What is less has not moved. Unit: the leaf's. */
export const MOVED = 1e-9;

/**
 * Of rows of one ally that tell of the same for several spans of years, that in which most moves; of equal ones the first.
 * @example mostMoved([{ firstYear: 2031, size: 2 }, { firstYear: 2033, size: -3 }, { firstYear: 2035, size: 3 }], (it) => it.size)?.firstYear // → 2033
 */
export const mostMoved = <Row>(rows: readonly Row[], sizeOf: (row: Row) => number): Row | undefined =>
  rows.reduce<Row | undefined>((best, it) => (best === undefined || Math.abs(sizeOf(it)) > Math.abs(sizeOf(best)) + MOVED ? it : best), undefined);

/** Whether what an ally takes up costs it nothing, since it holds it beyond its target. Of what it gives back it says nothing. */
export const isOnHand = ({ quantity, cost }: { readonly quantity: Shown; readonly cost: Shown }): boolean => cost.value !== undefined && Math.abs(cost.value) <= MOVED && (quantity.value ?? 0) > MOVED;
