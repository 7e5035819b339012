import type { World } from "../world.ts";
import { SCENARIOS } from "./parameters.ts";
import type { BudgetChange, Scenario } from "./scenario.ts";

/**
 * Ten scenarios drawn from the stated parameters: as planned, fiscal shock, elections, late deliveries, disturbed lines, dear
 * systems, a growing requirement, more money, and two in which several of these meet. The same seed draws the same set.
 */
export function standardScenarios(world: World, seed: number): readonly Scenario[] {
  const next = stream(seed);
  const value = (it: (typeof SCENARIOS)[keyof typeof SCENARIOS]): number => world.value(it);
  const T = world.years.length;
  const year = (share: number): number => world.years[Math.min(Math.max(Math.round(share * (T - 1)), 1), T - 1)]!;
  // Budgets are voted as planned while orders are decided; what is uncertain comes afterwards.
  const from = world.years[Math.min(Math.max(Math.round(value(SCENARIOS.decideYears)) - 1, 1), T - 1)]!;
  const elections = (): BudgetChange[] =>
    world.nations.flatMap((nation) => {
      const [votes, turns, when] = [next(), next(), next()];
      if (votes >= value(SCENARIOS.electionChance)) return [];
      return [{ nation, from: year(0.1 + 0.4 * when), factor: turns < value(SCENARIOS.electionDown) ? 1 - value(SCENARIOS.electionShock) : 1 + value(SCENARIOS.electionShock) }];
    });
  const lateSystems = () => [...new Set(world.goods.map((it) => it.class))].filter(() => next() < value(SCENARIOS.delayShare)).map((system) => ({ system, delay: Math.round(value(SCENARIOS.delay)) }));
  const lessLines = () => world.lines.filter(() => next() < value(SCENARIOS.delayShare)).map((line) => ({ line: line.id, capacity: 1 - value(SCENARIOS.lineLoss) }));
  const shock = { nation: "all", from, factor: 1 - value(SCENARIOS.budgetShock) } as const;
  const dear = { system: "all", factor: 1 + value(SCENARIOS.costGrowth) } as const;
  const more = { leaf: "all", from, factor: 1 + value(SCENARIOS.requirementGrowth) } as const;
  const [planned, single, joint] = [value(SCENARIOS.weightPlanned), value(SCENARIOS.weightSingle), value(SCENARIOS.weightJoint)];
  const ten: readonly Scenario[] = [
    { name: "as planned", probability: planned },
    { name: "fiscal shock", probability: single, budgets: [shock] },
    { name: "elections, first draw", probability: single, budgets: elections() },
    { name: "elections, second draw", probability: single, budgets: elections() },
    { name: "late systems", probability: single, deliveries: lateSystems() },
    { name: "disturbed lines", probability: single, deliveries: lessLines() },
    { name: "dear systems", probability: single, costs: [dear] },
    { name: "growing threat", probability: single, requirements: [more] },
    { name: "growing threat, more money", probability: joint, requirements: [more], budgets: [{ nation: "all", from, factor: 1 + value(SCENARIOS.requirementGrowth) }] },
    { name: "shock, late and dear", probability: joint, budgets: [shock], deliveries: lateSystems(), costs: [dear] },
  ];
  const whole = ten.reduce((sum, it) => sum + it.probability, 0);
  return ten.map((it) => ({ ...it, probability: it.probability / whole }));
}

/** Numbers that look random and are the same in every run: the named stream of the scenarios. */
function stream(seed: number): () => number {
  let state = (seed ^ 0x5c3a_a71d) >>> 0;
  const step = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return step;
}
