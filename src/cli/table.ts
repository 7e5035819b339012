import { stripVTControlCharacters } from "node:util";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
  /** Takes up what room is left and is cut first. */
  readonly flexible?: boolean;
}

/** What a name needs to be told from others, and the least that is printed of it. */
const READABLE = 34;
const NARROW = 12;

const lengthOf = (text: string): number => [...stripVTControlCharacters(text)].length;
const cut = (text: string, width: number): string => (lengthOf(text) <= width ? text : `${[...text].slice(0, Math.max(width - 1, 0)).join("")}…`);

/** A table that fits `width` characters: the flexible column gives way first, then whole columns from the right that do not fit are left out and named. */
export function tableText(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  let shownColumns = columns.map((column, index) => ({ column, index, width: Math.max(lengthOf(column.title), ...rows.map((row) => lengthOf(row[index] ?? ""))) }));
  const leftOut: string[] = [];
  const needed = (): number => shownColumns.reduce((sum, it) => sum + it.width, 0) + 2 * (shownColumns.length - 1);
  const flexible = shownColumns.find((it) => it.column.flexible === true);
  const shrink = (least: number): void => {
    if (needed() > width && flexible !== undefined) flexible.width = Math.max(Math.min(flexible.width, least), flexible.width - (needed() - width));
  };
  shrink(READABLE);
  while (needed() > width && shownColumns.length > 2) {
    const last = shownColumns.filter((it) => it !== flexible).at(-1);
    if (last === undefined) break;
    leftOut.unshift(last.column.title);
    shownColumns = shownColumns.filter((it) => it !== last);
  }
  shrink(NARROW);
  const line = (cells: readonly string[]): string =>
    shownColumns
      .map((it) => {
        const text = cut(cells[it.index] ?? "", it.width);
        const space = " ".repeat(it.width - lengthOf(text));
        return it.column.right === true ? space + text : text + space;
      })
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((it) => it.title)),
    shownColumns.map((it) => "─".repeat(it.width)).join("  "),
    ...rows.map(line),
    ...(leftOut.length > 0 ? [`(columns that do not fit: ${leftOut.join(", ")}; --json has all)`] : []),
  ].join("\n");
}

/** Wraps a text to a width. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    if (current !== "" && lengthOf(current) + lengthOf(word) + 1 + indent.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].map((line) => indent + line).join("\n");
}
