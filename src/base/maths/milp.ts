/**
 * A linear model in compressed sparse rows:
 * minimise cost·x subject to rowLower ≤ A·x ≤ rowUpper, colLower ≤ x ≤ colUpper, and some x whole.
 */
export interface MilpModel {
  readonly colCount: number;
  readonly rowCount: number;
  readonly cost: Float64Array;
  readonly colLower: Float64Array;
  readonly colUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row `i` holds entries `starts[i]` to `starts[i + 1] - 1`. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** 1 where the column must be whole. Absent: none. */
  readonly whole?: Uint8Array;
}

// Handing the memory over spares a copy where it can be made longer in its place.
const grownFloat = (from: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> => new Float64Array(from.buffer.transfer(size * from.BYTES_PER_ELEMENT));
const grownInt = (from: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => new Int32Array(from.buffer.transfer(size * from.BYTES_PER_ELEMENT));

/**
 * Writes a model row by row into arrays that double as they fill. No names are kept: whoever builds knows which number
 * is which. A row is opened, gets its entries, and is closed by the next one; entries of one column in one row are summed
 * by the caller.
 * @example const b = new MilpBuilder(); const x = b.column(0, 4, 1); const r = b.row(1, Infinity); b.entry(x, 2); b.model().rowCount // → 1
 */
export class MilpBuilder {
  colCount = 0;
  rowCount = 0;
  entryCount = 0;
  private cost: Float64Array<ArrayBuffer>;
  private lower: Float64Array<ArrayBuffer>;
  private upper: Float64Array<ArrayBuffer>;
  private rowLower: Float64Array<ArrayBuffer>;
  private rowUpper: Float64Array<ArrayBuffer>;
  private starts: Int32Array<ArrayBuffer>;
  private indices: Int32Array<ArrayBuffer>;
  private values: Float64Array<ArrayBuffer>;
  private wholes: number[] = [];

  /** Room to begin with, for so many entries, and for so many columns and rows each. */
  constructor(entries = 131_072, lines = 1024) {
    const room = Math.max(entries, 1);
    this.indices = new Int32Array(room);
    this.values = new Float64Array(room);
    const floats = (): Float64Array<ArrayBuffer> => new Float64Array(Math.max(lines, 1));
    this.cost = floats();
    this.lower = floats();
    this.upper = floats();
    this.rowLower = floats();
    this.rowUpper = floats();
    this.starts = new Int32Array(this.rowLower.length + 1);
  }

  /** Adds a column and answers its number. */
  column(lower: number, upper: number, cost = 0): number {
    const at = this.colCount;
    if (at === this.cost.length) {
      this.cost = grownFloat(this.cost, at * 2);
      this.lower = grownFloat(this.lower, at * 2);
      this.upper = grownFloat(this.upper, at * 2);
    }
    this.cost[at] = cost;
    this.lower[at] = lower;
    this.upper[at] = upper;
    this.colCount = at + 1;
    return at;
  }

  /** Adds a column that must be whole. */
  wholeColumn(lower: number, upper: number, cost = 0): number {
    this.wholes.push(this.colCount);
    return this.column(lower, upper, cost);
  }

  /** Opens a row and answers its number. */
  row(lower: number, upper: number): number {
    const at = this.rowCount;
    if (at === this.rowLower.length) {
      this.rowLower = grownFloat(this.rowLower, at * 2);
      this.rowUpper = grownFloat(this.rowUpper, at * 2);
      this.starts = grownInt(this.starts, at * 2 + 1);
    }
    this.rowLower[at] = lower;
    this.rowUpper[at] = upper;
    this.rowCount = at + 1;
    this.starts[at + 1] = this.entryCount;
    return at;
  }

  /** Adds an entry to the open row. */
  entry(column: number, value: number): void {
    const at = this.entryCount;
    if (at === this.indices.length) {
      this.indices = grownInt(this.indices, at * 2);
      this.values = grownFloat(this.values, at * 2);
    }
    this.indices[at] = column;
    this.values[at] = value;
    this.entryCount = at + 1;
    this.starts[this.rowCount] = at + 1;
  }

  /** Upper bound of a column so far. */
  upperOf(column: number): number {
    return this.upper[column]!;
  }

  setCost(column: number, cost: number): void {
    this.cost[column] = cost;
  }

  model(): MilpModel {
    const { colCount, rowCount, entryCount } = this;
    const model = {
      colCount,
      rowCount,
      cost: this.cost.slice(0, colCount),
      colLower: this.lower.slice(0, colCount),
      colUpper: this.upper.slice(0, colCount),
      rowLower: this.rowLower.slice(0, rowCount),
      rowUpper: this.rowUpper.slice(0, rowCount),
      starts: this.starts.slice(0, rowCount + 1),
      indices: this.indices.slice(0, entryCount),
      values: this.values.slice(0, entryCount),
    };
    if (this.wholes.length === 0) return model;
    const whole = new Uint8Array(colCount);
    for (const at of this.wholes) whole[at] = 1;
    return { ...model, whole };
  }
}
