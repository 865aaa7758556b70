import type { TieringRun } from '#segments/contract'
import { MoneyText, Num } from '../../../ui/figures/Num.js'

type Unit = TieringRun['measure']

/** A value in the unit of a tiering: money from minor units, or a number. */
export function TierFigure({ value, unit }: { readonly value: number | null; readonly unit: Unit }) {
  if (value === null || unit === null) return <Num value={value} digits={2} />
  if (unit.type === 'money') return <MoneyText minor={Math.round(value)} currency={unit.ccy ?? 'CNY'} />
  return <Num value={value} digits={Number.isInteger(value) ? 0 : 2} />
}

/** Between which values a cell lies. */
export function TierRange({ from, to, unit }: { readonly from: number | null; readonly to: number | null; readonly unit: Unit }) {
  if (from === null && to === null) return null
  return (
    <small className="soft">
      {from === null ? '< ' : <><TierFigure value={from} unit={unit} />{to === null ? ' +' : ' – '}</>}
      {to !== null && <TierFigure value={to} unit={unit} />}
    </small>
  )
}
