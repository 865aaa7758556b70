import { fail } from '#kernel/error'
import { monthEnd } from '#kernel/calendar'
import type { TypeInfo } from '#kernel/rule'
import { identifier, query, sql, type ColumnType, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TableDefinition } from '#platform/warehouse'
import { bankRuns } from '#ingest'
import type { SnapshotColumn } from '../contract.js'
import { isScored, scoreKey } from '../domain/score-tag.js'
import { attributeColumn, plainType, shareColumn, snapshotType, stateColumns, tagColumn } from '../domain/snapshot-column.js'
import { tagShares } from '../domain/tag-shares.js'
import type { TagPorts } from '../ports.js'
import { customerBase, fillSnapshot, type SnapshotValue } from '../sql/build-snapshot.js'
import { customersFrom } from '../sql/customers-from.js'
import { heldTag, snapshotBefore } from './held-tags.js'
import type { Held } from '../sql/held-value.js'
import { requireUnblocked, type BlockOverride } from './blocked-inputs.js'
import { snapshotTable } from './latest-snapshot.js'
import { withoutObjectors } from './objected.js'
import { compileShare, compileTag, loadRuleGround, type PublishedTag, type RuleGround } from './rule-schema.js'

export interface BuildInput {
  readonly asOf?: string | undefined
  /** Builds although a quality rule blocks a table it reads; checked and audited. */
  readonly override?: BlockOverride | undefined
}

export interface BuildResult {
  readonly runId: number
  readonly asOf: string
  readonly customers: number
  readonly tags: number
}

/**
 * Rebuilds the wide snapshot of every published tag as of a date: one pass per fact table, visible in one commit.
 * @throws AppError TAGS_NO_CUSTOMERS, TAGS_SOURCE_BLOCKED
 */
export async function buildSnapshot(context: Context, ports: TagPorts, run: JobRun<BuildInput>): Promise<BuildResult> {
  const asOf = run.input.asOf ?? (await newestDate(context))
  const customers = await bankRuns(context.runs, 'customer', asOf)
  if (customers.length === 0) fail('TAGS_NO_CUSTOMERS', { asOf })
  const ground = await loadRuleGround(context, { asOf, useSnapshot: false, before: await snapshotBefore(context, asOf) })
  run.progress({ step: 'compiling', done: 0, total: ground.tags.size, unit: 'steps' })
  const compiled = [...ground.tags.values()].map((tag) => {
    const { value: computed, type } = compileTag(tag.body, ground.schema, ground)
    const value = withoutObjectors(tag, computed, type, ground)
    const shares = tagShares(tag.body).map((share) => ({ ...share, column: shareColumn(tag.key, share.code), sql: compileShare(tag, share.value, ground.schema, ground) }))
    return { tag, value, type, held: heldTag(tag, value, type, ground), shares }
  })
  await requireUnblocked(context, ground, run.input.override, run.actor)
  const tags: SnapshotColumn[] = compiled.map(({ tag, type, held }) => ({
    key: tag.key,
    version: tag.version,
    column: tagColumn(tag.key),
    name: { zh: tag.name.zh, en: tag.name.en ?? tag.key },
    type: plainType(type),
    ...(isScored(tag.body.compute) ? { scoreRun: ground.scores.get(scoreKey(tag.body.compute))?.runId ?? null } : {}),
    ...(held === null ? {} : { held: true }),
  }))
  const { values, columns } = storedColumns(compiled)
  const from = customersFrom(customerBase(customers, ground.attributes, await ports.orgPaths()), ground.passes.passes(), ground.facts)
  return write(context, run, ground, { columns, values, tags, shares: sharesOf(compiled), from: (table) => fillSnapshot(table, from, ground.attributes, values) })
}

interface CompiledTag {
  readonly tag: PublishedTag
  readonly value: Sql
  readonly type: TypeInfo
  readonly held: Held | null
  readonly shares: readonly CompiledShare[]
}

interface CompiledShare {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly column: string
  readonly sql: Sql
}

/** Columns of shares, under the names rules read them by. */
function sharesOf(compiled: readonly CompiledTag[]): SnapshotColumn[] {
  return compiled.flatMap(({ tag, shares }) => shares.map(({ code, zh, en, column }) => ({ key: `${tag.key}.${code}`, version: tag.version, column, name: { zh, en }, type: { type: 'decimal' } })))
}

/** A column for every tag and every share, and two more for the state of a tag that holds its value. */
function storedColumns(compiled: readonly CompiledTag[]): Pick<SnapshotPlan, 'columns' | 'values'> {
  const stored = compiled.flatMap(({ tag, value, type, held, shares }): (SnapshotValue & { type: ColumnType })[] => {
    const parts = shares.map((share) => ({ column: share.column, value: share.sql, type: 'Nullable(Float64)' as const }))
    const own = { column: tagColumn(tag.key), value: held?.value ?? value, type: snapshotType(type.type) }
    if (held === null) return [own, ...parts]
    const state = stateColumns(tag.key)
    return [own, ...parts, { column: state.computed, value: held.computed, type: 'Nullable(String)' }, { column: state.since, value: held.since, type: 'Nullable(Date32)' }]
  })
  return { values: stored.map(({ column, value }) => ({ column, value })), columns: Object.fromEntries(stored.map(({ column, type }) => [column, type])) }
}

/** The date of the newest customer load; the business date when it is earlier. */
async function newestDate(context: Context): Promise<string> {
  const today = await context.businessClock.today()
  const newest = await context.runs.latest('load', 'customer', today)
  return newest?.asOf ?? today
}

interface SnapshotPlan {
  readonly columns: Readonly<Record<string, ColumnType>>
  readonly values: readonly SnapshotValue[]
  readonly tags: readonly SnapshotColumn[]
  readonly shares: readonly SnapshotColumn[]
  readonly from: (table: string) => ReturnType<typeof fillSnapshot>
}

async function write(context: Context, run: JobRun<BuildInput>, ground: RuleGround, plan: SnapshotPlan): Promise<BuildResult> {
  const { asOf } = ground
  const runId = await context.runs.begin({ kind: 'tags', subject: 'all', asOf, jobId: run.id })
  const table = snapshotTable(runId)
  try {
    await context.runs.own(runId, [table])
    await context.warehouse.createTable(snapshotDefinition(table, ground, plan))
    const onProgress = ({ rows, totalRows }: { rows: number; totalRows: number }) =>
      run.progress({ step: 'computing', done: rows, ...(totalRows > 0 ? { total: totalRows } : {}), unit: 'rows' })
    await context.warehouse.command(plan.from(table), { signal: run.signal, onProgress })
    const counted = await context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(table)}`))
    const customers = Number(counted[0]?.n ?? 0)
    const detail = { customers, tags: plan.tags, shares: plan.shares, attributes: attributeColumns(ground), objectorsAt: ground.objectors.readAt }
    await context.runs.commit(runId, detail, await replacedRuns(context, asOf))
    return { runId, asOf, customers, tags: plan.tags.length }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function snapshotDefinition(table: string, ground: RuleGround, plan: SnapshotPlan): TableDefinition {
  const attributes = ground.attributes.map((attribute) => [attributeColumn(attribute.name), snapshotType(attribute.field.type)] as const)
  return {
    name: table,
    columns: {
      cust_no: 'UInt32',
      cust_id: 'String',
      shard_key: 'String',
      org_path: 'LowCardinality(String)',
      rm: 'LowCardinality(String)',
      ...Object.fromEntries(attributes),
      ...plan.columns,
    },
    orderBy: ['cust_no'],
    spread: 'customer',
  }
}

function attributeColumns(ground: RuleGround): SnapshotColumn[] {
  return ground.attributes.map((attribute) => ({
    key: attribute.name,
    column: attributeColumn(attribute.name),
    name: { zh: attribute.field.zh, en: attribute.field.en },
    type: plainType(attribute.field),
  }))
}

/** Same day: replaced. Earlier days: kept at month ends (migration, training as of a date), else replaced. */
async function replacedRuns(context: Context, asOf: string): Promise<number[]> {
  const visible = await context.runs.visible('tags', 'all', asOf)
  return visible.filter((run) => run.asOf === asOf || run.asOf !== monthEnd(run.asOf)).map((run) => run.id)
}
