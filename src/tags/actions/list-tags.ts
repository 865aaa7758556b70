import { daysBetween } from '#kernel/calendar'
import { phraseOfValue, sentenceOf, type RuleSchema } from '#kernel/rule'
import { identifier, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Grade, Tag, TagListItem } from '../contract.js'
import { gradesOf, newestEvaluation } from '../store/evaluation-store.js'
import { labelNames } from '../domain/labelled.js'
import { tagMethod } from '../domain/tag-method.js'
import { plainType } from '../domain/snapshot-column.js'
import { coverageQuery } from '../sql/distribution-query.js'
import { isScored, scoreSentence } from '../domain/score-tag.js'
import { hasValue, visibleTo } from './distribution.js'
import type { TagSnapshot } from './latest-snapshot.js'
import { loadRuleGround, type RuleGround } from './rule-schema.js'

/** The catalogue: every tag with its sentence, type and coverage in the newest snapshot. */
export async function listTags(context: Context, actor: Actor, asOf?: string): Promise<{ items: TagListItem[]; snapshot: TagSnapshot | null }> {
  const ground = await loadRuleGround(context, { asOf })
  const heads = await context.definitions.list<Tag>('tag')
  const coverage = await coverageByTag(context, ground.snapshot, actor)
  const [today, uses] = [await context.businessClock.today(), await readUses(context)]
  return { items: heads.map((head) => tagItem(head, ground, { coverage, today, uses })), snapshot: ground.snapshot }
}

/** Who uses each tag, and how good it is. */
export interface TagUses {
  readonly users: ReadonlyMap<string, number>
  readonly grades: ReadonlyMap<string, Grade>
}

export async function readUses(context: Context): Promise<TagUses> {
  const [edges, grades] = await Promise.all([context.definitions.edges(), newestGrades(context)])
  const users = new Map<string, number>()
  for (const { to } of edges) if (to.kind === 'tag') users.set(to.key, (users.get(to.key) ?? 0) + 1)
  return { users, grades }
}

/** The grade of each tag by the newest evaluation. */
export async function newestGrades(context: Context): Promise<ReadonlyMap<string, Grade>> {
  const newest = await newestEvaluation(context.ledger.db)
  const graded = newest === null ? [] : await gradesOf(context.ledger.db, newest.evaluation)
  return new Map(graded.map(({ tag, grade }) => [tag, grade]))
}

interface TagState {
  readonly coverage: ReadonlyMap<string, number>
  readonly today: string
  readonly uses: TagUses
}

export function tagItem(head: Definition<Tag>, ground: RuleGround, { coverage, today, uses }: TagState): TagListItem {
  const spec = safely(() => ground.schema.tag(head.key))
  return {
    key: head.key,
    name: head.name,
    facet: head.body.facet,
    layer: head.body.layer,
    classification: head.body.classification,
    type: spec ? plainType(spec) : null,
    sentence: sentenceOfTag(head.body, ground.schema),
    version: head.version,
    hasDraft: head.hasDraft,
    revision: head.revision,
    method: tagMethod(head.body),
    refresh: head.body.refresh,
    purposes: head.body.purposes ?? [],
    stale: isStale(head.body.refresh, coverage.has(head.key) ? (ground.snapshot?.asOf ?? null) : null, today),
    coverage: coverage.get(head.key) ?? null,
    asOf: coverage.has(head.key) ? (ground.snapshot?.asOf ?? null) : null,
    ...standingOf(head, uses),
    updatedAt: head.updatedAt,
  }
}

/** Whose it is, who uses it, and how good it is. */
function standingOf({ key, body }: Definition<Tag>, { users, grades }: TagUses): Pick<TagListItem, 'owner' | 'users' | 'grade'> {
  return { owner: body.owner ?? null, users: users.get(key) ?? 0, grade: grades.get(key) ?? null }
}

/** Days a value may be old: half as long again as its refresh. */
const FRESH_DAYS: Readonly<Record<Tag['refresh'], number>> = { stream: 1.5, daily: 1.5, weekly: 10.5, monthly: 46.5 }

/** Whether a value of a date is older than the refresh of its tag allows, half as long again as its period. */
export function isStale(refresh: Tag['refresh'], asOf: string | null, today: string): boolean {
  return asOf !== null && daysBetween(asOf, today) > FRESH_DAYS[refresh]
}

/** A draft may not fit the data there is yet; the catalogue still lists it. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** A tag's definition in words, its codes called as it names them. */
export function sentenceOfTag(body: Pick<Tag, 'compute' | 'labels'>, schema: RuleSchema): { zh: string; en: string } {
  const compute = body.compute
  if (isScored(compute)) return scoreSentence(compute)
  const say = (language: 'zh' | 'en') =>
    safely(() => (compute.kind === 'value' ? phraseOfValue(compute, schema, language, labelNames(body.labels)) : sentenceOf(compute, schema, language))) ?? ''
  return { zh: say('zh'), en: say('en') }
}

export async function coverageByTag(context: Context, snapshot: TagSnapshot | null, actor: Actor): Promise<Map<string, number>> {
  if (snapshot === null || snapshot.tags.length === 0) return new Map()
  const table = sql`${identifier(snapshot.table)} AS base WHERE ${visibleTo(actor)}`
  const columns = snapshot.tags.map((tag) => hasValue(tag.column, tag.type.type))
  const row = (await context.warehouse.query(coverageQuery(table, columns)))[0]
  const customers = Number(row?.customers ?? 0)
  if (customers === 0) return new Map()
  return new Map(snapshot.tags.map((tag, at) => [tag.key, Number(row?.covered[at] ?? 0) / customers]))
}

