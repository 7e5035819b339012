import { checkCase, type SustainmentCase } from "./case.ts";
import { keyOf, LINES } from "./draws.ts";
import type { Kernel, Outcome } from "./kernel.ts";

/** Draws that are worked through as one; sums are taken within a block and blocks are added in their order, whoever worked on them. */
export const BLOCK = 16;

/** What some draws came to. Sums over the draws by `nation * types + type`. Unit: items. */
export interface BlockOutcome {
  readonly block: number;
  readonly draws: number;
  readonly shortage: Float64Array;
  /** Of the squares, for the standard error. */
  readonly shortageSquared: Float64Array;
  /** Empty where the kernel tracks shortage alone. */
  readonly issued: Float64Array;
  readonly lost: Float64Array;
  /** Shortage of each nation in each draw: `(draw within the block) * nations + nation`. */
  readonly byDraw: Float64Array;
}

export interface BlockAsk {
  readonly case: SustainmentCase;
  readonly kernel: Kernel;
  readonly seed: number;
  readonly block: number;
  /** Draws in all: the last block can be short. */
  readonly draws: number;
}

/** How many blocks so many draws make. @example blocksOf(20) // → 2 */
export const blocksOf = (draws: number): number => Math.ceil(draws / BLOCK);

/** Works through one block: the unit that workers share out. The same block gives the same bits anywhere. */
export function simulateBlock({ case: it, kernel, seed, block, draws }: BlockAsk): BlockOutcome {
  const cells = it.nations * it.types;
  const first = block * BLOCK;
  const count = Math.min(BLOCK, draws - first);
  const sum = (size = cells): Float64Array => new Float64Array(size);
  const more = kernel.tracks === "all" ? cells : 0;
  const outcome: BlockOutcome = { block, draws: count, shortage: sum(), shortageSquared: sum(), issued: sum(more), lost: sum(more), byDraw: new Float64Array(count * it.nations) };
  for (let at = 0; at < count; at++) {
    kernel.lines(keyOf(seed, first + at, LINES));
    for (let nation = 0; nation < it.nations; nation++) {
      const one = kernel.run({ nation, key: keyOf(seed, first + at, nation) });
      outcome.byDraw[at * it.nations + nation] = addUp(outcome, one, nation * it.types, it.types);
    }
  }
  return outcome;
}

function addUp(outcome: BlockOutcome, one: Outcome, base: number, types: number): number {
  const { shortage, shortageSquared } = outcome;
  const { issued, lost } = one;
  if (issued !== undefined && lost !== undefined) {
    for (let type = 0; type < types; type++) {
      outcome.issued[base + type]! += issued[type]!;
      outcome.lost[base + type]! += lost[type]!;
    }
  }
  let all = 0;
  for (let type = 0; type < types; type++) {
    const short = one.shortage[type]!;
    shortage[base + type]! += short;
    shortageSquared[base + type]! += short * short;
    all += short;
  }
  return all;
}

/** A simulated figure by nation and type: mean over the draws, with what its draws leave open. Unit: items. */
export interface Simulated {
  readonly mean: Float64Array;
  readonly standardError: Float64Array;
}

export interface SustainmentOutcome {
  readonly seed: number;
  readonly draws: number;
  readonly kernel: Kernel["name"];
  /** Over all days, by `nation * types + type`; issues and losses are empty where the kernel tracks shortage alone. Unit: items. */
  readonly shortage: Simulated;
  readonly issued: Float64Array;
  readonly lost: Float64Array;
  /** Shortage of each nation in each draw: `draw * nations + nation`. */
  readonly byDraw: Float64Array;
}

/** Puts blocks together, in their order whatever order they came in. */
export function mergeBlocks({ case: it, seed, kernel, blocks }: { readonly case: SustainmentCase; readonly seed: number; readonly kernel: Kernel["name"]; readonly blocks: readonly BlockOutcome[] }): SustainmentOutcome {
  const ordered = [...blocks].sort((a, b) => a.block - b.block);
  const draws = ordered.reduce((sum, one) => sum + one.draws, 0);
  const total = (of: (one: BlockOutcome) => Float64Array): Float64Array => {
    const sum = new Float64Array(of(ordered[0]!).length);
    for (const one of ordered) of(one).forEach((value, cell) => { sum[cell]! += value; });
    return sum;
  };
  const mean = (of: (one: BlockOutcome) => Float64Array): Float64Array => total(of).map((value) => value / draws);
  const shortage = mean((one) => one.shortage);
  const squared = mean((one) => one.shortageSquared);
  const byDraw = new Float64Array(draws * it.nations);
  let at = 0;
  for (const one of ordered) {
    byDraw.set(one.byDraw, at);
    at += one.byDraw.length;
  }
  const standardError = shortage.map((value, cell) => (draws < 2 ? Number.POSITIVE_INFINITY : Math.sqrt(Math.max(squared[cell]! - value * value, 0) / (draws - 1))));
  return { seed, draws, kernel, shortage: { mean: shortage, standardError }, issued: mean((one) => one.issued), lost: mean((one) => one.lost), byDraw };
}

/**
 * Use, attrition, resupply and production of every nation and type, day by day, over many draws of the noise.
 * Unit: items. Method: docs/methods/sustainment.md. @throws CaseError for a case that cannot be.
 * @example simulate({ case, kernel: scalarKernel(case), seed: 7, draws: 1000 }).shortage.mean[0]
 */
export function simulate({ case: it, kernel, seed, draws }: Omit<BlockAsk, "block">): SustainmentOutcome {
  checkCase(it);
  const blocks = Array.from({ length: blocksOf(draws) }, (_, block) => simulateBlock({ case: it, kernel, seed, block, draws }));
  return mergeBlocks({ case: it, seed, kernel: kernel.name, blocks });
}
