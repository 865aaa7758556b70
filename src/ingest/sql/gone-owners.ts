import { identifier, param, sql, type Sql } from '#kernel/sql'
import { seenRows } from './person-rows.js'

export interface GoneOwners {
  readonly table: string
  readonly runId: number
  readonly businessDate: string
  /** Runs of the table that some read sees together with this one. */
  readonly beside: readonly number[]
}

/**
 * Where a key of a new run belonged, or belongs by a newer run, to another customer: writes that the older customer's
 * row is gone. The note has the date and the run of the row that won, so a read that does not see the winner does not
 * see the note either. It lies with the older customer, so on a cluster nothing crosses over when it is read.
 */
export function noteGoneOwners({ table, runId, businessDate, beside }: GoneOwners): Sql {
  const name = identifier(table)
  const fresh = sql`SELECT row_key, cust_no, cust_id, shard_key FROM ${name} WHERE run_id = ${runId} AND NOT gone AND ${seenRows()}`
  const other = sql`SELECT row_key, cust_no, cust_id, shard_key, run_id, valid_from FROM ${name} WHERE has(${param([...beside], 'Array(UInt64)')}, run_id) AND NOT gone AND ${seenRows()} AND row_key GLOBAL IN (SELECT row_key FROM ${name} WHERE run_id = ${runId})`
  const late = sql`other.valid_from > toDate32(${businessDate})`
  const loser = (column: string) => sql`if(${late}, ${identifier('fresh', column)}, ${identifier('other', column)}) AS ${identifier(column)}`
  return sql`INSERT INTO ${name} (run_id, valid_from, row_key, cust_no, cust_id, shard_key, gone) SELECT DISTINCT if(${late}, other.run_id, toUInt64(${runId})) AS run_id, if(${late}, other.valid_from, toDate32(${businessDate})) AS valid_from, other.row_key AS row_key, ${loser('cust_no')}, ${loser('cust_id')}, ${loser('shard_key')}, true AS gone FROM (${other}) AS other GLOBAL INNER JOIN (${fresh}) AS fresh ON fresh.row_key = other.row_key WHERE fresh.cust_id != other.cust_id`
}
