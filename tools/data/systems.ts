import { range, type Row } from "./csv.ts";
import { CLASSES, TYPES } from "./classes.ts";
import { fact, idOf, type Table } from "./facts.ts";
import type { SourceList } from "./sources.ts";

/** A type found in holdings or programmes. */
export interface FoundType { readonly id: string; readonly name: string; readonly class: string }

/** Pages behind the prices a class names, so that a stated price points to its page. */
function priceSource(sources: SourceList, from: string, costs: ReadonlyMap<string, Row>): { readonly source: string; readonly evidence: string; readonly confidence: string } {
  const named = [...from.matchAll(/\b(UC\d{3})\b/g)].map((it) => costs.get(it[1]!)!).filter((it) => it !== undefined);
  const base = named.find((it) => it.derivation === "stated in source") ?? named[0];
  if (base === undefined) return { source: sources.file("concord-judgement"), evidence: /^judgement|judgement$/.test(from) ? "assumption" : "derived", confidence: "low" };
  for (const it of named) sources.page(it.source!, { date: it.source_date!, row: it.cost_id! });
  return { source: sources.page(base.source!, { date: base.source_date!, row: base.cost_id! }), evidence: "derived", confidence: /judgement/.test(from) ? "low" : "medium" };
}

export function systemRows(sources: SourceList, data: { readonly costs: readonly Row[]; readonly types: readonly Row[]; readonly found: readonly FoundType[] }): Table {
  const costs = new Map(data.costs.map((it) => [it.cost_id!, it]));
  const own = sources.file("concord-tree");
  const rows: Row[] = [];
  const priced = (it: { readonly cost?: readonly [number, number, number]; readonly money?: string; readonly from?: string }): Row => {
    if (it.cost === undefined) return {};
    const [currency, year] = it.money!.split(" ");
    return { ...range("unit_cost", it.cost), cost_unit: `M ${currency}`, price_base: `current ${year}` };
  };
  for (const it of CLASSES) {
    const by = it.from === undefined ? { source: own, evidence: "assumption", confidence: "medium" } : priceSource(sources, it.from, costs);
    const rules = [it.from === undefined ? "No price: not bought by a plan." : `Price: ${it.from}.`, it.lead === undefined ? "" : it.id === "long_range_air_defence" || it.id === "main_battle_tank" || it.id === "self_propelled_artillery" ? "Lead time: published (PR094, PR098, PR101)." : "Lead time: judgement.", it.upkeep === undefined ? "" : "Upkeep: judgement."];
    rows.push({
      ...fact(it.id, by.source, by.evidence, by.confidence, { definition: rules.filter((text) => text !== "").join(" "), note: it.note ?? "" }),
      kind: it.kind,
      name_en: it.en,
      name_fr: it.fr,
      unit: it.unit,
      ...priced(it),
      ...(it.upkeep === undefined ? {} : range("upkeep", it.upkeep)),
      crew: it.crew === undefined ? "" : String(it.crew),
      life: it.life === undefined ? "" : String(it.life),
      ...(it.lead === undefined ? {} : range("lead_time", it.lead)),
      natures: it.natures ?? "",
    });
  }
  const classes = new Map(CLASSES.map((it) => [it.id, it]));
  const named = new Map(data.types.map((it) => [idOf(it.system_name!), it]));
  const known = new Set<string>();
  const type = (id: string, className: string, name: string, more: Row, provenance: Row): void => {
    const parent = classes.get(className);
    if (parent === undefined) throw new Error(`type ${id} names no class: ${className}`);
    if (known.has(id)) return;
    known.add(id);
    const design = named.get(id);
    rows.push({ ...provenance, class: className, kind: parent.kind, name_en: name, family: more.family ?? design?.family ?? "", origin: design?.origin_iso3 ?? "", unit: parent.unit, ...more });
  };
  for (const it of TYPES) {
    const by = it.from === undefined ? { source: own, evidence: "derived", confidence: "medium" } : priceSource(sources, it.from, costs);
    type(it.id, it.class, it.en, { ...priced(it), ...(it.family === undefined ? {} : { family: it.family }), ...(it.lead === undefined ? {} : range("lead_time", it.lead)) }, fact(it.id, by.source, by.evidence, by.confidence, { definition: it.from === undefined ? "Type; price of its class." : `Price: ${it.from}. Lead time: judgement.` }));
  }
  for (const it of data.found) type(it.id, it.class, it.name, {}, fact(it.id, own, "derived", "medium", { definition: "Type named in holdings or programmes; origin and family are our reading of the design name." }));
  return rows;
}
