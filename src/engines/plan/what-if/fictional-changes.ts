import { type Case, type Change, CHANGE_KINDS, type ChangeKind } from "./change.ts";

/** The kinds of the published set of the benchmark, in its order: a kind that is added draws other changes of all that follow. */
const PUBLISHED: readonly ChangeKind[] = CHANGE_KINDS.filter((it) => it !== "cap");

/**
 * Changes of every kind in turn, as a planner might ask for them, about whatever a seeded sequence picks: for tests and the
 * published set of the benchmark. Kinds about what a case has none of (lines, standards, programmes) are left out.
 * @example fictionalChanges(it, { count: 200, next: sequence(7) }).length // → 200
 */
export function fictionalChanges({ world, freedom }: Case, { count, next, kinds = PUBLISHED }: { readonly count: number; readonly next: () => number; /** Absent: those of the published set. */ readonly kinds?: readonly ChangeKind[] }): readonly Change[] {
  const pick = <It>(from: readonly It[]): It => from[Math.floor(next() * from.length)]!;
  const between = (low: number, high: number): number => low + (high - low) * next();
  // Moves of a twentieth to a fifth, up and down alike.
  const factor = (): number => Math.round(100 * (1 + (next() < 0.5 ? -1 : 1) * between(0.05, 0.2))) / 100;
  const [first, last] = [world.years[0]!, world.years.at(-1)!];
  const span = (): { from?: number; to?: number } => {
    if (next() < 0.5) return {};
    const from = first + Math.floor(next() * world.years.length);
    return { from, to: Math.min(from + Math.floor(next() * world.years.length), last) };
  };
  const movable = world.programmes.filter((it) => it.first < world.years.length - 1);
  const priced = world.goods.filter((it) => it.price !== undefined);
  const members = freedom.nations.map((n) => world.nations[n]!);
  const make: Readonly<Record<ChangeKind, () => Change | undefined>> = {
    budget: () => ({ kind: "budget", nation: pick(members), factor: factor(), ...span() }),
    requirement: () => ({ kind: "requirement", leaf: pick(world.leaves).id, factor: factor() }),
    cap: () => ({ kind: "cap", ...(next() < 0.5 && { leaf: pick(world.leaves).id }), amount: Math.round(100 * between(0.2, 0.9)) / 100 }),
    priority: () => ({ kind: "priority", leaf: pick(world.leaves).id, factor: Math.round(10 * between(0.5, 2)) / 10 }),
    price: () => (priced.length === 0 ? undefined : { kind: "price", system: pick(priced).system, factor: factor() }),
    capacity: () => (world.lines.length === 0 ? undefined : { kind: "capacity", line: pick(world.lines).id, factor: factor(), ...span() }),
    "nation-out": () => (members.length < 2 ? undefined : { kind: "nation-out", nation: pick(members) }),
    "line-lost": () => (world.lines.length === 0 ? undefined : { kind: "line-lost", line: pick(world.lines).id, from: first + Math.floor(next() * world.years.length) }),
    "standard-mandated": () => (world.standards.length === 0 ? undefined : { kind: "standard-mandated", standard: pick(world.standards).id, by: first + Math.floor(next() * world.years.length) }),
    "target-declined": () => ({ kind: "target-declined", nation: pick(members), leaf: pick(world.leaves).id }),
    "programme-delayed": () => {
      if (movable.length === 0) return undefined;
      const it = pick(movable);
      return { kind: "programme-delayed", programme: it.id, years: 1 + Math.floor(next() * Math.min(3, world.years.length - 1 - it.first)) };
    },
  };
  const changes: Change[] = [];
  for (let at = 0; changes.length < count; at++) {
    const change = make[kinds[at % kinds.length]!]();
    if (change !== undefined) changes.push(change);
  }
  return changes;
}
