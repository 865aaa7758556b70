import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { LinkSummary } from '../contract.js'
import type { IdentityReadPorts } from '../ports.js'
import { orphanCountsQuery, ownerConflictCountQuery } from '../sql/customer-queries.js'
import { queueCountsQuery } from '../sql/edge-queries.js'
import { sizesQuery } from '../sql/quality-queries.js'
import { hiddenCountQuery, stateInForceQuery } from '../sql/state-queries.js'
import { queuePlan } from './read-desk.js'
import { ownerSources } from './reading.js'

const long = { maxSeconds: 0 }

/** How well the bank knows who is one person. */
export async function readPanel(context: Context, ports: IdentityReadPorts, actor: Actor) {
  const { warehouse } = context
  const sizes = (await warehouse.query(sizesQuery, long)).map((row) => ({ size: row.size, persons: Number(row.persons) }))
  const state = Number((await warehouse.query(stateInForceQuery))[0]?.run_id ?? 0)
  const owners = await ownerSources(context, ports, actor)
  const { waiting, unsure } = await queueCounts(context, ports, actor)
  return {
    asOf: owners.asOf,
    customers: sizes.reduce((sum, row) => sum + row.size * row.persons, 0),
    persons: sizes.reduce((sum, row) => sum + row.persons, 0),
    sizes,
    waiting,
    unsure,
    hiddenCopies: Number((await warehouse.query(hiddenCountQuery(state)))[0]?.n ?? 0),
    orphans: (await warehouse.query(orphanCountsQuery(owners), long)).map((row) => ({ key: row.reason, n: Number(row.n) })),
    ownerConflicts: Number((await warehouse.query(ownerConflictCountQuery(owners), long))[0]?.n ?? 0),
    lastRun: (await linkRuns(context, 'applied'))[0]?.summary ?? null,
  }
}

async function queueCounts(context: Context, ports: IdentityReadPorts, actor: Actor): Promise<{ waiting: number; unsure: number }> {
  if ((await context.runs.latest('identity-link', 'applied')) === null) return { waiting: 0, unsure: 0 }
  const counts = (await context.warehouse.query(queueCountsQuery(await queuePlan(context, ports, { state: 'all' }, actor))))[0]
  return { waiting: Number(counts?.waiting ?? 0), unsure: Number(counts?.unsure ?? 0) }
}

/** Link runs, newest first: those that were applied, or the last preview. */
export async function linkRuns(context: Context, subject: 'applied' | 'preview'): Promise<{ summary: LinkSummary; at: string }[]> {
  const rows = await context.runs.visible('identity-link', subject)
  return rows.map((run) => ({ summary: run.detail['summary'] as LinkSummary, at: run.committedAt ?? '' }))
}
