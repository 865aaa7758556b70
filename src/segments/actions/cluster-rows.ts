import { categories, matrixOf, numbers, type Feature, type Matrix } from '#kernel/learn'
import { compileRule, compileValue, type RuleDocument, type TypeInfo } from '#kernel/rule'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, type TagPorts } from '#tags'
import type { Clustering, ClusterFeature } from '../contract-clustering.js'
import { clusterColumn, clusterColumnType, clusterFeatureKind, clusterValue, type ClusterFeatureKind } from '../domain/cluster-feature.js'
import { clusterRowsQuery, insertClusterRows } from '../sql/cluster-queries.js'
import { loadSegmentGround } from './segment-ground.js'

export interface ClusterRows {
  readonly asOf: string
  readonly kinds: ReadonlyMap<string, ClusterFeatureKind>
  readonly types: ReadonlyMap<string, TypeInfo>
}

/** Makes a table of the population's features as of a date (of the newest data when absent). @throws AppError CLUSTER_FEATURE_TYPE; Mistakes of the rules */
export async function fillClusterRows(
  context: Context,
  ports: TagPorts,
  body: Pick<Clustering, 'population'> & { readonly features: readonly ClusterFeature[] },
  place: { readonly table: string; readonly asOf: string; readonly signal: AbortSignal },
  /** Rules the features are made of, besides. */
  also: readonly RuleDocument[] = [],
): Promise<ClusterRows> {
  const ground = await loadSegmentGround(context, [body.population, ...also], place.asOf)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const { condition } = compileRule(body.population, ground.schema, options)
  const features = body.features.map(({ key, value }) => {
    const compiled = compileValue(value, ground.schema, options)
    const kind = clusterFeatureKind(compiled.type) ?? fail('CLUSTER_FEATURE_TYPE', { feature: key, type: compiled.type.type })
    return { key, kind, type: compiled.type, column: clusterColumn(key), value: clusterValue(compiled.value, kind) }
  })
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  await context.warehouse.createTable({
    name: place.table,
    columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', ...Object.fromEntries(features.map(({ column, kind }) => [column, clusterColumnType(kind)] as const)) },
    orderBy: ['cust_no'],
    spread: 'customer',
  })
  await context.warehouse.command(insertClusterRows(place.table, from, condition, features), { signal: place.signal })
  return { asOf: ground.asOf, kinds: new Map(features.map(({ key, kind }) => [key, kind])), types: new Map(features.map(({ key, type }) => [key, type])) }
}

/** Rows of the table as typed columns named by feature key, in an order that a hash of the customer gives. */
export async function readClusterRows(context: Context, table: string, features: readonly ClusterFeature[], kinds: ClusterRows['kinds'], sample: { readonly rows: number; readonly seed: number }): Promise<Matrix> {
  const keys = (kind: ClusterFeatureKind) => features.flatMap(({ key }) => (kinds.get(key) === kind ? [key] : []))
  const [asNumbers, asCodes] = [keys('number'), keys('category')]
  const rows = await context.warehouse.query(clusterRowsQuery(table, asNumbers.map(clusterColumn), asCodes.map(clusterColumn), sample.rows, sample.seed))
  const columns = features.map(({ key }) => {
    const at = asNumbers.indexOf(key)
    if (at >= 0) return numbers(key, rows.map((row) => row.numbers[at]))
    const place = asCodes.indexOf(key)
    return categories(key, rows.map((row) => row.codes[place]), levelsOf(rows.map((row) => row.codes[place])))
  })
  return { ...matrixOf(columns), rows: rows.length }
}

/** In order, so that the same customers give the same columns. */
function levelsOf(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined))].sort()
}

/** Column a feature of a pipeline is read from. */
export function columnOfFeature(feature: Feature): string {
  return clusterColumn(feature.name)
}
