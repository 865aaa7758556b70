import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Publish } from '../contract-picture.js'
import type { KeptPortrait } from '../contract-portrait.js'
import { publishPortrait, withdrawPortrait } from '../store/publication-store.js'
import { openPortrait } from './kept-portraits.js'

/**
 * Publishes a kept portrait under a name that somebody stands for: everybody who sees the same customers finds it, and it
 * stays as it was made. Publishing again changes name, owner and description.
 * @throws AppError NOT_FOUND, also for a portrait of other customers than the actor sees
 */
export async function publish(context: Context, id: number, said: Publish, actor: Actor): Promise<KeptPortrait> {
  await openPortrait(context, id, actor)
  await publishPortrait(context.ledger.db, id, said, { by: actor.name, at: context.clock.now().toISOString() })
  await context.audit.record(actor, { action: 'insight.publish', objectKind: 'portrait', objectKey: String(id) })
  return openPortrait(context, id, actor)
}

/** Takes a publication back; the portrait is then kept like any other. @throws AppError NOT_FOUND */
export async function withdraw(context: Context, id: number, actor: Actor): Promise<KeptPortrait> {
  await openPortrait(context, id, actor)
  await withdrawPortrait(context.ledger.db, id)
  await context.audit.record(actor, { action: 'insight.withdraw', objectKind: 'portrait', objectKey: String(id) })
  return openPortrait(context, id, actor)
}
