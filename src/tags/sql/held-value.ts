import { identifier, param, raw, sql, type Sql } from '#kernel/sql'

/** What a tag was in the snapshot before, what had been computed for it then, and since when: `cust_no` and `value`. */
export function heldRows(table: string, column: string, state: HeldColumns): Sql {
  return sql`SELECT cust_no, (toString(${identifier(column)}), ${identifier(state.computed)}, ${identifier(state.since)}) AS value FROM ${identifier(table)}`
}

/** Columns of a snapshot that remember what was computed, and since when. */
export interface HeldColumns {
  readonly computed: string
  readonly since: string
}

export interface Held {
  /** The value people see. */
  readonly value: Sql
  /** What was computed, as text, and since which day it has been so. */
  readonly computed: Sql
  readonly since: Sql
}

export interface Hold {
  readonly days: number
  /** Values that count at once. */
  readonly atOnce: readonly string[]
}

/**
 * A value that changes only when what is computed has been the same other value for so many days. Who had no value, has
 * none now, or turns to a value that counts at once, changes at once.
 * @param before the earlier state joined to the customers, null when there is none
 */
export function heldValue(computedValue: Sql, isBool: boolean, before: Sql | null, hold: Hold, asOf: string): Held {
  const today = sql`${param(asOf, 'Date32')}`
  const computed = sql`toString(${computedValue})`
  if (before === null) return { value: computedValue, computed, since: today }
  const since = sql`if(ifNull(tupleElement(${before}, 2) = ${computed}, 0), tupleElement(${before}, 3), ${today})`
  const kept = sql`tupleElement(${before}, 1)`
  const atOnce = sql`isNull(${kept}) OR isNull(${computed}) OR ${kept} = ${computed} OR has(${param([...hold.atOnce], 'Array(String)')}, ifNull(${computed}, '')) OR dateDiff('day', ${since}, ${today}) >= ${hold.days}`
  const value = sql`if(${atOnce}, ${computed}, ${kept})`
  return { value: isBool ? sql`CAST(${value} = 'true', ${raw("'Nullable(Bool)'")})` : value, computed, since }
}
