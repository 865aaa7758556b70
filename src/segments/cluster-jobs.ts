import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { assignAnew, tickClusterings } from './actions/assign-clusters.js'
import { checkClustering, clusteringReferences } from './actions/check-clustering.js'
import { runClustering, type ClusterJobInput, type ClusterJobResult } from './actions/run-clustering.js'
import type { Clustering } from './contract-clustering.js'

const TICK_SECONDS = 300

/** Who assigns customers anew when it is due: the product itself. */
const assigner: Actor = {
  id: 'system:clusterings',
  name: '聚类重新归簇 Cluster assignment',
  kind: 'system',
  roles: [],
  permissions: ['segment.read', 'segment.write'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

/** The jobs that find clusters and assign customers, and the definitions of clusterings. */
export function registerClusterings(context: Context, ports: TagPorts): void {
  context.jobs.register<ClusterJobInput, ClusterJobResult>({
    kind: 'segments.cluster',
    titleZh: '客户聚类',
    titleEn: 'Find clusters',
    afterCrash: 'resume',
    exclusive: (input) => `clustering:${input.key}`,
    run: (run) => runClustering(context, ports, run),
  })
  context.jobs.register<ClusterJobInput, ClusterJobResult>({
    kind: 'segments.assign-clusters',
    titleZh: '重新归簇',
    titleEn: 'Assign customers to clusters',
    afterCrash: 'resume',
    exclusive: (input) => `clustering:${input.key}`,
    run: (run) => assignAnew(context, ports, run),
  })
  context.jobs.every('segments.assign-clusters', TICK_SECONDS, () =>
    tickClusterings(context, async (key) => {
      const { items } = await context.jobs.list({ kind: 'segments.assign-clusters', subject: key, status: 'queued', limit: 1 })
      if (items.length === 0) await context.jobs.start('segments.assign-clusters', { key }, assigner, { subject: key })
    }),
  )
  context.definitions.register<Clustering>({
    kind: 'clustering',
    order: 31,
    permissions: { read: 'segment.read', write: 'segment.write' },
    check: (body, lookup) => checkClustering(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = clusteringReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}
