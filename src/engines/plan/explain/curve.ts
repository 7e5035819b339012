import type { MilpModel } from "#maths";
import type { Basis } from "../solver.ts";
import { type Desk, NoAnswerError, StoppedError } from "../stage.ts";
import type { Subject } from "./subjects.ts";

/** A stretch on which one more unit is worth the same. Units: planner's, from what the plan has; negative: less of it. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Change of the objective per unit: 0 or below. */
  readonly slope: number;
  /** Whether the slope holds all along it; else it is the mean of a stretch that was not resolved. */
  readonly isExact: boolean;
}

/** Value of a model as one row has more or less. */
export interface Curve {
  readonly value: number;
  /** In order, without gaps, from `from` to `to`; both sides of 0 are separate pieces. */
  readonly pieces: readonly Piece[];
  /** Solution with more, at the end of the first piece on which more helps. Absent: more never helps. */
  readonly helped?: { readonly by: number; readonly primal: Float64Array };
  /** Whether there is no solution with less than `pieces[0].from`. */
  readonly isCut: boolean;
  readonly solves: number;
}

export interface CurveAsk {
  readonly desk: Desk;
  readonly model: MilpModel;
  readonly subject: Subject;
  /** Solution of the model as it is. With its values it is taken as it stands; without, solved again from its basis. */
  readonly base: { readonly value: number; readonly dual: Float64Array; readonly primal?: Float64Array; readonly basis: Basis | undefined };
  /** How much less and more is looked at. Unit: planner's. */
  readonly reach: { readonly less: number; readonly more: number };
  /** Most solves on each side. */
  readonly solves: number;
}

interface Point {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
  readonly primal: Float64Array;
  readonly basis: Basis | undefined;
}

/** The same model with more (negative: less) of what a subject is about. */
export function withMore(model: MilpModel, { row, bound, scale }: Subject, amount: number): MilpModel {
  const step = amount / scale;
  const rowLower = Float64Array.from(model.rowLower);
  const rowUpper = Float64Array.from(model.rowUpper);
  if (bound === "upper") rowUpper[row]! += step;
  else rowLower[row]! -= step;
  if (bound === "both") rowUpper[row]! -= step;
  return { ...model, rowLower, rowUpper };
}

/**
 * The value of a linear model as a function of one right-hand side: convex and piecewise linear, so that two tangents either
 * meet on it, which is then a corner, or show where to solve next (Eisner and Severance 1976). Nearest to the plan first: the
 * first piece on each side is exact whenever the solves suffice for one. Its slopes left and right of 0 are the interval in
 * which a degenerate dual lies. @throws StoppedError
 */
export async function curveOf(ask: CurveAsk): Promise<Curve> {
  const { desk, model, subject, base, reach } = ask;
  let solves = 0;
  const solveAt = async (at: number, basis: Basis | undefined): Promise<Point | undefined> => {
    if (desk.signal?.aborted) throw new StoppedError();
    solves += 1;
    const answer = await desk.solver.solve({ model: withMore(model, subject, at), timeLimit: desk.timeLimit, name: "price curve", ...(basis === undefined ? {} : { start: basis }) }, desk.signal);
    if (desk.signal?.aborted) throw new StoppedError();
    if (answer.status === "infeasible") return undefined;
    if (answer.status !== "optimal") throw new NoAnswerError("price curve", answer.status, answer.message);
    return { at, value: answer.objective, slope: slopeAt(subject, answer.dual), primal: answer.primal, basis: answer.basis };
  };
  const here = base.primal === undefined ? await solveAt(0, base.basis) : { at: 0, value: base.value, slope: slopeAt(subject, base.dual), primal: base.primal, basis: base.basis };
  if (here === undefined) throw new NoAnswerError("price curve", "infeasible", "the plan itself has no solution");
  const side = async (far: Point): Promise<{ readonly pieces: Piece[]; readonly first: Point }> => {
    const pieces: Piece[] = [];
    const sign = Math.sign(far.at);
    const ahead = [far];
    let [near, left, first] = [here, ask.solves, far];
    while (ahead.length > 0) {
      const next = ahead.at(-1)!;
      const meet = meetingOf(near, next);
      const isLine = meet === undefined;
      if (!isLine && left > 0) {
        left -= 1;
        const between = await solveAt(meet, near.basis);
        if (between === undefined) break;
        ahead.push(between);
        continue;
      }
      if (pieces.length === 0) first = next;
      const drop = next.value - near.value;
      const slope = Math.abs(drop) <= NOTHING * Math.max(1, Math.abs(near.value)) ? 0 : drop / (next.at - near.at);
      pieces.push(sign > 0 ? { from: near.at, to: next.at, slope, isExact: isLine } : { from: next.at, to: near.at, slope, isExact: isLine });
      near = next;
      ahead.pop();
    }
    return { pieces: merged(sign > 0 ? pieces : pieces.reverse()), first };
  };
  const most = reach.more > 0 ? await solveAt(reach.more, here.basis) : undefined;
  const right = most === undefined ? undefined : await side(most);
  let [least, isCut] = [undefined as Point | undefined, false];
  for (let part = reach.less; part > LEAST_PART * reach.less; part /= 2) {
    least = await solveAt(-part, here.basis);
    if (least !== undefined) break;
    isCut = true;
  }
  const before = least === undefined ? undefined : await side(least);
  const helps = right?.pieces[0] !== undefined && right.pieces[0].slope < 0;
  return { value: here.value, pieces: [...(before?.pieces ?? []), ...(right?.pieces ?? [])], ...(helps && { helped: { by: right.first.at, primal: right.first.primal } }), isCut, solves };
}

// Of what may be less, the smallest part that is tried when there is no solution with less.
const LEAST_PART = 1 / 64;

// Distance of a value from a tangent that counts as none, against the size of the value: what solvers promise.
const TOUCHING = 2e-8;

const slopeAt = ({ row, bound, scale }: Subject, dual: Float64Array): number => ((bound === "upper" ? dual[row]! : -dual[row]!) || 0) / scale;

/** Where the tangents of two points meet between them. Absent: the value runs straight from one to the other. */
function meetingOf(a: Point, b: Point): number | undefined {
  const close = TOUCHING * Math.max(1, Math.abs(a.value));
  const width = b.at - a.at;
  if (Math.abs(a.value + a.slope * width - b.value) <= close || Math.abs(b.value - b.slope * width - a.value) <= close) return undefined;
  const at = (b.value - a.value + a.slope * a.at - b.slope * b.at) / (a.slope - b.slope);
  const inside = Math.abs(at - a.at) > NARROW * Math.abs(width) && Math.abs(at - b.at) > NARROW * Math.abs(width) && (at - a.at) * (at - b.at) < 0;
  return inside ? at : undefined;
}

// A change of the value that is round-off whatever the stretch, against the size of the value.
const NOTHING = 1e-12;

// Two corners closer than this part of the stretch between two solves are one.
const NARROW = 1e-6;

/** Joins neighbours with one slope. */
function merged(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const it of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.isExact === it.isExact && Math.abs(last.slope - it.slope) <= 1e-6 * Math.max(Math.abs(last.slope), Math.abs(it.slope)) + 1e-13) joined[joined.length - 1] = { ...last, to: it.to };
    else joined.push(it);
  }
  return joined;
}
