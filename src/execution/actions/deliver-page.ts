import type { MemberRow } from '#strategy'
import type { ChannelAdapter, Delivery, DeliveryPlace, DeliveryResult } from '../channels/adapter.js'
import { settleContacts } from '../store/cap-store.js'
import { outboxOf, setState, UNCERTAIN, type OutboxRow } from '../store/outbox-store.js'
import { stillAllowed } from './still-allowed.js'

/** Hands over what a page's decisions let pass. Each contact goes out once, whatever was interrupted before. */
export async function deliverPage(place: DeliveryPlace, adapter: ChannelAdapter, members: readonly MemberRow[]): Promise<void> {
  const { context, list } = place
  const listId = Number(list.id)
  const rows = await outboxOf(context.ledger.db, listId, members.map((member) => member.cust_id))
  const broken = [...rows.values()].filter((row) => row.state === 'SENDING')
  if (adapter.afterCrash === 'once') await giveUp(place, broken)
  const again = adapter.afterCrash === 'again' ? broken : []
  const waiting = [...again, ...[...rows.values()].filter((row) => row.state === 'PENDING')].sort((a, b) => a.cust_no - b.cust_no)
  for (let at = 0; at < waiting.length; at += adapter.batch) {
    place.signal.throwIfAborted()
    await deliverBatch(place, adapter, waiting.slice(at, at + adapter.batch))
  }
}

/** Nobody can tell whether these arrived: they count as contacts and are not repeated. */
async function giveUp({ context, list }: DeliveryPlace, rows: readonly OutboxRow[]): Promise<void> {
  const ids = rows.map((row) => row.cust_id)
  await context.ledger.transaction(async (tx) => {
    await setState(tx, Number(list.id), ids, { state: 'FAILED', reason: UNCERTAIN })
    await settleContacts(tx, Number(list.id), ids, 'CONFIRMED')
  })
}

async function deliverBatch(place: DeliveryPlace, adapter: ChannelAdapter, decided: readonly OutboxRow[]): Promise<void> {
  const { context, list } = place
  const listId = Number(list.id)
  const rows = await stillAllowed(context, list, decided)
  if (rows.length === 0) return
  await setState(context.ledger.db, listId, rows.map((row) => row.cust_id), { state: 'SENDING' })
  const results = await adapter.deliver(place, rows.map((row) => toDelivery(place, row)))
  const sent = results.filter((result) => result.sent).map((result) => result.custId)
  const failed = results.filter((result) => !result.sent)
  await context.ledger.transaction(async (tx) => {
    await setState(tx, listId, sent, { state: 'SENT', reason: null })
    await settleContacts(tx, listId, sent, 'CONFIRMED')
    for (const [reason, ids] of byReason(failed)) await setState(tx, listId, ids, { state: 'FAILED', reason })
    await settleContacts(tx, listId, failed.map((result) => result.custId), 'RELEASED')
  })
}

function byReason(results: readonly DeliveryResult[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { custId, reason = 'FAILED' } of results) groups.set(reason, [...(groups.get(reason) ?? []), custId])
  return groups
}

function toDelivery({ list, strategy }: DeliveryPlace, row: OutboxRow): Delivery {
  const arm = strategy.arms.find((each) => each.key === row.arm)
  return {
    custId: row.cust_id,
    orgPath: row.org_path,
    rm: row.rm,
    arm: row.arm,
    key: `${list.id}-${row.id}`,
    content: arm?.content ?? strategy.content ?? null,
  }
}
