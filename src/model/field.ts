import { type Held, heldFrom } from "#labels";
import type { Range } from "#quantities";

/** Why a cell was refused, in words that go into a finding. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly mend: string;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** One field of a record kind: its meaning stands here once, and parser, data dictionary and table schema follow from it. */
export interface Field<T, Optional extends boolean = boolean> {
  readonly type: "id" | "text" | "ref" | "refs" | "number" | "integer" | "year" | "date" | "share" | "enum" | "flag" | "range" | "values";
  /** What the field says, in a sentence a planner reads. */
  readonly meaning: string;
  readonly unit?: string;
  readonly optional: Optional;
  /** What an empty cell means, for optional fields. */
  readonly absent?: string;
  /** Record kind that a reference points to. */
  readonly refersTo?: string;
  /** What points to no record is passed over with a warning of its own check, and the row stays. */
  readonly isLoose?: true;
  /** Allowed words of an enum. */
  readonly values?: readonly string[];
  /** Smallest and largest allowed number. */
  readonly min?: number;
  readonly max?: number;
  /** Reads the cell; for a range the three cells low, base, high. */
  readonly read: (cell: string) => Parsed<T>;
}

const good = <T>(value: T): Parsed<T> => ({ ok: true, value });
const bad = (code: string, message: string, mend: string): Parsed<never> => ({ ok: false, problem: { code, message, mend } });

type Words = { readonly meaning: string; readonly unit?: string };

const required = <T>(type: Field<T>["type"], words: Words & Partial<Field<T>>, read: Field<T>["read"]): Field<T, false> => ({
  ...words,
  type,
  optional: false,
  read,
});

/** An id: letters, digits and `. _ - : / + |` without spaces, at most 120 characters. */
export const id = (meaning: string): Field<string, false> =>
  required("id", { meaning }, (cell) =>
    /^[\p{L}\p{N}._:/+()&'-]{1,120}$/u.test(cell)
      ? good(cell)
      : bad("malformed-id", `"${cell}" is not an id.`, "Use letters, digits and . _ - : / without spaces, at most 120 characters."),
  );

export const text = (meaning: string): Field<string, false> => required("text", { meaning }, good);

/** A reference to the id of another record. Whether it exists is checked across records, in `checks/`. */
export const ref = (refersTo: string, meaning: string): Field<string, false> => required("ref", { meaning, refersTo }, good);

/** Several references, parted by spaces. */
export const refs = (refersTo: string, meaning: string): Field<readonly string[], false> =>
  required("refs", { meaning, refersTo }, (cell) => good(cell.split(/\s+/).filter((it) => it !== "")));

/** Values of tag sets, written `Tag set=VALUE; Tag set=VALUE`. */
export const helds = (meaning: string): Field<readonly Held[], false> =>
  required("values", { meaning }, (cell) => {
    const held = heldFrom(cell);
    return held === undefined ? bad("malformed-values", `"${cell}" does not name values of tag sets.`, "Write the tag set, =, and the value, several parted by ;, as in: Special Handling=ALPHA; Codeword=RIVER.") : good(held);
  });

const numberOf = (cell: string): number | undefined => {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value + 0 : undefined; // + 0: no negative zero
};

const notANumber = (cell: string): Parsed<never> =>
  bad("not-a-number", `"${cell}" is not a number.`, "Write digits with a decimal point, no thousands separators and no unit; leave the cell empty if unknown.");

const withinBounds = (value: number, bounds: { readonly min?: number; readonly max?: number }): Parsed<number> =>
  (bounds.min !== undefined && value < bounds.min) || (bounds.max !== undefined && value > bounds.max)
    ? bad("out-of-range", `${value} is ${bounds.min !== undefined && value < bounds.min ? `below ${bounds.min}` : `above ${bounds.max}`}.`, "Correct the figure, or check that it is in the unit that the column asks for.")
    : good(value);

export const number = (meaning: string, more: { readonly unit: string; readonly min?: number; readonly max?: number }): Field<number, false> =>
  required("number", { meaning, ...more }, (cell) => {
    const value = numberOf(cell);
    return value === undefined ? notANumber(cell) : withinBounds(value, more);
  });

export const integer = (meaning: string, more: { readonly unit: string; readonly min?: number; readonly max?: number }): Field<number, false> =>
  required("integer", { meaning, ...more }, (cell) => {
    const value = numberOf(cell);
    if (value === undefined) return notANumber(cell);
    if (!Number.isInteger(value)) return bad("not-whole", `${cell} is not a whole number.`, "Give a whole number.");
    return withinBounds(value, more);
  });

export const year = (meaning: string): Field<number, false> =>
  required("year", { meaning, unit: "calendar year", min: 1900, max: 2100 }, (cell) => {
    const value = numberOf(cell);
    if (value === undefined || !Number.isInteger(value)) return bad("not-a-year", `"${cell}" is not a year.`, "Write the year with four digits, for example 2030.");
    return value < 1900 || value > 2100 ? bad("impossible-date", `${value} is not between 1900 and 2100.`, "Correct the year.") : good(value);
  });

/** A share from 0 to 1 (not per cent). */
export const share = (meaning: string): Field<number, false> =>
  required("share", { meaning, unit: "share", min: 0, max: 1 }, (cell) => {
    const value = numberOf(cell);
    if (value === undefined) return notANumber(cell);
    return value < 0 || value > 1 ? bad("not-a-share", `${cell} is not a share between 0 and 1.`, "Write 0.35 for 35 per cent.") : good(value);
  });

/** A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; only real calendar days. */
export const date = (meaning: string): Field<string, false> =>
  required("date", { meaning }, (cell) => {
    const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(cell);
    if (match === null) return bad("not-a-date", `"${cell}" is not a date.`, "Write YYYY, YYYY-MM or YYYY-MM-DD.");
    const [y, m, d] = [Number(match[1]), Number(match[2] ?? "1"), Number(match[3] ?? "1")];
    const days = [31, y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
    return y < 1900 || y > 2100 || days === undefined || d < 1 || d > days
      ? bad("impossible-date", `${cell} is not a day of the calendar between 1900 and 2100.`, "Correct the date.")
      : good(cell);
  });

/** Whether a text is a date as `date` reads it. @example isDate("2025-02-29") // → false */
export const isDate = (cell: string): boolean => date("").read(cell).ok;

export const oneOf = <const V extends readonly string[]>(values: V, meaning: string): Field<V[number], false> =>
  required("enum", { meaning, values }, (cell) => {
    const found = values.find((it) => it === cell);
    return found === undefined ? bad("unknown-word", `"${cell}" is not one of the words allowed here.`, `Use one of: ${values.join(", ")}.`) : good(found as V[number]);
  });

export const flag = (meaning: string): Field<boolean, false> =>
  required("flag", { meaning, values: ["yes", "no"] }, (cell) =>
    cell === "yes" ? good(true) : cell === "no" ? good(false) : bad("unknown-word", `"${cell}" is neither yes nor no.`, "Write yes or no."),
  );

/** A figure with its range, read from three columns `<name>_low`, `<name>`, `<name>_high`; only the middle one is required. */
export const range = (meaning: string, more: { readonly unit: string; readonly min?: number; readonly max?: number }): Field<Range, false> =>
  required("range", { meaning, ...more }, (cell) => {
    const [low = "", base = "", high = ""] = cell.split("\u0000");
    const middle = numberOf(base);
    if (middle === undefined) return base === "" ? bad("missing-figure", "The figure is missing though a bound is given.", "Give the base figure, or leave all three cells empty.") : notANumber(base);
    const bottom = low === "" ? middle : numberOf(low);
    const top = high === "" ? middle : numberOf(high);
    if (bottom === undefined) return notANumber(low);
    if (top === undefined) return notANumber(high);
    // A figure that cannot be is told as that, whatever its bounds are.
    const within = [middle, bottom, top].map((it) => withinBounds(it, more)).find((it) => !it.ok);
    if (within !== undefined && !within.ok) return within;
    if (bottom > middle || middle > top) return bad("range-out-of-order", `low ${bottom}, base ${middle}, high ${top} are not in order.`, "Give low ≤ base ≤ high.");
    return good({ low: bottom, base: middle, high: top });
  });

/** Lets the cell be empty; `absent` says what an empty cell means. */
export const optional = <T>(field: Field<T, false>, absent: string): Field<T, true> => ({ ...field, optional: true, absent });

export type Fields = Readonly<Record<string, Field<unknown>>>;

export type RecordOf<F extends Fields> = {
  readonly [K in keyof F as F[K] extends Field<unknown, false> ? K : never]: F[K] extends Field<infer T> ? T : never;
} & {
  readonly [K in keyof F as F[K] extends Field<unknown, false> ? never : K]?: F[K] extends Field<infer T> ? T : never;
};
