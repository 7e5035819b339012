import { type Doubt, each, type Picture } from "./check.ts";
import { CHECK } from "./parameters.ts";

interface Point {
  readonly kind: "economy" | "budget";
  readonly index: number;
  readonly year: number;
  readonly value: number;
  readonly what: string;
}

/** Series of one thing over the years, each in one unit, price base and edition, oldest first. */
function seriesOf(on: Picture): ReadonlyMap<string, readonly Point[]> {
  const series = new Map<string, Point[]>();
  const add = (key: string, point: Point): void => {
    const points = series.get(key);
    if (points === undefined) series.set(key, [point]);
    else points.push(point);
  };
  each(on, "economy", (it, index) => add(`e|${it.scope}|${it.measure}|${it.unit}|${it.priceBase ?? ""}|${it.edition ?? ""}`, { kind: "economy", index, year: it.year, value: it.value.base, what: `${it.measure} of ${it.scope}` }));
  each(on, "budget", (it, index) => add(`b|${it.nation}|${it.path}|${it.unit}|${it.priceBase}`, { kind: "budget", index, year: it.year, value: it.amount.base, what: `the budget of ${it.nation} on path "${it.path}"` }));
  for (const points of series.values()) points.sort((a, b) => a.year - b.year || a.index - b.index);
  return series;
}

/** Steps between neighbours in a series. `ratio` ≥ 1, per year for growth, as it is for a slip of unit. */
function eachStep(on: Picture, visit: (to: Point, from: Point, ratio: number) => void): void {
  for (const points of seriesOf(on).values()) {
    for (let i = 1; i < points.length; i += 1) {
      const [from, to] = [points[i - 1], points[i]];
      if (from === undefined || to === undefined || from.year === to.year || from.value <= 0 || to.value <= 0) continue;
      visit(to, from, Math.max(to.value / from.value, from.value / to.value));
    }
  }
}

const column = (kind: Point["kind"]): string => (kind === "economy" ? "value" : "amount");

/** Shares of a budget jump whenever a large order is paid; only a slip of unit is doubtful in them. */
const mayJump = (what: string): boolean => /^(equipment|personnel)-share /.test(what);

/** A figure does not jump from one year to the next. */
export const implausibleGrowth: Doubt = {
  code: "implausible-growth",
  level: "warning",
  title: "A figure does not jump from one year to the next.",
  run: (on, report) => {
    const most = on.alliance.valueOf(CHECK.growth).base;
    const slip = on.alliance.valueOf(CHECK.slip).base;
    eachStep(on, (to, from, ratio) => {
      if (ratio < slip && !mayJump(to.what) && ratio ** (1 / (to.year - from.year)) > most)
        report({ kind: to.kind, index: to.index, column: column(to.kind) }, { message: `${to.what} goes from ${from.value} in ${from.year} to ${to.value} in ${to.year}.`, mend: "Check both figures, their units and editions; a true jump deserves a note." });
    });
  },
};

/** A figure a thousand times its neighbour was written in another unit. */
export const unitSlip: Doubt = {
  code: "unit-slip",
  level: "warning",
  title: "Neighbouring years are written in one unit.",
  run: (on, report) => {
    const slip = on.alliance.valueOf(CHECK.slip).base;
    eachStep(on, (to, from, ratio) => {
      if (ratio >= slip) report({ kind: to.kind, index: to.index, column: column(to.kind) }, { message: `${to.what} goes from ${from.value} in ${from.year} to ${to.value} in ${to.year}: one of the two is probably in thousands or millions.`, mend: "Write both in the unit that the unit column names." });
    });
  },
};

/** A stated share of GDP agrees with spending divided by GDP, where all three stand in one unit, base and edition. */
export const shareContradicts: Doubt = {
  code: "share-contradicts-levels",
  level: "warning",
  title: "A stated share of GDP agrees with spending and GDP.",
  run: (on, report) => {
    const tolerance = on.alliance.valueOf(CHECK.share).base;
    const gdp = new Map<string, { readonly unit: string; readonly base: string; readonly value: number }[]>();
    const spending = new Map<string, { readonly unit: string; readonly base: string; readonly value: number }[]>();
    const key = (scope: string, year: number, edition: string | undefined): string => `${scope}|${year}|${edition ?? ""}`;
    for (const it of on.facts.economy) {
      const map = it.measure === "gdp" ? gdp : it.measure === "defence-spending" ? spending : undefined;
      if (map === undefined) continue;
      const at = key(it.scope, it.year, it.edition);
      map.set(at, [...(map.get(at) ?? []), { unit: it.unit, base: it.priceBase ?? "", value: it.value.base }]);
    }
    each(on, "economy", (it, index) => {
      if (it.measure !== "defence-share-of-gdp" || it.value.base <= 0) return;
      const at = key(it.scope, it.year, it.edition);
      for (const spent of spending.get(at) ?? []) {
        const whole = gdp.get(at)?.find((other) => other.unit === spent.unit && other.base === spent.base);
        if (whole === undefined || whole.value <= 0) continue;
        const computed = spent.value / whole.value;
        if (Math.abs(computed - it.value.base) > tolerance * it.value.base) {
          report({ kind: "economy", index, column: "value" }, { message: `${it.scope} states ${it.value.base} of GDP for ${it.year}, but spending divided by GDP gives ${Number(computed.toPrecision(3))}.`, mend: "Check the three figures: one is of another year, unit or definition." });
          return;
        }
      }
    });
  },
};
