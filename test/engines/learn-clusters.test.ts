import { describe, expect, it } from 'vitest'
import { adjustedRand, categories, clusterLabels, clustersOf, createRandom, findClusters, matrixOf, numberColumn, numbers, singleMachine, trainClusters, type KernelChoice } from '#kernel/learn'
import { kernelBytes } from '#platform/compute'
import { spaceOf } from '../../src/kernel/learn/cluster/find-clusters.js'

const machine = singleMachine(kernelBytes())
const random = createRandom(5)
/** Three groups: two apart in the number, the third in the code alone. */
const truth = Int32Array.from({ length: 150 }, (_, row) => row % 3)
const rows = matrixOf([
  numbers('x', Array.from(truth, (group) => (group === 0 ? 6 : 0) + random.next())),
  categories('code', Array.from(truth, (group) => (group === 2 ? 'B' : 'A'))),
])
const mixed: KernelChoice = { kernel: 'kprototypes', gamma: 4, covariance: 'diagonal' }

describe('clusters by kernel', () => {
  it('distances of the space are those of k-prototypes', () => {
    const { matrix, reference } = spaceOf(machine, rows, mixed, 1)
    const values = matrix.columns.map((column) => numberColumn(column).values)
    const square = (a: number, b: number) => values.reduce((sum, own) => sum + ((own[a] ?? 0) - (own[b] ?? 0)) ** 2, 0)
    const x = numberColumn(rows.columns[0] as never).values
    // Rows 1 and 2 differ in the code, 1 and 4 do not.
    expect(square(1, 2)).toBeCloseTo(((x[1] ?? 0) - (x[2] ?? 0)) ** 2 + 4, 9)
    expect(square(1, 4)).toBeCloseTo(((x[1] ?? 0) - (x[4] ?? 0)) ** 2, 9)
    const drawn = (reference?.(createRandom(1)).columns ?? []).slice(1).map((column) => numberColumn(column).values)
    expect(Array.from(drawn[0] ?? [], (one, row) => one + (drawn[1]?.[row] ?? 0)).every((sum) => Math.abs(sum - Math.SQRT2) < 1e-12)).toBe(true)
  })

  it('k-prototypes, chosen in a range, finds the three groups, the same each time', () => {
    const input = { matrix: rows, plan: [], weights: {}, clusters: { from: 2, to: 4 }, criterion: 'silhouette' as const, how: mixed, seed: 1, starts: 3, sample: 150, speakable: ['x', 'code'] }
    const found = trainClusters({ machine }, input)
    expect(found.choice?.clusters).toBe(3)
    expect(found.choice?.candidates.map(({ clusters }) => clusters)).toEqual([2, 3, 4])
    expect(adjustedRand(clusterLabels(found.model, rows), truth)).toBe(1)
    expect(trainClusters({ machine }, input)).toEqual(found)
  })

  it.each(['kmeans', 'kmeans-minibatch', 'gaussian-mixture'] as const)('%s parts two heaps of a number', (kernel) => {
    const one = matrixOf([rows.columns[0] as never])
    const model = findClusters(machine, one, 2, { ...mixed, kernel, starts: 2, seed: 1 })
    expect(clustersOf(model)).toBe(2)
    expect(adjustedRand(clusterLabels(model, one), Int32Array.from(truth, (group) => (group === 0 ? 1 : 0)))).toBe(1)
  })
})
