import { clustersOf, stability, stabilityBase, type Column } from '#kernel/learn'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { latestSnapshot, type TagPorts } from '#tags'
import type { Clustering, ClusterRun } from '../contract-clustering.js'
import { clusterMovesQuery, clusterSizesQuery, insertClusterMembers, nearestClusters } from '../sql/cluster-queries.js'
import { clusterRun, clusterRuns, CLUSTERING_RUN, type ClusterRunDetail } from './cluster-runs.js'
import { columnOfFeature, fillClusterRows } from './cluster-rows.js'
import { clusterTableOf, customersOf, type ClusterJobInput, type ClusterJobResult } from './run-clustering.js'

/** Over these the clusters are said to have drifted. */
const ALARM = { changed: 0.2, psi: 0.25 } as const

/**
 * Assigns everybody anew to the clusters found last, in the engine, and tells how many changed cluster.
 * @throws AppError CLUSTER_NOT_RUN, TAGS_NOT_BUILT
 */
export async function assignAnew(context: Context, ports: TagPorts, run: JobRun<ClusterJobInput>): Promise<ClusterJobResult> {
  const { key } = run.input
  const { run: before, found } = await clusterRun(context, key)
  const { body } = await context.definitions.version<Clustering>('clustering', key, before.version)
  const asOf = run.input.asOf ?? ((await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')).asOf
  const runId = await context.runs.begin({ kind: CLUSTERING_RUN, subject: key, asOf, jobId: run.id, tables: ['cluster_members'] })
  const table = clusterTableOf(runId)
  try {
    await context.runs.own(runId, [table])
    run.progress({ step: 'computing' })
    await fillClusterRows(context, ports, { population: body.population, features: found.features }, { table, asOf, signal: run.signal })
    run.progress({ step: 'assigning' })
    await context.warehouse.command(insertClusterMembers({ runId, clustering: key }, nearestClusters(table, found.pipeline, found.model, columnOfFeature)), { signal: run.signal })
    const customers = await customersOf(context, runId)
    run.progress({ step: 'committing' })
    const clusters = clustersOf(found.model)
    const detail = { version: before.version, clusters, customers, drift: await driftOf(context, before, runId, clusters), trainedRun: before.trainedRun, found: null } satisfies ClusterRunDetail
    await context.runs.commit(runId, detail)
    await context.warehouse.dropTable(table)
    return { runId, clusters, customers }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Moves are told against the run before; sizes against the run that found the clusters. */
async function driftOf(context: Context, before: ClusterRun, after: number, clusters: number) {
  const moves = (await context.warehouse.query(clusterMovesQuery(before.runId, after)))[0]
  const both = Number(moves?.both ?? 0)
  const changed = both > 0 ? 1 - Number(moves?.same ?? 0) / both : 0
  const levels = Array.from({ length: clusters }, (_, cluster) => String(cluster))
  const column: Column = { kind: 'category', name: 'cluster', codes: Int32Array.from(levels, Number), levels }
  const base = stabilityBase(column, clusters, await sizesOf(context, before.trainedRun, clusters))
  const psi = stability(base, column, await sizesOf(context, after, clusters)).value
  return { changed, psi, alarm: changed > ALARM.changed || psi > ALARM.psi }
}

async function sizesOf(context: Context, runId: number, clusters: number): Promise<Float64Array> {
  const found = new Map((await context.warehouse.query(clusterSizesQuery(runId))).map(({ cluster, n }) => [cluster, Number(n)]))
  return Float64Array.from({ length: clusters }, (_, cluster) => found.get(cluster) ?? 0)
}

const DAYS = { daily: 1, weekly: 7, monthly: 28 } as const

/** Starts a new assignment of every clustering whose newest run is older than it asks for and than the data there are. */
export async function tickClusterings(context: Context, start: (key: string) => Promise<unknown>): Promise<void> {
  const newest = await latestSnapshot(context)
  if (newest === null) return
  for (const { key, version } of await context.definitions.list<Clustering>('clustering')) {
    if (version === null) continue
    const { body } = await context.definitions.version<Clustering>('clustering', key, version)
    const last = (await clusterRuns(context, key))[0]
    if (body.reassign === 'never' || last === undefined) continue
    if (daysBetween(last.asOf, newest.asOf) >= DAYS[body.reassign]) await start(key)
  }
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
