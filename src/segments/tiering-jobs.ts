import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { daysBetween } from '#kernel/calendar'
import { latestSnapshot, type TagPorts } from '#tags'
import { checkTiering, tieringReferences } from './actions/check-tiering.js'
import { runTiering, type TieringJobInput, type TieringJobResult } from './actions/run-tiering.js'
import { tieringRuns } from './actions/tiering-runs.js'
import type { Tiering } from './contract-tiering.js'

const TICK_SECONDS = 300
const DAYS = { daily: 1, weekly: 7, monthly: 28 } as const

/** Who runs tierings when they are due: the product itself. */
const runner: Actor = {
  id: 'system:tierings',
  name: '客户分层 Customer tiers',
  kind: 'system',
  roles: [],
  permissions: ['segment.read', 'segment.write'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

/** The job that puts customers into cells, and the definitions of tierings. */
export function registerTierings(context: Context, ports: TagPorts): void {
  context.jobs.register<TieringJobInput, TieringJobResult>({
    kind: 'segments.tier',
    titleZh: '客户分层',
    titleEn: 'Put customers into tiers',
    afterCrash: 'resume',
    exclusive: (input) => `tiering:${input.key}`,
    run: (run) => runTiering(context, ports, run),
  })
  context.jobs.every('segments.tier', TICK_SECONDS, () => startDue(context))
  context.definitions.register<Tiering>({
    kind: 'tiering',
    order: 31,
    permissions: { read: 'segment.read', write: 'segment.write' },
    check: (body, lookup) => checkTiering(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = tieringReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}

/** Runs every published tiering whose newest run is older than it asks for and than the data there are. */
async function startDue(context: Context): Promise<void> {
  const newest = await latestSnapshot(context)
  if (newest === null) return
  for (const { key, version } of await context.definitions.list<Tiering>('tiering')) {
    if (version === null) continue
    const { body } = await context.definitions.version<Tiering>('tiering', key, version)
    const last = (await tieringRuns(context, key))[0]
    if (body.refresh === 'never' || last === undefined || daysBetween(last.asOf, newest.asOf) < DAYS[body.refresh]) continue
    const { items } = await context.jobs.list({ kind: 'segments.tier', subject: key, status: 'queued', limit: 1 })
    if (items.length === 0) await context.jobs.start('segments.tier', { key }, runner, { subject: key })
  }
}
