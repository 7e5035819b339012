import { PLAN } from "../../parameters.ts";
import type { PlanCheck } from "../check.ts";
import { lotPrice } from "../market.ts";
import { ordersByAgreement } from "../plan-read.ts";

/** Agreements reach their lot, and add up. */
export const agreementLot: PlanCheck = {
  code: "agreement",
  title: "An agreement has members enough, each once, reaches its smallest lot, and shows the quantity and years of its orders; without the lever of lots there is none.",
  mend: "Make the plan again: an agreement or one of its orders was changed after the plan was made.",
  run: ({ plan, facts }, { atMost, equal, holds }) => {
    const orders = ordersByAgreement(plan);
    const lots = plan.levers.includes("lots");
    for (const it of plan.agreements) {
      const own = orders.get(it.id) ?? [];
      holds({ where: it.id, what: "Lots are aligned, the system is known, and it has this one agreement.", holds: lots && facts.system(it.system) !== undefined && plan.agreements.filter((other) => other.system === it.system).length === 1 });
      holds({ where: it.id, what: "Members are nations of the data, each once.", holds: new Set(it.members).size === it.members.length && it.members.every((id) => facts.alliance.nationIndex.has(id)) });
      atMost({ where: it.id, what: "Fewest members", actual: facts.value(PLAN.membersLeast), limit: it.members.length, size: 1 });
      const quantity = own.reduce((sum, order) => sum + order.quantity, 0);
      equal({ where: it.id, what: "Quantity", shown: it.quantity, counted: quantity });
      atMost({ where: it.id, what: "Smallest lot against what is ordered", actual: it.lot, limit: quantity, size: it.lot });
      if (own.length === 0) continue;
      equal({ where: it.id, what: "First year", shown: it.firstYear, counted: Math.min(...own.map((order) => order.year)), size: 1 });
      equal({ where: it.id, what: "Last year", shown: it.lastYear, counted: Math.max(...own.map((order) => order.year)), size: 1 });
    }
    for (const id of orders.keys()) holds({ where: id, what: "An order is under an agreement of the plan.", holds: plan.agreements.some((it) => it.id === id) });
  },
};

/** An agreement's price is that of a tier which its lot reaches. */
export const agreementTier: PlanCheck = {
  code: "tier",
  title: "The price of an agreement is that of a tier (lots double from tier to tier) which its smallest lot reaches, dearer by the claims for work and the set-up.",
  mend: "Make the plan again: the price or the lot of the agreement was changed after the plan was made.",
  run: ({ plan, facts, market }, { holds }) => {
    for (const it of plan.agreements) {
      const whole = market.needOfAll(it.system);
      const first = whole * facts.value(PLAN.firstLot);
      const dearer = (1 + facts.value(PLAN.workShare)) * (1 + facts.value(PLAN.setUp));
      let isTier = false;
      for (let tier = first, rank = 0; rank <= MOST_TIERS && !isTier; tier *= 2, rank++) {
        const price = lotPrice(facts, tier, whole) * dearer;
        // Below the first lot a tier is what the members buy, at the price of a first lot.
        isTier = Math.abs(price - it.priceFactor) <= PRICE_TOLERANCE * price && (rank === 0 || it.lot >= tier * (1 - PRICE_TOLERANCE));
      }
      holds({ where: it.id, what: `A lot of ${it.lot} earns a price of ${it.priceFactor} first lots.`, holds: isTier });
    }
  },
};

// Prices of tiers are products of a few figures: they differ by rounding of the machine only. Unit: share.
const PRICE_TOLERANCE = 1e-9;
// Doublings of a first lot beyond which no tier lies: the lot would be a million times the first. Unit: doublings.
const MOST_TIERS = 20;

/** Members pay for coordination. */
export const agreementFees: PlanCheck = {
  code: "coordination",
  title: "Coordination of an agreement costs the fee for each member and each year, from the order of the first delivery to the end of the plan.",
  mend: "Set plan.coordination-cost if the fee is wrong, and make the plan again.",
  run: ({ plan, facts, T }, { equal }) => {
    const years = T - Math.round(facts.value(PLAN.slip));
    for (const it of plan.agreements) equal({ where: it.id, what: "Coordination", shown: it.coordination, counted: it.members.length * years * facts.value(PLAN.coordination) });
  },
};
