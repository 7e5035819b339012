import { columnOf, columnsOf, nearest, type Field, type AnyKind } from "#model";
import type { Finding } from "#stdx";
import { say } from "./findings.ts";

/** Where a field's cells stand in a row; -1: the file lacks the column. */
export interface Place {
  readonly name: string;
  readonly column: string;
  readonly field: Field<unknown>;
  readonly at: number;
  /** For a range. */
  readonly low: number;
  readonly high: number;
}

export interface Headings {
  readonly places: readonly Place[];
  /** Cells that each row must have. */
  readonly width: number;
  /** Whether a heading that no row can do without is missing. */
  readonly incomplete: boolean;
  readonly findings: readonly Finding[];
}

/** Finds each field's columns in the heading line, in any order, whatever their case. */
export function matchHeadings(kind: AnyKind, file: string, heading: readonly string[], row: number): Headings {
  const findings: Finding[] = [];
  const known = columnsOf(kind);
  const position = new Map<string, number>();
  const strangers: string[] = [];
  // Empty headings at the end come from spreadsheets that save empty columns; cells below them are ignored.
  const width = heading.findLastIndex((it) => it.trim() !== "") + 1;
  heading.slice(0, width).forEach((raw, index) => {
    const column = headingOf(raw);
    if (position.has(column)) findings.push(say.duplicateHeading(file, row, column));
    else position.set(column, index);
    if (!known.includes(column) && column !== "") strangers.push(column);
  });
  const free = known.filter((it) => !position.has(it));
  const find = (heading: string): number => position.get(heading) ?? -1;
  const places = columnsByField(kind).map(({ name, column, low, high, field }): Place => ({ name, column, field, at: find(column), low: find(low), high: find(high) }));
  const missing = places.filter((it) => it.at === -1 && !it.field.optional);
  for (const place of missing) findings.push(say.missingHeading(file, place.column, nearest(place.column, strangers)));
  const taken = new Set(missing.map((it) => nearest(it.column, strangers)));
  // A stranger that a missing heading already names is one mistake, told once.
  for (const stranger of strangers) if (!taken.has(stranger)) findings.push(say.unknownHeading(file, row, stranger, nearest(stranger, free)));
  return { places, width, incomplete: missing.length > 0, findings };
}

interface FieldColumns extends Pick<Place, "name" | "column" | "field"> {
  readonly low: string;
  readonly high: string;
}

const fieldsKept = new WeakMap<AnyKind, readonly FieldColumns[]>();
/** The fields of a kind with what their columns are called: made once, since every file of the kind asks for them. */
function columnsByField(kind: AnyKind): readonly FieldColumns[] {
  const fields =
    fieldsKept.get(kind) ??
    Object.entries(kind.fields).map(([name, field]) => {
      const column = columnOf(name);
      return { name, column, field, low: `${column}_low`, high: `${column}_high` };
    });
  fieldsKept.set(kind, fields);
  return fields;
}

/** A heading as it is matched: whatever its case, spaces or dashes. @example headingOf(" As-of ") // → "as_of" */
export const headingOf = (raw: string): string => raw.trim().toLowerCase().replaceAll(/[\s-]+/g, "_");
