import { fail } from '#kernel/error'
import { weightsOf, type Estimator } from '../data/fit.js'
import { createArena } from '../machine/arena.js'
import type { Machine } from '../machine/machine.js'
import { featuresOf } from '../model/fitted.js'
import { miniBatches } from './kmeans-batch.js'
import type { KMeansModel } from './kmeans-model.js'
import { kMeansPlan, type KMeansOptions, type KMeansPlan } from './kmeans-options.js'
import { roundsRoom, settleCentres, type Settled } from './kmeans-rounds.js'
import { stageRows, type Rows } from './kmeans-rows.js'
import { seedParallel, seedPlus, seedRoom } from './kmeans-seed.js'

/**
 * K-means over number columns as they are (standardise first where units differ): Lloyd 1982, from 32 clusters on with
 * Hamerly's bounds (2010), or mini-batches (Sculley 2010). Stops as scikit-learn does. The model is the same at any number
 * of threads. Errors: LEARN_EMPTY, LEARN_COLUMN_KIND, LEARN_MISSING, LEARN_WEIGHT, LEARN_PARAM (more clusters than rows
 * among others), LEARN_TOO_LARGE.
 */
export function kMeans(machine: Machine, options: KMeansOptions): Estimator<null, KMeansModel> {
  const plan = kMeansPlan(options)
  return {
    fit(matrix, _target, fit = {}) {
      if (plan.clusters > matrix.rows && matrix.rows > 0) fail('LEARN_PARAM', { name: 'clusters', value: plan.clusters, allowed: `1 … ${matrix.rows}` })
      const weights = weightsOf(matrix.rows, fit.weights)
      const arena = createArena(machine)
      try {
        const rows = stageRows(machine, arena, matrix, weights, plan.clusters, (share) => fit.tick?.(share * STAGING))
        const best = bestStart(plan, rows, arena, fit.seed ?? 1, fit.tick)
        return modelOf(rows, best, featuresOf(matrix))
      } finally {
        arena.free()
      }
    },
  }
}

const STAGING = 0.05

function bestStart(plan: KMeansPlan, rows: Rows, arena: ReturnType<typeof createArena>, seed: number, tick?: (share: number) => void): Settled {
  const { clusters } = plan
  const room = roundsRoom(arena, rows, clusters, plan.method === 'hamerly')
  const seeds = typeof plan.start === 'string' ? seedRoom(arena, rows, clusters) : null
  const still = plan.tolerance * rows.variance
  let best: Settled | null = null
  for (let start = 0; start < plan.starts; start += 1) {
    let asked = 0
    // How many rounds it takes is not known: every call halves what is left of its start.
    const told = tick === undefined ? undefined : () => tick(STAGING + ((1 - STAGING) * (start + 1 - 1 / (1 + (asked += 1) / 20))) / plan.starts)
    const own = seed + start
    const first = seeds === null ? given(plan, rows) : plan.start === 'parallel' ? seedParallel(rows, seeds, clusters, own, told) : seedPlus(rows, seeds, clusters, own, told)
    const found = plan.method === 'mini-batch' ? miniBatches(rows, room, arena, first, { ...plan, still }, own, told) : settleCentres(rows, room, first, { rounds: plan.rounds, still }, told)
    if (best === null || found.inertia < best.inertia) best = found
  }
  return best as Settled
}

function given({ start }: KMeansPlan, { width, shift }: Rows): Float64Array {
  const centres = (start as readonly (readonly number[])[]).flatMap((centre) => {
    if (centre.length !== width || !centre.every(Number.isFinite)) fail('LEARN_PARAM', { name: 'start', value: centre.join(', '), allowed: `${width} × number` })
    return centre.map((value, at) => value - (shift[at] as number))
  })
  return Float64Array.from(centres)
}

function modelOf({ width, shift }: Rows, found: Settled, features: KMeansModel['features']): KMeansModel {
  const { centres } = found
  return {
    kind: 'kmeans',
    features,
    centres: Array.from({ length: centres.length / width }, (_, at) => Array.from({ length: width }, (_, d) => (centres[at * width + d] as number) + (shift[d] as number))),
    sizes: [...found.sizes],
    inertia: found.inertia,
    rounds: found.rounds,
    settled: found.settled,
  }
}
