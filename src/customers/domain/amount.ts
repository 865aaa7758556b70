import { minorUnitsOf } from '#kernel/money'
import { bandOf } from '#privacy/contract'
import type { Amount } from '../contract.js'

/** How amounts are told to somebody: exactly to whoever looks after the customer, else as the band they lie in (domain L38). */
export interface AmountView {
  readonly exact: boolean
  readonly ccy: string
}

/** An amount of minor units as the asker may see it; null stays null. */
export function toAmount(minor: string | number | null | undefined, view: AmountView): Amount | null {
  if (minor === null || minor === undefined) return null
  const value = Number(minor)
  if (view.exact) return { kind: 'exact', minor: value, ccy: view.ccy }
  const digits = minorUnitsOf(view.ccy)
  const { from, to } = bandOf(value, digits)
  const scale = 10 ** digits
  return { kind: 'band', from: from === null ? null : from * scale, to: to === null ? null : to * scale, ccy: view.ccy }
}
