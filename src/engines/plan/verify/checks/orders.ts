import { PLAN } from "../../parameters.ts";
import type { PlanCheck } from "../check.ts";
import { addTo } from "../facts.ts";

/** Orders name what exists, once, in the years of the plan. */
export const orderNamed: PlanCheck = {
  code: "order",
  title: "An order names a nation and a system of the data, a programme if any that is planned, a positive quantity and a year of the plan, and stands once.",
  mend: "Make the plan again: an order was added, renamed or doubled after the plan was made.",
  run: ({ plan, facts, market, isKnownYear }, { holds }) => {
    const seen = new Set<string>();
    for (const it of plan.orders) {
      const where = `${it.nation} ${it.system} ${it.programme ?? ""} ${it.year}`;
      const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
      holds({ where, what: "The nation and the system are known.", holds: facts.alliance.nationIndex.has(it.nation) && facts.system(it.system) !== undefined });
      holds({ where, what: "The year lies in the plan and the quantity is positive.", holds: isKnownYear(it.year) && it.quantity > 0 && Number.isFinite(it.quantity) });
      holds({ where, what: "The order stands once.", holds: !seen.has(where) });
      seen.add(where);
      if (it.programme !== undefined) holds({ where, what: "The programme is planned, for this nation and this system.", holds: programme?.nation === it.nation && programme.system === it.system });
      else holds({ where, what: "The nation has a reason and the money to buy the system, and its price is known.", holds: market.mayBuy(it.nation, it.system) });
    }
  },
};

/** Nothing arrives before its lead time, and is ordered in time. */
export const leadTime: PlanCheck = {
  code: "lead-time",
  title: "Nothing is bought that arrives before its lead time has passed; the order year is the year of delivery less the lead time, or that of the contract.",
  mend: "State the lead time of the system or of its lines if it is wrong, and make the plan again.",
  run: ({ plan, facts, market }, { atMost, equal }) => {
    for (const it of plan.orders) {
      const lead = facts.system(it.system)?.lead ?? Number.NaN;
      const where = `${it.nation} ${it.system} ${it.programme ?? ""} ${it.year}`;
      const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
      if (it.programme === undefined) atMost({ where, what: "First year in which it can be delivered", actual: facts.firstYear + lead, limit: it.year, size: 1 });
      equal({ where, what: "Year of order", shown: it.orderYear, counted: programme?.firm === true ? programme.contractYear : it.year - lead, size: 1 });
    }
  },
};

/** Programmes keep to what was promised and to their windows. */
export const programmeKept: PlanCheck = {
  code: "programme",
  title: "A programme delivers no more than was promised, within its window; only without a contract and with dates aligned the window is wider, and never earlier than the lead time allows.",
  mend: "Correct quantity, years or status of the programme in programmes.csv if they are wrong, and make the plan again.",
  run: ({ plan, facts, market, T }, { atMost }) => {
    const delivered = new Map<string, number>();
    for (const it of plan.orders) {
      const programme = it.programme === undefined ? undefined : market.programmes.get(it.programme);
      if (programme === undefined) continue;
      addTo(delivered, programme.id, it.quantity);
      const moved = programme.firm || !plan.levers.includes("dates") ? 0 : Math.round(facts.value(PLAN.move));
      const first = moved === 0 ? programme.first : Math.max(programme.first - moved, Math.min(programme.first, facts.system(it.system)?.lead ?? 0));
      atMost({ where: `${programme.id} ${it.year}`, what: "First year of the window", actual: facts.firstYear + first, limit: it.year, size: 1 });
      atMost({ where: `${programme.id} ${it.year}`, what: "Year of delivery against the last of the window", actual: it.year, limit: facts.firstYear + Math.min(programme.last + moved, T - 1), size: 1 });
    }
    for (const [id, quantity] of delivered) atMost({ where: id, what: "Delivered of what was promised", actual: quantity, limit: market.programmes.get(id)!.quantity });
  },
};
