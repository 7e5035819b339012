import { type AnyKind, columnOf, columnsOf, KINDS } from "#model";
import type { ImportMap, ReadSheet } from "../../fetch/import.ts";
import { columnWord, kindWord } from "../../format/code-words.ts";
import { saveFile } from "../../parts/save-file.ts";
import { labelled, wordsOf } from "../../words/words.ts";
import { inReadingOrder } from "./column-order.ts";
import { mapFile } from "./import-state.ts";
import { IMPORT_WORDS } from "./import-words.ts";

const kindOf = (name: string): AnyKind | undefined => Object.values(KINDS).find((it) => it.name === name);

const headingsOf = (read: ReadSheet, line: number): readonly string[] => [...new Set((read.rows.find((it) => it.line === line)?.cells ?? []).map((it) => String(it).replaceAll(/\s+/g, " ").trim()))].filter((it) => it !== "");

const without = (of: Readonly<Record<string, string>>, name: string, value: string): Readonly<Record<string, string>> => Object.fromEntries([...Object.entries(of).filter(([it]) => it !== name), ...(value === "" ? [] : [[name, value]])]);
const wordsText = (of: Readonly<Record<string, string>> = {}): string => Object.entries(of).map(([theirs, ours]) => `${theirs} = ${ours}`).join("; ");
const wordsFrom = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(";").flatMap((it) => {
    const [theirs = "", ours = ""] = it.split("=").map((word) => word.trim());
    return theirs === "" || ours === "" ? [] : [[theirs, ours]];
  }));

/** Which heading of the sheet is which column of ours, what stands where it is empty, and what its words mean. */
export function MapForm(props: { readonly read: ReadSheet; readonly map: ImportMap; readonly onChange: (map: ImportMap) => void; readonly onAgain: (more: { readonly kind?: string; readonly sheet?: string; readonly headingLine?: number }) => void }) {
  const { read, map, onChange, onAgain } = props;
  const words = wordsOf(IMPORT_WORDS);
  const kind = kindOf(map.kind);
  const headings = headingsOf(read, map.headingLine);
  const needed = new Set(Object.entries(kind?.fields ?? {}).filter(([, field]) => !field.optional).map(([name]) => columnOf(name)));
  const why: Readonly<Record<string, string>> = words.why;
  return (
    <details open>
      <summary>{words.map}</summary>
      <p className="card-note">{words.mapNote}</p>
      <div className="import-fields">
        <label>
          {words.kind}
          <select value={map.kind} onChange={(event) => onAgain({ kind: event.target.value, sheet: read.sheet })}>
            {Object.values(KINDS).map((it) => (
              <option key={it.name} value={it.name}>
                {kindWord(it.name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.sheet}
          <select value={read.sheet} onChange={(event) => onAgain({ sheet: event.target.value })}>
            {read.sheets.map((it) => (
              <option key={it.name} value={it.name}>
                {it.name} ({words.rows(it.rows)})
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.headingLine}
          <select value={map.headingLine} onChange={(event) => onAgain({ kind: map.kind, sheet: read.sheet, headingLine: Number(event.target.value) })}>
            {read.rows.slice(0, 40).map((it) => (
              <option key={it.line} value={it.line}>
                {labelled(String(it.line), it.cells.filter((cell) => cell !== "").slice(0, 3).join(", ").slice(0, 40))}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.numbers}
          <select value={map.numbers} onChange={(event) => onChange({ ...map, numbers: event.target.value === "comma" ? "comma" : "point" })}>
            {(["point", "comma"] as const).map((it) => (
              <option key={it} value={it}>
                {words.numbersAre[it]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.dates}
          <select value={map.dates} onChange={(event) => onChange({ ...map, dates: (["year-first", "day-first", "month-first"] as const).find((it) => it === event.target.value) ?? "year-first" })}>
            {(["year-first", "day-first", "month-first"] as const).map((it) => (
              <option key={it} value={it}>
                {words.datesAre[it]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.idRule}
          <input key={map.id} defaultValue={map.id} onBlur={(event) => event.target.value === map.id || onChange({ ...map, id: event.target.value })} />
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="import-map" tabIndex={0} aria-label={words.map}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.ours}</th>
              <th scope="col">{words.theirs}</th>
              <th scope="col">{words.fixed}</th>
              <th scope="col">{words.words}</th>
            </tr>
          </thead>
          <tbody>
            {(kind === undefined ? [] : inReadingOrder(columnsOf(kind), (it) => it)).map((column) => (
              <tr key={column}>
                <th scope="row">
                  {columnWord(column)} {needed.has(column) && column !== "id" && <span className="quiet-text">({words.needed})</span>}
                </th>
                <td>
                  <select aria-label={words.headingOf(columnWord(column))} value={map.columns[column] ?? ""} onChange={(event) => onChange({ ...map, columns: without(map.columns, column, event.target.value) })}>
                    <option value="">{words.nothing}</option>
                    {headings.map((it) => (
                      <option key={it} value={it}>
                        {it}
                      </option>
                    ))}
                  </select>{" "}
                  {read.why[column] !== undefined && map.columns[column] === read.map.columns[column] && <span className="quiet-text">{why[read.why[column]]}</span>}
                </td>
                <td>
                  <input key={map.fixed[column] ?? ""} aria-label={words.fixedOf(columnWord(column))} defaultValue={map.fixed[column] ?? ""} onBlur={(event) => event.target.value === (map.fixed[column] ?? "") || onChange({ ...map, fixed: without(map.fixed, column, event.target.value.trim()) })} />
                </td>
                <td>
                  <input
                    key={wordsText(map.words[column])}
                    aria-label={words.wordsOf(columnWord(column))}
                    defaultValue={wordsText(map.words[column])}
                    onBlur={(event) => event.target.value === wordsText(map.words[column]) || onChange({ ...map, words: { ...map.words, [column]: wordsFrom(event.target.value) } })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button type="button" className="quiet" onClick={() => saveFile(`map-${map.kind}.json`, new Blob([mapFile(map)], { type: "application/json" }))}>
        {words.saveMap}
      </button>
    </details>
  );
}
