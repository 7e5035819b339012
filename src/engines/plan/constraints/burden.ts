import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import { isWhole } from "../world.ts";
import { budgetUnit } from "./budget.ts";
import type { ConstraintNote } from "./note.ts";

export const BURDEN: ConstraintNote = {
  name: "burden",
  title: "Burden band",
  inequality: "spend[n] + below[n] ≥ (1 − band) · part by GDP[n] · Σ_m spend[m]",
  unit: "M of the alliance's currency, discounted, in parts of the nation's whole budget",
  dual: "cost of the rule: what one M less asked of this nation would be worth",
  meaning: "Nobody's spending on the plan may lie far below its part by GDP. below is the row's elastic part, priced in stage 0. Off unless a band below 1 is set.",
  parameters: [PLAN.burdenBand, PLAN.discount],
  records: ["budget", "economy"],
  elastic: "below, priced in stage 0",
  source: "C10",
};

/** Columns and rows of the burden band. */
export function burdenRows(on: Building): void {
  const { world, freedom, build } = on;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const band = world.value(PLAN.burdenBand);
  if (band < 1 && isWhole(world, freedom.nations)) {
    const scale = freedom.nations.map((n) => budgetUnit(world, n) * world.years.length);
    const spend = freedom.nations.map((n, at) => {
      const { columns, values, constant: fixed } = on.spending[n]!;
      const constant = fixed / scale[at]!;
      const most = columns.reduce((sum, of, i) => sum + (Math.max(values[i]!, 0) * build.upperOf(of)) / scale[at]!, constant);
      const column = build.column(0, most);
      on.called.set(column, ["spending", world.nations[n]!]);
      build.row(-constant, -constant);
      columns.forEach((of, i) => build.entry(of, values[i]! / scale[at]!));
      build.entry(column, -1);
      about.push(() => `${world.nations[n]} spends`);
      return column;
    });
    freedom.nations.forEach((n, at) => {
      const part = (1 - band) * world.commonKey[n]!;
      if (part <= 0) return;
      // Were this nation to spend nothing and all others all they could, this covers it.
      const most = spend.reduce((sum, column, other) => sum + (other === at ? 0 : (part * scale[other]! * build.upperOf(column)) / scale[at]!), 0);
      const below = build.column(0, most);
      on.elastic.push(below);
      on.called.set(below, ["below_band", world.nations[n]!]);
      on.costs.violations.add(below, 1);
      build.row(0, Number.POSITIVE_INFINITY);
      freedom.nations.forEach((_, other) => build.entry(spend[other]!, (other === at ? 1 : 0) - (part * scale[other]!) / scale[at]!));
      build.entry(below, 1);
      about.push(() => world.nations[n]!);
    });
  }
  on.block(BURDEN, first, about);
}
