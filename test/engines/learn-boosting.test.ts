import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import {
  auc,
  boostedModel,
  boostedProbabilities,
  boostedScores,
  boostedScoresOn,
  categories,
  createRandom,
  curveOf,
  gradientBoosting,
  matrixOf,
  numbers,
  rankingOf,
  singleMachine,
  takeRows,
  treeImportance,
  type BoostedModel,
  type BoostingOptions,
  type Matrix,
  type NumberColumn,
} from '#kernel/learn'
import { kernelBytes, threadedMachine } from '#platform/compute'

const machine = singleMachine(kernelBytes())
const threaded = [threadedMachine(kernelBytes(), 2), threadedMachine(kernelBytes(), 4)]
afterAll(() => Promise.all(threaded.map((each) => each.close())))

/** Numbers with missing values, counts, a category; label by a non-linear rule with noise. */
function sample(rows: number, seed: number): { matrix: Matrix; label: Float64Array; count: Float64Array; kind: Float64Array; truth: Float64Array } {
  const random = createRandom(seed)
  const [a, b, c, city] = [[] as (number | null)[], [] as number[], [] as number[], [] as (string | null)[]]
  const [label, count, kind, truth] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)]
  for (let row = 0; row < rows; row += 1) {
    const [x, y, z, k] = [random.normal(), Math.floor(random.next() * 8), Math.exp(random.normal()), random.below(6)]
    a.push(random.next() < 0.1 ? null : x)
    b.push(y)
    c.push(z)
    city.push(random.next() < 0.05 ? null : `c${k}`)
    const score = 1.5 * x - 0.4 * y + (k % 2) + Math.sin(z)
    truth[row] = score
    label[row] = random.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0
    count[row] = Math.floor(Math.exp(0.3 * x + 0.1 * y) * 2 * random.next())
    kind[row] = score + random.normal() < -1 ? 0 : score < 0.5 ? 1 : 2
  }
  return { matrix: matrixOf([numbers('a', a), numbers('b', b), numbers('c', c), categories('city', city)]), label, count, kind, truth }
}

const small = { trees: 1, rate: 1, leafRows: 1, leafWeight: 0, l2: 1 } satisfies BoostingOptions
const aucOf = (label: ArrayLike<number>, score: ArrayLike<number>) => auc(curveOf(rankingOf(label, score)))

describe('gradient boosting', () => {
  it('one split by hand: squares, gain and outputs of the formula', () => {
    // base = 3; slopes 2, 2, -2, -2 (score - y); split between 2 and 3: GL = 4, HL = 2.
    const model = gradientBoosting(machine, { ...small, objective: { kind: 'squares' }, leaves: 2 }).fit(matrixOf([numbers('x', [1, 2, 3, 4])]), [1, 1, 5, 5])
    const [tree] = model.trees
    expect(model.base).toEqual([3])
    expect(tree?.feature).toEqual([0, -1, -1])
    expect(tree?.threshold[0]).toBe(2.5)
    expect(tree?.gain[0]).toBeCloseTo(0.5 * (16 / 3 + 16 / 3 - 0), 8)
    expect(tree?.value[1]).toBeCloseTo(-4 / 3, 12)
    expect(tree?.value[2]).toBeCloseTo(4 / 3, 12)
    expect(tree?.cover).toEqual([4, 2, 2])
  })

  it('one split by hand: log loss, weights', () => {
    // base: share 1/2, so g = ±1/2 × weight, h = 1/4 × weight.
    const model = gradientBoosting(machine, { ...small, leaves: 2, l2: 0.5 }).fit(matrixOf([numbers('x', [1, 2, 3, 4])]), [0, 0, 1, 1], { weights: Float64Array.of(1, 2, 2, 1) })
    const [tree] = model.trees
    expect(model.base[0]).toBeCloseTo(0, 12)
    expect(tree?.value[1]).toBeCloseTo(-1.5 / (0.75 + 0.5), 6)
    expect(tree?.gain[0]).toBeCloseTo((1.5 * 1.5) / 1.25, 3)
  })

  it('a missing value goes the way that gains more', () => {
    const fit = (label: number[]) => gradientBoosting(machine, { ...small, leaves: 2 }).fit(matrixOf([numbers('x', [1, 1, 2, 2, null, null])]), label)
    expect(fit([0, 0, 1, 1, 0, 0]).trees[0]?.missingLeft[0]).toBe(true)
    expect(fit([0, 0, 1, 1, 1, 1]).trees[0]?.missingLeft[0]).toBe(false)
    // Only that it is missing tells anything.
    const alone = gradientBoosting(machine, { ...small, leaves: 2 }).fit(matrixOf([numbers('x', [1, 2, 1, 2, null, null])]), [0, 0, 0, 0, 1, 1])
    expect([...boostedModel.score(alone, matrixOf([numbers('x', [-5, 1e9, null])]))].map((p) => p > 0.3)).toEqual([false, false, true])
  })

  it('categories are grouped by their slope; what was not seen goes with the missing', () => {
    const city = categories('city', ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd', null, null])
    const model = gradientBoosting(machine, { ...small, leaves: 2, smoothing: 0, categoryL2: 0 }).fit(matrixOf([city]), [1, 0, 1, 0, 1, 0, 1, 0, 1, 1])
    const scores = boostedModel.score(model, matrixOf([categories('city', ['a', 'b', 'c', 'd', null, 'never seen'])]))
    expect([...scores].map((p) => p > 0.6)).toEqual([true, false, true, false, true, true])
  })

  it('leaves hold enough rows, whatever their curvature', () => {
    const { matrix, label } = sample(3000, 3)
    for (const leafRows of [2, 25, 200]) {
      const model = gradientBoosting(machine, { trees: 10, leafRows, rate: 0.5 }).fit(matrix, label)
      const leaves = model.trees.flatMap((tree) => tree.cover.filter((_, node) => (tree.feature[node] as number) < 0))
      expect(Math.min(...leaves)).toBeGreaterThanOrEqual(leafRows)
    }
  })

  it('learns: log loss falls tree by tree, and quantised slopes cost no AUC against labels told apart without noise', () => {
    const { matrix, label } = sample(20_000, 1)
    const fresh = sample(20_000, 2)
    const model = gradientBoosting(machine, { trees: 60 }).fit(matrix, label, { validation: { matrix: fresh.matrix, target: fresh.label } })
    expect(model.validation[59] as number).toBeLessThan(model.validation[0] as number)
    expect(model.validation.slice(0, 20).every((loss, at, all) => at === 0 || loss < (all[at - 1] as number))).toBe(true)
    const coarse = boostedModel.score(model, fresh.matrix)
    expect(aucOf(fresh.label, coarse)).toBeGreaterThan(aucOf(fresh.label, fresh.truth) - 0.03)
    // Rows repeated with weight 1/8: the same loss, slopes in an eighth of the steps, at random.
    const times = 8
    const many = Array.from({ length: 20_000 * times }, (_, at) => at % 20_000)
    const repeated = gradientBoosting(machine, { trees: 60, leafRows: 20 * times }).fit(takeRows(matrix, many), many.map((row) => label[row] as number), { weights: new Float64Array(many.length).fill(1 / times) })
    expect(Math.abs(aucOf(fresh.label, boostedModel.score(repeated, fresh.matrix)) - aucOf(fresh.label, coarse))).toBeLessThan(0.003)
  })

  it('is the same at 1, 2 and 4 threads, with row and feature sampling, for every objective', () => {
    const { matrix, label, count, kind } = sample(70_000, 4)
    const cases: [BoostingOptions, Float64Array][] = [
      [{ trees: 6 }, label],
      [{ trees: 4, rows: 0.6, columns: 0.5 }, label],
      [{ trees: 3, objective: { kind: 'squares' } }, count],
      [{ trees: 3, objective: { kind: 'poisson' } }, count],
      [{ trees: 3, objective: { kind: 'tweedie', power: 1.4 } }, count],
      [{ trees: 3, objective: { kind: 'quantile', alpha: 0.8 } }, count],
      [{ trees: 2, objective: { kind: 'multiclass', classes: 3 } }, kind],
    ]
    for (const [options, target] of cases) {
      const one = JSON.stringify(gradientBoosting(machine, options).fit(matrix, target, { seed: 7 }))
      for (const many of threaded) expect(JSON.stringify(gradientBoosting(many, options).fit(matrix, target, { seed: 7 })) === one, JSON.stringify(options)).toBe(true)
    }
  })

  it('scores the same bits on machines, in TypeScript, and after a round trip through JSON', () => {
    const { matrix, label, kind } = sample(5001, 5)
    for (const [options, target] of [[{ trees: 20 }, label], [{ trees: 5, objective: { kind: 'multiclass', classes: 3 } }, kind]] as const) {
      const model = gradientBoosting(machine, options).fit(matrix, target)
      const scores = boostedScores(model, matrix)
      const again = JSON.parse(JSON.stringify(model)) as BoostedModel
      expect(boostedScores(again, matrix)).toEqual(scores)
      for (const each of [machine, ...threaded]) expect(boostedScoresOn(each, model, matrix)).toEqual(scores)
    }
  })

  it('objectives find what they should: mean, quantile, shares', () => {
    const { matrix, count, kind } = sample(20_000, 6)
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
    for (const objective of [{ kind: 'poisson' }, { kind: 'tweedie', power: 1.5 }, { kind: 'squares' }] as const) {
      const scores = boostedModel.score(gradientBoosting(machine, { objective, trees: 50 }).fit(matrix, count), matrix)
      expect(mean(scores) / mean(count)).toBeCloseTo(1, 1)
    }
    const high = boostedModel.score(gradientBoosting(machine, { objective: { kind: 'quantile', alpha: 0.9 }, trees: 50 }).fit(matrix, Float64Array.from(count, (value, row) => value + (row % 97) / 97)), matrix)
    expect(mean(Array.from(high, (value, row) => ((count[row] as number) + (row % 97) / 97 <= value ? 1 : 0)))).toBeCloseTo(0.9, 1)
    const model = gradientBoosting(machine, { objective: { kind: 'multiclass', classes: 3 }, trees: 30 }).fit(matrix, kind)
    const shares = boostedProbabilities(model, matrix)
    shares.forEach((own, at) => expect(mean(own)).toBeCloseTo(mean(Array.from(kind, (value) => (value === at ? 1 : 0))), 1))
    expect(mean(Array.from(boostedModel.score(model, matrix), (value, row) => (value === kind[row] ? 1 : 0)))).toBeGreaterThan(0.6)
  })

  it('keeps monotone features monotone on random data', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(-1 as const, 1 as const), (seed, direction) => {
        const { matrix, label } = sample(600, seed)
        const model = gradientBoosting(machine, { trees: 12, rate: 0.3, leafRows: 3, monotone: { a: direction } }).fit(matrix, label)
        const grid = Array.from({ length: 60 }, (_, at) => -3 + at / 10)
        for (const row of [0, 1, 2, 3]) {
          const fixed = takeRows(matrix, grid.map(() => row))
          const [scores] = boostedScores(model, matrixOf([numbers('a', grid), ...fixed.columns.slice(1)])) as [Float64Array]
          scores.forEach((score, at) => at > 0 && expect(direction * (score - (scores[at - 1] as number))).toBeGreaterThanOrEqual(-1e-12))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('does not change with the order of rows or an affine change of a feature', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0.1, max: 100, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true }), (seed, scale, shift) => {
        const { matrix, label } = sample(400, seed)
        const options = { trees: 5, leafRows: 5, rate: 0.3 }
        const scores = boostedModel.score(gradientBoosting(machine, options).fit(matrix, label), matrix)
        const back = Array.from({ length: 400 }, (_, row) => 399 - row)
        const turned = boostedModel.score(gradientBoosting(machine, options).fit(takeRows(matrix, back), back.map((row) => label[row] as number)), matrix)
        const b = matrix.columns[1] as NumberColumn
        const other = matrixOf(matrix.columns.map((column) => (column.name === 'b' ? { ...b, values: Float64Array.from(b.values, (value) => scale * value + shift) } : column)))
        const moved = boostedModel.score(gradientBoosting(machine, options).fit(other, label), other)
        scores.forEach((score, row) => {
          expect(Math.abs((turned[row] as number) - score)).toBeLessThan(1e-9)
          expect(Math.abs((moved[row] as number) - score)).toBeLessThan(1e-9)
        })
      }),
      { numRuns: 20 },
    )
  })

  it('stops early, and keeps the best round', () => {
    const { matrix, label } = sample(2000, 8)
    const model = gradientBoosting(machine, { trees: 500, rate: 0.5, patience: 5 }).fit(matrix, label, { validation: { share: 0.3 }, seed: 3 })
    expect(model.validation.length).toBeLessThan(200)
    expect(model.trees.length).toBe(model.validation.indexOf(Math.min(...model.validation)) + 1)
    expect(model.validation.length).toBe(model.trees.length + 5)
  })

  it('explains exactly: base and reasons make the score, and they are the Shapley values by definition', () => {
    const { matrix, label } = sample(800, 9)
    const model = gradientBoosting(machine, { trees: 3, leaves: 8, leafRows: 10, rate: 0.7 }).fit(matrix, label)
    const [scores] = boostedScores(model, matrix) as [Float64Array]
    for (let row = 0; row < 40; row += 1) {
      const { base, reasons } = boostedModel.explain(model, matrix, row)
      expect(base + reasons.reduce((sum, reason) => sum + reason.effect, 0)).toBeCloseTo(scores[row] as number, 10)
      const brute = bruteShapley(model, matrix, row)
      reasons.forEach((reason, at) => expect(reason.effect).toBeCloseTo(brute[at] as number, 10))
    }
    expect(boostedModel.explain(model, matrix, 0).reasons[3]?.value).toBe(matrix.columns[3]?.kind === 'category' ? (matrix.columns[3].levels[matrix.columns[3].codes[0] as number] ?? null) : null)
    const importance = treeImportance(model)
    expect(importance[0]?.feature).toBe('a')
    expect(importance.reduce((sum, one) => sum + one.splits, 0)).toBe(model.trees.reduce((sum, tree) => sum + tree.feature.filter((feature) => feature >= 0).length, 0))
  })

  it('ends within a second when told to, and the machine works on', () => {
    const { matrix, label } = sample(120_000, 10)
    for (const each of [machine, ...threaded]) {
      let last = performance.now()
      let longest = 0
      let calls = 0
      const tick = (share: number) => {
        expect(share).toBeLessThanOrEqual(1)
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
        calls += 1
        if (calls === 40) throw new Error('enough')
      }
      expect(() => gradientBoosting(each, { trees: 100 }).fit(matrix, label, { tick })).toThrow('enough')
      expect(longest).toBeLessThan(1000)
      expect(gradientBoosting(each, { trees: 1 }).fit(matrix, label).trees).toHaveLength(1)
    }
  })

  it('refuses wrong data', () => {
    const x = matrixOf([numbers('x', [1, 2, 3])])
    const fit = (label: number[], options: BoostingOptions = {}) => () => gradientBoosting(machine, options).fit(x, label)
    expect(fit([1, 1, 1])).toThrow('LEARN_LABEL_CONSTANT')
    expect(fit([1, 0, 2])).toThrow('LEARN_LABEL_VALUE')
    expect(fit([1, 0])).toThrow('LEARN_ROWS_DIFFER')
    expect(fit([1, 0, 1], { bins: 300 })).toThrow('LEARN_PARAM')
    expect(fit([1, 0, 1], { patience: 3 })).toThrow('LEARN_PARAM')
    expect(fit([1, 0, 1], { monotone: { y: 1 } })).toThrow('LEARN_COLUMN_MISSING')
    expect(fit([0, 1, 1], { objective: { kind: 'multiclass', classes: 3 } })).toThrow('LEARN_ARM_EMPTY')
    expect(fit([0, 1, 2], { objective: { kind: 'tweedie', power: 2 } })).toThrow('LEARN_PARAM')
    expect(() => gradientBoosting(machine).fit(x, [0, 1, 1], { weights: Float64Array.of(1, -1, 1) })).toThrow('LEARN_WEIGHT')
    expect(() => matrixOf([numbers('x', [1, Number.POSITIVE_INFINITY])])).toThrow('LEARN_NOT_FINITE')
    const model = gradientBoosting(machine, { trees: 1, leafRows: 1 }).fit(x, [0, 1, 1])
    expect(() => boostedModel.score(model, matrixOf([numbers('y', [1])]))).toThrow('LEARN_COLUMN_MISSING')
    expect(() => boostedModel.score(model, matrixOf([categories('x', ['a'])]))).toThrow('LEARN_COLUMN_KIND')
  })

  it('rows of weight 0 teach nothing, classes weigh as told', () => {
    const { matrix, label } = sample(1000, 12)
    const weights = Float64Array.from({ length: 1000 }, (_, row) => (row < 500 ? 1 : 0))
    const half = Array.from({ length: 500 }, (_, row) => row)
    const options = { trees: 3, bins: 255 }
    const kept = boostedModel.score(gradientBoosting(machine, options).fit(matrix, label, { weights }), matrix)
    const wrong = label.map((value, row) => (row < 500 ? value : 1 - value))
    expect(boostedModel.score(gradientBoosting(machine, options).fit(matrix, wrong, { weights }), matrix)).toEqual(kept)
    expect(gradientBoosting(machine, options).fit(takeRows(matrix, half), label.slice(0, 500)).base[0]).toBeCloseTo(gradientBoosting(machine, options).fit(matrix, label, { weights }).base[0] as number, 12)
    expect(gradientBoosting(machine, { ...options, classWeights: 'balanced' }).fit(matrix, label).base[0]).toBeCloseTo(0, 10)
  })
})

/** Shapley values by their definition: over all subsets, a feature not known splits as the training rows did. */
function bruteShapley(model: BoostedModel, matrix: Matrix, row: number): number[] {
  const values = matrix.columns.map((column) => (column.kind === 'number' ? (column.values[row] as number) : (column.codes[row] as number)))
  const expected = (known: Set<number>): number =>
    model.trees.reduce((sum, tree) => {
      const at = (node: number): number => {
        const feature = tree.feature[node] as number
        if (feature < 0) return tree.value[node] as number
        const [left, right] = [tree.left[node] as number, tree.right[node] as number]
        if (!known.has(feature)) return ((tree.cover[left] as number) * at(left) + (tree.cover[right] as number) * at(right)) / (tree.cover[node] as number)
        const value = values[feature] as number
        const levels = tree.levels[node] ?? null
        const missing = levels === null ? Number.isNaN(value) : value < 0
        const goes = missing ? tree.missingLeft[node] : levels === null ? value <= (tree.threshold[node] as number) : levels.includes(value)
        return at(goes === true ? left : right)
      }
      return sum + at(0)
    }, 0)
  const all = values.map((_, at) => at)
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  return all.map((feature) => {
    const others = all.filter((other) => other !== feature)
    let effect = 0
    for (let bits = 0; bits < 2 ** others.length; bits += 1) {
      const known = new Set(others.filter((_, at) => (bits >> at) & 1))
      const weight = (factorial(known.size) * factorial(all.length - known.size - 1)) / factorial(all.length)
      effect += weight * (expected(new Set([...known, feature])) - expected(known))
    }
    return effect
  })
}
