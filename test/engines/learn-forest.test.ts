import { afterAll, describe, expect, it } from 'vitest'
import {
  auc,
  categories,
  classForest,
  classForestClass,
  classForestScores,
  createRandom,
  curveOf,
  decisionTree,
  decisionTreeModel,
  fidelityOf,
  forestModel,
  gradientBoosting,
  boostedModel,
  leafRules,
  matrixOf,
  numbers,
  randomForest,
  rankingOf,
  scoreForestOn,
  singleMachine,
  type ForestModel,
} from '#kernel/learn'
import { kernelBytes, threadedMachine } from '#platform/compute'

const machine = singleMachine(kernelBytes())
const threaded = [threadedMachine(kernelBytes(), 2), threadedMachine(kernelBytes(), 4)]
afterAll(() => Promise.all(threaded.map((each) => each.close())))

function sample(rows: number, seed: number) {
  const random = createRandom(seed)
  const age = Array.from({ length: rows }, () => 18 + random.below(60))
  const assets = Array.from({ length: rows }, () => (random.next() < 0.1 ? null : Math.exp(2 * random.normal())))
  const city = Array.from({ length: rows }, () => `c${random.below(5)}`)
  const score = age.map((value, row) => (value - 45) / 15 + Math.log(assets[row] ?? 3) / 2 + (city[row] === 'c1' ? 1.5 : 0))
  const label = Float64Array.from(score, (value) => (random.next() < 1 / (1 + Math.exp(-value)) ? 1 : 0))
  return { matrix: matrixOf([numbers('age', age), numbers('assets', assets), categories('city', city)]), label, score: Float64Array.from(score) }
}

describe('random forest', () => {
  it('ranks nearly as well as the truth, and its rows out of the bag foretell its error on fresh rows', () => {
    const [train, fresh] = [sample(6000, 1), sample(6000, 2)]
    const model = randomForest(machine, { trees: 100, leafRows: 20 }).fit(train.matrix, train.label)
    const scores = forestModel.score(model, fresh.matrix)
    const of = (score: Float64Array) => auc(curveOf(rankingOf(fresh.label, score)))
    expect(of(scores)).toBeGreaterThan(of(fresh.score) - 0.02)
    const error = scores.reduce((sum, score, row) => sum + (score - (fresh.label[row] as number)) ** 2, 0) / scores.length
    expect(model.outOfBag?.rows).toBe(6000)
    expect(Math.abs((model.outOfBag?.squaredError ?? 0) - error)).toBeLessThan(0.01)
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...scores)).toBeLessThanOrEqual(1)
  })

  it('is the same at 1, 2 and 4 threads and after JSON; its explanations make its score', () => {
    const { matrix, label } = sample(3000, 3)
    const model = randomForest(machine, { trees: 12 }).fit(matrix, label, { seed: 9 })
    const scores = forestModel.score(model, matrix)
    for (const many of threaded) {
      expect(randomForest(many, { trees: 12 }).fit(matrix, label, { seed: 9 })).toEqual(model)
      expect(scoreForestOn(many, model, matrix)).toEqual(scores)
    }
    expect(forestModel.score(JSON.parse(JSON.stringify(model)) as ForestModel, matrix)).toEqual(scores)
    const { base, reasons } = forestModel.explain(model, matrix, 5)
    expect(base + reasons.reduce((sum, reason) => sum + reason.effect, 0)).toBeCloseTo(scores[5] as number, 10)
    expect(() => randomForest(machine, { trees: 5 }).fit(matrix, label, { tick: (share) => { if (share > 0.3) throw new Error('enough') } })).toThrow('enough')
    expect(() => randomForest(machine).fit(matrix, new Float64Array(3000))).toThrow('LEARN_LABEL_CONSTANT')
  })

  it('numbers far from zero: leaves hold their means', () => {
    const matrix = matrixOf([numbers('x', Array.from({ length: 400 }, (_, row) => row))])
    const model = randomForest(machine, { trees: 20, columns: 1 }).fit(matrix, Float64Array.from({ length: 400 }, (_, row) => 1e6 + (row < 200 ? 1 : 3)))
    expect(forestModel.score(model, matrixOf([numbers('x', [50, 350])]))[0]).toBeCloseTo(1e6 + 1, 2)
  })
})

describe('forest of several classes', () => {
  it('names the class of fresh rows nearly as often as the truth could, and its shares add up to one', () => {
    const of = (rows: number, seed: number) => {
      const random = createRandom(seed)
      const at = Array.from({ length: rows }, () => [4 * random.next(), 4 * random.next()] as const)
      // Four fields of a board, a tenth of the labels drawn anew among the four.
      const label = at.map(([x, y]) => (random.next() < 0.1 ? random.below(4) : 2 * Number(x > 2) + Number(y > 2)))
      return { matrix: matrixOf([numbers('x', at.map(([x]) => x)), numbers('y', at.map(([, y]) => y))]), target: categories('field', label.map((place) => `f${place}`)) }
    }
    const [train, fresh] = [of(4000, 11), of(4000, 12)]
    const model = classForest(machine, { trees: 60, leafRows: 10 }).fit(train.matrix, train.target, { seed: 4 })
    expect(model.classes).toEqual(['f0', 'f1', 'f2', 'f3'])
    const shares = classForestScores(model, fresh.matrix)
    let right = 0
    for (let row = 0; row < 4000; row += 1) {
      const line = [...shares.subarray(row * 4, row * 4 + 4)]
      expect(line.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
      if (`f${line.indexOf(Math.max(...line))}` === fresh.target.levels[fresh.target.codes[row] as number]) right += 1
    }
    // Of a tenth drawn anew a quarter keep their field: 92.5 % can be right.
    expect(right / 4000).toBeGreaterThan(0.9)
    const view = classForestClass('f2')
    expect([...view.score(model, fresh.matrix).subarray(0, 3)]).toEqual([shares[2], shares[6], shares[10]])
    expect(() => classForestClass('f9').score(model, fresh.matrix)).toThrow('LEARN_PARAM')
    for (const many of threaded) expect(classForest(many, { trees: 60, leafRows: 10 }).fit(train.matrix, train.target, { seed: 4 })).toEqual(model)
  })
})

describe('decision tree', () => {
  it('by hand: three leaves, rules of merged conditions', () => {
    const matrix = matrixOf([numbers('age', [20, 20, 30, 30, 40, 40, null]), categories('city', ['a', 'b', 'a', 'b', 'a', 'b', 'a'])])
    const model = decisionTree(machine, { leaves: 3, leafRows: 1 }).fit(matrix, [0, 0, 9, 9, 0, 0, 0])
    expect(leafRules(model).map(({ text, score, rows }) => [text, score, rows])).toEqual([
      ['25 < age ≤ 35', 9, 2],
      ['age ≤ 25', 0, 2],
      ['age > 35 or missing', 0, 3],
    ])
    expect([...decisionTreeModel.score(model, matrix)].map((score) => Math.round(score))).toEqual([0, 0, 9, 9, 0, 0, 0])
  })

  it('stands in for a boosted model as faithfully as it says', () => {
    const { matrix, label } = sample(5000, 7)
    const scores = boostedModel.score(gradientBoosting(machine, { trees: 40 }).fit(matrix, label), matrix)
    const fits = [2, 8, 40].map((leaves) => {
      const tree = decisionTree(machine, { leaves }).fit(matrix, scores)
      const rules = leafRules(tree)
      expect(rules).toHaveLength(leaves)
      expect(rules.reduce((sum, rule) => sum + rule.rows, 0)).toBe(5000)
      return fidelityOf(tree, matrix, scores)
    })
    expect(fits).toEqual([...fits].sort((a, b) => a - b))
    expect(fits[2]).toBeGreaterThan(0.85)
  })
})
