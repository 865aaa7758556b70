import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { Tag } from '../contract.js'
import type { BackfillRequest } from '../contract-life.js'
import { isScored, scoreKey } from '../domain/score-tag.js'
import { snapshotType, tagColumn } from '../domain/snapshot-column.js'
import type { TagPorts } from '../ports.js'
import { backfillCountsQuery } from '../sql/backfill-counts.js'
import { fillSnapshot } from '../sql/build-snapshot.js'
import { customersFrom } from '../sql/customers-from.js'
import { requireUnblocked } from './blocked-inputs.js'
import { withoutObjectors } from './objected.js'
import { compileTag, loadRuleGround } from './rule-schema.js'
import { readScore } from './score-readings.js'
import { customersBase } from './show-tag.js'

export interface BackfillInput extends BackfillRequest {
  readonly key: string
}

export interface BackfillResult {
  readonly version: number
  readonly runs: readonly number[]
}

/** Kind and subject of a backfill's run: no reader of current tags asks for it. */
export const BACKFILL = 'tag-backfill'
export const backfillSubject = (key: string, version: number): string => `${key}@${version}`

/**
 * Computes one version of a tag on past dates from what is known now: facts end on the date, customers who opened later are
 * left out. A date is visible when it is done; an earlier backfill of it is replaced. The current snapshot stays what it is.
 * @throws AppError NOT_FOUND, TAGS_NO_CUSTOMERS, TAGS_SOURCE_BLOCKED, TAG_BACKFILL_FUTURE
 */
export async function backfillTag(context: Context, ports: TagPorts, run: JobRun<BackfillInput>): Promise<BackfillResult> {
  const { key, dates } = run.input
  const tag = await context.definitions.version<Tag>('tag', key, run.input.version ?? 'latest')
  const today = await context.businessClock.today()
  const future = dates.find((date) => date > today)
  if (future !== undefined) fail('TAG_BACKFILL_FUTURE', { date: future, today }, 'dates')
  const runs: number[] = []
  for (const [at, asOf] of [...new Set(dates)].sort().entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'computing', done: at, total: dates.length, unit: 'steps' })
    runs.push(await backfillDate(context, ports, run, { key, version: tag.version, body: tag.body, asOf, today }))
  }
  return { version: tag.version, runs }
}

interface BackfillDate {
  readonly key: string
  readonly version: number
  readonly body: Tag
  readonly asOf: string
  readonly today: string
}

async function backfillDate(context: Context, ports: TagPorts, run: JobRun<BackfillInput>, { key, version, body, asOf, today }: BackfillDate): Promise<number> {
  const loaded = await loadRuleGround(context, { asOf, useSnapshot: false, knownAt: today })
  const { compute } = body
  const ground = isScored(compute) ? { ...loaded, scores: new Map([[scoreKey(compute), await readScore(context, compute, asOf)]]) } : loaded
  const { value: computed, type } = compileTag(body, ground.schema, ground)
  const value = withoutObjectors({ key, body }, computed, type, ground)
  await requireUnblocked(context, ground, undefined, run.actor)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const column = tagColumn(key)
  const subject = backfillSubject(key, version)
  const runId = await context.runs.begin({ kind: BACKFILL, subject, asOf, jobId: run.id })
  const table = `tag_backfill_${runId}`
  try {
    await context.runs.own(runId, [table])
    const columns = { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)', [column]: snapshotType(type.type) } as const
    await context.warehouse.createTable({ name: table, columns, orderBy: ['cust_no'], spread: 'customer' })
    await context.warehouse.command(fillSnapshot(table, from, [], [{ column, value }]), { signal: run.signal })
    const detail = await counted(context, table, column, type.type)
    const earlier = await context.runs.visible(BACKFILL, subject, asOf)
    await context.runs.commit(runId, detail, earlier.filter((each) => each.asOf === asOf).map(({ id }) => id))
    return runId
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

async function counted(context: Context, table: string, column: string, type: string): Promise<{ customers: number; covered: number }> {
  const rows = await context.warehouse.query(backfillCountsQuery(table, column, type))
  return { customers: Number(rows[0]?.customers ?? 0), covered: Number(rows[0]?.covered ?? 0) }
}
