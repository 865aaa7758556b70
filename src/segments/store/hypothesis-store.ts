import { sql, type Insertable, type RawBuilder, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { Actor, Scope } from '#platform/access/contract'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { HypothesisQuery, HypothesisState, HypothesisVote } from '../contract-hypothesis.js'
import type { HypothesisTables } from './hypothesis-tables.js'

type Card = Selectable<HypothesisTables['hypothesis_card']>
/** A card with its votes and how many comments it has. */
export type StoredCard = Omit<Card, 'rule'> & { readonly rule: unknown; readonly votes_for: number; readonly votes_against: number; readonly own_vote: HypothesisVote | null; readonly comments: number }

/** Cards of an org in a scope, below it or above it: a branch sees its own and those of who is over it. */
function seenBy({ orgPaths }: Scope): RawBuilder<boolean> {
  if (orgPaths.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(orgPaths.map((path) => sql`starts_with(card.org_path, ${path}) or starts_with(${path}, card.org_path)`), sql` or `)})`
}

function cards(db: LedgerDb, actor: Actor) {
  const count = (vote: HypothesisVote) => sql<number>`(select count(*)::int from hypothesis_vote v where v.card = card.id and v.vote = ${vote})`
  return db
    .withTables<HypothesisTables>()
    .selectFrom('hypothesis_card as card')
    .selectAll('card')
    .select([
      count('for').as('votes_for'),
      count('against').as('votes_against'),
      sql<HypothesisVote | null>`(select v.vote from hypothesis_vote v where v.card = card.id and v.person_id = ${actor.id})`.as('own_vote'),
      sql<number>`(select count(*)::int from hypothesis_comment c where c.card = card.id)`.as('comments'),
    ])
    .where(seenBy(actor.scope))
}

/** Where a text is in what a card says, whatever its case; `%` and `_` are letters. */
function says(typed: string): RawBuilder<boolean> {
  return sql<boolean>`strpos(lower(concat_ws(' ', card.claim, card.who, card.need, card.why, card.author_name)), ${typed.toLowerCase()}) > 0`
}

/** Cards of a set an actor may see, from a place on; and how many there are. */
export async function pageCards(db: LedgerDb, actor: Actor, universe: string, query: HypothesisQuery & { readonly from: number }): Promise<{ rows: StoredCard[]; total: number }> {
  const { q, state } = query
  const found = cards(db, actor)
    .where('card.universe', '=', universe)
    .$if(state !== undefined, (some) => some.where('card.state', '=', state as HypothesisState))
    .$if(q !== undefined && q !== '', (some) => some.where(says(q ?? '')))
  const tables = db.withTables<HypothesisTables>()
  const total = await tables.selectFrom(found.as('found')).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  const rows = await tables
    .selectFrom(found.as('found'))
    .selectAll()
    .$if(query.sort === 'votes', (some) => some.orderBy(sql`votes_for - votes_against`, 'desc'))
    .$if(query.sort === 'size', (some) => some.orderBy('expected_size', (order) => order.desc().nullsLast()))
    .orderBy('id', 'desc')
    .offset(query.from)
    .limit(query.limit)
    .execute()
  return { rows, total: total.n }
}

/** How many cards of each state an actor may see. */
export async function countCards(db: LedgerDb, actor: Actor, universe: string): Promise<Record<HypothesisState, number>> {
  const rows = await db
    .withTables<HypothesisTables>()
    .selectFrom('hypothesis_card as card')
    .select(['card.state', sql<number>`count(*)::int`.as('n')])
    .where('card.universe', '=', universe)
    .where(seenBy(actor.scope))
    .groupBy('card.state')
    .execute()
  const of = (state: HypothesisState) => rows.find((row) => row.state === state)?.n ?? 0
  return { open: of('open'), adopted: of('adopted'), rejected: of('rejected'), archived: of('archived') }
}

/** @throws AppError NOT_FOUND where there is none or the actor may not see it */
export async function getCard(db: LedgerDb, actor: Actor, universe: string, id: number): Promise<StoredCard> {
  const row = await cards(db, actor).where('card.id', '=', id).where('card.universe', '=', universe).executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: `hypothesis ${id}` })
}

export async function insertCard(tx: LedgerTransaction, row: Insertable<HypothesisTables['hypothesis_card']>): Promise<number> {
  const { id } = await tx.withTables<HypothesisTables>().insertInto('hypothesis_card').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Changes a card that is still of a revision and in one of some states. @throws AppError HYPOTHESIS_CHANGED */
export async function changeCard(tx: LedgerTransaction, id: number, at: { readonly revision?: number | undefined; readonly states: readonly HypothesisState[] }, change: Partial<Omit<Card, 'id' | 'created_at'>>): Promise<void> {
  const done = await tx
    .withTables<HypothesisTables>()
    .updateTable('hypothesis_card')
    .set((own) => ({ ...change, updated_at: sql<string>`now()`, revision: own('revision', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', [...at.states])
    .$if(at.revision !== undefined, (some) => some.where('revision', '=', at.revision ?? 0))
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) fail('HYPOTHESIS_CHANGED')
}

/** One vote a person; null takes it back. */
export async function setVote(tx: LedgerTransaction, card: number, person: string, vote: HypothesisVote | null): Promise<void> {
  const tables = tx.withTables<HypothesisTables>()
  if (vote === null) await tables.deleteFrom('hypothesis_vote').where('card', '=', card).where('person_id', '=', person).execute()
  else await tables.insertInto('hypothesis_vote').values({ card, person_id: person, vote }).onConflict((same) => same.columns(['card', 'person_id']).doUpdateSet({ vote, at: sql<string>`now()` })).execute()
}

export async function insertComment(tx: LedgerTransaction, card: number, by: Actor, text: string): Promise<void> {
  await tx.withTables<HypothesisTables>().insertInto('hypothesis_comment').values({ card, person_id: by.id, person_name: by.name, text }).execute()
}

export async function commentsOf(db: LedgerDb, card: number) {
  return db.withTables<HypothesisTables>().selectFrom('hypothesis_comment').select(['id', 'person_name', 'text', 'at']).where('card', '=', card).orderBy('id').limit(500).execute()
}
