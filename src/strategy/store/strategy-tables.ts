import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Channel, ListArm, ListStatus, Purpose, WaterfallStep } from '../contract.js'

export type StrategyTables = {
  list: {
    id: Generated<number>
    strategy: string
    strategy_version: number
    segment: string
    segment_version: number
    as_of: string
    /** Last day the list is live; null: until it is cancelled. */
    until: string | null
    channel: Channel
    purpose: Purpose
    salt: string
    arms: JSONColumnType<ListArm[], string, never>
    counts: JSONColumnType<Record<string, number>, string, never>
    size: number
    waterfall: JSONColumnType<WaterfallStep[], string, never>
    status: Generated<ListStatus>
    author_id: string
    author_name: string
    released_by_id: ColumnType<string | null, undefined, string>
    released_by_name: ColumnType<string | null, undefined, string>
    released_at: ColumnType<string | null, undefined, string>
    run_id: number
    job_id: string
    max_load_id: number
    created_at: Generated<string>
  }
  do_not_contact: {
    cust_id: string
    reason: string
    at: Generated<string>
    by_id: string
  }
}
