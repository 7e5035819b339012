import type { Alliance } from "#model";
import type { Parameter, Range } from "#quantities";
import { PLAN } from "./parameters.ts";
import type { Good, PlanLine, Pool } from "./world.ts";

interface LinesAsk {
  readonly alliance: Alliance;
  readonly goods: readonly Good[];
  readonly T: number;
  readonly value: (parameter: Parameter) => number;
  readonly need_: (range: Range) => number;
}

/**
 * Lines with their capacity by year, and the pools that limit deliveries: for each set of goods that some lines alone can
 * make, what those lines make together. Where the sets nest this is exact; where they merely overlap their union is added.
 */
export function linesOf({ alliance, goods, T, value, need_ }: LinesAsk): { readonly lines: PlanLine[]; readonly pools: Pool[] } {
  const lines: PlanLine[] = [];
  const usesOf = componentsOf(alliance, goods);
  for (const it of alliance.facts.line) {
    const component = it.systems.find((id) => usesOf.has(id));
    const made = component === undefined ? goods.flatMap((good, at) => (it.systems.includes(good.system) || it.systems.includes(good.class) || it.systems.some((id) => alliance.systemById.get(id)?.class === good.system) ? [at] : [])) : [...usesOf.get(component)!.keys()];
    if (made.length === 0) continue;
    const part = it.share ?? value(PLAN.lineShare);
    const most = it.rateMaximum.base * part;
    const today = Math.min(it.rateEconomic ?? it.rateMaximum.base / 2, it.rateMaximum.base) * part;
    const price = component === undefined ? Math.max(...made.map((good) => goods[good]!.price ?? 0)) : (moneyOfSystem(alliance, component, need_) ?? 0);
    const cost = it.expansionCost === undefined ? undefined : alliance.money(it.expansionCost, it.costUnit, it.priceBase);
    lines.push({
      id: it.id,
      nation: it.nation,
      goods: made,
      capacity: value(PLAN.rampFollowsUse) > 0 && component === undefined ? new Float64Array(T).fill(most) : rampProfile({ today, most, ramp: value(PLAN.ramp), start: value(PLAN.rampStart), years: T }),
      ...(component === undefined ? {} : { component }),
      most,
      today,
      minimum: (it.rateMinimum ?? 0) * part,
      ...(it.changeover === undefined || made.length < 2 || component !== undefined ? {} : { changeover: it.changeover }),
      expansionMost: it.expansionMaximum ?? value(PLAN.expansion) * it.rateMaximum.base,
      expansionTime: Math.max(Math.ceil(it.expansionLeadTime ?? value(PLAN.expansionTime)), 1),
      expansionCost: cost === undefined ? price * value(PLAN.expansionCost) : need_(cost),
    });
  }
  const makers = goods.map((_, at) => lines.flatMap((line, index) => (line.component === undefined && line.goods.includes(at) ? [index] : [])));
  const capacityOf = (set: readonly number[]): Float64Array => Float64Array.from({ length: T }, (_, t) => set.reduce((sum, it) => sum + lines[it]!.capacity[t]!, 0));
  const lineSets = new Map<string, number[]>();
  for (const set of makers) if (set.length > 0) lineSets.set(set.join(","), set);
  const given = Array.from(lineSets.values());
  for (const set of given) {
    const union = new Set(set);
    for (let grown = true; grown; ) {
      grown = false;
      for (const other of lineSets.values()) {
        if (other.some((it) => union.has(it)) && !other.every((it) => union.has(it))) {
          for (const it of other) union.add(it);
          grown = true;
        }
      }
    }
    const whole = [...union].sort((a, b) => a - b);
    lineSets.set(whole.join(","), whole);
  }
  const pools = [...lineSets.values()].map((set): Pool => {
    const members = new Set(set);
    const made = makers.flatMap((own, at) => (own.length > 0 && own.every((it) => members.has(it)) ? [at] : []));
    return { lines: set, goods: made, capacity: capacityOf(set) };
  });
  // A component limits all goods that need it, whoever makes them.
  for (const [component, per] of usesOf) {
    const set = lines.flatMap((line, index) => (line.component === component ? [index] : []));
    if (set.length > 0) pools.push({ lines: set, goods: [...per.keys()], capacity: capacityOf(set), per });
  }
  return { lines, pools };
}

/**
 * Rate of a line year by year when it keeps the people and tools it has: r[0] = today, r[t+1] = min(most, (1 + ramp) · r[t]
 * + start · today). Unit: items a year. @example rampProfile({ today: 2, most: 10, ramp: 0.25, start: 0.5, years: 3 }) // → 2, 3.5, 5.375
 */
export function rampProfile({ today, most, ramp, start, years }: { readonly today: number; readonly most: number; readonly ramp: number; readonly start: number; readonly years: number }): Float64Array {
  const profile = new Float64Array(years);
  for (let t = 0, rate = today; t < years; t++) {
    profile[t] = rate;
    rate = Math.min(most, rate * (1 + ramp) + start * today);
  }
  return profile;
}

/** Components with the goods that need them and how many each needs. A type's own bill goes before its class's. */
function componentsOf(alliance: Alliance, goods: readonly Good[]): Map<string, Map<number, number>> {
  const uses = new Map<string, Map<number, number>>();
  for (const [own, of] of [[false, "class"], [true, "system"]] as const) {
    for (const it of alliance.facts.bill) {
      goods.forEach((good, at) => {
        if (good[of] !== it.system || (own && good.class === good.system)) return;
        const per = uses.get(it.component) ?? new Map<number, number>();
        uses.set(it.component, per);
        if (it.quantity > 0) per.set(at, it.quantity);
        else per.delete(at);
      });
    }
  }
  return uses;
}

function moneyOfSystem(alliance: Alliance, id: string, need_: (range: Range) => number): number | undefined {
  const system = alliance.systemById.get(id);
  const money = system?.unitCost === undefined ? undefined : alliance.money(system.unitCost, system.costUnit, system.priceBase);
  return money === undefined ? undefined : need_(money);
}
