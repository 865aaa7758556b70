export { betaI, gammaQ, logGamma } from './special-function.js'
export {
  chiSquareSf,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentCdf,
  studentQuantile,
  studentTwoSided,
} from './distribution.js'
export type { Comparison } from './comparison.js'
export { differenceOfProportions, wilsonInterval, type Proportion, type ProportionOptions } from './proportion.js'
export { differenceOfMeans, type Moments } from './mean.js'
export { differenceOfLifts, type LiftDifference, type SplitList } from './two-level.js'
export { sampleRatioCheck, type SampleRatio } from './sample-ratio.js'
export {
  minimumDetectableEffect,
  powerOfProportions,
  sampleSize,
  type DesignArm,
  type PowerOptions,
  type SampleSize,
  type SampleSizeDesign,
} from './power.js'
export { adjustPValues } from './multiplicity.js'
export { heterogeneity, type Effect, type Heterogeneity } from './heterogeneity.js'
