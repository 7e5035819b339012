/** Small dense symmetric matrices, row by row in one array. Absent here: sparse or large ones. */

/** A square matrix. */
export interface Square {
  readonly size: number;
  /** Row by row. */
  readonly values: Float64Array;
}

export const square = (size: number): Square => ({ size, values: new Float64Array(size * size) });
export const at = ({ size, values }: Square, row: number, column: number): number => values[row * size + column]!;
export const diagonal = (of: Square): Float64Array => Float64Array.from({ length: of.size }, (_, it) => at(of, it, it));

/** Lower Cholesky factor, or nothing where the matrix is not positive definite. */
export function cholesky({ size, values }: Square): Square | undefined {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = values[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (row === column) {
        if (!(sum > 0)) return undefined;
        lower[row * size + row] = Math.sqrt(sum);
      } else lower[row * size + column] = sum / lower[column * size + column]!;
    }
  }
  return { size, values: lower };
}

/** Solves with the Cholesky factor of a matrix. */
export function solveWith({ size, values }: Square, right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = x[row]!;
    for (let k = 0; k < row; k++) sum -= values[row * size + k]! * x[k]!;
    x[row] = sum / values[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row]!;
    for (let k = row + 1; k < size; k++) sum -= values[k * size + row]! * x[k]!;
    x[row] = sum / values[row * size + row]!;
  }
  return x;
}

/** Inverse from the Cholesky factor. */
export function inverseWith(factor: Square): Square {
  const { size } = factor;
  const inverse = square(size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    const solved = solveWith(factor, unit);
    for (let row = 0; row < size; row++) inverse.values[row * size + column] = solved[row]!;
  }
  return symmetric(inverse);
}

/** Part of the largest entry on the diagonal, and of its own, below which what a place adds to an information is rounding. */
const ADDS_FROM = 1e-8;

/**
 * Inverse of an information in which some places may hold nothing any more, since what they stand for ran off. What adds nothing to the
 * others is nought in it, so that the others keep what is theirs. Not a number: the others do not stand apart.
 * @example inverseBeside({ size: 2, values: Float64Array.of(4, 0, 0, 0) }, [1]).values // → [0.25, 0, 0, 0]
 */
export function inverseBeside(of: Square, off: readonly number[]): Square {
  const made = square(of.size);
  const largest = diagonal(of).reduce((most, it) => Math.max(most, it), 0);
  let places = Array.from({ length: of.size }, (_, it) => it).filter((it) => !off.includes(it));
  let factor = cholesky(part(of, places));
  if (factor === undefined) return { ...made, values: made.values.fill(Number.NaN) };
  for (const it of off) {
    const more = cholesky(part(of, [...places, it]));
    const left = more === undefined ? 0 : at(more, places.length, places.length) ** 2;
    if (more === undefined || !(left > ADDS_FROM * Math.max(at(of, it, it), largest))) continue;
    [places, factor] = [[...places, it], more];
  }
  const inverse = inverseWith(factor);
  for (const [row, from] of places.entries()) for (const [column, to] of places.entries()) made.values[from * of.size + to] = at(inverse, row, column);
  return made;
}

/** Logarithm of the determinant from the Cholesky factor. */
export const logDeterminantWith = (factor: Square): number => 2 * diagonal(factor).reduce((sum, it) => sum + Math.log(it), 0);

function symmetric(of: Square): Square {
  const { size, values } = of;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const mean = (values[row * size + column]! + values[column * size + row]!) / 2;
      values[row * size + column] = mean;
      values[column * size + row] = mean;
    }
  }
  return of;
}

export function product(a: Square, b: Square): Square {
  const { size } = a;
  const made = square(size);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < size; k++) {
      const left = a.values[row * size + k]!;
      if (left === 0) continue;
      for (let column = 0; column < size; column++) made.values[row * size + column]! += left * b.values[k * size + column]!;
    }
  }
  return made;
}

/** Bread, meat, bread. */
export const sandwich = (bread: Square, meat: Square): Square => symmetric(product(product(bread, meat), bread));

/** T · g. */
export const carried = ({ size, values }: Square, by: Float64Array): Float64Array => Float64Array.from({ length: size }, (_, i) => by.reduce((sum, it, k) => sum + values[i * size + k]! * it, 0));

/** T · V · T'. */
export function carriedBoth(by: Square, of: Square): Square {
  const { size } = of;
  const columns = Array.from({ length: size }, (_, k) => carried(by, Float64Array.from({ length: size }, (_, i) => of.values[i * size + k]!)));
  const rows = Array.from({ length: size }, (_, i) => carried(by, Float64Array.from(columns, (it) => it[i]!)));
  return { size, values: Float64Array.from({ length: size * size }, (_, it) => rows[Math.floor(it / size)]![it % size]!) };
}

/** Rows and columns of some places. */
export function part(of: Square, places: readonly number[]): Square {
  const made = square(places.length);
  for (const [row, from] of places.entries()) for (const [column, to] of places.entries()) made.values[row * places.length + column] = at(of, from, to);
  return made;
}

/** x' M y. */
export function quadratic(of: Square, x: ArrayLike<number>, y: ArrayLike<number> = x): number {
  let sum = 0;
  for (let row = 0; row < of.size; row++) {
    if (x[row] === 0) continue;
    let inner = 0;
    for (let column = 0; column < of.size; column++) inner += at(of, row, column) * y[column]!;
    sum += x[row]! * inner;
  }
  return sum;
}

/** Eigenvalues of a symmetric matrix with their vectors as columns, by Jacobi's rotations. */
export function eigen(of: Square): { readonly values: Float64Array; readonly vectors: Square } {
  const { size } = of;
  const a = Float64Array.from(of.values);
  const vectors = square(size);
  for (let i = 0; i < size; i++) vectors.values[i * size + i] = 1;
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) off += a[row * size + column]! ** 2;
    if (off < 1e-30 * Math.max(1e-300, diagonalSquares(a, size))) break;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const apq = a[p * size + q]!;
        if (apq === 0) continue;
        const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < size; k++) {
          const akp = a[k * size + p]!;
          const akq = a[k * size + q]!;
          a[k * size + p] = c * akp - s * akq;
          a[k * size + q] = s * akp + c * akq;
        }
        for (let k = 0; k < size; k++) {
          const apk = a[p * size + k]!;
          const aqk = a[q * size + k]!;
          a[p * size + k] = c * apk - s * aqk;
          a[q * size + k] = s * apk + c * aqk;
          const vkp = vectors.values[k * size + p]!;
          const vkq = vectors.values[k * size + q]!;
          vectors.values[k * size + p] = c * vkp - s * vkq;
          vectors.values[k * size + q] = s * vkp + c * vkq;
        }
      }
    }
  }
  return { values: Float64Array.from({ length: size }, (_, it) => a[it * size + it]!), vectors };
}

const diagonalSquares = (a: Float64Array, size: number): number => {
  let sum = 0;
  for (let it = 0; it < size; it++) sum += a[it * size + it]! ** 2;
  return sum;
};

/** The nearest matrix without negative eigenvalues: those are set to zero. */
export function clipped(of: Square): Square {
  const { size } = of;
  const { values, vectors } = eigen(of);
  const made = square(size);
  for (let k = 0; k < size; k++) {
    if (values[k]! <= 0) continue;
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) made.values[row * size + column]! += values[k]! * at(vectors, row, k) * at(vectors, column, k);
  }
  return symmetric(made);
}
