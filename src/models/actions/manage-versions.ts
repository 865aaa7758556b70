import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { LedgerTransaction } from '#platform/ledger'
import { earlierChampion, getVersion, lockModel, setApproved, setStatus, versionInRole } from '../store/version-store.js'

/**
 * A second person approves a trained version.
 * @throws AppError MODEL_SAME_PERSON, MODEL_NOT_APPROVED
 */
export async function approveVersion(context: Context, place: { key: string; number: number }, note: string, actor: Actor): Promise<void> {
  const { key, number } = place
  await context.ledger.transaction(async (tx) => {
    await lockModel(tx, key)
    const version = await getVersion(tx, key, number)
    if (version.trainedBy.id === actor.id) fail('MODEL_SAME_PERSON', place)
    if (version.status !== 'trained') fail('MODEL_NOT_APPROVED', { ...place, status: version.status })
    await setApproved(tx, key, number, actor, note)
    await context.audit.record(actor, { action: 'model.approve', objectKind: 'model', objectKey: key, after: { number, note } }, tx)
  })
}

/**
 * Makes an approved version the champion (whose scores are published) or the challenger (scored beside it). Whoever
 * held the role steps back: a champion retires, a challenger is approved again.
 * @throws AppError MODEL_NOT_APPROVED
 */
export async function promoteVersion(context: Context, place: { key: string; number: number }, as: 'champion' | 'challenger', actor: Actor): Promise<void> {
  const { key, number } = place
  await context.ledger.transaction(async (tx) => {
    await lockModel(tx, key)
    const version = await getVersion(tx, key, number)
    const allowed = as === 'champion' ? ['approved', 'challenger'] : ['approved']
    if (!allowed.includes(version.status)) fail('MODEL_NOT_APPROVED', { ...place, status: version.status })
    const before = await stepBack(tx, key, as)
    await setStatus(tx, key, number, as)
    await context.audit.record(actor, { action: 'model.promote', objectKind: 'model', objectKey: key, before: { number: before }, after: { number, as } }, tx)
  })
}

/**
 * Puts the champion before the present one back in its place, and returns its number.
 * @throws AppError MODEL_NO_CHAMPION, MODEL_NO_EARLIER
 */
export async function rollBack(context: Context, key: string, actor: Actor): Promise<number> {
  return context.ledger.transaction(async (tx) => {
    await lockModel(tx, key)
    const now = (await versionInRole(tx, key, 'champion')) ?? fail('MODEL_NO_CHAMPION', { key })
    const earlier = (await earlierChampion(tx, key)) ?? fail('MODEL_NO_EARLIER', { key })
    await setStatus(tx, key, now.number, 'approved')
    await setStatus(tx, key, earlier, 'champion')
    await context.audit.record(actor, { action: 'model.rollback', objectKind: 'model', objectKey: key, before: { number: now.number }, after: { number: earlier } }, tx)
    return earlier
  })
}

async function stepBack(tx: LedgerTransaction, key: string, role: 'champion' | 'challenger'): Promise<number | null> {
  const holder = await versionInRole(tx, key, role)
  if (holder === null) return null
  await setStatus(tx, key, holder.number, role === 'champion' ? 'retired' : 'approved')
  return holder.number
}
