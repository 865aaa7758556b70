import { matrixOf, takeRows, type NumberColumn } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'
import { logisticRegression } from '../linear/estimators.js'
import { linearPredictor } from '../linear/model.js'
import { auc } from '../metrics/discrimination.js'
import { curveOf, rankingOf } from '../metrics/ranking.js'
import type { CodedColumn } from './association.js'
import type { OutcomeRows } from './distil.js'

/** How well the first so many tags tell an outcome, judged on customers not learned from. */
export interface TradeOffPoint {
  readonly tags: number
  /** Nats a customer the tags save over knowing only the rate. */
  readonly nats: number
  readonly auc: number
}

const OUTSIDE = 255
const COUNTS = [1, 2, 3, 5, 8, 12, 16, 20, 25, 30, 40, 50, 60] as const

/**
 * The curve of information against the number of tags: a logistic regression on the weights of evidence of the first k
 * tags, learned on one half of the rows and judged on the other. Empty when an outcome is too rare (under 30 in a half).
 */
export function tradeOff(columns: readonly CodedColumn[], outcome: OutcomeRows, seed: number): TradeOffPoint[] {
  const known = Uint32Array.from(outcome.keys()).filter((row) => outcome[row] !== OUTSIDE)
  const order = shuffled(known.length, createRandom(seed, 99)).map((at) => known[at] as number)
  const [learn, judge] = [order.slice(0, order.length >> 1), order.slice(order.length >> 1)]
  if (Math.min(eventsOf(outcome, learn), eventsOf(outcome, judge)) < 30) return []
  const all = matrixOf(columns.map((column, at) => evidence(column, `t${at}`, outcome, learn)))
  const [train, test] = [takeRows(all, learn), takeRows(all, judge)]
  const [y, z] = [Float64Array.from(learn, (row) => outcome[row] as number), Float64Array.from(judge, (row) => outcome[row] as number)]
  const base = entropyAt(mean(y), z)
  return COUNTS.filter((count) => count <= columns.length).map((tags) => {
    const model = logisticRegression({ l2: 1 }).fit({ rows: learn.length, columns: train.columns.slice(0, tags) }, y)
    const scores = linearPredictor(model, { rows: judge.length, columns: test.columns.slice(0, tags) })
    return { tags, nats: base - lossOf(scores, z), auc: auc(curveOf(rankingOf(z, scores))) }
  })
}

function eventsOf(outcome: OutcomeRows, rows: Uint32Array): number {
  return rows.reduce((sum, row) => sum + (outcome[row] as number), 0)
}

/** Weight of evidence of each cell in the rows learned from, half a row added to each side, at every row. */
function evidence({ codes, cells }: CodedColumn, name: string, outcome: OutcomeRows, learn: Uint32Array): NumberColumn {
  const [yes, no] = [new Float64Array(cells).fill(0.5), new Float64Array(cells).fill(0.5)]
  for (const row of learn) {
    const [cell, side] = [codes[row] as number, outcome[row] === 1 ? yes : no]
    side[cell] = (side[cell] as number) + 1
  }
  const [n1, n0] = [total(yes), total(no)]
  const weights = yes.map((count, cell) => Math.log(count / n1 / ((no[cell] as number) / n0)))
  return { kind: 'number', name, values: Float64Array.from(codes, (code) => weights[code] as number) }
}

function lossOf(scores: ArrayLike<number>, label: Float64Array): number {
  return label.reduce((sum, y, at) => sum + Math.log1p(Math.exp(y === 1 ? -(scores[at] as number) : (scores[at] as number))), 0) / label.length
}

function entropyAt(rate: number, label: Float64Array): number {
  return -label.reduce((sum, y) => sum + Math.log(y === 1 ? rate : 1 - rate), 0) / label.length
}

function mean(values: Float64Array): number {
  return total(values) / values.length
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}
