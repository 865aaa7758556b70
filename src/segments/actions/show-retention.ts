import { fail } from '#kernel/error'
import { compileValue } from '#kernel/rule'
import { param, sql, type Sql } from '#kernel/sql'
import { bankRuns } from '#ingest'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersBase, customersFrom, loadRuleGround, noMembers, visibleTo, type TagPorts } from '#tags'
import type { Retention, RetentionGroup, RetentionRequest } from '../contract-retention.js'
import { leavingValue, retentionSteps, retentionTest, type MonthRow } from '../domain/retention.js'
import { retentionQuery } from '../sql/retention-queries.js'
import { isMember } from '../sql/segment-queries.js'
import { inTier } from '../sql/tier-queries.js'
import { segmentRun } from './life/compare-runs.js'
import { cellNumber, tieringRun } from './tiering-runs.js'

interface Group {
  readonly name: { readonly zh: string; readonly en: string }
  readonly takenAsOf: string | null
  readonly members: Sql
}

const OPENED = { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'open_date' } } as const

/**
 * Who stayed of up to four groups, month by month since a date or since each opened an account, over the customers the asker
 * may see; as of the newest snapshot of tags. @throws AppError SEGMENT_NO_SNAPSHOT, TIERING_NOT_RUN, TAGS_NOT_BUILT, RETENTION_NO_INPUT
 */
export async function showRetention(context: Context, ports: TagPorts, request: RetentionRequest, actor: Actor): Promise<Retention> {
  const ground = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const needed = request.leaving.kind === 'silent' ? 'txn' : 'aum_month'
  if ((await bankRuns(context.runs, needed, ground.asOf)).length === 0) fail('RETENTION_NO_INPUT', { table: needed })
  const since = request.start.kind === 'date' ? request.start.date : request.start.since
  const mark = compileValue(leavingValue(request.leaving, since), ground.schema, options).value
  const start = request.start.kind === 'date' ? sql`toNullable(${param(since, 'Date32')})` : openedSince(compileValue(OPENED, ground.schema, options).value, since)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const found: { group: Group; rows: MonthRow[]; outside: number }[] = []
  for (const each of request.groups) {
    const group = await openGroup(context, each)
    const asked = await context.warehouse.query(retentionQuery({ from, who: sql`(${visibleTo(actor)} AND ${group.members})`, start, mark, leaving: request.leaving, asOf: ground.asOf }))
    const outside = asked.filter(({ month }) => month === null).reduce((sum, row) => sum + Number(row.gone) + Number(row.kept), 0)
    found.push({ group, outside, rows: asked.flatMap(({ month, gone, kept }) => (month === null ? [] : [{ month, left: Number(gone), kept: Number(kept) }])) })
  }
  const { minCell } = actor.scope
  const isFew = found.map(({ rows }) => followed(rows) < Math.max(1, minCell))
  return {
    asOf: ground.asOf,
    groups: found.map(({ group, rows, outside }, at) => shown(group, rows, { outside, minCell, isFew: isFew[at] === true })),
    test: isFew.some(Boolean) ? null : retentionTest(found.map(({ rows }) => rows)),
  }
}

const followed = (rows: readonly MonthRow[]): number => rows.reduce((sum, { left, kept }) => sum + left + kept, 0)

function shown({ name, takenAsOf }: Group, rows: readonly MonthRow[], { outside, minCell, isFew }: { readonly outside: number; readonly minCell: number; readonly isFew: boolean }): Retention['groups'][number] {
  const hidden = (count: number) => (count > 0 && count < minCell ? null : count)
  if (isFew) return { name, takenAsOf, customers: minCell === 0 ? 0 : null, left: null, outside: hidden(outside), median: null, steps: [] }
  return { name, takenAsOf, customers: followed(rows), left: hidden(rows.reduce((sum, { left }) => sum + left, 0)), outside: hidden(outside), ...retentionSteps(rows, minCell) }
}

/** The day an account was opened, of those opened since a date. */
function openedSince(opened: Sql, since: string): Sql {
  return sql`if(ifNull(${opened} >= ${param(since, 'Date32')}, 0), toNullable(toDate32(${opened})), NULL)`
}

async function openGroup(context: Context, group: RetentionGroup): Promise<Group> {
  if (group.kind === 'all') return { name: { zh: '全部客户', en: 'All customers' }, takenAsOf: null, members: sql`(1 = 1)` }
  if (group.kind === 'segment') {
    const [run, { name }] = [await segmentRun(context, group.key, group.run), await context.definitions.get('segment', group.key)]
    return { name: { zh: name.zh, en: name.en ?? name.zh }, takenAsOf: run.asOf, members: isMember(run.runId) }
  }
  const run = await tieringRun(context, group.tiering, group.run)
  const cell = cellNumber(run, group.tiering, group.cell)
  const { name } = await context.definitions.get('tiering', group.tiering)
  const own = run.cells[cell]?.name
  return { name: { zh: `${name.zh}·${own?.zh ?? ''}`, en: `${name.en ?? name.zh}: ${own?.en ?? ''}` }, takenAsOf: run.asOf, members: inTier({ runId: run.runId, cell }, null) }
}

