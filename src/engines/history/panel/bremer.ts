import { column, type Table } from "../table.ts";
import { ByStateYear, directedKey, eachRow, pairKey, type RawTables } from "./raw.ts";

/** Tables that the published replication of Bremer (1992) needs beside those of the panel. */
export const BREMER_RAW = ["nmc_v6", "gdppop", "gml_dyad_years"] as const;

/** Columns of the replication's sample. */
export const BREMER_COLUMNS = ["ccode1", "ccode2", "year", "gmlmidonset", "gmlmidongoing", "landcontig", "cincprop", "cowmajdyad", "atop_defense", "mindem", "mingdp", "minmilit", "t"] as const;

/**
 * Undirected politically relevant dyad-years 1816 to 2010 as in the published replication and extension of Bremer (1992), its
 * years of peace counted within the relevant rows. Rows with a missing value stay.
 */
export function buildBremer(raw: RawTables & Readonly<Record<(typeof BREMER_RAW)[number], Table>>, relevant: { readonly conttype: (pairYear: number) => number; readonly isMajor: (state: number, year: number) => boolean; readonly pairs: readonly (readonly [a: number, b: number, year: number])[] }): Table {
  const cinc = byYear(raw.nmc_v6, (row) => row("cinc"));
  const militarised = byYear(raw.nmc_v6, (row) => row("milper") / row("tpop"));
  const democracy = byYear(raw.democracy, (row) => row("aeuds_v2025"));
  const wealth = byYear(raw.gdppop, (row) => row("mrgdppc"));
  const dispute = new Map<number, readonly [onset: number, going: number]>();
  eachRow(raw.gml_dyad_years, ["ccode1", "ccode2", "year", "gmlmidonset", "gmlmidongoing"], (a, b, year, onset, going) => void dispute.set(pairKey(a!, b!) * 10_000 + year!, [onset!, going!]));
  const pacts = new Set<number>();
  eachRow(raw.atop_dyad_spells, ["ccode1", "ccode2", "styear", "endyear", "defense"], (a, b, from, to, defence) => {
    if (defence === 1) for (let year = from!; year <= to!; year++) pacts.add(directedKey(a!, b!) * 10_000 + year);
  });
  const rows: number[][] = [];
  let last = -1;
  let t = 0;
  let wasGoing = false;
  for (const [a, b, year] of relevant.pairs) {
    const pair = pairKey(a, b);
    const key = pair * 10_000 + year;
    const [onset, going] = dispute.get(key) ?? [0, 0];
    t = pair !== last || wasGoing ? 0 : t + 1;
    last = pair;
    wasGoing = going === 1;
    const [one, two] = [cinc.get(a, year), cinc.get(b, year)];
    const pact = pacts.has(directedKey(a, b) * 10_000 + year) || pacts.has(directedKey(b, a) * 10_000 + year);
    rows.push([a, b, year, onset, going, relevant.conttype(key) === 1 ? 1 : 0, Math.min(one, two) / Math.max(one, two), relevant.isMajor(a, year) || relevant.isMajor(b, year) ? 1 : 0, pact ? 1 : 0, Math.min(democracy.get(a, year), democracy.get(b, year)), Math.min(wealth.get(a, year), wealth.get(b, year)), Math.min(militarised.get(a, year), militarised.get(b, year)), t]);
  }
  return { rowCount: rows.length, columns: new Map(BREMER_COLUMNS.map((name, index) => [name, Float64Array.from(rows, (row) => tenDigits(row[index]!))])) };
}

function byYear(table: Table, value: (row: (name: string) => number) => number): ByStateYear {
  const made = new ByStateYear();
  const [state, year] = [column(table, "ccode"), column(table, "year")];
  for (let row = 0; row < table.rowCount; row++) {
    const found = value((name) => column(table, name)[row]!);
    if (Number.isFinite(found)) made.set(state[row]!, year[row]!, found);
  }
  return made;
}

/** Ten digits say more than the sources, and a third less room. */
const tenDigits = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(10)));
