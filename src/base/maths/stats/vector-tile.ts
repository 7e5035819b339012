import { type Code, I32, op, V128, type WasmHost, wasmModule } from "../wasm.ts";
import { BLOCK, FADE, PARTS, type Tile, VECTOR_COLUMNS_MOST } from "./tile.ts";

const DOUBLE = 8;
const VECTOR = 16;
/** Bytes of one column of a tile. */
const COLUMN = BLOCK * DOUBLE;
/** Columns whose sums are taken side by side. The last group may reach beyond the columns; what comes of that is not read. */
const SIDE = 4;
/** Bytes from one row of a sum's four parts to the next. */
const LINE = (VECTOR_COLUMNS_MOST + SIDE) * VECTOR;

const AT = (() => {
  const [eta, weight, residual, left, small] = [0, COLUMN, 2 * COLUMN, 3 * COLUMN, 4 * COLUMN];
  const columns = 5 * COLUMN;
  const by = columns + (VECTOR_COLUMNS_MOST + SIDE) * COLUMN;
  const made = by + VECTOR_COLUMNS_MOST * VECTOR;
  return { eta, weight, residual, left, small, columns, by, made, end: made + (VECTOR_COLUMNS_MOST + 1) * LINE };
})();

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly predict: (columnBytes: number, bytes: number) => void;
  readonly fade: (columnBytes: number, bytes: number) => void;
  readonly products: (columnBytes: number, bytes: number) => void;
  readonly sums: (columnBytes: number, bytes: number) => void;
}

/** Adds to a local, and leaves whether it is still below another. */
const step = (local: number, by: number, below: number): Code => [op.get(local), op.i32(by), op.add, op.tee(local), op.get(below), op.lessUnsigned];
const raise = (local: number, by: number): Code => [op.get(local), op.i32(by), op.add, op.set(local)];

/** eta ← eta + by · x for each column. `bytes` is a whole number of turns of four rows. */
function predictBody(): { readonly locals: readonly number[]; readonly body: Code } {
  const [columnBytes, bytes, column, row, place, factor, times] = [0, 1, 2, 3, 4, 5, 6];
  const cell = (offset: number): Code => [
    [op.get(row)],
    [op.get(row), op.load(AT.eta + offset), op.get(times), op.get(place), op.load(AT.columns + offset), op.f64x2Mul, op.f64x2Add],
    op.store(AT.eta + offset),
  ];
  return {
    locals: [I32, I32, I32, I32, V128],
    body: op.loop([
      [op.get(factor), op.load(AT.by), op.set(times)],
      [op.i32(0), op.set(row), op.get(column), op.set(place)],
      op.loop([cell(0), cell(VECTOR), raise(place, 2 * VECTOR), step(row, 2 * VECTOR, bytes)]),
      raise(factor, VECTOR),
      step(column, COLUMN, columnBytes),
    ]),
  };
}

/** small ← exp(−small), as `FADE` tells it. */
function fadeBody(): { readonly locals: readonly number[]; readonly body: Code } {
  const [bytes, row, x, shifted, n, r] = [1, 2, 3, 4, 5, 6];
  const horner: Code = [op.doubles(FADE.powers[0]!), FADE.powers.slice(1).map((it) => [op.get(r), op.f64x2Mul, op.doubles(it), op.f64x2Add])];
  const turn: Code = [
    [op.doubles(0), op.get(row), op.load(AT.small), op.f64x2Sub, op.doubles(FADE.least), op.f64x2Pmax, op.set(x)],
    [op.get(x), op.doubles(FADE.log2e), op.f64x2Mul, op.doubles(FADE.round), op.f64x2Add, op.set(shifted)],
    [op.get(shifted), op.doubles(FADE.round), op.f64x2Sub, op.set(n)],
    [op.get(x), op.get(n), op.doubles(FADE.ln2High), op.f64x2Mul, op.f64x2Sub, op.get(n), op.doubles(FADE.ln2Low), op.f64x2Mul, op.f64x2Sub, op.set(r)],
    [op.get(row), horner, op.get(shifted), op.i32(52), op.i64x2Shl, op.i64x2Add, op.store(AT.small)],
  ];
  return { locals: [I32, ...Array.from({ length: 4 }, () => V128)], body: op.loop([turn, step(row, VECTOR, bytes)]) };
}

/** Locals of sums side by side: the first of a group of columns, a row, the place in the group's first column, where it goes, and sums. */
interface Places {
  readonly bytes: number;
  readonly group: number;
  readonly row: number;
  readonly place: number;
  readonly to: number;
  readonly sums: number;
}

/** Sums of `left` times each of a group of columns, two vectors of rows a turn with a sum for each. */
function group({ bytes, group: first, row, place, to, sums }: Places, left: number): Code {
  const each = (code: (column: number, half: number) => Code): Code => Array.from({ length: SIDE * 2 }, (_, it) => code(it >> 1, it & 1));
  const sum = (column: number, half: number): number => sums + column * 2 + half;
  return [
    each((column, half) => [op.words([0, 0, 0, 0]), op.set(sum(column, half))]),
    [op.i32(0), op.set(row), op.get(first), op.set(place)],
    op.loop([
      each((column, half) => [
        [op.get(sum(column, half)), op.get(row), op.load(left + half * VECTOR), op.get(place), op.load(AT.columns + column * COLUMN + half * VECTOR)],
        [op.f64x2Mul, op.f64x2Add, op.set(sum(column, half))],
      ]),
      raise(place, 2 * VECTOR),
      step(row, 2 * VECTOR, bytes),
    ]),
    Array.from({ length: SIDE }, (_, column) => [op.get(to), op.get(sum(column, 0)), op.get(sum(column, 1)), op.f64x2Add, op.store(AT.made + column * VECTOR)]),
    raise(to, SIDE * VECTOR),
  ];
}

/** For each column: weight · x to the left, then its sums with the columns up to its own. */
function productsBody(): { readonly locals: readonly number[]; readonly body: Code } {
  const [columnBytes, bytes, column, line, own] = [0, 1, 2, 3, 8];
  const places: Places = { bytes, group: 4, row: 5, place: 6, to: 7, sums: 9 };
  const weigh = (offset: number): Code => [
    op.get(places.row),
    op.get(places.row),
    op.load(AT.weight + offset),
    op.get(places.place),
    op.load(AT.columns + offset),
    op.f64x2Mul,
    op.store(AT.left + offset),
  ];
  return {
    locals: [...Array.from({ length: 7 }, () => I32), ...Array.from({ length: SIDE * 2 }, () => V128)],
    body: op.loop([
      [op.i32(0), op.set(places.row), op.get(column), op.set(places.place)],
      op.loop([weigh(0), weigh(VECTOR), raise(places.place, 2 * VECTOR), step(places.row, 2 * VECTOR, bytes)]),
      [op.i32(0), op.set(places.group), op.get(line), op.set(places.to), op.get(column), op.i32(1), op.add, op.set(own)],
      op.loop([group(places, AT.left), step(places.group, SIDE * COLUMN, own)]),
      raise(line, LINE),
      step(column, COLUMN, columnBytes),
    ]),
  };
}

function sumsBody(): { readonly locals: readonly number[]; readonly body: Code } {
  const [columnBytes, bytes] = [0, 1];
  const places: Places = { bytes, group: 2, row: 3, place: 4, to: 5, sums: 6 };
  return {
    locals: [...Array.from({ length: 4 }, () => I32), ...Array.from({ length: SIDE * 2 }, () => V128)],
    body: op.loop([group(places, AT.residual), step(places.group, SIDE * COLUMN, columnBytes)]),
  };
}

/** The same two rows at a time, in WebAssembly that is written here. Absent: the host has no vectors. */
export function vectorTile(host: WasmHost): Tile | undefined {
  const parameters = [I32, I32];
  const bytes = wasmModule({
    memoryBytes: AT.end,
    functions: [
      { name: "predict", parameters, ...predictBody() },
      { name: "fade", parameters, ...fadeBody() },
      { name: "products", parameters, ...productsBody() },
      { name: "sums", parameters, ...sumsBody() },
    ],
  });
  if (!host.validate(bytes)) return undefined;
  const { memory, predict, fade, products, sums } = new host.Instance(new host.Module(bytes) as never).exports as Exports;
  const view = (offset: number, length: number): Float64Array => new Float64Array(memory.buffer, offset, length);
  const [eta, weight, residual, small] = [AT.eta, AT.weight, AT.residual, AT.small].map((it) => view(it, BLOCK)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const held = view(AT.columns, VECTOR_COLUMNS_MOST * BLOCK);
  const by = view(AT.by, VECTOR_COLUMNS_MOST * 2);
  const made = view(AT.made, ((VECTOR_COLUMNS_MOST + 1) * LINE) / DOUBLE);
  const line = LINE / DOUBLE;
  let size = 0;
  let length = 0;
  /** Rows rounded up to whole turns. Unit: bytes. */
  const turns = (): number => Math.ceil(length / PARTS) * PARTS * DOUBLE;
  return {
    name: "vector",
    columnsMost: VECTOR_COLUMNS_MOST,
    eta,
    weight,
    residual,
    small,
    load: (columns, from, to) => {
      size = columns.length;
      length = to - from;
      for (let k = 0; k < size; k++) held.set(columns[k]!.subarray(from, to), k * BLOCK);
    },
    predict: (given) => {
      eta.fill(0);
      for (let k = 0; k < size; k++) by.fill(given[k]!, 2 * k, 2 * k + 2);
      predict(size * COLUMN, turns());
    },
    fade: () => fade(0, turns()),
    products: (into) => {
      weight.fill(0, length, turns() / DOUBLE);
      products(size * COLUMN, turns());
      for (let i = 0; i < size; i++) for (let k = 0; k <= i; k++) into[i * size + k]! += made[i * line + 2 * k]! + made[i * line + 2 * k + 1]!;
    },
    sums: (into) => {
      residual.fill(0, length, turns() / DOUBLE);
      sums(size * COLUMN, turns());
      for (let k = 0; k < size; k++) into[k]! += made[2 * k]! + made[2 * k + 1]!;
    },
  };
}
