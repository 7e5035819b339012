import type { Instant } from "./event.ts";

const DAY = 86_400_000;

/** @example addDays(Date.UTC(2026, 0, 31), 1) // → Date.UTC(2026, 1, 1) */
export const addDays = (at: Instant, count: number): Instant => at + count * DAY;

/** The same day and hour some months on, or the last day of that month where it has no such day. @example addMonths(Date.UTC(2026, 0, 31), 1) // → Date.UTC(2026, 1, 28) */
export function addMonths(at: Instant, count: number): Instant {
  const from = new Date(at);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count, 1);
  const month = new Date(first);
  const lastDay = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  return first + (Math.min(from.getUTCDate(), lastDay) - 1) * DAY + (at - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()));
}

/** How an instant is written. */
export const instantText = (at: Instant): string => new Date(at).toISOString().replace(".000Z", "Z");
