import { expect, test } from "vitest";
import type { EffectRow } from "./answers-view.ts";
import { type DraftedMove, draftedMoves } from "./drafted-moves.ts";
import type { Shown } from "./shown.ts";

const figure = (value: number): Shown => ({ unit: "batteries", label: "OPEN", why: "", value });
const span = (leaf: string, years: readonly [number, number], shifts: Readonly<Record<string, number>>, residual: readonly [number, number]): EffectRow => ({
  leaf,
  name: leaf,
  unit: "batteries",
  firstYear: years[0],
  lastYear: years[1],
  shifts: Object.entries(shifts).map(([nation, quantity]) => ({ nation, name: nation, quantity: figure(quantity), cost: figure(10 * quantity) })),
  residualBefore: figure(residual[0]),
  residualAfter: figure(residual[1]),
});
const joint = [
  span("air", [2030, 2030], { A: -2, B: 1, C: 1 }, [0, 0]),
  span("sea", [2030, 2031], { B: -1 }, [3, 4]),
  span("air", [2031, 2033], { A: -4, B: 1, C: 2 }, [0, 1]),
];
const movesOf = (rows: readonly EffectRow[]): readonly DraftedMove[] => draftedMoves(rows, rows.map((it) => ({ leftOver: figure(it.residualAfter.value! - it.residualBefore.value!) })));
const told = (moves: readonly DraftedMove[]): readonly string[] => moves.map((it) => `${it.leaf} ${it.shift?.name ?? "nobody"} ${it.firstYear} ${it.size.value}`);

test("moves stand by capability, by ally, year after year; those asked for most more first, nobody last", () =>
  expect(told(movesOf(joint))).toEqual(["air C 2030 1", "air C 2031 2", "air B 2030 1", "air B 2031 1", "air A 2030 -2", "air A 2031 -4", "air nobody 2031 1", "sea B 2030 -1", "sea nobody 2030 1"]));

test("of each ally the years in which most moves, the first of those that are alike", () =>
  expect(told(movesOf(joint).filter((it) => it.isMost))).toEqual(["air C 2031 2", "air B 2030 1", "air A 2031 -4", "air nobody 2031 1", "sea B 2030 -1", "sea nobody 2030 1"]));

test("of what is asked of nobody it is told how much it is before and after, of an ally what it costs", () => {
  const [ally, nobody] = movesOf([span("sea", [2030, 2031], { B: -1 }, [3, 4])]);
  expect([ally?.shift?.cost.value, ally?.residual]).toEqual([-10, undefined]);
  expect([nobody?.shift, nobody?.residual?.before.value, nobody?.residual?.after.value]).toEqual([undefined, 3, 4]);
});

test("nothing moves", () => expect(movesOf([span("air", [2030, 2030], {}, [1, 1])])).toEqual([]));
