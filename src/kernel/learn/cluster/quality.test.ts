import { describe, expect, it } from 'vitest'
import {
  adjustedRand,
  calinskiHarabasz,
  chooseClusters,
  clusterStability,
  daviesBouldin,
  gapStatistic,
  kPrototypes,
  matrixOf,
  mutualInformation,
  numbers,
  prototypeModel,
  silhouette,
  takeRows,
  type Clusterer,
} from '#kernel/learn'
import { cloudSample } from '../../../../test/kit/cluster-sample.js'
import { uniform } from '../../../../test/kit/learn-sample.js'

const { matrix, labels } = cloudSample()
const cluster: Clusterer = (rows, clusters, seed) =>
  prototypeModel.score(kPrototypes({ clusters }).fit(rows, null, { seed }), rows)

describe('agreement of partitions', () => {
  it('by hand: 4 rows, one moved', () => {
    // Pairs: together in both 1; first 2, second 3 of 6. (1 - 2·3/6) / ((2 + 3)/2 - 1) = 0.
    expect(adjustedRand([0, 0, 1, 1], [0, 0, 0, 1])).toBe(0)
    // I = ½ln(4/3) + ¼ln(2/3) + ¼ln 2; entropies ln 2 and ln 4 - ¾ ln 3.
    const information = 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3) + 0.25 * Math.log(2)
    expect(mutualInformation([0, 0, 1, 1], [0, 0, 0, 1])).toBeCloseTo(
      information / ((Math.log(2) + Math.log(4) - 0.75 * Math.log(3)) / 2),
      12,
    )
  })

  it('does not care about names', () => {
    expect(adjustedRand([0, 1, 2, 0], [2, 0, 1, 2])).toBe(1)
    expect(mutualInformation([0, 1, 2, 0], [2, 0, 1, 2])).toBeCloseTo(1, 12)
  })

  it('agrees with scikit-learn 1.2.1', () => {
    const other = labels.map((_, row) => ((row * 7) % 11) % 4)
    const moved = labels.map((label, row) => (row % 10 === 0 ? (label + 1) % 3 : label))
    expect(adjustedRand(labels, other)).toBeCloseTo(-0.019865571746742406, 12)
    expect(mutualInformation(labels, other)).toBeCloseTo(0.0005150878261152901, 12)
    expect(adjustedRand(labels, moved)).toBeCloseTo(0.7253846153846154, 12)
    expect(mutualInformation(labels, moved)).toBeCloseTo(0.7040967257106153, 12)
  })
})

describe('quality of clusters', () => {
  it('by hand: 0 and 1 against 5 on a line', () => {
    const line = matrixOf([numbers('x', [0, 1, 5])])
    // Rows: (5 - 1)/5, (4 - 1)/4, and 0 for a cluster of one.
    expect(silhouette(line, [0, 0, 1]).value).toBeCloseTo((0.8 + 0.75) / 3, 12)
    // Between: 2·(.5 - 2)² + (5 - 2)² = 13.5; within .5; (13.5 / 1) / (.5 / 1).
    expect(calinskiHarabasz(line, [0, 0, 1])).toBeCloseTo(27, 12)
    // (.5 + 0) / 4.5 for both.
    expect(daviesBouldin(line, [0, 0, 1])).toBeCloseTo(0.5 / 4.5, 12)
  })

  it('agrees with scikit-learn 1.2.1', () => {
    expect(silhouette(matrix, labels).value).toBeCloseTo(0.571418427212905, 12)
    expect(calinskiHarabasz(matrix, labels)).toBeCloseTo(212.51342457619276, 9)
    expect(daviesBouldin(matrix, labels)).toBeCloseTo(0.5654011989368638, 12)
  })

  it('of a sample comes near that of all rows, the same for a seed and in any order of rows', () => {
    const big = cloudSample(6000, 8)
    const exact = silhouette(big.matrix, big.labels)
    const options = { limit: 1000, sample: 1200, seed: 5 }
    const drawn = silhouette(big.matrix, big.labels, options)
    expect([exact.exact, drawn.exact, drawn.rows]).toEqual([true, false, 1200])
    expect(drawn.value).toBeCloseTo(exact.value, 1)
    const turned = Array.from(big.labels.keys()).reverse()
    const again = silhouette(
      takeRows(big.matrix, turned),
      turned.map((row) => big.labels[row] as number),
      options,
    )
    expect(again.value).toBeCloseTo(drawn.value, 9)
  })

  it('refuses one cluster, as many as rows, and labels that are none', () => {
    const line = matrixOf([numbers('x', [0, 1, 5])])
    for (const wrong of [
      [0, 0, 0],
      [0, 1, 2],
      [0, 1],
      [0, 0.5, 1],
    ]) {
      expect(() => silhouette(line, wrong)).toThrow()
    }
  })
})

describe('the number of clusters', () => {
  it('the gap statistic finds three clouds, and one where rows lie evenly', () => {
    expect(gapStatistic(matrix, [1, 2, 3, 4, 5], cluster, { references: 10 }).clusters).toBe(3)
    const next = uniform(4)
    const even = matrixOf(
      ['x', 'y'].map((name) =>
        numbers(
          name,
          Array.from({ length: 150 }, () => next()),
        ),
      ),
    )
    expect(gapStatistic(even, [1, 2, 3], cluster, { references: 10 }).clusters).toBe(1)
  })

  it('three clouds are found again, a cut through one is not', () => {
    const three = clusterStability(matrix, 3, cluster, { rounds: 8 })
    const five = clusterStability(matrix, 5, cluster, { rounds: 8 })
    expect(three.agreement).toBeGreaterThan(0.85)
    expect(Math.min(...three.byCluster)).toBeGreaterThan(0.85)
    expect(five.agreement).toBeLessThan(three.agreement)
    expect(Math.min(...five.byCluster)).toBeLessThan(0.75)
  })

  it('the vote chooses three and says why in both languages', () => {
    const choice = chooseClusters(matrix, [2, 3, 4, 5], cluster, { rounds: 5, references: 6 })
    expect(choice.clusters).toBe(3)
    expect(choice.stable).toBe(true)
    expect(choice.reasons.map((reason) => reason.criterion)).toEqual([
      'silhouette',
      'calinski_harabasz',
      'davies_bouldin',
      'gap',
      'stability',
    ])
    expect(choice.reasons[0]?.text.en).toMatch(/^3 clusters have the greatest silhouette \(0\.\d{3}\)$/)
    expect(choice.reasons.every((reason) => reason.text.zh !== '')).toBe(true)
    expect(choice).toEqual(chooseClusters(matrix, [2, 3, 4, 5], cluster, { rounds: 5, references: 6 }))
  })
})
