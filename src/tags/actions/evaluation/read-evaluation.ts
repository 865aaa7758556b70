import type { Context } from '#platform/context'
import type { EvaluationOverview, Grade, GradeListQuery, gradeSorts, TagEvaluation, TagGrade } from '../../contract-evaluation.js'
import { cursorAfter, offsetOf } from '../../domain/evaluation/offset.js'
import { gradesOf, gradesOfTag, newestEvaluation, openTickets, type StoredGrade } from '../../store/evaluation-store.js'

const HISTORY = 24

/** The newest evaluation as a whole; null before the first. */
export function readOverview(context: Context): Promise<EvaluationOverview | null> {
  return newestEvaluation(context.ledger.db)
}

/** A page of graded tags of the newest evaluation. */
export async function listGrades(context: Context, query: GradeListQuery): Promise<{ items: TagGrade[]; nextCursor: string | null; total: number }> {
  const newest = await newestEvaluation(context.ledger.db)
  if (newest === null) return { items: [], nextCursor: null, total: 0 }
  const [rows, tickets] = await Promise.all([gradesOf(context.ledger.db, newest.evaluation), openTickets(context.ledger.db)])
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '')
  const chosen = rows
    .map((row) => presentGrade(row, tickets))
    .filter(({ grade, facet }) => (query.grade === undefined || grade === query.grade) && (query.facet === undefined || facet === query.facet))
    .filter(({ tag, name }) => words.every((word) => `${tag} ${name.zh} ${name.en}`.toLowerCase().includes(word)))
  const way = query.sort.startsWith('-') ? -1 : 1
  const by = query.sort.replace('-', '') as (typeof gradeSorts)[number]
  chosen.sort((one, two) => way * compare(sortValue(one, by), sortValue(two, by)) || compare(one.tag, two.tag))
  const from = offsetOf(query.cursor)
  const items = chosen.slice(from, from + query.limit)
  return { items, nextCursor: cursorAfter(from, items.length, chosen.length), total: chosen.length }
}

const ORDER: Readonly<Record<Grade, number>> = { A: 0, B: 1, C: 2, D: 3 }

function sortValue(grade: TagGrade, sort: (typeof gradeSorts)[number]): number | string {
  if (sort === 'grade') return ORDER[grade.grade]
  return sort === 'tag' ? grade.tag : (grade[sort] ?? -1)
}

function compare(one: number | string, two: number | string): number {
  return one < two ? -1 : one > two ? 1 : 0
}

function presentGrade({ tag, version, grade, detail }: StoredGrade, tickets: ReadonlyMap<string, number>): TagGrade {
  const { name, facet, owner, because, coverage, psi, iv, bestDecision, users, alike } = detail
  return { tag, version, name, facet, owner, grade, because, coverage, psi, iv, bestDecision, users, alike: alike.map((each) => each.tag), openTicket: tickets.get(`tag/${tag}`) ?? null }
}

/** The newest evaluation of one tag, with the grades before it; null when it has none. @throws AppError NOT_FOUND */
export async function readTagEvaluation(context: Context, tag: string): Promise<TagEvaluation | null> {
  await context.definitions.get('tag', tag)
  const rows = await gradesOfTag(context.ledger.db, tag, HISTORY)
  const [newest] = rows
  if (newest === undefined) return null
  const { decisions, lifts = [], faults, alike, bins } = newest.detail
  return {
    evaluation: newest.evaluation_id,
    asOf: newest.as_of,
    before: newest.before,
    ranAt: newest.ran_at,
    grade: newest.grade,
    version: newest.version,
    measures: newest.measures,
    decisions,
    lifts,
    faults,
    alike,
    bins,
    history: rows.map((row) => ({ evaluation: row.evaluation_id, asOf: row.as_of, grade: row.grade })),
  }
}
