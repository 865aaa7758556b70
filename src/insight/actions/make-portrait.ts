import { createHash } from 'node:crypto'
import { fail } from '#kernel/error'
import { renderInline } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRunsOf } from '#ingest'
import { visibleTo } from '#tags'
import { portraitSchema, type Portrait, type PortraitRequest } from '../contract-portrait.js'
import type { GroupCounts } from '../domain/group-counts.js'
import { tooSmall } from '../domain/small-cells.js'
import type { InsightPorts } from '../ports.js'
import { groupSizesQuery, insertPortraitMembers } from '../sql/portrait-members.js'
import { enterPortrait, portraitsBeyond } from '../store/portrait-store.js'
import { publicationsOf } from '../store/publication-store.js'
import { drawPortrait } from './draw-portrait.js'
import { groundOfPeople, sideOf, type PeopleGround } from './people-ground.js'

/** Kind of the runs that keep portraits. */
export const PORTRAIT_RUN = 'portrait'
/** The newest so many portraits are kept; a question asked again of other data takes the place of its last answer. */
const MOST_KEPT = 256
/** Goes up when a portrait is drawn in another way. */
const DRAWN = 2
/** Of more customers than this a portrait is a job. */
const AT_ONCE = 300_000
const READ = ['product', 'account', 'position', 'loan', 'txn', 'app_event', 'aum_month'] as const

/** Portraits are for who sees the same customers. */
export const scopeKey = ({ scope }: Actor): string => JSON.stringify([scope.orgPaths, scope.ownBookOf ?? '', scope.minCell])

interface Opened extends PeopleGround {
  readonly people: { readonly from: PeopleGround['from']; readonly visible: ReturnType<typeof visibleTo> }
  /** Says of a portrait whether it answers the question on the data there is. */
  readonly digest: string
  readonly place: string
}

/** The question compiled: who is asked about, of whom, on which data. */
async function open(context: Context, ports: InsightPorts, asked: PortraitRequest, actor: Actor): Promise<Opened> {
  const compiled = await groundOfPeople(context, ports, [asked.of, asked.against], { asOf: asked.asOf })
  const { ground, members, from } = compiled
  if (ground.snapshot === null) fail('TAGS_NOT_BUILT')
  const people = { from, visible: visibleTo(actor) }
  const runs = await bankRunsOf(context.runs, READ, ground.asOf)
  const question = [...members, people.visible].map((part) => renderInline(part)).join('\n')
  const data = [DRAWN, ground.asOf, actor.scope.minCell, ground.snapshot.runId, ...ground.facts, ...runs].map((part) => JSON.stringify(part)).join('\n')
  const digest = createHash('sha256').update(`${question}\n${renderInline(from)}\n${data}`).digest('hex')
  const place = createHash('sha256').update(`${question}\n${ground.asOf}\n${scopeKey(actor)}`).digest('hex').slice(0, 24)
  return { ...compiled, people, digest, place: `place-${place}` }
}

/** The portrait kept of a question, of the data there is now; null when there is none. */
async function kept(context: Context, opened: Opened): Promise<Portrait | null> {
  const run = await context.runs.latest(PORTRAIT_RUN, opened.place)
  if (run?.detail['digest'] !== opened.digest) return null
  return portraitSchema.parse(run.detail['portrait'])
}

/** A portrait at once where it is kept or the customers are few; null where it has to be a job. */
export async function portraitAtOnce(context: Context, ports: InsightPorts, asked: PortraitRequest, actor: Actor): Promise<Portrait | null> {
  const opened = await open(context, ports, asked, actor)
  const found = await kept(context, opened)
  if (found !== null) return found
  return (opened.ground.snapshot?.customers ?? 0) > AT_ONCE ? null : draw(context, opened, asked, { actor })
}

interface PortraitWork {
  readonly actor: Actor
  readonly jobId?: string
  readonly signal?: AbortSignal
}

/** The portrait of a question, kept or drawn. */
export async function makePortrait(context: Context, ports: InsightPorts, asked: PortraitRequest, work: PortraitWork): Promise<Portrait> {
  const opened = await open(context, ports, asked, work.actor)
  return (await kept(context, opened)) ?? draw(context, opened, asked, work)
}

async function draw(context: Context, opened: Opened, asked: PortraitRequest, work: PortraitWork): Promise<Portrait> {
  const { minCell } = work.actor.scope
  const { ground, members, people } = opened
  const [segment, base] = members
  const snapshot = ground.snapshot ?? fail('TAGS_NOT_BUILT')
  if (segment === undefined || base === undefined) fail('TAGS_NOT_BUILT')
  const started = context.clock.now()
  const runId = await context.runs.begin({ kind: PORTRAIT_RUN, subject: opened.place, asOf: ground.asOf, tables: ['portrait_members'], ...(work.jobId === undefined ? {} : { jobId: work.jobId }) })
  try {
    await context.warehouse.command(insertPortraitMembers(runId, people, segment, base), work.signal === undefined ? {} : { signal: work.signal })
    const size = await sizesOf(context, runId)
    const [of, against] = await Promise.all([sideOf(context, asked.of, ground), sideOf(context, asked.against, ground)])
    const empty = size.only + size.both === 0 ? of : size.rest + size.both === 0 ? against : null
    if (empty !== null) fail('PORTRAIT_EMPTY', { side: empty.name.zh, asOf: ground.asOf }, 'of')
    if (tooSmall(size, minCell)) fail('PORTRAIT_TOO_SMALL', { least: minCell }, 'of')
    const drawing = await drawPortrait(context, { runId, snapshot, asOf: ground.asOf, cells: { size, minCell }, signal: work.signal })
    const portrait: Portrait = {
      id: runId,
      asOf: ground.asOf,
      madeAt: started.toISOString(),
      of: { ...of, customers: size.only + size.both },
      against: { ...against, customers: size.rest + size.both },
      both: size.both,
      minCell,
      ...drawing,
      milliseconds: context.clock.now().getTime() - started.getTime(),
    }
    await keep(context, portrait, opened, { asked, actor: work.actor })
    return portrait
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Commits a portrait and enters it in the book; its own earlier answer, unless it was published, and the oldest beyond the most kept go with the next sweep. */
async function keep(context: Context, portrait: Portrait, { place, digest }: Opened, { asked, actor }: { readonly asked: PortraitRequest; readonly actor: Actor }): Promise<void> {
  const scope = scopeKey(actor)
  const before = (await context.runs.visible(PORTRAIT_RUN, place)).map(({ id }) => id)
  const standing = await publicationsOf(context.ledger.db, before)
  const gone = [...before.filter((id) => !standing.has(id)), ...(await portraitsBeyond(context.ledger.db, MOST_KEPT - 1))]
  const detail = { digest, scope, portrait, asked: { ...asked }, by: actor.name }
  await context.runs.commitAll([{ id: portrait.id, detail, replaces: gone }], (tx) => enterPortrait(tx, portrait, { by: actor.name, scope, gone }))
}

async function sizesOf(context: Context, runId: number): Promise<GroupCounts> {
  const row = (await context.warehouse.query(groupSizesQuery(runId)))[0]
  const [segment, base, both] = [Number(row?.segment ?? 0), Number(row?.base ?? 0), Number(row?.both ?? 0)]
  return { only: segment - both, rest: base - both, both }
}
