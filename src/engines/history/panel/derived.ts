import { column, type Table } from "../table.ts";
import { directedKey, eachRow } from "./raw.ts";

const made = (names: readonly string[], rows: readonly (readonly number[])[]): Table => ({ rowCount: rows.length, columns: new Map(names.map((name, index) => [name, Float64Array.from(rows, (row) => row[index]!)])) });

/** Month to which an alliance that was still in force is known. */
const SEEN_TO = { year: 2018, month: 12 };

/** Spells of alliances with a defence obligation: how long each lasted, and how it ended. */
export function buildAlliances(alliances: Table): Table {
  const names = ["atopid", "begyr", "years", "ended", "violated", "cause", "e1", "e2", "e3", "bilat", "wartime", "offense", "neutral", "nonagg", "consul"] as const;
  const rows: number[][] = [];
  eachRow(alliances, ["atopid", "begyr", "begmo", "endyr", "endmo", "term", "defense", "bilat", "wartime", "offense", "neutral", "nonagg", "consul"], (atopid, begyr, begmo, endyr, endmo, term, defense, bilat, wartime, offense, neutral, nonagg, consul) => {
    if (defense !== 1) return;
    const isOpen = !(endyr! > 0);
    const [year, month] = isOpen ? [SEEN_TO.year, SEEN_TO.month] : [endyr!, endmo!];
    const ended = term === 1 || term === 2 || term === 3 ? 1 : 0;
    rows.push([atopid!, begyr!, ((year - begyr!) * 12 + (month - begmo!)) / 12, ended, term === 2 ? 1 : 0, ended === 1 ? term! : 0, begyr! >= 1914 && begyr! <= 1945 ? 1 : 0, begyr! >= 1946 && begyr! <= 1990 ? 1 : 0, begyr! >= 1991 ? 1 : 0, bilat!, wartime!, offense!, neutral!, nonagg!, consul!]);
  });
  return made(names, rows);
}

/** Alliances times wars in which they were, or were not, called upon. */
export function buildReliability(performance: Table): Table {
  const names = ["warid", "atopid", "applies", "honoured", "violated", "post45", "multilateral", "defense", "offense", "neutral", "nonagg", "consul", "war2_1945", "hungary"] as const;
  const rows: number[][] = [];
  eachRow(performance, ["warid", "atopid", "sample", "dnaLLM", "honorLLM", "violateLLM", "multilateral", "defense", "offense", "neutral", "nonagg", "consul"], (war, atopid, sample, dna, honoured, violated, ...rest) => {
    const post45 = sample === 0 ? 1 : 0;
    rows.push([war!, atopid!, dna === 1 ? 0 : 1, honoured === 1 ? 1 : 0, violated === 1 ? 1 : 0, post45, ...rest, post45 === 1 && [3005, 3010, 3020, 3030].includes(atopid!) ? 1 : 0, [3110, 3120, 3285].includes(atopid!) && dna !== 1 && violated === 1 ? 1 : 0]);
  });
  return made(names, rows);
}

/** Columns of the published model of fulfilment. */
export const buildFulfilment = (leedsAnac: Table): Table => {
  const names = ["war", "honor3", "milinst", "formal", "chcap2d", "dinstch2", "origtar1", "wartime", "active", "bilat"] as const;
  return { rowCount: leedsAnac.rowCount, columns: new Map(names.map((it) => [it, column(leedsAnac, it)])) };
};

/** Participants of interstate wars that were won or lost, with whether someone who owed them defence fought on their side. */
export function buildWars(wars: Table, spells: Table): Table {
  const pacts = new Set<number>();
  const defended = new Map<number, Set<number>>();
  eachRow(spells, ["ccode1", "ccode2", "styear", "endyear", "defense"], (a, b, from, to, defence) => {
    if (defence !== 1) return;
    for (let year = from!; year <= to!; year++) {
      pacts.add(directedKey(a!, b!) * 10_000 + year);
      const key = b! * 10_000 + year;
      defended.set(key, (defended.get(key) ?? new Set()).add(a!));
    }
  });
  const sides = new Map<string, number[]>();
  eachRow(wars, ["WarNum", "ccode", "Side"], (war, state, side) => void sides.set(`${war}|${side}`, [...(sides.get(`${war}|${side}`) ?? []), state!]));
  const seen = new Set<string>();
  const names = ["war", "ccode", "side", "year", "won", "initiator", "partners", "obliged", "obliged_fought", "post45", "world_war"] as const;
  const rows: number[][] = [];
  eachRow(wars, ["WarNum", "ccode", "Side", "StartYear1", "Outcome", "Initiator"], (war, state, side, year, outcome, initiator) => {
    if (outcome !== 1 && outcome !== 2) return;
    const key = `${war}|${state}|${side}`;
    if (seen.has(key)) return;
    seen.add(key);
    const partners = [...new Set(sides.get(`${war}|${side}`))].filter((it) => it !== state);
    const enemies = sides.get(`${war}|${side === 1 ? 2 : 1}`) ?? [];
    const owed = [...(defended.get(state! * 10_000 + year! - 1) ?? [])].filter((it) => !enemies.includes(it));
    const fought = partners.some((it) => pacts.has(directedKey(it, state!) * 10_000 + year! - 1));
    rows.push([war!, state!, side!, year!, outcome === 1 ? 1 : 0, initiator === 1 ? 1 : 0, partners.length, owed.length > 0 ? 1 : 0, fought ? 1 : 0, year! >= 1946 ? 1 : 0, war === 106 || war === 139 ? 1 : 0]);
  });
  return made(names, rows);
}

/** An initiation that became war, and the war it belongs to. */
export interface Attack {
  readonly a: number;
  readonly b: number;
  readonly year: number;
  /** Number of the interstate war in which the two fought on opposite sides; 0 where the list of wars has none. */
  readonly war: number;
}

/** Hostility of war. */
const WAR = 5;

/**
 * The panel's initiations that became war, each with the dispute that began and its war: that of the list in which both fought on opposite sides and which
 * began nearest, from the year before the dispute to two years after.
 */
export function buildAttacks({ panel, disputes, wars }: { readonly panel: Table; readonly disputes: Table; readonly wars: Table }): readonly (Attack & { readonly dispute: number })[] {
  const begun = new Map<number, number>();
  eachRow(disputes, ["dispnum", "ccode1", "ccode2", "year", "disponset", "sidea1", "hostlev1", "hostlev2"], (dispute, one, other, year, onset, isFirstA, level, otherLevel) => {
    if (onset !== 1 || (isFirstA === 1 ? level : otherLevel)! < WAR) return;
    begun.set(directedKey(...(isFirstA === 1 ? [one!, other!] : [other!, one!]) as [number, number]) * 10_000 + year!, dispute!);
  });
  const sides = new Map<number, { readonly state: number; readonly side: number; readonly from: number; readonly to: number }[]>();
  eachRow(wars, ["WarNum", "ccode", "Side", "StartYear1", "EndYear1", "EndYear2"], (war, state, side, from, to, later) => void sides.set(war!, [...(sides.get(war!) ?? []), { state: state!, side: side!, from: from!, to: Math.max(to!, later!) }]));
  const warOf = (a: number, b: number, year: number): number => {
    const found = [...sides].flatMap(([war, all]) =>
      all.flatMap((one) => all.flatMap((other) => {
        const [from, last] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
        const isTheirs = one.state === a && other.state === b && one.side !== other.side && from - 1 <= year && year <= last && Math.max(one.from, other.from) <= year + 2;
        return isTheirs ? [{ war, away: Math.abs(from - year) }] : [];
      })),
    );
    return found.sort((x, y) => x.away - y.away || x.war - y.war)[0]?.war ?? 0;
  };
  const attacks: (Attack & { readonly dispute: number })[] = [];
  eachRow(panel, ["a", "b", "year", "i5", "h5"], (a, b, year, began, level) => {
    if (began === 1 && level! >= WAR) attacks.push({ a: a!, b: b!, year: year!, war: warOf(a!, b!, year!), dispute: begun.get(directedKey(a!, b!) * 10_000 + year!) ?? 0 });
  });
  return attacks;
}

/** One share of one year. */
export interface AdoptionRow {
  readonly measure: string;
  readonly year: number;
  readonly value: number;
  readonly unit: string;
}

/** Classes of equipment whose spread is told, with the columns that count them. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  "combat aircraft": ["aircraft_fighter", "aircraft_attack", "aircraft_bomber"],
  "airborne early warning": ["aircraft_aew"],
  "attack helicopters": ["helicopters_attack"],
  "surface-to-air missiles": ["air_defence_surface_to_air_missiles"],
};

/**
 * Shares over time that tell what was adopted: possession and umbrellas, concentration of classes of equipment as shares of the
 * year's world stock (never a count), and domains in which crisis actors acted. Blank counts are present without a number.
 */
export function buildAdoption(raw: { readonly panel: Table; readonly possession: Table; readonly stockpiles: Table; readonly equipment: Table; readonly domains: Table }): readonly AdoptionRow[] {
  const rows: AdoptionRow[] = [];
  const rounded = (value: number): number => Number(value.toPrecision(6));
  const [year, tdef, nuclear] = [column(raw.panel, "year"), column(raw.panel, "tdef"), column(raw.panel, "tdef_nuc")];
  const pairs = new Map<number, [all: number, pact: number, umbrella: number]>();
  for (let row = 0; row < raw.panel.rowCount; row++) {
    const of = pairs.get(year[row]!) ?? [0, 0, 0];
    of[0] += 1;
    of[1] += tdef[row]!;
    of[2] += nuclear[row]!;
    pairs.set(year[row]!, of);
  }
  for (const [at, [all, pact, umbrella]] of [...pairs].filter(([it]) => it >= 1914).sort(([x], [y]) => x - y)) {
    rows.push({ measure: "dyads whose target has a defence pact", year: at, value: rounded(pact / all), unit: "share" });
    rows.push({ measure: "dyads whose target has a nuclear patron", year: at, value: rounded(umbrella / all), unit: "share" });
  }
  for (let at = 1945; at <= 2022; at++) {
    let count = 0;
    eachRow(raw.possession, ["styear", "endyear"], (from, to) => void (count += from! <= at && at <= to! ? 1 : 0));
    rows.push({ measure: "states that possess nuclear weapons", year: at, value: count, unit: "states" });
  }
  const stock = new Map<number, number>();
  eachRow(raw.stockpiles, ["year", "stockpile"], (at, value) => void stock.set(at!, (stock.get(at!) ?? 0) + value!));
  for (const [at, value] of [...stock].sort(([x], [y]) => x - y)) rows.push({ measure: "nuclear warheads in military stockpiles", year: at, value, unit: "warheads" });
  for (const [name, of] of Object.entries(CLASSES)) {
    const byYear = new Map<number, number[]>();
    const columns = of.map((it) => column(raw.equipment, it));
    const at = column(raw.equipment, "year");
    for (let row = 0; row < raw.equipment.rowCount; row++) {
      const known = columns.map((it) => it[row]!).filter((it) => !Number.isNaN(it));
      if (known.length > 0) byYear.set(at[row]!, [...(byYear.get(at[row]!) ?? []), known.reduce((sum, it) => sum + it, 0)]);
    }
    for (const [when, held] of [...byYear].sort(([x], [y]) => x - y)) {
      const sorted = held.filter((it) => it > 0).sort((x, y) => y - x);
      const all = sorted.reduce((sum, it) => sum + it, 0);
      if (all === 0) continue;
      rows.push({ measure: `${name}: share of the known world stock held by the five largest`, year: when, value: rounded(sorted.slice(0, 5).reduce((sum, it) => sum + it, 0) / all), unit: "share" });
      rows.push({ measure: `${name}: share of the states with a number that hold any`, year: when, value: rounded(sorted.length / held.length), unit: "share" });
    }
  }
  const decades = new Map<number, { actors: Set<string>; acted: Map<string, Set<string>> }>();
  const domains = ["land", "air", "sea", "wmd", "space", "cyber"] as const;
  eachRow(raw.domains, ["year", "crisno", "row", ...domains.map((it) => `${it}_action`)], (at, crisis, actor, ...acted) => {
    const decade = Math.floor(at! / 10) * 10;
    const of = decades.get(decade) ?? { actors: new Set<string>(), acted: new Map(domains.map((it) => [it as string, new Set<string>()])) };
    decades.set(decade, of);
    const key = `${crisis}|${actor}`;
    of.actors.add(key);
    for (const [index, it] of domains.entries()) if (acted[index] === 1) of.acted.get(it)!.add(key);
  });
  for (const [decade, { actors, acted }] of [...decades].sort(([x], [y]) => x - y)) for (const it of domains) rows.push({ measure: `crisis actors that acted in the ${it} domain, by decade`, year: decade, value: rounded(acted.get(it)!.size / actors.size), unit: "share" });
  return rows;
}

