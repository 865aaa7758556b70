import { categories, fitPipeline, numbers, type Column } from '#kernel/learn'
import { compileRule, compileValue, type RuleDocument, type TypeInfo, type ValueDocument } from '#kernel/rule'
import { fail } from '#kernel/error'
import { sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, readVocabulary, visibleTo, type TagPorts } from '#tags'
import type { ClusterProfileRequest } from '../contract-clustering.js'
import { clusterFeatureKind, clusterValue, preparationOf } from '../domain/cluster-feature.js'
import { profileOf } from '../domain/cluster-profile.js'
import { suggestFeatures } from '../domain/suggest-features.js'
import { clusterSampleQuery } from '../sql/cluster-queries.js'
import { waterfallQuery } from '../sql/segment-queries.js'
import { loadSegmentGround } from './segment-ground.js'

const SAMPLE = 10_000
const SUGGEST_SAMPLE = 4000
const MOST_TAGS = 200

interface Wanted {
  readonly population: RuleDocument
  readonly asOf?: string | undefined
  readonly features: readonly { readonly key: string; readonly value: ValueDocument }[]
}

interface Sample {
  readonly asOf: string
  /** Customers of the population the asker may see. */
  readonly customers: number
  readonly sampled: number
  readonly columns: readonly { readonly column: Column; readonly type: TypeInfo }[]
}

/** Distribution, missing share and a suggested preparation of features, over the customers the asker may see. @throws AppError CLUSTER_FEATURE_TYPE; Mistakes of the rules */
export async function profileFeatures(context: Context, ports: TagPorts, request: ClusterProfileRequest, actor: Actor) {
  const sample = await sampleFeatures(context, ports, request, actor, SAMPLE)
  const { minCell } = actor.scope
  const shown = sample.customers >= minCell ? sample.columns : []
  return {
    asOf: sample.asOf,
    customers: shown.length === 0 ? 0 : sample.customers,
    sampled: sample.sampled,
    items: shown.map(({ column, type }, at) => profileOf(column, type, { minCell, prepare: request.features[at]?.prepare })),
  }
}

/** Tags that suit a clustering of a population, and those that do not, with the reason. */
export async function suggestClusterFeatures(context: Context, ports: TagPorts, request: { readonly population: RuleDocument; readonly asOf?: string | undefined }, actor: Actor) {
  const { tags } = await readVocabulary(context, request.asOf)
  const features = tags
    .filter(({ type }) => clusterFeatureKind({ type } as TypeInfo) !== null && type !== 'string')
    .slice(0, MOST_TAGS)
    .map(({ key }) => ({ key, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: key } } satisfies ValueDocument }))
  const sample = await sampleFeatures(context, ports, { ...request, features }, actor, SUGGEST_SAMPLE)
  const { minCell } = actor.scope
  if (sample.sampled === 0 || sample.customers < minCell) return { asOf: sample.asOf, customers: 0, items: [], dropped: [] }
  const inputs = sample.columns.map(({ column, type }) => {
    const profile = profileOf(column, type, { minCell })
    return { profile, prepared: preparedValues(column, profile.suggested) }
  })
  const { taken, dropped } = suggestFeatures(inputs)
  return { asOf: sample.asOf, customers: sample.customers, items: taken.map(({ key, prepare }) => ({ tag: key, prepare })), dropped: dropped.map(({ key, why }) => ({ tag: key, why })) }
}

function preparedValues(column: Column, prepare: Parameters<typeof preparationOf>[0][number]['prepare']): Float64Array | null {
  if (column.kind === 'category' || column.values.every((value) => Number.isNaN(value))) return null
  const plan = preparationOf([{ key: column.name, prepare }], new Map([[column.name, 'number']]))
  const own = fitPipeline(plan, { rows: column.values.length, columns: [column] }, { seed: 1 }).training.columns[0]
  return own?.kind === 'number' ? Float64Array.from(own.values) : null
}

async function sampleFeatures(context: Context, ports: TagPorts, { population, asOf, features }: Wanted, actor: Actor, limit: number): Promise<Sample> {
  const ground = await loadSegmentGround(context, [population], asOf)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const { condition } = compileRule(population, ground.schema, options)
  const compiled = features.map(({ key, value }) => {
    const made = compileValue(value, ground.schema, options)
    const kind = clusterFeatureKind(made.type) ?? fail('CLUSTER_FEATURE_TYPE', { feature: key, type: made.type.type })
    return { key, kind, type: made.type, value: clusterValue(made.value, kind) }
  })
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const of = (wanted: 'number' | 'category') => compiled.filter(({ kind }) => kind === wanted)
  const [asNumbers, asCodes] = [of('number'), of('category')]
  const where = sql`${visibleTo(actor)} AND ${condition}`
  const [all] = await context.warehouse.query(waterfallQuery({ from, visible: where }, []))
  const rows = await context.warehouse.query(clusterSampleQuery(from, where, asNumbers.map(({ value }) => value), asCodes.map(({ value }) => value), limit))
  const columns = compiled.map(({ key, kind, type }) => {
    if (kind === 'number') {
      const at = asNumbers.findIndex((one) => one.key === key)
      return { column: numbers(key, rows.map((row) => row.numbers[at])), type }
    }
    const at = asCodes.findIndex((one) => one.key === key)
    const codes = rows.map((row) => row.codes[at])
    const levels = [...new Set(codes.filter((code) => code !== null && code !== undefined))].sort()
    return { column: categories(key, codes, levels), type }
  })
  return { asOf: ground.asOf, customers: Number(all?.total ?? 0), sampled: rows.length, columns }
}
