import { type Building, leadsIn, type PairColumns } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { mostOf } from "./ceiling.ts";
import { heldRows, promisedOf, supplyEntries } from "./contribution.ts";
import type { ConstraintNote } from "./note.ts";

export const LEAD: ConstraintNote = {
  name: "lead",
  title: "Lead roles, load caps and fallback",
  inequality: "counted[n,c,T] − promised − beyond[n,c] ≤ max(share, what comes about anyway);  beyond[n,c] ≤ most · z[n,c];  Σ_n z[n,c] ≤ leads of a leaf;  Σ_c z[n,c] ≤ load of a nation;  Σ_m f[m,c] ≥ z[n,c];  f[n,c] + z[n,c] ≤ 1;  counted[n,c,T] ≥ fallback share · required · f[n,c]",
  unit: "leaf units, in parts of the share; z and f are 0 or 1",
  dual: "of the first row: what one more unit that may be counted without leading is worth; the rows of z and f have a dual only with the choices fixed",
  meaning: "What a nation counts at the end of the plan beyond its share is carried for the others: only leads may, few in a leaf and few for a nation, and it is insured against being stranded. Programmes are delivered whether or not the nation leads. Every leaf with a lead has another ally that could stand in; the plan names it with each lead, and what would fall short if the lead withheld. Where leads are chosen by rule no fallback is asked for, and the best placed ally that counts enough is named.",
  parameters: [PLAN.leadsPerLeaf, PLAN.leadLoad, PLAN.leadCandidates, PLAN.insurance, PLAN.fallbackShare, PLAN.credit],
  records: ["yield", "holding", "programme"],
  elastic: "beyond = 0 and no lead meet every row but that of a fallback that is given: what that one lacks is priced in stage 0",
  source: "C11, with its stranding test",
};

/** Columns and rows of leads, with roles. */
export function leadRows(on: Building): void {
  const { world, freedom, build } = on;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (freedom.roles) {
    for (const it of on.pairs) beyondRow(on, it, about);
    if (freedom.open !== undefined) chosenRows(on, about);
    if (freedom.fallbacks !== undefined) for (const key of freedom.fallbacks) fallbackRow({ on, n: Math.floor(key / world.leaves.length), c: key % world.leaves.length, choice: undefined, about });
  }
  on.block(LEAD, first, about);
}

/** What a nation counts at the end of the plan beyond the greater of its share and what comes about anyway. */
function beyondRow(on: Building, columns: PairColumns, about: (() => string)[]): void {
  const { world, freedom, build } = on;
  const { nation: n, leaf: c } = columns;
  const leaf = world.leaves[c]!;
  const C = world.leaves.length;
  const t = world.years.length - 1;
  if (columns.changes > t || (columns.counted[t]! < 0 && columns.isDirect[t] === 0)) return;
  const most = mostOf(leaf, t);
  const held = leaf.isPlain ? heldRows({ on, leaf, rows: [undefined], n, credit: world.value(PLAN.credit) }, t, new Float64Array(1)) : 0;
  const come = Math.max(held, freedom.anyway?.[(n * C + c) * world.years.length + t] ?? 0);
  const free = Math.min(Math.max(leaf.share[n]![t]!, come), most);
  const leads = leadsIn(world, freedom, n * C + c);
  // Programmes of a plain leaf are delivered whether or not the nation leads.
  const promised = leaf.isPlain ? promisedOf(on, leaf, n) : 0;
  const beyond = build.column(0, leads ? Math.max(most - free, 0) / columns.scale : 0);
  columns.beyond = beyond;
  columns.premiumFrom = Math.min(columns.changes, t);
  build.row(Number.NEGATIVE_INFINITY, (free - held) / columns.scale);
  about.push(() => `${world.nations[n]} ${leaf.id} ${world.years[t]} lead`);
  if (leaf.isPlain) supplyEntries({ on, leaf, row: undefined, c, n, per: columns.scale, credit: world.value(PLAN.credit) }, t);
  else build.entry(columns.counted[t]!, 1);
  build.entry(beyond, -1);
  if (promised <= 0) return;
  const column = build.column(0, promised / columns.scale);
  on.called.set(column, ["promised", world.nations[n]!, leaf.id]);
  build.entry(column, -1);
}

/** Leads and fallbacks as choices of the model. */
function chosenRows(on: Building, about: (() => string)[]): void {
  const { world, freedom, build } = on;
  const C = world.leaves.length;
  const t = world.years.length - 1;
  const ofLeaf = new Map<number, { readonly n: number; readonly z: number }[]>();
  const ofNation = new Map<number, number[]>();
  for (const it of on.pairs) {
    if (it.beyond < 0 || !leadsIn(world, freedom, it.nation * C + it.leaf)) continue;
    const most = build.upperOf(it.beyond);
    if (most <= 0) continue;
    const z = build.wholeColumn(0, 1);
    on.leads.set(it.nation * C + it.leaf, z);
    ofLeaf.set(it.leaf, [...(ofLeaf.get(it.leaf) ?? []), { n: it.nation, z }]);
    ofNation.set(it.nation, [...(ofNation.get(it.nation) ?? []), z]);
    build.row(Number.NEGATIVE_INFINITY, 0);
    build.entry(it.beyond, 1 / most);
    build.entry(z, -1);
    about.push(() => `${world.nations[it.nation]} may lead ${world.leaves[it.leaf]!.id}`);
  }
  const load = Math.round(world.value(PLAN.leadLoad));
  for (const [n, columns] of ofNation) {
    if (columns.length <= load) continue;
    build.row(Number.NEGATIVE_INFINITY, load);
    for (const z of columns) build.entry(z, 1);
    about.push(() => `${world.nations[n]} load`);
  }
  const perLeaf = Math.round(world.value(PLAN.leadsPerLeaf));
  const share = world.value(PLAN.fallbackShare);
  for (const [c, leads] of ofLeaf) {
    if (leads.length > perLeaf) {
      build.row(Number.NEGATIVE_INFINITY, perLeaf);
      for (const it of leads) build.entry(it.z, 1);
      about.push(() => `leads of ${world.leaves[c]!.id}`);
    }
    if (freedom.open?.fallback !== true || share <= 0) continue;
    // Whoever already counts enough, whatever is bought, stands in for nothing: then only that no sole lead is its own fallback.
    const able = on.pairs.filter((it) => it.leaf === c && (it.fixed[t]! >= share * world.leaves[c]!.required[t]! || it.isDirect[t] === 1 || it.counted[t]! >= 0));
    const standing = able.filter((it) => it.fixed[t]! >= share * world.leaves[c]!.required[t]!);
    if (standing.length > perLeaf) continue;
    const stand = able.map((it) => {
      const f = build.wholeColumn(0, 1);
      on.fallbacks.set(it.nation * C + c, f);
      fallbackRow({ on, n: it.nation, c, choice: f, about });
      const z = on.leads.get(it.nation * C + c);
      if (z !== undefined) {
        build.row(Number.NEGATIVE_INFINITY, 1);
        build.entry(f, 1);
        build.entry(z, 1);
        about.push(() => `${world.nations[it.nation]} leads or stands in for ${world.leaves[c]!.id}`);
      }
      return f;
    });
    for (const it of leads) {
      build.row(0, Number.POSITIVE_INFINITY);
      for (const f of stand) build.entry(f, 1);
      build.entry(it.z, -1);
      about.push(() => `${world.leaves[c]!.id} led by ${world.nations[it.n]} has a fallback`);
    }
  }
}

/** counted at the end of the plan ≥ fallback share of the requirement, where the nation stands in. */
function fallbackRow({ on, n, c, choice, about }: { readonly on: Building; readonly n: number; readonly c: number; readonly choice: number | undefined; readonly about: (() => string)[] }): void {
  const { world, build } = on;
  const leaf = world.leaves[c]!;
  const t = world.years.length - 1;
  const pair = on.pairs.find((it) => it.nation === n && it.leaf === c);
  const needed = world.value(PLAN.fallbackShare) * leaf.required[t]!;
  if (pair === undefined || pair.fixed[t]! >= needed) return;
  const direct = pair.isDirect[t] === 1;
  build.row((direct ? -pair.fixed[t]! : 0) / pair.scale + (choice === undefined ? needed / pair.scale : 0), Number.POSITIVE_INFINITY);
  if (direct) supplyEntries({ on, leaf, row: undefined, c, n, per: pair.scale, credit: world.value(PLAN.credit) }, t);
  else if (pair.counted[t]! >= 0) build.entry(pair.counted[t]!, 1);
  if (choice !== undefined) build.entry(choice, -needed / pair.scale);
  else {
    const missing = build.column(0, needed / pair.scale);
    on.elastic.push(missing);
    on.fallbackMissing.push(missing);
    on.called.set(missing, ["fallback_missing", world.nations[n]!, leaf.id]);
    on.costs.violations.add(missing, 1);
    build.entry(missing, 1);
  }
  about.push(() => `${world.nations[n]} stands in for ${leaf.id}`);
}
