/** Documents as workbooks. Absent here: what a document says. */
export { writeXlsx } from "./write-xlsx.ts";
