import { createRandom } from '../data/random.js'
import { cholesky } from '../linear/dense.js'
import type { Estimates } from './estimate.js'

/**
 * Parameters as they could have come out: draws from the normal law of the estimates' logarithms (parametric bootstrap).
 * Null where the likelihood is flat and nothing is known of their spread.
 */
export function parameterDraws({ values, covariance, names }: Estimates, count: number, seed: number): number[][] | null {
  if (covariance === null) return null
  const size = names.length
  const factor = cholesky(Float64Array.from(covariance), size)
  if (factor.kind === 'singular') return null
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const z = Float64Array.from({ length: size }, () => random.normal())
    return values.map((value, row) => {
      let move = 0
      for (let at = 0; at <= row; at += 1) move += (factor.lower[row * size + at] as number) * (z[at] as number)
      return value * Math.exp(move)
    })
  })
}
