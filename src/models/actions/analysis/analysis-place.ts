import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import type { AnalysisFigures } from '../../contract-analysis.js'
import { insertMeasures } from '../../sql/analysis/measure-queries.js'

/** Where a run of an analysis works. */
export interface AnalysisPlace {
  readonly context: Context
  readonly ports: TagPorts
  readonly key: string
  readonly runId: number
  readonly asOf: string
  /** The day up to which rows are known. */
  readonly knownAt: string
  readonly signal: AbortSignal
  readonly progress: (share: number) => void
}

/** What a run found. */
export interface Analysed {
  readonly figures: AnalysisFigures
  readonly customers: number
  readonly measures: readonly string[]
}

/** A measure of customers in the order of their numbers; NaN is unknown. */
export interface Measure {
  readonly measure: string
  readonly value: Float64Array
  readonly low?: Float64Array
  readonly high?: Float64Array
}

const CHUNK = 50_000

/** Tables of a run's work, dropped when it is done. */
export function workTables(runId: number): { readonly rows: string; readonly earlier: string; readonly brought: string } {
  return { rows: `analysis_rows_${runId}`, earlier: `analysis_earlier_${runId}`, brought: `analysis_brought_${runId}` }
}

/** Writes measures for the customers of a table of rows. */
export async function writeMeasures(place: AnalysisPlace, rows: string, custNo: Float64Array, measures: readonly Measure[]): Promise<void> {
  const { context, runId, signal } = place
  const { brought } = workTables(runId)
  const columns = { cust_no: 'UInt32', measure: 'String', value: 'Float64', low: 'Nullable(Float64)', high: 'Nullable(Float64)' } as const
  await context.warehouse.createTable({ name: brought, columns, orderBy: ['cust_no'], spread: 'copied', transient: true })
  for (const each of measures) {
    for (let from = 0; from < custNo.length; from += CHUNK) {
      const lines = linesOf(each, custNo, from)
      if (lines.length > 0) await context.warehouse.insert(brought, 'TabSeparated', Buffer.from(lines.join('')), { token: `${runId}:${each.measure}:${from}`, signal })
    }
  }
  await context.warehouse.command(insertMeasures({ runId, analysis: place.key, asOf: place.asOf }, rows, brought), { signal })
}

function linesOf({ measure, value, low, high }: Measure, custNo: Float64Array, from: number): string[] {
  const lines: string[] = []
  for (let row = from; row < Math.min(custNo.length, from + CHUNK); row += 1) {
    if (Number.isFinite(value[row])) lines.push(`${custNo[row] ?? 0}\t${measure}\t${value[row] ?? 0}\t${bound(low, row)}\t${bound(high, row)}\n`)
  }
  return lines
}

function bound(values: Float64Array | undefined, row: number): string {
  const value = values?.[row]
  return value === undefined || !Number.isFinite(value) ? '\\N' : String(value)
}
