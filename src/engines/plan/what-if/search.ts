import { checkRows, type MilpModel } from "#maths";
import { NoAnswerError, StoppedError } from "../stage.ts";
import type { Basis, SolveAnswer, SolveProgress, Solver, StopSignal } from "../solver.ts";
import { picked } from "./arrays.ts";
import { bestBetween, type Priced, priced } from "./bound.ts";
import { repaired } from "./repair.ts";
import { type Restricted, restricted } from "./restrict.ts";
import { partOf, type Point, wholeOf } from "./state.ts";
import { Switch } from "./switch.ts";

/** A plan for a changed model, with what proves how good it is. Constants of the objective left out. */
export interface Found extends Point {
  /** Objective, computed again from the values. */
  readonly value: number;
  /** No plan can be below this: weak duality, whatever the solver said. */
  readonly bound: number;
  /** Largest breach of a row or bound, computed again from the values. In the units of the model. */
  readonly breach: number;
  /** Whether the whole model was solved, and by the solver's word to the end. */
  readonly isExact: boolean;
  /** How often decisions were opened, and the decisions open in the last solve. */
  readonly rounds: number;
  readonly open: number;
  /** Time inside the solver. Unit: s. */
  readonly seconds: number;
}

export interface SearchAsk {
  readonly model: MilpModel;
  /** Constant of the objective, for gaps. */
  readonly constant: number;
  readonly start: Point;
  /** Columns of the nations that the change is about, where it is about nations; tried alone first. */
  readonly own?: Uint8Array;
  /** Columns that are always open: the ways out of what became impossible. */
  readonly always: Uint8Array;
  readonly solver: Solver;
  readonly signal: StopSignal | undefined;
  readonly name: string;
  readonly gap: number;
  readonly priceReach: number;
  readonly rounds: number;
  readonly quickTime: number;
  /** Part of `quickTime` for the decisions of `own` alone. */
  readonly ownShare: number;
  readonly warmTime: number;
}

/** (plan − bound) / plan. @example gapOf({ value: 10, bound: 9, constant: 0 }) // → 0.1 */
export const gapOf = ({ value, bound, constant }: { readonly value: number; readonly bound: number; readonly constant: number }): number => Math.max(value - bound, 0) / Math.max(Math.abs(value + constant), LEAST_VALUE);

/** Whether somebody stopped it: asked anew each time, since it changes while one waits. */
export const isStopped = (signal: StopSignal | undefined): boolean => signal?.aborted === true;

// Below this a plan counts as having no shortfall. Unit: weighted shortfall-years.
const LEAST_VALUE = 1e-6;
// A solve is given at least so long, so that one on a busy machine is not given up before it began. Unit: s.
const LEAST_TIME = 0.05;
// Breach of a row that counts as round-off. In the units of the model, which are near one.
export const FEASIBLE = 1e-6;
// What an earlier solution may miss a row by without anything being asked to move.
const ROUND_OFF = 1e-7;
// A column is off its bound beyond this.
const OFF = 1e-9;

/**
 * A plan for the changed model within a proven gap, by solving as little of it as will do. The bound comes first, from the
 * prices of the start; then decisions are opened in rounds: those of the nations the change is about; those that are in the
 * start's basis or that prices say could pay; those that new prices ask for. Everything else stays as it was. Answers
 * `undefined` where no round found a plan: then only the whole model can.
 * Unit: the objective's. @throws StoppedError, NoAnswerError where the solver fails
 */
export async function quickSearch(ask: SearchAsk): Promise<Found | undefined> {
  const { model, start } = ask;
  const opening = priced(model, start.dual);
  let prices = opening;
  const nothing = { prices, rounds: 0, open: 0, seconds: 0 };
  // A plan at once, however wide its gap: what the change makes impossible is cut back by arithmetic.
  const kept = asFound(ask, { point: start, ...nothing });
  const mended = kept ?? asFound(ask, { point: { ...start, primal: repaired(model, start.primal) }, ...nothing });
  let best = mended;
  if (best !== undefined && gapOf({ ...best, constant: ask.constant }) <= ask.gap) return best;
  const breached = columnsOfBreachedRows(model, start.primal);
  const seconds = { spent: 0 };
  if (ask.own !== undefined) {
    const tried = await round({ ...ask, quickTime: ask.ownShare * ask.quickTime }, {
      free: unionOf(ask.always, breached, ask.own),
      point: start,
      prices,
      rounds: 1,
      seconds,
      methods: { primal: start.basis },
    });
    if (tried !== undefined) {
      // With most decisions held its basis and its plan say little about the whole model: what follows starts from that of the start.
      best = better(best, tried.found === undefined ? undefined : { ...tried.found, basis: start.basis });
      if (best !== undefined && gapOf({ ...best, constant: ask.constant }) <= ask.gap) return best;
      if (tried.prices.bound > prices.bound) prices = tried.prices;
    }
  }
  // What stays as it was must leave a plan: where the start breaks rows, that is what it was mended to.
  let point: Point = kept !== undefined || mended === undefined ? start : { ...start, primal: mended.primal };
  let free = openBy(ask, { point, prices: opening, base: unionOf(ask.always, breached, ask.own ?? ask.always) });
  let methods: Methods = { primal: start.basis, dual: start.basis };
  for (let at = 0; at < ask.rounds && seconds.spent < ask.quickTime; at++) {
    const tried = await round(ask, { free, point, prices, rounds: at + 2, seconds, methods });
    if (tried === undefined) break;
    best = better(best, tried.found);
    if (best !== undefined && gapOf({ ...best, constant: ask.constant }) <= ask.gap) return best;
    point = tried.point;
    const wider = openBy(ask, { point, prices: tried.own, base: free });
    prices = tried.prices;
    if (tried.isOptimal && wider.every((it, column) => it === free[column])) break;
    free = wider;
    methods = { primal: point.basis };
  }
  return best;
}

/** The whole model, from a point near its answer; from nothing by interior point where that does not end. @throws StoppedError, NoAnswerError */
export async function exactSearch(ask: SearchAsk & { readonly coldTime: number }): Promise<Found> {
  const { model, start } = ask;
  const seconds = { spent: 0 };
  const all = new Uint8Array(model.colCount).fill(1);
  const prices = priced(model, start.dual);
  const part = { free: all, point: start, prices, rounds: 1, seconds };
  // Without time to go on from the start it is not tried at all: whether it ends in a moment would be for the machine to say, and with it the last digit.
  const isTried = ask.warmTime > 0;
  const tried = isTried ? await round({ ...ask, quickTime: ask.warmTime, gap: 0 }, { ...part, methods: isVertex(model, start) ? { primal: start.basis } : { dual: start.basis } }) : undefined;
  if (tried?.found !== undefined && tried.isOptimal) return { ...tried.found, isExact: true };
  const answer = await solved(ask, { model, timeLimit: ask.coldTime, name: ask.name, algorithm: "interior-point" });
  if (answer.status !== "optimal" || answer.basis === undefined) throw new NoAnswerError(ask.name, answer.status, answer.message);
  const point = { primal: answer.primal, dual: answer.dual, basis: answer.basis };
  const found = asFound(ask, { point, prices: priced(model, answer.dual), rounds: 1, open: model.colCount, seconds: seconds.spent + answer.seconds });
  if (found === undefined) throw new NoAnswerError(ask.name, "infeasible", "the answer breaks the rows of the model");
  return { ...found, isExact: true };
}

/** A point that an exact solve of this very model ended at, checked again like every plan. `undefined` where it does not hold. */
export function knownAnswer(ask: SearchAsk, seconds: number): Found | undefined {
  const found = asFound(ask, { point: ask.start, prices: priced(ask.model, ask.start.dual), rounds: 0, open: 0, seconds });
  return found === undefined || gapOf({ ...found, constant: ask.constant }) > ask.gap ? undefined : { ...found, isExact: true };
}

/** Bases of the whole model that simplex methods start from, at once where the solver has threads for both: plans get better by the primal one, what is proved by the dual one. */
interface Methods {
  readonly primal?: Basis;
  readonly dual?: Basis;
}

interface Round {
  readonly free: Uint8Array;
  readonly point: Point;
  readonly prices: Priced;
  readonly rounds: number;
  readonly seconds: { spent: number };
  readonly methods: Methods;
}

/** One restricted solve: the plan found, the best prices known now, and the prices of this very solve. */
async function round(ask: SearchAsk, { free, point, prices, rounds, seconds, methods }: Round): Promise<{ readonly found: Found | undefined; readonly prices: Priced; readonly own: Priced; readonly point: Point; readonly isOptimal: boolean } | undefined> {
  const { model } = ask;
  const part = restricted(model, { free, primal: point.primal, tolerance: ROUND_OFF });
  const answer = await raced(ask, { part, at: picked(point.primal, part.columns), bound: prices.bound, timeLimit: Math.max(ask.quickTime - seconds.spent, LEAST_TIME), methods });
  seconds.spent += answer.seconds;
  // A solve that ran out of time may still have found a plan, if not the best of its part.
  if (answer.status !== "optimal" && answer.status !== "feasible") return undefined;
  const primal = Float64Array.from(point.primal);
  part.columns.forEach((column, at) => { primal[column] = answer.primal[at]!; });
  const dual = Float64Array.from(prices.price);
  const hasPrices = answer.dual.length === part.model.rowCount;
  if (hasPrices) part.rows.forEach((row, at) => { dual[row] = answer.dual[at]!; });
  const own = hasPrices ? priced(model, dual) : prices;
  // Where the prices of the part alone prove less than those before, something between the two often proves more.
  const next = own.bound >= prices.bound ? own : bestBetween(model, prices, own, TRIES);
  const basis = answer.basis === undefined ? point.basis : wholeOf(answer.basis, { columns: part.columns, rows: part.rows, before: point.basis, model });
  const at = { primal, dual, basis };
  return { found: asFound(ask, { point: at, prices: next, rounds, open: part.columns.length, seconds: seconds.spent }), prices: next, own, point: at, isOptimal: answer.status === "optimal" };
}

interface Race {
  readonly part: Restricted;
  /** Values of the columns of the part. */
  readonly at: Float64Array;
  /** Of the whole model. */
  readonly bound: number;
  readonly timeLimit: number;
  readonly methods: Methods;
}

// Part of the gap within which a plan of a part must be: the rest is left for what the part does not see.
const MARGIN = 0.9;

/**
 * Solves a part by one or both simplex methods. One that ends wins; before that, both are stopped as soon as the plan of the
 * one is within the gap of what the prices of the other, or those of before, prove. An answer without prices: those of before do.
 */
async function raced(ask: SearchAsk, { part, at, bound, timeLimit, methods }: Race): Promise<SolveAnswer> {
  const bases = methodsFor(ask, { part, at, methods });
  const stop = new Switch();
  const stopAll = (): void => stop.abort();
  ask.signal?.addEventListener("abort", stopAll, { once: true });
  const best = { value: Number.POSITIVE_INFINITY, bound: bound - part.constant };
  let isProvedBefore = true;
  const onProgress = (it: SolveProgress): void => {
    best.value = Math.min(best.value, it.incumbent);
    if (it.bound > best.bound) {
      best.bound = it.bound;
      isProvedBefore = false;
    }
    if (gapOf({ ...best, constant: ask.constant + part.constant }) <= MARGIN * ask.gap) stop.abort();
  };
  const run = (algorithm: "simplex" | "primal-simplex", basis: Basis | undefined): readonly Promise<SolveAnswer>[] =>
    basis === undefined
      ? []
      : [
          solved(
            ask,
            {
              model: part.model,
              timeLimit,
              name: ask.name,
              presolve: false,
              startDistance: "few steps",
              algorithm,
              start: partOf(basis, part),
              ...(ask.gap > 0 && { onProgress }),
            },
            stop,
          ),
        ];
  const runs = [...run("primal-simplex", bases.primal), ...run("simplex", bases.dual)];
  try {
    const winner = await Promise.any(runs.map(async (it) => ((await it).status === "optimal" ? it : Promise.reject(new Error("not ended"))))).catch(
      () => undefined,
    );
    if (winner !== undefined) return winner;
    const answers = await Promise.all(runs);
    const plan = answers.find((it) => it.status === "feasible") ?? answers[0]!;
    const proof = isProvedBefore ? undefined : answers.find((it) => it.status === "stopped" && it.dual.length > 0);
    return { ...plan, dual: proof?.dual ?? (isProvedBefore && stop.aborted ? new Float64Array(0) : plan.dual) };
  } finally {
    stop.abort();
    ask.signal?.removeEventListener("abort", stopAll);
  }
}

/** Where costs alone are new, or decisions that were not open before, the primal method keeps what is feasible and is enough; one thread has time for one method. */
function methodsFor(ask: SearchAsk, { part, at, methods }: Pick<Race, "part" | "at" | "methods">): Methods {
  const { primal, dual } = methods;
  if (primal === undefined || dual === undefined) return methods;
  if (isVertex(part.model, { basis: partOf(primal, part), primal: at })) return { primal };
  return ask.solver.parallel > 1 ? methods : { dual };
}

/** Whether a point keeps every row, and has every row and column that is not basic at one of its bounds. */
function isVertex(model: MilpModel, { basis, primal }: Pick<Point, "basis" | "primal">): boolean {
  const near = (value: number, bound: number): boolean => Math.abs(value - bound) <= ROUND_OFF;
  for (let column = 0; column < model.colCount; column++) if (basis.colStatus[column] !== BASIC && !near(primal[column]!, model.colLower[column]!) && !near(primal[column]!, model.colUpper[column]!)) return false;
  for (let row = 0; row < model.rowCount; row++) {
    let activity = 0;
    for (let k = model.starts[row]!, end = model.starts[row + 1]!; k < end; k++) activity += model.values[k]! * primal[model.indices[k]!]!;
    const [lower, upper] = [model.rowLower[row]!, model.rowUpper[row]!];
    if (basis.rowStatus[row] === BASIC ? activity < lower - ROUND_OFF || activity > upper + ROUND_OFF : !near(activity, lower) && !near(activity, upper)) return false;
  }
  return true;
}

// Halvings between two vectors of prices. Each costs one pass over the model.
const TRIES = 5;

async function solved(ask: SearchAsk, request: Parameters<Solver["solve"]>[0], stop: StopSignal | undefined = ask.signal): Promise<SolveAnswer> {
  if (isStopped(ask.signal)) throw new StoppedError();
  const { model } = request;
  // Nothing to decide: no solver is asked.
  if (model.colCount === 0) return { status: "optimal", primal: new Float64Array(0), dual: new Float64Array(model.rowCount), objective: 0, bound: 0, iterations: 0, seconds: 0, basis: { colStatus: new Int32Array(0), rowStatus: new Int32Array(model.rowCount).fill(1) } };
  const answer = await ask.solver.solve(request, stop);
  if (isStopped(ask.signal)) throw new StoppedError();
  return answer;
}

/** A point as a plan, where it keeps every row. */
function asFound(ask: SearchAsk, { point, prices, rounds, open, seconds }: { readonly point: Point; readonly prices: Priced; readonly rounds: number; readonly open: number; readonly seconds: number }): Found | undefined {
  const check = checkRows(ask.model, point.primal);
  const breach = Math.max(check.rowBreach, check.boundBreach);
  return breach > FEASIBLE ? undefined : { ...point, dual: prices.price, value: check.objective, bound: prices.bound, breach, isExact: false, rounds, open, seconds };
}

const better = (a: Found | undefined, b: Found | undefined): Found | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const [plan, other] = b.value <= a.value ? [b, a] : [a, b];
  return { ...plan, bound: Math.max(plan.bound, other.bound), rounds: b.rounds, open: b.open, seconds: b.seconds };
};

/** Opens what is in the basis, what prices say could pay, and what is not where prices say it belongs. */
function openBy({ model, priceReach }: SearchAsk, { point, prices, base }: { readonly point: Point; readonly prices: Priced; readonly base: Uint8Array }): Uint8Array {
  const free = Uint8Array.from(base);
  const { colStatus } = point.basis;
  for (let column = 0; column < model.colCount; column++) {
    const [d, x] = [prices.reduced[column]!, point.primal[column]!];
    if (colStatus[column] === BASIC || Math.abs(d) <= priceReach || (d < 0 ? x < model.colUpper[column]! - OFF : x > model.colLower[column]! + OFF)) free[column] = 1;
  }
  return free;
}

const BASIC: Basis["colStatus"][number] = 1;

/** Columns of every row that a point does not keep. */
function columnsOfBreachedRows(model: MilpModel, primal: Float64Array): Uint8Array {
  const free = new Uint8Array(model.colCount);
  for (let row = 0; row < model.rowCount; row++) {
    let activity = 0;
    const [start, end] = [model.starts[row]!, model.starts[row + 1]!];
    for (let k = start; k < end; k++) activity += model.values[k]! * primal[model.indices[k]!]!;
    if (activity >= model.rowLower[row]! - ROUND_OFF && activity <= model.rowUpper[row]! + ROUND_OFF) continue;
    for (let k = start; k < end; k++) free[model.indices[k]!] = 1;
  }
  return free;
}

function unionOf(...sets: readonly Uint8Array[]): Uint8Array {
  const all = Uint8Array.from(sets[0]!);
  for (const set of sets) for (let at = 0; at < all.length; at++) if (set[at] === 1) all[at] = 1;
  return all;
}
