import { type Code, F32, I32, op, V128, type WasmHost, wasmModule } from "#maths";
import { type SustainmentCase, TRANSIT_MOST } from "./case.ts";
import { DAY_STEP, LANES, MIX, XORSHIFT } from "./draws.ts";
import { type Kernel, padded, type Padded, PER_TURN, type Tracks, widthOf } from "./kernel.ts";

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly lines: (key: number) => void;
  readonly run: (nation: number, key: number, lift: number, transit: number) => void;
}

const SLOTS = TRANSIT_MOST + 1;
const FLOAT = 4;
const VECTOR = 16;
/** What a run begins with, what it reads by nation, and what all nations share. */
const START = ["stock", "depot", "gap"] as const;
const OWN = ["demand", "spread", "kept", "production"] as const;
const SHARED = ["weight", "lineMean", "lineSpread"] as const;
const SUMS = ["shortage", "issued", "lost"] as const;
type Row = (typeof START | typeof OWN | typeof SHARED | typeof SUMS)[number];

interface Layout {
  /** Bytes of one row of types. */
  readonly row: number;
  readonly days: number;
  /** Rows that the days of one nation touch: they lie together and fit the nearest cache. */
  readonly at: Readonly<Record<Row, number>>;
  readonly pipe: number;
  /** Figures of all nations, nation by nation, in the order of `START` and `OWN`. */
  readonly nations: number;
  readonly factors: number;
  readonly bytes: number;
}

function layoutOf(it: SustainmentCase): Layout {
  const row = widthOf(it.types) * FLOAT;
  const names: readonly Row[] = [...START, ...OWN, ...SHARED, ...SUMS];
  const at = Object.fromEntries(names.map((name, index) => [name, index * row])) as Record<Row, number>;
  const pipe = names.length * row;
  const nations = pipe + SLOTS * row;
  const factors = nations + it.nations * (START.length + OWN.length) * row;
  return { row, days: it.days, at, pipe, nations, factors, bytes: factors + it.days * row };
}

/** x ← the next word of each of the four streams. */
const nextWords = (x: number): Code => [
  [op.get(x), op.get(x), op.i32(XORSHIFT.left), op.i32x4Shl, op.vXor, op.set(x)],
  [op.get(x), op.get(x), op.i32(XORSHIFT.right), op.i32x4ShrU, op.vXor, op.set(x)],
  [op.get(x), op.get(x), op.i32(XORSHIFT.back), op.i32x4Shl, op.vXor, op.set(x)],
];

const same = (value: number): Code => op.words([value, value, value, value]);

/** The noise of four words, as numbers, on the stack's top. */
const noise = (x: number): Code => [op.get(x), op.halvesOfBytes, op.wordsOfHalves, op.f32x4OfI32];

/** x ← the start of the four streams of a day. */
const startWords = (x: number, key: number, day: number): Code => [
  [op.get(key), op.get(day), op.i32(DAY_STEP), op.mul, op.add, op.splatI32, op.words(LANES), op.i32x4Add, op.set(x)],
  [op.get(x), op.get(x), op.i32(MIX.first), op.i32x4ShrU, op.vXor, same(MIX.times), op.i32x4Mul, op.set(x)],
  [op.get(x), op.get(x), op.i32(MIX.second), op.i32x4ShrU, op.vXor, same(MIX.again), op.i32x4Mul, op.set(x)],
  [op.get(x), op.get(x), op.i32(MIX.third), op.i32x4ShrU, op.vXor, same(1), op.vOr, op.set(x)],
];

/** Adds to a local and leaves whether it is still below a limit. */
const step = (local: number, by: number, below: number): Code => [op.get(local), op.i32(by), op.add, op.tee(local), op.i32(below), op.lessUnsigned];

/** The same code for each vector of a turn, at its place in the row. */
const eachVector = (code: (offset: number) => Code): Code => Array.from({ length: PER_TURN }, (_, index) => code(index * VECTOR));
const TURN = PER_TURN * VECTOR;

/** Factors of all lines and days. */
function linesBody({ row, days, at, factors }: Layout): { readonly locals: readonly number[]; readonly body: Code } {
  const [key, day, i, to, x] = [0, 1, 2, 3, 4];
  const turn: Code = [
    eachVector((offset) => [
      nextWords(x),
      [op.get(to), same(0), op.get(i), op.load(at.lineMean + offset)],
      [op.get(i), op.load(at.lineSpread + offset), noise(x), op.f32x4Mul, op.f32x4Add, op.f32x4Pmax, op.store(factors + offset)],
    ]),
    [op.get(to), op.i32(TURN), op.add, op.set(to)],
    step(i, TURN, row),
  ];
  return { locals: [I32, I32, I32, V128], body: op.loop([startWords(x, key, day), op.i32(0), op.set(i), op.loop(turn), step(day, 1, days)]) };
}

/**
 * All days of one nation. What was asked for on a day is shipped at the start of the next, in the same pass over the types:
 * until then neither gap nor depot changes, so that what was asked for can be taken from them again.
 */
function runBody({ row, days, at, pipe, nations, factors }: Layout, tracks: Tracks): { readonly locals: readonly number[]; readonly body: Code } {
  const names = ["nation", "key", "lift", "lag", "day", "i", "due", "sent", "line", "share", "x", "zero", "shares", "stock", "there", "demand", "issued", "rest", "depot", "gap", "need"] as const;
  const l = Object.fromEntries(names.map((name, index) => [name, index])) as Record<(typeof names)[number], number>;
  const asked: Code = [op.get(l.zero), op.get(l.gap), op.f32x4Pmax, op.get(l.depot), op.f32x4Pmin];
  const cell = (offset: number): Code => {
    const load = (name: Row): Code => [op.get(l.i), op.load(at[name] + offset)];
    const store = (name: Row, value: Code): Code => [op.get(l.i), value, op.store(at[name] + offset)];
    return [
      [load("gap"), op.set(l.gap), load("depot"), op.set(l.depot)],
      // What was asked for yesterday, as far as the lift went. `rest` stands for it here.
      [asked, op.get(l.shares), op.f32x4Mul, op.set(l.rest)],
      [op.get(l.sent), op.get(l.rest), op.store(pipe + offset)],
      [op.get(l.gap), op.get(l.rest), op.f32x4Sub, op.set(l.gap)],
      [op.get(l.depot), op.get(l.rest), op.f32x4Sub, op.set(l.depot)],
      nextWords(l.x),
      [load("stock"), op.get(l.due), op.load(pipe + offset), op.f32x4Add, op.set(l.there)],
      [op.get(l.zero), load("demand"), load("spread"), noise(l.x), op.f32x4Mul, op.f32x4Add, op.f32x4Pmax, op.set(l.demand)],
      [op.get(l.there), op.get(l.demand), op.f32x4Pmin, op.set(l.issued)],
      [op.get(l.there), op.get(l.issued), op.f32x4Sub, op.set(l.rest)],
      [op.get(l.rest), load("kept"), op.f32x4Mul, op.set(l.stock)],
      store("shortage", [load("shortage"), op.get(l.demand), op.get(l.issued), op.f32x4Sub, op.f32x4Add]),
      tracks === "shortage" ? [] : [store("issued", [load("issued"), op.get(l.issued), op.f32x4Add]), store("lost", [load("lost"), op.get(l.rest), op.get(l.stock), op.f32x4Sub, op.f32x4Add])],
      store("stock", op.get(l.stock)),
      [op.get(l.gap), op.get(l.there), op.get(l.stock), op.f32x4Sub, op.f32x4Add, op.set(l.gap)],
      store("gap", op.get(l.gap)),
      [op.get(l.depot), load("production"), [op.get(l.line), op.load(factors + offset)], op.f32x4Mul, op.f32x4Add, op.set(l.depot)],
      store("depot", op.get(l.depot)),
      [op.get(l.need), asked, load("weight"), op.f32x4Mul, op.f32x4Add, op.set(l.need)],
    ];
  };
  const slotOf = (day: Code, slot: number): Code => [day, op.i32(SLOTS - 1), op.and, op.i32(row), op.mul, op.set(slot)];
  const ahead = [l.due, l.sent, l.line].map((local) => [op.get(local), op.i32(TURN), op.add, op.set(local)]);
  const sum: Code = [op.get(l.need), op.lane(0), op.get(l.need), op.lane(1), op.f32Add, op.get(l.need), op.lane(2), op.get(l.need), op.lane(3), op.f32Add, op.f32Add];
  const last: Code = eachVector((offset) => [
    [[op.get(l.i), op.load(at.gap + offset), op.set(l.gap)], [op.get(l.i), op.load(at.depot + offset), op.set(l.depot)]],
    [asked, op.get(l.shares), op.f32x4Mul, op.set(l.rest)],
    [op.get(l.i), op.get(l.gap), op.get(l.rest), op.f32x4Sub, op.store(at.gap + offset)],
    [op.get(l.i), op.get(l.depot), op.get(l.rest), op.f32x4Sub, op.store(at.depot + offset)],
  ]);
  const body: Code = [
    // The first row of the nation's figures on the first rows of the memory, which they fill in the same order.
    [op.i32(0), op.get(l.nation), op.i32((START.length + OWN.length) * row), op.mul, op.i32(nations), op.add, op.i32((START.length + OWN.length) * row), op.copy],
    [op.i32(at.shortage), op.i32(0), op.i32(pipe + SLOTS * row - at.shortage), op.fill],
    op.loop([
      startWords(l.x, l.key, l.day),
      [op.i32(0), op.set(l.i), same(0), op.set(l.need), slotOf(op.get(l.day), l.due), slotOf([op.get(l.day), op.get(l.lag), op.add, op.i32(-1), op.add], l.sent)],
      op.loop([eachVector(cell), ahead, step(l.i, TURN, row)]),
      [op.get(l.lift), sum, op.f32Div, op.tee(l.share), op.f32(1), op.get(l.share), op.f32(1), op.f32Less, op.select, op.splatF32, op.set(l.shares)],
      step(l.day, 1, days),
    ]),
    [op.i32(0), op.set(l.i), op.loop([last, step(l.i, TURN, row)])],
  ];
  return { locals: [I32, I32, I32, I32, I32, F32, ...Array.from({ length: 11 }, () => V128)], body };
}

/**
 * The simulation four cells at a time, in WebAssembly written for the case. Absent: the host has no vectors, and the scalar
 * kernel gives the same results more slowly.
 */
export function simdKernel(it: SustainmentCase, host: WasmHost, tracks: Tracks = "shortage"): Kernel | undefined {
  const layout = layoutOf(it);
  const bytes = wasmModule({
    memoryBytes: layout.bytes,
    functions: [
      { name: "lines", parameters: [I32], ...linesBody(layout) },
      { name: "run", parameters: [I32, I32, F32, I32], ...runBody(layout, tracks) },
    ],
  });
  if (!host.validate(bytes)) return undefined;
  const { memory, lines, run } = new host.Instance(new host.Module(bytes) as never).exports as Exports;
  const given = padded(it);
  const width = widthOf(it.types);
  const row = (offset: number): Float32Array => new Float32Array(memory.buffer, offset, width);
  for (const name of SHARED) row(layout.at[name]).set(given[name]);
  for (let nation = 0; nation < it.nations; nation++) {
    const names: readonly (keyof Padded)[] = [...START, ...OWN];
    names.forEach((name, index) => row(layout.nations + (nation * names.length + index) * layout.row).set(given[name].subarray(nation * width, (nation + 1) * width)));
  }
  const { at } = layout;
  const outcome = { shortage: row(at.shortage), stock: row(at.stock), depot: row(at.depot), gap: row(at.gap), ...(tracks === "all" ? { issued: row(at.issued), lost: row(at.lost) } : {}) };
  return {
    name: "simd",
    tracks,
    width,
    factors: new Float32Array(memory.buffer, layout.factors, it.days * width),
    lines,
    run: ({ nation, key }) => {
      run(nation, key, it.lift[nation]!, it.transit[nation]!);
      return outcome;
    },
  };
}
