import { fail } from '#kernel/error'
import { checkBinary, type Estimator } from '../data/fit.js'
import { featuresOf } from '../model/fitted.js'
import { armDifference } from './average.js'
import type { UpliftTarget } from './contract.js'
import type { UpliftCriterion } from './criterion.js'
import { forestGround } from './forest-ground.js'
import { growUpliftTree, type GrowPlan } from './forest-grow.js'
import type { UpliftForest } from './forest-model.js'
import { foldsOf, groundOf, type Ground } from './ground.js'
import { clipOf, propensityOf, type PropensityOptions } from './propensity.js'

export interface UpliftForestOptions extends PropensityOptions {
  /** Default 100. */
  readonly trees?: number
  /** Most questions on the way to a leaf; default 8. */
  readonly depth?: number
  /** Fewest rows of each arm in each half of a leaf; default 20. */
  readonly leafRows?: number
  /** Default euclid, which takes amounts too. */
  readonly criterion?: UpliftCriterion
  /** Divide gains by `splitNorm`; default true for outcomes 0 and 1. */
  readonly normalise?: boolean
  /** Default 10; weight in rows. */
  readonly smoothing?: number
  readonly leastGain?: number
  /** Most bins of a number; default 64. */
  readonly bins?: number
  /** Features asked about at each node; default the greater of √p and p/3. */
  readonly columns?: number
  /** Share of rows each tree sees; default .5. */
  readonly share?: number
  /** Rows that choose the splits do not estimate the effects (Athey and Imbens 2016); default true. */
  readonly honest?: boolean
  /** Folds for an estimated propensity; default 5. */
  readonly folds?: number
}

/**
 * Uplift forest: trees that part customers where treated and untreated differ most (Rzepakowski and Jaroszewicz 2012),
 * honest (Athey and Imbens 2016; Wager and Athey 2018), on binned features; missing values go the way that gains more,
 * levels are ordered by effect. Rows weigh 1/e and 1/(1 - e) where the propensity is not the same for all. The effect is
 * the mean over trees of treated less untreated mean outcome in the row's leaf. Errors: those of the ground, LEARN_PARAM;
 * LEARN_LABEL_VALUE for amounts with criterion kl or chi.
 */
export function upliftForest(options: UpliftForestOptions = {}): Estimator<UpliftTarget, UpliftForest> {
  checkOptions(options)
  return {
    fit(matrix, target, fit = {}) {
      const ground = groundOf(matrix, target, fit)
      const plan = planOf(options, ground)
      const estimates = options.propensity !== undefined && ground.known === null
      const dealt = estimates ? foldsOf(ground, options.folds ?? 5) : new Uint8Array(0)
      const { chances, overlap } = propensityOf(ground, options, dealt)
      const alike =
        !estimates && (ground.known === null || ground.known.every((chance) => chance === ground.known?.[0]))
      const shared = forestGround(ground, alike ? null : chances, options.bins ?? 64)
      const count = options.trees ?? 100
      const trees = Array.from({ length: count }, (_, at) => {
        fit.tick?.(at / count)
        return growUpliftTree(shared, plan, ground.seed, at)
      })
      const [control, treated] = ground.arms
      const average = armDifference(ground, alike ? null : chances)
      const facts = {
        rows: matrix.rows,
        treatedRows: treated.length,
        controlRows: control.length,
        average,
        overlap,
      }
      return { kind: 'uplift_forest', features: featuresOf(matrix), trees, facts }
    },
  }
}

function planOf(options: UpliftForestOptions, ground: Ground): GrowPlan {
  const criterion = options.criterion ?? 'euclid'
  const binary = ground.outcome.every((value) => value === 0 || value === 1)
  if (criterion !== 'euclid') checkBinary(ground.matrix.rows, ground.outcome)
  const features = ground.matrix.columns.length
  return {
    criterion,
    normalise: options.normalise ?? binary,
    smoothing: options.smoothing ?? 10,
    leafRows: options.leafRows ?? 20,
    leastGain: options.leastGain ?? 0,
    scale: binary ? 1 : varianceOf(ground),
    depth: options.depth ?? 8,
    columns: Math.min(
      features,
      options.columns ?? Math.max(Math.ceil(Math.sqrt(features)), Math.round(features / 3)),
    ),
    share: options.share ?? 0.5,
    honest: options.honest ?? true,
  }
}

function varianceOf({ outcome, weights }: Ground): number {
  let [total, sum, squares] = [0, 0, 0]
  outcome.forEach((value, row) => {
    const weight = weights[row] as number
    total += weight
    sum += weight * value
    squares += weight * value * value
  })
  return Math.max(Number.MIN_VALUE, squares / total - (sum / total) ** 2)
}

function checkOptions(options: UpliftForestOptions): void {
  clipOf(options)
  const whole = {
    trees: [1, 10_000],
    depth: [1, 64],
    leafRows: [1, 1e9],
    bins: [2, 65_000],
    columns: [1, 1e6],
  } as const
  for (const [name, [least, most]] of Object.entries(whole)) {
    const value = options[name as keyof typeof whole]
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
      fail('LEARN_PARAM', { name, value, allowed: `${least} … ${most}` })
    }
  }
  checkShares(options)
}

function checkShares({ share = 0.5, smoothing, leastGain }: UpliftForestOptions): void {
  if (!(share > 0 && share <= 1)) {
    fail('LEARN_PARAM', { name: 'share', value: share, allowed: '0 < share ≤ 1' })
  }
  for (const [name, value] of Object.entries({ smoothing, leastGain })) {
    if (value !== undefined && !(value >= 0 && Number.isFinite(value))) {
      fail('LEARN_PARAM', { name, value, allowed: '≥ 0' })
    }
  }
}
