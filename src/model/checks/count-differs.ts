import { type Doubt, each, type Picture } from "./check.ts";
import { CHECK } from "./parameters.ts";

/** Visits every nation's class row that has rows of its types. Figures in force only. */
function eachClass(on: Picture, visit: (at: { readonly index: number; readonly nation: string; readonly class: string }, count: { readonly low: number; readonly base: number; readonly high: number }, types: { readonly low: number; readonly high: number; readonly base: number; readonly rows: number }) => void): void {
  const classOf = new Map(on.facts.system.flatMap((it) => (it.class === undefined ? [] : [[it.id, it.class]])));
  const types = new Map<string, { low: number; high: number; base: number; rows: number }>();
  for (const it of on.alliance.facts.holding) {
    const parent = classOf.get(it.system);
    if (parent === undefined) continue;
    const key = `${it.nation}|${parent}`;
    const sum = types.get(key) ?? { low: 0, high: 0, base: 0, rows: 0 };
    types.set(key, { low: sum.low + it.quantity.low, high: sum.high + it.quantity.high, base: sum.base + it.quantity.base, rows: sum.rows + 1 });
  }
  if (types.size === 0) return;
  const chosen = new Set(on.alliance.facts.holding);
  each(on, "holding", (it, index) => {
    const sum = types.get(`${it.nation}|${it.system}`);
    if (sum !== undefined && chosen.has(it)) visit({ index, nation: it.nation, class: it.system }, it.quantity, sum);
  });
}

/** The types of a class do not add up to more than the class. */
export const countDiffers: Doubt = {
  code: "count-differs-from-list",
  level: "warning",
  title: "The types of a class add up to no more than the class.",
  run: (on, report) => {
    const tolerance = on.alliance.valueOf(CHECK.count).base;
    eachClass(on, (at, count, types) => {
      if (types.low > count.high * (1 + tolerance))
        report({ kind: "holding", index: at.index, column: "quantity" }, { message: `${at.nation} holds ${count.base} of class "${at.class}", but its ${types.rows} ${types.rows === 1 ? "type adds" : "types add"} up to ${types.base}.`, mend: "Correct the class row or one of the types; look for stored ones counted on one side only." });
    });
  },
};

/** The types of a class add up to less than the class: some types are not listed. */
export const listIncomplete: Doubt = {
  code: "list-incomplete",
  level: "notice",
  title: "The types of a class add up to the class.",
  run: (on, report) => {
    const tolerance = on.alliance.valueOf(CHECK.count).base;
    eachClass(on, (at, count, types) => {
      if (types.high < count.low * (1 - tolerance))
        report({ kind: "holding", index: at.index, column: "quantity" }, { message: `${at.nation} holds ${count.base} of class "${at.class}", of which its types account for ${types.base}.`, mend: "Add rows for the other types if they are known; otherwise nothing is wrong." });
    });
  },
};
