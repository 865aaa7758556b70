import { sql, type Sql } from '#kernel/sql'
import type { BankTableName } from '#ingest/contract'
import type { TimelineKind } from '../domain/timeline-kind.js'

/** Something a row of a bank table tells: an account row tells of its opening and of its closing. */
export interface RowEvent {
  readonly what: string
  /** Instant or day it happened; NULL: it did not. */
  readonly at: Sql
  readonly extra?: Sql
  readonly amount?: Sql
}

/** What the timeline takes from a table, row by row. */
export interface TableEvents {
  readonly kind: TimelineKind
  readonly table: BankTableName
  readonly columns: readonly string[]
  /** The table gives days, not instants. */
  readonly days?: true
  readonly where?: Sql
  readonly code?: Sql
  readonly detail?: Sql
  readonly n?: Sql
  /** How the customer and the bank met; none where the table does not say. */
  readonly channel?: Sql
  readonly events: readonly RowEvent[]
}

const text = (column: Sql): Sql => sql`ifNull(toString(${column}), '')`
const touched = sql`multiIf(ifNull(unsub, false), 'UNSUB', ifNull(complaint, false), 'COMPLAINT', converted_ts IS NOT NULL, 'CONVERTED', ifNull(clicked, false), 'CLICKED', ifNull(opened, false), 'OPENED', ifNull(delivered, false), 'DELIVERED', ifNull(NOT delivered, false), 'UNDELIVERED', '')`

export const tableEvents: readonly TableEvents[] = [
  {
    kind: 'touch', table: 'touch', columns: ['ts', 'campaign', 'channel', 'delivered', 'opened', 'clicked', 'converted_ts', 'complaint', 'unsub', 'conv_amount_minor', 'decision'],
    where: sql`${text(sql`decision`)} != 'SUPPRESSED'`, code: text(sql`channel`), detail: text(sql`campaign`), channel: text(sql`channel`),
    events: [{ what: 'touch', at: sql`ts`, extra: touched, amount: sql`nullIf(conv_amount_minor, 0)` }],
  },
  {
    kind: 'complaint', table: 'complaint', columns: ['ts', 'topic', 'channel', 'severity', 'closed_ts'], code: text(sql`topic`), detail: text(sql`channel`), n: sql`ifNull(severity, 0)`, channel: text(sql`channel`),
    events: [{ what: 'complaint', at: sql`ts`, extra: sql`if(closed_ts IS NULL, 'OPEN', 'CLOSED')` }],
  },
  {
    kind: 'ticket', table: 'service_ticket', columns: ['ts', 'intent', 'channel', 'bot_contained'], code: text(sql`intent`), detail: text(sql`channel`), channel: text(sql`channel`),
    events: [{ what: 'ticket', at: sql`ts`, extra: sql`if(ifNull(bot_contained, false), 'BOT', '')` }],
  },
  { kind: 'survey', table: 'survey_response', columns: ['ts', 'type', 'node', 'score'], code: text(sql`type`), detail: text(sql`node`), n: sql`ifNull(score, -1)`, events: [{ what: 'survey', at: sql`ts` }] },
  {
    kind: 'product', table: 'account', columns: ['open_date', 'close_date', 'acct_id', 'type', 'product_id'], days: true, code: text(sql`product_id`), detail: text(sql`acct_id`),
    events: [{ what: 'account-opened', at: sql`open_date`, extra: text(sql`type`) }, { what: 'account-closed', at: sql`close_date`, extra: text(sql`type`) }],
  },
  {
    kind: 'product', table: 'position', columns: ['open_date', 'maturity_date', 'product_id', 'principal_minor', 'status', 'channel'], days: true, code: text(sql`product_id`), channel: text(sql`channel`),
    events: [{ what: 'position-opened', at: sql`open_date`, amount: sql`principal_minor` }, { what: 'position-matured', at: sql`maturity_date`, extra: text(sql`status`), amount: sql`principal_minor` }],
  },
  {
    kind: 'product', table: 'loan', columns: ['start_date', 'end_date', 'product_id', 'principal_minor'], days: true, code: text(sql`product_id`),
    events: [{ what: 'loan-opened', at: sql`start_date`, amount: sql`principal_minor` }, { what: 'loan-ended', at: sql`end_date`, amount: sql`principal_minor` }],
  },
  { kind: 'product', table: 'repayment', columns: ['due_date', 'dpd', 'due_amt_minor'], days: true, where: sql`ifNull(dpd, 0) > 0`, n: sql`ifNull(dpd, 0)`, events: [{ what: 'loan-overdue', at: sql`due_date`, amount: sql`due_amt_minor` }] },
  { kind: 'rating', table: 'risk_rating', columns: ['assessed_at', 'rating', 'channel'], days: true, code: text(sql`rating`), detail: text(sql`channel`), channel: text(sql`channel`), events: [{ what: 'rating', at: sql`assessed_at` }] },
  {
    kind: 'contact', table: 'wecom_contact', columns: ['add_ts', 'deleted_ts', 'emp_id', 'add_way', 'deleted_by'], code: text(sql`emp_id`), detail: text(sql`add_way`), channel: sql`'WECOM'`,
    events: [{ what: 'wecom-added', at: sql`add_ts` }, { what: 'wecom-deleted', at: sql`deleted_ts`, extra: text(sql`deleted_by`) }],
  },
  { kind: 'benefit', table: 'benefit_issue', columns: ['issued_ts', 'used_ts', 'benefit_id'], code: text(sql`benefit_id`), events: [{ what: 'benefit-issued', at: sql`issued_ts` }, { what: 'benefit-used', at: sql`used_ts` }] },
  { kind: 'benefit', table: 'participation', columns: ['join_ts', 'campaign_id'], code: text(sql`campaign_id`), events: [{ what: 'campaign-joined', at: sql`join_ts` }] },
]
