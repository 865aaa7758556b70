import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { CustomerStanding } from '#customers/contract'
import { customerTags, latestSnapshot, visibleTo } from '#tags'
import type { Tag } from '#tags/contract'
import { standingQuery, type StandingPart } from '../sql/standing-query.js'

type Tags = NonNullable<Awaited<ReturnType<typeof customerTags>>>['values']
type Told = Tags[number]

const NUMBERS = new Set(['int', 'decimal', 'money'])
const CODES = new Set(['enum', 'string', 'bool'])

/**
 * Where a person stands among the customers the actor sees: the mid-rank of numbers, how many share a code. Tags the person
 * objects to are left out, and so is every share of fewer customers than the actor may be told of.
 */
export async function customerStanding(context: Context, custNo: number, actor: Actor, asOf: string): Promise<CustomerStanding> {
  const [snapshot, tags, heads] = await Promise.all([latestSnapshot(context, asOf), customerTags(context, custNo, actor, asOf), context.definitions.list<Tag>('tag')])
  if (snapshot === null || tags === null) return { asOf: null, customers: null, items: [] }
  const columns = new Map(snapshot.tags.map(({ key, column }) => [key, column]))
  const ends = new Set(heads.filter(({ body }) => isEndOfRange(body)).map(({ key }) => key))
  const told = tags.values.flatMap((tag) => {
    if (ends.has(tag.key)) return []
    const part = partOf(tag, columns.get(tag.key))
    return part === null ? [] : [{ tag, part }]
  })
  if (told.length === 0) return { asOf: snapshot.asOf, customers: null, items: [] }
  const row = (await context.warehouse.query(standingQuery(snapshot.table, told.map(({ part }) => part), visibleTo(actor))))[0]
  const customers = Number(row?.customers ?? 0)
  const { minCell } = actor.scope
  if (customers < Math.max(2, minCell)) return { asOf: snapshot.asOf, customers: null, items: [] }
  return { asOf: snapshot.asOf, customers, items: told.map(({ tag, part }, at) => itemOf(tag, part, (row?.counts[at] ?? []).map(Number), { customers, minCell })) }
}

/** The end of a range says nothing beside the figure it belongs to. */
function isEndOfRange({ compute }: Tag): boolean {
  if (compute.kind === 'measure') return compute.bound !== undefined
  return compute.kind === 'score' && (compute.field === 'effect_low' || compute.field === 'effect_high')
}

/** What of a tag can be counted: a number, or a code that says something. */
function partOf({ type, value, refused, unsure }: Told, column: string | undefined): StandingPart | null {
  if (column === undefined || refused !== null || unsure || value === null || value === false || value === '') return null
  if (NUMBERS.has(type)) return { column, kind: 'number', value: Number(value) }
  return CODES.has(type) && !Array.isArray(value) ? { column, kind: 'code', value: String(value) } : null
}

function itemOf({ key, name, face, value, values }: Told, part: StandingPart, counts: readonly number[], { customers, minCell }: { readonly customers: number; readonly minCell: number }): CustomerStanding['items'][number] {
  const [first = 0, equal = 0, all = 0] = counts
  const base = { key, name: { ...name }, face, rank: null, value: null, share: null }
  if (part.kind === 'number') return { ...base, rank: all < Math.max(2, minCell) ? null : (first + equal / 2) / all }
  const named = values.find(({ code }) => code === value)
  const label = named === undefined ? (value === true ? { zh: '是', en: 'Yes' } : { zh: part.value, en: part.value }) : { zh: named.zh, en: named.en }
  return { ...base, value: label, share: first < minCell ? null : first / customers }
}
