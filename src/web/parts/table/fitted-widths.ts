import type { Column } from "./column.ts";

/** Width of a column that says none, and to what part of its width a column may give way. Unit of the width: rem. */
const WIDTH = { text: 11, number: 7 } as const;
const GIVES = { text: 0.75, number: 0.9 } as const;
/** A column narrower than this gives nothing. Unit: rem. */
const NARROW = { text: 8.5, number: 5 } as const;

/**
 * Widths of the columns of a table. Where it is a little wider than its room, the columns give way so that the last one is in sight; where that
 * would not do, each keeps its width and the table is scrolled. Unit: rem. @example fittedWidths([{ type: "text" }, { type: "number" }], 17) // → [10.21, 6.79] or so
 */
export function fittedWidths(columns: readonly Pick<Column<never>, "width" | "type">[], room: number): readonly number[] {
  const wide = columns.map((it) => it.width ?? WIDTH[it.type]);
  const gives = columns.map((it, at) => (wide[at]! < NARROW[it.type] ? 0 : wide[at]! * (1 - GIVES[it.type])));
  const over = sum(wide) - room;
  const given = sum(gives);
  if (over <= 0 || over > given) return wide;
  return wide.map((it, at) => it - (gives[at]! * over) / given);
}

const sum = (all: readonly number[]): number => all.reduce((before, it) => before + it, 0);
