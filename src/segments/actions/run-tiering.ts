import { compileRule, compileValue, type CompiledValue } from '#kernel/rule'
import { addMonths, monthEnd } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { customersBase, customersFrom, latestSnapshot, type RuleGround, type TagPorts } from '#tags'
import { sql, type Sql } from '#kernel/sql'
import { withContactStates } from '#privacy'
import type { Tiering, TieringPlan, TieringRun } from '../contract-tiering.js'
import { cellSql, foundCells, marksSql } from '../domain/tier-cell.js'
import { measureAt, moneyOf, secondAt, tierColumns } from '../domain/tier-plan.js'
import { freshState, lastingState, settledState, type TierState } from '../domain/tier-state.js'
import { isSuppressed } from '../sql/alike-queries.js'
import { insertTierMembers, insertTierRows, statesBefore, tierRowColumns, tierSizeQuery } from '../sql/tier-queries.js'
import { scoreAlike, type AlikePlan } from './score-alike.js'
import { findCuts } from './tier-cuts.js'
import { loadSegmentGround } from './segment-ground.js'
import { TIERING_RUN, tieringRuns, type TieringRunDetail } from './tiering-runs.js'

export interface TieringJobInput {
  readonly key: string
  readonly version?: number | undefined
  readonly asOf?: string | undefined
  /** Also the ends of so many months before. */
  readonly months?: number | undefined
}

export interface TieringJobResult {
  readonly runId: number
  readonly asOf: string
  readonly customers: number
  readonly runs: number
}

interface Work {
  readonly key: string
  readonly version: number
  readonly body: Tiering
  readonly asOf: string
  /** A past date is seen as it is known now. */
  readonly knownAt: string | undefined
  readonly jobId: string
  readonly signal: AbortSignal
}

/**
 * Puts every customer of the population into a cell as of a date, and of the month ends before it that were asked for,
 * oldest first, so that states of a life cycle follow each other.
 * @throws AppError TAGS_NOT_BUILT, TIERING_EMPTY
 */
export async function runTiering(context: Context, ports: TagPorts, run: JobRun<TieringJobInput>): Promise<TieringJobResult> {
  const { key, version, body } = await context.definitions.version<Tiering>('tiering', run.input.key, run.input.version ?? 'latest')
  const newest = (await latestSnapshot(context))?.asOf ?? fail('TAGS_NOT_BUILT')
  const last = run.input.asOf ?? newest
  const dates = [...monthEndsBefore(last, run.input.months ?? 0), last]
  let result: TieringJobResult | null = null
  for (const [at, asOf] of dates.entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'computing', done: at, total: dates.length, unit: 'steps' })
    const knownAt = asOf < newest ? newest : undefined
    const done = await tierOnce(context, ports, { key, version, body, asOf, knownAt, jobId: run.id, signal: run.signal })
    result = { ...done, asOf, runs: dates.length }
  }
  return result ?? fail('TIERING_EMPTY', { asOf: last })
}

/** Ends of the months before a date, oldest first. */
export function monthEndsBefore(date: string, months: number): string[] {
  return Array.from({ length: months }, (_, at) => monthEnd(addMonths(`${date.slice(0, 7)}-01`, at - months)))
}

async function tierOnce(context: Context, ports: TagPorts, work: Work): Promise<{ runId: number; customers: number }> {
  const runId = await context.runs.begin({ kind: TIERING_RUN, subject: work.key, asOf: work.asOf, jobId: work.jobId, tables: ['tier_members'] })
  const table = `tier_rows_${runId}`
  try {
    await context.runs.own(runId, [table])
    const units = await fillTierRows(context, ports, work, table)
    const detail = await assignCells(context, work, { runId, table, ...units })
    const same = (await tieringRuns(context, work.key)).filter((run) => run.asOf === work.asOf).map((run) => run.runId)
    await context.runs.commit(runId, detail, same)
    await context.warehouse.dropTable(table)
    return { runId, customers: detail.customers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

interface Units {
  readonly measure: TieringRun['measure']
  readonly money: TieringRun['money']
  readonly second: TieringRun['second']
}

/** Computes the values and rules of the population into a table. */
export async function fillTierRows(context: Context, ports: TagPorts, { body, asOf, knownAt, signal }: Pick<Work, 'body' | 'asOf' | 'knownAt' | 'signal'>, table: string): Promise<Units> {
  const { values, rules } = tierColumns(body.plan)
  const ground = await loadSegmentGround(context, [body.population, ...rules.map(({ rule }) => rule)], asOf, () => undefined, knownAt)
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const population = compileRule(body.population, ground.schema, options).condition
  const ruled = rules.map(({ rule }) => compileRule(rule, ground.schema, options).condition)
  const compiled = values.map(({ value }) => compileValue(value, ground.schema, options))
  const money = compiledMoney(body, ground, options)
  const base = await customersBase(context, ports, ground)
  const conditions = await withSuppressed(context, body.plan, ruled, base)
  const from = customersFrom(base, ground.passes.passes(), ground.facts)
  await context.warehouse.createTable({ name: table, columns: tierRowColumns(values.length, rules.length), orderBy: ['cust_no'], spread: 'customer' })
  const source = { values: compiled.map(({ value }) => value), rules: conditions, money: money?.value ?? null }
  await context.warehouse.command(insertTierRows(table, from, population, source), { signal })
  const [at, second] = [measureAt(body.plan), secondAt(body.plan)]
  return { second: second === null ? null : unitOf(compiled[second]), measure: at === null ? null : body.plan.kind === 'alike' ? { type: 'decimal', ccy: null } : unitOf(compiled[at]), money: money === null ? null : unitOf(money) }
}

/** Who refused marketing or contact is excluded with the segments, where a look-alike asks for it. */
async function withSuppressed(context: Context, plan: TieringPlan, rules: readonly Sql[], base: Sql): Promise<readonly Sql[]> {
  const [seeds, out] = rules
  if (plan.kind !== 'alike' || plan.exclude?.suppressed !== true || seeds === undefined || out === undefined) return rules
  const states = await withContactStates(context, sql`${base} AS base`, { purpose: 'MARKETING', channel: '' })
  return [seeds, sql`(${out} OR ${isSuppressed(states)})`]
}

/** A measure that is no money has none. */
function compiledMoney(body: Tiering, ground: RuleGround, options: Parameters<typeof compileValue>[2]): CompiledValue | null {
  const document = moneyOf(body)
  if (document === null) return null
  const compiled = compileValue(document, ground.schema, options)
  return compiled.type.type === 'money' ? compiled : null
}

function unitOf(compiled: CompiledValue | undefined): TieringRun['measure'] {
  return compiled === undefined ? null : { type: compiled.type.type, ccy: compiled.type.ccy ?? null }
}

/** Everybody's cell and since when: anew, or going on from the run before. */
function stateOf(plan: TieringPlan, cell: Sql, earlier: TieringRun | null, asOf: string): TierState {
  if (earlier === null) return freshState(cell, asOf)
  const before = statesBefore(earlier.asOf)
  return plan.kind === 'lifecycle' ? settledState(plan, before, asOf) : lastingState(cell, before, asOf)
}

/** Look-alikes are cut by the score that is learned here, in a table of its own. */
async function alikeCuts(context: Context, plan: AlikePlan, { runId, table }: { readonly runId: number; readonly table: string }, signal: AbortSignal) {
  const scores = `tier_scores_${runId}`
  await context.runs.own(runId, [scores])
  return { table: scores, fifths: new Map<string, number[]>(), ...(await scoreAlike(context, plan, { rows: table, scores, signal })) }
}

/** Finds the cuts, and writes everybody's cell; a life cycle goes on from the run before of the same version. */
async function assignCells(context: Context, { key, version, body, asOf, signal }: Work, place: Units & { readonly runId: number; readonly table: string }): Promise<TieringRunDetail> {
  const { plan } = body
  const { table, cuts, fifths, alike } = plan.kind === 'alike' ? await alikeCuts(context, plan, place, signal) : { table: place.table, alike: null, ...(await findCuts(context, plan, place.table)) }
  const earlier = (await tieringRuns(context, key)).find((run) => run.asOf < asOf && run.version === version) ?? null
  const state = stateOf(plan, cellSql(plan, cuts), earlier, asOf)
  const marks = marksSql(plan, tierColumns(plan).rules.length, fifths)
  await context.warehouse.command(insertTierMembers({ runId: place.runId, table, state, value: measureAt(plan), second: secondAt(plan), marks, previous: earlier?.runId ?? null }), { signal })
  const customers = Number((await context.warehouse.query(tierSizeQuery(place.runId)))[0]?.n ?? 0)
  if (customers === 0) fail('TIERING_EMPTY', { asOf })
  if (table !== place.table) await context.warehouse.dropTable(table)
  return { version, kind: plan.kind, alike, customers, cells: foundCells(plan, cuts), cuts: [...cuts], measure: place.measure, money: place.money, second: place.second, previous: earlier?.runId ?? null }
}
