import { sql, type Selectable } from 'kysely'
import type { Actor } from '#platform/access/contract'
import type { LedgerDb } from '#platform/ledger'
import type { PairDecision } from '../contract.js'
import type { IdentityTables } from './identity-tables.js'

export type StoredDecision = Selectable<IdentityTables['identity_decision']>

export interface NewDecision {
  readonly aId: string
  readonly bId: string
  readonly decision: PairDecision
  readonly note?: string | undefined
  /** How the pair compared when it was decided. */
  readonly pattern: number
  readonly kinds: number
  readonly changeId?: number | undefined
}

const CHUNK = 2000

/** Adds decisions; the newest of a pair holds. */
export async function insertDecisions(db: LedgerDb, decisions: readonly NewDecision[], by: Actor): Promise<void> {
  for (let at = 0; at < decisions.length; at += CHUNK) {
    const rows = decisions.slice(at, at + CHUNK).map((decision) => {
      const [a, b] = decision.aId < decision.bId ? [decision.aId, decision.bId] : [decision.bId, decision.aId]
      return {
        a_id: a,
        b_id: b,
        decision: decision.decision,
        note: decision.note ?? null,
        pattern: decision.pattern,
        kinds: decision.kinds,
        change_id: decision.changeId ?? null,
        actor_id: by.id,
        actor_name: by.name,
      }
    })
    await db.withTables<IdentityTables>().insertInto('identity_decision').values(rows).execute()
  }
}

/** The newest decision of every pair somebody decided. */
export async function newestDecisions(db: LedgerDb): Promise<StoredDecision[]> {
  return db.withTables<IdentityTables>().selectFrom('identity_decision').selectAll().distinctOn(['a_id', 'b_id']).orderBy('a_id').orderBy('b_id').orderBy('id', 'desc').execute()
}

/** Every decision of one pair, newest first. */
export async function decisionsOf(db: LedgerDb, aId: string, bId: string): Promise<StoredDecision[]> {
  const [a, b] = aId < bId ? [aId, bId] : [bId, aId]
  return db.withTables<IdentityTables>().selectFrom('identity_decision').selectAll().where('a_id', '=', a).where('b_id', '=', b).orderBy('id', 'desc').execute()
}

/** Pairs a change was asked for by. */
export async function decisionsOfChange(db: LedgerDb, changeId: number): Promise<StoredDecision[]> {
  return db.withTables<IdentityTables>().selectFrom('identity_decision').selectAll().where('change_id', '=', changeId).execute()
}

const about = (custIds: readonly string[]) => sql<boolean>`(a_id = any(${[...custIds]}::text[]) or b_id = any(${[...custIds]}::text[]))`

/** How many decisions there are about pairs with one of these customers. */
export async function decisionCount(db: LedgerDb, custIds: readonly string[]): Promise<number> {
  const row = await db.withTables<IdentityTables>().selectFrom('identity_decision').select((found) => found.fn.countAll<string>().as('n')).where(about(custIds)).executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function deleteDecisions(db: LedgerDb, custIds: readonly string[]): Promise<void> {
  await db.withTables<IdentityTables>().deleteFrom('identity_decision').where(about(custIds)).execute()
}
