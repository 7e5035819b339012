import { columnsOf, type Facts, type Field, KINDS, type AnyKind, type Settings } from "#model";
import type { Range } from "#quantities";
import { csvText, neutraliseFormula } from "./csv-write.ts";
import { packageText } from "./package-write.ts";
import { fileOf, kindNames, PACKAGE_FILE } from "./read-tables.ts";

/** What the files are for. `data`: read back without loss. `spreadsheet`: opened by people, so formulas are disarmed. */
export type WriteFor = "data" | "spreadsheet";

/**
 * Writes a data set: file name → text. `readTables` of it gives the same settings and facts.
 * A table is written if it holds rows or a data set must have it.
 */
export function writeTables(settings: Settings, facts: Facts, use: WriteFor = "data"): Map<string, string> {
  const kinds = kindNames.filter((kind) => KINDS[kind].needed || facts[kind].length > 0);
  const files = new Map([[PACKAGE_FILE, packageText(settings, kinds.map((kind) => KINDS[kind]))]]);
  for (const kind of kinds) files.set(fileOf(KINDS[kind]), tableText(KINDS[kind], facts[kind] as readonly Readonly<Record<string, unknown>>[], use));
  return files;
}

/** One table as CSV text with every column of its kind. */
export function tableText(kind: AnyKind, facts: readonly Readonly<Record<string, unknown>>[], use: WriteFor = "data"): string {
  const fields = Object.entries(kind.fields);
  const cellsOf = (fact: Readonly<Record<string, unknown>>): string[] => {
    const cells = fields.flatMap(([name, field]) => cellsOfField(field, fact[name]));
    return use === "spreadsheet" ? cells.map(neutraliseFormula) : cells;
  };
  return csvText([columnsOf(kind), ...facts.map(cellsOf)]);
}

function cellsOfField(field: Field<unknown>, value: unknown): readonly string[] {
  if (field.type === "range") {
    if (value === undefined) return ["", "", ""];
    const { low, base, high } = value as Range;
    return [low === base ? "" : String(low), String(base), high === base ? "" : String(high)];
  }
  if (value === undefined) return [""];
  if (field.type === "values") return [(value as readonly (readonly string[])[]).map((it) => it.join("=")).join("; ")];
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  return [Array.isArray(value) ? value.join(" ") : String(value)];
}

