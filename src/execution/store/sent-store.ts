import { sql } from 'kysely'
import type { LedgerDb } from '#platform/ledger'

export interface SentRow {
  readonly id: string
  readonly custId: string
  readonly listId: string
  readonly strategy: string
  readonly channel: string
  /** ISO instant of the decision that let it go. */
  readonly at: string
}

export interface SentAsked {
  /** ISO instant. */
  readonly before: string
  /** Any channel when there is none. */
  readonly channels: readonly string[]
  readonly limit: number
}

/** What was sent to customer numbers, newest first, at or before an instant. */
export async function sentTo(db: LedgerDb, custIds: readonly string[], { before, channels, limit }: SentAsked): Promise<SentRow[]> {
  const rows = await sql<{ id: number; cust_id: string; list_id: number; strategy: string; channel: string; decided_at: string }>`
    select o.id, o.cust_id, o.list_id, l.strategy, o.channel, o.decided_at
    from outbox o join list l on l.id = o.list_id
    where o.cust_id = any(${[...custIds]}::text[]) and o.state = 'SENT' and o.decided_at <= ${before}::timestamptz
      and (${channels.length === 0} or o.channel = any(${[...channels]}::text[]))
    order by o.decided_at desc, o.id desc limit ${limit}`.execute(db)
  return rows.rows.map((row) => ({ id: String(row.id), custId: row.cust_id, listId: String(row.list_id), strategy: row.strategy, channel: row.channel, at: row.decided_at }))
}
