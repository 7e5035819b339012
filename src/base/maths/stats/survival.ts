import { cholesky, solveWith, square } from "./matrix.ts";
import { chiSquared, type ChiSquared } from "./intervals.ts";
import { normalQuantile } from "./special.ts";

/** How long each subject was seen, and whether it ended. */
export interface Spells {
  readonly time: ArrayLike<number>;
  /** 1: ended; 0: still going on when last seen. */
  readonly ended: ArrayLike<number>;
}

/** A step of a survival curve. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly ended: number;
  readonly censored: number;
  readonly survival: number;
  /** Greenwood's error of the survival. */
  readonly error: number;
  /** Band on the log-log scale, which stays within 0 and 1. */
  readonly low: number;
  readonly high: number;
}

/**
 * Kaplan and Meier's curve with Greenwood errors and log-log bands, a step for each time at which something happens.
 * @example kaplanMeier({ time: [1, 2, 3], ended: [1, 0, 1] })[0].survival // → 0.666…
 */
export function kaplanMeier({ time, ended }: Spells, level = 0.95): readonly SurvivalStep[] {
  const z = normalQuantile(0.5 + level / 2);
  const order = byTime(time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  let atRisk = order.length;
  for (let from = 0; from < order.length; ) {
    const now = time[order[from]!]!;
    let to = from;
    let deaths = 0;
    while (to < order.length && time[order[to]!]! === now) deaths += ended[order[to++]!]!;
    survival *= 1 - deaths / atRisk;
    greenwood += deaths === 0 ? 0 : deaths / (atRisk * (atRisk - deaths));
    const error = survival === 0 ? Number.NaN : survival * Math.sqrt(greenwood);
    steps.push({ time: now, atRisk, ended: deaths, censored: to - from - deaths, survival, error, ...band(survival, greenwood, z) });
    atRisk -= to - from;
    from = to;
  }
  return steps;
}

function band(survival: number, greenwood: number, z: number): { readonly low: number; readonly high: number } {
  if (survival === 1) return { low: 1, high: 1 };
  if (survival === 0) return { low: Number.NaN, high: Number.NaN };
  const log = Math.log(survival);
  const half = (z * Math.sqrt(greenwood)) / Math.abs(log);
  return { low: Math.exp(log * Math.exp(half)), high: Math.exp(log * Math.exp(-half)) };
}

/** Step of a curve in force at a time. Absent: nothing has happened yet. */
export const survivalAt = (curve: readonly SurvivalStep[], time: number): SurvivalStep | undefined => curve.findLast((it) => it.time <= time);

/** Time at which a curve first falls to a share or below, with the times at which its band does. Absent: never. */
export function quantileOf(
  curve: readonly SurvivalStep[],
  share = 0.5,
): { readonly time: number | undefined; readonly low: number | undefined; readonly high: number | undefined } {
  const first = (value: (it: SurvivalStep) => number): number | undefined => {
    // Half-way where the curve lies on the share itself, as is usual.
    const at = curve.findIndex((it) => it.ended > 0 && value(it) <= share + 1e-12);
    if (at < 0) return undefined;
    if (Math.abs(value(curve[at]!) - share) > 1e-12) return curve[at]!.time;
    const next = curve.slice(at + 1).find((it) => it.ended > 0);
    return next === undefined ? curve[at]!.time : (curve[at]!.time + next.time) / 2;
  };
  return {
    time: first((it) => it.survival),
    low: first((it) => (Number.isNaN(it.low) ? 0 : it.low)),
    high: first((it) => (Number.isNaN(it.high) ? 1 : it.high)),
  };
}

/** Log-rank test that groups end alike. @param group dense numbers from 0. */
export function logRank({ time, ended }: Spells, group: ArrayLike<number>): ChiSquared {
  const order = byTime(time);
  let groups = 0;
  for (const it of order) groups = Math.max(groups, group[it]! + 1);
  const atRisk = new Float64Array(groups);
  for (const it of order) atRisk[group[it]!]! += 1;
  const excess = new Float64Array(groups);
  const variance = square(groups);
  let all = order.length;
  for (let from = 0; from < order.length; ) {
    const now = time[order[from]!]!;
    const deaths = new Float64Array(groups);
    const gone = new Float64Array(groups);
    let to = from;
    for (; to < order.length && time[order[to]!]! === now; to++) {
      const of = group[order[to]!]!;
      deaths[of]! += ended[order[to]!]!;
      gone[of]! += 1;
    }
    const dead = deaths.reduce((sum, it) => sum + it, 0);
    if (dead > 0) {
      for (let a = 0; a < groups; a++) {
        excess[a]! += deaths[a]! - (dead * atRisk[a]!) / all;
        if (all === 1) continue;
        const factor = (dead * (all - dead)) / (all - 1);
        for (let b = 0; b < groups; b++)
          variance.values[a * groups + b]! += factor * ((a === b ? atRisk[a]! / all : 0) - (atRisk[a]! * atRisk[b]!) / (all * all));
      }
    }
    for (let a = 0; a < groups; a++) atRisk[a]! -= gone[a]!;
    all -= to - from;
    from = to;
  }
  // Excesses add up to nought, so one group is left out.
  const df = groups - 1;
  const own = square(df);
  for (let a = 0; a < df; a++) for (let b = 0; b < df; b++) own.values[a * df + b] = variance.values[a * groups + b]!;
  const factor = cholesky(own);
  if (factor === undefined) return chiSquared(Number.NaN, df);
  const solved = solveWith(factor, excess.subarray(0, df));
  return chiSquared(
    solved.reduce((sum, it, index) => sum + it * excess[index]!, 0),
    df,
  );
}

/** A step of the curves of several causes of an end. */
export interface IncidenceStep {
  readonly time: number;
  /** Share that has ended by each cause so far. */
  readonly incidence: readonly number[];
  readonly errors: readonly number[];
  /** Share still going on. */
  readonly survival: number;
}

/**
 * Share that ends by each of several causes, where an end by one keeps the others from happening (Aalen and Johansen), with
 * errors after Marubini and Valsecchi.
 * @param cause 0: still going on; 1, 2, …: ended by that cause.
 */
export function competingRisks(time: ArrayLike<number>, cause: ArrayLike<number>): readonly IncidenceStep[] {
  const order = byTime(time);
  const causes = order.reduce((most, it) => Math.max(most, cause[it]!), 0);
  const incidence = new Float64Array(causes);
  const history: { readonly atRisk: number; readonly deaths: Float64Array; readonly dead: number; readonly before: number; readonly after: Float64Array }[] =
    [];
  const steps: IncidenceStep[] = [];
  let survival = 1;
  let atRisk = order.length;
  for (let from = 0; from < order.length; ) {
    const now = time[order[from]!]!;
    const deaths = new Float64Array(causes);
    let to = from;
    for (; to < order.length && time[order[to]!]! === now; to++) if (cause[order[to]!]! > 0) deaths[cause[order[to]!]! - 1]! += 1;
    const dead = deaths.reduce((sum, it) => sum + it, 0);
    if (dead > 0) {
      for (let k = 0; k < causes; k++) incidence[k]! += (survival * deaths[k]!) / atRisk;
      history.push({ atRisk, deaths, dead, before: survival, after: Float64Array.from(incidence) });
      survival *= 1 - dead / atRisk;
      const errors = Array.from({ length: causes }, (_, k) => {
        let variance = 0;
        for (const it of history) {
          const gone = incidence[k]! - it.after[k]!;
          const own = it.deaths[k]!;
          if (it.atRisk > it.dead) variance += (gone * gone * it.dead) / (it.atRisk * (it.atRisk - it.dead));
          variance += (it.before * it.before * (it.atRisk - own) * own) / it.atRisk ** 3;
          variance -= (2 * gone * it.before * own) / it.atRisk ** 2;
        }
        return Math.sqrt(Math.max(0, variance));
      });
      steps.push({ time: now, incidence: [...incidence], errors, survival });
    }
    atRisk -= to - from;
    from = to;
  }
  return steps;
}

const byTime = (time: ArrayLike<number>): readonly number[] => Array.from({ length: time.length }, (_, it) => it).sort((a, b) => time[a]! - time[b]! || a - b);
