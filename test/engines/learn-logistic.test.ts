import { afterAll, describe, expect, it } from 'vitest'
import { categories, createRandom, linearPredictor, logisticRegression, logisticRegressionOn, matrixOf, numbers, singleMachine } from '#kernel/learn'
import { kernelBytes, threadedMachine } from '#platform/compute'

const machine = singleMachine(kernelBytes())
const threaded = [threadedMachine(kernelBytes(), 2), threadedMachine(kernelBytes(), 4)]
afterAll(() => Promise.all(threaded.map((each) => each.close())))

function sample(rows: number, seed: number) {
  const random = createRandom(seed)
  const x = Array.from({ length: rows }, () => 1e6 + 1e4 * random.normal())
  const y = Float32Array.from({ length: rows }, () => Math.exp(random.normal()))
  const city = Array.from({ length: rows }, () => `c${random.below(4)}`)
  const label = Float64Array.from(x, (value, row) => (random.next() < 1 / (1 + Math.exp(-((value - 1e6) / 1e4 - 0.4 * (y[row] as number) + (city[row] === 'c2' ? 1 : 0)))) ? 1 : 0))
  const weights = Float64Array.from(x, (_, row) => row % 4)
  const plain = matrixOf([numbers('x', x), { kind: 'number', name: 'y', values: y }])
  return { plain, matrix: matrixOf([...plain.columns, categories('city', city)]), label, weights }
}

describe('logistic regression on a machine', () => {
  it('is the model of the plain one: loss, coefficients, with and without categories, weights and a sample to start from', () => {
    for (const rows of [501, 60_001]) {
      const { plain, matrix, label, weights } = sample(rows, rows)
      for (const [data, fit, options] of [[plain, {}, {}], [matrix, {}, { l2: 5 }], [matrix, { weights }, { l1: 3, l2: 0.5 }]] as const) {
        const wanted = logisticRegression(options).fit(data, label, fit)
        const got = logisticRegressionOn(machine, options).fit(data, label, fit)
        expect(Math.abs(got.loss / wanted.loss - 1)).toBeLessThan(1e-9)
        const [a, b] = [linearPredictor(got, data), linearPredictor(wanted, data)]
        expect(Math.max(...a.map((value, row) => Math.abs(value - (b[row] as number))))).toBeLessThan(1e-5)
        for (const many of threaded) expect(logisticRegressionOn(many, options).fit(data, label, fit)).toEqual(got)
      }
    }
  })

  it('refuses what the plain one refuses, and can be ended', () => {
    const { plain, label } = sample(60_001, 2)
    expect(() => logisticRegressionOn(machine).fit(plain, new Float64Array(60_001))).toThrow('LEARN_LABEL_CONSTANT')
    expect(() => logisticRegressionOn(machine).fit(matrixOf([numbers('x', [1, null, 3])]), [0, 1, 0])).toThrow('LEARN_MISSING')
    expect(() => logisticRegressionOn(machine, { l2: -1 })).toThrow('LEARN_PARAM')
    expect(() => logisticRegressionOn(machine).fit(plain, label, { tick: () => { throw new Error('enough') } })).toThrow('enough')
    expect(logisticRegressionOn(machine, { l2: 0 }).fit(plain, label).tests).toHaveLength(3)
  })
})
