import type { Formulation } from "../formulate.ts";
import { orOne } from "../constraints/scale.ts";
import { marginalValuesOf } from "../marginal-values.ts";
import type { Plan, StageCertificate } from "../plan.ts";
import type { Check } from "../verify/check.ts";
import type { BoundsRead } from "./check.ts";
import { type BoundModels, type Claim, KEPT, provedBound } from "./models.ts";
import { carriedPrices, pricesOf, recordOf } from "./prices.ts";

// What prices of worth are of: least shortfall with the plan's own agreements, adoptions, leads and products of lines.
const CLAIM: Claim = { stage: "shortfall", holdsFor: "choices", kept: [] };

/** A plan with the prices of its shortfall, and what one more M and one more item are worth by them. Without prices the plan is as it was. */
export function withWorth(plan: Plan, { models, formulation, dual }: { readonly models: BoundModels; readonly formulation: Formulation; readonly dual: Float64Array }): Plan {
  if (dual.length === 0) return plan;
  const it = models.modelOf(plan, CLAIM);
  const rows = it.model.rowCount;
  const record = recordOf(carriedPrices(formulation, dual, it.formulation).subarray(0, rows));
  const prices = pricesOf(record, rows);
  if (prices === undefined) return plan;
  const worth: StageCertificate = { ...CLAIM, rows, proves: provedBound(it, prices), ...record };
  const { valueOfMoney, valueOfLine } = marginalValuesOf(it.formulation, prices);
  const valued = <Row>(row: Row, value: number | undefined): Row => (value === undefined ? row : { ...row, value });
  return {
    ...plan,
    spend: plan.spend.map((row, at) => valued(row, valueOfMoney.get(at))),
    lines: plan.lines.map((row) => valued(row, valueOfLine.get(`${row.line} ${row.year}`))),
    worth,
  };
}

/** What one more M and one more item are worth follows from prices of the shortfall. */
export const worthProved: Check<BoundsRead> = {
  code: "worth",
  title: "What one more M of an ally in a year, and one more item of a line, avoid of shortfall is the price of the row of that budget or line, in the unit of the row, in prices that the aligned plan carries for its shortfall with its own choices; these prices prove what they say, and where dates are aligned nearly the shortfall that the plan reached. Other plans show no worth.",
  mend: "Make the plan again: a worth or its prices were changed after the plan was made, or it was made from other records.",
  run: ({ comparison, world, models }, { atMost, equal, holds }) => {
    const { alone, aligned, cheapest } = comparison;
    const isShown = (plan: Plan): boolean => plan.worth !== undefined || [...plan.spend, ...plan.lines].some((it) => it.value !== undefined);
    holds({ where: "worth", what: "Only the aligned plan shows what one more M is worth.", holds: ![alone, ...(cheapest === undefined ? [] : [cheapest])].some(isShown) });
    if (!isShown(aligned)) return;
    const { worth } = aligned;
    holds({ where: "worth", what: "What one more M is worth has the prices that prove it.", holds: worth?.stage === CLAIM.stage && worth.holdsFor === CLAIM.holdsFor && worth.kept.length === 0 });
    if (worth === undefined) return;
    const it = models().modelOf(aligned, CLAIM);
    const { on } = it.formulation;
    const rows = it.model.rowCount;
    equal({ where: "worth", what: "Rows of the model", shown: worth.rows, counted: rows, within: 0 });
    const prices = pricesOf(worth, rows);
    holds({ where: "worth", what: "Every price is a number and has its row.", holds: prices !== undefined });
    if (prices === undefined) return;
    const reached = aligned.stages.find((stage) => stage.name === "shortfall")?.value ?? Number.NaN;
    const size = Math.max(Math.abs(worth.proves), 1);
    equal({ where: "worth", what: "Shortfall that the prices prove", shown: worth.proves, counted: provedBound(it, prices), size, within: SAME });
    if (aligned.levers.includes("dates")) atMost({ where: "worth", what: "Shortfall reached against that which the prices prove", actual: reached - KEPT * Math.max(reached, 1), limit: worth.proves, size });
    // By what a row is about: money of an ally in a year, or what lines make in a year. A bound that rises by one unit of the row avoids as much as its price.
    const counted = new Map<string, number>();
    const unitOfLines = new Map(world.pools.filter((pool) => pool.per === undefined).map((pool) => [pool.lines.map((l) => world.lines[l]!.id).join("+"), orOne(Math.max(...pool.capacity))]));
    on.blocks.forEach((block, b) => {
      if (block.constraint !== "budget" && block.constraint !== "capacity") return;
      const end = on.blocks[b + 1]?.first ?? rows;
      for (let row = block.first; row < end; row++) {
        const about = block.about(row - block.first);
        const place = about.slice(0, about.lastIndexOf(" "));
        const year = about.slice(about.lastIndexOf(" ") + 1);
        const unit = block.constraint === "budget" ? on.overrunScale[world.nations.indexOf(place)] : unitOfLines.get(place);
        if (unit === undefined) continue;
        const worthOfOne = Math.max(-prices[row]! / unit, 0);
        for (const of of block.constraint === "budget" ? [place] : place.split("+")) counted.set(`${block.constraint} ${of} ${year}`, (counted.get(`${block.constraint} ${of} ${year}`) ?? 0) + worthOfOne);
      }
    });
    for (const [kind, what, shown] of [["budget", "Worth of one more M", aligned.spend.map((row) => ({ of: row.nation, ...row }))], ["capacity", "Worth of one more item", aligned.lines.map((row) => ({ of: row.line, ...row }))]] as const) {
      for (const { of, year, value } of shown) {
        const key = `${kind} ${of} ${year}`;
        const own = counted.get(key);
        if (own === undefined) holds({ where: `${of} ${year}`, what: `${what}: no row says it, and none is shown.`, holds: value === undefined });
        else equal({ where: `${of} ${year}`, what, shown: value ?? Number.NaN, counted: own, size: Math.max(own, LEAST_WORTH), within: SAME });
      }
    }
  },
};

// Arithmetic on the same numbers: only the text of a number lies between. Unit: share.
const SAME = 1e-9;
// Worth is told apart from nought at this size. Unit: weighted shortfall-years for one M or one item.
const LEAST_WORTH = 1e-9;
