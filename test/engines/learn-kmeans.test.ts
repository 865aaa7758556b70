import { afterAll, describe, expect, it } from 'vitest'
import { assignClusters, createRandom, kMeans, kMeansModel, matrixOf, numbers, singleMachine, type KMeansModel, type KMeansOptions, type Matrix } from '#kernel/learn'
import { kernelBytes, threadedMachine } from '#platform/compute'

const machine = singleMachine(kernelBytes())
const threaded = [threadedMachine(kernelBytes(), 2), threadedMachine(kernelBytes(), 4)]
afterAll(() => Promise.all(threaded.map((each) => each.close())))

function blobs(rows: number, width: number, centres: number, seed: number, spread = 1): Matrix {
  const random = createRandom(seed)
  const middle = Array.from({ length: centres * width }, () => 100 + 3 * random.normal())
  const own = Array.from({ length: rows }, () => random.below(centres))
  return matrixOf(Array.from({ length: width }, (_, d) => numbers(`x${d}`, own.map((centre) => (middle[centre * width + d] as number) + spread * random.normal()))))
}

/** Inertia of a model on its rows by the definition. */
function inertiaBy(model: KMeansModel, matrix: Matrix): number {
  const labels = assignClusters(model, matrix)
  let sum = 0
  matrix.columns.forEach((column, d) => {
    if (column.kind !== 'number') return
    for (let row = 0; row < matrix.rows; row += 1) sum += ((column.values[row] as number) - (model.centres[labels[row] as number]?.[d] as number)) ** 2
  })
  return sum
}

describe('k-means', () => {
  it('by hand: two pairs', () => {
    const matrix = matrixOf([numbers('x', [0, 2, 10, 14]), numbers('y', [0, 0, 1, 1])])
    const model = kMeans(machine, { clusters: 2, start: [[0, 0], [10, 1]] }).fit(matrix, null)
    expect(model.centres).toEqual([[1, 0], [12, 1]])
    expect(model).toMatchObject({ sizes: [2, 2], inertia: 1 + 1 + 4 + 4, settled: true })
    expect([...assignClusters(model, matrix)]).toEqual([0, 0, 1, 1])
    expect(kMeansModel.explain(model, matrix, 3).reasons).toEqual([{ feature: 'x', value: 14, effect: 4 }, { feature: 'y', value: 1, effect: 0 }])
    const weighted = kMeans(machine, { clusters: 2, start: [[0, 0], [10, 1]] }).fit(matrix, null, { weights: Float64Array.of(3, 1, 1, 0) })
    expect(weighted.centres).toEqual([[0.5, 0], [10, 1]])
    expect(weighted.sizes).toEqual([4, 1])
  })

  it('finds the best of all groupings on tiny sets', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const matrix = blobs(9, 2, 3, seed, 2)
      const model = kMeans(machine, { clusters: 3, starts: 30, tolerance: 0 }).fit(matrix, null, { seed })
      expect(model.inertia).toBeCloseTo(bestGrouping(matrix, 3), 3)
    }
  })

  it('inertia never rises from round to round, and is what its definition says', () => {
    const matrix = blobs(3000, 5, 6, 3, 3)
    const start = Array.from({ length: 6 }, (_, at) => matrix.columns.map((column) => (column.kind === 'number' ? (column.values[at * 7] as number) : 0)))
    let before = Number.POSITIVE_INFINITY
    for (let rounds = 1; rounds <= 15; rounds += 1) {
      const model = kMeans(machine, { clusters: 6, start, rounds, tolerance: 0 }).fit(matrix, null)
      expect(model.inertia).toBeLessThanOrEqual(before * (1 + 1e-9))
      expect(model.inertia / inertiaBy(model, matrix)).toBeCloseTo(1, 6)
      before = model.inertia
    }
  })

  it('Hamerly comes to what Lloyd comes to', () => {
    for (const [width, clusters] of [[1, 3], [3, 7], [7, 9], [16, 40]] as const) {
      const matrix = blobs(5003, width, clusters, width, 2)
      const fit = (method: 'lloyd' | 'hamerly') => kMeans(machine, { clusters, method, tolerance: 0, rounds: 60 }).fit(matrix, null)
      const [lloyd, hamerly] = [fit('lloyd'), fit('hamerly')]
      expect(hamerly.inertia / lloyd.inertia).toBeCloseTo(1, 9)
      expect(hamerly.sizes).toEqual(lloyd.sizes)
    }
  })

  it('is the same at 1, 2 and 4 threads, by every start and method, and survives JSON', () => {
    const matrix = blobs(20_011, 6, 10, 5)
    const weights = Float64Array.from({ length: 20_011 }, (_, row) => row % 3)
    const cases: KMeansOptions[] = [{ clusters: 10 }, { clusters: 10, start: 'parallel' }, { clusters: 33, rounds: 20 }, { clusters: 5, method: 'mini-batch', rounds: 40 }]
    for (const options of cases) {
      const one = kMeans(machine, options).fit(matrix, null, { weights, seed: 4 })
      for (const many of threaded) expect(kMeans(many, options).fit(matrix, null, { weights, seed: 4 })).toEqual(one)
      expect(JSON.parse(JSON.stringify(one))).toEqual(one)
    }
  })

  it('k-means++, k-means|| and mini-batches come near the clusters that are there', () => {
    const matrix = blobs(8000, 4, 8, 9, 0.3)
    const best = kMeans(machine, { clusters: 8, starts: 8 }).fit(matrix, null).inertia
    expect(kMeans(machine, { clusters: 8, start: 'parallel', starts: 4 }).fit(matrix, null).inertia).toBeLessThan(best * 1.01)
    expect(kMeans(machine, { clusters: 8, method: 'mini-batch', starts: 4, batch: 1000 }).fit(matrix, null).inertia).toBeLessThan(best * 1.2)
  })

  it('no cluster stays empty while rows differ', () => {
    const matrix = matrixOf([numbers('x', [1, 2, 3, 4, 100])])
    const model = kMeans(machine, { clusters: 3, start: [[0], [1000], [2000]] }).fit(matrix, null)
    expect(Math.min(...model.sizes)).toBeGreaterThan(0)
    const same = kMeans(machine, { clusters: 3 }).fit(matrixOf([numbers('x', [5, 5, 5, 5])]), null)
    expect(same.inertia).toBe(0)
  })

  it('numbers far from zero keep their distances', () => {
    const matrix = matrixOf([numbers('x', [1e9, 1e9 + 1, 1e9 + 10, 1e9 + 11])])
    const model = kMeans(machine, { clusters: 2, starts: 4 }).fit(matrix, null)
    expect(model.inertia).toBeCloseTo(1, 6)
  })

  it('ends within a second when told to, refuses wrong data', () => {
    const matrix = blobs(50_000, 8, 8, 2)
    let calls = 0
    expect(() => kMeans(machine, { clusters: 8 }).fit(matrix, null, { tick: () => { if ((calls += 1) > 3) throw new Error('enough') } })).toThrow('enough')
    expect(kMeans(machine, { clusters: 1 }).fit(matrix, null).sizes).toEqual([50_000])
    expect(() => kMeans(machine, { clusters: 3 }).fit(matrixOf([numbers('x', [1, 2])]), null)).toThrow('LEARN_PARAM')
    expect(() => kMeans(machine, { clusters: 1 }).fit(matrixOf([numbers('x', [1, null])]), null)).toThrow('LEARN_MISSING')
    expect(() => kMeans(machine, { clusters: 0 })).toThrow('LEARN_PARAM')
    expect(() => kMeans(machine, { clusters: 1, start: [[1, 2]] }).fit(matrixOf([numbers('x', [1])]), null)).toThrow('LEARN_PARAM')
  })
})

/** Least inertia over all ways to group the rows. */
function bestGrouping(matrix: Matrix, clusters: number): number {
  const points = Array.from({ length: matrix.rows }, (_, row) => matrix.columns.map((column) => (column.kind === 'number' ? (column.values[row] as number) : 0)))
  let best = Number.POSITIVE_INFINITY
  for (let code = 0; code < clusters ** points.length; code += 1) {
    const groups: number[][][] = Array.from({ length: clusters }, () => [])
    points.forEach((point, row) => groups[Math.floor(code / clusters ** row) % clusters]?.push(point))
    best = Math.min(best, groups.reduce((sum, group) => sum + inertiaOf(group), 0))
  }
  return best
}

function inertiaOf(group: readonly (readonly number[])[]): number {
  const width = group[0]?.length ?? 0
  let sum = 0
  for (let d = 0; d < width; d += 1) {
    const mean = group.reduce((total, point) => total + (point[d] as number), 0) / group.length
    sum += group.reduce((total, point) => total + ((point[d] as number) - mean) ** 2, 0)
  }
  return sum
}
