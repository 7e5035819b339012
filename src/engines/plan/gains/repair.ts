import { MilpBuilder } from "#maths";
import type { LineYear } from "../plan.ts";
import { type BalanceRow, type JointWork, sumOf } from "./balance.ts";
import type { GainsDesk } from "./master.ts";

/** Work taken from one line to another that can make the same. Unit: M. */
export interface WorkMove {
  readonly system: string;
  readonly year: number;
  readonly fromLine: string;
  readonly toLine: string;
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  /** Unit: the system's. */
  readonly quantity: number;
}

/** Money from an ally with more work than it pays for to one with less. Unit: M. */
export interface BalancePayment {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** The smallest repair: least money moved in all, then as much of it as work as lines allow. */
export interface Repair {
  /** How far an imbalance may go. Unit: M. */
  readonly band: number;
  readonly moves: readonly WorkMove[];
  readonly payments: readonly BalancePayment[];
  readonly moved: number;
  /** Imbalance that is left, by ally. */
  readonly after: readonly { readonly nation: string; readonly imbalance: number }[];
}

export interface RepairAsk {
  /** Balance at the end of the plan, one row per ally. */
  readonly balance: readonly BalanceRow[];
  readonly works: readonly JointWork[];
  readonly lines: readonly { readonly id: string; readonly nation: string; readonly systems: readonly string[] }[];
  /** What lines can make and do make in the plan. */
  readonly lineYears: readonly LineYear[];
  /** Class of a system, where lines name classes. */
  readonly classOf: (system: string) => string | undefined;
  /** Unit: share of all joint work within the alliance. */
  readonly band: number;
  readonly desk: GainsDesk;
}

interface Way {
  readonly column: number;
  readonly work: JointWork;
  readonly from: { readonly line: string; readonly nation: number; readonly work: number; readonly price: number };
  readonly toLine: string;
  readonly to: number;
}

// Amounts below this part of all work are round-off.
const DUST = 1e-9;

/**
 * Brings every ally within the band at the least money moved, and nobody past balance: a linear programme over work moves (to lines with room that
 * make the same system, in the same year) and payments, then the same total with least payments. The least total is
 * max(Σ what lies above the band, Σ what lies below it), whatever the lines can do. Payments are paired largest with
 * largest, so there are fewer than allies. @throws when the solver gives no optimum.
 */
export async function repairBalance(ask: RepairAsk): Promise<Repair> {
  const { balance } = ask;
  const all = sumOf(balance.map((it) => it.work));
  const band = ask.band * all;
  const least = Math.max(sumOf(balance.map((it) => Math.max(it.imbalance - band, 0))), sumOf(balance.map((it) => Math.max(-it.imbalance - band, 0))));
  const still = { band, moves: [], payments: [], moved: 0, after: balance.map((it) => ({ nation: it.nation, imbalance: it.imbalance })) };
  if (least <= DUST * all) return still;
  const builder = new MilpBuilder();
  const paid = balance.map((it) => builder.column(0, Math.max(it.imbalance, 0), 1));
  const received = balance.map((it) => builder.column(0, Math.max(-it.imbalance, 0), 0));
  const ways = waysOf(ask, builder);
  balance.forEach((it, n) => {
    builder.row(Math.max(-band, Math.min(it.imbalance, 0)) - it.imbalance, Math.min(band, Math.max(it.imbalance, 0)) - it.imbalance);
    builder.entry(paid[n]!, -1);
    builder.entry(received[n]!, 1);
    for (const way of ways) {
      if (way.from.nation === n) builder.entry(way.column, -1);
      if (way.to === n) builder.entry(way.column, 1);
    }
  });
  builder.row(0, 0);
  for (const it of paid) builder.entry(it, 1);
  for (const it of received) builder.entry(it, -1);
  // No more in all than the least there can be: then what is left to make least are payments.
  builder.row(Number.NEGATIVE_INFINITY, least * (1 + 1e-9));
  for (const it of [...paid, ...ways.map((way) => way.column)]) builder.entry(it, 1);
  const answer = await ask.desk.solver.solve({ model: builder.model(), timeLimit: ask.desk.timeLimit, name: "balance", algorithm: "simplex", presolve: false }, ask.desk.signal);
  if (answer.status !== "optimal") throw new Error(`The balance of work could not be repaired: the solver answered "${answer.status}".`);
  const value = (column: number): number => answer.primal[column] ?? 0;
  const moves = ways.flatMap((it): WorkMove[] => {
    const amount = value(it.column);
    return amount <= DUST * all ? [] : [{ system: it.work.system, year: it.work.year, fromLine: it.from.line, toLine: it.toLine, from: balance[it.from.nation]!.nation, to: balance[it.to]!.nation, amount, quantity: amount / it.from.price }];
  });
  const payments = paired(balance.map((it, n) => ({ nation: it.nation, net: value(paid[n]!) - value(received[n]!) })), DUST * all);
  return {
    band,
    moves,
    payments,
    moved: sumOf(moves.map((it) => it.amount)) + sumOf(payments.map((it) => it.amount)),
    after: balance.map((it, n) => ({ nation: it.nation, imbalance: it.imbalance - value(paid[n]!) + value(received[n]!) + sumOf(ways.map((way) => (way.to === n ? value(way.column) : way.from.nation === n ? -value(way.column) : 0))) })),
  };
}

/** Every way to move work from an ally with too much to one with too little, with rows for what each line has made and has room for. */
function waysOf({ balance, works, lines, lineYears, classOf }: RepairAsk, builder: MilpBuilder): readonly Way[] {
  const place = new Map(balance.map((it, n) => [it.nation, n]));
  const roomOf = new Map(lineYears.map((it) => [`${it.line}|${it.year}`, Math.max(it.capacity - it.used, 0)]));
  const ways: Way[] = [];
  for (const work of works) {
    for (const from of work.onLine) {
      if (balance[from.nation]!.imbalance <= 0) continue;
      for (const line of lines) {
        const to = place.get(line.nation);
        const makes = line.systems.includes(work.system) || line.systems.includes(classOf(work.system) ?? work.system);
        if (to === undefined || balance[to]!.imbalance >= 0 || !makes || (roomOf.get(`${line.id}|${work.year}`) ?? 0) <= 0) continue;
        ways.push({ column: builder.column(0, from.work, 0), work, from, toLine: line.id, to });
      }
    }
  }
  const limit = (keyOf: (way: Way) => string, mostOf: (way: Way) => number, per: (way: Way) => number): void => {
    const groups = new Map<string, Way[]>();
    for (const way of ways) groups.set(keyOf(way), [...(groups.get(keyOf(way)) ?? []), way]);
    for (const group of groups.values()) {
      builder.row(Number.NEGATIVE_INFINITY, mostOf(group[0]!));
      for (const way of group) builder.entry(way.column, per(way));
    }
  };
  limit((it) => `${it.work.agreement}|${it.work.year}|${it.from.line}`, (it) => it.from.work, () => 1);
  limit((it) => `${it.toLine}|${it.work.year}`, (it) => roomOf.get(`${it.toLine}|${it.work.year}`) ?? 0, (it) => 1 / it.from.price);
  return ways;
}

/** Payments between allies from what each pays on balance: the largest payer with the largest receiver. Above 0 pays. */
function paired(nets: readonly { readonly nation: string; readonly net: number }[], dust: number): readonly BalancePayment[] {
  const left = nets.map((it) => ({ ...it }));
  const payments: BalancePayment[] = [];
  for (;;) {
    const from = left.reduce((best, it) => (it.net > best.net ? it : best), left[0]!);
    const to = left.reduce((best, it) => (it.net < best.net ? it : best), left[0]!);
    const amount = Math.min(from.net, -to.net);
    if (amount <= dust) return payments;
    payments.push({ from: from.nation, to: to.nation, amount });
    from.net -= amount;
    to.net += amount;
  }
}
