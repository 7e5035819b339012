// Plain loops: a mapping called for every entry of a whole model costs a question milliseconds.

/** The entries at some places. @example picked(new Float64Array([5, 6, 7]), new Int32Array([2, 0])) // → [7, 5] */
export function picked(from: Float64Array, places: Int32Array): Float64Array {
  const all = new Float64Array(places.length);
  for (let at = 0; at < all.length; at++) all[at] = from[places[at]!]!;
  return all;
}

/** The same for whole numbers. A place below 0 is `otherwise`. */
export function pickedWhole(from: Int32Array, places: Int32Array, otherwise = 0): Int32Array {
  const all = new Int32Array(places.length);
  for (let at = 0; at < all.length; at++) all[at] = places[at]! < 0 ? otherwise : from[places[at]!]!;
  return all;
}

/** 0, 1, … up to a size. */
export function upTo(size: number): Int32Array {
  const all = new Int32Array(size);
  for (let at = 0; at < size; at++) all[at] = at;
  return all;
}
