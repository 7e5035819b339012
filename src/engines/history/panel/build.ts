import type { Table } from "../table.ts";
import { allianceTies } from "./ties.ts";
import { disputeTies } from "./disputes.ts";
import { ByStateYear, directedKey, eachRow, lastYear, pairKey, type RawTables } from "./raw.ts";

export const FIRST_YEAR = 1816;
export const LAST_YEAR = 2014;

/** Columns of the panel, in the order of its file. */
export const PANEL_COLUMNS = [
  "a",
  "b",
  "year",
  "conttype",
  "maja",
  "majb",
  "km",
  "capshare",
  "pola",
  "polb",
  "nuca",
  "nucb",
  "on5",
  "go5",
  "t5",
  "i5",
  "h5",
  "ong",
  "gog",
  "tg",
  "ig",
  "hg",
  "tdef_n",
  "tdef",
  "tdef_nuc",
  "tdef_cinc",
  "adef",
  "aoff",
  "aneu",
  "joint_def",
  "rel_in",
  "rel_out",
  "tia",
  "tib",
  "tpat",
] as const;

/** Numbers that say how large the tables are on the way, for checking against the literature. */
export interface PanelCounts {
  /** Directed pairs of states that both exist in a year, 1816 to 2024. */
  readonly directedDyadYears: number;
  /** Undirected pairs of states that both exist in a year, 1816 to 2010. */
  readonly undirectedTo2010: number;
  /** Those of them that border or hold a major power. */
  readonly relevantTo2010: number;
}

/** The panel, and what else was found on the way. */
export interface BuiltPanel {
  readonly panel: Table;
  readonly counts: PanelCounts;
  /** Undirected pairs to 2010 that border or hold a major power, by pair and year. */
  readonly relevant: { readonly pairs: readonly (readonly [a: number, b: number, year: number])[]; readonly conttype: (pairYear: number) => number; readonly isMajor: (state: number, year: number) => boolean };
}

/**
 * The panel: one row per ordered pair of states and year, 1816 to 2014, where the two border each other or one is a major power.
 * `a` may attack, `b` may be attacked. Built from the original tables alone; the definitions are in docs/methods/history.md.
 */
export function buildPanel(raw: RawTables): BuiltPanel {
  const states = stateYears(raw);
  const never = new Set<number>();
  eachRow(raw.false_dyads, ["ccode1", "ccode2", "year"], (a, b, year) => never.add(directedKey(a!, b!) * 10_000 + year!));
  const contiguity = contiguityByYear(raw);
  const isMajor = majors(raw);
  const capital = capitals(raw);
  const cinc = byYear(raw.nmc_v7, "cinc");
  const polity = byYear(raw.democracy, "polity2");
  const isNuclear = possession(raw);
  const technology = spendingPerSoldier(raw);
  const ties = allianceTies(raw, { cinc, isNuclear, technology });
  const disputes = {
    mid5: disputeTies(raw.mid5_dispute_dyad_years, { going: "dispongoing", begun: "disponset" }),
    gml: disputeTies(raw.gml_dispute_dyad_years, { going: "midongoing", begun: "midonset" }),
  };

  const rows: number[][] = [];
  const pairs: (readonly [a: number, b: number, year: number])[] = [];
  const counts = { directedDyadYears: 0, undirectedTo2010: 0, relevantTo2010: 0 };
  const codes = [...new Set([...states.values()].flat())].sort((x, y) => x - y);
  const years = [...states.keys()].sort((x, y) => x - y);
  const present = new Map(years.map((year) => [year, new Set(states.get(year))]));
  for (const a of codes) {
    for (const b of codes) {
      if (a >= b) continue;
      const pair = pairKey(a, b);
      const clock5 = new PeaceYears();
      const clockG = new PeaceYears();
      for (const year of years) {
        const there = present.get(year)!;
        if (!there.has(a) || !there.has(b)) continue;
        const isReal = (x: number, y: number): boolean => !never.has(directedKey(x, y) * 10_000 + year);
        const directions = (
          [
            [a, b],
            [b, a],
          ] as const
        ).filter(([x, y]) => isReal(x, y));
        if (directions.length === 0) continue;
        counts.directedDyadYears += directions.length;
        const key = pair * 10_000 + year;
        const conttype = contiguity.get(key) ?? 0;
        const isRelevant = conttype >= 1 || isMajor(a, year) || isMajor(b, year);
        if (year <= 2010) {
          counts.undirectedTo2010 += 1;
          if (isRelevant) {
            counts.relevantTo2010 += 1;
            pairs.push([a, b, year]);
          }
        }
        const five = disputes.mid5.between(key);
        const gml = disputes.gml.between(key);
        const t5 = clock5.next(five.going === 1);
        const tg = clockG.next(gml.going === 1);
        if (year > LAST_YEAR || !isRelevant) continue;
        for (const [x, y] of directions) {
          const byX5 = disputes.mid5.from(x, key);
          const byXg = disputes.gml.from(x, key);
          const own = ties.of(x, y, year);
          rows.push([
            x,
            y,
            year,
            conttype,
            flag(isMajor(x, year)),
            flag(isMajor(y, year)),
            capital.kilometres(x, y, year),
            rounded(cinc.get(x, year) / (cinc.get(x, year) + cinc.get(y, year)), 8),
            polity.get(x, year),
            polity.get(y, year),
            flag(isNuclear(x, year)),
            flag(isNuclear(y, year)),
            five.begun,
            five.going,
            t5,
            byX5.initiated,
            byX5.hostility,
            gml.begun,
            gml.going,
            tg,
            byXg.initiated,
            byXg.hostility,
            own.defenders,
            flag(own.defenders > 0),
            flag(own.hasNuclear),
            rounded(own.cinc, 8),
            flag(own.aDefended),
            flag(own.aOffence),
            flag(own.aNeutral),
            flag(own.joint),
            flag(own.relevantIn),
            flag(own.relevantOut),
            rounded(technology.get(x, year), 6),
            rounded(technology.get(y, year), 6),
            rounded(own.patronTechnology, 6),
          ]);
        }
      }
    }
  }
  rows.sort((x, y) => x[0]! - y[0]! || x[1]! - y[1]! || x[2]! - y[2]!);
  const panel: Table = { rowCount: rows.length, columns: new Map(PANEL_COLUMNS.map((name, index) => [name, Float64Array.from(rows, (row) => row[index]!)])) };
  return { panel, counts, relevant: { pairs, isMajor, conttype: (pairYear) => contiguity.get(pairYear) ?? 0 } };
}

const flag = (is: boolean): number => (is ? 1 : 0);
/** To so many digits, as R rounds: to the nearer of two, and of two as near to the even one. */
function rounded(value: number, digits: number): number {
  const power = 10 ** digits;
  const below = Math.floor(value * power);
  const [low, high] = [below / power, Math.ceil(value * power) / power];
  return value - low < high - value || (value - low === high - value && below % 2 === 0) ? low : high;
}

/** States that exist in each year. */
function stateYears(raw: RawTables): Map<number, number[]> {
  const made = new Map<number, number[]>();
  eachRow(raw.states, ["ccode", "start_year", "end_year"], (state, from, to) => {
    for (let year = Math.max(from!, FIRST_YEAR); year <= lastYear(to!); year++) made.set(year, [...(made.get(year) ?? []), state!]);
  });
  return made;
}

/** Kind of border in a year: that of the earliest month of the year with a record. */
function contiguityByYear({ contiguity }: RawTables): Map<number, number> {
  const month = new Map<number, number>();
  const kind = new Map<number, number>();
  eachRow(contiguity, ["ccode1", "ccode2", "conttype", "stdate_year", "stdate_month", "enddate_year"], (a, b, type, from, fromMonth, to) => {
    for (let year = from!; year <= to!; year++) {
      const key = pairKey(a!, b!) * 10_000 + year;
      const first = year === from ? fromMonth! : 1;
      if (first >= (month.get(key) ?? 13)) continue;
      month.set(key, first);
      kind.set(key, type!);
    }
  });
  return kind;
}

function majors({ majors: table }: RawTables): (state: number, year: number) => boolean {
  const spells: { readonly state: number; readonly from: number; readonly to: number }[] = [];
  eachRow(table, ["ccode", "styear", "endyear"], (state, from, to) => void spells.push({ state: state!, from: from!, to: lastYear(to!) }));
  return (state, year) => spells.some((it) => it.state === state && it.from <= year && year <= it.to);
}

function possession({ nuclear_possession: table }: RawTables): (state: number, year: number) => boolean {
  const spells: { readonly state: number; readonly from: number; readonly to: number }[] = [];
  eachRow(table, ["ccode", "styear", "endyear"], (state, from, to) => void spells.push({ state: state!, from: from!, to: to! }));
  return (state, year) => spells.some((it) => it.state === state && it.from <= year && year <= it.to);
}

const EARTH_RADIUS = 6371.0088;

/** Distances between capitals. Unit: km, to a tenth. */
function capitals({ capitals: table }: RawTables): { readonly kilometres: (a: number, b: number, year: number) => number } {
  const spells = new Map<number, { readonly from: number; readonly to: number; readonly at: readonly [number, number] }[]>();
  eachRow(table, ["ccode", "stdate_year", "enddate_year", "lat", "lng"], (state, from, to, latitude, longitude) =>
    spells.set(state!, [...(spells.get(state!) ?? []), { from: from!, to: to!, at: [latitude!, longitude!] }]),
  );
  const placeOf = (state: number, year: number): readonly [number, number] | undefined => spells.get(state)?.find((it) => it.from <= year && year <= it.to)?.at;
  const known = new Map<string, number>();
  return {
    kilometres: (a, b, year) => {
      const [one, two] = [placeOf(a, year), placeOf(b, year)];
      if (one === undefined || two === undefined) return Number.NaN;
      const key = `${one.join()}|${two.join()}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const made = rounded(haversine(one, two), 1);
      known.set(key, made);
      return made;
    },
  };
}

function haversine([latA, lonA]: readonly [number, number], [latB, lonB]: readonly [number, number]): number {
  const radians = Math.PI / 180;
  const h = Math.sin(((latB - latA) * radians) / 2) ** 2 + Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(((lonB - lonA) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

function byYear(table: Table, name: string): ByStateYear {
  const made = new ByStateYear();
  eachRow(table, ["ccode", "year", name], (state, year, value) => {
    if (!Number.isNaN(value!)) made.set(state!, year!, value!);
  });
  return made;
}

/** Logarithm of spending per soldier less the median of the year's states. It mixes wages, prices and technology: a rank within a year. */
function spendingPerSoldier({ nmc_v7: table }: RawTables): ByStateYear {
  const logs = new Map<number, [number, number][]>();
  eachRow(table, ["ccode", "year", "milex", "milper"], (state, year, spending, soldiers) => {
    const value = Math.log(spending! / soldiers!);
    if (Number.isFinite(value)) logs.set(year!, [...(logs.get(year!) ?? []), [state!, value]]);
  });
  const made = new ByStateYear();
  for (const [year, of] of logs) {
    const middle = median(of.map(([, value]) => value));
    for (const [state, value] of of) made.set(state, year, value - middle);
  }
  return made;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Years of peace row by row: nought in the first, and after a year in which a dispute went on. */
class PeaceYears {
  private years: number | undefined;
  private wasGoing = false;

  next(isGoing: boolean): number {
    const now = this.years === undefined || this.wasGoing ? 0 : this.years + 1;
    this.years = now;
    this.wasGoing = isGoing;
    return now;
  }
}
