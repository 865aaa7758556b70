import { fail } from '#kernel/error'
import type { TypeInfo } from '#kernel/rule'
import type { ColumnType, Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { Tag } from '../contract.js'
import type { BackfillRequest } from '../contract-life.js'
import { backfillSteps, type BackfillStep } from '../domain/backfill-steps.js'
import { isScored, scoreKey } from '../domain/score-tag.js'
import { snapshotType, stateColumns, tagColumn } from '../domain/snapshot-column.js'
import type { TagPorts } from '../ports.js'
import { backfillCountsQuery } from '../sql/backfill-counts.js'
import { fillSnapshot, type SnapshotValue } from '../sql/build-snapshot.js'
import { customersFrom } from '../sql/customers-from.js'
import type { Held } from '../sql/held-value.js'
import { BACKFILL, backfillSubject, backfillTable, stateBefore, type BackfillState } from './backfill-state.js'
import { requireUnblocked } from './blocked-inputs.js'
import { heldTag } from './held-tags.js'
import { withoutObjectors } from './objected.js'
import { compileTag, loadRuleGround, type PublishedTag, type RuleGround } from './rule-schema.js'
import { readScore } from './score-readings.js'
import { customersBase } from './show-tag.js'

export interface BackfillInput extends BackfillRequest {
  readonly key: string
}

export interface BackfillResult {
  readonly version: number
  readonly runs: readonly number[]
  /** First day the hold of the tag was run from, where no earlier state was known; null where it goes on from one, or holds nothing. */
  readonly holdFrom: string | null
}

/**
 * Computes one version of a tag on past dates from what is known now: facts end on the date, customers who opened later are
 * left out. A date is visible when it is done; an earlier backfill of it is replaced. The current snapshot stays what it is.
 * A tag that holds its value is run through the days in order (see `backfillSteps`), going on from the newest state of the
 * same version before them.
 * @throws AppError NOT_FOUND, TAGS_NO_CUSTOMERS, TAGS_SOURCE_BLOCKED, TAG_BACKFILL_FUTURE
 */
export async function backfillTag(context: Context, ports: TagPorts, run: JobRun<BackfillInput>): Promise<BackfillResult> {
  const { key, dates } = run.input
  const { version, name, body } = await context.definitions.version<Tag>('tag', key, run.input.version ?? 'latest')
  const tag: PublishedTag = { key, version, name, body }
  const today = await context.businessClock.today()
  const future = dates.find((date) => date > today)
  if (future !== undefined) fail('TAG_BACKFILL_FUTURE', { date: future, today }, 'dates')
  const steps = backfillSteps(dates, body.hold)
  let state = body.hold === undefined || steps[0] === undefined ? null : await stateBefore(context, tag, steps[0].asOf)
  const holdFrom = body.hold === undefined ? null : state === null ? (steps[0]?.asOf ?? null) : state.holdFrom
  const runs: number[] = []
  const carriers: number[] = []
  try {
    for (const [at, step] of steps.entries()) {
      run.signal.throwIfAborted()
      run.progress({ step: 'computing', done: at, total: steps.length, unit: 'steps' })
      const runId = await backfillStep(context, ports, run, { tag, step, today, state, holdFrom })
      state = { table: backfillTable(runId), asOf: step.asOf, holdFrom }
      const into = step.isAsked ? runs : carriers
      into.push(runId)
    }
  } finally {
    for (const id of carriers) await context.runs.abandon(id)
  }
  return { version, runs, holdFrom }
}

interface StepInput {
  readonly tag: PublishedTag
  readonly step: BackfillStep
  readonly today: string
  /** State the hold goes on from; null where none is known, or the tag holds nothing. */
  readonly state: BackfillState | null
  readonly holdFrom: string | null
}

/** Computes one day; a day only passed through is never visible, and is the caller's to abandon. */
async function backfillStep(context: Context, ports: TagPorts, run: JobRun<BackfillInput>, { tag, step, today, state, holdFrom }: StepInput): Promise<number> {
  const { asOf, isAsked } = step
  const { ground, value, type, held } = await compiled(context, tag, { asOf, today, state })
  await requireUnblocked(context, ground, undefined, run.actor)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const subject = backfillSubject(tag.key, tag.version)
  const runId = await context.runs.begin({ kind: BACKFILL, subject, asOf, jobId: run.id })
  const table = backfillTable(runId)
  const column = tagColumn(tag.key)
  try {
    await context.runs.own(runId, [table])
    const stored = storedOf(tag.key, held?.value ?? value, type, held)
    const columns = { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)', ...Object.fromEntries(stored.map((each) => [each.column, each.type])) } as const
    await context.warehouse.createTable({ name: table, columns, orderBy: ['cust_no'], spread: 'customer' })
    await context.warehouse.command(fillSnapshot(table, from, [], stored), { signal: run.signal })
    if (!isAsked) return runId
    const detail = { ...(await counted(context, table, column, type.type)), ...(held === null ? {} : { hold: { from: holdFrom } }) }
    const earlier = await context.runs.visible(BACKFILL, subject, asOf)
    await context.runs.commit(runId, detail, earlier.filter((each) => each.asOf === asOf).map(({ id }) => id))
    return runId
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

interface CompiledStep {
  readonly ground: RuleGround
  readonly value: Sql
  readonly type: TypeInfo
  readonly held: Held | null
}

async function compiled(context: Context, tag: PublishedTag, { asOf, today, state }: { readonly asOf: string; readonly today: string; readonly state: BackfillState | null }): Promise<CompiledStep> {
  const loaded = await loadRuleGround(context, { asOf, useSnapshot: false, knownAt: today })
  const { compute } = tag.body
  const ground = isScored(compute) ? { ...loaded, scores: new Map([[scoreKey(compute), await readScore(context, compute, asOf)]]) } : loaded
  const { value: computed, type } = compileTag(tag.body, ground.schema, ground)
  const value = withoutObjectors(tag, computed, type, ground)
  const before = state === null ? null : { table: state.table, tags: [{ key: tag.key, version: tag.version, column: tagColumn(tag.key), held: true }] }
  return { ground, value, type, held: heldTag(tag, value, type, { asOf, passes: ground.passes, before }) }
}

/** The value, and what remembers its state where the tag holds it. */
function storedOf(key: string, value: Sql, { type }: TypeInfo, held: Held | null): (SnapshotValue & { readonly type: ColumnType })[] {
  const own = { column: tagColumn(key), value, type: snapshotType(type) }
  if (held === null) return [own]
  const { computed, since } = stateColumns(key)
  return [own, { column: computed, value: held.computed, type: 'Nullable(String)' }, { column: since, value: held.since, type: 'Nullable(Date32)' }]
}

async function counted(context: Context, table: string, column: string, type: string): Promise<{ customers: number; covered: number }> {
  const rows = await context.warehouse.query(backfillCountsQuery(table, column, type))
  return { customers: Number(rows[0]?.customers ?? 0), covered: Number(rows[0]?.covered ?? 0) }
}
