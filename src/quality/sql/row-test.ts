import { join, param, sql, type Sql } from '#kernel/sql'
import { bankTable, type BankTableName } from '#ingest/contract'
import type { ColumnPlace } from '../domain/bank-column-place.js'
import type { Check } from '../domain/rule-body.js'
import { checkedRows, valueOf, type Window } from './checked-rows.js'

/** How one row is judged: whether it has a say, whether it fails, and what is shown of it. Never NULL. */
export interface RowTest {
  readonly considered: Sql
  readonly failed: Sql
  readonly shown: Sql
}

/** Where a reference leads. */
export interface ReferredRows {
  readonly table: BankTableName
  readonly place: ColumnPlace
  readonly runs: readonly number[]
}

export type RowCheck = Extract<Check, { kind: 'completeness' | 'validity' | 'range' | 'referential' }>

/** The test of a check over single rows. A referential check needs the rows it refers to. */
export function rowTest(check: RowCheck, places: readonly ColumnPlace[], window: Window, referred?: ReferredRows): RowTest {
  const [place] = places
  const value = place === undefined ? sql`NULL` : valueOf(place)
  const shown = sql`ifNull(toString(${value}), '')`
  const over = (failed: Sql): RowTest => ({ considered: sql`isNotNull(${value})`, failed: sql`ifNull(${failed}, 0)`, shown })
  switch (check.kind) {
    case 'completeness':
      return { considered: sql`1`, failed: sql`(${join(places.map((each) => sql`isNull(${valueOf(each)})`), sql` OR `)})`, shown }
    case 'validity':
      return over(invalid(check, place, value, window))
    case 'range':
      return over(outside(check, value))
    case 'referential':
      return over(referred === undefined ? sql`0` : notFound(place, value, referred, window))
  }
}

function outside({ min, max }: Extract<Check, { kind: 'range' }>, value: Sql): Sql {
  const parts = [...(min === undefined ? [] : [sql`${value} < ${min}`]), ...(max === undefined ? [] : [sql`${value} > ${max}`])]
  return sql`(${join(parts, sql` OR `, sql`0`)})`
}

function invalid(check: Extract<Check, { kind: 'validity' }>, place: ColumnPlace | undefined, value: Sql, window: Window): Sql {
  switch (check.test) {
    case 'pattern':
      return sql`NOT match(assumeNotNull(toString(${value})), ${check.pattern ?? ''})`
    case 'values':
      return sql`${value} NOT IN (${join((check.values ?? ['']).map((each) => sql`${each}`))})`
    case 'json':
      return sql`NOT isValidJSON(assumeNotNull(toString(${value})))`
    case 'date':
      return outsideDates(check, place, value, window)
    // Identifiers are judged while they are sealed; nothing of them is in a bank table.
    case 'id-checksum':
    case 'mobile':
    case 'email':
      return sql`0`
  }
}

function outsideDates(check: Extract<Check, { kind: 'validity' }>, place: ColumnPlace | undefined, value: Sql, window: Window): Sql {
  const day = place?.column.type === 'instant' ? sql`toDate32(${value}, ${window.timeZone})` : value
  const date = (text: string) => param(text, 'Date32')
  const parts = [
    ...(check.from === undefined ? [] : [sql`${day} < ${date(check.from)}`]),
    ...(check.to === undefined ? [] : [sql`${day} > ${date(check.to)}`]),
    ...(check.future === true ? [] : [sql`${day} > ${date(window.asOf)}`]),
  ]
  return sql`(${join(parts, sql` OR `, sql`0`)})`
}

/**
 * References are compared by 64-bit hash: at 10 million distinct values a false match is expected once in 370,000 checks.
 * A customer's rows live on one shard; any other reference into customers' rows must ask every shard.
 */
function notFound(place: ColumnPlace | undefined, value: Sql, referred: ReferredRows, window: Window): Sql {
  const rows = checkedRows({ table: referred.table, runs: referred.runs, columns: [referred.place] }, { asOf: window.asOf, timeZone: window.timeZone })
  const there = valueOf(referred.place)
  const known = sql`(SELECT cityHash64(assumeNotNull(${there})) FROM ${rows} WHERE isNotNull(${there}))`
  const local = bankTable(referred.table).customer === 'none' || place?.name === 'cust_id'
  const hash = sql`cityHash64(assumeNotNull(${value}))`
  return local ? sql`${hash} NOT IN ${known}` : sql`${hash} GLOBAL NOT IN ${known}`
}
