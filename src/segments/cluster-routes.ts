import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { pageQuery, startedSchema } from '#platform/http/contract'
import type { TagPorts } from '#tags'
import { adoptCluster } from './actions/adopt-cluster.js'
import { clusterRun } from './actions/cluster-runs.js'
import { exportCluster } from './actions/export-members.js'
import { clusterMembers, listClusterings, showClustering, showClusters } from './actions/read-clusterings.js'
import { profileFeatures, suggestClusterFeatures } from './actions/profile-clustering.js'
import { adoptClusterSchema, adoptedSchema, clusteringDetailSchema, clusteringListSchema, clusterProfileRequestSchema, clusterProfilesSchema, clusterResultSchema, clusterRunRequestSchema, clusterSuggestionSchema, clusterSuggestRequestSchema } from './contract-clustering.js'
import { columnsQuery, exportRequestSchema, memberPageSchema } from './contract.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['clusterings']
const keyParams = z.object({ key: z.string().max(80) })
const runParams = keyParams.extend({ run: z.coerce.number().int().min(1) })
const clusterParams = runParams.extend({ cluster: z.coerce.number().int().min(0).max(1000) })
const asOfBody = z.strictObject({ asOf: z.iso.date().optional() })

/** Routes of clusterings. Reading and writing definitions is under /api/v1/definitions/clustering. */
export function clusterRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  addReading(routes, context)
  addMaking(routes, context, ports)
  addWork(routes, context)
  addMembers(routes, context)
}

function addReading(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/clusterings', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Clusterings with their newest runs',
    response: clusteringListSchema,
    handler: async () => ({ items: await listClusterings(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/clusterings/:key', permission: segmentPolicy.read, tags: TAGS,
    summary: 'A clustering with its runs',
    params: keyParams,
    response: clusteringDetailSchema,
    handler: ({ params }) => showClustering(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/clusterings/:key/runs/:run', permission: segmentPolicy.read, tags: TAGS,
    summary: 'A run: how many clusters and why, their sizes and cards',
    params: runParams,
    response: clusterResultSchema,
    handler: ({ params, actor }) => showClusters(context, params.key, actor, params.run),
  })
}

function addMaking(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/profile', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'What features look like among the customers the asker may see, and a preparation that suits',
    body: clusterProfileRequestSchema,
    response: clusterProfilesSchema,
    handler: ({ body, actor }) => profileFeatures(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/suggest', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Tags that suit a clustering of a population, and why others do not',
    body: clusterSuggestRequestSchema,
    response: clusterSuggestionSchema,
    handler: ({ body, actor }) => suggestClusterFeatures(context, ports, body, actor),
  })
}

function addWork(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/:key/run', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Find the clusters of the newest published definition, of so many as are asked for',
    params: keyParams,
    body: clusterRunRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('clustering', params.key, 'latest')
      return { jobId: await context.jobs.start('segments.cluster', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/:key/assign', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Assign everybody anew to the clusters found last',
    params: keyParams,
    body: asOfBody,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await clusterRun(context, params.key)
      return { jobId: await context.jobs.start('segments.assign-clusters', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/:key/runs/:run/adopt', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Draft a segment of a cluster: by its rules, by membership, or both',
    params: runParams,
    body: adoptClusterSchema,
    response: adoptedSchema,
    handler: ({ params, body, actor }) => adoptCluster(context, params, body, actor),
  })
}

function addMembers(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/clusterings/:key/runs/:run/clusters/:cluster/members', permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'Members of a cluster, in the asker\'s scope',
    params: clusterParams,
    query: pageQuery.extend(columnsQuery.shape),
    response: memberPageSchema,
    handler: ({ params, query, actor }) => clusterMembers(context, params, actor, query),
  })
  routes.add({
    method: 'POST', url: '/api/v1/clusterings/:key/runs/:run/clusters/:cluster/members.csv', permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'Members of a cluster as CSV, with purpose and watermark; audited',
    params: clusterParams,
    body: exportRequestSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportCluster(context, params, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}
