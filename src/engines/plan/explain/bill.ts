import type { Formulation } from "../formulate.ts";
import { MONEY_SCALE } from "../formulate.ts";
import type { StageAnswer } from "../stage.ts";
import { type Subject, subjectsOf } from "./subjects.ts";

/** What one item of a delivery costs and brings at the prices of the money stage. Unit: M of the alliance's currency, discounted. */
export interface Bill {
  /** Payments and upkeep, discounted. */
  readonly paid: number;
  /** What its money is worth beyond its amount, where a budget of a year is used up. */
  readonly scarce: number;
  /** Share in what lines can make, where that is used up. */
  readonly slots: number;
  /** Below 0: what it is worth to the smallest lot of an agreement. */
  readonly lot: number;
  /** All other rows: leads, promises, burdens. */
  readonly rules: number;
  /** What the leaves and stocks it closes are worth, by row. */
  readonly worth: readonly { readonly subject: Subject; readonly amount: number }[];
  /** Paid + scarce + slots + lot + rules − worth: what it is too dear by. About 0 for what is bought; below 0 where more cannot be had. */
  readonly net: number;
}

/** A delivery column: of a purchase beyond programmes, or of a programme. */
export interface DeliveryColumn {
  readonly column: number;
  /** Items in one unit of the column. */
  readonly scale: number;
  readonly t: number;
}

const ROUND_OFF = 1e-9;

const SLOTS: ReadonlySet<string> = new Set(["capacity", "component", "ramp", "supply", "sustaining"]);
const WORTH: ReadonlySet<string> = new Set(["requirement", "contribution", "stock", "split"]);

/** Rows of each column with their prices, read once from a stage. */
export interface PriceList {
  readonly of: (delivery: DeliveryColumn) => Bill;
}

/** The prices of a money stage, to write bills from. The bill of a column is its reduced cost, part by part. */
export function priceList(formulation: Formulation, { dual, model }: Pick<StageAnswer, "dual" | "model">): PriceList {
  const rows = new Map<number, { readonly row: number; readonly value: number }[]>();
  for (let row = 0; row < formulation.model.rowCount; row++) {
    if (dual[row] === 0) continue;
    for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) {
      const list = rows.get(model.indices[k]!) ?? [];
      rows.set(model.indices[k]!, list);
      list.push({ row, value: model.values[k]! });
    }
  }
  const subjects = new Map(subjectsOf(formulation).map((it) => [it.row, it]));
  return {
    of: ({ column, scale }) => {
      const perItem = MONEY_SCALE / scale;
      const bill = { scarce: 0, slots: 0, lot: 0, rules: 0 };
      const worth: { readonly subject: Subject; readonly amount: number }[] = [];
      for (const { row, value } of rows.get(column) ?? []) {
        const amount = -dual[row]! * value * perItem;
        const subject = subjects.get(row);
        if (subject !== undefined && WORTH.has(subject.constraint)) worth.push({ subject, amount: -amount });
        else if (subject?.constraint === "budget") bill.scarce += amount;
        else if (subject !== undefined && SLOTS.has(subject.constraint)) bill.slots += amount;
        else if (subject?.constraint === "lot") bill.lot += amount;
        else bill.rules += amount;
      }
      const paid = model.cost[column]! * perItem;
      const net = paid + bill.scarce + bill.slots + bill.lot + bill.rules - worth.reduce((sum, it) => sum + it.amount, 0);
      // What large parts leave of each other below this is round-off, not a price.
      const largest = Math.max(Math.abs(paid), Math.abs(bill.scarce), Math.abs(bill.slots), Math.abs(bill.lot), Math.abs(bill.rules));
      return { ...bill, paid, worth, net: Math.abs(net) <= ROUND_OFF * largest ? 0 : net };
    },
  };
}
