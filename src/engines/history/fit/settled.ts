import { type Basis, basisOf, type BinaryFit, carried, type Design, fitBinary, GAIN_OF_RUNNING, largestOf, type Link, RUNS_WITH, shareAt, slopeAt, type Square } from "#stats";

/** The penalty is the logarithm of a determinant, which wants columns that stand further apart than the likelihood does. */
const APART_FOR_PENALTY = 1e-2;

/** Most bases that a fit is taken up on. */
const BASES_MOST = 6;

/**
 * A fit of a yes-or-no outcome, on a basis where columns nearly make one another up. Where it stops while its likelihood still rises, the
 * rows that count by then no longer hold the columns apart, as with high powers of which most rows lie far outside: it is taken up
 * again where it stands, on a basis for those rows.
 */
export function settled({ link, outcome, design, isPenalised }: { readonly link: Link; readonly outcome: Float64Array; readonly design: Design; readonly isPenalised: boolean }): { readonly basis: Basis | undefined; readonly fit: BinaryFit } {
  let basis = basisOf(design, isPenalised ? APART_FOR_PENALTY : undefined);
  let fit = fitBinary({ link, outcome, design: basis?.design ?? design, isPenalised });
  for (let count = 1; count < BASES_MOST && !isPenalised && fit.state === "not-converged" && fit.lastGain > GAIN_OF_RUNNING; count++) {
    const on = basis?.design ?? design;
    const root = weightRoots({ link, design: on, coefficients: fit.coefficients });
    const next = basisOf({ ...design, columns: design.columns.map((column) => column.map((it, row) => it * root[row]!)) }, Number.POSITIVE_INFINITY);
    if (next === undefined || !next.back.values.every(Number.isFinite)) break;
    const own: Basis = { ...next, design: onTo(design, next) };
    const again = fitBinary({ link, outcome, design: own.design, start: uncarried(own.back, basis === undefined ? fit.coefficients : carried(basis.back, fit.coefficients)) });
    if (!(again.logLik >= fit.logLik)) break;
    [basis, fit] = [own, { ...again, iterations: fit.iterations + again.iterations }];
  }
  return { basis, fit };
}

/** Roots of the weights that rows have in the expected information. */
function weightRoots({ link, design, coefficients }: { readonly link: Link; readonly design: Design; readonly coefficients: Float64Array }): Float64Array {
  const eta = new Float64Array(design.rowCount);
  for (const [k, column] of design.columns.entries()) for (let row = 0; row < eta.length; row++) eta[row]! += coefficients[k]! * column[row]!;
  return eta.map((it) => {
    const [share, other] = [shareAt(link, it), shareAt(link, -it)];
    return share === 0 || other === 0 ? 0 : slopeAt(link, it) / Math.sqrt(share * other);
  });
}

/** What T has to be multiplied with to give a vector: T is upper triangular. */
function uncarried({ size, values }: Square, by: Float64Array): Float64Array {
  const made = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let rest = by[row]!;
    for (let k = row + 1; k < size; k++) rest -= values[row * size + k]! * made[k]!;
    made[row] = rest / values[row * size + row]!;
  }
  return made;
}

/** A fit on a basis, told of the terms themselves. */
export function inTerms(fit: BinaryFit, onBasis: Float64Array, { basis, design }: { readonly basis: Basis | undefined; readonly design: Design }): BinaryFit {
  if (basis === undefined) return { ...fit, coefficients: onBasis };
  const { back } = basis;
  const sizes = design.columns.map((it) => largestOf(it));
  const steps = carried(back, fit.lastStep).map((it, index) => Math.abs(it) * sizes[index]!);
  const furthest = Math.max(...steps);
  let score = 0;
  for (const [index, column] of design.columns.entries()) {
    let sum = 0;
    for (let row = 0; row < column.length; row++) sum += column[row]! * fit.residuals[row]!;
    score = Math.max(score, Math.abs(sum) / sizes[index]!);
  }
  let size = 0;
  for (let it = 0; it < back.size; it++) size -= Math.log(back.values[it * back.size + it]!);
  return {
    ...fit,
    coefficients: carried(back, onBasis),
    score,
    separated: fit.state === "separated" ? design.names.filter((_, index) => steps[index]! >= RUNS_WITH * furthest) : [],
    ...(fit.penalisedLogLik !== undefined && { penalisedLogLik: fit.penalisedLogLik + size }),
  };
}

/** Columns of the terms as columns of the basis: X · T. */
export function onTo(design: Design, basis: Basis | undefined): Design {
  if (basis === undefined) return design;
  const { size, values } = basis.back;
  return {
    ...design,
    columns: design.columns.map((_, k) => {
      const made = new Float64Array(design.rowCount);
      for (let i = 0; i <= k; i++) for (let row = 0; row < made.length; row++) made[row]! += design.columns[i]![row]! * values[i * size + k]!;
      return made;
    }),
  };
}
