import type { Case, Change } from "./change.ts";

/** Questions that differ in one number: the farthest from the base, and those on the way to it, the farther first. */
export interface Family {
  readonly far: Change;
  readonly between: readonly Change[];
}

// Moves that families of budgets, requirements and priorities are solved ahead for. Others start from the nearest of these.
const BUDGETS = [[0.8, 0.9], [1.2, 1.1]];
const REQUIREMENTS = [[0.8, 0.85, 0.9, 0.95], [1.2, 1.15, 1.1, 1.05]];
const PRIORITIES = [[0.5, 0.7], [2, 1.4]];

/**
 * What every alliance asks, and what moves most of a plan: that an ally leaves, that it spends more or less, that a standard is
 * mandated by a year, that more or less is required of a capability, that it counts more or less, that a line is lost from a year on.
 */
export function standardQuestions({ world, freedom }: Case): readonly Family[] {
  const [first, ...later] = world.years;
  const required = world.leaves.filter((it) => it.required.some((of) => of > 0));
  return [
    ...freedom.nations.map((n) => family([{ kind: "nation-out", nation: world.nations[n]! }])),
    ...freedom.nations.flatMap((n) => BUDGETS.map((factors) => family(factors.map((factor) => ({ kind: "budget", nation: world.nations[n]!, factor }))))),
    ...world.standards.map(({ id }) => family([first!, ...later].map((by) => ({ kind: "standard-mandated", standard: id, by })))),
    ...required.flatMap(({ id }) => REQUIREMENTS.map((factors) => family(factors.map((factor) => ({ kind: "requirement", leaf: id, factor }))))),
    ...required.flatMap(({ id }) => PRIORITIES.map((factors) => family(factors.map((factor) => ({ kind: "priority", leaf: id, factor }))))),
    ...world.lines.map(({ id }) => family([first!, ...later].map((from) => ({ kind: "line-lost", line: id, from })))),
  ];
}

const family = ([far, ...between]: readonly Change[]): Family => ({ far: far!, between });

/** Where a question stands among those that differ from it in one number alone, and where the base stands among them. */
export interface Place {
  readonly family: string;
  readonly at: number;
  readonly base: number;
}

/** `undefined`: there is no number that could be another. @example placeOf({ kind: "priority", leaf: "air", factor: 2 }, [2030]) // at: ln 2, base: 0 */
export function placeOf(change: Change, years: readonly number[]): Place | undefined {
  const after = years.at(-1)! + 1;
  switch (change.kind) {
    case "line-lost":
      return placed(change, "from", { at: change.from ?? years[0]!, base: after });
    case "standard-mandated":
      return placed(change, "by", { at: change.by, base: after });
    case "programme-delayed":
      return placed(change, "years", { at: change.years, base: 0 });
    case "budget":
    case "requirement":
    case "cap":
    case "priority":
    case "price":
    case "capacity":
      return "factor" in change && change.factor > 0 ? placed(change, "factor", { at: Math.log(change.factor), base: 0 }) : undefined;
    case "nation-out":
    case "target-declined":
      return undefined;
  }
}

function placed(change: Change, number: string, where: Omit<Place, "family">): Place {
  return { family: keyOf(Object.fromEntries(Object.entries(change).filter(([name]) => name !== number))), ...where };
}

/** The same for changes that say the same in another order. @example keyOf({ b: 1, a: 2 }) === keyOf({ a: 2, b: 1 }) // → true */
export const keyOf = (change: object): string => JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)));
