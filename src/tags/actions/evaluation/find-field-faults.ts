import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { bankRunsOf, storedName } from '#ingest'
import { bankRows, bankTable, bankTableNames, type BankColumn, type BankTableName } from '#ingest/contract'
import type { FieldFault } from '../../contract-evaluation.js'
import { driftOf, rhythmOf, staleOf, unitChangeOf, type Period } from '../../domain/evaluation/field-faults.js'
import { daysQuery, periodsQuery, type TimeColumn } from '../../sql/evaluation/field-queries.js'

const NUMERIC: readonly string[] = ['int', 'decimal', 'money']

interface Ground {
  readonly context: Context
  readonly asOf: string
  readonly signal: AbortSignal
}

/** Faults of every dated bank table as of a date: sources that fell silent, fields in another unit, fields that drift. */
export async function findFieldFaults(context: Context, run: Pick<JobRun<unknown>, 'signal' | 'progress'>, asOf: string): Promise<FieldFault[]> {
  const dated = bankTableNames.filter((name) => bankTable(name).timeColumn !== undefined && bankTable(name).restricted !== true)
  const runs = await bankRunsOf(context.runs, dated, asOf)
  const faults: FieldFault[] = []
  for (const [at, table] of dated.entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'reading', done: at, total: dated.length, unit: 'steps' })
    const own = runs.get(table) ?? []
    if (own.length > 0) faults.push(...(await faultsOf({ context, asOf, signal: run.signal }, table, own)))
  }
  return faults
}

async function faultsOf({ context, asOf, signal }: Ground, table: BankTableName, runs: readonly number[]): Promise<FieldFault[]> {
  const model = bankTable(table)
  const name = model.timeColumn ?? 'valid_from'
  const time: TimeColumn = { stored: storedName(name, model.columns[name]?.type ?? 'date'), isDate: model.columns[name]?.type === 'date' }
  const fields = Object.entries<BankColumn>(model.columns).filter(([field, column]) => field !== name && NUMERIC.includes(column.type))
  const stored = fields.map(([field, column]) => storedName(field, column.type))
  const rows = bankRows(table, runs, [time.stored, ...stored])
  const { timeZone } = context.settings
  const days = (await context.warehouse.query(daysQuery(rows, time, timeZone, asOf), { signal, maxSeconds: 0 })).map(({ day }) => day)
  const silent = staleOf(days, asOf)
  const found: FieldFault[] = silent === null ? [] : [{ ...silent, table, field: null, name: { zh: model.zh, en: model.en } }]
  if (stored.length === 0) return found
  const { monthly, perYear } = rhythmOf(days)
  const read = await context.warehouse.query(periodsQuery(rows, time, stored, { timeZone, to: asOf, monthly }), { signal, maxSeconds: 0 })
  fields.forEach(([field, column], at) => {
    const periods = read.map((row): Period => ({ period: row.period, counted: Number(row.counted[at] ?? 0), median: row.medians[at] ?? null, quantiles: row.quantiles[at] ?? [] }))
    const fault = unitChangeOf(periods) ?? driftOf(periods, perYear)
    if (fault !== null) found.push({ ...fault, table, field, name: { zh: `${model.zh}·${column.zh}`, en: `${model.en}: ${column.en}` } })
  })
  return found
}
