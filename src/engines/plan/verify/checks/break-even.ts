import { PLAN } from "../../parameters.ts";
import type { ComparisonCheck } from "../check.ts";
import { soFarOf } from "../plan-read.ts";
import { shortfallYears } from "../recount.ts";

/** How long joint programmes may slip, and how dear coordination may be. */
export const breakEvenCounted: ComparisonCheck = {
  code: "break-even",
  title: "The gain left when everything bought under agreements comes late is counted again for every slip, and never grows with it where a requirement stands still; the break-even lies where the gain is gone, and the factor of coordination where the money saved is.",
  mend: "Make the plan again: the break-even was changed after the plan was made.",
  run: ({ comparison, aligned, cheapest }, { equal, holds }) => {
    const { alone, combos, breakEven } = comparison;
    const { slips } = breakEven;
    const { facts, plan } = aligned;
    const size = Math.max(alone.shortfallYears, 1);
    holds({ where: "slips", what: "Slips begin with none, are whole years and rise to the most that was tried.", holds: slips[0]?.years === 0 && slips.every((it, at) => Number.isInteger(it.years) && (at === 0 || it.years > slips[at - 1]!.years)) && slips.at(-1)?.years === breakEven.slipTried });
    // Without agreements nothing slips: one count stands for all.
    const joint = new Set(plan.orders.flatMap((order) => (order.agreement === undefined ? [] : [order.nation])));
    const still = plan.agreements.length === 0 ? alone.shortfallYears - shortfallYears(aligned, aligned.countable) : undefined;
    for (const [at, it] of slips.entries()) {
      const counted = still ?? alone.shortfallYears - shortfallYears(aligned, { ...aligned.countable, soFar: soFarOf(aligned, plan.orders, (order) => order.year + (order.agreement === undefined ? 0 : it.years)), apart: { from: aligned.countable, nations: joint } });
      equal({ where: `slip of ${it.years} years`, what: "Gain", shown: it.gain, counted, size });
      if (at > 0) holds({ where: `slip of ${it.years} years`, what: "A longer slip leaves no larger gain.", holds: it.gain <= slips[at - 1]!.gain + GAIN_TOLERANCE * size });
    }
    const after = slips.findIndex((it) => it.gain <= 0);
    const [last, next] = [slips[after - 1], slips[after]];
    if (after < 0) holds({ where: "slip", what: "With a gain at the longest slip there is no break-even.", holds: breakEven.slipYears === undefined });
    else equal({ where: "slip", what: "Break-even", shown: breakEven.slipYears ?? Number.NaN, counted: last === undefined || next === undefined ? 0 : last.years + ((next.years - last.years) * last.gain) / Math.max(last.gain - next.gain, 1e-12), size: 1 });
    const saved = (combos[0]?.costAtEqualCoverage ?? 0) - (combos.at(-1)?.costAtEqualCoverage ?? 0);
    const slip = Math.round(facts.value(PLAN.slip));
    const fees = (cheapest?.plan.agreements ?? []).reduce((sum, it) => sum + it.members.length * facts.value(PLAN.coordination) * facts.discount.reduce((all, discount, t) => all + (t >= slip ? discount : 0), 0), 0);
    if (fees > 0) equal({ where: "coordination", what: "How many times dearer", shown: breakEven.coordinationFactor ?? Number.NaN, counted: 1 + saved / fees });
    else holds({ where: "coordination", what: "Without fees no factor is shown.", holds: breakEven.coordinationFactor === undefined });
  },
};

// A gain may differ by round-off from slip to slip. Unit: share of the shortfall alone.
const GAIN_TOLERANCE = 1e-6;
