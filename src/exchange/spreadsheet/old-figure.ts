import { type AnyKind, columnOf } from "#model";
import type { RecordedRow } from "./meanings.ts";

/** What a recorded row said of its old figure, and that does not pass to a new one. */
export interface OldFigure {
  /** The columns whose figures are new. */
  readonly changed: readonly string[];
  /** Cells of the recorded row that fall away: bounds of a figure that is new, and what the row said of how it knew the old one. */
  readonly fallen: readonly { readonly column: string; readonly before: string }[];
}

/** Types of fields that are figures, where they do not tell rows apart. */
const FIGURES: ReadonlySet<string> = new Set(["range", "number", "integer", "share", "year"]);
/** What a row says of how its figures are known. Whom it speaks of, its unit, its label and what it corrects are of the thing, and stay. */
const OF_THE_FIGURE = ["source", "as_of", "evidence", "definition", "note"];

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
/** Two ways to write one number are no change. */
export const sameNumber = (a: string, b: string): boolean => a === b || (NUMBER.test(a) && NUMBER.test(b) && Number(a) === Number(b) && Math.max(a.length, b.length) <= 15);

/**
 * What falls away of a recorded row where a spreadsheet gives another figure: unless the sheet says it of the new figure, nothing that
 * the row said of the old one is true of it. How far it is trusted stays where it is known in the same way as before.
 * @example oldFigure(KINDS.holding, { quantity: "4", quantity_high: "5", note: "counted in 2014" }, { quantity: "14" }).fallen
 * // → [{ column: "quantity_high", before: "5" }, { column: "note", before: "counted in 2014" }]
 */
export function oldFigure(kind: AnyKind, before: RecordedRow, said: RecordedRow): OldFigure {
  const isNew = (column: string): boolean => (said[column] ?? "") !== "" && !sameNumber(said[column]!, before[column] ?? "");
  const figures = Object.entries(kind.fields).filter(([name, field]) => FIGURES.has(field.type) && !kind.rivalKey.includes(name)).map(([name, { type }]) => ({ column: columnOf(name), type }));
  const changed = figures.filter((it) => isNew(it.column));
  if (changed.length === 0) return { changed: [], fallen: [] };
  const bounds = changed.flatMap(({ column, type }) => (type === "range" ? [`${column}_low`, `${column}_high`] : []));
  const isKnownAlike = said["evidence"] !== undefined && said["evidence"] === before["evidence"];
  const fallen = [...bounds, ...OF_THE_FIGURE, ...(isKnownAlike ? [] : ["confidence"])].flatMap((column) => (before[column] === undefined || (said[column] ?? "") !== "" ? [] : [{ column, before: before[column] }]));
  return { changed: changed.map((it) => it.column), fallen };
}

/** What falls away of a row, as it is told: the two bounds of a figure as one range. */
export type FallenPart = { readonly column: string; readonly before: string } | { readonly column: string; readonly low?: string; readonly high?: string };

/** @example fallenParts([{ column: "quantity_low", before: "3" }, { column: "quantity_high", before: "5" }]) // → [{ column: "quantity", low: "3", high: "5" }] */
export function fallenParts(fallen: OldFigure["fallen"]): readonly FallenPart[] {
  const ranges = Map.groupBy(fallen.filter((it) => BOUND.test(it.column)), (it) => it.column.replace(BOUND, ""));
  const bound = (some: OldFigure["fallen"], end: "low" | "high"): object => Object.fromEntries(some.filter((it) => it.column.endsWith(`_${end}`)).map((it) => [end, it.before]));
  return [...[...ranges].map(([column, some]): FallenPart => ({ column, ...bound(some, "low"), ...bound(some, "high") })), ...fallen.filter((it) => !BOUND.test(it.column))];
}

const BOUND = /_(low|high)$/;
