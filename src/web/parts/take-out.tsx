import { useState } from "react";
import { type Sheet, toCsv, toTabs } from "../format/csv.ts";
import { saveFile } from "./save-file.ts";

/** Takes a table out of the page: as a file of comma-separated values, or to the clipboard for a spreadsheet. */
export function TakeOut(props: { readonly sheet: () => Sheet }) {
  const [said, setSaid] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(toTabs(props.sheet()));
      setSaid("Copied");
    } catch {
      setSaid("Copying is not allowed here");
    }
    setTimeout(() => setSaid(""), 2500);
  };
  const save = (): void => {
    const sheet = props.sheet();
    // The mark in front lets spreadsheets read the file as UTF-8.
    saveFile(`${sheet.name}.csv`, new Blob(["\ufeff", toCsv(sheet)], { type: "text/csv;charset=utf-8" }));
  };
  return (
    <span className="take-out">
      <span role="status" className="take-out-said">
        {said}
      </span>
      <button type="button" className="quiet" onClick={() => void copy()}>
        Copy<span className="heard"> the table</span>
      </button>
      <button type="button" className="quiet" onClick={save}>
        CSV<span className="heard"> file of the table</span>
      </button>
    </span>
  );
}
