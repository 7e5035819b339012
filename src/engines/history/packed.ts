import type { Table } from "./table.ts";

/** How a column lies in a packed table: whole numbers of so many bytes, to be divided by a power of ten, or doubles. */
interface PackedColumn {
  readonly name: string;
  readonly kind: "i8" | "i16" | "i32" | "f64";
  /** Power of ten by which whole numbers are divided. */
  readonly by: number;
}

/** First line of a packed table, as JSON. */
export interface PackedHead {
  readonly rows: number;
  readonly columns: readonly PackedColumn[];
  /** SHA-256 of each file behind it. */
  readonly digests: Readonly<Record<string, string>>;
}

const ARRAYS = { i8: Int8Array, i16: Int16Array, i32: Int32Array, f64: Float64Array } as const;
/** Largest number that a kind holds; the smallest there is says "not known". */
const MOST = { i8: 0x7f, i16: 0x7fff, i32: 0x7fffffff } as const;
/** Decimals that are looked for. */
const DECIMALS_MOST = 9;
const LINE_END = 10;

/**
 * Packs columns of a table: a line of JSON (`PackedHead`), then column after column, lowest byte first. Nothing is lost: a column
 * whose numbers are not all short decimals stays as doubles.
 * @throws RangeError where the table has no such column.
 * @example unpackTable(packTable(table, ["year"], {})).table.columns.get("year")
 */
export function packTable({ columns, rowCount }: Table, names: readonly string[], digests: PackedHead["digests"]): Uint8Array<ArrayBuffer> {
  const packed = names.map((name) => {
    const values = columns.get(name);
    if (values === undefined) throw new RangeError(`the table has no column ${name}`);
    return packedColumn(name, values);
  });
  const head: PackedHead = { rows: rowCount, columns: packed.map(({ name, kind, by }) => ({ name, kind, by })), digests };
  const parts = [ascii(`${JSON.stringify(head)}\n`), ...packed.map((it) => it.bytes)];
  const made = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const it of parts) {
    made.set(it, at);
    at += it.length;
  }
  return made;
}

/** Reads a packed table. @throws RangeError where it is cut short or no packed table. */
export function unpackTable(bytes: Uint8Array): { readonly table: Table; readonly digests: PackedHead["digests"] } {
  const end = bytes.indexOf(LINE_END);
  if (end < 0) throw new RangeError("the packed table has no first line");
  const head = JSON.parse(Array.from(bytes.subarray(0, end), (it) => String.fromCharCode(it)).join("")) as PackedHead;
  const columns = new Map<string, Float64Array>();
  let at = end + 1;
  for (const { name, kind, by } of head.columns) {
    const size = head.rows * ARRAYS[kind].BYTES_PER_ELEMENT;
    if (at + size > bytes.length) throw new RangeError(`the packed table is cut short in its column ${name}`);
    const held = new ARRAYS[kind](bytes.slice(at, at + size).buffer as ArrayBuffer);
    columns.set(name, kind === "f64" ? Float64Array.from(held) : Float64Array.from(held, (it) => (it === -MOST[kind] - 1 ? Number.NaN : it / by)));
    at += size;
  }
  if (at !== bytes.length) throw new RangeError("the packed table is longer than its columns");
  return { table: { rowCount: head.rows, columns }, digests: head.digests };
}

/** JSON as plain ASCII: other letters as their escapes. */
const ascii = (json: string): Uint8Array => Uint8Array.from(json.replaceAll(/[^\n -~]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`), (it) => it.charCodeAt(0));

function packedColumn(name: string, values: Float64Array): PackedColumn & { readonly bytes: Uint8Array } {
  for (let decimals = 0; decimals <= DECIMALS_MOST; decimals++) {
    const by = 10 ** decimals;
    let most = 0;
    // A whole number divided by a power of ten is the very double that its decimals are read as.
    const isExact = values.every((it) => {
      if (Number.isNaN(it)) return true;
      const whole = Math.round(it * by);
      most = Math.max(most, Math.abs(whole));
      return most <= MOST.i32 && whole / by === it && !Object.is(it, -0);
    });
    if (!isExact) continue;
    const kind = most <= MOST.i8 ? "i8" : most <= MOST.i16 ? "i16" : "i32";
    const made = new ARRAYS[kind](values.map((it) => (Number.isNaN(it) ? -MOST[kind] - 1 : Math.round(it * by))));
    return { name, kind, by, bytes: new Uint8Array(made.buffer) };
  }
  return { name, kind: "f64", by: 1, bytes: new Uint8Array(Float64Array.from(values).buffer) };
}
