import { type SustainmentCase, TRANSIT_MOST } from "./case.ts";
import { nextWord, noiseOf, startOf } from "./draws.ts";
import { type Kernel, padded, SIDE_BY_SIDE, type Tracks, widthOf } from "./kernel.ts";

const SLOTS = TRANSIT_MOST + 1;
const { fround } = Math;

/**
 * The simulation one cell at a time, in single precision: what the vector kernel does, as plain code. Each day, for each type:
 * what is due arrives; use is drawn and issued as far as the stock goes; a share of the rest is lost; the depot gets what the
 * line made; and what is missing to the target is asked for, as far as the depot goes. If all that a nation asks for is
 * heavier than its lift, every type gets the same share of what it asked for.
 */
export function scalarKernel(it: SustainmentCase, tracks: Tracks = "shortage"): Kernel {
  const width = widthOf(it.types);
  const given = padded(it);
  const factors = new Float32Array(it.days * width);
  const words = new Int32Array(SIDE_BY_SIDE);
  const needs = new Float32Array(SIDE_BY_SIDE);
  const row = (): Float32Array => new Float32Array(width);
  const state = { stock: row(), depot: row(), gap: row(), shortage: row() };
  const more = { issued: row(), lost: row() };
  const pipe = new Float32Array(SLOTS * width);
  const outcome = tracks === "all" ? { ...state, ...more } : state;

  const begin = (key: number, day: number): void => { for (let lane = 0; lane < SIDE_BY_SIDE; lane++) words[lane] = startOf(key, day, lane); };
  const noise = (cell: number): number => {
    const lane = cell % SIDE_BY_SIDE;
    words[lane] = nextWord(words[lane]!);
    return noiseOf(words[lane]!);
  };

  const asked = (cell: number): number => {
    const gap = state.gap[cell]!;
    const want = 0 < gap ? gap : 0;
    const depot = state.depot[cell]!;
    return depot < want ? depot : want;
  };

  /** First pass: everything but the lift. Answers what all that is asked for weighs. */
  const useAndAsk = (base: number, day: number): number => {
    const due = (day % SLOTS) * width;
    needs.fill(0);
    for (let cell = 0; cell < width; cell++) {
      const there = fround(state.stock[cell]! + pipe[due + cell]!);
      const drawn = fround(given.demand[base + cell]! + fround(given.spread[base + cell]! * noise(cell)));
      const demand = 0 < drawn ? drawn : 0;
      const issued = demand < there ? demand : there;
      const rest = fround(there - issued);
      const stock = fround(rest * given.kept[base + cell]!);
      state.shortage[cell] = fround(state.shortage[cell]! + fround(demand - issued));
      more.issued[cell] = fround(more.issued[cell]! + issued);
      more.lost[cell] = fround(more.lost[cell]! + fround(rest - stock));
      state.stock[cell] = stock;
      state.gap[cell] = fround(state.gap[cell]! + fround(there - stock));
      state.depot[cell] = fround(state.depot[cell]! + fround(given.production[base + cell]! * factors[day * width + cell]!));
      needs[cell % SIDE_BY_SIDE] = fround(needs[cell % SIDE_BY_SIDE]! + fround(asked(cell) * given.weight[cell]!));
    }
    return fround(fround(needs[0]! + needs[1]!) + fround(needs[2]! + needs[3]!));
  };

  /** Second pass: every type ships the same share of what it asked for. */
  const ship = (slot: number, share: number): void => {
    for (let cell = 0; cell < width; cell++) {
      const shipped = fround(asked(cell) * share);
      state.depot[cell] = fround(state.depot[cell]! - shipped);
      state.gap[cell] = fround(state.gap[cell]! - shipped);
      pipe[slot * width + cell] = shipped;
    }
  };

  return {
    name: "scalar",
    tracks,
    width,
    factors,
    lines: (key) => {
      for (let day = 0; day < it.days; day++) {
        begin(key, day);
        for (let cell = 0; cell < width; cell++) {
          const drawn = fround(given.lineMean[cell]! + fround(given.lineSpread[cell]! * noise(cell)));
          factors[day * width + cell] = 0 < drawn ? drawn : 0;
        }
      }
    },
    run: ({ nation, key }) => {
      const base = nation * width;
      state.stock.set(given.stock.subarray(base, base + width));
      state.depot.set(given.depot.subarray(base, base + width));
      state.gap.set(given.gap.subarray(base, base + width));
      for (const array of [state.shortage, more.issued, more.lost, pipe]) array.fill(0);
      for (let day = 0; day < it.days; day++) {
        begin(key, day);
        const lift = fround(it.lift[nation]! / useAndAsk(base, day));
        ship((day + it.transit[nation]!) % SLOTS, lift < 1 ? lift : 1);
      }
      return outcome;
    },
  };
}
