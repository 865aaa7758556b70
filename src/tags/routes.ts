import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { listTags } from './actions/list-tags.js'
import { previewTag, showTag } from './actions/show-tag.js'
import { tagBuildRequestSchema, tagDetailSchema, tagListSchema, tagPreviewRequestSchema, tagPreviewSchema } from './contract.js'
import { requireOverBlock, tagPolicy } from './policy.js'
import type { TagPorts } from './ports.js'
import { tagEvaluationRoutes } from './routes-evaluation.js'
import { tagLifeRoutes } from './routes-life.js'
import { tagMarkRoutes } from './routes-mark.js'
import { tagRefreshRoutes } from './routes-refresh.js'
import { presentSnapshot } from './present.js'

const TAGS = ['tags']
const asOfQuery = z.object({ asOf: z.iso.date().optional() })
const keyParams = z.object({ key: z.string().max(80) })

/** Routes of the tag catalogue. Reading and writing definitions is under /api/v1/definitions/tag. */
export function tagRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/tags', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'The tag catalogue with coverage in the newest snapshot',
    query: asOfQuery,
    response: tagListSchema,
    handler: async ({ query, actor }) => {
      const { items, snapshot } = await listTags(context, actor, query.asOf)
      return { items, snapshot: presentSnapshot(snapshot) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/tags/:key', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'A tag with its definition in words and its distribution',
    params: keyParams,
    query: asOfQuery,
    response: tagDetailSchema,
    handler: ({ params, query, actor }) => showTag(context, ports, params.key, actor, query.asOf),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/preview', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'Compute an unsaved tag now',
    body: tagPreviewRequestSchema,
    response: tagPreviewSchema,
    handler: ({ body, actor }) => previewTag(context, ports, { body: { ...body, layer: 'basic' } }, actor, body.asOf),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/build', permission: tagPolicy.write, tags: TAGS,
    summary: 'Rebuild the snapshot of every published tag; with a reason also from tables a quality rule blocks (audited)',
    body: tagBuildRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => {
      if (body.override !== undefined) requireOverBlock(actor)
      return { jobId: await context.jobs.start('tags.build', body, actor, { subject: 'all', ...idempotencyKey(request) }) }
    },
  })
  tagLifeRoutes(routes, context, ports)
  tagMarkRoutes(routes, context, ports)
  tagRefreshRoutes(routes, context)
  tagEvaluationRoutes(routes, context)
}
