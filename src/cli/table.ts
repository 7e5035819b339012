import { stripVTControlCharacters } from "node:util";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
  /** Takes up what room is left, and goes on in further lines where that is not enough. */
  readonly flexible?: boolean;
}

/** Room that a name in several lines needs to be read, and the least that it is given. Unit: characters. */
const READABLE = 22;
const NARROW = 12;
/** Most lines of a cell: longer texts are for --json. */
const MOST_LINES = 6;

const lengthOf = (text: string): number => [...stripVTControlCharacters(text)].length;
const cut = (text: string, width: number): string => (lengthOf(text) <= width ? text : `${[...text].slice(0, Math.max(width - 1, 0)).join("")}…`);

/** A table that fits `width` characters: the flexible column is wrapped first, then whole columns from the right that do not fit are left out and named. */
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
  const lines = (cells: readonly string[]): string => {
    if (flexible === undefined) return line(cells);
    const [first = "", ...more] = cellLines(cells[flexible.index] ?? "", flexible.width);
    const only = (text: string): readonly string[] => cells.map((_, index) => (index === flexible.index ? text : ""));
    return [line(cells.map((cell, index) => (index === flexible.index ? first : cell))), ...more.map((text) => line(only(text)))].join("\n");
  };
  return [
    lines(columns.map((it) => it.title)),
    shownColumns.map((it) => "─".repeat(it.width)).join("  "),
    ...rows.map(lines),
    ...(leftOut.length > 0 ? [`(columns that do not fit: ${leftOut.join(", ")}; --json has all)`] : []),
  ].join("\n");
}

/** A cell in lines of a width: what goes on is set in, what is too long is cut. */
function cellLines(text: string, width: number): readonly string[] {
  if (lengthOf(text) <= width) return [text];
  const [first = "", ...others] = wrap(text, width).split("\n");
  const rest = others.length === 0 ? [] : wrap(others.join(" "), width, "  ").split("\n");
  const all = [first, ...rest];
  return all.length <= MOST_LINES ? all : [...all.slice(0, MOST_LINES - 1), `${cut(all[MOST_LINES - 1] ?? "", width - 1).replace(/…$/u, "")}…`];
}

/** Wraps a text to a width. A command to type stays whole, on a line that may be longer than the others: broken it could not be pasted. */
export function wrap(text: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let current = "";
  for (const word of wordsOf(text)) {
    if (current !== "" && lengthOf(current) + lengthOf(word) + 1 + indent.length > width) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current].map((line) => indent + line).join("\n");
}

// In backticks, or up to the mark that ends its sentence; what stands in quotes belongs to it.
const COMMAND = /`node bin\/concord\.mjs[^`]*`\S*|node bin\/concord\.mjs(?: (?:"[^"]*"|[^\s".,;:)]|[.,;:)]+(?=[^\s.,;:)]))+)*[.,;:)]*/u;

/** The words of a text, a command with all its arguments as one of them. */
function wordsOf(text: string): readonly string[] {
  const found = COMMAND.exec(text);
  if (found === null) return text.split(" ");
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  // A mark in front, as the bracket in "(node …", stays with it.
  const words = before.split(" ");
  const mark = words.pop() ?? "";
  return [...words, `${mark}${found[0]}`, ...(after === "" ? [] : wordsOf(after.replace(/^ /u, "")))];
}
