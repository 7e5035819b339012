import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Column headings that the scripts name, in the tables read and written. */
type Column =
  | "active_personnel_parsed" | "applies_to" | "area_code" | "area_en" | "area_fr" | "as_of" | "as_of_year" | "basis"
  | "budget" | "budget_currency" | "capability" | "capability_code" | "character" | "class" | "code" | "combine"
  | "confidence" | "contract_year" | "cost_id" | "currency" | "definition" | "derivation" | "domain" | "edition"
  | "evidence" | "fact_id" | "family" | "filter" | "first_delivery_year" | "gdp_current_usd" | "group" | "group_code"
  | "group_en" | "group_fr" | "how_read" | "id" | "in_storage" | "initiative_id" | "is_estimate" | "iso3"
  | "kind" | "last_delivery_year" | "latitude" | "lead_nation_iso3_or_group" | "level" | "licence_class" | "longitude" | "map_id"
  | "measure" | "measure_definition" | "measure_unit" | "members_iso3_list" | "name" | "name_en" | "name_fr" | "nation"
  | "nation_iso3" | "note" | "notes" | "origin_iso3" | "personnel_text" | "planned" | "planning_situation" | "population"
  | "programme_id" | "publication_number" | "purpose" | "quantity" | "quantity_high" | "quantity_low" | "quantity_unit" | "rate"
  | "req_id" | "rule" | "scope" | "service" | "source" | "source_date" | "source_licence" | "source_location"
  | "standard_id" | "start_year" | "status" | "supplier" | "system" | "system_class" | "system_name" | "title"
  | "type" | "unit" | "unit_cost" | "use" | "value" | "value_basis" | "variant_text" | "year"
  | "yield_base" | "yield_high" | "yield_id" | "yield_low";

/** One line of a table, by column heading. An empty cell is an empty string; a column that the table lacks is absent. */
export type Row = Readonly<Record<string, string>> & { readonly [column in Column]?: string };

/** Splits comma-separated text after RFC 4180: quotes may hold commas, quotes and line ends. */
export function parseCsv(text: string): readonly Row[] {
  const lines: string[][] = [[]];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const it = text[at]!;
    if (quoted) {
      if (it !== '"') cell += it;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (it === '"') quoted = true;
    else if (it === "," || it === "\n") {
      lines.at(-1)!.push(cell);
      cell = "";
      if (it === "\n") lines.push([]);
    } else if (it !== "\r") cell += it;
  }
  if (cell !== "" || lines.at(-1)!.length > 0) lines.at(-1)!.push(cell);
  const [head = [], ...body] = lines.filter((it) => it.length > 0);
  return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""])));
}

export const readTable = (folder: string, path: string): readonly Row[] => parseCsv(readFileSync(join(folder, path), "utf8"));

const cellOf = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export const formatCsv = (columns: readonly string[], rows: readonly Row[]): string =>
  `${[columns.join(","), ...rows.map((row) => columns.map((it) => cellOf(row[it] ?? "")).join(","))].join("\n")}\n`;

/** A number as text: at most `digits` significant digits and no trailing zeros. */
export const figure = (value: number, digits = 6): string => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(digits))));

/** The three columns of a range. */
export const range = (name: string, [low, base, high]: readonly [number, number, number], digits = 6): Row => ({
  [`${name}_low`]: figure(low, digits),
  [name]: figure(base, digits),
  [`${name}_high`]: figure(high, digits),
});
