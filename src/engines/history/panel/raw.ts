import { column, type Table } from "../table.ts";

/** The original tables a panel is built from, by the name of their file without its ending. Dates are split into years and months. */
export type RawTables = Readonly<Record<RawName, Table>>;

export const RAW_NAMES = [
  "states",
  "false_dyads",
  "majors",
  "contiguity",
  "capitals",
  "nmc_v7",
  "democracy",
  "nuclear_possession",
  "atop_dyad_spells",
  "atop_members",
  "gml_dispute_dyad_years",
  "mid5_dispute_dyad_years",
] as const;
export type RawName = (typeof RAW_NAMES)[number];

/** Years in which the original tables end where something simply went on. */
export const OPEN_ENDED = 2016;
/** Last year to which what went on is carried. */
export const CARRIED_TO = 2024;

/** A key of two states, in either order. */
export const pairKey = (a: number, b: number): number => (a < b ? a * 1000 + b : b * 1000 + a);
/** A key of two states, first over second. */
export const directedKey = (a: number, b: number): number => a * 1000 + b;

/** Goes through the rows of a table with some of its columns. */
export function eachRow(table: Table, names: readonly string[], visit: (...values: number[]) => void): void {
  const columns = names.map((it) => column(table, it));
  for (let row = 0; row < table.rowCount; row++) visit(...columns.map((it) => it[row]!));
}

/** Years of a spell, the last carried on where the table merely ends. */
export const lastYear = (year: number): number => (year === OPEN_ENDED ? CARRIED_TO : year);

/** Values by state and year. */
export class ByStateYear {
  private readonly values = new Map<number, number>();

  set(state: number, year: number, value: number): void {
    this.values.set(state * 10_000 + year, value);
  }

  get(state: number, year: number): number {
    return this.values.get(state * 10_000 + year) ?? Number.NaN;
  }
}
