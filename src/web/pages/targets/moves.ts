import { type DraftedAnswers, type EffectRow, mostMoved, MOVED, type ShiftRow } from "#views";

/** One move: of an ally in a span of years, or of what is asked of nobody. */
export interface Move {
  readonly key: string;
  readonly effect: EffectRow;
  readonly shift?: ShiftRow;
}

/** Every move that drafts make: by capability, within it by ally, those first who are asked for most more, each year after year, what is asked of nobody last. */
export function movesOf(joint: DraftedAnswers["joint"]): readonly Move[] {
  const all = joint.flatMap((effect): readonly Move[] => [
    ...effect.shifts.map((shift) => ({ key: `${effect.leaf} ${effect.firstYear} ${shift.nation}`, effect, shift })),
    ...(Math.abs(sizeOf({ effect })) > MOVED ? [{ key: `${effect.leaf} ${effect.firstYear}`, effect }] : []),
  ]);
  return [...groupsOf(all)].flatMap((moves) => moves);
}

/**
 * One move of each ally in each capability: that of the years in which most moves, the first of them where several are alike. In the order of the moves.
 * @example mostOf(movesOf(view.joint)).length // → 12, where the moves of all years are 54
 */
export const mostOf = (moves: readonly Move[]): readonly Move[] => groupsOf(moves).map(peakOf);

/** How much moves: what an ally is asked for more, or what more is asked of nobody. */
function sizeOf({ effect, shift }: Pick<Move, "effect" | "shift">): number {
  return shift === undefined ? (effect.residualAfter.value ?? 0) - (effect.residualBefore.value ?? 0) : (shift.quantity.value ?? 0);
}

const peakOf = (moves: readonly Move[]): Move => mostMoved(moves, sizeOf)!;

/** The moves of one ally in one capability beside each other. */
function groupsOf(moves: readonly Move[]): readonly (readonly Move[])[] {
  const leaves = [...new Set(moves.map((it) => it.effect.leaf))];
  return leaves.flatMap((leaf) => {
    const groups = new Map<string, Move[]>();
    for (const it of moves) {
      if (it.effect.leaf !== leaf) continue;
      const of = it.shift?.nation ?? "";
      groups.set(of, [...(groups.get(of) ?? []), it]);
    }
    const nobody = (group: readonly Move[]): number => (group[0]?.shift === undefined ? 1 : 0);
    return [...groups.values()].toSorted((a, b) => nobody(a) - nobody(b) || sizeOf(peakOf(b)) - sizeOf(peakOf(a)));
  });
}
