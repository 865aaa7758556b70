import { addDays } from '#kernel/calendar'
import { compileRule, type RuleDocument } from '#kernel/rule'
import { identifier, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { Decision } from '../../contract-evaluation.js'
import { snapshotType, tagColumn } from '../../domain/snapshot-column.js'
import type { TagPorts } from '../../ports.js'
import { customersFrom } from '../../sql/customers-from.js'
import { evaluationColumns } from '../../sql/evaluation/field-queries.js'
import { fillTable, withOutcomes } from '../../sql/evaluation/tally-queries.js'
import type { TagSnapshot } from '../latest-snapshot.js'
import { compileTag, loadRuleGround, type RuleGround } from '../rule-schema.js'
import { customersBase } from '../show-tag.js'

export interface PublishedDecision {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly body: Decision
}

/** Tags as of the earlier date, and whose outcomes came by the later one. */
export interface EvaluationTables {
  readonly then: string
  readonly before: string
  /** `then` under `base`, with each decision's outcome joined. */
  readonly from: Sql
  /** By decision: whether a row of `from` counts, and whether the outcome came. */
  readonly flags: readonly { readonly counts: Sql; readonly came: Sql }[]
}

const NO_DECISION_DAYS = 90

/** Computes every tag of the snapshot as of the day the longest window began, and the outcomes after it. */
export async function makeTables(context: Context, ports: TagPorts, run: JobRun<unknown>, { runId, snapshot, decisions }: { runId: number; snapshot: TagSnapshot; decisions: readonly PublishedDecision[] }): Promise<EvaluationTables> {
  const longest = Math.max(0, ...decisions.map(({ body }) => body.windowDays)) || NO_DECISION_DAYS
  const before = addDays(snapshot.asOf, -longest)
  const then = `tag_evaluation_${runId}`
  const windows = [...new Set(decisions.map(({ body }) => body.windowDays))]
  const outcomes = windows.map((days) => ({ days, table: `tag_evaluation_${runId}_${days}` }))
  await context.runs.own(runId, [then, ...outcomes.map(({ table }) => table)])
  const ground = await groundOn(context, before)
  const tags = tagColumns(snapshot, ground)
  const flags = decisions.map(({ body }, at) => ({ column: `p_${at}`, type: 'UInt8' as const, value: body.population === undefined ? sql`1` : conditionOf(body.population, ground) }))
  await fill(context, ports, run, { table: then, ground, columns: [...tags, ...flags] })
  for (const { days, table } of outcomes) {
    const after = await groundOn(context, addDays(before, days))
    const columns = decisions.flatMap(({ body }, at) => (body.windowDays === days ? [{ column: `o_${at}`, type: 'UInt8' as const, value: conditionOf(body.outcome, after) }] : []))
    await fill(context, ports, run, { table, ground: after, columns })
  }
  const joined = decisions.map(({ body }, at) => ({ table: outcomes.find(({ days }) => days === body.windowDays)?.table ?? '', column: `o_${at}` }))
  return { then, before, from: withOutcomes(then, joined), flags: decisions.map((_, at) => ({ counts: identifier('base', `p_${at}`), came: sql`ifNull(${identifier(`j_o_${at}`, 'came')}, 0)` })) }
}

/** Computes every tag of the snapshot as of a day, into a table of the run's own. */
export async function fillTagsOn(context: Context, ports: TagPorts, run: JobRun<unknown>, { runId, snapshot, table, asOf }: { readonly runId: number; readonly snapshot: TagSnapshot; readonly table: string; readonly asOf: string }): Promise<void> {
  await context.runs.own(runId, [table])
  const ground = await groundOn(context, asOf)
  await fill(context, ports, run, { table, ground, columns: tagColumns(snapshot, ground) })
}

function tagColumns(snapshot: TagSnapshot, ground: RuleGround): Filling['columns'] {
  return snapshot.tags.flatMap(({ key, type }) => {
    const tag = ground.tags.get(key)
    return tag === undefined ? [] : [{ column: tagColumn(key), value: compileTag(tag.body, ground.schema, ground).value, type: snapshotType(type.type as Parameters<typeof snapshotType>[0]) }]
  })
}

async function groundOn(context: Context, asOf: string): Promise<RuleGround> {
  return loadRuleGround(context, { asOf, useSnapshot: false, knownAt: await context.businessClock.today() })
}

function conditionOf(document: RuleDocument, ground: RuleGround): Sql {
  return sql`toUInt8(ifNull(${compileRule(document, ground.schema, { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }).condition}, 0))`
}

interface Filling {
  readonly table: string
  readonly ground: RuleGround
  readonly columns: readonly { readonly column: string; readonly value: Sql; readonly type: ReturnType<typeof snapshotType> }[]
}

async function fill(context: Context, ports: TagPorts, run: JobRun<unknown>, { table, ground, columns }: Filling): Promise<void> {
  await context.warehouse.createTable({ name: table, columns: evaluationColumns(columns), orderBy: ['cust_no'], spread: 'customer' })
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  const onProgress = ({ rows, totalRows }: { rows: number; totalRows: number }) => run.progress({ step: 'computing', done: rows, ...(totalRows > 0 ? { total: totalRows } : {}), unit: 'rows' })
  await context.warehouse.command(fillTable(table, from, columns), { signal: run.signal, onProgress })
}
