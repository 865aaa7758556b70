import { AppError } from '#kernel/error'
import { columnOf, matrixOf, numberColumn, numbers, takeRows, type Matrix } from '../data/matrix.js'
import { createRandom } from '../data/random.js'
import { bgNbd, bgNbdAlive, bgNbdExpected, type BgNbdModel } from './bg-nbd.js'
import { parameterIntervals } from './estimate.js'
import type { FittedGroup, PurchaseHistory, PurchaseProcessKind } from './forecast-contract.js'
import { gammaGamma, type GammaGammaModel } from './gamma-gamma.js'
import { paretoNbd, paretoNbdAlive, paretoNbdExpected, type ParetoNbdModel } from './pareto-nbd.js'

/** Buyers a group must have for parameters of its own. */
const LEAST_BUYERS = 200

export type ProcessModel = BgNbdModel | ParetoNbdModel

export interface GroupModels {
  readonly process: ProcessModel
  /** Null where amounts hardly differ, and their model has nothing to settle on. */
  readonly spend: GammaGammaModel | null
}

/** A model of purchases and one of amounts for each group; small groups share those of everybody. */
export interface FittedGroups {
  readonly all: GroupModels
  readonly own: readonly (GroupModels | null)[]
  readonly rows: readonly Uint32Array[]
}

export function historyMatrix(history: PurchaseHistory): Matrix {
  return matrixOf([numbers('frequency', history.frequency), numbers('recency', history.recency), numbers('age', history.age), numbers('value', history.value)])
}

/** Rows of each group. */
function rowsOfGroups(group: Int32Array, count: number): Uint32Array[] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  group.forEach((at, row) => lists[at]?.push(row))
  return lists.map((list) => Uint32Array.from(list))
}

/** Fits every group large enough. Errors: LEARN_NO_REPEAT, LEARN_PURCHASES, LEARN_SPEND, LEARN_NOT_CONVERGED. */
export function fitGroups(kind: PurchaseProcessKind, matrix: Matrix, group: Int32Array, count: number, tick: (share: number) => void): FittedGroups {
  const rows = rowsOfGroups(group, count)
  const all = fitModels(kind, matrix)
  const own = rows.map((list, at) => {
    tick((at + 1) / (count + 1))
    if (count < 2) return null
    const part = takeRows(matrix, list)
    return buyersOf(part) < LEAST_BUYERS ? null : fitModels(kind, part)
  })
  return { all, own, rows }
}

export function buyersOf(matrix: Matrix): number {
  const { values } = numberColumn(columnOf(matrix, 'frequency'))
  let buyers = 0
  for (const n of values) buyers += n > 0 ? 1 : 0
  return buyers
}

function fitModels(kind: PurchaseProcessKind, matrix: Matrix): GroupModels {
  const process = kind === 'bg-nbd' ? bgNbd().fit(matrix, null) : paretoNbd().fit(matrix, null)
  return { process, spend: spendModel(matrix) }
}

function spendModel(matrix: Matrix): GammaGammaModel | null {
  try {
    return gammaGamma().fit(matrix, null)
  } catch (error) {
    if (error instanceof AppError && error.code === 'LEARN_NOT_CONVERGED') return null
    throw error
  }
}

export function modelsOf(fitted: FittedGroups, at: number): GroupModels {
  return fitted.own[at] ?? fitted.all
}

/** Expected purchases in the next `time`. Where nobody stops, or all stop alike, a and b run off and eq. 10 has no value: the mean rate and the mean stopping chance are then all there is. */
export function expectedOf(model: ProcessModel, matrix: Matrix, time: number): Float64Array {
  if (model.kind === 'pareto-nbd') return paretoNbdExpected(model, matrix, time)
  const expected = bgNbdExpected(model, matrix, time)
  return expected.every(Number.isFinite) ? expected : expected.map((value, row) => (Number.isFinite(value) ? value : plainExpected(model, matrix, row, time)))
}

function plainExpected(model: BgNbdModel, matrix: Matrix, row: number, time: number): number {
  const [r, alpha, a, b] = model.estimates.values as [number, number, number, number]
  const [x, age] = ['frequency', 'age'].map((name) => numberColumn(columnOf(matrix, name)).values[row] as number) as [number, number]
  const rate = (r + x) / (alpha + age)
  const share = a / (a + b + x)
  const stop = Number.isFinite(share) ? share : 0
  const chance = bgNbdAlive(model, takeRows(matrix, Uint32Array.of(row)))[0] as number
  const alive = Number.isFinite(chance) ? chance : 1
  return alive * (stop * rate * time < 1e-9 ? rate * time : -Math.expm1(-rate * stop * time) / stop)
}

export function aliveOf(model: ProcessModel, matrix: Matrix): Float64Array {
  return model.kind === 'bg-nbd' ? bgNbdAlive(model, matrix) : paretoNbdAlive(model, matrix)
}

/** The same model with other parameters. */
export function withValues(model: ProcessModel, values: readonly number[]): ProcessModel {
  return model.kind === 'bg-nbd' ? { ...model, estimates: { ...model.estimates, values } } : { ...model, estimates: { ...model.estimates, values } }
}

/** A figure of each row from its own group's models. */
export function byGroup(fitted: FittedGroups, matrix: Matrix, of: (models: GroupModels, part: Matrix) => Float64Array): Float64Array {
  const result = new Float64Array(matrix.rows)
  fitted.rows.forEach((rows, at) => {
    if (rows.length === 0) return
    const values = of(modelsOf(fitted, at), takeRows(matrix, rows))
    rows.forEach((row, place) => {
      result[row] = values[place] as number
    })
  })
  return result
}

/** Parameters of each group with their intervals; none where the likelihood is flat. */
export function describeGroups(fitted: FittedGroups, matrix: Matrix, groups: readonly string[], level: number): FittedGroup[] {
  return groups.map((group, at) => {
    const rows = fitted.rows[at] as Uint32Array
    const own = fitted.own[at] ?? null
    const { process, spend } = own ?? fitted.all
    const named = (model: ProcessModel | GammaGammaModel | null) =>
      model === null || model.estimates.covariance === null ? null : parameterIntervals(model.estimates, level).map((interval, place) => ({ ...interval, name: model.estimates.names[place] as string }))
    return { group, customers: rows.length, repeat: buyersOf(takeRows(matrix, rows)), pooled: own === null, process: named(process), spend: named(spend) }
  })
}

/** A seed of its own for each group. */
export function seedOf(seed: number, at: number): number {
  return 1 + createRandom(seed, at).below(2_000_000_000)
}
