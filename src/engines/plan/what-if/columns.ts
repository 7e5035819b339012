import type { Formulation } from "../formulate.ts";

/** What each column of a model is, so that it can be found again in a model that is numbered otherwise. */
export interface Columns {
  /** One number for each column, unique within a model and the same for the same decision in every model of the alliance. */
  readonly key: Float64Array;
  /** Natural units in one unit of the column. */
  readonly scale: Float64Array;
  /** The nation whose decision it is; -1: several nations', or the alliance's. */
  readonly nation: Int32Array;
  /** The leaf it counts for; -1: none or several. */
  readonly leaf: Int32Array;
}

// Room for the columns of one run, and for the runs of one kind.
const RUN = 256;
const KIND = 2 ** 32;

/**
 * Reads runs of columns off a formulation: a column is its run and its place in it. A column that no list of the
 * formulation names belongs to the run before it, as the strata of a shortfall do.
 */
export function columnsOf({ model, on }: Formulation): Columns {
  const { world } = on;
  const [N, T, C, G] = [world.nations.length, world.years.length, world.leaves.length, world.goods.length];
  const size = model.colCount;
  const key = new Float64Array(size).fill(-1);
  const scale = new Float64Array(size).fill(1);
  const nation = new Int32Array(size).fill(-1);
  const leaf = new Int32Array(size).fill(-1);
  const put = (kind: number, run: number, column: number, unit = 1, n = -1, c = -1): void => {
    if (column < 0) return;
    key[column] = kind * KIND + run * RUN;
    scale[column] = unit;
    nation[column] = n;
    leaf[column] = c;
  };
  for (const it of on.goods) put(1, it.nation * G + it.good, it.column, it.scale, it.nation);
  on.programmes.forEach((it, at) => {
    if (it === undefined) return;
    const n = world.programmes[at]!.nation;
    for (let t = it.first; t <= it.last; t++) put(2, at * (T + 1) + t, it.column + t - it.first, it.scale, n);
    put(2, at * (T + 1) + T, it.undelivered, it.scale, n);
  });
  for (const it of on.pairs) {
    const run = (it.nation * C + it.leaf) * (T + 1);
    for (let t = 0; t < T; t++) {
      put(3, run + t, it.short[t]!, it.scale, it.nation, it.leaf);
      put(4, run + t, it.counted[t]!, it.scale, it.nation, it.leaf);
    }
    put(4, run + T, it.beyond, it.scale, it.nation, it.leaf);
  }
  for (const [run, it] of on.splits) put(5, run, it.column, it.scale, Math.floor(run / C) % N, run % C);
  for (const [run, it] of on.expansions) put(6, run, it.column, it.scale, run % N);
  on.overrun.forEach((column, at) => put(7, at, column, on.overrunScale[Math.floor(at / T)]!, Math.floor(at / T)));
  on.allianceShort.forEach((column, at) => put(8, at, column, 1, -1, Math.floor(at / T)));
  on.stockShort.forEach((column, at) => put(9, at, column, 1, world.stocks[Math.floor(at / T)]!.nation));
  on.lotSlack.forEach((column, at) => put(10, at, column));
  for (const [run, it] of on.adoptions) put(11, run, it.column, 1, run % N);
  for (const [run, it] of on.interoperable) put(12, run, it.column, it.scale);
  for (const [run, column] of on.leads) put(13, run, column, 1, Math.floor(run / C), run % C);
  for (const [run, column] of on.fallbacks) put(14, run, column, 1, Math.floor(run / C), run % C);
  for (const [run, it] of on.production) put(15, run, it.column, it.scale);
  for (const [run, it] of on.commons) put(16, run, it.column, it.scale);
  for (let column = 0; column < size; column++) {
    if (key[column]! >= 0) continue;
    key[column] = column === 0 ? 0 : key[column - 1]! + 1;
    if (column === 0) continue;
    scale[column] = scale[column - 1]!;
    nation[column] = nation[column - 1]!;
    leaf[column] = leaf[column - 1]!;
  }
  return { key, scale, nation, leaf };
}
