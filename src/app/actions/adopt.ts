import type { Draft } from "../ledger/index.ts";

/** Record that a plan was adopted: which run, on which data, so that anyone can make it again. */
export const PLAN_ADOPTED = "plan-adopted";

/** A row of an adopted plan beyond what is announced. */
export interface AdoptedRow {
  readonly nation: string;
  readonly system: string;
  readonly year: number;
  readonly quantity: number;
  readonly unit: string;
}

export interface AdoptIntent {
  readonly kind: "adopt";
  /** Key of the run that made the plan. */
  readonly runKey: string;
  /** Digest of the data that it was made from. */
  readonly digest: string;
  readonly orders: readonly AdoptedRow[];
  readonly reason: string;
  readonly source: string;
}

export const ADOPTED_FILE = "adopted_orders.csv";

/** The record of the adoption itself, beside the rows. */
export const adoptionDraft = ({ runKey, digest, reason, orders }: AdoptIntent, label: string): Draft => ({ type: PLAN_ADOPTED, subject: "plan", fields: { runKey, digest, reason, orders: orders.length }, label });

/** Cells of the adopted rows, one for each nation, system and year. */
export function adoptedCells({ orders, source, runKey }: AdoptIntent, { asOf, label }: { readonly asOf: string; readonly label: string }): readonly { readonly [heading: string]: string }[] {
  const sums = new Map<string, AdoptedRow>();
  for (const it of orders) {
    const key = [it.nation, it.system, it.year].join(".");
    sums.set(key, { ...it, quantity: (sums.get(key)?.quantity ?? 0) + it.quantity });
  }
  return [...sums].map(([key, it]) => ({ id: `adopted.${key}`, source, as_of: asOf, evidence: "derived", confidence: "medium", label, nation: it.nation, system: it.system, year: String(it.year), quantity: String(Math.round(it.quantity * 1e6) / 1e6), unit: it.unit, note: `run ${runKey.slice(0, 12)}` }));
}
