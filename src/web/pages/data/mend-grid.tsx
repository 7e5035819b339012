import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { type CheckedImport, useMarking } from "../../fetch/import.ts";
import { columnWord } from "../../format/code-words.ts";
import type { Column } from "../../parts/table/column.ts";
import { type Arrangement, DataTable } from "../../parts/table/data-table.tsx";
import { Ticked } from "../../parts/ticked.tsx";
import { wordsOf } from "../../words/words.ts";
import { inReadingOrder } from "./column-order.ts";
import { type ImportState, pastedEdits, stepped, withEdits } from "./import-state.ts";
import { IMPORT_WORDS } from "./import-words.ts";

interface Row {
  readonly line: number;
  readonly state: "out" | "error" | "warning" | "sound";
  readonly cells: ReadonlyMap<string, string>;
}

// What a letter takes, and the mark of a mistake with the edges of a cell; and the bounds of a column. Unit: rem.
const [LETTER, AROUND, LEAST, MOST] = [0.55, 2.5, 5, 16];

/** As wide as the longest of its cells, within bounds. Unit: rem. */
function widthOf(column: string, { columns, rows }: CheckedImport): number {
  const at = columns.indexOf(column);
  const longest = rows.reduce((most, { cells }) => Math.max(most, cells[at]?.length ?? 0), columnWord(column).length);
  return Math.min(Math.max(longest * LETTER + AROUND, LEAST), MOST);
}

/** The rows as ours, with what is wrong; a cell that is pressed is mended below, rows are left out and taken in. */
export function MendGrid(props: { readonly state: ImportState; readonly check: CheckedImport; readonly onChange: (change: (state: ImportState) => ImportState) => void }) {
  const { state, check, onChange } = props;
  const words = wordsOf(IMPORT_WORDS);
  const [isAll, setAll] = useState(false);
  const [at, setAt] = useState<{ readonly line: number; readonly column: string }>();
  const part = useRef<HTMLElement>(null);
  const arrangement = useRef<Arrangement<Row>>({ rows: [], columns: [] });
  const marking = useMarking();
  const { leftOut } = state.now;
  const rows = useMemo(() => {
    const out = new Set(leftOut);
    const levels = new Map<number, Row["state"]>();
    for (const it of check.findings) if (it.row !== undefined && levels.get(it.row) !== "error" && it.level !== "notice") levels.set(it.row, it.level);
    return check.rows.map(({ line, cells }): Row => ({ line, state: out.has(line) ? "out" : (levels.get(line) ?? "sound"), cells: new Map(check.columns.map((it, index) => [it, cells[index] ?? ""])) }));
  }, [check, leftOut]);
  const wrong = useMemo(() => new Set(check.findings.filter((it) => it.level === "error").map((it) => `${it.row}|${it.column}`)), [check]);
  const shown = useMemo(() => (isAll ? rows : rows.filter((it) => it.state !== "sound")), [rows, isAll]);
  // Made anew only with the rows: of twenty thousand, sorted, a press on a cell would sort them again.
  const columns = useMemo((): readonly Column<Row>[] => [
    { id: "line", name: words.line, type: "number", width: 5, value: (it) => it.line },
    { id: "state", name: words.state, type: "text", width: 7, value: (it) => words.states[it.state] },
    ...inReadingOrder(check.columns, (it) => it).map(
      (column): Column<Row> => ({
        id: column,
        name: columnWord(column),
        type: "text",
        isOneLine: true,
        width: widthOf(column, check),
        value: (it) => it.cells.get(column),
        cell: (it) => (
          <button type="button" tabIndex={-1} className={`quiet import-cell${wrong.has(`${it.line}|${column}`) ? " import-wrong" : ""}`} onClick={() => setAt({ line: it.line, column })}>
            {wrong.has(`${it.line}|${column}`) && <span aria-hidden="true">⚠ </span>}
            {it.cells.get(column) === "" ? "–" : it.cells.get(column)}
          </button>
        ),
      }),
    ),
  ], [check, wrong, words]);
  const row = at === undefined ? undefined : rows.find((it) => it.line === at.line);
  const about = at === undefined ? [] : check.findings.filter((it) => it.row === at.line && (it.column === undefined || it.column === at.column));
  const mend = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (at === undefined) return;
    const value = String(new FormData(event.currentTarget).get("value") ?? "").trim();
    onChange((it) => stepped(it, { edits: withEdits(it.now.edits, [{ ...at, value }]) }));
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData("text/plain");
    if (at === undefined || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    // Down and to the right as the rows and columns stand on the screen, sorted, filtered and chosen.
    const seen = arrangement.current;
    const lines = seen.rows.slice(seen.rows.findIndex((it) => it.line === at.line)).map((it) => it.line);
    const across = seen.columns.slice(seen.columns.indexOf(at.column)).filter((it) => check.columns.includes(it));
    onChange((it) => stepped(it, { edits: withEdits(it.now.edits, pastedEdits(text, lines, across)) }));
  };
  // Back to where the reader was in the rows.
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    setAt(undefined);
    part.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
  };
  const turn = (line: number): void => onChange((it) => stepped(it, { leftOut: it.now.leftOut.includes(line) ? it.now.leftOut.filter((one) => one !== line) : [...it.now.leftOut, line] }));
  return (
    <section ref={part} aria-label={words.grid} className="import-part import-rows">
      <h3>{words.grid}</h3>
      <p className="card-note">{words.gridNote}</p>
      {row !== undefined && at !== undefined && (
        <form className="import-mend" key={`${at.line}|${at.column}|${row.cells.get(at.column)}`} onSubmit={mend} onKeyDown={leave} aria-label={words.editing(at.line, columnWord(at.column))}>
          <strong>{words.editing(at.line, columnWord(at.column))}</strong>
          <label>
            {words.value}
            {/* biome-ignore lint/a11y/noAutofocus: whoever presses a cell wants to write in it */}
            <input name="value" autoFocus defaultValue={row.cells.get(at.column)} onPaste={paste} />
          </label>
          <button type="submit" className="action">
            {words.apply}
          </button>
          <button type="button" className="quiet" onClick={() => turn(at.line)}>
            {row.state === "out" ? words.takeIn : words.leaveOut}
          </button>
          {about.map((it) => (
            <p key={`${it.code}|${it.column}`}>
              <Ticked text={it.message} />{" "}
              <span className="quiet-text">
                <Ticked text={it.mend} />
              </span>
            </p>
          ))}
        </form>
      )}
      <DataTable
        name="import-rows"
        label={words.grid}
        columns={columns}
        rows={shown}
        keyOf={(it) => String(it.line)}
        arrangementRef={arrangement}
        marking={marking}
        empty={check.rows.length === 0 ? words.noRows : check.findings.length === 0 ? words.noFindings : words.noRowWrong}
        tools={
          <button type="button" className="quiet" aria-pressed={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? words.onlyWrong : words.allRows}
          </button>
        }
      />
      {shown.length === 0 && check.rows.length > 0 && (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {words.allRows}
        </button>
      )}
    </section>
  );
}
