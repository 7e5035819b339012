import { type Doubt, each, listed, type Picture } from "./check.ts";

/** Series that would be added or compared stand in one unit and price base. Told once for each series. */
export const mixedPriceBases: Doubt = {
  code: "mixed-price-bases",
  level: "warning",
  title: "Figures of one series stand in one unit and price base.",
  run: (on, report) => {
    const look = (kind: "budget" | "economy", visit: (add: (series: string, point: string, basis: string, index: number) => void) => void): void => {
      const first = new Map<string, string>();
      const mixed = new Map<string, { readonly index: number; readonly basis: string; readonly other: string; count: number }>();
      visit((series, point, basis, index) => {
        const other = first.get(point);
        if (other === undefined) first.set(point, basis);
        else if (other !== basis) {
          const found = mixed.get(series);
          if (found === undefined) mixed.set(series, { index, basis, other, count: 1 });
          else found.count += 1;
        }
      });
      for (const [what, { index, basis, other, count }] of mixed)
        report(
          { kind, index, column: kind === "budget" ? "unit" : "price_base" },
          {
            message: `${what} is given in "${other}" and here in "${basis}"${count === 1 ? "" : ` (and ${count - 1} more rows)`}: the two are not added or compared as they stand.`,
            mend: kind === "budget" ? "Give the whole path in one unit and price base." : "Keep one of the two series; otherwise one figure is chosen by rule as if they were rivals.",
          },
        );
    };
    look("budget", (add) =>
      each(on, "budget", (it, index) => {
        const path = `The budget of ${it.nation} on path "${it.path}"`;
        add(path, path, `${it.unit}, ${it.priceBase}`, index);
      }),
    );
    // A series may change its base between years; in one year, two bases would be taken for rival figures.
    look("economy", (add) =>
      each(on, "economy", (it, index) => {
        if (it.priceBase !== undefined) add(`${it.measure} of ${it.scope}`, `${it.measure}|${it.scope}|${it.year}`, `${it.unit}, ${it.priceBase}`, index);
      }),
    );
  },
};

/** Every amount of money, with the columns it needs. */
function eachAmount(on: Picture, visit: (kind: "system" | "line" | "programme" | "standard" | "budget" | "initiative", index: number, amount: { readonly column: string; readonly unit: string | undefined; readonly base: string | undefined; readonly baseNeeded: boolean }) => void): void {
  each(on, "system", (it, index) => it.unitCost !== undefined && visit("system", index, { column: "unit_cost", unit: it.costUnit, base: it.priceBase, baseNeeded: true }));
  each(on, "line", (it, index) => it.expansionCost !== undefined && visit("line", index, { column: "expansion_cost", unit: it.costUnit, base: it.priceBase, baseNeeded: true }));
  each(on, "programme", (it, index) => it.value !== undefined && visit("programme", index, { column: "value", unit: it.valueUnit, base: it.priceBase, baseNeeded: true }));
  each(on, "standard", (it, index) => it.adoptionCost !== undefined && visit("standard", index, { column: "adoption_cost", unit: it.costUnit, base: it.priceBase, baseNeeded: true }));
  each(on, "budget", (it, index) => visit("budget", index, { column: "amount", unit: it.unit, base: it.priceBase, baseNeeded: true }));
  each(on, "initiative", (it, index) => it.budget !== undefined && visit("initiative", index, { column: "budget", unit: it.budgetUnit, base: undefined, baseNeeded: false }));
}

/** An amount says in which year's prices it is. */
export const unclearPriceBase: Doubt = {
  code: "unclear-price-base",
  level: "warning",
  title: "An amount of money names the year of its prices.",
  run: (on, report) =>
    eachAmount(on, (kind, index, { column, base, baseNeeded }) => {
      if (baseNeeded && (base === undefined || !/^(current|constant) \d{4}$/.test(base)))
        report({ kind, index, column }, { message: base === undefined ? `The amount has no price base: it is taken to be in prices of ${on.settings.priceYear}.` : `"${base}" is no price base.`, mend: "Write `current` or `constant` and the year, for example constant 2025." });
    }),
};

const ONE = { low: 1, base: 1, high: 1 };

/** An amount that cannot be brought to the alliance's currency and prices is unknown. Told once for each file, unit and price base. */
export const unknownAmount: Doubt = {
  code: "unknown-amount",
  level: "warning",
  title: "Every amount can be brought to the alliance's currency and prices.",
  run: (on, report) => {
    const groups = new Map<string, { readonly kind: Parameters<Parameters<typeof eachAmount>[1]>[0]; readonly column: string; readonly unit: string | undefined; readonly base: string | undefined; readonly indices: number[] }>();
    eachAmount(on, (kind, index, { column, unit, base }) => {
      const key = `${kind}|${column}|${unit ?? ""}|${base ?? ""}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { kind, column, unit, base, indices: [index] });
      else group.indices.push(index);
    });
    const currencies = new Set([on.settings.currency, ...on.facts.exchangeRate.map((it) => it.currency)]);
    for (const { kind, column, unit, base, indices } of groups.values()) {
      if (on.alliance.money(ONE, unit, base) !== undefined) continue;
      const currency = /^M (\S+)$/.exec(unit ?? "")?.[1];
      const [why, mend] =
        unit === undefined
          ? ["it has no unit", "Write `M` and the currency into the unit column."]
          : currency === undefined
            ? [`"${unit}" is no unit of money`, "Write `M` and the currency, for example M EUR."]
            : currencies.has(currency)
              ? [`there is no price index for the year of "${base}" and for ${on.settings.priceYear}`, "Add both years to price_indices.csv."]
              : [`there is no exchange rate for ${currency}`, `Add ${currency} to exchange_rates.csv.`];
      report({ kind, index: indices[0] ?? 0, column }, { message: `${indices.length === 1 ? "The amount is" : `${indices.length} amounts like this are`} unknown: ${why}.`, mend });
    }
  },
};

/** Measures that engines read in money. */
const COMPARED = { gdp: "GDP", "defence-spending": "defence spending" } as const;

/** GDP and spending that cannot be brought to the alliance's currency and prices are unknown. Told once for each measure, of those that have no other row. */
export const unknownEconomy: Doubt = {
  code: "unknown-economy",
  level: "notice",
  title: "Each nation's GDP and spending can be brought to the alliance's currency and prices.",
  run: (on, report) => {
    for (const measure of ["gdp", "defence-spending"] as const) {
      const lost = new Map<string, number>();
      const known = new Set<string>();
      each(on, "economy", (it, index) => {
        if (it.measure !== measure || !on.alliance.nationIndex.has(it.scope)) return;
        if (on.alliance.money(it.value, it.unit, it.priceBase === "current" ? `current ${it.year}` : it.priceBase) !== undefined) known.add(it.scope);
        else if (!lost.has(it.scope)) lost.set(it.scope, index);
      });
      const without = [...lost].filter(([scope]) => !known.has(scope));
      const first = without[0]?.[1];
      if (first === undefined) continue;
      report(
        { kind: "economy", index: first, column: "price_base" },
        {
          message: `The ${COMPARED[measure]} of ${listed(without.map(([scope]) => scope))} counts as unknown: it cannot be brought to M ${on.settings.currency} of ${on.settings.priceYear}, so what is measured by it is unknown or goes by other keys or equal parts.`,
          mend: `State it in M ${on.settings.currency} and "constant ${on.settings.priceYear}", or add its year and ${on.settings.priceYear} to price_indices.csv, and its currency to exchange_rates.csv.`,
        },
      );
    }
  },
};

/** Money is brought to one price year by one index. */
export const severalIndices: Doubt = {
  code: "several-price-indices",
  level: "warning",
  title: "There is one price index.",
  run: (on, report) => {
    const first = on.facts.priceIndex[0]?.index;
    const index = on.facts.priceIndex.findIndex((it) => it.index !== first);
    if (index !== -1) report({ kind: "priceIndex", index, column: "index" }, { message: `"${on.facts.priceIndex[index]?.index}" is a second index beside "${first}"; levels of two indices must not be divided by one another.`, mend: "Keep one index." });
  },
};
