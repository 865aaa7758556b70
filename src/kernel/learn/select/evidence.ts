import { fail } from '#kernel/error'
import { matrixOf, takeRows, type Matrix, type NumberColumn } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'
import { logisticRegression } from '../linear/estimators.js'
import type { LinearModel } from '../linear/model.js'
import { auc } from '../metrics/discrimination.js'
import { curveOf, rankingOf } from '../metrics/ranking.js'
import { binsOf, throughBins } from '../scorecard/assign.js'
import { optimalBinning } from '../scorecard/binning.js'
import type { Binning } from '../scorecard/contract.js'

/** One piece of evidence: ranges of its values and the log-odds each adds; all 0 where it tells too little. */
export interface EvidenceWeight {
  readonly name: string
  readonly iv: number
  readonly used: boolean
  /** Upper edges of the ranges but the last: range i is [cut i-1, cut i). */
  readonly cuts: readonly number[]
  /** One a range, then one for a missing value. */
  readonly adds: readonly number[]
  readonly ranges: readonly { readonly label: string; readonly rows: number; readonly rate: number }[]
}

export interface WeighedEvidence {
  /** Log-odds of the mean row. */
  readonly base: number
  readonly weights: readonly EvidenceWeight[]
  readonly rows: number
  readonly events: number
  /** On the half not learned from. */
  readonly auc: number
}

const LEAST_IV = 0.02
const PENALTY = 1

/**
 * Weights of evidence: monotone bins of each number, a logistic regression on their weights of evidence (Good 1950; Siddiqi
 * 2006), so that every piece adds its own part to the log-odds. A piece that tells under .02 alone, or whose sign turns
 * beside the others, is left out.
 * Errors: LEARN_EMPTY, LEARN_ONE_LABEL and those of `matrixOf`.
 */
export function weighEvidence(columns: readonly NumberColumn[], label: Float64Array, seed: number): WeighedEvidence {
  if (label.length === 0 || columns.length === 0) fail('LEARN_EMPTY')
  const order = shuffled(label.length, createRandom(seed))
  const [learn, judge] = [order.slice(0, order.length >> 1), order.slice(order.length >> 1)]
  const all = matrixOf(columns)
  return { ...fit(all, label), auc: heldOut(all, label, learn, judge) }
}

/** Log-odds of rows by weights found. */
export function evidenceLogOdds({ base, weights }: Pick<WeighedEvidence, 'base' | 'weights'>, columns: readonly NumberColumn[]): Float64Array {
  const found = new Float64Array(columns[0]?.values.length ?? 0).fill(base)
  weights.forEach(({ cuts, adds }, at) => {
    columns[at]?.values.forEach((value, row) => {
      const bin = Number.isNaN(value) ? cuts.length + 1 : cuts.filter((cut) => value >= cut).length
      found[row] = (found[row] as number) + (adds[bin] ?? 0)
    })
  })
  return found
}

function heldOut(all: Matrix, label: Float64Array, learn: Uint32Array, judge: Uint32Array): number {
  const take = (rows: Uint32Array) => Float64Array.from(rows, (row) => label[row] as number)
  const [y, z] = [take(learn), take(judge)]
  if (![y, z].every((side) => side.includes(1) && side.includes(0))) return Number.NaN
  const found = fit(takeRows(all, learn), y)
  return auc(curveOf(rankingOf(z, evidenceLogOdds(found, takeRows(all, judge).columns as NumberColumn[]))))
}

function fit(matrix: Matrix, label: Float64Array): Omit<WeighedEvidence, 'auc'> {
  const binnings = matrix.columns.map((column) => optimalBinning(column, label, { maxBins: 5, minShare: 0.01 }))
  let used = binnings.map(({ iv }, at) => (iv >= LEAST_IV ? at : -1)).filter((at) => at >= 0)
  let model = regress(matrix, binnings, used, label)
  // WOE falls as the share of label 1 rises: a coefficient above 0 says the piece counts against itself.
  for (let turned = worst(model); model !== null && turned >= 0; turned = worst(model)) {
    used = used.filter((_, at) => at !== turned)
    model = regress(matrix, binnings, used, label)
  }
  const events = label.reduce((sum, y) => sum + y, 0)
  const base = model === null ? Math.log(events / (label.length - events)) : model.center
  return { base, weights: binnings.map((binning, at) => weightOf(binning, coefficientAt(model, used.indexOf(at)))), rows: label.length, events }
}

function regress(matrix: Matrix, binnings: readonly Binning[], used: readonly number[], label: Float64Array): LinearModel | null {
  if (used.length === 0) return null
  const columns = used.map((at): NumberColumn => {
    const [binning, column] = [binnings[at] as Binning, matrix.columns[at] as NumberColumn]
    return { kind: 'number', name: column.name, values: throughBins(binsOf(binning, column), binning.bins.map(({ woe }) => woe), 0) }
  })
  return logisticRegression({ l2: PENALTY }).fit(matrixOf(columns), label)
}

function worst(model: LinearModel | null): number {
  if (model === null) return -1
  const coefficients = model.effects.map((effect) => (effect.kind === 'number' ? effect.coefficient : 0))
  const most = Math.max(...coefficients)
  return most > 0 ? coefficients.indexOf(most) : -1
}

interface Part {
  readonly coefficient: number
  readonly mean: number
}

function coefficientAt(model: LinearModel | null, at: number): Part | null {
  const effect = at < 0 ? undefined : model?.effects[at]
  return effect?.kind === 'number' ? effect : null
}

function weightOf(binning: Binning, part: Part | null): EvidenceWeight {
  const cuts = binning.kind === 'number' ? binning.cuts : []
  const adds = binning.bins.map(({ woe }) => (part === null ? 0 : part.coefficient * (woe - part.mean)))
  return {
    name: binning.feature,
    iv: binning.iv,
    used: part !== null,
    cuts,
    adds,
    ranges: binning.bins.map(({ label, rows, badRate }) => ({ label, rows, rate: Number.isFinite(badRate) ? badRate : 0 })),
  }
}
