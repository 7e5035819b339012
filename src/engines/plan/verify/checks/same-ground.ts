import type { ComparisonCheck } from "../check.ts";

/** Both plans stand on the same ground, so that only the freedom to act together differs. */
export const sameGround: ComparisonCheck = {
  code: "same-ground",
  title: "Alone and aligned take the same figures, alone has no lever, aligned none that is not open, and aligned neither violates nor overruns more than alone, but for promises that its lines cannot keep where what they make was chosen; the cheapest plan covers no less than alone.",
  mend: "Make the plan again: the two plans are not of one run.",
  run: ({ comparison: { alone, aligned, cheapest, levers }, aligned: { facts } }, { atMost, equal, holds }) => {
    const open = levers.map((it) => it.lever);
    holds({ where: "plans", what: "One plan is alone, the other aligned, and the cheapest aligned.", holds: alone.kind === "alone" && aligned.kind === "aligned" && (cheapest === undefined || cheapest.kind === "aligned") });
    holds({ where: "plans", what: "All take the same end of the figures.", holds: [aligned, cheapest ?? alone].every((it) => it.figures === alone.figures) });
    holds({ where: "levers", what: "Only open levers are used.", holds: [aligned, cheapest ?? aligned].every((plan) => plan.levers.every((it) => open.includes(it))) });
    const violated = alone.stages[0]?.value ?? Number.NaN;
    const together = aligned.stages[0]?.value ?? Number.NaN;
    // Lines that make one product at a time bind in the aligned plan alone.
    if (aligned.modes === undefined) equal({ where: "violations", what: "Violations together", shown: together, counted: violated, size: Math.max(violated, 1) });
    else atMost({ where: "violations", what: "Violations alone against those together", actual: violated, limit: together, size: Math.max(violated, 1) });
    const overrun = new Map(alone.spend.map((it) => [`${it.nation} ${it.year}`, it.overrun]));
    const mean = new Map<string, number>();
    for (const it of alone.spend) mean.set(it.nation, (mean.get(it.nation) ?? 0) + it.budget / facts.years.length);
    for (const plan of [aligned, ...(cheapest === undefined ? [] : [cheapest])]) {
      for (const it of plan.spend) atMost({ where: `${it.nation} ${it.year}`, what: "Overrun against that of alone", actual: it.overrun, limit: overrun.get(`${it.nation} ${it.year}`) ?? 0, size: Math.max(mean.get(it.nation) ?? 0, it.total, LEAST_MONEY) });
    }
    if (cheapest === undefined || !cheapest.levers.includes("roles")) return;
    const covered = new Map(alone.shortfalls.map((it) => [`${it.leaf} ${it.year}`, it.planned]));
    // With roles it is the alliance that covers no less; without, each ally its own share, which may lie elsewhere.
    for (const it of cheapest.shortfalls) atMost({ where: `${it.leaf} ${it.year}`, what: "Coverage alone against that of the cheapest plan", actual: covered.get(`${it.leaf} ${it.year}`) ?? 0, limit: it.planned + EQUAL * it.required, size: it.required });
  },
};

// Coverage counts as equal within this, where solvers need it. Unit: share of the requirement.
const EQUAL = 1e-3;
// Money is told apart from nought at this size. Unit: M.
const LEAST_MONEY = 1e-3;
