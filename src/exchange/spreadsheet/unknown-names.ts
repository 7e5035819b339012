import { type KindName, KINDS, nearest } from "#model";
import { fieldsByColumn, type MappedRows } from "./mapped-rows.ts";
import { meaningsOf, plainWord, type Recorded } from "./meanings.ts";
import type { SheetFinding } from "./sheet-findings.ts";

const NEAR_SHOWN = 3;
const LABELS_SHOWN = 12;
const PART_LEAST = 3;
// Looking for near names costs a pass over all of them; a sheet with more wrong words than this has one cause.
const WORDS_LOOKED_UP = 300;

/**
 * What rows of a spreadsheet name that is not recorded: a nation, a system, a source, with the ids of those most like it. A row may name one
 * that stands in the spreadsheet itself.
 */
export function unknownNames({ columns, rows }: Pick<MappedRows, "columns" | "rows">, name: KindName, recorded: Recorded): readonly SheetFinding[] {
  const fields = fieldsByColumn(KINDS[name]);
  const own = new Set(rows.map((it) => it.cells[columns.indexOf("id")] ?? ""));
  const near = new Map<string, readonly string[]>();
  return columns.flatMap((column, at): readonly SheetFinding[] => {
    const field = fields.get(column);
    const meant = field?.type === "ref" ? meaningsOf(field, recorded) : undefined;
    if (field === undefined || meant === undefined) return [];
    const to = field.refersTo as KindName;
    const ids = new Set((recorded.get(`${KINDS[to].file}.csv`) ?? []).map((it) => it["id"]));
    return rows.flatMap(({ line, cells }): readonly SheetFinding[] => {
      const word = cells[at] ?? "";
      if (word === "" || ids.has(word) || (to === name && own.has(word))) return [];
      const key = `${to} ${word}`;
      // Which label a word means is nobody's guess: the nearest word may be the wrong secret.
      if (to === "label") return [{ code: "unknown-code", level: "error", row: line, column, message: `"${word}" is no label of this data set.`, mend: `Say in the map which label it means (its words, under "label"), or leave the row out. The labels are ${[...ids].slice(0, LABELS_SHOWN).join(", ")}.` }];
      if (!near.has(key)) near.set(key, near.size < WORDS_LOOKED_UP ? nearestNames(word, meant) : []);
      const some = near.get(key) ?? [];
      return [{
        code: "unknown-code",
        level: "error",
        row: line,
        column,
        message: `"${word}" is neither an id nor a whole name of ${KINDS[to].file}.csv.`,
        mend: to === "source" ? `${some.length === 0 ? "" : `Did you mean ${some.join(" or ")}? `}Take the sheet itself as the source (--own-source; on the page "The sheet is the source"), or name a recorded one by its id or whole title.` : some.length === 0 ? `Write the id or the whole name, say in the map which is meant, or add "${word}" to ${KINDS[to].file}.csv first.` : `Did you mean ${some.join(" or ")}? Correct the cell, or say in the map which is meant.`,
      }];
    });
  });
}

/** The ids of the records whose names or ids are most like a word: a few letters apart, or the word with more around it; all of them where they are few. */
function nearestNames(word: string, meant: ReadonlyMap<string, string>): readonly string[] {
  const left = new Map(meant);
  const found: string[] = [];
  const take = (name: string | undefined): boolean => {
    const id = name === undefined ? undefined : left.get(name);
    if (id === undefined) return false;
    found.push(id);
    for (const [key, of] of left) if (of === id) left.delete(key);
    return true;
  };
  while (found.length < NEAR_SHOWN && take(nearest(word, left.keys())));
  const part = plainWord(word);
  while (part.length >= PART_LEAST && found.length < NEAR_SHOWN && take([...left.keys()].find((it) => plainWord(it).includes(part))));
  const all = [...new Set(meant.values())];
  return found.length === 0 && all.length <= NEAR_SHOWN ? all : found;
}
