import { fail } from '#kernel/error'
import type { FitOptions } from '../data/fit.js'
import type { Feature } from '../model/fitted.js'
import type { Matrix } from '../data/matrix.js'
import type { GrowRules } from './ground.js'

/** What the trees are to bring down: a loss of the score, and what the score is a link of. */
export type Objective =
  /** Log loss of a label 0 or 1; the score is log-odds. */
  | { readonly kind: 'binary' }
  /** Softmax over labels 0 … classes - 1. */
  | { readonly kind: 'multiclass'; readonly classes: number }
  /** Half the squared error. */
  | { readonly kind: 'squares' }
  /** Counts; the score is the log of the mean. */
  | { readonly kind: 'poisson' }
  /** Amounts with many zeros; 1 < power < 2; the score is the log of the mean. */
  | { readonly kind: 'tweedie'; readonly power: number }
  /** The value that a share `alpha` of outcomes stays below. */
  | { readonly kind: 'quantile'; readonly alpha: number }

export interface TreeOptions {
  /** Most leaves of a tree; default 31. */
  readonly leaves?: number
  /** Most questions on the way to a leaf; default 64. */
  readonly depth?: number
  /** Fewest rows in a leaf; default 20. */
  readonly leafRows?: number
  /** Smallest sum of curvatures in a leaf; default 0.001. */
  readonly leafWeight?: number
  /** Penalty on half the squared outputs; default 1. */
  readonly l2?: number
  /** A split must take more than this off the objective; default 0. */
  readonly leastGain?: number
  /** Most bins of a feature, 2 to 255; default 255. */
  readonly bins?: number
  /** Share of the features each tree may ask about; default 1. */
  readonly columns?: number
  /** Curvature added to a level when levels are put in order; default 10. */
  readonly smoothing?: number
  /** Added to `l2` for splits of categories; default 10. */
  readonly categoryL2?: number
}

export interface BoostingOptions extends TreeOptions {
  /** Default binary. */
  readonly objective?: Objective
  /** Most rounds; default 100. */
  readonly trees?: number
  /** Share of each tree's output that counts; default 0.1. */
  readonly rate?: number
  /** Share of the rows each tree sees, drawn anew; default 1. */
  readonly rows?: number
  /** By name of a number: 1 = the score never falls as it rises, -1 = never rises. */
  readonly monotone?: Readonly<Record<string, -1 | 1>>
  /** Weights of the classes by label, or 'balanced' for rows / (classes × rows of the class). */
  readonly classWeights?: 'balanced' | readonly number[]
  /** Starting score; default that of the best constant. */
  readonly base?: number
  /** Stop after this many rounds without a better loss on the validation rows; needs them. */
  readonly patience?: number
}

export interface BoostingFitOptions extends FitOptions {
  /** Rows the loss is watched on: a matrix of their own, or a share of the given rows drawn by the seed. */
  readonly validation?: { readonly matrix: Matrix; readonly target: ArrayLike<number>; readonly weights?: Float64Array } | { readonly share: number }
}

/** Checked options, all given. */
export interface BoostingPlan {
  readonly objective: Objective
  readonly trees: number
  readonly rate: number
  readonly rows: number
  readonly columns: number
  readonly bins: number
  readonly base: number | undefined
  readonly patience: number | undefined
  readonly classWeights: 'balanced' | readonly number[] | undefined
  readonly monotone: Readonly<Record<string, -1 | 1>>
  readonly rules: Omit<GrowRules, 'monotone'>
}

const MOST_LEAVES = 4096

/** Rules of one tree. Error: LEARN_PARAM. */
export function treeRules(options: TreeOptions, defaults: { readonly leaves: number; readonly leafRows: number; readonly l2: number; readonly leafWeight: number }): Omit<GrowRules, 'monotone'> {
  return {
    leaves: whole('leaves', options.leaves ?? defaults.leaves, 2, MOST_LEAVES),
    depth: whole('depth', options.depth ?? 64, 1, 64),
    leafRows: whole('leafRows', options.leafRows ?? defaults.leafRows, 1, 1e9),
    leafWeight: within('leafWeight', options.leafWeight ?? defaults.leafWeight, 0, Number.MAX_VALUE),
    l2: within('l2', options.l2 ?? defaults.l2, 0, Number.MAX_VALUE),
    leastGain: within('leastGain', options.leastGain ?? 0, 0, Number.MAX_VALUE),
    smoothing: within('smoothing', options.smoothing ?? 10, 0, Number.MAX_VALUE),
    categoryL2: within('categoryL2', options.categoryL2 ?? 10, 0, Number.MAX_VALUE),
  }
}

/** Options with their defaults. Error: LEARN_PARAM. */
export function planOf(options: BoostingOptions): BoostingPlan {
  const objective = options.objective ?? { kind: 'binary' }
  checkObjective(objective)
  if (options.base !== undefined && (!Number.isFinite(options.base) || objective.kind === 'multiclass')) {
    fail('LEARN_PARAM', { name: 'base', value: options.base, allowed: 'number; multiclass: –' })
  }
  return {
    objective,
    trees: whole('trees', options.trees ?? 100, 1, 100_000),
    rate: within('rate', options.rate ?? 0.1, 1e-6, 1),
    rows: within('rows', options.rows ?? 1, 1e-6, 1),
    columns: within('columns', options.columns ?? 1, 1e-6, 1),
    bins: whole('bins', options.bins ?? 255, 2, 255),
    base: options.base,
    patience: options.patience === undefined ? undefined : whole('patience', options.patience, 1, 100_000),
    classWeights: options.classWeights,
    monotone: options.monotone ?? {},
    rules: treeRules(options, { leaves: 31, leafRows: 20, l2: 1, leafWeight: 1e-3 }),
  }
}

function checkObjective(objective: Objective): void {
  if (objective.kind === 'multiclass') whole('classes', objective.classes, 2, 1000)
  if (objective.kind === 'tweedie' && !(objective.power > 1 && objective.power < 2)) fail('LEARN_PARAM', { name: 'power', value: objective.power, allowed: '1 < power < 2' })
  if (objective.kind === 'quantile' && !(objective.alpha > 0 && objective.alpha < 1)) fail('LEARN_PARAM', { name: 'alpha', value: objective.alpha, allowed: '0 < alpha < 1' })
}

/** Directions by feature. Errors: LEARN_COLUMN_MISSING, LEARN_COLUMN_KIND for a category. */
export function directionsOf(features: readonly Feature[], monotone: Readonly<Record<string, -1 | 1>>): number[] {
  for (const name of Object.keys(monotone)) {
    const feature = features.find((one) => one.name === name)
    if (feature === undefined) fail('LEARN_COLUMN_MISSING', { column: name })
    if (feature.kind === 'category') fail('LEARN_COLUMN_KIND', { column: name, expected: 'number', got: 'category' })
  }
  return features.map((feature) => monotone[feature.name] ?? 0)
}

export function whole(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) fail('LEARN_PARAM', { name, value, allowed: `${least} … ${most}` })
  return value
}

export function within(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most)) fail('LEARN_PARAM', { name, value, allowed: `${least} … ${most}` })
  return value
}
