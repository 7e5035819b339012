/**
 * Just enough of the WebAssembly binary format to write a module with one memory and a few functions.
 * Source: WebAssembly core specification 2.0, sections 5 (binary format) and 4.4 (vector instructions).
 */
export type Code = readonly (number | Code)[];

/** A whole number without a sign, seven bits a byte, low bits first. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** A whole number of 32 bits with its sign. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const low = rest & 0x7f;
    const isLast = (rest >> 7 === 0 && (low & 0x40) === 0) || (rest >> 7 === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const flat = (code: Code): number[] => code.flatMap((it) => (typeof it === "number" ? [it] : flat(it)));
const vector = (items: readonly Code[]): number[] => [...unsigned(items.length), ...flat(items)];
const named = (name: string): number[] => [...unsigned(name.length), ...Array.from(name, (letter) => letter.codePointAt(0)!)];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const simd = (code: number): number[] => [0xfd, ...unsigned(code)];
const bytesOf = (value: number): number[] => [...new Uint8Array(new Float32Array([value]).buffer)];
const at = (offset: number): number[] => [4, ...unsigned(offset)];

/** The part of the host's `WebAssembly` that a kernel needs: it comes as an argument, since nothing here knows a host. */
export interface WasmHost {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: never) => { readonly exports: object };
}

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;

/** Instructions, each as its bytes; operands stand before them. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  tee: (local: number): Code => [0x22, ...unsigned(local)],
  i32: (value: number): Code => [0x41, ...signed(value)],
  f32: (value: number): Code => [0x43, ...bytesOf(value)],
  add: [0x6a],
  and: [0x71],
  shl: [0x74],
  mul: [0x6c],
  lessUnsigned: [0x49],
  f32Add: [0x92],
  f32Div: [0x95],
  f32Less: [0x5d],
  select: [0x1b],
  /** Repeats `body` while it leaves a number other than 0. */
  loop: (body: Code): Code => [0x03, 0x40, body, 0x0d, 0, 0x0b],
  copy: [0xfc, 0x0a, 0, 0],
  fill: [0xfc, 0x0b, 0],
  load: (offset: number): Code => [...simd(0x00), ...at(offset)],
  store: (offset: number): Code => [...simd(0x0b), ...at(offset)],
  words: (values: readonly number[]): Code => [...simd(0x0c), ...new Uint8Array(Int32Array.from(values).buffer)],
  splatI32: simd(0x11),
  splatF32: simd(0x13),
  lane: (lane: number): Code => [...simd(0x1f), lane],
  vAnd: simd(0x4e),
  vOr: simd(0x50),
  vXor: simd(0x51),
  /** Sums of neighbours with their signs: sixteen bytes to eight halves, eight halves to four words. */
  halvesOfBytes: simd(0x7c),
  wordsOfHalves: simd(0x7e),
  i32x4Shl: simd(0xab),
  i32x4ShrU: simd(0xad),
  i32x4Add: simd(0xae),
  i32x4Mul: simd(0xb5),
  f32x4Add: simd(0xe4),
  f32x4Sub: simd(0xe5),
  f32x4Mul: simd(0xe6),
  /** b where b < a, else a. */
  f32x4Pmin: simd(0xea),
  /** b where a < b, else a. */
  f32x4Pmax: simd(0xeb),
  f32x4OfI32: simd(0xfa),
  f64x2Add: simd(0xf0),
  f64x2Sub: simd(0xf1),
  f64x2Mul: simd(0xf2),
  /** b where a < b, else a. */
  f64x2Pmax: simd(0xf7),
  i64x2Shl: simd(0xcb),
  i64x2Add: simd(0xce),
  /** The same number in both places. */
  doubles: (value: number): Code => [...simd(0x0c), ...new Uint8Array(Float64Array.of(value, value).buffer)],
} as const satisfies Readonly<Record<string, Code | ((...operands: never[]) => Code)>>;

export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly number[];
  /** Types of the locals after the parameters. */
  readonly locals: readonly number[];
  readonly body: Code;
}

/** A module that exports `memory` of so many bytes, and its functions, which answer nothing. */
export function wasmModule({ memoryBytes, functions }: { readonly memoryBytes: number; readonly functions: readonly WasmFunction[] }): Uint8Array<ArrayBuffer> {
  const body = (it: WasmFunction): number[] => {
    const code = [...vector(it.locals.map((type) => [1, type])), ...flat(it.body), 0x0b];
    return [...unsigned(code.length), ...code];
  };
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, vector(functions.map((it) => [0x60, vector(it.parameters.map((type) => [type])), 0]))),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(5, vector([[0, ...unsigned(Math.ceil(memoryBytes / 65_536))]])),
    ...section(7, vector([[named("memory"), 2, 0], ...functions.map((it, index) => [named(it.name), 0, unsigned(index)])])),
    ...section(10, vector(functions.map(body))),
  ]);
}
