import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { PlanLine, World } from "../world.ts";
import { mostMade } from "./expansion.ts";
import type { ConstraintNote } from "./note.ts";
import { orOne } from "./scale.ts";

export const SUSTAINING: ConstraintNote = {
  name: "sustaining",
  title: "Minimum sustaining rates",
  inequality: "Σ_g y[g,l,t] ≤ (capacity + room to expand) · open[l,t];  Σ_g y[g,l,t] + idle[l,t] ≥ minimum[l] · open[l,t];  open[l,t] ≤ open[l,t−1]. With plan.line-pause = 1: idle[l,t] = 0, and the third row is left out",
  unit: "items a year, in parts of the line's maximum; open is 0 or 1",
  dual: "of the second row, with the lines fixed: what one more item of the minimum costs",
  meaning: "Below its minimum sustaining rate a line closes for good, or allies pay for what it does not make, by GDP. The maximum sustaining rate is its capacity. C7 has a yearly quantity of 0 or between the two rates, each year anew: so it is with plan.line-pause = 1, where open is a choice of the year alone and nothing is paid for. It is not so unless asked for: a line that stands idle for a year without anybody's pay loses its people, so that a free pause would promise a restart that nobody can make. C7's quantity is one buyer's order; a line here serves all allies, and its minimum binds on their sum.",
  parameters: [PLAN.idleCost, PLAN.linePause],
  records: ["line"],
  elastic: "met by closing the line, or for a year where it may pause; otherwise also by paying for what it does not make",
  source: "C7 (Bruggeman 2003), glut clause of C33",
};

/** Columns and rows of lines with a minimum rate, where lines are modelled one by one. */
export function sustainingRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const G = world.goods.length;
  const pauses = world.value(PLAN.linePause) > 0;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.lines.forEach((line, l) => {
    if (line.minimum <= 0 || !on.production.has(l * G + line.goods[0]!)) return;
    const from = firstMade(world, line);
    const scale = orOne(line.most);
    const choice = freedom.lineChoices?.get(l);
    const open: number[] = [];
    const idle: number[] = [];
    for (let t = from; t < T; t++) {
      open.push(freedom.open?.lines === true ? build.wholeColumn(0, 1) : build.column(choice?.open[t] === 0 ? 0 : 1, choice?.open[t] === 0 ? 0 : 1));
      idle.push(build.column(0, pauses ? 0 : line.minimum / scale));
    }
    on.open.set(l, { first: from, open, idle, scale });
    for (let t = from; t < T; t++) {
      const at = t - from;
      build.row(Number.NEGATIVE_INFINITY, 0);
      for (const g of line.goods) build.entry(on.production.get(l * G + g)!.column + t, 1);
      // What was added closes with the line.
      build.entry(open[at]!, -mostMade(on, l, t) / scale);
      about.push(() => `${line.id} ${world.years[t]} open`);
      build.row(0, Number.POSITIVE_INFINITY);
      for (const g of line.goods) build.entry(on.production.get(l * G + g)!.column + t, 1);
      build.entry(idle[at]!, 1);
      build.entry(open[at]!, -line.minimum / scale);
      about.push(() => `${line.id} ${world.years[t]} minimum`);
      if (at === 0 || pauses) continue;
      build.row(Number.NEGATIVE_INFINITY, 0);
      build.entry(open[at]!, 1);
      build.entry(open[at - 1]!, -1);
      about.push(() => `${line.id} ${world.years[t]} stays closed`);
    }
  });
  on.block(SUSTAINING, first, about);
}

/** First year in which something of a line can be delivered: from then on its minimum rate binds. */
export const firstMade = (world: World, line: PlanLine): number => Math.min(...line.goods.map((g) => world.goods[g]!.lead));

/** Price of what a line does not make below its minimum. Unit: M an item. */
export const idlePrice = (on: Pick<Building, "world">, l: number): number => on.world.value(PLAN.idleCost) * Math.max(...on.world.lines[l]!.goods.map((g) => on.world.goods[g]!.price ?? 0));
