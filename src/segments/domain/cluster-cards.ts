import { applyPipeline, clustersOf, columnOf, quantilesOf, type CategoryColumn, type Matrix, type NumberColumn, type TrainedClusters } from '#kernel/learn'
import type { TypeInfo } from '#kernel/rule'
import type { ClusterCard, ClusterFeature, ClusterTrait } from '../contract-clustering.js'
import { clusterNames } from './cluster-names.js'

const HIGH = 0.8

/** Cards of the clusters from the rows they were found in: traits by strength, rules, a suggested name of its own. */
export function clusterCards(trained: TrainedClusters, matrix: Matrix, labels: ArrayLike<number>, of: { readonly features: readonly ClusterFeature[]; readonly types: ReadonlyMap<string, TypeInfo> }): ClusterCard[] {
  const prepared = applyPipeline(trained.pipeline, matrix).matrix
  const traits = Array.from({ length: clustersOf(trained.model) }, (_, cluster) => traitsOf(cluster, { matrix, prepared, labels }, of.features))
  const names = clusterNames(traits, of)
  return traits.map((own, cluster) => {
    const surrogate = trained.surrogates[cluster]
    return {
      cluster,
      name: names[cluster] ?? { zh: '', en: '' },
      traits: own,
      rules: (surrogate?.rules ?? []).map((rule) => ({ ...rule, conditions: rule.conditions.map((condition) => (condition.kind === 'category' ? { ...condition, levels: [...condition.levels] } : condition)) })),
      fidelity: surrogate?.fidelity ?? 0,
      precision: surrogate?.precision ?? 0,
      recall: surrogate?.recall ?? 0,
    }
  })
}

interface Rows {
  readonly matrix: Matrix
  readonly prepared: Matrix
  readonly labels: ArrayLike<number>
}

/** What a cluster shows of every feature, strongest first. */
function traitsOf(cluster: number, { matrix, prepared, labels }: Rows, features: readonly ClusterFeature[]): ClusterTrait[] {
  const members = Uint8Array.from({ length: matrix.rows }, (_each, row) => (labels[row] === cluster ? 1 : 0))
  return features
    .flatMap((feature) => {
      const column = columnOf(matrix, feature.key)
      return column.kind === 'number' ? [numberTrait(column, columnOf(prepared, feature.key) as NumberColumn, members, feature.prepare.weight)] : levelTraits(column, members)
    })
    .sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance))
}

function numberTrait(column: NumberColumn, prepared: NumberColumn, members: Uint8Array, weight: number): ClusterTrait {
  const high = quantilesOf(column.values, [HIGH])[0] as number
  // Where most have the least value, whoever has more is high.
  const least = quantilesOf(column.values, [0])[0] as number
  const above = column.values.map((value) => (value >= high && value > least ? 1 : 0))
  const known = column.values.map((value) => (Number.isNaN(value) ? 0 : 1))
  const share = meanOf(above, members)
  const baseShare = meanOf(above, null)
  return {
    feature: column.name,
    level: null,
    distance: (meanOf(prepared.values, members) - meanOf(prepared.values, null)) / weight,
    mean: knownMean(column, known, members),
    baseMean: knownMean(column, known, null),
    share,
    baseShare,
    tgi: baseShare > 0 ? (share / baseShare) * 100 : null,
  }
}

function levelTraits(column: CategoryColumn, members: Uint8Array): ClusterTrait[] {
  return column.levels.map((level, code) => {
    const has = Uint8Array.from(column.codes, (own) => (own === code ? 1 : 0))
    const [share, baseShare] = [meanOf(has, members), meanOf(has, null)]
    const spread = Math.sqrt(baseShare * (1 - baseShare))
    return { feature: column.name, level, distance: spread > 0 ? (share - baseShare) / spread : 0, mean: null, baseMean: null, share, baseShare, tgi: baseShare > 0 ? (share / baseShare) * 100 : null }
  })
}

function meanOf(values: ArrayLike<number>, members: Uint8Array | null): number {
  let [sum, count] = [0, 0]
  for (let row = 0; row < values.length; row += 1) {
    if (members !== null && members[row] === 0) continue
    sum += values[row] as number
    count += 1
  }
  return count > 0 ? sum / count : 0
}

function knownMean(column: NumberColumn, known: ArrayLike<number>, members: Uint8Array | null): number | null {
  let [sum, count] = [0, 0]
  column.values.forEach((value, row) => {
    if (known[row] === 0 || (members !== null && members[row] === 0)) return
    sum += value
    count += 1
  })
  return count > 0 ? sum / count : null
}
