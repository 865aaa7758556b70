import type { AssetChange } from '../contract.js'
import { moneyClasses } from './money-moves.js'

/** Assets of a month end in minor units; a class the bank does not load is 0. */
export interface AssetLevel {
  readonly month: string
  readonly total: number
  /** In the order of `moneyClasses`. */
  readonly parts: readonly number[]
}

/**
 * Levels of each class on both dates; `other` is what the total has beyond the classes. Classes that are 0 on both are left
 * out, so the changes always add up to the change of the total.
 */
export function classSteps(start: AssetLevel, end: AssetLevel): AssetChange['classes'] {
  const sum = ({ parts }: AssetLevel) => parts.reduce((all, part) => all + part, 0)
  const each = moneyClasses.map((key, at) => ({ key, start: start.parts[at] ?? 0, end: end.parts[at] ?? 0 }))
  const other = { key: 'other' as const, start: start.total - sum(start), end: end.total - sum(end) }
  return [...each, other].filter((step) => step.start !== 0 || step.end !== 0)
}

/** What is left of a change when inflow and outflow are taken off: valuation, interest and what the bank books elsewhere. */
export function restOf(change: { readonly start: number; readonly end: number }, flow: { readonly inflow: number; readonly outflow: number }): number {
  return change.end - change.start - flow.inflow + flow.outflow
}
