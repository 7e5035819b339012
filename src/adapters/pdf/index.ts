/** Documents as PDF. Absent here: what a document says. */
export { writePdf } from "./write-pdf.ts";
