import type { SustainmentCase } from "./case.ts";
import { NOISE_MEAN, NOISE_SD } from "./draws.ts";

/** What one nation's days came to, by type: read before the next run. Unit: items. */
export interface Outcome {
  /** Asked for and not there. */
  readonly shortage: Float32Array;
  /** Where the kernel tracks all: what was issued, and what was lost by attrition. */
  readonly issued?: Float32Array;
  readonly lost?: Float32Array;
  /** With the force at the end. */
  readonly stock: Float32Array;
  readonly depot: Float32Array;
  /** Missing to the target at the end, what is under way counted as there. */
  readonly gap: Float32Array;
}

/** What is kept of every day: shortage alone, which is quicker, or issues and losses too. */
export type Tracks = "shortage" | "all";

/** The inner loop of the simulation. Its results are the same to the last bit whatever it is made of. */
export interface Kernel {
  readonly name: "simd" | "scalar";
  readonly tracks: Tracks;
  /** Output of every line on every day of a draw, as a factor; before the nations of the draw. */
  readonly lines: (key: number) => void;
  /** All days of one nation. */
  readonly run: (ask: { readonly nation: number; readonly key: number }) => Outcome;
  /** Line factors as `lines` left them: `day * width + type`. */
  readonly factors: Float32Array;
  /** Types, rounded up to a whole number of vectors. */
  readonly width: number;
}

/** Cells that are worked on side by side, and vectors that are worked on in one turn of a loop. */
export const SIDE_BY_SIDE = 4;
export const PER_TURN = 2;

/** Types rounded up to whole turns. @example widthOf(150) // → 152 */
export const widthOf = (types: number): number => Math.ceil(types / (SIDE_BY_SIDE * PER_TURN)) * SIDE_BY_SIDE * PER_TURN;

/** Arrays of a case as kernels read them: rows padded with zeros, spreads in steps of the noise, and means less the noise's. */
export interface Padded {
  readonly stock: Float32Array;
  readonly depot: Float32Array;
  /** What is missing to the target at the start. */
  readonly gap: Float32Array;
  readonly demand: Float32Array;
  readonly spread: Float32Array;
  /** Part of the stock that is left after a day. */
  readonly kept: Float32Array;
  readonly production: Float32Array;
  readonly lineMean: Float32Array;
  readonly lineSpread: Float32Array;
  readonly weight: Float32Array;
}

export function padded(it: SustainmentCase): Padded {
  const width = widthOf(it.types);
  const rows = (from: Float32Array, of = (value: number, _at: number): number => value): Float32Array => {
    const to = new Float32Array((from.length / it.types) * width);
    for (let at = 0; at < from.length; at++) to[Math.floor(at / it.types) * width + (at % it.types)] = of(from[at]!, at);
    return to;
  };
  const perStep = (value: number): number => value / NOISE_SD;
  return {
    stock: rows(it.stock),
    depot: rows(it.depot),
    gap: rows(it.target, (target, at) => target - it.stock[at]!),
    demand: rows(it.demand, (demand, at) => demand - NOISE_MEAN * perStep(it.spread[at]!)),
    spread: rows(it.spread, perStep),
    kept: rows(it.attrition, (lost) => 1 - lost),
    production: rows(it.production),
    lineMean: rows(it.lineSpread, (spread) => 1 - NOISE_MEAN * perStep(spread)),
    lineSpread: rows(it.lineSpread, perStep),
    weight: rows(it.weight),
  };
}
