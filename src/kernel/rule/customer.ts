import { type Scalar } from './node.js'

/** A value of a customer or row; null or absent when missing. Money in minor units, dates and instants as ISO text. */
export type CustomerValue = Scalar | readonly string[] | null | undefined

export type FactRow = Readonly<Record<string, CustomerValue>>

/** One customer in memory, under the names a rule uses. */
export interface RuleCustomer {
  readonly custId: string
  /** By table, then field. */
  readonly attrs: Readonly<Record<string, FactRow>>
  readonly tags: FactRow
  /** Rows by fact table, with the table's time field. */
  readonly facts: Readonly<Record<string, readonly FactRow[]>>
  /** Memberships as `key@version`, with `key@latest` for the latest one; those of 30 days ago as `key@version~30`. */
  readonly segments: readonly string[]
  readonly lists: readonly string[]
}

/** A value as the evaluator sees it: null is missing, a set is never missing. */
export type Known = Scalar | readonly string[] | null

/** An own property of a record, null when absent. */
export function ownValue(record: FactRow | undefined, key: string): Known {
  if (record === undefined || !Object.hasOwn(record, key)) return null
  return record[key] ?? null
}
