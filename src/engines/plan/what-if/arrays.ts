/** Fills arrays entry by entry. `from` with a mapping walks an iterator, which for whole models costs a question milliseconds. */
export function floats(size: number, at: (index: number) => number): Float64Array {
  const all = new Float64Array(size);
  for (let index = 0; index < size; index++) all[index] = at(index);
  return all;
}

/** The same for whole numbers. */
export function ints(size: number, at: (index: number) => number): Int32Array {
  const all = new Int32Array(size);
  for (let index = 0; index < size; index++) all[index] = at(index);
  return all;
}
