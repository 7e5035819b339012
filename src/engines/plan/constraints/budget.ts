import { type Building, leadsIn, MONEY_SCALE } from "../formulate.ts";
import type { Joint } from "../freedom.ts";
import { PLAN } from "../parameters.ts";

/**
 * Budgets: advance · price · x[t+1] + (1 − advance) · price · x[t] + upkeep of all delivered so far + expansion + insurance
 * ≤ budget + overrun − fees. Unit: M of the alliance's currency, in parts of the nation's mean budget.
 * Upkeep is that of what the plan adds: what is held already is paid elsewhere. Dual: shortfall avoided per further M.
 */
export function budgetRows(on: Building): void {
  const { world, freedom, build } = on;
  const N = world.nations.length;
  const T = world.years.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const advance = world.value(PLAN.advance);
  const jointsOf = new Map<number, Joint>(freedom.joints.flatMap((it) => (it.active ? [[it.good, it]] : [])));
  const rows: readonly { readonly columns: number[]; readonly values: number[] }[] = Array.from({ length: T }, () => ({ columns: [], values: [] }));
  for (const n of freedom.nations) {
    for (const row of rows) row.columns.length = row.values.length = 0;
    const mean = world.budget[n]!.reduce((sum, it) => sum + it, 0) / T || 1;
    on.overrunScale[n] = mean;
    const pay = (column: number, t: number, amount: number): void => {
      rows[t]!.columns.push(column);
      rows[t]!.values.push(amount);
      on.costs.money.add(column, (world.discount[t]! * amount) / MONEY_SCALE);
    };
    const deliver = (column: number, t: number, price: number, upkeep: number): void => {
      if (t === 0) {
        if (price > 0 || upkeep > 0) pay(column, 0, price + upkeep);
        for (let tau = 1; tau < T; tau++) if (upkeep > 0) pay(column, tau, upkeep);
        return;
      }
      if (price > 0 && advance > 0) pay(column, t - 1, advance * price);
      if (price > 0 || upkeep > 0) pay(column, t, (1 - advance) * price + upkeep);
      for (let tau = t + 1; tau < T; tau++) if (upkeep > 0) pay(column, tau, upkeep);
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
    world.lines.forEach((line, l) => {
      const it = on.expansions.get(l * N + n);
      if (it !== undefined) for (let t = 0; t < it.years; t++) pay(it.column + t, t, line.expansionCost * it.scale);
    });
    const premium = freedom.relaxed === true ? 0 : world.value(PLAN.insurance);
    for (const it of on.pairs) {
      if (it.nation !== n || it.beyond < 0 || premium <= 0 || !leadsIn(world, freedom, n * world.leaves.length + it.leaf)) continue;
      const worth = world.worth[it.leaf]!;
      for (let t = it.premiumFrom; t < T; t++) if (worth > 0) pay(it.beyond, t, (premium * worth * it.scale) / (T - it.premiumFrom));
    }
    const fees = new Float64Array(T);
    if (freedom.relaxed !== true) {
      for (const joint of jointsOf.values()) joint.fees.get(n)?.forEach((it, t) => { fees[t]! += it; });
      world.standards.forEach((standard, k) => {
        const chosen = freedom.adopted[k]![n]!;
        if (chosen < world.adopted[k]![n]!) fees[Math.max(chosen - 1, 0)]! += standard.cost;
      });
    }
    for (let t = 0; t < T; t++) {
      const cap = freedom.overrun === undefined ? 1e6 : freedom.overrun[n]![t]! / mean + 2e-6;
      const overrun = build.column(0, cap);
      on.overrun[n * T + t] = overrun;
      on.costs.violations.add(overrun, 1);
      on.costs.money.constant += (world.discount[t]! * fees[t]!) / MONEY_SCALE;
      build.row(Number.NEGATIVE_INFINITY, (world.budget[n]![t]! - fees[t]!) / mean);
      const { columns, values } = rows[t]!;
      for (let at = 0; at < columns.length; at++) build.entry(columns[at]!, values[at]! / mean);
      build.entry(overrun, -1);
      about.push(() => `${world.nations[n]} ${world.years[t]}`);
    }
  }
  on.blocks.push({ constraint: "budget", first, about: (row) => about[row]!() });
}
