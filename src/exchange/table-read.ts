import type { Field, Parsed, Problem, AnyKind } from "#model";
import type { Finding } from "#stdx";
import { scanCsv } from "./csv-scan.ts";
import { cellProblem, say } from "./findings.ts";
import { type Headings, matchHeadings, type Place } from "./headings.ts";
import { separatorName, separatorOf } from "./separator.ts";
import { hasUnprintable } from "./unprintable.ts";

/** What was read of one table. */
export interface Table {
  readonly facts: readonly Readonly<Record<string, unknown>>[];
  /** Line of each fact, as an editor counts. */
  readonly rows: readonly number[];
  /** Ids of rows that were left out, so that references to them can say why. */
  readonly leftOut: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  /** Rows below the heading line that hold anything. */
  readonly rowCount: number;
}

/** Longest cell that is read: longer ones come from a quote that closes too late. Unit: characters. */
export const CELL_LIMIT = 20_000;

// Words that repeat (sources, units, dates) are parsed once; columns of ever new words are not worth remembering.
const MEMORY_LIMIT = 2_000;

/**
 * Reads one CSV table: every row without a fault becomes a fact, every fault a finding with its row and column.
 * Fails never: the worst that happens is a table without facts and a finding that says why.
 */
export function readTable(kind: AnyKind, file: string, text: string): Table {
  const findings: Finding[] = [];
  const facts: Record<string, unknown>[] = [];
  const rows: number[] = [];
  const leftOut = new Set<string>();
  const separator = separatorOf(text);
  if (separator !== ",") findings.push(say.otherSeparator(file, separatorName[separator]));
  let headings: Headings | undefined;
  let readers: readonly Reader[] = [];
  let idAt = -1;
  let rowCount = 0;
  const suspicious = hasUnprintable(text);
  const faults = scanCsv(text, separator, (cells, row) => {
    if (headings === undefined) {
      headings = matchHeadings(kind, file, cells, row);
      findings.push(...headings.findings);
      readers = headings.places.filter((it) => it.at !== -1).map(readerOf);
      idAt = headings.places.find((it) => it.name === "id")?.at ?? -1;
      return;
    }
    if (isEmpty(cells)) return;
    rowCount += 1;
    const id = cells[idAt]?.trim();
    const place = { file, row, ...(id === undefined || id === "" || id.length > 120 ? {} : { fact: id }) };
    if (!fits(cells, headings.width)) {
      findings.push({ ...say.raggedRow(file, row, { found: cells.length, expected: headings.width }), ...place });
      if (id !== undefined) leftOut.add(id);
      return;
    }
    if (headings.incomplete) return;
    const fact: Record<string, unknown> = {};
    let wrong = 0;
    for (const reader of readers) {
      const parsed = (suspicious ? unprintable(cells, reader) : undefined) ?? reader.read(cells);
      if (parsed === undefined) continue;
      if (parsed.ok) fact[reader.name] = parsed.value;
      else {
        wrong += 1;
        findings.push({ code: parsed.problem.code, level: "error", ...place, column: reader.column, message: parsed.problem.message, mend: parsed.problem.mend });
      }
    }
    if (wrong > 0) {
      if (id !== undefined) leftOut.add(id);
      return;
    }
    facts.push(fact);
    rows.push(row);
  });
  for (const it of faults) findings.push(it.code === "unclosed-quote" ? say.unclosedQuote(file, it.line) : say.malformedQuote(file, it.line));
  if (headings === undefined && faults.length === 0) findings.push(say.emptyFile(file));
  return { facts, rows, leftOut, findings, rowCount: rowCount + faults.length };
}

/** Reads one field of a row. `undefined`: the cell is empty and may be. */
interface Reader {
  readonly name: string;
  readonly column: string;
  readonly places: readonly number[];
  readonly read: (cells: readonly string[]) => Parsed<unknown> | undefined;
}

function readerOf(place: Place): Reader {
  const { field, at, low, high, name, column } = place;
  const places = [at, low, high].filter((it) => it !== -1);
  if (field.type === "range") {
    const missing = field.optional ? undefined : refuse(cellProblem.missingFigure(column));
    return {
      name,
      column,
      places,
      read: (cells) => {
        const [bottom, middle, top] = [cells[low] ?? "", cells[at] ?? "", cells[high] ?? ""];
        if (bottom === "" && top === "") return middle.trim() === "" ? missing : field.read(`\u0000${middle.trim()}\u0000`);
        return field.read(`${bottom.trim()}\u0000${middle.trim()}\u0000${top.trim()}`);
      },
    };
  }
  const missing = field.optional ? undefined : refuse(cellProblem.missingValue(column, field.meaning));
  const read = field.type === "id" || field.type === "number" ? field.read : remembered(field);
  return {
    name,
    column,
    places,
    read: (cells) => {
      const raw = cells[at] ?? "";
      if (raw === "") return missing;
      if (field.type === "text") return raw.trim() === "" ? missing : raw.length > CELL_LIMIT ? refuse(cellProblem.hugeCell(raw.length, CELL_LIMIT)) : read(raw);
      const cell = raw.trim();
      if (cell === "") return missing;
      return cell.length > CELL_LIMIT ? refuse(cellProblem.hugeCell(cell.length, CELL_LIMIT)) : read(cell);
    },
  };
}

function remembered(field: Field<unknown>): Field<unknown>["read"] {
  const memory = new Map<string, Parsed<unknown>>();
  return (cell) => {
    const known = memory.get(cell);
    if (known !== undefined) return known;
    const parsed = field.read(cell);
    if (memory.size < MEMORY_LIMIT && cell.length < 200) memory.set(cell, parsed);
    return parsed;
  };
}

const refuse = (problem: Problem): Parsed<never> => ({ ok: false, problem });

function unprintable(cells: readonly string[], reader: Reader): Parsed<never> | undefined {
  for (const at of reader.places) {
    const cell = cells[at] ?? "";
    if (cell.includes("\uFFFD")) return refuse(cellProblem.badEncoding);
    if (hasUnprintable(cell)) return refuse(cellProblem.controlCharacter);
  }
  return undefined;
}

const isEmpty = (cells: readonly string[]): boolean => cells.every((it) => it === "");

/** Whether a row has a cell for each heading. Spreadsheets save empty columns to the right: cells beyond the last heading may be there if they are empty. */
export const fits = (cells: readonly string[], width: number): boolean => cells.length === width || (cells.length > width && cells.slice(width).every((it) => it.trim() === ""));
