import type { Formulation } from "../formulate.ts";
import { strataShort, weightsOf } from "../strata.ts";
import type { World } from "../world.ts";
import type { Case, Change } from "./change.ts";
import type { PosedNear, Solved } from "./state.ts";

/**
 * Poses a case that differs from a solved one in priorities alone: only what is short of these leaves costs otherwise, so
 * that the model need not be written anew. Every number is that of the model written anew. `undefined`: something else
 * differs, or shortfalls are each ally's own.
 */
export function poseRepriced(from: Solved, it: Case, changes: readonly Change[]): PosedNear | undefined {
  if (!it.freedom.roles) return undefined;
  const leaves = new Set<number>();
  for (const change of changes) {
    if (change.kind !== "priority") return undefined;
    leaves.add(it.world.leaves.findIndex((leaf) => leaf.id === change.leaf));
  }
  const { named, elastic, allowed, primal, dual, basis } = from;
  const formulation = repriced(named.formulation, it.world, leaves);
  const cost = Float64Array.from(elastic.model.cost);
  cost.set(formulation.costs.shortfall);
  const posed = { case: it, named: { ...named, formulation }, elastic: { ...elastic, model: { ...elastic.model, cost } }, allowed };
  return { posed, point: { primal, dual, basis } };
}

function repriced({ model, costs, constants, on }: Formulation, world: World, leaves: ReadonlySet<number>): Formulation {
  const T = world.years.length;
  const shortfall = Float64Array.from(costs.shortfall);
  let constant = constants.shortfall;
  for (const c of leaves) {
    const leaf = world.leaves[c]!;
    const [weights, before] = [weightsOf(world, leaf), weightsOf(on.world, on.world.leaves[c]!)];
    const pairs = on.pairs.filter((it) => it.leaf === c);
    for (let t = 0; t < T; t++) {
      const required = leaf.required[t]!;
      if (required <= 0) continue;
      const first = on.allianceShort[c * T + t]!;
      if (first >= 0) weights.forEach((weight, q) => { shortfall[first + q] = world.discount[t]! * weight; });
      else {
        // Short whatever is decided: a part of the constant.
        const covered = pairs.reduce((sum, it) => sum + it.fixed[t]!, 0) / required;
        if (covered < 1) strataShort(leaf, t, covered).forEach((part, q) => { constant += world.discount[t]! * (weights[q]! - before[q]!) * part; });
      }
    }
  }
  return { model, costs: { ...costs, shortfall }, constants: { ...constants, shortfall: constant }, on: { ...on, world } };
}
