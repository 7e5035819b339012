import { type Building, leadsIn, MONEY_SCALE } from "../formulate.ts";
import type { Joint } from "../freedom.ts";
import { PLAN } from "../parameters.ts";
import type { World } from "../world.ts";
import { adoptionPayments } from "./adoption.ts";
import { commonPayments } from "./common-fund.ts";
import type { ConstraintNote } from "./note.ts";
import { stagesOf } from "./payments.ts";
import { LEAST_BUDGET, REACHED_SLACK } from "./scale.ts";
import { idlePrice } from "./sustaining.ts";

export const BUDGET: ConstraintNote = {
  name: "budget",
  title: "National budgets",
  inequality: "stage payments[n,t] − saved in agreements + expansion + insurance + adoptions + coordination + part of common funds and of idle lines ≤ budget[n,t] + over[n,t]",
  unit: "M of the alliance's currency, in parts of the nation's mean budget (of its contracts, where it has none)",
  dual: "shortfall avoided per further M of this nation in this year (in the money stage: price of paying earlier)",
  meaning: "What a nation adds and keeps is paid out of its own budget of the year in which it falls due. The overrun is the row's elastic part: only what signed programmes force, made least in stage 0 and kept in the later stages; it can be as large as all that could be bought, so the row can always be met.",
  parameters: [PLAN.advance, PLAN.upkeep, PLAN.insurance, PLAN.discount, PLAN.idleCost, PLAN.coordination, PLAN.burdenBand],
  records: ["budget", "system", "programme", "line", "standard"],
  elastic: "over, the overrun, priced in stage 0",
  source: "national budgets as planned; elastic rows as in goal programming",
};

/** Columns and rows of budgets, and the objective of money. */
export function budgetRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const advance = world.value(PLAN.advance);
  const jointsOf = new Map<number, Joint>(freedom.open === undefined ? freedom.joints.flatMap((it) => (it.active ? [[it.good, it]] : [])) : []);
  const rows = Array.from({ length: T }, () => new DueList());
  const isBanded = world.value(PLAN.burdenBand) < 1;
  const due = new Float64Array(isBanded ? build.colCount : 0);
  for (const n of freedom.nations) {
    for (const row of rows) row.size = 0;
    const mean = budgetUnit(world, n);
    on.overrunScale[n] = mean;
    const pay = (column: number, t: number, amount: number): void => {
      rows[t]!.add(column, amount);
      on.costs.money.add(column, (world.discount[t]! * amount) / MONEY_SCALE);
    };
    const deliver = (column: number, t: number, price: number, upkeep: number): void => {
      // Not by `paymentsOf`: there are so many payments that calling back for each takes longer than all else.
      const { before, now, after } = stagesOf({ t, price, upkeep, advance });
      let money = 0;
      if (before !== 0) {
        rows[t - 1]!.add(column, before);
        money += (world.discount[t - 1]! * before) / MONEY_SCALE;
      }
      if (now !== 0) {
        rows[t]!.add(column, now);
        money += (world.discount[t]! * now) / MONEY_SCALE;
      }
      if (after > 0) {
        for (let tau = t + 1; tau < T; tau++) {
          rows[tau]!.add(column, after);
          money += (world.discount[tau]! * after) / MONEY_SCALE;
        }
      }
      on.costs.money.add(column, money);
    };
    for (const it of on.goodsOf[n]!) {
      const good = world.goods[it.good]!;
      const joint = jointsOf.get(it.good);
      const member = joint?.members.includes(n) === true;
      for (let t = it.first; t < T; t++) {
        const factor = member && t >= joint!.first ? Math.min(joint!.factor, world.ownFactor[n]![it.good]!) : world.ownFactor[n]![it.good]!;
        deliver(it.column + t - it.first, t, good.price! * factor * it.scale, good.upkeep * it.scale);
      }
    }
    for (const at of on.programmesOf[n]!) {
      const it = on.programmes[at]!;
      const programme = world.programmes[at]!;
      if (programme.price === undefined) continue;
      const joint = programme.firm ? undefined : jointsOf.get(programme.good);
      const member = joint?.members.includes(n) === true;
      const own = world.ownFactor[n]![programme.good]!;
      for (let t = it.first; t <= it.last; t++) {
        const factor = member && t >= joint!.first ? Math.min(joint!.factor / own, 1) : 1;
        deliver(it.column + t - it.first, t, programme.price * factor * it.scale, world.goods[programme.good]!.upkeep * it.scale);
      }
    }
    for (const it of on.refunds[n]!) deliver(it.column, it.t, it.price, 0);
    for (const it of on.agreements) {
      const m = it.option.candidates.indexOf(n);
      if (m >= 0) it.option.fee.forEach((fee, t) => { if (fee > 0) pay(it.members[m]!, t, fee); });
    }
    world.lines.forEach((line, l) => {
      const it = on.expansions.get(l * N + n);
      if (it !== undefined) for (let t = 0; t < it.years; t++) pay(it.column + t, t, line.expansionCost * it.scale);
    });
    for (const [l, it] of on.open) {
      const price = idlePrice(on, l) * it.scale * world.commonKey[n]!;
      if (price > 0) it.idle.forEach((column, at) => pay(column, it.first + at, price));
    }
    commonPayments(on, (column, t, amount) => pay(column, t, amount * world.commonKey[n]!));
    const premium = freedom.relaxed === true ? 0 : world.value(PLAN.insurance);
    for (const it of on.pairsOf[n]!) {
      if (it.beyond < 0 || premium <= 0 || !leadsIn(world, freedom, n * world.leaves.length + it.leaf)) continue;
      const worth = world.worth[it.leaf]!;
      for (let t = it.premiumFrom; t < T; t++) if (worth > 0) pay(it.beyond, t, (premium * worth * it.scale) / (T - it.premiumFrom));
    }
    const fees = new Float64Array(T);
    if (freedom.relaxed !== true) {
      for (const joint of jointsOf.values()) joint.fees.get(n)?.forEach((it, t) => { fees[t]! += it; });
      world.standards.forEach((standard, k) => {
        const chosen = freedom.adopted[k]![n]!;
        if (chosen < world.adopted[k]![n]!) fees[Math.max(chosen - 1, 0)]! += standard.cost;
        const open = on.adoptions.get(k * N + n);
        if (open !== undefined) adoptionPayments({ ...open, cost: standard.cost, pay });
      });
    }
    for (let t = 0; t < T; t++) {
      const cap = freedom.overrun === undefined ? Math.max(mostSpent(build, rows[t]!) + fees[t]! - world.budget[n]![t]!, 0) / mean : freedom.overrun[n]![t]! / mean + REACHED_SLACK;
      const overrun = build.column(0, cap);
      on.overrun[n * T + t] = overrun;
      on.costs.violations.add(overrun, 1);
      on.costs.money.constant += (world.discount[t]! * fees[t]!) / MONEY_SCALE;
      build.row(Number.NEGATIVE_INFINITY, (world.budget[n]![t]! - fees[t]!) / mean);
      dueEntries(build, rows[t]!, mean);
      build.entry(overrun, -1);
      about.push(() => `${world.nations[n]} ${world.years[t]}`);
    }
    if (isBanded) {
      const spending = on.spending[n]!;
      spentEntries(world, rows, due, spending);
      fees.forEach((fee, t) => { spending.constant += world.discount[t]! * fee; });
    }
  }
  on.block(BUDGET, first, about);
}

// Payments that a list has room for at first, and by how much it grows.
const ROOM = 256;
const GROWTH = 2;

/** What falls due in one year: column and amount of each payment, in arrays that are filled again for every nation. Unit: M. */
class DueList {
  columns = new Int32Array(ROOM);
  values = new Float64Array(ROOM);
  size = 0;
  add(column: number, amount: number): void {
    if (this.size === this.columns.length) {
      const [columns, values] = [this.columns, this.values];
      this.columns = new Int32Array(GROWTH * this.size);
      this.values = new Float64Array(GROWTH * this.size);
      this.columns.set(columns);
      this.values.set(values);
    }
    this.columns[this.size] = column;
    this.values[this.size] = amount;
    this.size += 1;
  }
}

/** Writes what falls due into the open row, in parts of the nation's budget. */
function dueEntries(build: Building["build"], { columns, values, size }: DueList, mean: number): void {
  for (let at = 0; at < size; at++) build.entry(columns[at]!, values[at]! / mean);
}

/** Adds up what falls due for each column over all years: the same column can be due in several, and gets one entry. `due` is left as it was found, all zero. */
function spentEntries({ discount }: World, rows: readonly DueList[], due: Float64Array, spending: { readonly columns: number[]; readonly values: number[] }): void {
  const paid: number[] = [];
  for (let t = 0; t < rows.length; t++) {
    const { columns, values, size } = rows[t]!;
    const worth = discount[t]!;
    for (let at = 0; at < size; at++) {
      const column = columns[at]!;
      if (due[column] === 0) paid.push(column);
      due[column]! += worth * values[at]!;
    }
  }
  for (const column of paid) {
    if (due[column] === 0) continue;
    spending.columns.push(column);
    spending.values.push(due[column]!);
    due[column] = 0;
  }
}

/** Most that a row can come to, whatever is decided: an overrun of that is never the reason that no plan exists. Unit: M. */
function mostSpent(build: Building["build"], { columns, values, size }: DueList): number {
  let sum = 0;
  for (let at = 0; at < size; at++) if (values[at]! > 0) sum += values[at]! * build.upperOf(columns[at]!);
  return sum;
}

/**
 * What the budget rows of a nation are counted in: its mean yearly budget. A nation without one, which buys nothing beyond
 * its contracts, has the whole of them for a unit: so they are kept and their cost is shown as overrun. Unit: M.
 */
export function budgetUnit(world: World, n: number): number {
  const mean = world.budget[n]!.reduce((sum, it) => sum + it, 0) / world.years.length;
  if (mean >= LEAST_BUDGET) return mean;
  return Math.max(world.programmes.reduce((sum, it) => sum + (it.nation === n && it.firm ? (it.price ?? 0) * it.quantity : 0), 0), 1);
}
