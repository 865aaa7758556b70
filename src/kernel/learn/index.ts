export {
  categories,
  categoryColumn,
  columnOf,
  denseRows,
  matrixOf,
  numberColumn,
  numbers,
  takeColumns,
  takeRows,
  type CategoryColumn,
  type Column,
  type Matrix,
  type NumberColumn,
} from './data/matrix.js'
export { createRandom, shuffled, type Random } from './data/random.js'
export { checkBinary, checkLabel, weightsOf, type Estimator, type FitOptions, type Tick } from './data/fit.js'
export {
  alignedColumns,
  featuresOf,
  type Explanation,
  type Feature,
  type Fitted,
  type ModelKind,
  type Reason,
} from './model/fitted.js'
