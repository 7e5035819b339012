import { useRef, useState } from "react";
import { toCsv, toTabs } from "../format/csv.ts";
import { fileName } from "../format/file-name.ts";
import type { Sheet } from "../format/sheet.ts";
import { wordsOf } from "../words/words.ts";
import { aboutCard, useBasis } from "./about-card.ts";
import { saveFile } from "./save-file.ts";
import { WORDS } from "./words.ts";

/** Takes a table out of the page: to the clipboard for a spreadsheet, as a file of comma-separated values, or as a workbook. */
export function TakeOut(props: { readonly sheet: () => Sheet; /** Whether it holds figures of the run, or of none. */ readonly rests?: "run" | "apart" }) {
  const place = useRef<HTMLSpanElement>(null);
  const run = useBasis();
  // What stands above the table on the page goes with it: what it is, what it rests on, how it is marked.
  const sheetOut = (): Sheet => (run === undefined || props.rests === "apart" ? props.sheet() : { marking: run.marking, basis: run.basis, ...aboutCard(place.current), ...props.sheet() });
  const [said, setSaid] = useState("");
  const words = wordsOf(WORDS);
  const say = (text: string): void => {
    setSaid(text);
    setTimeout(() => setSaid(""), 2500);
  };
  const copy = (): void =>
    void navigator.clipboard.writeText(toTabs(sheetOut())).then(
      () => say(words.copied),
      () => say(words.copyRefused),
    );
  const save = (): void => {
    const sheet = sheetOut();
    // The mark in front lets spreadsheets read the file as UTF-8.
    saveFile(`${fileName(sheet.name)}.csv`, new Blob(["\ufeff", toCsv(sheet)], { type: "text/csv;charset=utf-8" }));
  };
  const saveWorkbook = async (): Promise<void> => {
    const sheet = sheetOut();
    try {
      // What writes workbooks is loaded when one is wanted.
      const { toXlsx } = await import("../format/xlsx.ts");
      saveFile(`${fileName(sheet.name)}.xlsx`, await toXlsx(sheet));
    } catch {
      say(words.workbookFailed);
    }
  };
  return (
    <span className="take-out" ref={place}>
      <span role="status" className="take-out-said">
        {said}
      </span>
      <button type="button" className="quiet" onClick={copy}>
        {words.copy}
        <span className="heard">{words.copyTable}</span>
      </button>
      <button type="button" className="quiet" onClick={save}>
        CSV<span className="heard">{words.fileOfTable}</span>
      </button>
      <button type="button" className="quiet" onClick={() => void saveWorkbook()}>
        XLSX<span className="heard">{words.fileOfTable}</span>
      </button>
    </span>
  );
}
