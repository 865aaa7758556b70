import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'
import { weightsOf, type Estimator } from '../data/fit.js'
import { takeRows, type CategoryColumn, type Matrix } from '../data/matrix.js'
import { featuresOf, type Feature, type Fitted, type ModelKind } from '../model/fitted.js'
import type { UpliftTarget } from './contract.js'
import { knownPropensity, stagesOf } from './ground.js'

/** Which arm each row was in and what came of it. */
export interface ArmTarget {
  readonly arm: CategoryColumn
  readonly outcome: ArrayLike<number>
  /** Known chance of each row to be in an arm, by the arm's name, the control's too; one for all or by row. */
  readonly propensity?: Readonly<Record<string, number | ArrayLike<number>>>
}

/** One model of the effect against the control for each other arm. */
export interface ArmsModel extends Fitted {
  readonly kind: 'uplift_arms'
  readonly control: string
  readonly arms: readonly { readonly arm: string; readonly model: Fitted }[]
}

export interface ArmsOptions {
  readonly control: string
  readonly learner: Estimator<UpliftTarget, Fitted>
}

/**
 * Several treatments: each arm against the control with a learner of effects, on the rows of those two arms only. A known
 * propensity is that of the arm among the two: e(arm) / (e(arm) + e(control)). Errors: LEARN_EMPTY, LEARN_ARM_UNKNOWN (control
 * or propensity), LEARN_ARM_EMPTY, LEARN_MISSING (row without arm), and the learner's own.
 */
export function armsLearner({ control, learner }: ArmsOptions): Estimator<ArmTarget, ArmsModel> {
  return {
    fit(matrix, target, options = {}) {
      if (matrix.rows === 0) fail('LEARN_EMPTY')
      const { arm, outcome } = target
      if (arm.codes.length !== matrix.rows) {
        fail('LEARN_ROWS_DIFFER', { column: arm.name, rows: arm.codes.length, expected: matrix.rows })
      }
      const missing = arm.codes.indexOf(-1)
      if (missing >= 0) fail('LEARN_MISSING', { column: arm.name, row: missing + 1 })
      if (!arm.levels.includes(control)) fail('LEARN_ARM_UNKNOWN', { arm: control })
      const weights = weightsOf(matrix.rows, options.weights)
      const others = arm.levels.filter((name) => name !== control)
      if (others.length === 0) fail('LEARN_ARM_EMPTY', { arm: 'treated' })
      const stage = stagesOf(options.tick, others.length)
      const pairs = others.map((name) => ({ name, ...twoArms(arm, control, name) }))
      const models = pairs.map(({ name, rows, treatment }, at) => {
        const known = pairPropensity(target, control, name, matrix.rows)
        const take = (values: ArrayLike<number>) => Float64Array.from(rows, (row) => values[row] as number)
        const tick = stage(at)
        const pair = {
          treatment,
          outcome: take(outcome),
          ...(known === null ? {} : { propensity: take(known) }),
        }
        const fit = {
          seed: options.seed ?? 1,
          weights: take(weights),
          ...(tick === undefined ? {} : { tick }),
        }
        return { arm: name, model: learner.fit(takeRows(matrix, rows), pair, fit) }
      })
      return { kind: 'uplift_arms', features: featuresOf(matrix), control, arms: models }
    },
  }
}

function twoArms(arm: CategoryColumn, control: string, name: string) {
  const codes = [arm.levels.indexOf(control), arm.levels.indexOf(name)]
  const rows: number[] = []
  arm.codes.forEach((code, row) => {
    if (codes.includes(code)) rows.push(row)
  })
  const treatment = Uint8Array.from(rows, (row) => (arm.codes[row] === codes[1] ? 1 : 0))
  for (const [value, empty] of [
    [0, control],
    [1, name],
  ] as const) {
    if (!treatment.includes(value)) fail('LEARN_ARM_EMPTY', { arm: empty })
  }
  return { rows, treatment }
}

function pairPropensity(
  { propensity }: ArmTarget,
  control: string,
  name: string,
  rows: number,
): Float64Array | null {
  if (propensity === undefined) return null
  const of = (arm: string) => knownPropensity(rows, propensity[arm] ?? fail('LEARN_ARM_UNKNOWN', { arm }))
  const without = of(control)
  return of(name).map((chance, row) => chance / (chance + (without[row] as number)))
}

/** Effect of every arm against the control, by arm. */
export function armEffects(
  kind: ModelKind<Fitted>,
  model: ArmsModel,
  matrix: Matrix,
): ReadonlyMap<string, Float64Array> {
  return new Map(model.arms.map((one) => [one.arm, kind.score(one.model, matrix)]))
}

export interface BestArms {
  /** Place in `model.arms`; -1 where no arm is worth more than the control. */
  readonly arm: Int32Array
  /** Effect × value - cost of that arm; 0 for the control. */
  readonly net: Float64Array
}

export interface ArmWorth {
  /** Money one unit of outcome is worth; default 1. */
  readonly value?: number
  /** Money each arm costs, by name; default 0. */
  readonly cost?: Readonly<Record<string, number>>
}

/** The arm with the greatest net gain of every row; equal gains go to the arm first in the model. Errors: LEARN_ARM_UNKNOWN, and those of the parts. */
export function bestArms(
  kind: ModelKind<Fitted>,
  model: ArmsModel,
  matrix: Matrix,
  worth: ArmWorth = {},
): BestArms {
  const costs = costsOf(model, worth)
  const arm = new Int32Array(matrix.rows).fill(-1)
  const net = new Float64Array(matrix.rows)
  model.arms.forEach((one, at) => {
    kind.score(one.model, matrix).forEach((effect, row) => {
      const own = effect * (worth.value ?? 1) - (costs[at] as number)
      if (!(own > (net[row] as number))) return
      net[row] = own
      arm[row] = at
    })
  })
  return { arm, net }
}

/** The best arm's name (or the control's) and its net gain as expressions of the engine. */
export function bestArmSql(
  kind: ModelKind<Fitted>,
  model: ArmsModel,
  column: (feature: Feature) => Sql,
  worth: ArmWorth = {},
): { readonly arm: Sql; readonly net: Sql } {
  const costs = costsOf(model, worth)
  const nets = model.arms.map((one, at) => {
    const effect = kind.sql(one.model, column)
    return sql`(${effect}) * ${param(worth.value ?? 1, 'Float64')} - ${param(costs[at] as number, 'Float64')}`
  })
  const list = nets.reduce((all, net) => sql`${all}, ${net}`, sql`toFloat64(0)`)
  const names = param([model.control, ...model.arms.map((one) => one.arm)], 'Array(String)')
  const net = sql`arrayMax([${list}])`
  return { net, arm: sql`${names}[indexOf([${list}], ${net})]` }
}

function costsOf(model: ArmsModel, { cost = {} }: ArmWorth): number[] {
  const names = model.arms.map((one) => one.arm)
  for (const name of Object.keys(cost)) {
    if (!names.includes(name)) fail('LEARN_ARM_UNKNOWN', { arm: name })
  }
  return names.map((name) => cost[name] ?? 0)
}

/** Score, SQL and reasons of the best arm's effect; 0 and no reasons where the control is best. */
export function armsModel(kind: ModelKind<Fitted>): ModelKind<ArmsModel> {
  return {
    score: (model, matrix) => bestArms(kind, model, matrix).net,
    sql: (model, column) => bestArmSql(kind, model, column).net,
    explain(model, matrix, row) {
      const one = takeRows(matrix, [row])
      const best = bestArms(kind, model, one).arm[0] as number
      const chosen = model.arms[best]
      if (chosen !== undefined) return kind.explain(chosen.model, one, 0)
      return {
        base: 0,
        reasons: model.features.map((feature) => ({ feature: feature.name, value: null, effect: 0 })),
      }
    },
  }
}
