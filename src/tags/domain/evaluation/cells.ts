import type { CodedColumn, OutcomeCounts } from '#kernel/learn'
import { identifier, param, sql, type Sql } from '#kernel/sql'
import type { SnapshotColumn } from '../../contract.js'

/** How a tag's values are put into cells; cell 0 is "no value". */
export type CellPlan =
  | { readonly kind: 'number'; readonly cuts: readonly number[] }
  /** Cell i + 1 is code i, the last cell every other code. */
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  | { readonly kind: 'bool' }

export const NUMBERS: readonly string[] = ['int', 'decimal', 'money', 'date', 'instant', 'set']

/** A tag's value as a number: a date as days before the date of the tags, a set as how many it holds. */
export function numberOf(column: string, type: string, asOf: string): Sql {
  const value = identifier(column)
  if (type === 'set') return sql`toNullable(toFloat64(length(${value})))`
  if (type === 'date' || type === 'instant') return sql`toFloat64(dateDiff('day', toDate32(${value}), ${param(asOf, 'Date32')}))`
  return sql`toFloat64(${value})`
}

/** The cell of a row. */
export function cellOf({ column, type }: Pick<SnapshotColumn, 'column' | 'type'>, plan: CellPlan, asOf: string): Sql {
  if (plan.kind === 'bool') return sql`toUInt8(multiIf(isNull(${identifier(column)}), 0, ifNull(${identifier(column)}, 0), 2, 1))`
  if (plan.kind === 'number') {
    const value = numberOf(column, type.type, asOf)
    return sql`toUInt8(if(isNull(${value}), 0, 1 + arrayCount(cut -> ifNull(${value} >= cut, 0), ${param([...plan.cuts], 'Array(Float64)')})))`
  }
  const text = sql`ifNull(toString(${identifier(column)}), '')`
  const place = sql`indexOf(${param([...plan.codes], 'Array(String)')}, ${text})`
  return sql`toUInt8(multiIf(isNull(${identifier(column)}), 0, ${place} > 0, ${place}, ${plan.codes.length + 1}))`
}

/** How many cells a plan has, "no value" and "other" among them. */
export function cellsIn(plan: CellPlan): number {
  if (plan.kind === 'bool') return 3
  return 2 + (plan.kind === 'number' ? plan.cuts.length : plan.codes.length)
}

/** What each cell holds, in order. */
export function cellLabels(plan: CellPlan): string[] {
  if (plan.kind === 'bool') return ['', 'false', 'true']
  if (plan.kind === 'code') return ['', ...plan.codes, '…']
  const { cuts } = plan
  const shown = (value: number) => String(Number(value.toPrecision(4)))
  return ['', ...Array.from({ length: cuts.length + 1 }, (_, at) => (cuts.length === 0 ? '*' : at === 0 ? `< ${shown(cuts[0] ?? 0)}` : at === cuts.length ? `≥ ${shown(cuts[at - 1] ?? 0)}` : `${shown(cuts[at - 1] ?? 0)} – ${shown(cuts[at] ?? 0)}`))]
}

export function isOrdered(plan: CellPlan): boolean {
  return plan.kind !== 'code'
}

/** Codes of a sample as the kernels take them. */
export function codedColumn(codes: readonly number[], plan: CellPlan): CodedColumn {
  return { codes: Uint8Array.from(codes), cells: cellsIn(plan), ordered: isOrdered(plan) }
}

/** Population stability index of counts (Siddiqi 2006); an empty cell counts half a row. Null when a side is empty. */
export function stabilityOfCounts(before: readonly number[], now: readonly number[]): number | null {
  const [b, n] = [total(before), total(now)]
  if (b === 0 || n === 0) return null
  return before.reduce((sum, count, at) => {
    const other = now[at] ?? 0
    if (count === 0 && other === 0) return sum
    const [e, a] = [Math.max(count, 0.5) / b, Math.max(other, 0.5) / n]
    return sum + (a - e) * Math.log(a / e)
  }, 0)
}

/** Customers of a decision by cell: with the outcome and without. */
export function outcomeCounts(events: readonly number[], all: readonly number[]): OutcomeCounts {
  return { events, others: all.map((count, at) => count - (events[at] ?? 0)) }
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
