import { addTo } from "./facts.ts";
import { groundOf, type PlanRead, readPlan, type VerifyAsk } from "./plan-read.ts";

/** What of the work on one system falls to one nation. */
export interface WorkPart {
  readonly nation: string;
  readonly system: string;
  /** All that is delivered of the system, discounted. Unit: M of the alliance's currency, at first-lot prices. */
  readonly worth: number;
  /** The nation's part of what all lines that can make it can make. Unit: share. */
  readonly share: number;
  /** Its lines that can make it, by id. */
  readonly lines: readonly string[];
}

/** The discounted value of a plan's deliveries by system and nation of the lines that can make them, in proportion to capacity. */
export function workPartsOf({ plan, facts, market, lines }: PlanRead): readonly WorkPart[] {
  const worth = new Map<string, number>();
  for (const it of plan.orders) {
    const price = it.programme === undefined ? facts.system(it.system)?.price : market.programmes.get(it.programme)?.price;
    addTo(worth, it.system, it.quantity * (price ?? 0) * facts.discount[it.year - facts.firstYear]!);
  }
  return [...worth].flatMap(([system, value]) => {
    const makers = [...lines.byId.values()].filter((it) => it.makes.includes(system));
    const whole = makers.reduce((sum, it) => sum + Math.max(...it.capacity), 0);
    if (whole <= 0) return [];
    return [...new Set(makers.map((it) => it.nation))].map((nation): WorkPart => {
      const own = makers.filter((it) => it.nation === nation);
      return { nation, system, worth: value, share: own.reduce((sum, it) => sum + Math.max(...it.capacity), 0) / whole, lines: own.map((it) => it.id) };
    });
  });
}

/**
 * What makes up the work of one nation under a plan, the largest first: their sum of `worth` × `share` is its work. Unit: M of the
 * alliance's currency. Fails: never; a nation without lines has none.
 * @example workOfNation({ alliance, targets, path, plan: comparison.alone }, "ALM").map((it) => it.worth * it.share)
 */
export const workOfNation = (ask: VerifyAsk, nation: string): readonly WorkPart[] =>
  workPartsOf(readPlan(groundOf(ask), ask.plan))
    .filter((it) => it.nation === nation && it.worth * it.share > 0)
    .sort((a, b) => b.worth * b.share - a.worth * a.share || (a.system < b.system ? -1 : 1));
