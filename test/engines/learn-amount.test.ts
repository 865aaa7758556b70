import { describe, expect, it } from 'vitest'
import { amountRange, explainTrained, matrixOf, numbers, rankCorrelation, scoreTrained, singleMachine, trainModel, type TrainInput } from '#kernel/learn'
import { kernelBytes } from '#platform/compute'
import { codeOf } from '../kit/code-of.js'
import { uniform } from '../kit/learn-sample.js'

/** log1p of the amount is 3 + 2 × a less a bell of width 1: means are exp(1/2) above the middle. */
function sample(rows: number, seed: number) {
  const next = uniform(seed)
  const a = Float64Array.from({ length: rows }, () => 2 * next() - 1)
  const bell = Float64Array.from({ length: rows }, () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()))
  const label = a.map((each, row) => Math.max(0, Math.exp(3 + 2 * each + (bell[row] as number)) - 1))
  return { matrix: matrixOf([numbers('a', a)]), label, a }
}

const input = (more: Partial<TrainInput> = {}): TrainInput => {
  const [train, valid] = [sample(4000, 3), sample(2000, 5)]
  return { target: 'amount', algorithm: { kind: 'linear' }, calibration: 'none', scale: 'log', matrix: train.matrix, label: train.label, validation: { matrix: valid.matrix, label: valid.label }, seed: 1, ...more }
}
const ground = { machine: singleMachine(kernelBytes()) }

describe('amounts on a log scale', () => {
  const model = trainModel(ground, input())
  const test = sample(4000, 9)
  const scores = scoreTrained(model, test.matrix)
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

  it('give the mean and not the middle, and rank as the truth does', () => {
    expect(mean(scores) / mean(test.label)).toBeGreaterThan(0.9)
    expect(mean(scores) / mean(test.label)).toBeLessThan(1.1)
    expect(rankCorrelation(scores, test.a)).toBeGreaterThan(0.999)
    const plain = scoreTrained(trainModel(ground, input({ scale: 'plain' })), test.matrix)
    const miss = (values: Float64Array) => values.reduce((sum, value, row) => sum + Math.abs(Math.log1p(Math.max(0, value)) - Math.log1p(test.label[row] as number)), 0)
    expect(miss(scores)).toBeLessThan(miss(plain))
  })

  it('say a range that holds four of five amounts that were not seen', () => {
    const inside = test.label.filter((label, row) => {
      const range = amountRange(model, scores[row] as number)
      return range !== null && label >= range.low && label <= range.high
    }).length
    expect(inside / test.label.length).toBeGreaterThan(0.77)
    expect(inside / test.label.length).toBeLessThan(0.84)
    expect(amountRange(trainModel(ground, input({ validation: null })), 5)).toBeNull()
  })

  it('are explained in their own unit: reasons keep their sign and add up to the score', () => {
    for (const row of [0, 1, 2, 3]) {
      const { base, reasons } = explainTrained(model, test.matrix, row)
      expect(base + reasons.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(scores[row] as number, 6)
      expect(Math.sign(reasons[0]!.effect)).toBe(Math.sign((test.a[row] as number) - mean(input().matrix.columns[0]!.kind === 'number' ? sample(4000, 3).a : new Float64Array(1))))
    }
  })

  it('refuse an amount below 0, and stay as they are without a scale', () => {
    const { label } = input()
    expect(codeOf(() => trainModel(ground, input({ label: label.map((value, row) => (row === 7 ? -1 : value)) })))).toBe('LEARN_LABEL_VALUE')
    const plain = trainModel(ground, input({ scale: 'plain' }))
    expect(plain.scale).toEqual({ kind: 'plain' })
    const range = amountRange(plain, 10)
    expect((range?.high ?? 0) - (range?.low ?? 0)).toBeCloseTo((plain.spread?.high ?? 0) - (plain.spread?.low ?? 0), 9)
  })
})
