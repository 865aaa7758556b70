import { gapStatistic, checkNumbers, type Clusterer, type GapStep } from './gap.js'
import { calinskiHarabasz, daviesBouldin, silhouette } from './quality.js'
import { clusterStability } from './stability.js'
import type { Matrix } from '../data/matrix.js'
import type { Random } from '../data/random.js'

export interface ChooseOptions {
  readonly seed?: number
  /** Rounds of the stability bootstrap; default 10. */
  readonly rounds?: number
  /** Reference data sets of the gap; default 10. */
  readonly references?: number
  /** Draws a reference data set of the gap; default: evenly from the box the data fill. */
  readonly reference?: (random: Random) => Matrix
}

export interface ClusterCandidate {
  readonly clusters: number
  readonly silhouette: number
  readonly calinskiHarabasz: number
  readonly daviesBouldin: number
  readonly gap: GapStep
  /** Mean adjusted Rand index over bootstrap rounds. */
  readonly stability: number
  /** Rows of the smallest cluster. */
  readonly smallest: number
}

export type ClusterCriterion = 'silhouette' | 'calinski_harabasz' | 'davies_bouldin' | 'gap' | 'stability'

export interface ClusterReason {
  readonly criterion: ClusterCriterion
  /** Its own choice. */
  readonly clusters: number
  readonly text: { readonly zh: string; readonly en: string }
}

export interface ClusterChoice {
  readonly clusters: number
  readonly candidates: readonly ClusterCandidate[]
  readonly reasons: readonly ClusterReason[]
  /** False where no candidate is found again in at least .6 of agreement: the data may have no clusters. */
  readonly stable: boolean
}

const TRUSTED = 0.6

/**
 * A number of clusters (2 and more) by vote: greatest silhouette, greatest Calinski-Harabasz, least Davies-Bouldin, the gap's
 * rule and the greatest stability have one voice each; candidates whose stability is under .6 stand back where another's
 * is not. Equal votes go to the greater silhouette, then to fewer clusters. Errors: LEARN_PARAM, LEARN_CLUSTERS, LEARN_MISSING,
 * LEARN_COLUMN_KIND.
 */
export function chooseClusters(
  matrix: Matrix,
  clusters: readonly number[],
  cluster: Clusterer,
  options: ChooseOptions = {},
): ClusterChoice {
  checkNumbers(matrix, clusters, 2)
  const seed = options.seed ?? 1
  const gap = gapStatistic(matrix, [1, ...clusters], cluster, { seed, references: options.references ?? 10, ...(options.reference === undefined ? {} : { reference: options.reference }) })
  const candidates = clusters.map((count, at): ClusterCandidate => {
    const labels = cluster(matrix, count, seed)
    return {
      clusters: count,
      silhouette: silhouette(matrix, labels, { seed }).value,
      calinskiHarabasz: calinskiHarabasz(matrix, labels),
      daviesBouldin: daviesBouldin(matrix, labels),
      gap: gap.steps[at + 1] as GapStep,
      stability: clusterStability(matrix, count, cluster, { seed, rounds: options.rounds ?? 10 }).agreement,
      smallest: smallestOf(labels, count),
    }
  })
  const reasons = reasonsOf(candidates, gap.clusters)
  const trusted = candidates.filter((one) => one.stability >= TRUSTED)
  const field = trusted.length > 0 ? trusted : candidates
  const votes = (one: ClusterCandidate) => reasons.filter((reason) => reason.clusters === one.clusters).length
  const chosen = field.reduce((best, one) => {
    const lead = votes(one) - votes(best)
    return lead > 0 || (lead === 0 && one.silhouette > best.silhouette) ? one : best
  })
  return { clusters: chosen.clusters, candidates, reasons, stable: trusted.length > 0 }
}

function smallestOf(labels: ArrayLike<number>, clusters: number): number {
  const sizes = new Float64Array(clusters)
  for (let row = 0; row < labels.length; row += 1) {
    sizes[labels[row] as number] = (sizes[labels[row] as number] as number) + 1
  }
  return sizes.reduce((least, size) => Math.min(least, size))
}

function reasonsOf(candidates: readonly ClusterCandidate[], byGap: number): ClusterReason[] {
  const best = (of: (one: ClusterCandidate) => number) =>
    candidates.reduce((top, one) => (of(one) > of(top) ? one : top))
  const fixed = (value: number) => value.toFixed(3)
  const high = best((one) => one.silhouette)
  const apart = best((one) => one.calinskiHarabasz)
  const tight = best((one) => -one.daviesBouldin)
  const steady = best((one) => one.stability)
  const say = (criterion: ClusterCriterion, clusters: number, zh: string, en: string): ClusterReason => ({
    criterion,
    clusters,
    text: { zh, en },
  })
  return [
    say(
      'silhouette',
      high.clusters,
      `${high.clusters} 簇的轮廓系数最高（${fixed(high.silhouette)}）`,
      `${high.clusters} clusters have the greatest silhouette (${fixed(high.silhouette)})`,
    ),
    say(
      'calinski_harabasz',
      apart.clusters,
      `${apart.clusters} 簇的组间与组内离差之比最高（${fixed(apart.calinskiHarabasz)}）`,
      `${apart.clusters} clusters have the greatest ratio of spread between to spread within (${fixed(apart.calinskiHarabasz)})`,
    ),
    say(
      'davies_bouldin',
      tight.clusters,
      `${tight.clusters} 簇的重叠程度最低（${fixed(tight.daviesBouldin)}）`,
      `${tight.clusters} clusters overlap least (${fixed(tight.daviesBouldin)})`,
    ),
    gapReason(byGap),
    say(
      'stability',
      steady.clusters,
      `${steady.clusters} 簇在重抽样后最一致（ARI ${fixed(steady.stability)}）`,
      `${steady.clusters} clusters are found again best in new samples (ARI ${fixed(steady.stability)})`,
    ),
  ]
}

function gapReason(clusters: number): ClusterReason {
  const text =
    clusters === 1
      ? { zh: '与均匀分布相比看不出成簇', en: 'against evenly spread rows no clusters can be seen' }
      : {
          zh: `与均匀分布相比，${clusters} 簇之后不再明显收紧`,
          en: `against evenly spread rows, more than ${clusters} clusters bring no clear gain`,
        }
  return { criterion: 'gap', clusters, text }
}
