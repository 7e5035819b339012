/**
 * Draws by number: the same seed and counter give the same draw on any machine and in any order. Unit: 0 ≤ u < 1.
 * Source: the 32-bit finaliser of MurmurHash3 (Appleby), applied twice over seed and counter.
 * @example drawAt(7, 0) === drawAt(7, 0) // → true
 */
export function drawAt(seed: number, counter: number): number {
  return mix((mix(seed ^ 0x9e3779b9) + Math.imul(counter + 1, 0x85ebca6b)) >>> 0) / 2 ** 32;
}

function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
