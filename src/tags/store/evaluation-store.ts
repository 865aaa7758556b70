import { sql, type Generated, type JSONColumnType, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { EvaluationOverview, Grade, Measure, TagEvaluation, TagGrade, TicketState } from '../contract-evaluation.js'

/** What a grade keeps beside its measures. */
export type GradeDetail = Pick<TagEvaluation, 'decisions' | 'faults' | 'alike' | 'bins'> & Partial<Pick<TagEvaluation, 'lifts'>> & Pick<TagGrade, 'name' | 'facet' | 'owner' | 'because' | 'coverage' | 'psi' | 'iv' | 'bestDecision' | 'users'>
export type KeptOverview = Omit<EvaluationOverview, 'evaluation' | 'ranAt'>

type EvaluationTables = {
  tag_evaluation: { id: Generated<number>; as_of: string; before: string; ran_at: Generated<string>; overview: JSONColumnType<KeptOverview> }
  tag_grade: { evaluation_id: number; tag: string; version: number; grade: Grade; measures: JSONColumnType<Measure[]>; detail: JSONColumnType<GradeDetail> }
  tag_ticket: {
    id: Generated<number>
    subject_kind: 'tag' | 'field'
    subject: string
    grade: Grade
    measure: string
    params: JSONColumnType<Measure['params']>
    state: TicketState
    owner: string | null
    due: string
    opened_at: Generated<string>
    opened_by: string
  }
  tag_ticket_step: { id: Generated<number>; ticket_id: number; at: Generated<string>; by_name: string; state: TicketState; owner: string | null; due: string; why: string }
}
export type StoredTicket = Selectable<EvaluationTables['tag_ticket']>
export type StoredTicketStep = Selectable<EvaluationTables['tag_ticket_step']>
export type StoredGrade = Selectable<EvaluationTables['tag_grade']>

const tables = (db: LedgerDb | LedgerTransaction) => db.withTables<EvaluationTables>()

export interface NewGrade {
  readonly tag: string
  readonly version: number
  readonly grade: Grade
  readonly measures: readonly Measure[]
  readonly detail: GradeDetail
}

/** Keeps an evaluation whole and gives its number. */
export async function keepEvaluation(tx: LedgerTransaction, overview: KeptOverview, grades: readonly NewGrade[]): Promise<number> {
  const { id } = await tables(tx).insertInto('tag_evaluation').values({ as_of: overview.asOf, before: overview.before, overview: JSON.stringify(overview) }).returning('id').executeTakeFirstOrThrow()
  const rows = grades.map(({ tag, version, grade, measures, detail }) => ({ evaluation_id: id, tag, version, grade, measures: JSON.stringify(measures), detail: JSON.stringify(detail) }))
  for (let at = 0; at < rows.length; at += 200) await tables(tx).insertInto('tag_grade').values(rows.slice(at, at + 200)).execute()
  return id
}

/** The newest evaluation; null before the first. */
export async function newestEvaluation(db: LedgerDb): Promise<EvaluationOverview | null> {
  const row = await tables(db).selectFrom('tag_evaluation').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : { ...row.overview, evaluation: row.id, ranAt: row.ran_at }
}

export async function gradesOf(db: LedgerDb, evaluation: number): Promise<StoredGrade[]> {
  return tables(db).selectFrom('tag_grade').selectAll().where('evaluation_id', '=', evaluation).orderBy('tag').execute()
}

/** Grades of one tag with the dates they are as of, newest first. */
export async function gradesOfTag(db: LedgerDb, tag: string, most: number) {
  return tables(db)
    .selectFrom('tag_grade')
    .innerJoin('tag_evaluation', 'tag_evaluation.id', 'tag_grade.evaluation_id')
    .select(['tag_grade.evaluation_id', 'tag_grade.version', 'tag_grade.grade', 'tag_grade.measures', 'tag_grade.detail', 'tag_evaluation.as_of', 'tag_evaluation.before', 'tag_evaluation.ran_at'])
    .where('tag_grade.tag', '=', tag)
    .orderBy('tag_grade.evaluation_id', 'desc')
    .limit(most)
    .execute()
}

export type NewTicket = Pick<StoredTicket, 'subject_kind' | 'subject' | 'grade' | 'measure' | 'params' | 'due' | 'opened_by'>

/** Opens a ticket unless one is open; gives its number, or null when there was one. */
export async function openTicket(tx: LedgerTransaction, ticket: NewTicket, why: string): Promise<number | null> {
  const row = await tables(tx)
    .insertInto('tag_ticket')
    .values({ ...ticket, params: JSON.stringify(ticket.params), state: 'open', owner: null })
    .onConflict((conflict) => conflict.columns(['subject_kind', 'subject']).where(sql<boolean>`state in ('open', 'doing')`).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return null
  await tables(tx).insertInto('tag_ticket_step').values({ ticket_id: row.id, by_name: ticket.opened_by, state: 'open', owner: null, due: ticket.due, why }).execute()
  return row.id
}

/** @throws AppError NOT_FOUND */
export async function findTicket(db: LedgerDb, id: number): Promise<StoredTicket> {
  return (await tables(db).selectFrom('tag_ticket').selectAll().where('id', '=', id).executeTakeFirst()) ?? fail('NOT_FOUND', { what: `ticket ${id}` })
}

/** Moves a ticket still in the state it was seen in. @throws AppError CONFLICT */
export async function moveStoredTicket(tx: LedgerTransaction, seen: StoredTicket, to: Pick<StoredTicket, 'state' | 'owner' | 'due'>, by: string, why: string): Promise<void> {
  const done = await tables(tx).updateTable('tag_ticket').set(to).where('id', '=', seen.id).where('state', '=', seen.state).executeTakeFirst()
  if (done.numUpdatedRows !== 1n) fail('CONFLICT')
  await tables(tx).insertInto('tag_ticket_step').values({ ticket_id: seen.id, by_name: by, ...to, why }).execute()
}

export interface TicketFilter {
  readonly subject?: string | undefined
  readonly state?: TicketState | undefined
  readonly offset: number
  readonly limit: number
}

/** Tickets, open ones first, then by due date. */
export async function pageOfTickets(db: LedgerDb, { subject, state, offset, limit }: TicketFilter): Promise<{ rows: StoredTicket[]; total: number }> {
  const asked = tables(db)
    .selectFrom('tag_ticket')
    .$if(subject !== undefined, (found) => found.where('subject', '=', subject ?? ''))
    .$if(state !== undefined, (found) => found.where('state', '=', state ?? 'open'))
  const counted = await asked.select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const order = sql`array_position(array['doing', 'open', 'done', 'dropped'], state)`
  const rows = await asked.selectAll().orderBy(order).orderBy('due').orderBy('id').limit(limit).offset(offset).execute()
  return { rows, total: Number(counted.n) }
}

export async function ticketSteps(db: LedgerDb, ids: readonly number[]): Promise<StoredTicketStep[]> {
  return ids.length === 0 ? [] : tables(db).selectFrom('tag_ticket_step').selectAll().where('ticket_id', 'in', [...ids]).orderBy('id').execute()
}

/** Open tickets by subject. */
export async function openTickets(db: LedgerDb): Promise<Map<string, number>> {
  const rows = await tables(db).selectFrom('tag_ticket').select(['id', 'subject_kind', 'subject']).where('state', 'in', ['open', 'doing']).execute()
  return new Map(rows.map(({ id, subject_kind, subject }) => [`${subject_kind}/${subject}`, id]))
}
