import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { JobView } from '#platform/jobs/contract'
import type { Run } from '#platform/runs'
import { bankTableNames } from '#ingest/contract'
import type { RefreshChoice, TagRefresh } from '../contract-refresh.js'
import { refreshDue, REST_MINUTES, SETTLE_MINUTES } from '../domain/refresh-due.js'
import { addChoice, newestChoice } from '../store/refresh-store.js'

const BUILD = 'tags.build'
const LOADS = ['data.load', 'data.fetch', 'data.backfill', 'data.resume'] as const

/** Who rebuilds tags when there are new data: the product itself. */
const rebuilder: Actor = {
  id: 'system:tags',
  name: '标签自动重建 Tag refresh',
  kind: 'system',
  roles: [],
  permissions: ['tag.read', 'tag.write'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

/** Whether tags are rebuilt by themselves, and where that stands. */
export async function readRefresh(context: Context): Promise<TagRefresh> {
  const [choice, newest, built, build, busy] = await Promise.all([
    newestChoice(context.ledger.db),
    context.runs.newest('load', bankTableNames),
    context.runs.latest('tags', 'all'),
    newestJob(context, BUILD),
    Promise.all(LOADS.map((kind) => isBusy(context, kind))),
  ])
  const on = choice?.is_on ?? true
  const due = refreshDue(
    { on, built: built !== null, building: build !== null && isOpen(build), loading: busy.some(Boolean), loadedAt: loadedAt(newest)?.at ?? null, askedAt: build?.createdAt ?? built?.committedAt ?? null },
    context.clock.now(),
  )
  return {
    on,
    choice: choice === undefined ? null : { by: choice.by_name, at: new Date(choice.at).toISOString(), why: choice.why },
    ...due,
    newestLoad: loadedAt(newest),
    lastBuild: build === null ? null : { jobId: build.id, status: build.status, startedAt: build.createdAt, by: build.actorName, byItself: build.actorId === rebuilder.id },
    settleMinutes: SETTLE_MINUTES,
    restMinutes: REST_MINUTES,
  }
}

function loadedAt(load: Run | null): { readonly at: string; readonly asOf: string } | null {
  return load === null || load.committedAt === null ? null : { at: load.committedAt, asOf: load.asOf }
}

/** Switches rebuilding by itself on or off; audited. */
export async function chooseRefresh(context: Context, { on, why }: RefreshChoice, actor: Actor): Promise<TagRefresh> {
  await context.ledger.transaction(async (tx) => {
    await addChoice(tx, { by_name: actor.name, is_on: on, why })
    await context.audit.record(actor, { action: 'tags.refresh', objectKind: 'tag-snapshot', objectKey: 'all', after: { on }, purpose: why }, tx)
  })
  return readRefresh(context)
}

/** Starts a rebuild when there are data newer than the newest build. */
export async function startDueBuild(context: Context): Promise<void> {
  if ((await readRefresh(context)).state === 'due') await context.jobs.start(BUILD, {}, rebuilder, { subject: 'all' })
}

async function newestJob(context: Context, kind: string): Promise<JobView | null> {
  return (await context.jobs.list({ kind, limit: 1 })).items[0] ?? null
}

const isOpen = ({ status }: JobView): boolean => status === 'queued' || status === 'running'

async function isBusy(context: Context, kind: string): Promise<boolean> {
  const open = await Promise.all((['queued', 'running'] as const).map((status) => context.jobs.list({ kind, status, limit: 1 })))
  return open.some(({ items }) => items.length > 0)
}
