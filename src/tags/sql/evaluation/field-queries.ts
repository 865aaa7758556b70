import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { ColumnType } from '#kernel/sql'

const TWENTIETHS = sql`0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95`

/** The time column of a bank table: a day, or an instant of which the bank's day counts. */
export interface TimeColumn {
  readonly stored: string
  readonly isDate: boolean
}

function dayOf({ stored, isDate }: TimeColumn, timeZone: string): Sql {
  return isDate ? sql`${identifier(stored)}` : sql`toDate32(${identifier(stored)}, ${timeZone})`
}

/** Days that have rows, in order. */
export function daysQuery(rows: Sql, time: TimeColumn, timeZone: string, to: string): Query<{ day: string; n: string }> {
  return query(sql`SELECT toString(found) AS day, count() AS n FROM (SELECT ${dayOf(time, timeZone)} AS found FROM ${rows}) WHERE found IS NOT NULL AND found <= ${param(to, 'Date32')} GROUP BY found ORDER BY found`)
}

export interface PeriodRow {
  readonly period: string
  readonly n: string
  /** By field: values that are not zero, their median size, and nineteen quantiles of all values. */
  readonly counted: string[]
  readonly medians: (number | null)[]
  readonly quantiles: (number | null)[][]
}

/** What each field was like by period: the month, or each day where rows come more seldom. */
export function periodsQuery(rows: Sql, time: TimeColumn, fields: readonly string[], options: { readonly timeZone: string; readonly to: string; readonly monthly: boolean }): Query<PeriodRow> {
  const day = dayOf(time, options.timeZone)
  const period = options.monthly ? sql`toStartOfMonth(${day})` : day
  const values = fields.map((name) => sql`toFloat64(assumeNotNull(${identifier(name)}))`)
  const filled = fields.map((name) => sql`${identifier(name)} IS NOT NULL`)
  const counted = fields.map((name, at) => sql`countIf(${filled[at] ?? sql`0`} AND ifNull(${identifier(name)}, 0) != 0)`)
  const medians = fields.map((name, at) => sql`quantileTDigestIf(0.5)(abs(${values[at] ?? sql`0`}), ${filled[at] ?? sql`0`} AND ifNull(${identifier(name)}, 0) != 0)`)
  const quantiles = fields.map((_, at) => sql`quantilesTDigestIf(${TWENTIETHS})(${values[at] ?? sql`0`}, ${filled[at] ?? sql`0`})`)
  return query(sql`SELECT toString(${period}) AS period, count() AS n, [${join(counted)}] AS counted, [${join(medians)}] AS medians, [${join(quantiles)}] AS quantiles FROM ${rows} WHERE ${day} IS NOT NULL AND ${day} <= ${param(options.to, 'Date32')} GROUP BY period ORDER BY period`)
}

/** Columns of a table of tags and flags of one evaluation. */
export function evaluationColumns(tags: readonly { readonly column: string; readonly type: ColumnType }[]): Record<string, ColumnType> {
  return { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', ...Object.fromEntries(tags.map(({ column, type }) => [column, type])) }
}
