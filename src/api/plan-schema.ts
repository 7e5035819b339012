import { type TProperties, Type } from "typebox";
import { ActionReply, Confidence, Headline, Shown } from "./schemas.ts";

const Optional = Type.Optional;
const number = Type.Number();
const text = Type.String();
const texts = Type.Array(text);
const rows = <P extends TProperties>(properties: P) => Type.Array(Type.Object(properties));

const Range = Type.Object({ low: number, base: number, high: number });
const Orders = rows({ nation: text, system: text, programme: Optional(text), orderYear: number, year: number, quantity: number, unitPrice: Optional(number), agreement: Optional(text) });
const Stages = rows({ name: text, unit: text, value: number, bound: number, gap: number });
const Verification = Type.Object({
  checked: number,
  faults: rows({ rule: text, where: text, amount: number, message: text, mend: Optional(text) }),
  largest: number,
  counts: Optional(Type.Record(Type.String(), number, { description: "Figures checked by each rule." })),
});
const Outcome = Type.Object({ nation: text, costAlone: number, costAligned: number, gain: number, spendAligned: number, sidePayment: number, workAlone: number, workAligned: number, repair: text });
const Spend = rows({ nation: text, year: number, budget: number, purchases: number, upkeep: number, together: number, total: number, overrun: number, value: Optional(number) });
const Actions = rows({
  nation: text,
  rank: number,
  kind: text,
  text,
  system: Optional(text),
  leaf: Optional(text),
  standard: Optional(text),
  programme: Optional(text),
  years: Optional(Type.Object({ first: number, last: number })),
  quantity: Optional(number),
  unit: Optional(text),
  effect: Type.Object({ shortfallYears: number, money: number }),
});

/** The plan as `concord plan --json` prints it, without the two plans in full. */
export const PlanReply = Type.Object({
  dataset: text,
  alliance: text,
  marking: text,
  asOf: text,
  path: text,
  runKey: text,
  currency: text,
  priceYear: number,
  headline: Headline,
  price: Type.Object({ shortfallYears: Range, shortfallWeighted: Range, money: Range, delayYears: Range, savingShare: number }),
  levers: rows({ lever: text, shortfallYears: number, money: number, share: number }),
  combos: rows({ levers: texts, shortfallWeighted: number, shortfallYears: number, costAtEqualCoverage: number, gapShortfall: number, gapCost: number }),
  interactions: rows({ levers: texts, shortfallYears: number, money: number }),
  breakEven: Type.Object({ slipYears: Optional(number), slipTried: number, slips: rows({ years: number, gain: number }), coordinationFactor: Optional(number) }),
  bracket: Type.Object({ optimistic: number, base: number, pessimistic: number, rounds: number, residual: number }),
  dataRange: Optional(rows({ figures: text, shortfallYearsAlone: number, shortfallYearsAligned: number, gain: number, money: Optional(number) })),
  capabilities: rows({ leaf: text, name: text, unit: Optional(text), year: number, required: number, available: number, planned: number, plannedAlone: Optional(number), why: text }),
  nations: rows({ nation: text, name: text, outcome: Optional(Outcome), gain: Shown, actions: Actions, spend: Spend }),
  open: rows({ year: number, alone: number, aligned: number }),
  agreements: rows({ id: text, system: text, members: texts, firstYear: number, lastYear: number, quantity: number, lot: number, priceFactor: number, coordination: number }),
  leads: rows({ nation: text, leaf: text, firstYear: number, beyondShare: number, insurance: number, fallback: Optional(text), lostQuantity: number, lostYears: number, why: text }),
  adoptions: rows({ nation: text, standard: text, year: number, cost: number, origin: text }),
  orders: Type.Object({ alone: Orders, aligned: Orders }),
  stages: Type.Object({ alone: Stages, aligned: Stages }),
  verification: Type.Object({ alone: Optional(Verification), aligned: Optional(Verification) }),
  notPlanned: rows({ kind: text, id: text, code: text, reason: text, mend: text }),
  topActions: Type.Array(ActionReply),
  confidence: Confidence,
  limits: texts,
});
