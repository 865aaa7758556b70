import type { PreparationPlan } from '#kernel/learn'
import type { TypeInfo } from '#kernel/rule'
import { sql, type ColumnType, type Sql } from '#kernel/sql'
import type { ClusterFeature, ClusterKernelName } from '../contract-clustering.js'

export type ClusterFeatureKind = 'number' | 'category'

/** Kind of a value type; null for one that has no distance (a date, a set). */
export function clusterFeatureKind({ type }: TypeInfo): ClusterFeatureKind | null {
  if (type === 'set' || type === 'date' || type === 'instant') return null
  return type === 'enum' || type === 'string' ? 'category' : 'number'
}

/** Column of a feature in the table of rows. */
export function clusterColumn(key: string): string {
  return `f_${key}`
}

export function clusterColumnType(kind: ClusterFeatureKind): ColumnType {
  return kind === 'number' ? 'Nullable(Float64)' : 'Nullable(String)'
}

/** A feature as its column keeps it: money in minor units, yes and no as 1 and 0. */
export function clusterValue(value: Sql, kind: ClusterFeatureKind): Sql {
  return kind === 'number' ? sql`ifNotFinite(toFloat64(${value}), NULL)` : sql`toString(${value})`
}

/** Steps of the preparation over the columns named by feature key, in their order; k-prototypes takes codes as they are. */
export function preparationOf(features: readonly Pick<ClusterFeature, 'key' | 'prepare'>[], kinds: ReadonlyMap<string, ClusterFeatureKind>, kernel: ClusterKernelName = 'kmeans'): PreparationPlan[] {
  return features.flatMap(({ key, prepare }): PreparationPlan[] => {
    const columns = [key]
    if (kinds.get(key) === 'category') return [{ kind: 'impute', columns, by: 'mode' }, ...(kernel === 'kprototypes' ? [] : [{ kind: 'one-hot' as const, columns }])]
    const { missing, log, winsorise } = prepare
    return [
      { kind: 'impute', columns, by: missing === 'median' ? 'median' : { constant: missing === 'zero' ? 0 : missing.value } },
      ...(log ? [{ kind: 'log' as const, columns }] : []),
      ...(winsorise === null ? [] : [{ kind: 'winsorise' as const, columns, ...winsorise }]),
      { kind: 'standardise', columns },
    ]
  })
}

/** Weights by feature key. */
export function weightsOf(features: readonly ClusterFeature[]): Record<string, number> {
  return Object.fromEntries(features.map(({ key, prepare }) => [key, prepare.weight]))
}
