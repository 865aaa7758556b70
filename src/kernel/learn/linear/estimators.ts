import { checkBinary, checkLabel, type Estimator } from '../data/fit.js'
import { logisticFamily, poissonFamily, ridgeFamily } from './family.js'
import { fitLinear, penaltyOf, type LinearOptions } from './fit.js'
import type { LinearModel } from './model.js'

/**
 * Logistic regression of a label 0 or 1 by maximum penalised likelihood: sum of weighted log losses + l1 Σ|b| + l2/2 Σb²
 * over standardised terms (default l2 = 1). Newton (IRLS, McCullagh and Nelder 1989), warm-started on a seeded sample
 * above 50,000 rows. Categories become 0/1 terms against their heaviest level. Without a penalty it gives standard errors.
 * Errors: those of `checkBinary`; LEARN_MISSING; LEARN_PARAM; without a penalty LEARN_FEWER_ROWS, LEARN_COLLINEAR,
 * LEARN_SEPARATED.
 */
export function logisticRegression(options: LinearOptions = {}): Estimator<ArrayLike<number>, LinearModel> {
  const penalty = penaltyOf(options, 1)
  return {
    fit(matrix, target, fit = {}) {
      checkBinary(matrix.rows, target)
      return fitLinear(matrix, Float64Array.from(target), logisticFamily, penalty, fit)
    },
  }
}

/** Least squares with the same penalties (default l2 = 1; Hoerl and Kennard 1970): half the squared error is the loss. Errors as logistic. */
export function ridgeRegression(options: LinearOptions = {}): Estimator<ArrayLike<number>, LinearModel> {
  const penalty = penaltyOf(options, 1)
  return {
    fit(matrix, target, fit = {}) {
      checkLabel(matrix.rows, target, () => true, 'number')
      return fitLinear(matrix, Float64Array.from(target), ridgeFamily, penalty, fit)
    },
  }
}

/** Poisson regression of counts, log link (McCullagh and Nelder 1989), same penalties (default l2 = 1). Errors as logistic. */
export function poissonRegression(options: LinearOptions = {}): Estimator<ArrayLike<number>, LinearModel> {
  const penalty = penaltyOf(options, 1)
  return {
    fit(matrix, target, fit = {}) {
      checkLabel(matrix.rows, target, (value) => value >= 0, '≥ 0')
      return fitLinear(matrix, Float64Array.from(target), poissonFamily, penalty, fit)
    },
  }
}
