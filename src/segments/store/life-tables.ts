import type { Generated, JSONColumnType } from 'kysely'
import type { Scope } from '#platform/access/contract'
import type { SizeMeasure } from '../contract-life.js'

export interface SubscriptionRow {
  id: Generated<number>
  segment: string
  person_id: string
  person_name: string
  measure: SizeMeasure
  threshold: number
  against: 'before' | 'start'
  start_size: number | null
  since: Generated<string>
  /** The newest snapshot it was measured on. */
  seen_run: number | null
  met_as_of: string | null
  met_value: number | null
  /** Whose customers are counted; null of subscriptions older than this. */
  scope: JSONColumnType<Scope> | null
  /** Post of the person then: who has another is told nothing until they subscribe again. */
  holder: string | null
}

export interface WebhookRow {
  id: Generated<number>
  segment: string
  url: string
  purpose: string
  created_by_id: string
  created_by: string
  created_at: Generated<string>
  active: Generated<boolean>
  done_run: number | null
  /** The snapshot being told of, and the last number told. */
  sending_run: number | null
  sent_to: Generated<number>
  failures: Generated<number>
  last_status: number | null
  last_at: string | null
}

export type SegmentTables = { segment_subscription: SubscriptionRow; segment_webhook: WebhookRow }
