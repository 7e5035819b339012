import { useState } from "react";
import { columnsOf, KINDS } from "#model";
import type { ReadSheet } from "../../fetch/import.ts";
import { wordsOf } from "../../words/words.ts";
import { IMPORT_WORDS } from "./import-words.ts";

type Source = ReadSheet["source"];

const LICENCE_CLASSES = ["A", "B", "C"] as const;
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Whether all is said that a source needs. */
export const isWhole = (source: Source): boolean => source.title !== "" && DATE.test(source.asOf) && source.licence !== "";

/** Whether rows of a kind name a source. */
export function namesSource(kind: string): boolean {
  const it = Object.values(KINDS).find((one) => one.name === kind);
  return it !== undefined && columnsOf(it).includes("source");
}

/** The sheet itself as the source of rows that name none that is recorded: what it is called, of when, and on what terms. */
export function SourceForm(props: { readonly proposed: Source; readonly source: Source | undefined; readonly onChange: (source: Source | undefined) => void }) {
  const { proposed, source, onChange } = props;
  const words = wordsOf(IMPORT_WORDS);
  // What was written stays while the box is not ticked.
  const [last, setLast] = useState(source ?? proposed);
  const put = (more: Partial<Source>): void => {
    const next = { ...(source ?? last), ...more };
    setLast(next);
    onChange(next);
  };
  const field = (name: "title" | "asOf" | "licence", label: string) => (
    <label>
      {label}
      <input key={source?.[name]} defaultValue={source?.[name]} required aria-invalid={name === "asOf" ? !DATE.test(source?.asOf ?? "") : source?.[name] === ""} onBlur={(event) => event.target.value.trim() === source?.[name] || put({ [name]: event.target.value.trim() })} />
    </label>
  );
  return (
    <fieldset className="import-source">
      <legend>{words.source}</legend>
      <label className="import-whole">
        <input type="checkbox" checked={source !== undefined} onChange={(event) => onChange(event.target.checked ? last : undefined)} /> {words.sourceIsSheet}
      </label>
      {source !== undefined && (
        <>
          <div className="import-fields">
            {field("title", words.sourceTitle)}
            {field("asOf", words.sourceDate)}
            {field("licence", words.sourceLicence)}
            <label>
              {words.sourceClass}
              <select value={source.licenceClass} onChange={(event) => put({ licenceClass: LICENCE_CLASSES.find((it) => it === event.target.value) ?? "C" })}>
                {LICENCE_CLASSES.map((it) => (
                  <option key={it} value={it}>
                    {words.sourceClasses[it]}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {!isWhole(source) && (
            <p role="alert" className="strip">
              {words.sourceNotWhole}
            </p>
          )}
        </>
      )}
    </fieldset>
  );
}
