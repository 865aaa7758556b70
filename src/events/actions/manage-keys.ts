import { randomBytes, randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { IntakeSettings, WriteKey, WriteKeyCreate, WriteKeyPatch } from '../contract.js'
import { presentKey } from '../present.js'
import { insertKey, saveSettings, updateKey } from '../store/write-key-store.js'
import { openedIntake } from './intake-of.js'
import { hashOfKey } from './key-ring.js'

const PREFIX = 'qwk_'
const HINT = 9

/** Makes a write key; its text is returned this once and only its hash kept. */
export async function createWriteKey(context: Context, given: WriteKeyCreate, actor: Actor): Promise<{ key: string; entry: WriteKey }> {
  const text = `${PREFIX}${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`
  const id = randomUUID()
  const entry = await context.ledger.transaction(async (tx) => {
    const made = await insertKey(tx, { id, hash: hashOfKey(text), hint: text.slice(0, HINT), by: actor.id }, given)
    await context.audit.record(actor, { action: 'event.write-key.create', objectKind: 'write-key', objectKey: id, after: given }, tx)
    return presentKey(made)
  })
  await refresh(context)
  return { key: text, entry }
}

/** Renames, limits, enables or disables a key; at once, for every request that comes after. */
export async function changeWriteKey(context: Context, id: string, patch: WriteKeyPatch, actor: Actor): Promise<WriteKey> {
  const entry = await context.ledger.transaction(async (tx) => {
    const changed = (await updateKey(tx, id, patch)) ?? fail('NOT_FOUND', { what: `write key ${id}` })
    await context.audit.record(actor, { action: 'event.write-key.change', objectKind: 'write-key', objectKey: id, after: patch }, tx)
    return presentKey(changed)
  })
  await refresh(context)
  return entry
}

export async function changeSettings(context: Context, settings: IntakeSettings, actor: Actor): Promise<IntakeSettings> {
  await context.ledger.transaction(async (tx) => {
    await saveSettings(tx, settings)
    await context.audit.record(actor, { action: 'event.settings.change', objectKind: 'event-settings', objectKey: '-', after: settings }, tx)
  })
  await refresh(context)
  return settings
}

async function refresh(context: Context): Promise<void> {
  await (await openedIntake(context))?.reload()
}
