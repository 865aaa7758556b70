import { describe, expect, it } from 'vitest'
import { AppError } from '#kernel/error'
import {
  categories,
  createRandom,
  divergence,
  forestUntreated,
  matrixOf,
  numbers,
  qini,
  shuffled,
  splitNorm,
  takeRows,
  upliftForest,
  upliftForestModel,
  upliftRankingOf,
  type UpliftForest,
} from '#kernel/learn'
import { upliftSample } from '../../../../test/kit/uplift-sample.js'

const train = upliftSample({ rows: 8000, seed: 5 })
const fresh = upliftSample({ rows: 8000, seed: 6 })
const score = (model: UpliftForest) => upliftForestModel.score(model, fresh.matrix)
const valueOf = (scores: ArrayLike<number>) => qini(upliftRankingOf(fresh, scores)).coefficient as number

describe('criteria of Rzepakowski and Jaroszewicz', () => {
  it('are what a hand computes for .5 against .25', () => {
    expect(divergence('euclid', 0.5, 0.25)).toBe(0.125)
    expect(divergence('chi', 0.5, 0.25)).toBeCloseTo(0.0625 / 0.25 + 0.0625 / 0.75, 12)
    expect(divergence('kl', 0.5, 0.25)).toBeCloseTo(0.5 * Math.log2(2) + 0.5 * Math.log2(2 / 3), 12)
    expect(divergence('kl', 0, 0)).toBeCloseTo(0, 6)
  })

  it('divide a gain by how unevenly the split treats the arms', () => {
    // 40 treated and 60 untreated; 20 and 30 go left: both shares .5, so D is 0.
    expect(splitNorm('euclid', 20, 30, 40, 60)).toBeCloseTo(0.4 * 0.5 + 0.6 * 0.5 + 0.5, 12)
    expect(splitNorm('kl', 20, 30, 40, 60)).toBeCloseTo(1 + 0.5, 12)
    // All treated left, all untreated right: D(1 : 0) = 2, Gini of the arms .48.
    expect(splitNorm('euclid', 40, 0, 40, 60)).toBeCloseTo(0.48 * 2 + 0.5, 12)
  })
})

describe('one tree by hand', () => {
  const city = Array.from({ length: 80 }, (_, row) => (row < 40 ? 'a' : 'b'))
  const treatment = city.map((_, row) => row % 2)
  // a: treated 15 of 20, untreated 5 of 20; b: 4 of 20 and 12 of 20.
  const outcome = city.map((name, row) => {
    const place = Math.floor((row % 40) / 2)
    return place < (name === 'a' ? (row % 2 ? 15 : 5) : row % 2 ? 4 : 12) ? 1 : 0
  })
  const options = { trees: 1, share: 1, honest: false, leafRows: 5, smoothing: 0, depth: 1 }

  it('parts the cities and gives each its difference', () => {
    const matrix = matrixOf([categories('city', city)])
    for (const criterion of ['kl', 'euclid', 'chi'] as const) {
      const model = upliftForest({ ...options, criterion }).fit(matrix, { treatment, outcome })
      const scores = upliftForestModel.score(model, takeRows(matrix, [0, 79]))
      expect(scores[0]).toBeCloseTo(0.5, 12)
      expect(scores[1]).toBeCloseTo(-0.4, 12)
      expect(forestUntreated(model, takeRows(matrix, [0, 79]))[1]).toBeCloseTo(0.6, 12)
    }
  })

  it('finds the cut of a number and sends the missing where they gain', () => {
    const values = city.map((name, row) =>
      row % 8 < 2 ? null : name === 'a' ? 10 + (row % 5) : 20 + (row % 5),
    )
    // The missing half of the time: give them all to city a's behaviour by leaving only those.
    const rows = values.flatMap((value, row) => (value === null && city[row] === 'b' ? [] : [row]))
    const matrix = takeRows(matrixOf([numbers('x', values)]), rows)
    const pick = (all: readonly number[]) => rows.map((row) => all[row] as number)
    const model = upliftForest({ ...options, leafRows: 4 }).fit(matrix, {
      treatment: pick(treatment),
      outcome: pick(outcome),
    })
    const tree = model.trees[0]
    expect(tree?.feature[0]).toBe(0)
    expect(tree?.cut[0]).toBe(20)
    expect(tree?.missingLeft[0]).toBe(true)
  })
})

describe('uplift forest', () => {
  const model = upliftForest({ trees: 60 }).fit(train.matrix, train)

  it('orders oracle > learned > chance with every criterion', () => {
    const oracle = valueOf(fresh.effect)
    for (const criterion of ['kl', 'euclid', 'chi'] as const) {
      const learned = valueOf(score(upliftForest({ trees: 60, criterion }).fit(train.matrix, train)))
      expect(learned, criterion).toBeGreaterThan(0.75 * oracle)
      expect(learned).toBeLessThan(1.05 * oracle)
    }
  })

  it('finds next to nothing where the treatment is dealt anew', () => {
    const order = shuffled(8000, createRandom(3))
    const treatment = train.treatment.map((_, row) => train.treatment[order[row] as number] as number)
    const found = upliftForest({ trees: 60 }).fit(train.matrix, { treatment, outcome: train.outcome })
    const deal = shuffled(8000, createRandom(4))
    const other = fresh.treatment.map((_, row) => fresh.treatment[deal[row] as number] as number)
    const value = qini(upliftRankingOf({ treatment: other, outcome: fresh.outcome }, score(found)))
      .coefficient as number
    expect(Math.abs(value)).toBeLessThan(0.04)
  })

  it('is honest: effects in training are not further apart than on fresh rows', () => {
    const spread = (values: Float64Array) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
    const gap = (honest: boolean) => {
      const none = upliftSample({ rows: 3000, seed: 9, strength: 0 })
      return spread(
        upliftForestModel.score(
          upliftForest({ trees: 20, honest, leafRows: 10 }).fit(none.matrix, none),
          none.matrix,
        ),
      )
    }
    expect(gap(true)).toBeLessThan(gap(false))
  })

  it('weighs confounded rows by their chance', () => {
    const sample = upliftSample({ rows: 8000, seed: 7, confounding: 1, strength: 0 })
    const { treatment, outcome } = sample
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    const options = { trees: 30, depth: 1 }
    const plain = upliftForest(options).fit(sample.matrix, { treatment, outcome })
    const weighed = upliftForest(options).fit(sample.matrix, sample)
    expect(Math.abs(mean(score(weighed)))).toBeLessThan(0.02)
    expect(mean(score(plain))).toBeGreaterThan(2 * Math.abs(mean(score(weighed))))
  })

  it('does not depend on the order of rows or columns, to the last bit of its splits', () => {
    const order = shuffled(8000, createRandom(8))
    const pick = (values: Uint8Array) => Uint8Array.from(order, (row) => values[row] as number)
    const again = upliftForest({ trees: 60 }).fit(takeRows(train.matrix, order), {
      treatment: pick(train.treatment),
      outcome: pick(train.outcome),
    })
    expect(again.trees).toEqual(model.trees)
  })

  it('keeps the fewest rows of each arm in every leaf, levels met by one half only among them', () => {
    const { matrix, treatment, outcome } = upliftSample({ rows: 600, seed: 13 })
    const rare = categories(
      'rare',
      Array.from(treatment, (_, row) => `level ${(row * row) % 97}`),
    )
    const found = upliftForest({ trees: 40, leafRows: 3 }).fit(matrixOf([...matrix.columns, rare]), {
      treatment,
      outcome,
    })
    for (const tree of found.trees) {
      expect(tree.rows.every((rows) => rows >= 6)).toBe(true)
      expect([...tree.treated, ...tree.control].every(Number.isFinite)).toBe(true)
    }
  })

  it('parts what is missing from what is there', () => {
    const { treatment } = train
    const values = Array.from(treatment, (_, row) => (row % 4 < 2 ? null : row % 5))
    const outcome = Array.from(treatment, (arm, row) => (row % 4 < 2 ? arm : 0))
    const rows = matrixOf([numbers('x', values)])
    const found = upliftForest({ trees: 5 }).fit(rows, { treatment, outcome })
    const scores = upliftForestModel.score(found, matrixOf([numbers('x', [null, 3])]))
    expect([...scores]).toEqual([1, 0])
  })

  it('explains: base and reasons add up to the effect', () => {
    const scores = score(model)
    for (let row = 0; row < 20; row += 1) {
      const { base, reasons } = upliftForestModel.explain(model, fresh.matrix, row)
      expect(reasons.reduce((sum, reason) => sum + reason.effect, base)).toBeCloseTo(
        scores[row] as number,
        12,
      )
    }
  })

  it('takes amounts by differences of means, and refuses them for the criteria of shares', () => {
    const amount = Float64Array.from(train.outcome, (value, row) => value * (100 + (row % 7)))
    const found = upliftForest({ trees: 60 }).fit(train.matrix, {
      treatment: train.treatment,
      outcome: amount,
    })
    expect(valueOf(score(found))).toBeGreaterThan(0.6 * valueOf(fresh.effect))
    expect(() =>
      upliftForest({ criterion: 'kl' }).fit(train.matrix, { treatment: train.treatment, outcome: amount }),
    ).toThrow(AppError)
  })

  it('stops within a tree when told to', () => {
    const stop = new Error('stop')
    const work = () =>
      upliftForest({ trees: 60 }).fit(train.matrix, train, {
        tick: (share) => {
          if (share > 0.1) throw stop
        },
      })
    expect(work).toThrow(stop)
  })
})
