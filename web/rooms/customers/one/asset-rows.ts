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
