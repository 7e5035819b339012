import { PLAN } from "../../parameters.ts";
import type { Agreement } from "../../plan.ts";
import type { PlanCheck } from "../check.ts";

/** Every order at the price that its lot earns. */
export const orderPrice: PlanCheck = {
  code: "price",
  title: "An order costs what its lot earns: the price alone at the nation's own scale, or that of the tier of its agreement, whichever is less; a signed contract costs what it says.",
  mend: "Correct the unit cost or the value of the programme if it is wrong, and make the plan again.",
  run: ({ plan, facts, market }, { equal, holds }) => {
    const bySystem = new Map(plan.agreements.map((it) => [it.system, it]));
    const slip = Math.round(facts.value(PLAN.slip));
    for (const it of plan.orders) {
      const where = `${it.nation} ${it.system} ${it.programme ?? ""} ${it.year}`;
      const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
      const list = it.programme === undefined ? facts.system(it.system)?.price : programme?.price;
      const own = market.ownFactor(it.nation, it.system);
      const open = bySystem.get(it.system);
      const isJoint = list !== undefined && open !== undefined && programme?.firm !== true && open.members.includes(it.nation) && it.year >= facts.firstYear + (facts.system(it.system)?.lead ?? 0) + slip;
      holds({ where, what: isJoint ? `The order is under the agreement ${open.id}.` : "The order is under no agreement.", holds: it.agreement === (isJoint ? open.id : undefined) });
      if (list === undefined) holds({ where, what: "The price is unknown and none is shown.", holds: it.unitPrice === undefined });
      else equal({ where, what: "Price of one", shown: it.unitPrice ?? Number.NaN, counted: list * factorOf({ own, open: isJoint ? open : undefined, isProgramme: it.programme !== undefined }), size: list });
    }
  },
};

/** A programme is priced at its own scale already, so an agreement lowers it only by as much as it beats that scale. */
function factorOf({ own, open, isProgramme }: { readonly own: number; readonly open: Agreement | undefined; readonly isProgramme: boolean }): number {
  if (isProgramme) return open === undefined ? 1 : Math.min(open.priceFactor / own, 1);
  return open === undefined ? own : Math.min(open.priceFactor, own);
}
