import type { FactOf } from "../kinds.ts";
import { type Doubt, each, listed, type Picture } from "./check.ts";
import { CHECK } from "./parameters.ts";

/** Measures that add up over nations. */
const ADDITIVE: ReadonlySet<string> = new Set(["gdp", "population", "active-personnel", "defence-spending"]);

const seriesOf = (it: FactOf<"economy">): string => `${it.measure}|${it.unit}|${it.priceBase ?? ""}|${it.edition ?? ""}`;

/**
 * Ids of the nations that a group's total covers in a year: all for `_alliance` and `_<name of the alliance>`, those
 * of a region for `_<region>`. A nation counts from the year of its accession. Absent: nobody said who belongs to the group.
 */
function membersOf(on: Picture, scope: string, year: number): readonly string[] | undefined {
  const name = scope.slice(1).toLowerCase();
  const whole = ["alliance", on.settings.alliance.toLowerCase(), on.settings.name.toLowerCase().split("-")[0]].includes(name);
  const group = on.alliance.nations.filter((it) => whole || it.region.toLowerCase().replaceAll(/\s+/g, "-") === name);
  return group.length === 0 ? undefined : group.filter((it) => it.accessionYear <= year).map((it) => it.id);
}

/** Visits every stated total with the figures of its members. */
function eachTotal(on: Picture, visit: (total: FactOf<"economy">, index: number, members: { readonly known: readonly number[]; readonly missing: readonly string[] }) => void): void {
  if (!on.facts.economy.some((it) => it.scope.startsWith("_"))) return;
  const values = new Map<string, number>();
  for (const it of on.facts.economy) values.set(`${it.scope}|${it.year}|${seriesOf(it)}`, it.value.base);
  each(on, "economy", (total, index) => {
    if (!total.scope.startsWith("_") || !ADDITIVE.has(total.measure)) return;
    const members = membersOf(on, total.scope, total.year);
    if (members === undefined) return;
    const figures = members.map((id) => [id, values.get(`${id}|${total.year}|${seriesOf(total)}`)] as const);
    visit(total, index, {
      known: figures.flatMap(([, value]) => (value === undefined ? [] : [value])),
      missing: figures.flatMap(([id, value]) => (value === undefined ? [id] : [])),
    });
  });
}

/** A total agrees with the sum of its members, in figures of the same edition, unit and price base. */
export const totalDiffers: Doubt = {
  code: "total-differs-from-members",
  level: "warning",
  title: "A total agrees with the sum of its members.",
  run: (on, report) => {
    const tolerance = on.alliance.valueOf(CHECK.total).base;
    eachTotal(on, (total, index, { known, missing }) => {
      const sum = known.reduce((a, b) => a + b, 0);
      // With members missing the sum can only be too large.
      if ((missing.length === 0 && sum < total.value.low * (1 - tolerance)) || sum > total.value.high * (1 + tolerance))
        report(
          { kind: "economy", index, column: "value" },
          { message: `The ${missing.length === 0 ? known.length : `${known.length} known`} members of ${total.scope} add up to ${round(sum)} ${total.unit} for ${total.measure} ${total.year}, the total says ${round(total.value.base)}.`, mend: "Look for a member in another unit or price base, a revised figure, or a nation counted before it joined." },
        );
    });
  },
};

/** A total that cannot be compared, since members are unknown: told once for each series. */
export const membersMissing: Doubt = {
  code: "members-missing",
  level: "notice",
  title: "A total can be compared with its members.",
  run: (on, report) => {
    const groups = new Map<string, { readonly index: number; readonly total: FactOf<"economy">; readonly years: number[]; readonly missing: Set<string> }>();
    eachTotal(on, (total, index, { known, missing }) => {
      if (missing.length === 0 || known.length === 0) return;
      const key = `${total.scope}|${seriesOf(total)}`;
      const group = groups.get(key) ?? { index, total, years: [], missing: new Set<string>() };
      groups.set(key, group);
      group.years.push(total.year);
      for (const id of missing) group.missing.add(id);
    });
    for (const { index, total, years, missing } of groups.values())
      report(
        { kind: "economy", index, column: "value" },
        { message: `The total of ${total.scope} for ${total.measure} cannot be compared with its members in ${listed([...new Set(years)].sort().map(String))}: no figure of this edition, unit and price base for ${listed([...missing])}.`, mend: "Add their figures if they are known; otherwise nothing is wrong." },
      );
  },
};

const round = (value: number): string => String(Number(value.toPrecision(7)));
