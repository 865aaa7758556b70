import { describe, expect, it } from 'vitest'
import {
  categories,
  linearModel,
  logisticRegression,
  matrixOf,
  multinomialRegression,
  numbers,
  poissonRegression,
  ridgeRegression,
  type LinearModel,
} from '#kernel/learn'
import { codeOf } from '../../../../test/kit/code-of.js'
import { learnSample, nearNormal, uniform } from '../../../../test/kit/learn-sample.js'

const sample = learnSample()
const { matrix } = sample

/** Constant, age, aum, 北京, 上海 against 成都's, the heaviest level. */
function coefficientsOf(model: LinearModel): number[] {
  const [age, aum, city] = model.effects
  if (age?.kind !== 'number' || aum?.kind !== 'number' || city?.kind !== 'category') return []
  const feature = model.features[2]
  const levels = feature?.kind === 'category' ? feature.levels : []
  expect(city.base).toBe("成都's")
  return [
    model.intercept,
    age.coefficient,
    aum.coefficient,
    ...['北京', '上海'].map((level) => city.coefficients[levels.indexOf(level)] as number),
  ]
}

function isNear(found: readonly number[], expected: readonly number[], bound: number): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((value, at) =>
    expect(Math.abs(value - (expected[at] as number)), `place ${at}`).toBeLessThan(bound),
  )
}

describe('agrees with statsmodels 0.15 and scikit-learn 1.9 on the same rows', () => {
  it('logistic without penalty: coefficients, standard errors, p, likelihood', () => {
    const model = logisticRegression({ l2: 0 }).fit(matrix, sample.label)
    isNear(
      coefficientsOf(model),
      [-2.7062537932103883, 0.05907978361584482, -0.857016178648707, 0.8135997627370036, -0.2711954605394882],
      1e-9,
    )
    const tests = new Map(model.tests?.map((test) => [test.term, test]))
    isNear(
      ['(intercept)', 'age', 'aum', 'city=北京', 'city=上海'].map((term) => tests.get(term)?.error ?? 0),
      [0.49160186120730254, 0.01014972382897142, 0.1431381390587899, 0.2846798881249645, 0.2698278678555914],
      1e-9,
    )
    expect(tests.get('city=北京')?.p).toBeCloseTo(0.004263928757801087, 10)
    expect(-model.loss).toBeCloseTo(-229.7817349616193, 9)
  })

  it('logistic with weights, L2 and elastic net on standardised terms', () => {
    const weighed = logisticRegression({ l2: 0 }).fit(matrix, sample.label, { weights: sample.weights })
    isNear(
      coefficientsOf(weighed),
      [
        -2.6258644446268176, 0.05681856447230958, -0.9453781399404724, 0.8036778212997611,
        -0.22609509992986945,
      ],
      1e-9,
    )
    const l2 = logisticRegression().fit(matrix, sample.label)
    isNear(
      coefficientsOf(l2),
      [
        -2.653754915199744, 0.058030041987875314, -0.8397641302763733, 0.7953000800084439,
        -0.27180361123027186,
      ],
      1e-9,
    )
    const net = logisticRegression({ l1: 10, l2: 2 }).fit(matrix, sample.label)
    isNear(
      coefficientsOf(net),
      [-2.0242648774037746, 0.04438579852235977, -0.6228710720604718, 0.5301200924522909, -0.09856448127263],
      1e-9,
    )
    expect(l2.tests).toBeNull()
  })

  it('least squares and ridge', () => {
    const plain = ridgeRegression({ l2: 0 }).fit(matrix, sample.real)
    isNear(
      coefficientsOf(plain),
      [-5.520914292386269, 0.10723565381003437, -1.615412406479845, 1.947053994707225, -0.19566229966580576],
      1e-9,
    )
    expect(plain.tests?.find((test) => test.term === 'age')?.error).toBeCloseTo(0.004092525158810754, 10)
    const ridge = ridgeRegression({ l2: 5 }).fit(matrix, sample.real)
    isNear(
      coefficientsOf(ridge),
      [
        -5.4539463491247355, 0.10605510416518707, -1.5953476912752038, 1.9155954607829293,
        -0.20781824762328502,
      ],
      1e-9,
    )
  })

  it('Poisson', () => {
    const model = poissonRegression({ l2: 0 }).fit(matrix, sample.count)
    isNear(
      coefficientsOf(model),
      [-2.6498688721645296, 0.0348633740298801, -0.6806447375534274, 0.7026872387166572, 0.27079720015710673],
      1e-9,
    )
    expect(model.tests?.[0]?.error).toBeCloseTo(0.2899293404602004, 9)
  })

  it('multinomial', () => {
    const model = multinomialRegression({ l2: 2 }).fit(matrix, sample.classes)
    expect(model.classes).toEqual(['high', 'low', 'middle'])
    isNear(
      model.predictors.map((one) => one.intercept),
      [-4.907103247873062, 4.264320943016168, 0.6427823048568945],
      1e-8,
    )
    const ages = model.predictors.map(({ effects: [age] }) => (age?.kind === 'number' ? age.coefficient : 0))
    isNear(ages, [0.093542195900355, -0.09623444931888722, 0.002692253418532177], 1e-9)
  })
})

describe('by hand', () => {
  it('one 0/1 feature: the coefficient is the log odds ratio, its error √(1/a + 1/b + 1/c + 1/d)', () => {
    // 1: 30 of 40 yes; 0: 20 of 60 yes. Odds 3 and .5, ratio 6.
    const x = [...Array<number>(40).fill(1), ...Array<number>(60).fill(0)]
    const y = x.map((value, row) => (value === 1 ? (row < 30 ? 1 : 0) : row < 60 ? 1 : 0))
    const model = logisticRegression({ l2: 0 }).fit(matrixOf([numbers('x', x)]), y)
    expect(model.intercept).toBeCloseTo(Math.log(0.5), 9)
    expect(model.tests?.[1]?.coefficient).toBeCloseTo(Math.log(6), 9)
    expect(model.tests?.[1]?.error).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 40), 9)
  })

  it('a value that is missing or unseen moves the score nowhere', () => {
    const model = logisticRegression().fit(matrix, sample.label)
    const rows = matrixOf([numbers('age', [null]), numbers('aum', [null]), categories('city', ['拉萨'])])
    expect(linearModel.score(model, rows)[0]).toBeCloseTo(1 / (1 + Math.exp(-model.center)), 12)
    expect(linearModel.explain(model, rows, 0).reasons.map((reason) => reason.effect)).toEqual([0, 0, 0])
  })
})

it('above 50,000 rows a sample starts the search and the minimum is the same', () => {
  const next = uniform(4)
  const rows = 60_000
  const columns = ['a', 'b', 'c'].map((name) =>
    numbers(
      name,
      Float64Array.from({ length: rows }, () => nearNormal(next)),
    ),
  )
  const label = Float64Array.from({ length: rows }, (_, row) =>
    next() < 1 / (1 + Math.exp(1 - (columns[0]?.values[row] as number))) ? 1 : 0,
  )
  const big = matrixOf(columns)
  const one = logisticRegression({ l2: 0 }).fit(big, label, { seed: 1 })
  const other = logisticRegression({ l2: 0 }).fit(big, label, { seed: 2 })
  isNear(
    one.tests?.map((test) => test.coefficient) ?? [],
    other.tests?.map((test) => test.coefficient) ?? [0],
    1e-9,
  )
  // At the maximum of the likelihood the mean score is the mean label, and residuals are orthogonal to the features.
  const score = linearModel.score(one, big)
  columns.forEach((column) => {
    let slope = 0
    score.forEach((p, row) => (slope += ((label[row] as number) - p) * (column.values[row] as number)))
    expect(Math.abs(slope) / rows).toBeLessThan(1e-9)
  })
})

describe('what cannot be learned is told', () => {
  const free = logisticRegression({ l2: 0 })
  const x = [1, 2, 3, 4, 5, 6, 7, 8]
  const mixed = [0, 1, 0, 0, 1, 1, 0, 1]
  it('a copy, a constant and a sum of features are collinear without a penalty, shared out with one', () => {
    const copy = matrixOf([
      numbers('x', x),
      numbers(
        'y',
        x.map((value) => 2 * value + 1),
      ),
    ])
    expect(codeOf(() => free.fit(copy, mixed))).toBe('LEARN_COLLINEAR')
    expect(
      codeOf(() =>
        free.fit(
          matrixOf([
            numbers('x', x),
            numbers(
              'c',
              x.map(() => 3),
            ),
          ]),
          mixed,
        ),
      ),
    ).toBe('LEARN_COLLINEAR')
    const [a, b] = logisticRegression({ l2: 1 }).fit(copy, mixed).effects
    expect(a?.kind === 'number' && b?.kind === 'number' ? a.coefficient - 2 * b.coefficient : 1).toBeCloseTo(
      0,
      9,
    )
  })

  it('a label the features tell apart is separated', () => {
    const apart = x.map((value) => (value > 4 ? 1 : 0))
    expect(codeOf(() => free.fit(matrixOf([numbers('x', x)]), apart))).toBe('LEARN_SEPARATED')
    const level = matrixOf([categories('c', ['a', 'a', 'a', 'a', 'b', 'b', 'c', 'c'])])
    expect(codeOf(() => free.fit(level, [0, 1, 0, 1, 0, 0, 0, 1]))).toBe('LEARN_SEPARATED')
    expect(codeOf(() => logisticRegression().fit(matrixOf([numbers('x', x)]), apart))).toBe('none')
  })

  it('more features than rows, a wrong label, a wrong penalty', () => {
    const wide = matrixOf(
      x.map((_, at) =>
        numbers(
          `x${at}`,
          mixed.map((value, row) => value * at + row * row),
        ),
      ),
    )
    expect(codeOf(() => free.fit(wide, mixed))).toBe('LEARN_FEWER_ROWS')
    expect(codeOf(() => free.fit(matrixOf([numbers('x', x)]), x))).toBe('LEARN_LABEL_VALUE')
    expect(
      codeOf(() =>
        poissonRegression().fit(
          matrixOf([numbers('x', x)]),
          x.map((value) => value - 3),
        ),
      ),
    ).toBe('LEARN_LABEL_VALUE')
    expect(codeOf(() => logisticRegression({ l2: -1 }))).toBe('LEARN_PARAM')
    expect(
      codeOf(() => free.fit(matrixOf([numbers('x', x)]), mixed, { weights: Float64Array.from(mixed) })),
    ).toBe('LEARN_LABEL_CONSTANT')
  })
})
