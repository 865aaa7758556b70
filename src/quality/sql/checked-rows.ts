import { addDays, dayEnd, dayStart } from '#kernel/calendar'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { bankRows, bankTable, storedName, type BankTableName } from '#ingest/contract'
import { isFact, type ColumnPlace } from '../domain/bank-column-place.js'

/** Days a check reads of a fact table: up to a business date, and no further back than `days` when given. */
export interface Window {
  readonly asOf: string
  readonly timeZone: string
  readonly days?: number | undefined
}

export interface RowsOf {
  readonly table: BankTableName
  /** Runs of the table that are read, of one source or of all. */
  readonly runs: readonly number[]
  readonly columns: readonly ColumnPlace[]
  /** Columns with the value (as text) their rows must have. */
  readonly where?: readonly { readonly place: ColumnPlace; readonly value: string }[]
}

/** Rows of a bank table as a subquery: facts of the window, of other tables the newest state. */
export function checkedRows(of: RowsOf, window: Window): Sql {
  const where = of.where ?? []
  const time = isFact(of.table) ? timeColumn(of.table) : null
  const places = [...of.columns, ...where.map(({ place }) => place)].filter(({ name, column }) => name !== 'cust_id' && column.identifier === undefined)
  const stored = new Set([...places.map((place) => place.stored), ...(time === null ? [] : [time.stored])])
  const conditions = [...(time === null ? [] : [windowCondition(time, window)]), ...where.map(({ place, value }) => sql`toString(${identifier(place.stored)}) = ${value}`)]
  const condition = conditions.length === 0 ? sql`` : sql` WHERE ${join(conditions, sql` AND `)}`
  return sql`(SELECT * FROM ${bankRows(of.table, of.runs, [...stored], { anonymous: 'include' })}${condition})`
}

interface TimeColumn {
  readonly stored: string
  readonly isDate: boolean
}

/** The column that dates the rows of a fact table. */
export function timeColumn(table: BankTableName): TimeColumn {
  const model = bankTable(table)
  const name = model.timeColumn ?? 'valid_from'
  const type = model.columns[name]?.type ?? 'date'
  return { stored: storedName(name, type), isDate: type !== 'instant' }
}

/** Rows without a time are seen unless a first day is given. */
function windowCondition({ stored, isDate }: TimeColumn, { asOf, timeZone, days }: Window): Sql {
  const time = identifier(stored)
  const first = days === undefined ? null : addDays(asOf, 1 - days)
  const until = isDate ? sql`${time} <= ${param(asOf, 'Date32')}` : sql`${time} < ${instant(dayEnd(asOf, timeZone))}`
  if (first === null) return sql`(${time} IS NULL OR ${until})`
  const from = isDate ? sql`${time} >= ${param(first, 'Date32')}` : sql`${time} >= ${instant(dayStart(first, timeZone))}`
  return sql`(${from} AND ${until})`
}

function instant(iso: string): Sql {
  return sql`fromUnixTimestamp64Milli(${Date.parse(iso)}, 'UTC')`
}

/** The value of a column; a customer number that is not there is missing. */
export function valueOf(place: ColumnPlace): Sql {
  return place.name === 'cust_id' && !place.custom ? sql`nullIf(cust_id, '')` : identifier(place.stored)
}
