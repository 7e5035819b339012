import { type DraftedMove, type HeldBack, MOVED } from "#views";

type Held = Pick<HeldBack, "leaf" | "firstYear" | "lastYear"> & { readonly heldBack: Pick<HeldBack["heldBack"], "value"> };
type Moves = Pick<DraftedMove, "leaf" | "firstYear" | "isMost">;

/**
 * Of what is held back of each capability the years that are told: those with the year looked at, or where nothing moves in it, those in which
 * most is held back. @example toldYears(view.heldBack, 2030).map((it) => it.leaf) // → ["air", "sea"]
 */
export function toldYears<T extends Held>(heldBack: readonly T[], year: number): readonly T[] {
  const size = (it: T): number => it.heldBack.value ?? 0;
  return [...new Set(heldBack.map((it) => it.leaf))].flatMap((leaf) => {
    const own = heldBack.filter((it) => it.leaf === leaf);
    const most = own.reduce((best, it) => (size(it) > size(best) ? it : best));
    const told = own.find((it) => it.firstYear <= year && year <= it.lastYear) ?? most;
    return size(told) > MOVED ? [told] : [];
  });
}

/** The moves of the years that are told; of a capability of which none are, those of the years in which each ally moves most. */
export const movesTold = <T extends Moves>(moves: readonly T[], told: readonly Held[]): readonly T[] =>
  moves.filter((it) => {
    const years = told.find((one) => one.leaf === it.leaf);
    return years === undefined ? it.isMost : it.firstYear === years.firstYear;
  });
