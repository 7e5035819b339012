/** Statistics: models of yes-or-no outcomes and of spells, their errors, tests, intervals and draws. Absent here: what they are about. */
export { type BinaryAsk, type BinaryFit, fitBinary, GAIN_OF_RUNNING, type Link, RUNS_WITH, shareAt, slopeAt } from "./binary.ts";
export { clusterCovariance, dyadicCovariance, repaired, type RobustCovariance, type ScoreAsk, standardErrors } from "./covariance.ts";
export { type CoxAsk, type CoxFit, fitCox, type ProportionalTest, proportionalTest, type Ties } from "./cox.ts";
export { type Basis, basisOf, type Design, largestOf, scaled, withoutAliased } from "./design.ts";
export { type Draws, draws, quantile, resampled, shuffled } from "./draws.ts";
export { type AverageEffect, averageEffect } from "./effects.ts";
export { at, carried, carriedBoth, cholesky, clipped, diagonal, eigen, inverseWith, part, product, quadratic, sandwich, solveWith, type Square, square } from "./matrix.ts";
export { addProducts, addSums, mirrored, type Stretch, withVectors } from "./products.ts";
export { scalarTile } from "./scalar-tile.ts";
export { BLOCK, type Tile } from "./tile.ts";
export { vectorTile } from "./vector-tile.ts";
export {
  betaQuantile,
  chiSquaredTail,
  incompleteBeta,
  logGamma,
  logNormalCdf,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalTwoSided,
  upperGamma,
} from "./special.ts";
export { competingRisks, type IncidenceStep, kaplanMeier, logRank, quantileOf, type Spells, survivalAt, type SurvivalStep } from "./survival.ts";
export {
  chiSquared,
  type ChiSquared,
  clopperPearson,
  contrast,
  detectableAlong,
  detectableShift,
  eValue,
  eValueOfInterval,
  falseDiscovery,
  holm,
  minimumDetectable,
  noncentralTail,
  type ShareInterval,
  waldTest,
  wilson,
} from "./intervals.ts";
export { fitWeibull, type WeibullFit } from "./weibull.ts";
