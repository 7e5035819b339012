import type { Building } from "../formulate.ts";
import type { ConstraintNote } from "./note.ts";

export const CHANGEOVER: ConstraintNote = {
  name: "changeover",
  title: "Change-over of convertible lines",
  inequality: "y[g,l,t] ≤ min(capacity + room to expand, most that can be asked for) · mode[g,l,t];  Σ_g mode[g,l,t] ≤ 1;  start[g,l,t] ≥ mode[g,l,t] − mode[g,l,t−1]",
  unit: "items a year, in parts of the line's maximum; mode is 0 or 1",
  dual: "only with the modes fixed: what setting the line up for the product is worth",
  meaning: "A line for which a change-over is stated makes one product in a year, and loses a share of the year's capacity when it starts another (the loss stands in the capacity row of the line). In the first year it is set up for whatever comes first: no record says what it makes today. Making nothing always meets the rows.",
  parameters: [],
  records: ["line"],
  elastic: "met by making nothing",
  source: "set-up carry-over as in lot sizing (Pochet and Wolsey 2006)",
};

/** Columns and rows of lines that make one product at a time, where the model chooses. */
export function changeoverRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const G = world.goods.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  if (freedom.open?.lines === true) {
    world.lines.forEach((line, l) => {
      if (line.changeover === undefined || !on.changes.has(l * T)) return;
      const modes = line.goods.map(() => Array.from({ length: T }, () => build.wholeColumn(0, 1)));
      on.modes.set(l, modes);
      for (let t = 0; t < T; t++) {
        build.row(Number.NEGATIVE_INFINITY, 1);
        for (const mode of modes) build.entry(mode[t]!, 1);
        about.push(() => `${line.id} ${world.years[t]} one product`);
        line.goods.forEach((g, at) => {
          const it = on.production.get(l * G + g)!;
          const most = build.upperOf(it.column + t);
          if (most > 0) {
            build.row(Number.NEGATIVE_INFINITY, 0);
            build.entry(it.column + t, 1);
            build.entry(modes[at]![t]!, -most);
            about.push(() => `${line.id} ${world.goods[g]!.system} ${world.years[t]}`);
          }
          if (t === 0) return;
          build.row(0, Number.POSITIVE_INFINITY);
          build.entry(on.changes.get(l * T + t)![at]!, 1);
          build.entry(modes[at]![t]!, -1);
          build.entry(modes[at]![t - 1]!, 1);
          about.push(() => `${line.id} starts ${world.goods[g]!.system} ${world.years[t]}`);
        });
      }
    });
  }
  on.block(CHANGEOVER, first, about);
}
