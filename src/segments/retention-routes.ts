import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import type { TagPorts } from '#tags'
import { showRetention } from './actions/show-retention.js'
import { retentionRequestSchema, retentionSchema } from './contract-retention.js'
import { segmentPolicy } from './policy.js'

/** Routes of retention curves. */
export function retentionRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/segments/retention', permission: segmentPolicy.read, tags: ['segments'], scoped: true,
    summary: 'Who stayed of up to four groups, month by month, with intervals and a log-rank test',
    body: retentionRequestSchema,
    response: retentionSchema,
    handler: ({ body, actor }) => showRetention(context, ports, body, actor),
  })
}
