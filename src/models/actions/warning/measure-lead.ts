import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { param, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Model, ModelLabel } from '../../contract.js'
import { leadTimeSchema } from '../../contract-warning.js'
import { numberBlocks } from '../../domain/native-blocks.js'
import { leadTimes } from '../../domain/warning/lead-times.js'
import { insertRows } from '../../sql/insert-rows.js'
import { outcomeValuesQuery } from '../../sql/outcome-query.js'
import { versionInRole, listVersions, getVersion, type StoredVersion } from '../../store/version-store.js'
import { rowsTable } from '../build-rows.js'
import { compileDate, compileOutcome } from '../compile-model.js'
import { namedColumns } from '../named-columns.js'
import { readRows } from '../read-rows.js'
import { scoresOf } from '../scores-of.js'

export interface LeadInput {
  readonly key: string
  /** The champion when absent, else the newest version. */
  readonly number?: number | undefined
}

export interface LeadResult {
  readonly runId: number
  readonly lost: number
}

/** Kind of run; its detail holds the figures. */
export const LEAD_RUN = 'model-lead'

/** Days between two looks, and the most looks. */
const STEP_DAYS = 7
const MOST_LOOKS = 60

/**
 * Measures how long before the loss a version warns: its test date's population is scored week by week up to today with
 * what was known each day, and each loss is dated by the label. No look is on a date the version was trained on.
 * @throws AppError MODEL_NO_LEAD, NOT_FOUND; Mistakes of MODEL_LEAK
 */
export async function measureLead(context: Context, ports: TagPorts, run: JobRun<LeadInput>): Promise<LeadResult> {
  const { key } = run.input
  const version = await versionOf(context, run.input)
  const { body: model } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  const from = version.figures.dates.test[0]
  const today = await context.businessClock.today()
  if (from === undefined || version.figures.probability === null) fail('MODEL_NO_LEAD', { key, number: version.number })
  const dates = looksOf(from, today)
  const runId = await context.runs.begin({ kind: LEAD_RUN, subject: key, asOf: today, jobId: run.id })
  const table = `model_settled_${runId}`
  try {
    await context.runs.own(runId, [table])
    const place: Place = { context, ports, model, version, table, today, signal: run.signal }
    const looks: Look[] = []
    for (const [at, date] of dates.entries()) {
      run.progress({ step: 'scoring', done: at, total: dates.length, unit: 'steps' })
      looks.push(await lookOn(place, date, at === 0))
    }
    const figures = { version: version.number, ...leadTimes(watchedOf(model.label, dates, looks)) }
    const replaced = (await context.runs.visible(LEAD_RUN, key)).map(({ id }) => id)
    await context.warehouse.dropTable(table)
    await context.runs.commit(runId, leadTimeSchema.parse(figures), replaced)
    return { runId, lost: figures.lost }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

async function versionOf(context: Context, { key, number }: LeadInput): Promise<StoredVersion> {
  if (number !== undefined) return getVersion(context.ledger.db, key, number)
  const champion = await versionInRole(context.ledger.db, key, 'champion')
  if (champion !== null) return champion
  const newest = (await listVersions(context.ledger, key))[0]
  return newest === undefined ? fail('MODEL_NO_CHAMPION', { key }) : getVersion(context.ledger.db, key, newest.number)
}

/** The first date, then every seven days, and today. */
function looksOf(from: string, today: string): string[] {
  const dates: string[] = []
  for (let date = from; date < today && dates.length < MOST_LOOKS; date = addDays(date, STEP_DAYS)) dates.push(date)
  return [...dates, today]
}

interface Place {
  readonly context: Context
  readonly ports: TagPorts
  readonly model: Model
  readonly version: StoredVersion
  readonly table: string
  readonly today: string
  readonly signal: AbortSignal
}

/** Scores and outcomes of one date by customer. */
interface Look {
  readonly scores: ReadonlyMap<number, number>
  readonly values: ReadonlyMap<number, number>
}

async function lookOn({ context, ports, model, version, table, today, signal }: Place, asOf: string, isFirst: boolean): Promise<Look> {
  const compiled = await compileDate(context, ports, model, { asOf, knownAt: today, labelled: false })
  if (isFirst) await context.warehouse.createTable(rowsTable(table, compiled))
  await context.warehouse.command(insertRows({ ...compiled, table, asOf }), { signal })
  const rows = await readRows(context, { table, columns: namedColumns(version.fitted), where: sql`as_of = ${param(asOf, 'Date32')}` }, signal)
  const scores = await scoresOf(context, version.fitted, rows.matrix, signal)
  const outcome = await compileOutcome(context, ports, model.label, { asOf, knownAt: today })
  const blocks = numberBlocks()
  for await (const chunk of context.warehouse.stream(outcomeValuesQuery(outcome), 'Native', { signal })) blocks.push(chunk)
  const { columns } = blocks.end()
  return { scores: pairs(rows.custNo, scores), values: pairs(columns.get('cust_no'), columns.get('value')) }
}

function pairs(custNo: Float64Array | undefined, values: Float64Array | undefined): Map<number, number> {
  return new Map(Array.from(custNo ?? [], (customer, at) => [customer, values?.[at] ?? Number.NaN] as const))
}

/** Who was in the population on the first date and not lost yet, on every date. */
function watchedOf(label: ModelLabel, dates: readonly string[], looks: readonly Look[]) {
  const [first] = looks
  const isLost = lossOf(label, first?.values ?? new Map<number, number>())
  const people = [...(first?.scores.keys() ?? [])].filter((customer) => isLost(customer, first?.values.get(customer)) === false)
  return {
    dates,
    scores: looks.map(({ scores }) => Float64Array.from(people, (customer) => scores.get(customer) ?? Number.NaN)),
    lost: Int32Array.from(people, (customer) => looks.findIndex(({ values }, at) => at > 0 && isLost(customer, values.get(customer)) === true)),
  }
}

/** Whether a value is a loss against the first date; null for who has nothing to lose. */
function lossOf(label: ModelLabel, before: ReadonlyMap<number, number>): (customer: number, value: number | undefined) => boolean | null {
  if (label.kind !== 'drop') return (_, value) => (value ?? 0) === 1
  return (customer, value) => {
    const had = before.get(customer) ?? 0
    if (!(had >= label.floor)) return null
    return (Number.isFinite(value) ? (value ?? 0) : 0) <= (1 - label.share) * had
  }
}
