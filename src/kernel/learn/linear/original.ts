import { normalTwoSided } from '#kernel/stats'
import { cholesky, inverseOf } from './dense.js'
import type { Design } from './design.js'
import type { CoefficientTest, LinearEffect } from './model.js'

/** Coefficients of standardised terms, given back in original units. */
export interface Original {
  readonly intercept: number
  readonly center: number
  readonly effects: readonly LinearEffect[]
}

/** Takes the standardisation out again. */
export function toOriginal(design: Design, standardised: Float64Array): Original {
  const center = standardised[0] as number
  const slopes = design.terms.map((_, at) => (standardised[at + 1] as number) / (design.scales[at] as number))
  const shift = slopes.reduce((sum, slope, at) => sum + slope * (design.means[at] as number), 0)
  const effects = design.columns.map((column, feature): LinearEffect => {
    const own = design.terms.flatMap((term, at) => (term.feature === feature ? [at] : []))
    if (column.kind === 'number') {
      const at = own[0] as number
      return { kind: 'number', coefficient: slopes[at] as number, mean: design.means[at] as number }
    }
    const coefficients = column.levels.map(() => 0)
    for (const at of own) coefficients[design.terms[at]?.level as number] = slopes[at] as number
    const mean = own.reduce((sum, at) => sum + (slopes[at] as number) * (design.means[at] as number), 0)
    return {
      kind: 'category',
      base: column.levels[design.bases[feature] as number] as string,
      coefficients,
      mean,
    }
  })
  return { intercept: center - shift, center, effects }
}

/**
 * Standard errors and Wald tests from the observed information of the standardised terms (its inverse is the asymptotic
 * covariance of the maximum-likelihood estimate), carried to original units; the constant first. `scale` is 1 for
 * likelihoods, the residual variance for least squares. Null where the information cannot be inverted.
 */
export function testsOf(
  design: Design,
  standardised: Float64Array,
  information: Float64Array,
  scale: number,
): CoefficientTest[] | null {
  const { width } = design
  const factor = cholesky(information, width)
  if (factor.kind === 'singular') return null
  const covariance = inverseOf(factor).map((value) => value * scale)
  const move = Float64Array.from({ length: width }, (_, at) =>
    at === 0 ? 1 : -(design.means[at - 1] as number) / (design.scales[at - 1] as number),
  )
  let variance = 0
  let intercept = 0
  for (let row = 0; row < width; row += 1) {
    intercept += (move[row] as number) * (standardised[row] as number)
    for (let column = 0; column < width; column += 1) {
      variance +=
        (move[row] as number) * (move[column] as number) * (covariance[row * width + column] as number)
    }
  }
  const terms = design.terms.map((term, at) => {
    const size = design.scales[at] as number
    const error = Math.sqrt(covariance[(at + 1) * width + at + 1] as number) / size
    return testOf(term.name, (standardised[at + 1] as number) / size, error)
  })
  return [testOf('(intercept)', intercept, Math.sqrt(variance)), ...terms]
}

function testOf(term: string, coefficient: number, error: number): CoefficientTest {
  const z = coefficient / error
  return { term, coefficient, error, z, p: normalTwoSided(z) }
}
