import { isErrorCode, messageOf, type ErrorCode } from '#kernel/error'
import { query, sql } from '#kernel/sql'
import type { LoadReport, Target } from '../contract.js'
import { storedTable } from '../domain/bank-model.js'
import { columnReportQuery } from '../sql/column-report-query.js'
import type { RowPlan } from '../sql/staged-row.js'
import type { TargetsInput } from './write-targets.js'

export interface TargetOutcome {
  readonly target: Target
  readonly plan: RowPlan
  readonly runId: number
  /** Staged rows of the target. */
  readonly rows: number
  readonly accepted: number
  readonly repeated: boolean
  readonly newCustomers: number
  readonly replaces: readonly number[]
  readonly hasAlready: boolean
  /** Set when the rejects were collected. */
  rejected?: number
}

/** The quality report of a load: rows in and out, rejects by reason with masked samples, every column's profile. */
export async function buildReport(input: TargetsInput, outcomes: readonly TargetOutcome[]): Promise<LoadReport> {
  input.progress('profiling')
  await input.rejects.flush(true)
  const rejects = await rejectGroups(input)
  const accepted = Math.max(0, ...outcomes.map((outcome) => outcome.accepted))
  const duplicates = rejects.filter((group) => group.code === 'KEY_REPEATED').reduce((sum, group) => sum + group.count, 0)
  return {
    rows: input.staged.rows + input.rejects.count() - outcomes.reduce((sum, outcome) => sum + (outcome.rejected ?? 0), 0),
    accepted,
    rejected: input.rejects.count(),
    duplicates,
    newCustomers: outcomes.reduce((sum, outcome) => sum + outcome.newCustomers, 0),
    unknownCustomers: unknownCustomers(outcomes),
    targets: outcomes.map((outcome) => ({
      table: outcome.target.table,
      mode: outcome.target.mode,
      rows: outcome.accepted,
      already: outcome.hasAlready ? outcome.rows - outcome.accepted - (outcome.rejected ?? 0) : 0,
    })),
    columns: (await Promise.all(outcomes.map((outcome) => columnReports(input, outcome)))).flat(),
    rejects,
  }
}

async function columnReports(input: TargetsInput, outcome: TargetOutcome): Promise<LoadReport['columns']> {
  const columns = outcome.plan.columns.filter((column) => !column.identifier && column.name !== 'cust_id')
  if (columns.length === 0 || outcome.accepted === 0) return []
  const table = storedTable(outcome.target.table)
  const rows = await input.context.warehouse.query(columnReportQuery(table, outcome.runId, columns.map((column) => column.stored)))
  return rows.map((row, at) => ({
    table: outcome.target.table,
    column: columns[at]?.name ?? row.column,
    type: columns[at]?.type ?? 'text',
    missing: Number(row.missing),
    distinct: Number(row.distinct),
    ...rangeOf(columns[at]?.type ?? 'text', row),
  }))
}

/** A text's smallest and largest are two customers' own words or hashes: a report, which outlives them, has none. */
function rangeOf(type: string, { low, high }: { readonly low: string | null; readonly high: string | null }): { min: string | null; max: string | null } {
  return type === 'text' ? { min: null, max: null } : { min: low, max: high }
}

interface RejectRow {
  readonly code: string
  readonly column: string
  readonly count: string
  readonly lines: readonly string[]
  readonly masked: readonly string[]
}

async function rejectGroups(input: TargetsInput): Promise<LoadReport['rejects']> {
  if (input.rejects.count() === 0) return []
  const runs = await input.context.warehouse.query(
    query<RejectRow>(
      sql`SELECT code, column, count() AS count, groupArray(5)(line) AS lines, groupArray(5)(masked) AS masked FROM (SELECT * FROM load_reject WHERE run_id = ${input.rejects.runId} ORDER BY line) GROUP BY code, column ORDER BY count DESC`,
    ),
  )
  return runs.map((row) => ({
    code: row.code,
    column: row.column,
    count: Number(row.count),
    message: sentence(row.code, row.column),
    samples: row.lines.map((line, at) => ({ line: Number(line), masked: row.masked[at] ?? '' })),
  }))
}

function sentence(code: string, column: string) {
  return isErrorCode(code) ? messageOf(code satisfies ErrorCode, { column }) : { zh: code, en: code }
}

/** Customers that facts of this load speak of but no customer load has described yet. */
function unknownCustomers(outcomes: readonly TargetOutcome[]): number {
  if (outcomes.some((outcome) => outcome.target.table === 'customer')) return 0
  return outcomes.reduce((sum, outcome) => sum + outcome.newCustomers, 0)
}
