/** Largest whole number that is looked up by place. */
const TABLE_MOST = 2_000_000;

/** Numbers from 0 for the values of a column, in the order in which they come. @example dense(Float64Array.of(7, 9, 7)) // → { codes: [0, 1, 0], count: 2 } */
export function dense(values: Float64Array): { readonly codes: Int32Array; readonly count: number } {
  const codes = new Int32Array(values.length);
  let count = 0;
  if (values.every((it) => it >= 0 && it <= TABLE_MOST && Number.isInteger(it))) {
    const table = new Int32Array(TABLE_MOST + 1);
    for (let row = 0; row < codes.length; row++) {
      const value = values[row]!;
      if (table[value] === 0) table[value] = ++count;
      codes[row] = table[value]! - 1;
    }
    return { codes, count };
  }
  const known = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    let code = known.get(values[row]!);
    if (code === undefined) {
      code = count++;
      known.set(values[row]!, code);
    }
    codes[row] = code;
  }
  return { codes, count };
}

/** Undirected pair of each row. */
export function pairsOf([one, two]: readonly [Float64Array, Float64Array]): ReturnType<typeof dense> {
  const keys = new Float64Array(one.length);
  for (let row = 0; row < keys.length; row++) {
    const [a, b] = [one[row]!, two[row]!];
    keys[row] = a < b ? a * 1000 + b : b * 1000 + a;
  }
  return dense(keys);
}
