import { fail } from '#kernel/error'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { getList, memberPages, type StoredList, type Strategy } from '#strategy'
import { customersBase, loadRuleGround, type TagPorts } from '#tags'
import type { DeliveryPlace } from '../channels/adapter.js'
import { channelAdapters } from '../channels/registry.js'
import type { ContactChannel } from '../contract.js'
import type { ChannelAdapter } from '../channels/adapter.js'
import { startDispatch, updateDispatch } from '../store/dispatch-store.js'
import { outboxCounts } from '../store/outbox-store.js'
import { loadGatePolicy } from '../store/policy-store.js'
import { decidePage, type DecisionGround } from './decide-page.js'
import { deliverPage } from './deliver-page.js'
import { recordDecisions } from './record-decisions.js'

export interface DispatchInput {
  readonly listId: string
}

export interface DispatchResult {
  readonly listId: string
  readonly sent: number
  readonly notSent: number
}

const PAGE = 1000

/**
 * Sends a released list through the gate and its channel, page by page. Every step is written before the next begins,
 * so a run that was killed goes on where it was and no contact is made twice. Running it again decides anew about who
 * was held by quiet hours or whose sending failed.
 */
export async function dispatchList(
  context: Context,
  ports: TagPorts,
  run: Pick<JobRun<DispatchInput>, 'id' | 'input' | 'signal' | 'progress'>,
  adapters: Readonly<Record<ContactChannel, ChannelAdapter>> = channelAdapters,
): Promise<DispatchResult> {
  const list = await getList(context.ledger.db, run.input.listId)
  if (list.status !== 'RELEASED') fail('LIST_NOT_RELEASED', { id: list.id })
  const { body: strategy } = await context.definitions.version<Strategy>('strategy', list.strategy, list.strategyVersion)
  const adapter = adapters[list.channel]
  const reason = adapter.notReady(context, strategy)
  if (reason !== null) fail('CHANNEL_NOT_READY', { channel: list.channel, reason })
  await startDispatch(context.ledger, Number(list.id), run.id)
  const place: DeliveryPlace = { context, list, strategy, signal: run.signal }
  await sendPages(await openGround(context, ports, list, strategy), place, adapter, run)
  return finish(place, adapter, run)
}

async function openGround(context: Context, ports: TagPorts, list: StoredList, strategy: Strategy): Promise<DecisionGround> {
  const today = await context.businessClock.today()
  const ground = await loadRuleGround(context, { asOf: today, useSnapshot: false })
  const from = sql`${await customersBase(context, ports, ground)} AS base`
  const control = new Set(list.arms.filter((arm) => arm.control).map((arm) => arm.key))
  return { context, list, strategy, from, today, control, policy: await loadGatePolicy(context.ledger.db) }
}

async function sendPages(ground: DecisionGround, place: DeliveryPlace, adapter: ChannelAdapter, run: Pick<JobRun<DispatchInput>, 'signal' | 'progress'>): Promise<void> {
  let done = 0
  for await (const members of memberPages(ground.context, ground.list, undefined, PAGE)) {
    run.signal.throwIfAborted()
    await decidePage(ground, members)
    await deliverPage(place, adapter, members)
    done += members.length
    run.progress({ step: 'sending', done, total: ground.list.size, unit: 'customers' })
  }
}

async function finish(place: DeliveryPlace, adapter: ChannelAdapter, run: Pick<JobRun<DispatchInput>, 'id' | 'progress'>): Promise<DispatchResult> {
  const { context, list } = place
  const listId = Number(list.id)
  const file = (await adapter.finish?.(place)) ?? null
  run.progress({ step: 'recording' })
  await recordDecisions(context, list, run.id)
  await updateDispatch(context.ledger.db, listId, { file_name: file, finished_at: context.clock.now().toISOString() })
  const counts = await outboxCounts(context.ledger.db, listId)
  const sent = counts.filter(({ state }) => state === 'SENT').reduce((sum, { n }) => sum + n, 0)
  return { listId: list.id, sent, notSent: list.size - sent }
}
