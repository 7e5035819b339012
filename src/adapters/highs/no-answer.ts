import type { SolveAnswer, SolveStatus } from "#engines/plan";

const NOTHING = new Float64Array(0);

/** An answer without values. */
export const noAnswer = (status: SolveStatus, message?: string, seconds = 0): SolveAnswer => ({
  status,
  primal: NOTHING,
  dual: NOTHING,
  objective: Number.NaN,
  bound: Number.NEGATIVE_INFINITY,
  iterations: 0,
  seconds,
  ...(message === undefined ? {} : { message }),
});
