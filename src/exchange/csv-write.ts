/**
 * CSV text of records: LF line ends, a cell quoted only where it must be (separator, quote, line end, outer white
 * space, or an empty line otherwise).
 * @example csvText([["a", "b,c"]]) // → 'a,"b,c"\n'
 */
export function csvText(records: Iterable<readonly string[]>): string {
  const lines: string[] = [];
  for (const record of records) lines.push(record.length === 1 && record[0] === "" ? '""\n' : `${record.map(quoted).join(",")}\n`);
  return lines.join("");
}

// A byte order mark is white space to trim() too, so it is kept by quoting.
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) || cell.trim() !== cell ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * Keeps a spreadsheet from running a cell as a formula: puts an apostrophe before a leading `= + - @`, tab or line
 * end, unless the cell is a number. Only for files that people open in a spreadsheet: it does not read back.
 * @example neutraliseFormula("=1+1") // → "'=1+1"
 * @example neutraliseFormula("-5") // → "-5"
 */
export const neutraliseFormula = (cell: string): string => (/^[=+\-@\t\r\n]/.test(cell) && !/^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(cell) ? `'${cell}` : cell);
