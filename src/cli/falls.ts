import { moneyText } from "#views";

/** What was, and what is with a change. */
export interface Moved {
  readonly before: number;
  readonly after: number;
}

/**
 * A row of a table of what moved: before, after and the difference. Absent: it differs by less than is shown, or by what is shown as 0.
 * @example movedCells({ before: 2, after: 1.5 }, numberText) // → ["2", "1.5", "−0.5"]
 */
export function movedCells({ before, after }: Moved, text: (value: number) => string): readonly [string, string, string] | undefined {
  const apart = text(Math.abs(after - before));
  return text(before) === text(after) || apart === text(0) ? undefined : [text(before), text(after), `${after >= before ? "+" : "−"}${apart}`];
}

// A solver leaves round-off of some parts of a thousand: less than half a thousand is nobody's payment. Unit: M.
const LEAST_TOLD = 0.0005;

/**
 * How a least sum falls on allies: what some pay more and some less, and how much of it is one paying for another. Absent: nobody pays half a thousand more or less.
 * @example fallsText([{ before: 1, after: 3 }], "EUR") // → "The sum is least; how it falls on allies is one way of perhaps several: some pay EUR 2 M more, none less."
 */
export function fallsText(rows: readonly Moved[], currency: string): string | undefined {
  const text = (value: number): string => moneyText(value, currency);
  const [more, less] = [1, -1].map((sign) => rows.reduce((sum, it) => sum + Math.max(sign * (it.after - it.before), 0), 0)) as [number, number];
  const isNothing = (value: number): boolean => value < LEAST_TOLD;
  if (isNothing(more) && isNothing(less)) return undefined;
  const both = isNothing(less) ? `some pay ${text(more)} more, none less.` : isNothing(more) ? `some pay ${text(less)} less, none more.` : `some pay ${text(more)} more, some ${text(less)} less, of which up to ${text(Math.min(more, less))} is one paying for what another paid before.`;
  return `The sum is least; how it falls on allies is one way of perhaps several: ${both}`;
}

/** Changes in words, one line each: the first begins with *If*, each other with *and if*. @example ifLines(["x falls", "y rises"]) // → ["If x falls", "and if y rises:"] */
export const ifLines = (changes: readonly string[]): readonly string[] => changes.map((it, at) => `${at === 0 ? "If" : "and if"} ${it}${at === changes.length - 1 ? ":" : ""}`);
