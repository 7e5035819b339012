import { withCost, withRowBelow, withUppers } from "#maths";
import { type Alone, aloneFreedom, type AloneProof } from "../alone.ts";
import { formulate, type Formulation, MONEY_SCALE } from "../formulate.ts";
import { violationUppers } from "../lexicographic.ts";
import type { NationCertificate } from "../plan.ts";
import type { World } from "../world.ts";
import { type BoundModel, provedBound } from "./models.ts";
import { pricesOf, recordOf } from "./prices.ts";

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

/** Prices of every ally for the objectives of the plan alone, each with what it proves. */
export function aloneCertificates({ world, alone }: { readonly world: World; readonly alone: Alone }): Readonly<Record<AloneStage, readonly NationCertificate[]>> {
  const made = alone.nations.map(({ capacity, expansion, proofs }, n) => {
    const formulation = formulate(world, aloneFreedom({ world, nations: [n], capacity, expansion }));
    const of = (stage: AloneStage): NationCertificate => certificateOf({ nation: world.nations[n]!, formulation, stage, proof: proofs[stage] });
    return { shortfall: { ...of("shortfall"), ...limitsOf({ world, n, capacity, expansion }) }, cost: of("cost") };
  });
  return { shortfall: made.map((it) => it.shortfall), cost: made.map((it) => it.cost) };
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

function certificateOf({ nation, formulation, stage, proof: { dual, kept } }: { readonly nation: string; readonly formulation: Formulation; readonly stage: AloneStage; readonly proof: AloneProof }): NationCertificate {
  const it = nationModel({ formulation, stage, kept });
  // Where nothing had to be violated, the rows that keep it were not in the model: they have no price.
  const prices = new Float64Array(it.model.rowCount);
  prices.set(dual.subarray(0, it.formulation.model.rowCount));
  const extra = Math.max(dual.length - it.formulation.model.rowCount, 0);
  for (let k = 0; k < extra; k++) prices[it.model.rowCount - extra + k] = dual[it.formulation.model.rowCount + k]!;
  const record = recordOf(prices);
  return { nation, kept, rows: it.model.rowCount, proves: provedBound(it, pricesOf(record, it.model.rowCount) ?? prices), ...record };
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
