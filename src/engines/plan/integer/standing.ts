import { checkRows, type MilpModel, relativeResiduals } from "#maths";

/** How a search stands at one moment. */
export interface SearchStep {
  /** Since the search began. Unit: s. */
  readonly seconds: number;
  readonly incumbent: number;
  readonly bound: number;
  /** What moved it. */
  readonly by: string;
}

// Breach of a row or bound against the size of its numbers, and distance from a whole number, up to which values are a solution.
const BREACH = 1e-6;
const WHOLE = 1e-5;
// An incumbent is replaced only by one better by this share.
const BETTER = 1e-9;

/** The gap between a value that is made least and its bound, as a share of the value. @example gapBetween(100, 98) // → 0.02 */
export const gapBetween = (value: number, bound: number): number => (bound >= value ? 0 : Number.isFinite(value) && Number.isFinite(bound) ? (value - bound) / Math.max(Math.abs(value), 1e-10) : Number.POSITIVE_INFINITY);

/** The best solution and the best bound that a search has, whoever found them. */
export class Standing {
  readonly model: MilpModel;
  private readonly now: () => number;
  private readonly told: ((step: SearchStep) => void) | undefined;
  readonly log: SearchStep[] = [];
  primal: Float64Array | undefined;
  objective = Number.POSITIVE_INFINITY;
  bound = Number.NEGATIVE_INFINITY;
  boundBy: "duals" | "solver" = "duals";
  /** Counts incumbents: two looks that see the same number have seen the same incumbent. */
  version = 0;

  constructor(model: MilpModel, now: () => number, told?: (step: SearchStep) => void) {
    this.model = model;
    this.now = now;
    this.told = told;
  }

  get gap(): number {
    return gapBetween(this.objective, this.bound);
  }

  /** Takes values as the incumbent if they are a solution by our own arithmetic, and better. Answers whether they were. */
  offer(primal: Float64Array, by: string): boolean {
    if (primal.length !== this.model.colCount) return false;
    const clean = this.snapped(primal);
    const values = this.isSolution(clean) ? clean : primal;
    if (values === primal && !this.isSolution(primal)) return false;
    const { objective } = checkRows(this.model, values);
    if (!(objective < this.objective - BETTER * Math.max(1, Math.abs(this.objective === Number.POSITIVE_INFINITY ? objective : this.objective)))) return false;
    this.primal = values;
    this.objective = objective;
    this.version += 1;
    this.say(by);
    return true;
  }

  /** Takes values of the same choice in place of the incumbent, better or not, if they breach the rows less. */
  replace(primal: Float64Array, by: string): void {
    const clean = this.snapped(primal);
    if (this.primal === undefined || !this.isSolution(clean)) return;
    const it = checkRows(this.model, clean);
    if (it.rowBreach >= checkRows(this.model, this.primal).rowBreach) return;
    this.primal = clean;
    this.objective = it.objective;
    this.version += 1;
    this.say(by);
  }

  /** Takes a bound if it is better than the one known. */
  raise(bound: number, { by, isOwn }: { readonly by: string; readonly isOwn: boolean }): void {
    if (!(bound > this.bound) || !Number.isFinite(bound)) return;
    this.bound = bound;
    this.boundBy = isOwn ? "duals" : "solver";
    this.say(by);
  }

  private isSolution(primal: Float64Array): boolean {
    const it = relativeResiduals(this.model, primal);
    return it.rowRelative <= BREACH && it.boundRelative <= BREACH && it.whole <= WHOLE;
  }

  /** Whole columns exactly whole, all within their bounds. */
  private snapped(primal: Float64Array): Float64Array {
    const { colLower, colUpper, whole } = this.model;
    return primal.map((value, column) => Math.min(Math.max(whole?.[column] === 1 ? Math.round(value) : value, colLower[column]!), colUpper[column]!));
  }

  private say(by: string): void {
    const step = { seconds: this.now(), incumbent: this.objective, bound: this.bound, by };
    this.log.push(step);
    this.told?.(step);
  }
}
