import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";
import { commonOfPool, deliveriesOfPool, poolRow } from "./pool-row.ts";
import { SLOT_SLACK, orOne } from "./scale.ts";

export const CAPACITY: ConstraintNote = {
  name: "capacity",
  title: "Capacity of lines",
  inequality: "Σ_n deliveries[n,g,t] of the goods that only these lines make ≤ what the lines can make + what was added in time",
  unit: "items a year, in parts of the capacity",
  dual: "value of one more item from these lines in that year",
  meaning: "Lines that can make the same goods form a pool; where the sets of lines nest, the pools together are exact (Hall's condition). Capacity is the maximum sustaining rate as far as allies can count on it. Where slots are fixed the same holds for each nation with its slots.",
  parameters: [PLAN.lineShare, PLAN.ramp],
  records: ["line"],
  elastic: "met by delivering nothing; promised deliveries give way in their programme",
  source: "C7, C9; Hall, On representatives of subsets (1935) for lines that make several goods",
};

/** Rows of lines that make goods. */
export function capacityRows(on: Building): void {
  const first = on.build.rowCount;
  const about: (() => string)[] = [];
  on.world.pools.forEach((pool, q) => {
    if (pool.per === undefined) poolRows(on, q, about);
  });
  on.block(CAPACITY, first, about);
}

/** The rows of one pool: all nations together, and each with its slots where they are fixed. */
export function poolRows(on: Building, q: number, about: (() => string)[]): void {
  const { world, freedom } = on;
  const T = world.years.length;
  const pool = world.pools[q]!;
  const most = orOne(Math.max(...pool.capacity));
  const makes = freedom.nations.map((n) => deliveriesOfPool(on, pool, n));
  const lines = (): string => pool.lines.map((it) => world.lines[it]!.id).join("+");
  // Slots add up to the capacity, and what an ally adds to a line is then its own.
  const isFixed = freedom.slots.has(q) && !freedom.dates && freedom.nations.length > 1;
  const common = commonOfPool(on, pool);
  // What is bought in common has no slot of its own: it takes what slots leave.
  const limit = (t: number): number => (!isFixed ? freedom.capacity[q]![t]! : common.length === 0 ? Number.POSITIVE_INFINITY : freedom.capacity[q]![t]! + SLOT_SLACK * most);
  const all = { on, pool, nations: freedom.nations, makes: [...makes, common], most, about, name: (t: number) => `${lines()} ${world.years[t]}` };
  for (let t = 0; t < T; t++) poolRow(all, { t, limit: limit(t) });
  const slots = freedom.slots.get(q);
  if (slots === undefined || freedom.nations.length === 1) return;
  freedom.nations.forEach((n, at) => {
    if (makes[at]!.length === 0) return;
    const own = { on, pool, nations: [n], makes: [makes[at]!], most, about, name: (t: number) => `${world.nations[n]} slot ${lines()} ${world.years[t]}` };
    for (let t = 0; t < T; t++) poolRow(own, { t, limit: freedom.dates ? Number.POSITIVE_INFINITY : slots[n]![t]! + SLOT_SLACK * most });
  });
}
