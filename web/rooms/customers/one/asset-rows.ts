import { type Amount, assetKinds, type AssetKind, type Holdings } from '#customers/contract'
import type { StackedBarRow } from '../../../ui/charts/stacked-bar.js'

type Month = Holdings['months'][number]

const minorOf = (amount: Amount | null | undefined): number | null => (amount?.kind === 'exact' ? amount.minor : null)

/** The rest of a month's assets its parts do not name. */
export const REST = 'rest'

/** Months as rows of the chart, oldest first; null when amounts are bands, which do not stack. */
export function assetRows(months: readonly Month[]): readonly StackedBarRow[] | null {
  if (months.some(({ total }) => total?.kind === 'band')) return null
  return months.toReversed().map(({ month, total, parts }) => {
    const values = Object.fromEntries(parts.map(({ kind, amount }) => [kind, minorOf(amount)])) as Partial<Record<AssetKind, number | null>>
    const named = Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0)
    const rest = (minorOf(total) ?? named) - named
    return { name: month.slice(0, 7), values: { ...values, ...(rest > 0 ? { [REST]: rest } : {}) } }
  })
}

/** Parts that appear in any month, in their fixed order. */
export function partsIn(rows: readonly StackedBarRow[]): readonly (AssetKind | typeof REST)[] {
  return [...assetKinds, REST as typeof REST].filter((kind) => rows.some(({ values }) => (values[kind] ?? 0) !== 0))
}

export interface BandSpan {
  readonly from: string
  readonly to: string
  readonly total: Amount | null
  readonly debt: Amount | null
}

/** Months newest first, brought together while both bands stay the same. */
export function bandSpans(months: readonly Month[]): readonly BandSpan[] {
  const spans: BandSpan[] = []
  const sameAs = (span: BandSpan, month: Month) => JSON.stringify([span.total, span.debt]) === JSON.stringify([month.total, month.debt])
  for (const month of months) {
    const last = spans.at(-1)
    if (last !== undefined && sameAs(last, month)) spans[spans.length - 1] = { ...last, from: month.month.slice(0, 7) }
    else spans.push({ from: month.month.slice(0, 7), to: month.month.slice(0, 7), total: month.total, debt: month.debt })
  }
  return spans
}
