import { describe, expect, it } from 'vitest'
import {
  adjustedRand,
  categories,
  kPrototypes,
  matrixOf,
  numbers,
  prototypeModel,
  takeRows,
  type PrototypeModel,
} from '#kernel/learn'
import { cloudSample } from '../../../../test/kit/cluster-sample.js'
import { uniform } from '../../../../test/kit/learn-sample.js'

const assign = (model: PrototypeModel, rows: Parameters<typeof prototypeModel.score>[1]) =>
  prototypeModel.score(model, rows)

describe('k-prototypes', () => {
  it('by hand: means and modes of two clear groups', () => {
    const rows = matrixOf([numbers('x', [0, 2, 1, 10, 12]), categories('c', ['a', 'a', 'b', 'b', 'b'])])
    const model = kPrototypes({ clusters: 2, standardise: false, gamma: 3 }).fit(rows, null)
    expect(model.centres).toEqual([
      [1, 'a'],
      [11, 'b'],
    ])
    expect(model.sizes).toEqual([3, 2])
    // 1 + 1 + gamma for the b among a, and 1 + 1.
    expect(model.inertia).toBe(7)
    expect([
      ...assign(model, matrixOf([numbers('x', [5, 7, null]), categories('c', ['a', null, 'b'])])),
    ]).toEqual([0, 1, 1])
  })

  it('lets categories decide as much as gamma says', () => {
    const rows = matrixOf([numbers('x', [0, 1, 0, 1, 0, 1]), categories('c', ['a', 'a', 'a', 'b', 'b', 'b'])])
    const by = (gamma: number) => [
      ...assign(kPrototypes({ clusters: 2, standardise: false, gamma, starts: 10 }).fit(rows, null), rows),
    ]
    expect(adjustedRand(by(10), [0, 0, 0, 1, 1, 1])).toBe(1)
    expect(adjustedRand(by(0), [0, 1, 0, 1, 0, 1])).toBe(1)
  })

  it('is at the least cost of all partitions on tiny sets', () => {
    const next = uniform(17)
    for (let round = 0; round < 10; round += 1) {
      const x = Array.from({ length: 8 }, () => Math.floor(next() * 20))
      const c = Array.from({ length: 8 }, () => (next() < 0.5 ? 'a' : 'b'))
      const cost = (half: number[]) => {
        const mean = half.reduce((sum, row) => sum + (x[row] as number), 0) / half.length
        const b = half.filter((row) => c[row] === 'b').length
        return (
          half.reduce((sum, row) => sum + ((x[row] as number) - mean) ** 2, 0) +
          4 * Math.min(b, half.length - b)
        )
      }
      const least = Math.min(
        ...Array.from({ length: 254 }, (_, at) => {
          const inside = [...x.keys()].filter((row) => ((at + 1) >> row) & 1)
          const outside = [...x.keys()].filter((row) => !(((at + 1) >> row) & 1))
          return cost(inside) + cost(outside)
        }),
      )
      const rows = matrixOf([numbers('x', x), categories('c', c)])
      expect(
        kPrototypes({ clusters: 2, standardise: false, gamma: 4, starts: 20 }).fit(rows, null).inertia,
      ).toBeCloseTo(least, 9)
    }
  })

  it('finds the clouds, in any order of rows, and does not see the scale of a number', () => {
    const { matrix, labels } = cloudSample(300)
    const model = kPrototypes({ clusters: 3 }).fit(matrix, null)
    expect(adjustedRand(assign(model, matrix), labels)).toBeGreaterThan(0.85)
    const turned = Array.from(labels.keys()).reverse()
    expect(kPrototypes({ clusters: 3 }).fit(takeRows(matrix, turned), null)).toEqual(model)
    const scaled = matrixOf(
      matrix.columns.map((column) =>
        numbers(
          column.name,
          column.kind === 'number' ? Array.from(column.values, (value) => 1000 * value) : [],
        ),
      ),
    )
    const other = kPrototypes({ clusters: 3, starts: 10 }).fit(scaled, null)
    expect(adjustedRand(assign(other, scaled), assign(model, matrix))).toBe(1)
  })

  it('explains how much nearer the own centre is than the next', () => {
    const { matrix } = cloudSample(60)
    const model = kPrototypes({ clusters: 3 }).fit(matrix, null)
    const { base, reasons } = prototypeModel.explain(model, matrix, 0)
    const squares = model.centres
      .map((centre) =>
        matrix.columns.reduce((sum, column, at) => {
          const value = column.kind === 'number' ? (column.values[0] as number) : 0
          return sum + ((value - Number(centre[at])) / (model.scales[at] as number)) ** 2
        }, 0),
      )
      .sort((a, b) => a - b)
    expect(base).toBe(0)
    expect(reasons.reduce((sum, reason) => sum + reason.effect, 0)).toBeCloseTo(
      (squares[1] as number) - (squares[0] as number),
      12,
    )
  })

  it('refuses as many clusters as rows and missing numbers', () => {
    const rows = matrixOf([numbers('x', [1, 2, null])])
    expect(() => kPrototypes({ clusters: 3 }).fit(rows, null)).toThrow()
    expect(() => kPrototypes({ clusters: 2 }).fit(rows, null)).toThrow()
    expect(() => kPrototypes({ clusters: 1 })).toThrow()
  })
})
