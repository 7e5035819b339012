import type { Row } from "./csv.ts";

/** Date of the data set: what is dated later is a plan. */
export const AS_OF = "2026-11-22";
export const LABEL = "PUBLIC";
/** All rows of one record kind end here before they are written. */
export type Table = Row[];

export const NATIONS = ["ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "ISL", "ITA", "LVA", "LTU", "LUX", "MNE", "NLD", "MKD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE", "TUR", "GBR", "USA"] as const;
export const isNation = (code: string): boolean => (NATIONS as readonly string[]).includes(code);

/** The provenance columns of a fact. */
export const fact = (id: string, source: string, evidence: string, confidence: string, more: { readonly asOf?: string; readonly definition?: string; readonly note?: string } = {}): Row => ({
  id: idOf(id),
  source,
  as_of: more.asOf ?? AS_OF,
  evidence,
  confidence,
  label: LABEL,
  definition: more.definition ?? "",
  note: more.note ?? "",
});

/** Text as an id: spaces and marks that an id may not hold become hyphens. */
export const idOf = (text: string): string => text.normalize("NFC").replace(/[^\p{L}\p{N}._:/+()&'-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 120);

/** A fact whose figure is our judgement. */
export const assumed = (id: string, rule: string, confidence = "low"): Row => fact(id, "concord-judgement", "assumption", confidence, { definition: rule });

/** The figure the model computes with, of rivals: higher confidence, then the later date. */
export function chosenOf(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row> {
  const rank = (it: Row): string => `${["low", "medium", "high"].indexOf(it.confidence!)}${it.as_of!.padEnd(10, "-00")}`;
  const chosen = new Map<string, Row>();
  for (const it of rows) {
    const before = chosen.get(keyOf(it));
    if (before === undefined || rank(it) > rank(before)) chosen.set(keyOf(it), it);
  }
  return chosen;
}

export const wordOf = (text: string): "high" | "medium" | "low" => (text.startsWith("high") ? "high" : text.startsWith("low") ? "low" : "medium");
