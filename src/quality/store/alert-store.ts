import { sql, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { QualityAlert, Told } from '../contract.js'
import { qualityLedger, type QualityTables } from './quality-tables.js'
import type { NewResult } from './result-store.js'

/** Said as the closer of an alert whose rule passes again. */
const RULE_PASSED = 'rule passed'
/** Said as the closer of an alert whose rule was archived or switched off. */
const RULE_ENDED = 'rule ended'

type Failed = Pick<NewResult, 'rule' | 'kind' | 'table' | 'source' | 'severity' | 'asOf' | 'value' | 'threshold'>

/** Raises an alert for a failed result, or counts it on the one that is open; the id when it is new. */
export async function raiseAlert(tx: LedgerTransaction, result: Failed, name: QualityAlert['ruleName']): Promise<string | null> {
  const source = result.source ?? ''
  const seen = await qualityLedger(tx)
    .updateTable('quality_alert')
    .set((found) => ({
      times: sql<number>`times + (case when last_as_of < ${result.asOf}::date then 1 else 0 end)`,
      last_as_of: sql<string>`greatest(last_as_of, ${result.asOf}::date)`,
      first_as_of: sql<string>`least(first_as_of, ${result.asOf}::date)`,
      severity: result.severity,
      value: sql<number | null>`case when last_as_of <= ${result.asOf}::date then ${result.value}::double precision else value end`,
      threshold: found.val(result.threshold),
    }))
    .where('rule', '=', result.rule)
    .where('source', '=', source)
    .where('state', '!=', 'closed')
    .executeTakeFirst()
  if (seen.numUpdatedRows > 0n) return null
  const row = await qualityLedger(tx)
    .insertInto('quality_alert')
    .values({
      rule: result.rule,
      rule_name: JSON.stringify(name),
      kind: result.kind,
      table_name: result.table,
      source,
      severity: result.severity,
      first_as_of: result.asOf,
      last_as_of: result.asOf,
      value: result.value,
      threshold: result.threshold,
      told: '[]',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(row.id)
}

/** Closes the alert of a rule that passes on the date it last failed or later. */
export async function closePassed(tx: LedgerTransaction, result: Pick<NewResult, 'rule' | 'source' | 'asOf'>): Promise<void> {
  await qualityLedger(tx)
    .updateTable('quality_alert')
    .set({ state: 'closed', closed_by: RULE_PASSED, closed_at: sql<string>`now()` })
    .where('rule', '=', result.rule)
    .where('source', '=', result.source ?? '')
    .where('state', '!=', 'closed')
    .where('last_as_of', '<=', result.asOf)
    .execute()
}

/** Ends the alerts of a rule that is switched off. */
export async function closeSwitchedOff(tx: LedgerTransaction, rule: string, by: string): Promise<void> {
  await qualityLedger(tx).updateTable('quality_alert').set({ state: 'closed', closed_by: by, closed_at: sql<string>`now()` }).where('rule', '=', rule).where('state', '!=', 'closed').execute()
}

/** Alerts of models and segments, which are no rules of this room. */
const OF_OTHERS = ['model/%', 'segment/%']

/** Ends the alerts of rules that are no more. */
export async function closeEnded(tx: LedgerTransaction, active: readonly string[]): Promise<void> {
  await qualityLedger(tx).updateTable('quality_alert').set({ state: 'closed', closed_by: RULE_ENDED, closed_at: sql<string>`now()` }).where('rule', 'not in', [...active]).where((found) => found.and(OF_OTHERS.map((like) => found('rule', 'not like', like)))).where('state', '!=', 'closed').execute()
}

/** Open alerts nobody was told of. */
export async function untoldAlerts(db: LedgerDb): Promise<QualityAlert[]> {
  const rows = await qualityLedger(db).selectFrom('quality_alert').selectAll().where('state', '=', 'open').where(sql<boolean>`told = '[]'`).orderBy('id').execute()
  return rows.map(toAlert)
}

/** Remembers who was told of an alert. */
export async function writeTold(db: LedgerDb, id: string, told: readonly Told[]): Promise<void> {
  await qualityLedger(db).updateTable('quality_alert').set({ told: JSON.stringify(told) }).where('id', '=', Number(id)).execute()
}

/** @throws AppError NOT_FOUND */
export async function getAlert(db: LedgerDb, id: string): Promise<QualityAlert> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `alert ${id}` })
  const row = await qualityLedger(db).selectFrom('quality_alert').selectAll().where('id', '=', Number(id)).executeTakeFirst()
  return row === undefined ? fail('NOT_FOUND', { what: `alert ${id}` }) : toAlert(row)
}

/** Alerts, newest first. */
export async function pageAlerts(db: LedgerDb, filter: { state?: QualityAlert['state'] | undefined; cursor?: string | undefined; limit: number }) {
  const chosen = () => qualityLedger(db).selectFrom('quality_alert').$if(filter.state !== undefined, (found) => found.where('state', '=', filter.state ?? 'open'))
  const before = filter.cursor === undefined ? null : Number(decodeCursor(filter.cursor)[0])
  const rows = await chosen().selectAll().$if(before !== null, (found) => found.where('id', '<', before ?? 0)).orderBy('id', 'desc').limit(filter.limit + 1).execute()
  const counted = await chosen().select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(toAlert), nextCursor: rows.length > filter.limit && last !== undefined ? encodeCursor([last.id]) : null, total: Number(counted.n) }
}

/**
 * Takes an alert on (`acknowledged`) or ends it (`closed`).
 * @throws AppError NOT_FOUND, QUALITY_ALERT_CLOSED
 */
export async function moveAlert(tx: LedgerTransaction, id: string, to: 'acknowledged' | 'closed', by: Actor, note: string | undefined): Promise<QualityAlert> {
  await getAlert(tx, id)
  const mark = to === 'closed' ? { closed_by: by.name, closed_at: sql<string>`now()` } : { acknowledged_by: by.name, acknowledged_at: sql<string>`now()` }
  const row = await qualityLedger(tx)
    .updateTable('quality_alert')
    .set({ state: to, ...mark, ...(note === undefined ? {} : { note }) })
    .where('id', '=', Number(id))
    .where('state', '!=', 'closed')
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? fail('QUALITY_ALERT_CLOSED', { id }) : toAlert(row)
}

function toAlert(row: Selectable<QualityTables['quality_alert']>): QualityAlert {
  return {
    id: String(row.id),
    rule: row.rule,
    ruleName: row.rule_name,
    kind: row.kind,
    table: row.table_name,
    source: row.source === '' ? null : row.source,
    severity: row.severity,
    state: row.state,
    firstAsOf: row.first_as_of,
    lastAsOf: row.last_as_of,
    times: row.times,
    value: row.value,
    threshold: row.threshold,
    told: row.told,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
    note: row.note,
    openedAt: row.opened_at,
  }
}
