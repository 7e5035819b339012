/** Documents as workbooks, and national spreadsheets in. Absent here: what a document says, what a row means. */
export { readSpreadsheet, unpacker } from "./read-spreadsheet.ts";
export { writeTemplate } from "./write-template.ts";
export { writeXlsx } from "./write-xlsx.ts";
