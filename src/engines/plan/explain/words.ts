import type { Subject } from "./subjects.ts";

/** A figure in a sentence: three digits, whole from a hundred on. @example amountText(0.001234) → "0.00123" */
export function amountText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "any number" : "nothing";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 100) return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return size >= 1e-4 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}

/** Key under which `explain` answers for a row: its constraint and what it is about. */
export const keyOf = ({ constraint, about }: Pick<Subject, "constraint" | "about">): string => ["price", constraint, ...about.split(" ")].map(encodeURIComponent).join("/");

/** Clauses one after the other; a comma or an "and" may stand within each. @example clausesText(["it is late, and dear", "it is far"]) → "it is late, and dear; it is far" */
export const clausesText = (clauses: readonly string[]): string => clauses.join("; ");

/** Names in a list; clauses are joined by `clausesText`. @example listText(["a", "b", "c"]) → "a, b and c" */
export const listText = (words: readonly string[]): string => (words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
