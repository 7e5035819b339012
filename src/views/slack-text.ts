import type { Change, Plan } from "#engines/plan";
import { percentText } from "./figure-text.ts";

type Told = Pick<Plan, "spend" | "lines" | "shortfalls" | "orders">;
/** Whether a system is of the system or class that a lever names. */
type IsOf = (system: string, named: string) => boolean;

/** A limit and what the plan takes of it: that part is told. */
interface Taken {
  readonly limit: number;
  readonly used: number;
}

/**
 * Why a lever changes nothing: what it moves does not bind in the plan, before and with the change. Absent: it may bind, or the plan does not say.
 * @example slackText(plan, [{ kind: "budget", nation: "XAA", factor: 1.1 }], (system, named) => system === named) // → "the plan spends at most 80 % of it in any of these years"
 */
export function slackText(plan: Told, changes: readonly Change[], isOf: IsOf): string | undefined {
  const [first] = changes;
  if (first === undefined) return undefined;
  const all = (taken: readonly (readonly Taken[])[], said: (part: string) => string): string | undefined => {
    const shares = changes.flatMap((it, at) => (taken[at] ?? []).map((one) => slackShare(it, one)));
    if (shares.length === 0 || shares.some((it) => it === undefined)) return undefined;
    return said(percentText(Math.max(...shares.map((it) => it ?? 0))));
  };
  const inSpan = (it: Change, year: number): boolean => !("from" in it) || it.from === undefined || (year >= it.from && year <= (("to" in it ? it.to : undefined) ?? year));
  switch (first.kind) {
    case "budget":
      return all(
        changes.map((it) => plan.spend.filter((row) => it.kind === "budget" && row.nation === it.nation && row.budget > 0 && inSpan(it, row.year)).map((row) => ({ limit: row.budget, used: row.total }))),
        (part) => (changes.length === 1 ? `the plan spends at most ${part} of it in any of these years` : `the plan spends at most ${part} of any of them in any of these years`),
      );
    case "capacity":
      return all([plan.lines.filter((row) => row.line === first.line && row.capacity > 0 && inSpan(first, row.year)).map((row) => ({ limit: row.capacity, used: row.used }))], (part) => `the plan uses at most ${part} of it in any of these years`);
    case "line-lost":
      return plan.lines.every((row) => row.line !== first.line || !inSpan(first, row.year) || row.used <= ROUND_OFF) ? "the plan orders nothing from it in these years" : undefined;
    case "requirement":
      return isLess(first) && isCovered(plan, first.leaf, (year) => inSpan(first, year)) ? "the plan covers it in full in each of these years" : undefined;
    case "priority":
      return isCovered(plan, first.leaf, () => true) ? "the plan covers it in full in every year" : undefined;
    case "price":
      // Cheaper, it might be bought.
      return "factor" in first && first.factor >= 1 && plan.orders.every((it) => !isOf(it.system, first.system)) ? "the plan buys none of it" : undefined;
    case "programme-delayed":
      return plan.orders.every((it) => it.programme !== first.programme) ? "the plan counts on no delivery of it" : undefined;
    default:
      return undefined;
  }
}

// What differs by less is alike.
const ROUND_OFF = 1e-6;

/** The part of a limit that is used, where neither the limit as it is nor the changed one binds. */
function slackShare(it: Change, { limit, used }: Taken): number | undefined {
  const changed = "factor" in it ? limit * it.factor : "amount" in it ? it.amount : undefined;
  if (changed === undefined) return undefined;
  // A plan that stays within the smaller limit is as good as before; one that does not reach the limit gains nothing by a larger one.
  const isSlack = changed < limit ? used <= changed * (1 + ROUND_OFF) : used < limit * (1 - ROUND_OFF);
  return isSlack ? used / limit : undefined;
}

const isLess = (it: Change): boolean => "factor" in it && it.factor <= 1;

const isCovered = ({ shortfalls }: Told, leaf: string, within: (year: number) => boolean): boolean => {
  const rows = shortfalls.filter((it) => it.leaf === leaf && within(it.year));
  return rows.length > 0 && rows.every((it) => it.short <= ROUND_OFF);
};
