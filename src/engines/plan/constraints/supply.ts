import type { Building } from "../formulate.ts";
import type { World } from "../world.ts";
import { addedEntries } from "./expansion.ts";
import type { ConstraintNote } from "./note.ts";

export const SUPPLY: ConstraintNote = {
  name: "supply",
  title: "Supply by single lines",
  inequality: "Σ_n deliveries[n,g,t] ≤ Σ_l y[g,l,t];  Σ_g y[g,l,t] ≤ capacity[l,t] + what was added in time − lost in changes",
  unit: "items a year, in parts of what all lines of the good can make",
  dual: "scarcity premium of the system above its price; of the second row, value of one more item from that line",
  meaning: "Where a line changes products or closes when it makes too little, what it makes is a column of its own, and deliveries need it.",
  parameters: [],
  records: ["line"],
  source: "C6, C9",
};

/** Lines that have to be modelled one by one, with those that make the same goods. */
export function singleLines(world: World): ReadonlySet<number> {
  const found = new Set(world.lines.flatMap((it, l) => (it.component === undefined && (it.changeover !== undefined || it.minimum > 0) ? [l] : [])));
  for (let grown = true; grown; ) {
    grown = false;
    const goods = new Set([...found].flatMap((l) => world.lines[l]!.goods));
    world.lines.forEach((it, l) => {
      if (it.component !== undefined || found.has(l) || !it.goods.some((g) => goods.has(g))) return;
      found.add(l);
      grown = true;
    });
  }
  return found;
}

/** Columns and rows of lines modelled one by one. */
export function supplyRows(on: Building): void {
  const { world, freedom, build } = on;
  const T = world.years.length;
  const G = world.goods.length;
  const first = build.rowCount;
  const about: (() => string)[] = [];
  const isModelled = (freedom.open?.lines === true || freedom.lineChoices !== undefined) && freedom.nations.length === world.nations.length;
  const lines = isModelled ? singleLines(world) : new Set<number>();
  for (const l of lines) {
    const line = world.lines[l]!;
    const scale = line.most > 0 ? line.most : 1;
    const choice = freedom.lineChoices?.get(l);
    const most = (Math.max(...line.capacity) + line.expansionMost) / scale;
    for (const g of line.goods) {
      let column = -1;
      for (let t = 0; t < T; t++) {
        const isShut = choice !== undefined && (choice.open[t] === 0 || (line.changeover !== undefined && choice.product[t] !== g));
        const at = build.column(0, isShut ? 0 : most);
        if (column < 0) column = at;
      }
      on.production.set(l * G + g, { column, scale });
    }
    for (let t = 0; t < T; t++) {
      const changed = choice !== undefined && line.changeover !== undefined && t > 0 && choice.product[t]! >= 0 && choice.product[t] !== choice.product[t - 1];
      build.row(Number.NEGATIVE_INFINITY, (line.capacity[t]! * (changed ? 1 - line.changeover! : 1)) / scale);
      for (const g of line.goods) build.entry(on.production.get(l * G + g)!.column + t, 1);
      addedEntries({ on, lines: [l], nations: freedom.nations, t, value: -1 / scale });
      if (line.changeover !== undefined && freedom.open?.lines === true) {
        on.changes.set(l * T + t, line.goods.map(() => {
          const start = build.column(0, t === 0 ? 0 : 1);
          build.entry(start, (line.capacity[t]! * line.changeover!) / scale);
          return start;
        }));
      }
      about.push(() => `${line.id} ${world.years[t]}`);
    }
  }
  const goods = new Set([...lines].flatMap((l) => world.lines[l]!.goods));
  for (const g of goods) {
    const makers = [...lines].filter((l) => world.lines[l]!.goods.includes(g));
    const unit = Math.max(makers.reduce((sum, l) => sum + world.lines[l]!.most, 0), 1e-9);
    for (let t = 0; t < T; t++) {
      build.row(Number.NEGATIVE_INFINITY, 0);
      for (const n of freedom.nations) {
        const it = on.goodAt[n * G + g];
        if (it !== undefined && t >= it.first) build.entry(it.column + t - it.first, it.scale / unit);
        for (const at of on.programmesOf[n]!) {
          const programme = on.programmes[at]!;
          if (world.programmes[at]!.good === g && t >= programme.first && t <= programme.last) build.entry(programme.column + t - programme.first, programme.scale / unit);
        }
      }
      const common = on.commons.get(g);
      if (common !== undefined && t >= common.first) build.entry(common.column + t - common.first, common.scale / unit);
      for (const l of makers) {
        const it = on.production.get(l * G + g)!;
        build.entry(it.column + t, -it.scale / unit);
      }
      about.push(() => `${world.goods[g]!.system} ${world.years[t]}`);
    }
  }
  on.block(SUPPLY, first, about);
}
