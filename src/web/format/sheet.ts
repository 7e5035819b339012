/** A table as it leaves the page: headings, and rows of texts and numbers. An empty text: nobody said. */
export interface Sheet {
  /** Name of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What binds its readers. It stands in every file that has a place for it: a column of its own in text, above and below in a workbook. */
  readonly marking?: string;
}
