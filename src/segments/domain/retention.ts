import { kaplanMeier, lifeTable, logRank, type Survival } from '#kernel/learn'
import type { ValueDocument } from '#kernel/rule'
import type { Leaving, Retention } from '../contract-retention.js'

/** Customers who were followed for so many months, and how many of them left then. */
export interface MonthRow {
  readonly month: number
  readonly left: number
  readonly kept: number
}

type Steps = Retention['groups'][number]['steps']

/** The customer's last sign of life, or the first month whose assets were below the amount after a day. */
export function leavingValue(leaving: Leaving, after: string): ValueDocument {
  if (leaving.kind === 'silent') return { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'max', field: 'ts', window: { kind: 'all' } } }
  const isBelow = { kind: 'compare', left: { kind: 'field', field: 'end' }, op: '<', value: leaving.below } as const
  const isAfter = { kind: 'compare', left: { kind: 'field', field: 'month' }, op: '>', value: after } as const
  return { v: 1, kind: 'value', value: { kind: 'agg', table: 'aum_month', fn: 'min', field: 'month', window: { kind: 'all' }, filter: { kind: 'all', all: [isBelow, isAfter] } } }
}

/** Months, events and how many of each as the survival kernel takes them. */
export function survivalOf(rows: readonly MonthRow[]): Survival {
  const each = rows.flatMap(({ month, left, kept }) => [{ month, event: 1, many: left }, { month, event: 0, many: kept }]).filter(({ many }) => many > 0)
  return { time: each.map(({ month }) => month), event: each.map(({ event }) => event), weights: Float64Array.from(each, ({ many }) => many) }
}

/**
 * The retention curve of a group by month: Kaplan–Meier with Greenwood's variance (Kaplan and Meier, JASA 53, 1958). Months
 * in which fewer than the smallest cell are still followed are cut off, and steps are told together until as many as the
 * smallest cell have left: neither a step nor the fall of the curve gives away fewer.
 */
export function retentionSteps(rows: readonly MonthRow[], minCell: number): { readonly steps: Steps; readonly median: number | null } {
  const survival = survivalOf(rows)
  if (survival.time.length === 0) return { steps: [], median: null }
  const curve = kaplanMeier(survival)
  const table = lifeTable(survival)
  const steps: Steps = []
  let last = { survival: 1, low: 1, high: 1 }
  let waiting = 0
  for (const [at, month] of table.times.entries()) {
    const atRisk = Math.round(table.atRisk[at] ?? 0)
    if (atRisk < minCell) break
    last = curve.steps.find(({ time }) => time === month) ?? last
    waiting += Math.round(table.events[at] ?? 0)
    if (waiting > 0 && waiting < minCell) continue
    steps.push({ month, atRisk, left: waiting, stayed: last.survival, low: last.low, high: last.high })
    waiting = 0
  }
  const median = steps.find(({ stayed }) => stayed <= 0.5 + 1e-12)?.month ?? null
  return { steps, median }
}

/** Log-rank test that groups stay alike; null where there are not two, somebody is nobody, or nobody left at all. */
export function retentionTest(groups: readonly (readonly MonthRow[])[]): Retention['test'] {
  const left = groups.reduce((sum, rows) => sum + rows.reduce((own, row) => own + row.left, 0), 0)
  if (groups.length < 2 || left === 0 || groups.some((rows) => rows.every((row) => row.left + row.kept === 0))) return null
  const { statistic, df, p } = logRank(groups.map(survivalOf))
  return { statistic, df, p }
}
