import { fail } from '#kernel/error'
import { checkValue, type TypeInfo } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { loadRuleGround, noMembers } from '#tags'
import type { Clustering, ClusterFeature } from '../contract-clustering.js'
import { decisionWords } from '../domain/cluster-choice.js'
import { clusterSizesQuery, inCluster } from '../sql/cluster-queries.js'
import { clusterRun, clusterRuns } from './cluster-runs.js'
import { pageOfMembers, placeOf, type PageAsk } from './read-members.js'

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
  const body = await context.definitions.version<Clustering>('clustering', key, run.version).then((found) => found.body)
  const types = await featureTypes(context, found.features)
  const sizes = new Map((await context.warehouse.query(clusterSizesQuery(run.runId))).map(({ cluster, n }) => [cluster, Number(n)]))
  return {
    run,
    kernel: body.kernel ?? ('kmeans' as const),
    choice: found.choice,
    decision: found.choice === null || run.fixed !== undefined ? null : decisionWords(found.choice, body.criterion),
    features: found.features.map(({ key: feature, name }) => ({ key: feature, name, ...presentType(types.get(feature)) })),
    sizes: found.cards.map(({ cluster }) => {
      const size = sizes.get(cluster) ?? 0
      const hidden = size > 0 && size < actor.scope.minCell
      return { cluster, size: hidden ? null : size, share: hidden || run.customers === 0 ? null : size / run.customers }
    }),
    cards: found.cards,
  }
}

/** Types of the features by key; those whose inputs are gone are left out. */
export async function featureTypes(context: Context, features: readonly ClusterFeature[]): Promise<ReadonlyMap<string, TypeInfo>> {
  const { schema } = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  return new Map(
    features.flatMap(({ key, value }) => {
      const checked = checkValue(value, schema)
      return checked.ok ? [[key, checked.type] as const] : []
    }),
  )
}

/** Codes with more names than this are shown as codes. */
const MOST_LEVELS = 200

function presentType(type: TypeInfo | undefined) {
  const levels = type?.values?.slice(0, MOST_LEVELS).map(({ code, zh, en }) => ({ code, zh, en }))
  return { type: type?.type ?? 'decimal', ...(type?.ccy === undefined ? {} : { ccy: type.ccy }), ...(levels === undefined ? {} : { levels }) }
}

/** One page of a cluster's members with their tags, in the actor's scope. @throws AppError CLUSTER_UNKNOWN */
export async function clusterMembers(context: Context, at: { key: string; run: number; cluster: number }, actor: Actor, page: PageAsk) {
  const { run } = await clusterRun(context, at.key, at.run)
  if (at.cluster >= run.clusters) fail('CLUSTER_UNKNOWN', { cluster: at.cluster, clusters: run.clusters })
  return pageOfMembers(context, await placeOf(context, inCluster(run.runId, at.cluster), actor), page)
}
