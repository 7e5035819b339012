import { lagrangianBound, MilpBuilder, type MilpModel } from "#maths";
import { type Desk, NoAnswerError, StoppedError } from "../stage.ts";
import type { Cut } from "./cut.ts";

/** What is decided over all scenarios: expected value and worst, weighed. */
export interface Weights {
  readonly probability: readonly number[];
  /** 0: expected value alone; 1: the worst scenario alone. */
  readonly risk: number;
}

/** @example weighed({ probability: [0.5, 0.5], risk: 0.5 }, [1, 3]) // → 2.5 */
export function weighed({ probability, risk }: Weights, values: readonly number[]): number {
  const expected = values.reduce((sum, it, at) => sum + probability[at]! * it, 0);
  return risk === 0 ? expected : (1 - risk) * expected + risk * Math.max(...values);
}

export interface MasterAsk {
  readonly desk: Desk;
  readonly weights: Weights;
  readonly cuts: readonly Cut[];
  /** Most of each decision. */
  readonly decisions: readonly { readonly upper: number }[];
  /** Proved least of each scenario, and what the best decisions so far make of them all. */
  readonly least: readonly number[];
  readonly best: number;
  /** Stay this near to some decisions, as a share of the most of each. Absent: anywhere. */
  readonly near?: { readonly first: Float64Array; readonly share: number };
}

export interface Master {
  readonly first: Float64Array;
  /** Least value by the cuts near the decisions asked for; a bound on every plan only without `near`. Proved from duals. */
  readonly bound: number;
}

/** Decisions that all cuts together think best. Columns are shares of the most of each decision. @throws NoAnswerError, StoppedError */
export async function master(ask: MasterAsk): Promise<Master> {
  const { desk, decisions } = ask;
  const model = masterModel(ask);
  const answer = await desk.solver.solve({ model, timeLimit: desk.timeLimit, name: "decisions" }, desk.signal);
  if (desk.signal?.aborted) throw new StoppedError();
  if (answer.status !== "optimal") throw new NoAnswerError("the decisions", answer.status, answer.message);
  const first = Float64Array.from(decisions, (it, d) => Math.min(Math.max(answer.primal[d]!, 0), 1) * it.upper);
  return { first, bound: lagrangianBound(model, answer.dual) + weighed(ask.weights, ask.least) };
}

/** min (1 − risk) Σ p · above + risk · worst, above[w] + least[w] ≥ every cut of w, worst ≥ every above + its distance. */
function masterModel({ weights, cuts, decisions, least, best, near }: MasterAsk): MilpModel {
  const build = new MilpBuilder();
  for (const [d, it] of decisions.entries()) {
    const at = near === undefined || it.upper <= 0 ? 0 : near.first[d]! / it.upper;
    build.column(near === undefined ? 0 : Math.max(at - near.share, 0), it.upper <= 0 ? 0 : near === undefined ? 1 : Math.min(at + near.share, 1));
  }
  const floor = weighed(weights, least);
  const room = Math.max(best - floor, 0) + 1;
  // No plan as good as the best has a scenario further above its least than this.
  const most = Math.max(...least);
  const above = weights.probability.map((p, w) => {
    const weight = (1 - weights.risk) * p;
    return build.column(0, weight > 0 ? room / weight : most - least[w]! + room, weight);
  });
  if (weights.risk > 0) {
    const worst = build.column(0, room / weights.risk, weights.risk);
    above.forEach((column, w) => {
      build.row(least[w]! - most, Number.POSITIVE_INFINITY);
      build.entry(worst, 1);
      build.entry(column, -1);
    });
  }
  for (const it of cuts) {
    build.row(it.constant - least[it.at]!, Number.POSITIVE_INFINITY);
    build.entry(above[it.at]!, 1);
    it.slope.forEach((slope, d) => { if (slope !== 0 && decisions[d]!.upper > 0) build.entry(d, -slope * decisions[d]!.upper); });
  }
  return build.model();
}
