import { fail } from '#kernel/error'

export interface KMeansOptions {
  /** Number of clusters, 1 to 65,534. */
  readonly clusters: number
  /** Where the centres begin: k-means++ (default), k-means|| or given, in the columns' order and units. */
  readonly start?: 'plus' | 'parallel' | readonly (readonly number[])[]
  /** Starts of which the one of least inertia is kept; default 1, always 1 from given centres. */
  readonly starts?: number
  /** Most rounds; default 300. */
  readonly rounds?: number
  /** Ends when the centres' squared moves sum to at most this share of the columns' mean variance; default 0.0001. */
  readonly tolerance?: number
  /** Default: Lloyd under 32 clusters, Hamerly (the same result, fewer distances) from there. */
  readonly method?: 'lloyd' | 'hamerly' | 'mini-batch'
  /** Rows of a mini-batch; default 4096. */
  readonly batch?: number
}

export interface KMeansPlan {
  readonly clusters: number
  readonly start: 'plus' | 'parallel' | readonly (readonly number[])[]
  readonly starts: number
  readonly rounds: number
  readonly tolerance: number
  readonly method: 'lloyd' | 'hamerly' | 'mini-batch'
  readonly batch: number
}

const MANY = 32
const MOST_CLUSTERS = 65_534

/** Options with their defaults. Error: LEARN_PARAM. */
export function kMeansPlan(options: KMeansOptions): KMeansPlan {
  const clusters = whole('clusters', options.clusters, MOST_CLUSTERS)
  const start = options.start ?? 'plus'
  if (typeof start !== 'string' && start.length !== clusters) fail('LEARN_PARAM', { name: 'start', value: start.length, allowed: String(clusters) })
  return {
    clusters,
    start,
    starts: typeof start === 'string' ? whole('starts', options.starts ?? 1, 1000) : 1,
    rounds: whole('rounds', options.rounds ?? 300, 1_000_000),
    tolerance: checkedTolerance(options.tolerance ?? 1e-4),
    method: options.method ?? (clusters >= MANY ? 'hamerly' : 'lloyd'),
    batch: whole('batch', options.batch ?? 4096, 10_000_000),
  }
}

function checkedTolerance(tolerance: number): number {
  if (!(tolerance >= 0 && Number.isFinite(tolerance))) fail('LEARN_PARAM', { name: 'tolerance', value: tolerance, allowed: '≥ 0' })
  return tolerance
}

function whole(name: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 1 || value > most) fail('LEARN_PARAM', { name, value, allowed: `1 … ${most}` })
  return value
}
