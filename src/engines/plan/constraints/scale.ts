/** Numbers that keep a matrix near one. None of them changes what a plan is: only how its rows and columns are counted. */

// A power of two changes no digit of what it multiplies.
const BASE = 2;
// Columns of purchases are counted in about so many parts of the need, since a need is bought over some years.
const PARTS = 4;
// Least unit of a column, so that what is hardly needed does not blow up its row. Unit: items.
const LEAST_UNIT = 1e-6;

/** Least budget that a row is counted in: a nation with less, or with none, would have a row of huge numbers. Unit: M. */
export const LEAST_BUDGET = 0.01;

/** Slack of a limit that an earlier solve reached: what a solver's tolerance may take. Unit: share. */
export const REACHED_SLACK = 2e-6;
/** The same of slots and of room to expand, which an earlier solve used up. Unit: share. */
export const SLOT_SLACK = 1e-6;
// A quantity below this is none, and nothing is counted in parts of it.
const NONE = 1e-9;

/** What rows about a quantity are counted in: the quantity, or one where there is none. */
export const orOne = (quantity: number): number => (quantity > NONE ? quantity : 1);

/** Power of two nearest to a quantity; 1 where there is none. */
export const powerOfTwo = (value: number): number => (value > 0 && Number.isFinite(value) ? BASE ** Math.round(Math.log2(value)) : 1);

/** Items that one unit of a column of purchases stands for. @example unitOf(32) // → 8 */
export const unitOf = (need: number): number => powerOfTwo(Math.max(need / PARTS, LEAST_UNIT));
