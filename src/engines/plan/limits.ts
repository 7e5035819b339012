import { readBounds } from "./certificate/check.ts";
import { singleLines } from "./constraints/supply.ts";
import type { WholeChoices } from "./integer/whole-plan.ts";
import type { Comparison, Fault } from "./plan.ts";
import type { World, WorldAsk } from "./world.ts";

/** Whether choices were to be made within the model, whether lines were among them, and whether such a plan was found. */
export interface WayChosen {
  readonly asked: Pick<WholeChoices, "lines"> | undefined;
  readonly isFound: boolean;
}

/**
 * What a reader must bear in mind of every plan made of a world: what its records leave open, and what the methods leave out.
 * @example limitsOf(world, { asked: undefined, isFound: false }).at(-1) // → "Agreements, leads and adoptions are chosen by a stated rule …"
 */
export const limitsOf = (world: World, { asked, isFound }: WayChosen): readonly string[] => [
  ...world.limits,
  ...(world.hasRetirements ? [] : ["Nothing held today leaves service within the plan, since no retirement is stated."]),
  "Quantities are delivery rates: a fraction of an item is part of one that is delivered across two years.",
  ...(singleLines(world).size === 0 ? [] : [isFound && asked?.lines === true ? "Minimum sustaining rates and change-overs of lines bind in the aligned plan alone, not in what it is compared with." : "Minimum sustaining rates and change-overs of lines are left out: a line may make several products in a year, and run below its least rate."]),
  ...(asked !== undefined && !isFound ? ["No plan with its choices made within the model was found in the time given: the plan shown is the one by rule."] : []),
  !isFound
    ? "Agreements, leads and adoptions are chosen by a stated rule around exact linear models; the gap shows what a better choice could still gain at most."
    : "Agreements, leads and adoptions of the aligned plan are chosen within the model, with a gap proved for each objective. What each lever gives and the money at equal coverage are of plans whose choices are made by rule.",
];

const MEND = "Make the plan again: a limit was changed after the plan was made, or it was made from other records.";

/**
 * Where the limits of a comparison are not those that its records and its way of choosing give. What was asked of
 * the search is not told by a plan by rule, nor by one that shows nothing of what lines make: either way may be told then. @example limitFaults({ alliance, targets, path: "held", comparison }) // → [] for a sound one
 */
export function limitFaults({ comparison, ...ask }: Omit<WorldAsk, "figures"> & { readonly comparison: Comparison }): readonly Fault[] {
  const { world } = readBounds({ ...ask, comparison });
  const isFound = comparison.byRule !== undefined;
  const lines = [{ lines: true }, ...(comparison.aligned.modes === undefined ? [{ lines: false }] : [])];
  const ways: readonly WayChosen[] = isFound ? lines.map((asked) => ({ asked, isFound })) : [{ asked: undefined, isFound }, { asked: { lines: false }, isFound }];
  const [least = []] = ways.map((way) => faultsOf(comparison.limits, limitsOf(world, way))).toSorted((a, b) => a.length - b.length);
  return least;
}

function faultsOf(told: readonly string[], due: readonly string[]): readonly Fault[] {
  const fault = (message: string): Fault => ({ rule: "limits", where: "limits", amount: 1, message, mend: MEND });
  const faults = [...due.filter((it) => !told.includes(it)).map((it) => fault(`Not told: ${it}`)), ...told.filter((it) => !due.includes(it)).map((it) => fault(`Told, and does not follow: ${it}`))];
  return faults.length === 0 && told.length !== due.length ? [fault("A limit is told twice.")] : faults;
}
