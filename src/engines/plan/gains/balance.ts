import type { Plan } from "../plan.ts";

/** Where lines stand, and who is an ally. */
export interface BalanceAsk {
  readonly plan: Plan;
  readonly nations: readonly string[];
  readonly lines: readonly { readonly id: string; readonly nation: string; readonly systems: readonly string[] }[];
}

/** Joint orders of one system delivered in one year: who pays, and who makes them. Unit: M, undiscounted. */
export interface JointWork {
  readonly agreement: string;
  readonly system: string;
  readonly year: number;
  /** Paid, by ally: same order as the nations. */
  readonly cost: readonly number[];
  /** Made in each ally. */
  readonly work: readonly number[];
  /** Made outside the alliance. */
  readonly outside: number;
  /** Made nobody knows where: on lines of makers that are not named or that several share, or on none that is stated. */
  readonly unknown: number;
  /** Part of the work made on each line in an ally. */
  readonly onLine: readonly { readonly line: string; readonly nation: number; readonly work: number; readonly price: number }[];
}

/** One ally's cost and work over all agreements, up to and with one year. */
export interface BalanceRow {
  readonly nation: string;
  readonly year: number;
  readonly cost: number;
  readonly work: number;
  /** Shares of the cost of what is made within the alliance, and of that work. */
  readonly costShare: number;
  readonly workShare: number;
  /** Work beyond its cost share of all work within the alliance: above 0 it has more than it pays for. Unit: M. */
  readonly imbalance: number;
}

/**
 * Joint orders with the place of their work. Deliveries of a system and year are made on its lines in the proportions of
 * the plan's production, since lines do not tell joint items from others.
 */
export function jointWorkOf({ plan, nations, lines }: BalanceAsk): readonly JointWork[] {
  const at = new Map(nations.map((it, n) => [it, n]));
  const lineOf = new Map(lines.map((it) => [it.id, it]));
  const madeOf = new Map<string, { readonly line: string; readonly quantity: number }[]>();
  for (const it of plan.production) madeOf.set(`${it.system}|${it.year}`, [...(madeOf.get(`${it.system}|${it.year}`) ?? []), it]);
  const groups = new Map<string, { agreement: string; system: string; year: number; cost: number[]; quantity: number }>();
  for (const it of plan.orders) {
    const n = at.get(it.nation);
    if (it.agreement === undefined || it.unitPrice === undefined || n === undefined) continue;
    const key = `${it.agreement}|${it.year}`;
    const group = groups.get(key) ?? { agreement: it.agreement, system: it.system, year: it.year, cost: nations.map(() => 0), quantity: 0 };
    groups.set(key, group);
    group.cost[n]! += it.quantity * it.unitPrice;
    group.quantity += it.quantity;
  }
  return [...groups.values()].map(({ quantity, ...it }): JointWork => {
    const whole = it.cost.reduce((sum, some) => sum + some, 0);
    const made = madeOf.get(`${it.system}|${it.year}`) ?? [];
    const all = made.reduce((sum, some) => sum + some.quantity, 0);
    const work = nations.map(() => 0);
    const onLine: JointWork["onLine"][number][] = [];
    let outside = 0;
    let unknown = all > 0 ? 0 : whole;
    for (const some of all > 0 ? made : []) {
      const part = (whole * some.quantity) / all;
      const place = lineOf.get(some.line)?.nation ?? "";
      const n = at.get(place);
      if (n === undefined && place.startsWith("_")) unknown += part;
      else if (n === undefined) outside += part;
      else {
        work[n]! += part;
        onLine.push({ line: some.line, nation: n, work: part, price: whole / quantity });
      }
    }
    return { ...it, work, outside, unknown, onLine };
  });
}

/**
 * Cost against work, accumulated over agreements and years: the global balance in place of a balance agreement by
 * agreement. Cost shares are those of what is known to be made within the alliance; what is made outside, or nobody knows where, balances nobody.
 * Source: OCCAR, Policies and Methods, Global Balance; the arithmetic is ours.
 */
export function balanceOf(works: readonly JointWork[], nations: readonly string[], years: readonly number[]): readonly BalanceRow[] {
  return years.flatMap((year) => {
    const sofar = works.filter((it) => it.year <= year);
    const work = nations.map((_, n) => sofar.reduce((sum, it) => sum + it.work[n]!, 0));
    const cost = nations.map((_, n) => sofar.reduce((sum, it) => sum + it.cost[n]! * insideOf(it), 0));
    const [workAll, costAll] = [sumOf(work), sumOf(cost)];
    return nations.map((nation, n): BalanceRow => {
      const costShare = costAll > 0 ? cost[n]! / costAll : 0;
      return { nation, year, cost: cost[n]!, work: work[n]!, costShare, workShare: workAll > 0 ? work[n]! / workAll : 0, imbalance: work[n]! - costShare * workAll };
    });
  });
}

/** Part of joint orders whose work stays with allies. */
function insideOf(it: JointWork): number {
  const whole = sumOf(it.cost);
  return whole > 0 ? sumOf(it.work) / whole : 0;
}

export const sumOf = (all: readonly number[]): number => all.reduce((sum, it) => sum + it, 0);
