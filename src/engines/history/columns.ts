import { valuesOf } from "./expression.ts";
import type { Table } from "./table.ts";

/** A column that is worked out from others, with what it says. */
export interface Derived {
  readonly name: string;
  readonly expression: string;
  readonly meaning: string;
}

/** Columns of the panel that are worked out from those of its file; later ones may use earlier ones. */
export const PANEL_DERIVED: readonly Derived[] = [
  { name: "lndist", expression: "log1p(km)", meaning: "Logarithm of one plus the distance between capitals." },
  { name: "contig", expression: "conttype == 1", meaning: "The two share a land border." },
  { name: "jdem", expression: "pola >= 6 and polb >= 6", meaning: "Both are democracies (Polity 6 or more); no where one is known not to be." },
  { name: "w5", expression: "i5 == 1 and h5 >= 5", meaning: "The challenger began a dispute of the MID data and took it to war." },
  { name: "wg", expression: "ig == 1 and hg >= 5", meaning: "The same in the GML data." },
  { name: "f5", expression: "i5 == 1 and h5 >= 4", meaning: "The challenger began a dispute of the MID data and used force." },
  { name: "fg", expression: "ig == 1 and hg >= 4", meaning: "The same in the GML data." },
  { name: "post45", expression: "year >= 1946", meaning: "1946 or later." },
  { name: "E1", expression: "year >= 1914 and year <= 1945", meaning: "1914 to 1945." },
  { name: "E2", expression: "year >= 1946 and year <= 1956", meaning: "1946 to 1956." },
  { name: "E3", expression: "year >= 1957 and year <= 1990", meaning: "1957 to 1990." },
  { name: "E4", expression: "year >= 1991 and year <= 2006", meaning: "1991 to 2006." },
  { name: "E5", expression: "year >= 2007 and year <= 2014", meaning: "2007 to 2014." },
  { name: "world_war", expression: "(year >= 1914 and year <= 1918) or (year >= 1939 and year <= 1945)", meaning: "A year of a world war." },
  { name: "t5_2", expression: "t5 ^ 2", meaning: "Years of peace (MID), squared." },
  { name: "t5_3", expression: "t5 ^ 3", meaning: "Years of peace (MID), cubed." },
  { name: "tg_2", expression: "tg ^ 2", meaning: "Years of peace (GML), squared." },
  { name: "tg_3", expression: "tg ^ 3", meaning: "Years of peace (GML), cubed." },
  { name: "lt", expression: "log1p(t5)", meaning: "Logarithm of one plus the years of peace (MID)." },
  { name: "ltg", expression: "log1p(tg)", meaning: "Logarithm of one plus the years of peace (GML)." },
  { name: "tconv", expression: "tdef == 1 and tdef_nuc == 0", meaning: "The target has a defence pact, none of them with a nuclear state." },
  { name: "pair", expression: "min(a, b) * 1000 + max(a, b)", meaning: "The undirected pair." },
  { name: "directed_pair", expression: "a * 1000 + b", meaning: "The ordered pair." },
];

/** The same for the sample of the published replication. */
export const BREMER_DERIVED: readonly Derived[] = [
  { name: "t2", expression: "t ^ 2", meaning: "Years of peace, squared." },
  { name: "t3", expression: "t ^ 3", meaning: "Years of peace, cubed." },
  { name: "pair", expression: "min(ccode1, ccode2) * 1000 + max(ccode1, ccode2)", meaning: "The undirected pair." },
];

/** A table with columns worked out from its own. */
export function withDerived(table: Table, derived: readonly Derived[]): Table {
  const columns = new Map(table.columns);
  for (const it of derived) columns.set(it.name, valuesOf(it.expression, { rowCount: table.rowCount, columns }));
  return { rowCount: table.rowCount, columns };
}
