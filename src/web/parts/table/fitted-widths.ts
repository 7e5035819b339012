import type { Column } from "./column.ts";

/** Width of a column that says none, and to what part of its width a column may give way: a text breaks into lines. Unit of the width: rem. */
const WIDTH = { text: 11, number: 7 } as const;
const GIVES = { text: 0.65, number: 0.9 } as const;
/** A column narrower than this gives nothing that it needs. Unit: rem. */
const NARROW = { text: 9.5, number: 5 } as const;

/** To what multiple of its width a column grows for a longer text; what is longer still breaks into lines. */
const GROWS = 1.4;
/** Width of a letter of a table, and of what a cell has besides. Unit: rem. */
const LETTER = 0.44;
const AROUND = 1.75;

/** Room that a text of so many letters takes in a cell. Unit: rem. @example roomOf(20) // → 10.55 */
export const roomOf = (letters: number): number => letters * LETTER + AROUND;

/**
 * Widths of the columns of a table, of which the texts need so much room on one line; 0: not known. What is left of the room goes to the columns whose
 * texts are longer than theirs. Where the table is wider than its room, columns give away first what their texts do not need, then some of what they
 * do, so that the last one is in sight; of one line alone none gives, since its text would be cut; where that would not do, they give away what they do not need and the table is scrolled.
 * Unit: rem. @example fittedWidths([{ type: "text" }, { type: "number" }], 17) // → [10.15, 6.85] or so
 */
export function fittedWidths(columns: readonly Pick<Column<never>, "width" | "type" | "isOneLine">[], room: number, needed: readonly number[] = []): readonly number[] {
  const wide = columns.map((it) => it.width ?? WIDTH[it.type]);
  const over = sum(wide) - room;
  if (over <= 0) {
    const grown = wide.map((it, at) => Math.max(it, Math.min(needed[at] ?? 0, it * GROWS)));
    return moved(wide, grown, -over);
  }
  const loose = wide.map((it, at) => (columns[at]!.isOneLine === true ? it : Math.min(it, needed[at] || it)));
  const spared = sum(wide) - sum(loose);
  if (over <= spared) return moved(wide, loose, over);
  const least = columns.map((it, at) => (it.isOneLine === true || wide[at]! < NARROW[it.type] ? loose[at]! : Math.min(loose[at]!, wide[at]! * GIVES[it.type])));
  return over - spared > sum(loose) - sum(least) ? loose : moved(loose, least, over - spared);
}

/** Widths on their way to others, as far as so much room in all goes. */
function moved(from: readonly number[], to: readonly number[], room: number): readonly number[] {
  const whole = Math.abs(sum(to) - sum(from));
  const part = whole === 0 ? 0 : Math.min(1, room / whole);
  return from.map((it, at) => it + (to[at]! - it) * part);
}

const sum = (all: readonly number[]): number => all.reduce((before, it) => before + it, 0);
