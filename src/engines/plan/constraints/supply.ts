import type { Building } from "../formulate.ts";
import { isWhole, type World } from "../world.ts";
import { addedEntries, mostMade } from "./expansion.ts";
import type { ConstraintNote } from "./note.ts";
import { orOne } from "./scale.ts";

export const SUPPLY: ConstraintNote = {
  name: "supply",
  title: "Supply by single lines",
  inequality: "Σ_n deliveries[n,g,t] = Σ_l y[g,l,t];  Σ_g y[g,l,t] ≤ capacity[l,t] + what was added in time − lost in changes",
  unit: "items a year, in parts of what all lines of the good can make",
  dual: "scarcity premium of the system above its price; of the second row, value of one more item from that line",
  meaning: "Where a line changes products or closes when it makes too little, what it makes is a column of its own, and is what is delivered: nothing is made for nobody, so that a minimum rate is met by deliveries or paid for. Nothing made and nothing delivered always meets the rows; promised deliveries have their elastic part in the programme.",
  parameters: [],
  records: ["line"],
  elastic: "met by making and delivering nothing; promised deliveries give way in their programme",
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
  const isModelled = (freedom.open?.lines === true || freedom.lineChoices !== undefined) && isWhole(world, freedom.nations);
  const lines = isModelled ? singleLines(world) : new Set<number>();
  for (const l of lines) {
    const line = world.lines[l]!;
    const scale = orOne(line.most);
    const choice = freedom.lineChoices?.get(l);
    for (const g of line.goods) {
      let column = -1;
      for (let t = 0; t < T; t++) {
        const isShut = choice !== undefined && (choice.open[t] === 0 || (line.changeover !== undefined && choice.product[t] !== g));
        const at = build.column(0, isShut ? 0 : Math.min(mostMade(on, l, t), mostAsked(on, g, t)) / scale);
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
    const unit = orOne(makers.reduce((sum, l) => sum + world.lines[l]!.most, 0));
    for (let t = 0; t < T; t++) {
      build.row(0, 0);
      for (const { column, scale } of deliveriesIn(on, g, t)) build.entry(column, scale / unit);
      for (const l of makers) {
        const it = on.production.get(l * G + g)!;
        build.entry(it.column + t, -it.scale / unit);
      }
      about.push(() => `${world.goods[g]!.system} ${world.years[t]}`);
    }
  }
  on.block(SUPPLY, first, about);
}

/** Columns of all deliveries of a good in one year, to whomever, and the items that one unit of each stands for. */
function deliveriesIn(on: Building, g: number, t: number): readonly { readonly column: number; readonly scale: number }[] {
  const { world, freedom } = on;
  const found: { readonly column: number; readonly scale: number }[] = [];
  const put = (it: { readonly first: number; readonly column: number; readonly scale: number } | undefined, last: number): void => {
    if (it !== undefined && t >= it.first && t <= last) found.push({ column: it.column + t - it.first, scale: it.scale });
  };
  for (const n of freedom.nations) {
    put(on.goodAt[n * world.goods.length + g], t);
    for (const at of on.programmesOf[n]!) if (world.programmes[at]!.good === g) put(on.programmes[at], on.programmes[at]!.last);
  }
  put(on.commons.get(g), t);
  return found;
}

/** Most of a good that can be asked for in one year. Unit: items. */
const mostAsked = (on: Building, g: number, t: number): number => deliveriesIn(on, g, t).reduce((sum, it) => sum + on.build.upperOf(it.column) * it.scale, 0);
