import { existsSync } from "node:fs";
import { join } from "node:path";
import { columnOf, type Facts, type KindName, KINDS, type Settings } from "../../src/model/index.ts";
import { readTable } from "./csv.ts";
import { readFileSync } from "node:fs";

/** Reads a data set folder with the field readers of the record kinds; `faults` names every cell that a reader refuses. */
export function loadFolder(folder: string): { readonly facts: Facts; readonly settings: Settings; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const facts = Object.fromEntries(
    Object.entries(KINDS).map(([name, kind]) => {
      const path = `${kind.file}.csv`;
      if (!existsSync(join(folder, path))) return [name, []];
      const ids = new Set<string>();
      return [
        name,
        readTable(folder, path).map((row, index) => {
          const record: Record<string, unknown> = {};
          for (const [fieldName, field] of Object.entries(kind.fields)) {
            const column = columnOf(fieldName);
            const cells = field.type === "range" ? [`${column}_low`, column, `${column}_high`] : [column];
            const missing = cells.filter((it) => !(it in row));
            if (missing.length > 0 && !field.optional) faults.push(`${path}: no column ${missing.join(", ")}`);
            const cell = cells.map((it) => row[it] ?? "").join("\u0000");
            if (cell.replaceAll("\u0000", "") === "") {
              if (!field.optional) faults.push(`${path} line ${index + 2}: ${column} is empty`);
              continue;
            }
            const parsed = field.read(cell);
            if (parsed.ok) record[fieldName] = parsed.value;
            else faults.push(`${path} line ${index + 2} (${row.id}): ${column}: ${parsed.problem.message}`);
          }
          if (ids.has(row.id!)) faults.push(`${path} line ${index + 2}: the id ${row.id} stands twice`);
          ids.add(row.id!);
          return record;
        }),
      ];
    }),
  ) as unknown as Facts;
  const settings = (JSON.parse(readFileSync(join(folder, "datapackage.json"), "utf8")) as { readonly concord: Settings }).concord;
  return { facts, settings, faults };
}

/** References of every fact to a record that does not exist. */
export function brokenReferences(facts: Facts): readonly string[] {
  const ids = Object.fromEntries(Object.keys(KINDS).map((name) => [name, new Set((facts[name as KindName] as readonly { readonly id: string }[]).map((it) => it.id))]));
  return Object.entries(KINDS).flatMap(([name, kind]) =>
    (facts[name as KindName] as readonly Readonly<Record<string, unknown>>[]).flatMap((fact) =>
      Object.entries(kind.fields).flatMap(([fieldName, field]) => {
        if (field.refersTo === undefined || fact[fieldName] === undefined) return [];
        const named = field.type === "refs" ? (fact[fieldName] as readonly string[]) : [fact[fieldName] as string];
        return named.filter((it) => !ids[field.refersTo!]?.has(it)).map((it) => `${kind.file} ${String(fact["id"])}: ${fieldName} names ${it}, which is no ${field.refersTo}`);
      }),
    ),
  );
}
