import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { identifier, sql, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { withContactStates } from '#privacy'
import { latestSnapshot, visibleTo, type TagSnapshot } from '#tags'
import type { Tag } from '#tags/contract'
import type { Segment, SegmentRun } from '../contract.js'
import type { Attractiveness, AttractivenessAsk } from '../contract-attractiveness.js'
import { rated, type ByAttraction } from '../domain/attractiveness.js'
import { comparedTags } from '../domain/attractive-tags.js'
import { hidden } from '../domain/tier-figures.js'
import { attractivenessQuery, consentKnownQuery, mayBeContacted, type AttractivenessRow } from '../sql/attractiveness-queries.js'
import { ownSizes } from './own-sizes.js'
import { segmentRuns } from './segment-runs.js'

/** Runs of one question. */
const PART = 16
/** Days growth is told over, at least. */
const GROWTH_DAYS = 30

type Column = TagSnapshot['tags'][number]

interface Compared {
  readonly key: string
  readonly name: Attractiveness['items'][number]['name']
  readonly now: SegmentRun
  readonly then: SegmentRun | null
}

/**
 * Published segments by how attractive they are among each other, over the customers the asker may see: their newest snapshots, by
 * the newest tags. @throws AppError TAGS_NOT_BUILT, SEGMENT_COLUMN_UNKNOWN
 */
export async function compareSegments(context: Context, actor: Actor, ask: AttractivenessAsk): Promise<Attractiveness> {
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const heads = await context.definitions.list<Tag>('tag')
  const tags = comparedTags(snapshot.tags, new Map(heads.map(({ key, body }) => [key, body])))
  const value = chosenOf(tags.values, ask.valueTag, tags.value)
  const effect = chosenOf(tags.effects, ask.effectTag, tags.effects[0])
  const { compared, leftOut } = await comparedOf(context, actor)
  const figures = await figuresOf(context, actor, compared, { snapshot, value, effect })
  const scores = rated(figures, ask)
  return {
    asOf: snapshot.asOf,
    value: value === null ? null : told(value),
    effect: effect === null ? null : told(effect),
    values: tags.values.map(told),
    effects: tags.effects.map(told),
    leftOut,
    items: compared.flatMap(({ key, name, now, then }, at) => {
      const [own, score] = [figures[at], scores[at]]
      return own === undefined || score === undefined ? [] : [{ key, name, asOf: now.asOf, before: then?.asOf ?? null, figures: own, ...score }]
    }),
  }
}

const told = ({ key, name, type }: Column) => ({ key, name, type: type.type, ccy: type.ccy ?? null })

function chosenOf(columns: readonly Column[], key: string | undefined, otherwise: Column | undefined): Column | null {
  if (key === undefined) return otherwise ?? null
  return columns.find((column) => column.key === key) ?? fail('SEGMENT_COLUMN_UNKNOWN', { column: key })
}

/** Segments with enough customers in reach by their newest snapshot, with the newest one of the same version 30 days before or more. */
async function comparedOf(context: Context, actor: Actor): Promise<{ compared: Compared[]; leftOut: number }> {
  const heads = (await context.definitions.list<Segment>('segment')).filter(({ version }) => version !== null)
  const all = await Promise.all(heads.map(async (head) => ({ head, runs: await segmentRuns(context, head.key) })))
  const pairs = all.flatMap(({ head: { key, name }, runs }) => {
    const [now] = runs
    if (now === undefined) return []
    const then = runs.find((run) => run.version === now.version && run.asOf <= addDays(now.asOf, -GROWTH_DAYS)) ?? null
    return [{ key, name, now, then }]
  })
  const sizes = new Map((await ownSizes(context, actor, pairs.flatMap(({ now, then }) => (then === null ? [now] : [now, then])))).map((run) => [run.runId, run]))
  const own = pairs.map((pair) => ({ ...pair, now: sizes.get(pair.now.runId) ?? pair.now, then: pair.then === null ? null : (sizes.get(pair.then.runId) ?? null) }))
  const compared = own.filter(({ now }) => now.size > 0)
  return { compared, leftOut: heads.length - compared.length }
}

async function figuresOf(context: Context, actor: Actor, compared: readonly Compared[], of: { readonly snapshot: TagSnapshot; readonly value: Column | null; readonly effect: Column | null }): Promise<ByAttraction[]> {
  const place = await placeOf(context, of.snapshot)
  const column = (tag: Column | null) => (tag === null ? sql`NULL` : identifier('base', tag.column))
  const found: ByAttraction[] = []
  for (let at = 0; at < compared.length; at += PART) {
    const part = compared.slice(at, at + PART)
    const asked = { from: place.from, visible: visibleTo(actor), runs: part.map(({ now }) => now.runId), value: column(of.value), effect: column(of.effect), reachable: place.reachable ?? sql`0` }
    const [row] = await context.warehouse.query(attractivenessQuery(asked))
    part.forEach((one, nth) => found.push(figures(one, row, nth, { minCell: actor.scope.minCell, isReachKnown: place.reachable !== null })))
  }
  return found
}

/** The newest tags with what customers said about marketing; reach is not known where nobody said anything. */
async function placeOf(context: Context, snapshot: TagSnapshot): Promise<{ from: Sql; reachable: Sql | null }> {
  const base = sql`${identifier(snapshot.table)} AS base`
  const columns = new Set(snapshot.attributes.map(({ column }) => column))
  if (!columns.has('a_marketing_consent') || !columns.has('a_do_not_contact')) return { from: base, reachable: null }
  const from = await withContactStates(context, base, { purpose: 'MARKETING', channel: '' })
  const isKnown = Number((await context.warehouse.query(consentKnownQuery(from)))[0]?.n ?? 0) > 0
  return { from, reachable: isKnown ? mayBeContacted : null }
}

/** What is told of a segment: no mean of few customers, no share that tells few. */
function figures({ now, then }: Compared, row: AttractivenessRow | undefined, at: number, { minCell, isReachKnown }: { readonly minCell: number; readonly isReachKnown: boolean }): ByAttraction {
  const count = (name: 'people' | 'reachable' | 'valued' | 'affected') => Number(row?.[name][at] ?? 0)
  const mean = (value: number | null | undefined, of: number) => (of < Math.max(1, minCell) ? null : (value ?? null))
  const people = count('people')
  const isReachTold = isReachKnown && people > 0 && hidden(count('reachable'), minCell) !== null && hidden(people - count('reachable'), minCell) !== null
  return {
    size: now.size,
    growth: then === null || then.size === 0 ? null : now.size / then.size - 1,
    value: mean(row?.value[at], count('valued')),
    reach: isReachTold ? count('reachable') / people : null,
    uplift: mean(row?.effect[at], count('affected')),
  }
}
