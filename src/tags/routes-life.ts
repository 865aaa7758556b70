import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { diffVersions } from './actions/diff-versions.js'
import { listRequests, moveTagRequest, proposeTag } from './actions/request-tag.js'
import { tagVersions } from './actions/tag-versions.js'
import { backfillRequestSchema, diffRequestSchema, requestMoveSchema, tagDiffSchema, tagProposalSchema, tagRequestListSchema, tagRequestQuery, tagRequestSchema, tagVersionsSchema } from './contract-life.js'
import { tagPolicy } from './policy.js'
import type { TagPorts } from './ports.js'

const TAGS = ['tags']
const keyParams = z.object({ key: z.string().max(80) })
const idParams = z.object({ id: z.coerce.number().int().min(1) })

/** Routes of the life of a tag: its versions, what they were on past days, how they differ, and requests for tags. */
export function tagLifeRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/tags/:key/versions', permission: tagPolicy.read, tags: TAGS,
    summary: 'Published versions of a tag with the dates they were in force and their backfills',
    params: keyParams,
    response: tagVersionsSchema,
    handler: async ({ params }) => ({ items: await tagVersions(context, params.key) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/:key/diff', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'Who has another value by one version of a tag than by another, both computed now',
    params: keyParams,
    body: diffRequestSchema,
    response: tagDiffSchema,
    handler: ({ params, body, actor }) => diffVersions(context, ports, params.key, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/:key/backfill', permission: tagPolicy.write, tags: TAGS,
    summary: 'Compute a version of a tag on past dates; the current snapshot stays as it is',
    params: keyParams,
    body: backfillRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.get('tag', params.key)
      return { jobId: await context.jobs.start('tags.backfill', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  requestRoutes(routes, context)
}

function requestRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tag-requests', permission: tagPolicy.read, tags: TAGS,
    summary: 'Requests for tags, newest first, with what was done and what the asker may do next',
    query: tagRequestQuery,
    response: tagRequestListSchema,
    handler: ({ query, actor }) => listRequests(context, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tag-requests', permission: tagPolicy.read, tags: TAGS,
    summary: 'Ask for a tag: its name, the decision it is to serve and why',
    body: tagProposalSchema,
    response: tagRequestSchema,
    handler: ({ body, actor }) => proposeTag(context, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tag-requests/:id/move', permission: tagPolicy.write, tags: TAGS,
    summary: 'Move a request on: defined, in review, published (which publishes the tag, by a second person), reviewed, or rejected',
    params: idParams,
    body: requestMoveSchema,
    response: tagRequestSchema,
    handler: ({ params, body, actor }) => moveTagRequest(context, params.id, body, actor),
  })
}
