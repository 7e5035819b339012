import { BLOCK, FADE, type Tile } from "./tile.ts";

/** The reference, and what is used where the host has no vectors. */
export function scalarTile(columnsMost: number): Tile {
  const eta = new Float64Array(BLOCK);
  const weight = new Float64Array(BLOCK);
  const residual = new Float64Array(BLOCK);
  const small = new Float64Array(BLOCK);
  const left = new Float64Array(BLOCK);
  const held = Array.from({ length: columnsMost }, () => new Float64Array(BLOCK));
  let size = 0;
  let length = 0;
  return {
    name: "scalar",
    columnsMost,
    eta,
    weight,
    residual,
    small,
    load: (columns, from, to) => {
      size = columns.length;
      length = to - from;
      for (let k = 0; k < size; k++) held[k]!.set(columns[k]!.subarray(from, to));
    },
    predict: (by) => {
      eta.fill(0);
      for (let k = 0; k < size; k++) {
        const [own, times] = [held[k]!, by[k]!];
        for (let row = 0; row < length; row++) eta[row]! += times * own[row]!;
      }
    },
    fade: () => {
      for (let row = 0; row < length; row++) small[row] = faded(small[row]!);
    },
    products: (into) => {
      for (let i = 0; i < size; i++) {
        const own = held[i]!;
        for (let row = 0; row < length; row++) left[row] = weight[row]! * own[row]!;
        for (let k = 0; k <= i; k++) into[i * size + k]! += dot(left, held[k]!, length);
      }
    },
    sums: (into) => {
      for (let k = 0; k < size; k++) into[k]! += dot(residual, held[k]!, length);
    },
  };
}

function dot(left: Float64Array, right: Float64Array, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let row = 0;
  for (; row + 3 < length; row += 4) {
    a += left[row]! * right[row]!;
    b += left[row + 1]! * right[row + 1]!;
    c += left[row + 2]! * right[row + 2]!;
    d += left[row + 3]! * right[row + 3]!;
  }
  if (row < length) a += left[row]! * right[row]!;
  if (row + 1 < length) b += left[row + 1]! * right[row + 1]!;
  if (row + 2 < length) c += left[row + 2]! * right[row + 2]!;
  return a + c + (b + d);
}

const HALVES = Float64Array.from({ length: 1024 }, (_, it) => 2 ** -it);

/** exp(−value), with the roundings that `FADE` tells. */
function faded(value: number): number {
  const x = Math.max(-value, FADE.least);
  const n = x * FADE.log2e + FADE.round - FADE.round;
  const r = x - n * FADE.ln2High - n * FADE.ln2Low;
  let sum = FADE.powers[0]!;
  for (let k = 1; k < FADE.powers.length; k++) sum = sum * r + FADE.powers[k]!;
  return sum * HALVES[-n]!;
}
