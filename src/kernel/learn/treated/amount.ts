import { param, sql, type Sql } from '#kernel/sql'
import { takeRows, type Matrix } from '../data/matrix.js'
import type { Feature } from '../model/fitted.js'
import { scoreTrained, trainedSql } from '../trained/score.js'
import type { AlgorithmPlan, TrainedModel, TrainGround } from '../trained/contract.js'
import type { AmountModel } from './contract.js'
import { fitPlanned } from './planned.js'

/** Converted customers below which amounts are not modelled by features. */
const LEAST = 60
const L2 = 30
/** Penalty on how the amounts of one arm differ from those of all: they mostly do not. */
const SHIFT_L2 = 300

/** How amounts are learned: by which learner, and whether all arms share one model that each but shifts. */
export interface AmountPlan {
  readonly learner: AlgorithmPlan
  readonly shared: boolean
  /** Of a shared model: the control and the arms differ in their amounts. Without it what an arm brings is its effect times the amount. Default true. */
  readonly shift?: boolean | undefined
}
export const DEFAULT_AMOUNTS: AmountPlan = { learner: { kind: 'linear', l2: L2 }, shared: false }

export interface AmountData {
  readonly matrix: Matrix
  readonly amount: Float64Array
  readonly seed: number
}

/**
 * Learns the amounts of who converts, one model for each list of converted rows (the control, then the arms). What an arm
 * brings is a difference of two such amounts: shared, both come of one model of all that each list shifts a little, so that
 * the errors of the two do not make up a difference.
 */
export function fitAmounts(ground: TrainGround, plan: AmountPlan, data: AmountData, lists: readonly (readonly number[])[]): AmountModel[] {
  const base = plan.shared ? baseOf(ground, plan, data, lists.flat()) : null
  if (base !== null && plan.shift === false) return sameOf(base, data, lists)
  return lists.map((rows) => (base === null ? fitAmount(ground, plan.learner, data, rows) : shifted(ground, base, data, rows)))
}

function baseOf(ground: TrainGround, { learner }: AmountPlan, { matrix, amount, seed }: AmountData, rows: readonly number[]): TrainedModel | null {
  const label = Float64Array.from(rows, (row) => Math.log1p(Math.max(0, amount[row] as number)))
  if (rows.length < LEAST || label.every((value) => value === label[0])) return null
  return fitPlanned(ground, learner, 'amount', { matrix: takeRows(matrix, rows), label }, seed)
}

/** The shared model, moved by what of a list's amounts it leaves over. */
function shifted(ground: TrainGround, base: TrainedModel, { matrix, amount, seed }: AmountData, rows: readonly number[]): AmountModel {
  const values = Float64Array.from(rows, (row) => Math.max(0, amount[row] as number))
  const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  const most = values.reduce((top, value) => Math.max(top, value), 0)
  if (values.length === 0) return { model: null, smear: 1, mean, most }
  const part = takeRows(matrix, rows)
  const said = scoreTrained(base, part)
  const left = values.map((value, row) => Math.log1p(value) - (said[row] as number))
  const shift = values.length < LEAST || left.every((value) => value === left[0]) ? null : fitPlanned(ground, { kind: 'linear', l2: SHIFT_L2 }, 'amount', { matrix: part, label: left }, seed)
  const moved = shift === null ? said : sumOf(said, scoreTrained(shift, part))
  const total = moved.reduce((sum, value) => sum + Math.exp(value), 0)
  return { model: base, ...(shift === null ? {} : { shift }), smear: (mean * values.length) / total, mean, most }
}

/** One model for all lists, the same to the last bit. */
function sameOf(base: TrainedModel, data: AmountData, lists: readonly (readonly number[])[]): AmountModel[] {
  const rows = lists.flat()
  const values = Float64Array.from(rows, (row) => Math.max(0, data.amount[row] as number))
  const said = scoreTrained(base, takeRows(data.matrix, rows))
  const sum = values.reduce((total, value) => total + value, 0)
  const smear = sum / said.reduce((total, value) => total + Math.exp(value), 0)
  const most = values.reduce((top, value) => Math.max(top, value), 0)
  return lists.map(() => ({ model: base, smear, mean: sum / Math.max(1, values.length), most }))
}

function sumOf(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, row) => value + (b[row] as number))
}

/** Learns the amount of who converts (`rows`); no converted row gives mean 0. */
function fitAmount(ground: TrainGround, learner: AlgorithmPlan, { matrix, amount, seed }: AmountData, rows: readonly number[]): AmountModel {
  const values = Float64Array.from(rows, (row) => Math.max(0, amount[row] as number))
  const mean = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
  const most = values.reduce((top, value) => Math.max(top, value), 0)
  const label = values.map((value) => Math.log1p(value))
  if (values.length < LEAST || label.every((value) => value === label[0])) return { model: null, smear: 1, mean, most }
  const part = takeRows(matrix, rows)
  const model = fitPlanned(ground, learner, 'amount', { matrix: part, label }, seed)
  const fitted = scoreTrained(model, part)
  const total = fitted.reduce((sum, value) => sum + Math.exp(value), 0)
  return { model, smear: (mean * values.length) / total, mean, most }
}

/** Expected amounts of rows, were they to convert. */
export function amountsOf({ model, shift, smear, mean, most }: AmountModel, matrix: Matrix): Float64Array {
  if (model === null) return new Float64Array(matrix.rows).fill(mean)
  const said = scoreTrained(model, matrix)
  const logs = shift === undefined ? said : sumOf(said, scoreTrained(shift, matrix))
  return logs.map((value) => Math.min(most, smear * Math.exp(value)))
}

/** The same as an expression of the engine; `column` gives the expression of a feature. */
export function amountModelSql({ model, shift, smear, mean, most }: AmountModel, column: (feature: Feature) => Sql): Sql {
  if (model === null) return sql`${param(mean, 'Float64')}`
  const said = shift === undefined ? trainedSql(model, column) : sql`(${trainedSql(model, column)} + ${trainedSql(shift, column)})`
  return sql`least(${param(most, 'Float64')}, ${param(smear, 'Float64')} * exp(${said}))`
}
