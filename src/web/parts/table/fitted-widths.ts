import type { Column } from "./column.ts";

/** Width of a column that says none, and to what part of its width a column may give way. Unit of the width: rem. */
const WIDTH = { text: 11, number: 7 } as const;
const GIVES = { text: 0.75, number: 0.9 } as const;
/** A column narrower than this gives nothing. Unit: rem. */
const NARROW = { text: 8.5, number: 5 } as const;

/** To what multiple of its width a column grows for a longer text; what is longer still is cut. */
const GROWS = 1.4;
/** Width of a letter of a table, and of what a cell has besides. Unit: rem. */
const LETTER = 0.44;
const AROUND = 1.75;

/** Room that a text of so many letters takes in a cell. Unit: rem. @example roomOf(20) // → 10.55 */
export const roomOf = (letters: number): number => letters * LETTER + AROUND;

/**
 * Widths of the columns of a table. A column with longer texts than it was given room for, `needed`, grows where that costs no other its place in
 * sight: into what is left of the room, or where the table is scrolled anyway. Where it is a little wider than its room, the columns give way so that the last one is in sight; where that
 * would not do, each keeps its width and the table is scrolled. Unit: rem. @example fittedWidths([{ type: "text" }, { type: "number" }], 17) // → [10.21, 6.79] or so
 */
export function fittedWidths(columns: readonly Pick<Column<never>, "width" | "type">[], room: number, needed: readonly number[] = []): readonly number[] {
  const wide = columns.map((it) => it.width ?? WIDTH[it.type]);
  const gives = columns.map((it, at) => (wide[at]! < NARROW[it.type] ? 0 : wide[at]! * (1 - GIVES[it.type])));
  const over = sum(wide) - room;
  const given = sum(gives);
  const grown = wide.map((it, at) => Math.max(it, Math.min(needed[at] ?? 0, it * GROWS)));
  if (over > given) return grown;
  if (over <= 0) {
    const wanted = sum(grown) - sum(wide);
    return wide.map((it, at) => it + (grown[at]! - it) * Math.min(1, wanted === 0 ? 0 : -over / wanted));
  }
  return wide.map((it, at) => it - (gives[at]! * over) / given);
}

const sum = (all: readonly number[]): number => all.reduce((before, it) => before + it, 0);
