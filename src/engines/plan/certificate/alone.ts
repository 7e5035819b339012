import { withCost, withRowBelow, withUppers } from "#maths";
import { type Alone, aloneFreedom, type AloneProof } from "../alone.ts";
import { formulate, type Formulation, MONEY_SCALE } from "../formulate.ts";
import { violationUppers } from "../lexicographic.ts";
import type { NationCertificate } from "../plan.ts";
import type { World } from "../world.ts";
import { type BoundModel, provedBound } from "./models.ts";
import { carriedPrices, pricesOf, recordOf } from "./prices.ts";

/** An objective of the plan alone that has prices. */
export type AloneStage = "shortfall" | "cost";

/** The model in which one ally alone makes an objective least. */
function nationModel({ formulation, stage, kept }: { readonly formulation: Formulation; readonly stage: AloneStage; readonly kept: AloneProof["kept"] }): BoundModel {
  const objective = stage === "cost" ? "money" : "shortfall";
  let model = withCost(formulation.model, formulation.costs[objective]);
  for (const it of kept) model = withRowBelow(model, { terms: formulation.costs[it.stage], upper: it.upper });
  const violations = kept.find((it) => it.stage === "violations");
  if (violations !== undefined) model = withUppers(model, violationUppers(formulation, violations.upper));
  return { formulation, model, constant: formulation.constants[objective], unit: stage === "cost" ? MONEY_SCALE : 1 };
}

/** Prices of every ally for the objectives of the plan alone, each with what it proves. What no price rests on is left out. */
export function aloneCertificates({ world, alone }: { readonly world: World; readonly alone: Alone }): Readonly<Record<AloneStage, readonly NationCertificate[]>> {
  const made = alone.nations.map(({ capacity, expansion, proofs }, n) => {
    const nation = world.nations[n]!;
    const formulation = formulate(world, aloneFreedom({ world, nations: [n], capacity, expansion }));
    const of = (into: Formulation): { readonly shortfall: NationCertificate; readonly cost: NationCertificate } => {
      const [shortfall, cost] = (["shortfall", "cost"] as const).map((stage) => certificateOf({ nation, from: formulation, into, stage, proof: proofs[stage] })) as [NationCertificate, NationCertificate];
      return { shortfall, cost };
    };
    const all = of(formulation);
    const limits = limitsOf({ world, n, capacity, expansion });
    if (limits.slots.length + limits.room.length === 0) return { ...all, shortfall: { ...all.shortfall, ...limits } };
    const priced = pricedRows(formulation, [proofs.shortfall.dual, proofs.cost.dual]);
    let best = { ...all, limits };
    /** Takes fewer limits where they prove as much. */
    const tryWith = (less: typeof limits): boolean => {
      const into = formulationAlone(world, { ...all.shortfall, ...less });
      const proved = into === undefined ? undefined : of(into);
      if (proved === undefined || !(["shortfall", "cost"] as const).every((stage) => proved[stage].proves >= all[stage].proves - ROUND_OFF * Math.max(Math.abs(all[stage].proves), 1))) return false;
      best = { ...proved, limits: less };
      return true;
    };
    const slots = limits.slots.filter((it) => priced.has(`${it.lines.split("#")[0]} ${it.year}`));
    const room = limits.room.filter((it) => priced.has(it.line));
    // Room that no row has a price for may still limit what is added: then one after the other.
    if (!tryWith({ slots, room })) {
      tryWith({ ...best.limits, slots });
      for (const it of limits.room) if (!room.includes(it)) tryWith({ ...best.limits, room: best.limits.room.filter((other) => other !== it) });
    }
    return { shortfall: { ...best.shortfall, ...best.limits }, cost: best.cost };
  });
  return { shortfall: made.map((it) => it.shortfall), cost: made.map((it) => it.cost) };
}

// Bounds proved from the same prices differ by less. Unit: share.
const ROUND_OFF = 1e-9;

/** What the rows with a price in any of some answers are about. */
function pricedRows({ model, on }: Formulation, duals: readonly Float64Array[]): ReadonlySet<string> {
  const priced = new Set<string>();
  on.blocks.forEach((block, b) => {
    const end = on.blocks[b + 1]?.first ?? model.rowCount;
    for (let row = block.first; row < end; row++) if (duals.some((dual) => (dual[row] ?? 0) !== 0)) priced.add(block.about(row - block.first));
  });
  return priced;
}

/** What other allies left one of lines and of room to expand, as far as it can use it. */
const limitsOf = ({ world, n, capacity, expansion }: { readonly world: World; readonly n: number; readonly capacity: readonly Float64Array[]; readonly expansion: readonly number[] }): Required<Pick<NationCertificate, "slots" | "room">> => {
  const names = poolNames(world);
  const uses = (g: number): boolean => world.eligible[n]![g] === 1 || world.programmes.some((it) => it.nation === n && it.good === g);
  return {
    slots: world.pools.flatMap((pool, q) => (pool.goods.some(uses) ? world.years.flatMap((year, t) => (capacity[q]![t]! < pool.capacity[t]! ? [{ lines: names[q]!, year, most: capacity[q]![t]! }] : [])) : [])),
    room: world.lines.flatMap((line, l) => (line.goods.some(uses) && expansion[l]! < line.expansionMost ? [{ line: line.id, most: expansion[l]! }] : [])),
  };
};

/** Prices of an answer to one formulation, on another; of what earlier objectives were kept at only that without which they prove less. */
function certificateOf({ nation, from, into, stage, proof: { dual, kept: all } }: { readonly nation: string; readonly from: Formulation; readonly into: Formulation; readonly stage: AloneStage; readonly proof: AloneProof }): NationCertificate {
  // Where nothing had to be violated, the rows that keep it were not in the model: they have no price.
  const carried = carriedPrices(from, dual, into);
  const own = into.model.rowCount;
  const absent = all.length - (carried.length - own);
  const given = all.map((_, k) => (k < absent ? 0 : carried[own + k - absent]!));
  const of = (kept: AloneProof["kept"]): NationCertificate => {
    const it = nationModel({ formulation: into, stage, kept });
    const prices = new Float64Array(it.model.rowCount);
    prices.set(carried.subarray(0, own));
    kept.forEach((row, k) => { prices[own + k] = given[all.indexOf(row)]!; });
    const record = recordOf(prices);
    return { nation, kept, rows: it.model.rowCount, proves: provedBound(it, pricesOf(record, it.model.rowCount) ?? prices), ...record };
  };
  const isMet = (it: NationCertificate, least: number): boolean => it.proves >= least - ROUND_OFF * Math.max(Math.abs(least), 1);
  const whole = of(all);
  return all.reduce((best, row) => {
    const less = of(best.kept.filter((it) => it !== row));
    return isMet(less, whole.proves) ? less : best;
  }, whole);
}

/** The model of an ally with what was left to it. Absent: a nation, line or year is named that is not there. */
export function formulationAlone(world: World, { nation, slots = [], room = [] }: NationCertificate): Formulation | undefined {
  const n = world.nations.indexOf(nation);
  if (n < 0) return undefined;
  const capacity = world.pools.map((it) => Float64Array.from(it.capacity));
  const pools = new Map(poolNames(world).map((it, q) => [it, q]));
  for (const it of slots) {
    const q = pools.get(it.lines);
    const t = world.years.indexOf(it.year);
    if (q === undefined || t < 0 || !(it.most >= 0)) return undefined;
    capacity[q]![t] = Math.min(it.most, capacity[q]![t]!);
  }
  const expansion = world.lines.map((it) => it.expansionMost);
  for (const it of room) {
    const l = world.lines.findIndex((line) => line.id === it.line);
    if (l < 0 || !(it.most >= 0)) return undefined;
    expansion[l] = Math.min(it.most, expansion[l]!);
  }
  return formulate(world, aloneFreedom({ world, nations: [n], capacity, expansion }));
}

/** What the prices of an ally prove for an objective. Absent: they name rows that are not there. */
export function provedAlone(formulation: Formulation, stage: AloneStage, certificate: NationCertificate): { readonly rows: number; readonly bound: number | undefined } {
  const model = nationModel({ formulation, stage, kept: certificate.kept });
  const prices = pricesOf(certificate, model.model.rowCount);
  return { rows: model.model.rowCount, bound: prices === undefined ? undefined : provedBound(model, prices) };
}

/** Lines of each pool as one name; of pools with the same lines, which need components of them, by their number. */
function poolNames(world: World): readonly string[] {
  const joined = world.pools.map((pool) => pool.lines.map((l) => world.lines[l]!.id).join("+"));
  const count = new Map<string, number>();
  for (const it of joined) count.set(it, (count.get(it) ?? 0) + 1);
  return joined.map((it, q) => (count.get(it) === 1 ? it : `${it}#${q}`));
}
