import { fail } from '#kernel/error'
import { normalQuantile } from '#kernel/stats'
import { quadratic } from '../linear/dense.js'
import type { Interval } from '../metrics/interval.js'
import { covarianceOf, minimiseSmooth, moved, type Smooth } from './optimise.js'

/**
 * Parameters above 0, estimated on the log scale: `covariance` is that of the logarithms (inverse of the observed
 * information), so intervals never cross 0. It is null where the likelihood is flat in some direction: the data do not tell
 * the parameters apart. Predictions still hold, but no interval can be given.
 */
export interface Estimates<Name extends string = string> {
  readonly names: readonly Name[]
  readonly values: readonly number[]
  readonly covariance: readonly number[] | null
  readonly logLikelihood: number
  readonly rounds: number
}

export interface Likelihood<Name extends string> {
  readonly names: readonly Name[]
  readonly start: readonly number[]
  /** Mean negative log-likelihood at the logarithms of the parameters. */
  readonly meanLoss: Smooth
  /** Weight of all rows. */
  readonly weight: number
  readonly method: string
  /** Much the same, cheaper: see `minimiseSmooth`. */
  readonly rough?: Smooth | undefined
}

/** Maximum likelihood over the logarithms of parameters. */
export function estimate<Name extends string>(likelihood: Likelihood<Name>): Estimates<Name> {
  const { names, start, meanLoss, weight, method, rough } = likelihood
  const found = minimiseSmooth(meanLoss, start.map(Math.log), method, rough)
  const covariance = found.curvature === null ? null : covarianceOf(found.curvature, names.length, weight)
  return {
    names,
    values: Array.from(found.at, Math.exp),
    covariance: covariance === null ? null : Array.from(covariance),
    logLikelihood: -found.value * weight,
    rounds: found.rounds,
  }
}

function known({ covariance, names }: Estimates): readonly number[] {
  return covariance ?? fail('LEARN_FLAT', { names: names.join(', ') })
}

/** A parameter by its name. */
export function valueOf<Name extends string>(estimates: Estimates<Name>, name: Name): number {
  return estimates.values[estimates.names.indexOf(name)] as number
}

/** Intervals of the parameters themselves: normal on the log scale. Error: LEARN_FLAT. */
export function parameterIntervals(estimates: Estimates, level = 0.95): Interval[] {
  const z = normalQuantile(0.5 + level / 2)
  const size = estimates.names.length
  const covariance = known(estimates)
  return estimates.values.map((value, at) => {
    const error = Math.sqrt(covariance[at * size + at] as number)
    const [low, high] = [value * Math.exp(-z * error), value * Math.exp(z * error)]
    return { value, error: value * error, low, high, level, method: 'delta' }
  })
}

/**
 * Delta-method interval of a figure that depends on estimated parameters and is above 0: its slope on the log parameters
 * by central differences, normal on the log scale. Several sets of estimates are taken as independent. Error: LEARN_FLAT.
 */
export function deltaInterval(
  sets: readonly Estimates[],
  figure: (values: readonly number[][]) => number,
  level = 0.95,
): Interval {
  const values = sets.map((set) => [...set.values])
  const value = figure(values)
  const variance = sets.reduce((sum, set, at) => {
    const logs = Float64Array.from(set.values, Math.log)
    const slope = logs.map((_, term) => {
      const at1 = (by: number) =>
        figure(values.map((own, other) => (other === at ? Array.from(moved(logs, term, by), Math.exp) : own)))
      return (at1(1e-4) - at1(-1e-4)) / 2e-4
    })
    return sum + quadratic(Float64Array.from(known(set)), slope)
  }, 0)
  const error = Math.sqrt(variance)
  const reach = Math.exp((normalQuantile(0.5 + level / 2) * error) / value)
  return { value, error, low: value / reach, high: value * reach, level, method: 'delta' }
}
