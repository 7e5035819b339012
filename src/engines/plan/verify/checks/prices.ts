import { PLAN } from "../../parameters.ts";
import type { Agreement, Order } from "../../plan.ts";
import type { PlanCheck } from "../check.ts";
import type { PlanRead } from "../plan-read.ts";

/** Every order at the price that its lot earns. */
export const orderPrice: PlanCheck = {
  code: "price",
  title: "An order costs what its lot earns: the price alone at the nation's own scale, or that of the tier of its agreement, whichever is less; a signed contract costs what it says.",
  mend: "Correct the unit cost or the value of the programme if it is wrong, and make the plan again.",
  run: ({ plan, facts, market }, { equal, holds }) => {
    const bySystem = new Map(plan.agreements.map((it) => [it.system, it]));
    for (const it of plan.orders) {
      const where = `${it.nation} ${it.system} ${it.programme ?? ""} ${it.year}`;
      const { list, price, open } = priceOf({ facts, market }, it, bySystem.get(it.system));
      holds({ where, what: open !== undefined ? `The order is under the agreement ${open.id}.` : "The order is under no agreement.", holds: it.agreement === open?.id });
      if (list === undefined) holds({ where, what: "The price is unknown and none is shown.", holds: it.unitPrice === undefined });
      else equal({ where, what: "Price of one", shown: it.unitPrice ?? Number.NaN, counted: price ?? Number.NaN, size: list });
    }
  },
};

/** The price of a first lot, what its lot earns an order, and the agreement it is under, of the one that there may be for its system. */
export function priceOf<Open extends Pick<Agreement, "members" | "priceFactor">>({ facts, market }: Pick<PlanRead, "facts" | "market">, it: Pick<Order, "nation" | "system" | "programme" | "year">, agreement: Open | undefined): { readonly list: number | undefined; readonly price: number | undefined; readonly open: Open | undefined } {
  const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
  const list = it.programme === undefined ? facts.system(it.system)?.price : programme?.price;
  const from = facts.firstYear + (facts.system(it.system)?.lead ?? 0) + Math.round(facts.value(PLAN.slip));
  const isJoint = list !== undefined && programme?.firm !== true && it.year >= from && agreement?.members.includes(it.nation) === true;
  const open = isJoint ? agreement : undefined;
  return { list, price: list === undefined ? undefined : list * factorOf({ own: market.ownFactor(it.nation, it.system), open, isProgramme: it.programme !== undefined }), open };
}

/** A programme is priced at its own scale already, so an agreement lowers it only by as much as it beats that scale. */
function factorOf({ own, open, isProgramme }: { readonly own: number; readonly open: Pick<Agreement, "priceFactor"> | undefined; readonly isProgramme: boolean }): number {
  if (isProgramme) return open === undefined ? 1 : Math.min(open.priceFactor / own, 1);
  return open === undefined ? own : Math.min(open.priceFactor, own);
}
