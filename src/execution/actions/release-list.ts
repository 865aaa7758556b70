import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { endFrozen, getList, type Strategy } from '#strategy'
import { channelAdapters } from '../channels/registry.js'

/** A second person lets a frozen list go; its dispatch starts at once. */
export async function releaseList(context: Context, id: string, actor: Actor): Promise<{ jobId: string }> {
  const list = await getList(context.ledger.db, id)
  if (list.author.id === actor.id) fail('RELEASE_SAME_PERSON')
  const { body } = await context.definitions.version<Strategy>('strategy', list.strategy, list.strategyVersion)
  const reason = channelAdapters[list.channel].notReady(context, body)
  if (reason !== null) fail('CHANNEL_NOT_READY', { channel: list.channel, reason })
  await context.ledger.transaction(async (tx) => {
    await endFrozen(tx, id, { status: 'RELEASED', by: actor })
    await context.audit.record(actor, { action: 'list.release', objectKind: 'list', objectKey: id, after: { strategy: list.strategy, size: list.size } }, tx)
  })
  return startAgain(context, id, actor, `release-${id}`)
}

/** Starts the dispatch of a released list: for who was held or failed, or when release was interrupted. */
export async function startAgain(context: Context, id: string, actor: Actor, idempotencyKey?: string): Promise<{ jobId: string }> {
  const list = await getList(context.ledger.db, id)
  if (list.status !== 'RELEASED') fail('LIST_NOT_RELEASED', { id })
  const options = { subject: `list-${id}`, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }
  return { jobId: await context.jobs.start('execution.dispatch', { listId: list.id }, actor, options) }
}
