import type { HeldBack } from "./answer-draft.ts";
import type { EffectRow, ShiftRow, Span } from "./answers-view.ts";
import { mostMoved, MOVED } from "./moved.ts";
import type { Shown } from "./shown.ts";

/** One move that drafted answers make over some years: of what an ally is asked for, or of what is asked of nobody. */
export interface DraftedMove extends Span {
  readonly leaf: string;
  readonly name: string;
  readonly unit: string;
  /** What the ally is asked for more, at what cost. Absent: it is what is asked of nobody that moves. */
  readonly shift?: ShiftRow;
  /** What is asked of nobody before and after. Absent: it is an ally that moves. */
  readonly residual?: { readonly before: Shown; readonly after: Shown };
  /** How much moves: what is asked for more. Below 0: less. */
  readonly size: Shown;
  /** Of the moves of this ally in this capability that of the years in which most moves, the first of them where several are alike. */
  readonly isMost: boolean;
}

/**
 * Every move that drafts make: by capability, within it by ally, those first who are asked for most more, each year after year, what is asked of nobody last.
 * `heldBack`: the sums of each effect, in the same order.
 * @example draftedMoves(joint, heldBack).filter((it) => it.isMost).length // → 12, where the moves of all years are 54
 */
export function draftedMoves(joint: readonly EffectRow[], heldBack: readonly Pick<HeldBack, "leftOver">[]): readonly DraftedMove[] {
  const all = joint.flatMap((effect, at): readonly Move[] => {
    const { leaf, name, unit, firstYear, lastYear, residualBefore, residualAfter } = effect;
    const of = { leaf, name, unit, firstYear, lastYear };
    const left = heldBack[at]?.leftOver;
    return [
      ...effect.shifts.map((shift) => ({ ...of, shift, size: shift.quantity })),
      ...(left === undefined || Math.abs(left.value ?? 0) <= MOVED ? [] : [{ ...of, residual: { before: residualBefore, after: residualAfter }, size: left }]),
    ];
  });
  return groupsOf(all).flatMap((moves) => {
    const most = peakOf(moves);
    return moves.map((it) => ({ ...it, isMost: it === most }));
  });
}

type Move = Omit<DraftedMove, "isMost">;

const sizeOf = ({ size }: Move): number => size.value ?? 0;
const peakOf = (moves: readonly Move[]): Move => mostMoved(moves, sizeOf)!;

/** The moves of one ally in one capability beside each other. */
function groupsOf(moves: readonly Move[]): readonly (readonly Move[])[] {
  const nobody = ([first]: readonly Move[]): number => (first?.shift === undefined ? 1 : 0);
  return alike(moves, (it) => it.leaf).flatMap((ofLeaf) => alike(ofLeaf, (it) => it.shift?.nation ?? "").toSorted((a, b) => nobody(a) - nobody(b) || sizeOf(peakOf(b)) - sizeOf(peakOf(a))));
}

/** Moves of one kind together, in the order in which each kind comes first. */
const alike = (moves: readonly Move[], kindOf: (move: Move) => string): readonly (readonly Move[])[] =>
  [...new Set(moves.map(kindOf))].map((kind) => moves.filter((it) => kindOf(it) === kind));
