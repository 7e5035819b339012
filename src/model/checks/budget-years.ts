import { type Doubt, listed } from "./check.ts";

/** Every path has an amount for each year of the plan; a missing year is unknown, and nothing can be bought in it. */
export const budgetYearsMissing: Doubt = {
  code: "budget-years-missing",
  level: "warning",
  title: "A budget path covers every year of the plan.",
  run: (on, report) => {
    const paths = new Map<string, { readonly index: number; readonly years: Set<number> }>();
    on.facts.budget.forEach((it, index) => {
      const key = `${it.nation}|${it.path}`;
      const path = paths.get(key) ?? { index, years: new Set<number>() };
      paths.set(key, path);
      path.years.add(it.year);
    });
    for (const [key, { index, years }] of paths) {
      const missing = on.alliance.years.filter((it) => !years.has(it));
      const [nation, path] = key.split("|");
      if (missing.length > 0) report({ kind: "budget", index, column: "year" }, { message: `The budget of ${nation} on path "${path}" has no amount for ${missing.join(", ")}.`, mend: "Add the years; write 0 for a year in which nothing may be spent." });
    }
    const usual = on.settings.budgetPath;
    const without = on.alliance.nations.filter((it) => !paths.has(`${it.id}|${usual}`)).map((it) => it.id);
    if (without.length > 0 && on.alliance.nations.length > 0) report({ kind: "budget", index: -1 }, { message: `The path "${usual}", used unless another is asked for, has no budget for ${listed(without)}.`, mend: "Add their amounts, or name another `budgetPath` in datapackage.json." });
  },
};
