import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { TierPlace } from './tier-reading.js'

export interface StageAsk extends TierPlace {
  /** Rows of customers: cust_no, and the date each opened an account or NULL as `opened`. */
  readonly opened: Sql
  /** Condition over `t.cust_no`: in the segment asked for; 1 for all. */
  readonly inside: Sql
  /** Stages of the funnel. */
  readonly stages: number
}

/** Rows of `opened`: every customer of the base with the date an account was opened, NULL where it is not known. */
export function openedOf(from: Sql, opened: Sql): Sql {
  return sql`SELECT base.cust_no AS cust_no, toNullable(toDate32(${opened})) AS opened FROM ${from}`
}

export type CohortBy = 'month' | 'quarter' | 'all'

/** Text of a cohort by `b.opened`: 2025-03, 2025-Q1, `none` where it is not known. */
function cohortOf(by: CohortBy): Sql {
  if (by === 'all') return sql`''`
  const text = by === 'month' ? sql`substring(toString(b.opened), 1, 7)` : sql`concat(toString(toYear(b.opened)), '-Q', toString(toQuarter(b.opened)))`
  return sql`ifNull(${text}, 'none')`
}

/** Rows of the run with cohort and whether inside. */
function rowsOf({ runId, visible, opened, inside }: StageAsk, by: CohortBy): Sql {
  const own = sql`SELECT t.cust_no AS cust_no, t.cell AS cell, t.marks AS marks, toUInt8(${inside}) AS inside FROM tier_members AS t WHERE t.run_id = ${param(runId, 'UInt64')} AND ${visible}`
  return sql`SELECT m.cust_no AS cust_no, m.cell AS cell, m.marks AS marks, m.inside AS inside, ${cohortOf(by)} AS cohort FROM (${own}) AS m LEFT JOIN (${opened}) AS b ON b.cust_no = m.cust_no`
}

/** By month of opening, inside and not: who reached at least so many stages, from 0 on; who meets each whatever the others. */
export function stageCountsQuery(ask: StageAsk): Query<{ inside: number; cohort: string; reached: string[]; met: string[] }> {
  const reached = Array.from({ length: ask.stages + 1 }, (_, at) => sql`countIf(cell >= ${param(at, 'UInt8')})`)
  const met = Array.from({ length: ask.stages }, (_, at) => sql`countIf(bitTest(marks, ${param(at, 'UInt32')}))`)
  return query(sql`SELECT inside, cohort, [${join(reached)}] AS reached, [${join(met)}] AS met FROM (${rowsOf(ask, 'month')}) GROUP BY inside, cohort ORDER BY cohort, inside`)
}

export interface LagRow {
  readonly cohort: string
  readonly entered: string[]
  readonly moved: string[]
  readonly days: (number | null)[][]
}

/**
 * Days from the first run a stage was reached at to the first run the next was, by cohort: quartiles (interpolated, type 7 of
 * Hyndman and Fan, 1996) of who went on. Only who reached the first stage after the oldest run: of the others the day is not
 * known. `days` of the runs are from 1970, oldest first.
 */
export function stageLagsQuery(ask: StageAsk, runs: { readonly ids: readonly number[]; readonly days: readonly number[] }, by: CohortBy): Query<LagRow> {
  const ids = param([...runs.ids], 'Array(UInt64)')
  const day = sql`arrayElement(${param([...runs.days], 'Array(UInt32)')}, indexOf(${ids}, t.run_id))`
  const firsts = Array.from({ length: ask.stages }, (_, at) => sql`minIf(${day}, t.cell >= ${param(at + 1, 'UInt8')})`)
  const entries = sql`SELECT t.cust_no AS cust_no, [${join(firsts)}] AS firsts FROM tier_members AS t WHERE has(${ids}, t.run_id) GROUP BY t.cust_no`
  const steps = Array.from({ length: Math.max(0, ask.stages - 1) }, (_, at) => stepOf(at, runs.days[0] ?? 0))
  return query(
    sql`SELECT cohort, [${join(steps.map(({ entered }) => entered))}] AS entered, [${join(steps.map(({ moved }) => moved))}] AS moved, [${join(steps.map(({ days }) => days))}] AS days FROM (SELECT r.cohort AS cohort, e.firsts AS firsts FROM (${rowsOf(ask, by)}) AS r INNER JOIN (${entries}) AS e ON e.cust_no = r.cust_no WHERE r.inside = 1) GROUP BY cohort ORDER BY cohort`,
  )
}

function stepOf(at: number, oldest: number) {
  const [from, to] = [sql`arrayElement(firsts, ${param(at + 1, 'UInt8')})`, sql`arrayElement(firsts, ${param(at + 2, 'UInt8')})`]
  const known = sql`${from} > ${param(oldest, 'UInt32')}`
  const went = sql`(${known} AND ${to} > 0)`
  return { entered: sql`countIf(${known})`, moved: sql`countIf(${went})`, days: sql`quantilesExactInclusiveIf(0.25, 0.5, 0.75)(toFloat64(${to} - ${from}), ${went})` }
}
