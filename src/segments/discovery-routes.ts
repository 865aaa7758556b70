import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { adoptSubgroup, listDiscoveries, showDiscovery } from './actions/read-discoveries.js'
import { adoptedSchema } from './contract-clustering.js'
import { adoptSubgroupSchema, discoveryDetailSchema, discoveryListSchema } from './contract-discovery.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['discoveries']
const keyParams = z.object({ key: z.string().max(80) })

/** Routes of discoveries. Reading and writing definitions is under /api/v1/definitions/discovery. */
export function discoveryRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/discoveries', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Discoveries of subgroups with what their newest runs found',
    response: discoveryListSchema,
    handler: async () => ({ items: await listDiscoveries(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/discoveries/:key', permission: segmentPolicy.read, tags: TAGS,
    summary: 'A discovery with the subgroups of its runs',
    params: keyParams,
    response: discoveryDetailSchema,
    handler: ({ params, actor }) => showDiscovery(context, params.key, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/discoveries/:key/run', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Find the subgroups of the newest published definition',
    params: keyParams,
    body: z.strictObject({ asOf: z.iso.date().optional() }),
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('discovery', params.key, 'latest')
      return { jobId: await context.jobs.start('segments.discover', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/discoveries/:key/runs/:run/adopt', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Draft a segment of a subgroup',
    params: keyParams.extend({ run: z.coerce.number().int().min(1) }),
    body: adoptSubgroupSchema,
    response: adoptedSchema,
    handler: ({ params, body, actor }) => adoptSubgroup(context, params, body, actor),
  })
}
