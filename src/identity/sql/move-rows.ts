import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/**
 * Copies a table's rows of the customers a change moves to their new number, run by run; the copies are hidden until the
 * change is in force. Equal blocks must not be taken for a replay: the same customers may be merged again.
 */
export function copyRowsStatement(table: string, change: number): Sql {
  const moves = sql`(SELECT cust_id, before_no, after_no, after_key FROM identity_merge WHERE run_id = ${param(change, 'UInt64')} AND before_no != after_no)`
  return sql`INSERT INTO ${identifier(table)} SETTINGS insert_deduplicate = 0 SELECT moved.* REPLACE (moves.after_no AS cust_no, moves.after_key AS shard_key) FROM ${identifier(table)} AS moved INNER JOIN ${moves} AS moves ON moves.cust_id = moved.cust_id AND moves.before_no = moved.cust_no WHERE moved.cust_no IN (SELECT before_no FROM ${moves} AS numbers)`
}

/** Rows of a table a state hides. */
export function hiddenRowsQuery(table: string, state: number): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${hiddenRows(state)}`)
}

/** Condition of the rows a state hides. */
export function hiddenRows(state: number): Sql {
  const hidden = sql`FROM identity_state WHERE run_id = ${param(state, 'UInt64')} AND role = 'hidden'`
  return sql`cust_no IN (SELECT cust_no ${hidden}) AND (cust_id, cust_no) IN (SELECT cust_id, cust_no ${hidden})`
}
