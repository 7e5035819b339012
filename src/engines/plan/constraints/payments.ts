import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";

export const PAYMENTS: ConstraintNote = {
  name: "payments",
  title: "Stage payments and upkeep",
  inequality: "paid[t] = (1 − a) · price · x[t] + a · price · x[t+1] + upkeep · Σ_{τ ≤ t} x[τ]; in the first year the whole price of x[0]",
  unit: "M of the alliance's currency",
  dual: "none of its own: the payments are the coefficients of the budget rows",
  meaning: "A part of the price is due in the year before delivery and the rest at delivery; what is delivered is kept from then on. Upkeep of what is held today is paid elsewhere.",
  parameters: [PLAN.advance, PLAN.upkeep],
  records: ["system", "programme"],
  elastic: "nothing to break: payments follow from deliveries",
  source: "stage payments are usual terms of defence contracts; the 30 to 70 split is a judgement",
};

/** An item and the year of its delivery. */
export interface StagesAsk {
  readonly t: number;
  readonly price: number;
  readonly upkeep: number;
  readonly advance: number;
}

/** Amounts due in the year before delivery, in that of delivery, and in each one after. */
export interface Stages {
  readonly before: number;
  readonly now: number;
  readonly after: number;
}

/** What one item delivered in a year makes due before, then and in each later year. @example price 10, upkeep 1, advance 0.3, delivered in year 2 → 3, 8 and 1 */
export function stagesOf({ t, price, upkeep, advance }: StagesAsk): Stages {
  const part = t === 0 ? 0 : advance;
  return { before: part > 0 ? part * price : 0, now: (1 - part) * price + upkeep, after: Math.max(upkeep, 0) };
}

export interface PaymentsAsk extends StagesAsk {
  /** Number of years. */
  readonly years: number;
  readonly pay: (t: number, amount: number) => void;
}

/** What one item delivered in a year makes due, and when. @example price 10, advance 0.3, delivered in year 2 → 3 in year 1, 7 in year 2 */
export function paymentsOf({ t, years, price, upkeep, advance, pay }: PaymentsAsk): void {
  const { before, now, after } = stagesOf({ t, price, upkeep, advance });
  if (before !== 0) pay(t - 1, before);
  if (now !== 0) pay(t, now);
  if (after > 0) for (let tau = t + 1; tau < years; tau++) pay(tau, after);
}
