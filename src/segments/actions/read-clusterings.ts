import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import type { Clustering } from '../contract-clustering.js'
import { presentMember, shownColumns } from '../present.js'
import { clusterCountQuery, clusterPageQuery, clusterSizesQuery } from '../sql/cluster-queries.js'
import { clusterRun, clusterRuns } from './cluster-runs.js'

/** Clusterings with their newest runs. */
export async function listClusterings(context: Context) {
  const heads = await context.definitions.list<Clustering>('clustering')
  return Promise.all(
    heads.map(async (head) => ({
      key: head.key, name: head.name, version: head.version, hasDraft: head.hasDraft, features: head.body.features.length,
      latest: (await clusterRuns(context, head.key))[0] ?? null, updatedAt: head.updatedAt,
    })),
  )
}

/** One clustering with its runs. */
export async function showClustering(context: Context, key: string) {
  const head = await context.definitions.get<Clustering>('clustering', key)
  return { key, name: head.name, version: head.version, revision: head.revision, body: head.body, runs: await clusterRuns(context, key) }
}

/** A run with the choice of k, sizes and cards; sizes below the asker's smallest cell are hidden. @throws AppError CLUSTER_NOT_RUN, CLUSTER_RUN_UNKNOWN */
export async function showClusters(context: Context, key: string, actor: Actor, runId?: number) {
  const { run, found } = await clusterRun(context, key, runId)
  const sizes = new Map((await context.warehouse.query(clusterSizesQuery(run.runId))).map(({ cluster, n }) => [cluster, Number(n)]))
  return {
    run,
    choice: found.choice,
    features: found.features.map(({ key: feature, name }) => ({ key: feature, name })),
    sizes: found.cards.map(({ cluster }) => {
      const size = sizes.get(cluster) ?? 0
      const hidden = size > 0 && size < actor.scope.minCell
      return { cluster, size: hidden ? null : size, share: hidden || run.customers === 0 ? null : size / run.customers }
    }),
    cards: found.cards,
  }
}

/** One page of a cluster's members with their tags, in the actor's scope. @throws AppError CLUSTER_UNKNOWN */
export async function clusterMembers(context: Context, at: { key: string; run: number; cluster: number }, actor: Actor, page: { cursor?: string | undefined; limit: number }) {
  const { run } = await clusterRun(context, at.key, at.run)
  if (at.cluster >= run.clusters) fail('CLUSTER_UNKNOWN', { cluster: at.cluster, clusters: run.clusters })
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const columns = shownColumns(snapshot)
  const place = { table: identifier(snapshot.table), visible: visibleTo(actor), runId: run.runId, cluster: at.cluster }
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = await context.warehouse.query(clusterPageQuery({ ...place, columns: columns.map(({ column }) => column), after, limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(clusterCountQuery(place)))[0]?.n ?? 0)
  const last = rows.slice(0, page.limit).at(-1)
  return {
    columns: columns.map(({ key, name, type }) => ({ key, name, type: type.type, ...(type.ccy === undefined ? {} : { ccy: type.ccy }) })),
    items: rows.slice(0, page.limit).map((row) => presentMember(row, snapshot)),
    nextCursor: rows.length > page.limit && last ? encodeCursor([Number(last['cust_no'])]) : null,
    total,
  }
}
