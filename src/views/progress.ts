/** Where long work stands, for a terminal line or a progress bar. */
export interface ProgressView {
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly stage: string;
  /** From 0 to 1. */
  readonly done: number;
  /** Estimated seconds to the end. Absent: no estimate yet. */
  readonly secondsLeft?: number;
  /** It takes notably longer than was estimated first. */
  readonly isLonger?: boolean;
  /** How a search stands: best value and bound, as they move. */
  readonly detail?: string;
  readonly message?: string;
}
