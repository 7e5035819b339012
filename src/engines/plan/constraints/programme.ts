import type { Building } from "../formulate.ts";
import { PLAN } from "../parameters.ts";
import type { ConstraintNote } from "./note.ts";
import { REACHED_SLACK } from "./scale.ts";

export const PROGRAMME: ConstraintNote = {
  name: "programme",
  title: "National programmes and their windows",
  inequality: "Σ_{t in window} p[t] + undelivered = quantity",
  unit: "items, in parts of the quantity",
  dual: "what one more promised item costs the objective",
  meaning: "The window is the announced one; with dates open it is wider by some years each way unless a contract is signed, and never earlier than the lead time allows. What cannot be delivered is the row's elastic part, priced in stage 0.",
  parameters: [PLAN.move, PLAN.firmWeight, PLAN.undeliveredChange],
  records: ["programme"],
  elastic: "undelivered, priced in stage 0: a signed contract plan.firm-weight times as much as an announcement",
  source: "national plans as announced: an alliance asks, nations decide",
};

/** Columns and rows of programmes. */
export function programmeRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const members = new Set(freedom.nations);
  const first = build.rowCount;
  const about: (() => string)[] = [];
  world.programmes.forEach((it, at) => {
    if (!members.has(it.nation)) return;
    // The columns of the wider window are always there, so that every set of levers has the same columns.
    const moved = freedom.nations.length > 1 ? it.movable : 0;
    const from = moved === 0 ? it.first : Math.max(it.first - moved, Math.min(it.first, world.goods[it.good]!.lead));
    const to = Math.min(it.last + moved, T - 1);
    const scale = it.quantity;
    let column = -1;
    for (let t = from; t <= to; t++) {
      const now = build.column(0, freedom.dates || (t >= it.first && t <= it.last) ? 1 : 0);
      if (column < 0) column = now;
      const off = t < it.first ? it.first - t : Math.max(t - it.last, 0);
      if (off > 0) on.costs.deviation.add(now, off);
    }
    const undelivered = build.column(0, freedom.undelivered === undefined ? 1 : Math.min(freedom.undelivered[at]! / scale + REACHED_SLACK, 1));
    on.costs.violations.add(undelivered, it.firm ? world.value(PLAN.firmWeight) : 1);
    on.costs.deviation.add(undelivered, world.value(PLAN.undeliveredChange) * T);
    build.row(1, 1);
    for (let t = from; t <= to; t++) build.entry(column + t - from, 1);
    build.entry(undelivered, 1);
    about.push(() => it.id);
    on.programmes[at] = { first: from, last: to, column, undelivered, scale };
    on.programmesOf[it.nation]!.push(at);
  });
  on.block(PROGRAMME, first, about);
}
