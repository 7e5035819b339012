import { range, type Row } from "./csv.ts";
import { AS_OF, fact, isNation, type Table, wordOf } from "./facts.ts";
import { GROWTH, NEEDS } from "./needs.ts";
import { dateIn, type SourceList } from "./sources.ts";

export const SITUATION = "collective defence";

const EVIDENCE: readonly (readonly [RegExp, string])[] = [[/^official/, "official"], [/^press/, "press"], [/^think-tank/, "estimate"], [/^derived/, "derived"]];

/** Requirements: our alliance rows that drive the plan, and every cited row as reference. */
export function requirementRows(sources: SourceList, cited: readonly Row[], unitOf: ReadonlyMap<string, string>): Table {
  const byId = new Map(cited.map((it) => [it.req_id!, it]));
  const sourceOf = (row: Row): string => (row.source!.startsWith("own rule") ? sources.file("concord-tree") : sources.page(row.source!, { date: row.source_date! }));
  const carried = (it: Row): boolean => it.unit === unitOf.get(it.capability_code!) && (it.quantity_low !== "" || it.quantity_high !== "");
  /** A cited row by its id, or, where it is in another unit than its leaf and so not in the table, by its figure and page. */
  const restsOn = (id: string): string => {
    const it = byId.get(id);
    if (it === undefined) throw new Error(`no cited requirement ${id}`);
    return carried(it) ? `reference:${id}` : `${it.quantity_low || "an unstated number of"} ${it.unit} (${sourceOf(it)})`;
  };
  const rows: Row[] = [];
  for (const [leaf, low, base, high, evidence, from, rule] of NEEDS) {
    const first = byId.get(from.split(" ")[0] ?? "");
    const stated = evidence === "official" || evidence === "press" || evidence === "estimate";
    const confidence = stated ? wordOf(first?.confidence ?? "medium") : evidence === "derived" && first?.confidence !== undefined && first.confidence !== "low" ? "medium" : "low";
    rows.push(row(leaf, 2026, [low, base, high], { source: stated && first !== undefined ? sourceOf(first) : sources.file("concord-judgement"), evidence, confidence, definition: `${sentence(rule)}${from === "" ? "" : ` Rests on ${from.split(" ").map(restsOn).join(", ")}.`}`, asOf: (stated && first !== undefined ? dateIn(first.source_date!) : undefined) ?? AS_OF }));
  }
  for (const [leaf, year, low, base, high, rule] of GROWTH) rows.push(row(leaf, year, [low, base, high], { source: sources.file("concord-judgement"), evidence: "assumption", confidence: "low", definition: sentence(rule), asOf: AS_OF }));
  for (const it of cited) {
    const [low, high] = [it.quantity_low || it.quantity_high, it.quantity_high || it.quantity_low];
    const unit = unitOf.get(it.capability_code!);
    // Without a number, or in another unit than the leaf counts, a row cannot stand beside the leaf.
    if (!carried(it) || low === undefined) continue;
    const year = dateIn(it.year!)?.slice(0, 4) ?? /\b(20\d{2})s?\b/.exec(it.year!)?.[1] ?? "2026";
    rows.push({
      ...fact(`reference:${it.req_id}`, sourceOf(it), EVIDENCE.find(([test]) => test.test(it.kind!))?.[1] ?? "press", wordOf(it.confidence!), { asOf: dateIn(it.source_date!) ?? "2020", definition: [it.rule, it.year === year ? "" : `Year as stated: ${it.year}.`].filter((text) => text !== "").join(" "), note: it.note! }),
      capability: it.capability_code!,
      scope: scopeOf(it.scope!),
      year,
      cap_level: "",
      ...range("quantity", [Number(low), (Number(low) + Number(high)) / 2, Number(high)]),
      unit: unit!,
      situation: it.planning_situation!,
      use: "reference",
    });
  }
  return rows;

  function row(leaf: string, year: number, quantity: readonly [number, number, number], how: { readonly source: string; readonly evidence: string; readonly confidence: string; readonly definition: string; readonly asOf: string }): Row {
    const unit = unitOf.get(leaf);
    if (unit === undefined) throw new Error(`no leaf ${leaf}`);
    return { ...fact(`plan:${leaf}:${year}`, how.source, how.evidence, how.confidence, { asOf: how.asOf, definition: how.definition }), capability: leaf, scope: "alliance", year: String(year), cap_level: "", ...range("quantity", quantity), unit, situation: SITUATION, use: "plan" };
  }
}

const scopeOf = (scope: string): string => (isNation(scope) || scope.startsWith("_") ? scope : `_${scope}`);
const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;
