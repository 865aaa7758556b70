import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Audit } from '#platform/audit'
import type { Ledger, LedgerTransaction } from '#platform/ledger'
import { requireChecked, requireKey, type Kinds } from './checking.js'
import { DefinitionConflict } from './definition-conflict.js'
import {
  definitionTables,
  findDefinition,
  findVersion,
  insertDefinition,
  insertVersion,
  updateDefinition,
  type Name,
  type Reference,
} from './definition-store.js'
import type { Definition } from './definitions.js'
import { differencesOf, isSameJson } from './difference.js'
import { loadUsers, writeReferences } from './reference-store.js'

export interface WritingDeps {
  readonly ledger: Ledger
  readonly audit: Audit
  readonly kinds: Kinds
}

interface Draft {
  readonly name: Name
  readonly body: unknown
}

export async function createDraft(
  deps: WritingDeps,
  kind: string,
  input: Draft & { key: string },
  actor: Actor,
): Promise<Definition<unknown>> {
  const { key, name } = input
  requireKey(key)
  const checked = await requireChecked({
    db: deps.ledger.db,
    kinds: deps.kinds,
    kind,
    key,
    body: input.body,
    publishing: false,
  })
  return deps.ledger.transaction(async (tx) => {
    const inserted = await insertDefinition(tx, { kind, key, name, body: checked.body, by: actor.id })
    if (!inserted) fail('DEFINITION_KEY_TAKEN', { key }, 'key')
    await writeReferences(tx, { kind, key }, 'draft', checked.references)
    await note(deps, tx, actor, 'create', { kind, key }, { after: { name, body: checked.body } })
    return requireDefinition(tx, kind, key)
  })
}

export async function saveDraft(
  deps: WritingDeps,
  kind: string,
  key: string,
  input: Draft & { revision: number },
  actor: Actor,
): Promise<Definition<unknown>> {
  const checked = await requireChecked({
    db: deps.ledger.db,
    kinds: deps.kinds,
    kind,
    key,
    body: input.body,
    publishing: false,
  })
  const draft = { name: input.name, body: checked.body }
  return deps.ledger.transaction(async (tx) => {
    const before = await lockAt(tx, kind, key, input.revision, draft)
    const live = before.version === null ? null : await findVersion(tx, kind, key, before.version)
    const hasDraft = live === null || !isSameJson({ name: live.name, body: live.body }, draft)
    await updateDefinition(tx, { kind, key, ...draft, hasDraft, by: actor.id })
    await writeReferences(tx, { kind, key }, 'draft', hasDraft ? checked.references : [])
    const changed = differencesOf({ name: before.name, body: before.body }, draft)
    const revisions = {
      before: { revision: before.revision },
      after: { revision: before.revision + 1, changed },
    }
    await note(deps, tx, actor, 'save', { kind, key }, revisions)
    return requireDefinition(tx, kind, key)
  })
}

export async function publishDraft(
  deps: WritingDeps,
  kind: string,
  key: string,
  input: { revision: number; note?: string | undefined },
  actor: Actor,
): Promise<Definition<unknown> & { readonly version: number }> {
  const draft = await requireDefinition(deps.ledger.db, kind, key)
  const { body } = draft
  const checked = await requireChecked({
    db: deps.ledger.db,
    kinds: deps.kinds,
    kind,
    key,
    body,
    publishing: true,
  })
  return deps.ledger.transaction(async (tx) => {
    const before = await lockAt(tx, kind, key, input.revision, draft)
    if (!before.hasDraft) fail('DEFINITION_UNCHANGED')
    return publishVersion(deps, tx, {
      kind,
      key,
      name: before.name,
      body: checked.body,
      references: checked.references,
      version: (before.version ?? 0) + 1,
      note: input.note ?? '',
      actor,
    })
  })
}

export interface NewVersion extends Draft {
  readonly kind: string
  readonly key: string
  readonly references: readonly Reference[]
  readonly version: number
  readonly note: string
  readonly actor: Actor
}

/** Makes a version the latest one; the definition's row exists and is locked. */
export async function publishVersion(
  deps: WritingDeps,
  tx: LedgerTransaction,
  next: NewVersion,
): Promise<Definition<unknown> & { readonly version: number }> {
  const { kind, key, name, body, version, actor } = next
  await updateDefinition(tx, { kind, key, name, body, hasDraft: false, version, by: actor.id })
  await insertVersion(tx, { kind, key, version, name, body, by: actor.id, note: next.note })
  await writeReferences(tx, { kind, key }, 'draft', [])
  await writeReferences(tx, { kind, key }, 'live', next.references)
  await note(deps, tx, actor, 'publish', { kind, key }, { after: { version, name, body, note: next.note } })
  return { ...(await requireDefinition(tx, kind, key)), version }
}

/** Refused while a definition that is not archived refers to it. */
export async function archiveDefinition(
  deps: WritingDeps,
  kind: string,
  key: string,
  actor: Actor,
): Promise<void> {
  await deps.ledger.transaction(async (tx) => {
    const before = (await findDefinition(tx, kind, key, true)) ?? fail('DEFINITION_NOT_FOUND', { kind, key })
    if (before.archived) return
    const users = await loadUsers(tx, kind, key)
    if (users.length > 0) {
      const some = users.slice(0, 5).map((user) => `${user.kind}/${user.key}`)
      fail('DEFINITION_IN_USE', { count: users.length, users: some.join(', ') })
    }
    await definitionTables(tx)
      .updateTable('definition')
      .set((eb) => ({ archived: true, revision: eb('revision', '+', 1), updated_by: actor.id }))
      .where('kind', '=', kind)
      .where('key', '=', key)
      .execute()
    await note(deps, tx, actor, 'archive', { kind, key }, {})
  })
}

/** @throws AppError DEFINITION_NOT_FOUND */
export async function requireDefinition(
  db: Ledger['db'],
  kind: string,
  key: string,
): Promise<Definition<unknown>> {
  return (await findDefinition(db, kind, key)) ?? fail('DEFINITION_NOT_FOUND', { kind, key })
}

/** Locks the row when its revision is the one the writer read; else tells what differs. */
async function lockAt(
  tx: LedgerTransaction,
  kind: string,
  key: string,
  revision: number,
  mine: Draft,
): Promise<Definition<unknown>> {
  const row = (await findDefinition(tx, kind, key, true)) ?? fail('DEFINITION_NOT_FOUND', { kind, key })
  if (row.archived) fail('DEFINITION_ARCHIVED', { kind, key })
  if (row.revision === revision) return row
  const difference = differencesOf({ name: row.name, body: row.body }, { name: mine.name, body: mine.body })
  throw new DefinitionConflict(difference, { revision: row.revision, updatedBy: row.updatedBy })
}

async function note(
  deps: WritingDeps,
  tx: LedgerTransaction,
  actor: Actor,
  verb: string,
  of: { kind: string; key: string },
  change: { before?: unknown; after?: unknown },
): Promise<void> {
  await deps.audit.record(
    actor,
    { action: `definition.${verb}`, objectKind: of.kind, objectKey: of.key, ...change },
    tx,
  )
}
