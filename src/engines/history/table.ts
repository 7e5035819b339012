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
export function chosen({ columns }: Table, rows: Int32Array): Table {
  const made = new Map<string, Float64Array>();
  for (const [name, values] of columns) {
    const part = new Float64Array(rows.length);
    for (let at = 0; at < part.length; at++) part[at] = values[rows[at]!]!;
    made.set(name, part);
  }
  return { rowCount: rows.length, columns: made };
}

/** Places of all rows of a table. */
export function everyRow(rowCount: number): Int32Array {
  const rows = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) rows[row] = row;
  return rows;
}
