import { PLAN } from "./parameters.ts";
import type { Leaf, World } from "./world.ts";

// Middle of levels 1 and 2, and distance to the middle of levels 3 to 5.
const URGENT = 1.5;
const APART = 2.5;

/**
 * Weight of a share short in one CAP level, falling by the same ratio from level to level: levels 3 to 5 count
 * 1 / `plan.urgent-weight` of levels 1 and 2 in the middle, and a requirement that is not split has the mean weight 1.
 * @example with `plan.urgent-weight` 1 → 1 for every level
 */
export function weightOfLevel(world: Pick<World, "value">, level: number): number {
  const weight = world.value(PLAN.urgentWeight);
  const part = world.value(PLAN.urgentShare);
  return weight ** (1 - (level - URGENT) / APART) / (part * weight + 1 - part);
}

/** Weight of each stratum of a leaf, priority included. */
export const weightsOf = (world: Pick<World, "value">, leaf: Leaf): readonly number[] => leaf.strata.map((it) => leaf.priority * weightOfLevel(world, it.level));

/** Shares of the requirement of one year that lie in each stratum: they sum to one. */
export const partsOf = (leaf: Leaf, t: number): readonly number[] => leaf.strata.map((it) => it.part[t]! / leaf.required[t]!);

/**
 * What is short in each stratum when a share of the requirement is covered: coverage goes to the most urgent first.
 * Unit: shares of the requirement. @example parts 0.4 and 0.6, covered 0.5 → 0 and 0.5
 */
export function strataShort(leaf: Leaf, t: number, covered: number): readonly number[] {
  let above = 0;
  return partsOf(leaf, t).map((part) => {
    above += part;
    return Math.min(Math.max(above - covered, 0), part);
  });
}
