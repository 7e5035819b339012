/** Rows of numbers by column; a missing value is not a number. */
export interface Table {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** Values of a column. @throws RangeError where the table has none of that name. */
export function column(table: Table, name: string): Float64Array {
  const values = table.columns.get(name);
  if (values === undefined) throw new RangeError(`the table has no column ${name}`);
  return values;
}

/** Rows of a table by place. */
export const chosen = ({ columns }: Table, rows: Int32Array): Table => ({
  rowCount: rows.length,
  columns: new Map([...columns].map(([name, values]) => [name, Float64Array.from(rows, (row) => values[row]!)])),
});
