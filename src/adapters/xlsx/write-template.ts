import writeXlsxFile, { type Row, type SheetData } from "write-excel-file/node";
import type { SheetTemplate } from "#exchange";
import { withoutTimes } from "./write-xlsx.ts";

/** As wide as an explanation reads well in a few lines. */
const WIDTH = 24;
/** Lines above the first row that is filled in. */
const LINES_ABOVE = 3;

/** An empty sheet to fill in, as a workbook: its headings stay in sight. The same template makes the same bytes. */
export async function writeTemplate({ sheet, title, explanations, headings }: SheetTemplate): Promise<Buffer> {
  const data: SheetData = [
    [{ value: title, type: String }],
    explanations.map((value): Row[number] => ({ value, type: String, wrap: true, alignVertical: "top", textColor: "#4b5763" })),
    headings.map((value): Row[number] => ({ value, type: String, fontWeight: "bold" })),
  ];
  return withoutTimes(await writeXlsxFile(data, { sheet, stickyRowsCount: LINES_ABOVE, columns: headings.map(() => ({ width: WIDTH })) }).toBuffer());
}
