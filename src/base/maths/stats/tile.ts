/** Rows that are worked on together: their columns stay in the nearest caches. */
export const BLOCK = 1024;
/** Most columns that the vectors have room for. */
export const VECTOR_COLUMNS_MOST = 64;
/** Partial sums of a sum over rows: row r goes to the sum r mod 4, and 0 with 2 and 1 with 3 are added first. */
export const PARTS = 4;

/**
 * Some rows of some columns, and what is summed over them. Results are the same to the last bit whatever it is made of: additions
 * are made in one order. Rows beyond those that were loaded count as nought.
 */
export interface Tile {
  readonly name: "vector" | "scalar";
  readonly columnsMost: number;
  /** By row of the tile: the linear predictor, the weight in products, the value in sums. */
  readonly eta: Float64Array;
  readonly weight: Float64Array;
  readonly residual: Float64Array;
  /** What `fade` works on. */
  readonly small: Float64Array;
  /** Takes over rows `from` to before `to`. */
  readonly load: (columns: readonly Float64Array[], from: number, to: number) => void;
  /** eta ← Σ b · x, column by column. */
  readonly predict: (by: Float64Array) => void;
  /** small ← exp(−small), for numbers from 0. Below exp(−707) it stays there. */
  readonly fade: () => void;
  /** Adds Σ weight · x_i · x_k to the lower triangle of a matrix of so many columns. */
  readonly products: (into: Float64Array) => void;
  /** Adds Σ residual · x_k. */
  readonly sums: (into: Float64Array) => void;
}

/**
 * How exp(−x) is reckoned alike everywhere: x = n · ln 2 + r with |r| ≤ ln 2 / 2, a polynomial in r, and n put into the exponent.
 * `round` added and taken away leaves a whole number, which then stands in the lowest bits of the sum.
 */
export const FADE = {
  least: -707,
  log2e: Math.LOG2E,
  round: 1.5 * 2 ** 52,
  ln2High: 0.69314718036912381649,
  ln2Low: 1.90821492927058770002e-10,
  /** 1 / k!, from the highest power down. */
  powers: Array.from({ length: 14 }, (_, it) => Array.from({ length: 13 - it }, (_, k) => k + 1).reduce((product, k) => product / k, 1)),
} as const;
