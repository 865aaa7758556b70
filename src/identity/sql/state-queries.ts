import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { currentNumbers, firstNumbersOf, movedCustomers } from '#ingest/contract'

const run = (id: number): Sql => sql`${param(id, 'UInt64')}`

/** Every customer whose person has another customer's number: own number and the person's. */
export const movedNumbersQuery: Query<{ own: number; no: number }> = query(
  sql`SELECT own.cust_no AS own, moved.cust_no AS no FROM identity_customer AS own INNER JOIN ${movedCustomers()} AS moved ON moved.cust_id = own.cust_id`,
)

/** Run of the state in force; 0 when nobody was ever merged. */
export const stateInForceQuery: Query<{ run_id: string }> = query(sql`SELECT max(run_id) AS run_id FROM identity_state WHERE role = 'ready'`)

/** How many pairs of customer and number a state hides. */
export function hiddenCountQuery(state: number): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM identity_state WHERE run_id = ${run(state)} AND role = 'hidden'`)
}

const INTO = sql`INSERT INTO identity_state (run_id, role, cust_id, cust_no, moved_key)`

/** Carries the merges in force over into a new state. */
export function keepMovedStatement(state: number): Sql {
  return sql`${INTO} SELECT ${run(state)}, 'moved', cust_id, cust_no, moved_key FROM ${movedCustomers()} AS moved`
}

/** Who is merged after a change: the merges in force but for the customers it names, and those it gives another's number. */
export function changeMovedStatement(state: number, change: number): Sql {
  const changed = sql`SELECT cust_id FROM identity_merge WHERE run_id = ${run(change)}`
  const named = sql`SELECT merged.cust_id AS cust_id, merged.after_no AS cust_no, merged.after_key AS moved_key FROM identity_merge AS merged INNER JOIN identity_customer AS own ON own.cust_id = merged.cust_id WHERE merged.run_id = ${run(change)} AND merged.after_no != own.cust_no`
  return sql`${INTO} SELECT ${run(state)}, 'moved', cust_id, cust_no, moved_key FROM (SELECT cust_id, cust_no, moved_key FROM ${movedCustomers()} AS moved WHERE cust_id NOT IN (${changed}) UNION ALL ${named})`
}

/** Hides the rows a change is copying (`after`), or the ones it copied (`before`). */
export function hideStatement(state: number, change: number, side: 'before' | 'after'): Sql {
  const number = side === 'before' ? sql`before_no` : sql`after_no`
  return sql`${INTO} SELECT ${run(state)}, 'hidden', cust_id, ${number}, '' FROM identity_merge WHERE run_id = ${run(change)} AND before_no != after_no`
}

/** Puts a state in force: written last, in one row. */
export function readyStatement(state: number): Sql {
  return sql`${INTO} SELECT ${run(state)}, 'ready', '', toUInt32(0), ''`
}

export interface NumberRow {
  readonly cust_id: string
  readonly own: number
  readonly no: number
  readonly key: string
  readonly own_key: string
}

function numbersWhere(where: Sql): Sql {
  return sql`SELECT now.cust_id AS cust_id, own.cust_no AS own, now.cust_no AS no, now.shard_key AS key, own.shard_key AS own_key FROM ${currentNumbers(where)} AS now INNER JOIN (SELECT cust_id, cust_no, shard_key FROM identity_customer WHERE ${where}) AS own ON own.cust_id = now.cust_id`
}

/** Current number, own number and shard of customers, by their ids. */
export function numbersOfQuery(custIds: readonly string[]): Query<NumberRow> {
  return query(sql`${numbersWhere(sql`cust_id IN (${param([...custIds], 'Array(String)')})`)} ORDER BY cust_id`)
}

/** Every customer number of the persons some customers are, the customers themselves included. */
export function personsOfQuery(custIds: readonly string[]): Query<NumberRow> {
  const firsts = sql`SELECT first_id FROM ${firstNumbersOf(custIds)} AS asked`
  const members = sql`${firsts} UNION ALL SELECT cust_id FROM ${movedCustomers()} AS moved WHERE moved_key IN (${firsts})`
  return query(sql`${numbersWhere(sql`cust_id IN (${members})`)} ORDER BY no, own`)
}

/** Of some customers those with other customer numbers, with all numbers of their person. Reads who is merged only. */
export function matesQuery(custIds: readonly string[]): Query<{ cust_id: string; mates: string[] }> {
  const persons = sql`SELECT moved_key, arrayConcat([moved_key], arraySort(groupArray(cust_id))) AS mates FROM ${movedCustomers()} AS moved GROUP BY moved_key`
  return query(sql`SELECT asked.cust_id AS cust_id, persons.mates AS mates FROM ${firstNumbersOf(custIds)} AS asked INNER JOIN (${persons}) AS persons ON persons.moved_key = asked.first_id ORDER BY cust_id`)
}

/** Writes the lineage of a link run from its working rows `own, no, merge`. */
export function insertMergesStatement(change: number, moves: readonly { own: number; no: number; merge: number }[]): Sql {
  const rows = sql`SELECT arrayJoin(arrayZip(${param(moves.map((move) => move.own), 'Array(UInt32)')}, ${param(moves.map((move) => move.no), 'Array(UInt32)')}, ${param(moves.map((move) => move.merge), 'Array(UInt32)')})) AS moved`
  return sql`INSERT INTO identity_merge (run_id, merge, cust_id, before_no, before_key, after_no, after_key) SELECT ${run(change)}, moves.moved.3, own.cust_id, now.cust_no, now.shard_key, moves.moved.2, after.shard_key FROM (${rows}) AS moves INNER JOIN identity_customer AS own ON own.cust_no = moves.moved.1 INNER JOIN ${currentNumbers()} AS now ON now.cust_id = own.cust_id INNER JOIN identity_customer AS after ON after.cust_no = moves.moved.2`
}
