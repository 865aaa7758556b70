import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import type { TagPorts } from '#tags'
import { groupMembers, listGroups, readGroups } from './actions/group/read-groups.js'
import { groupListSchema, groupMembersQuery, groupMembersSchema, groupReadingRequest, groupReadingSchema, modelGroupSchema } from './contract-group.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })
const runParams = keyParams.extend({ run: z.coerce.number().int().min(1) })

/** Routes of the model against the non-model group. */
export function groupRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/groups', permission: modelPolicy.manage, tags: TAGS,
    summary: "Deal the newest scored population into a model and an expert group, each with a list of one size",
    params: keyParams,
    body: modelGroupSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('model', params.key, 'latest')
      return { jobId: await context.jobs.start('models.group', { key: params.key, design: body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/groups', permission: modelPolicy.read, tags: TAGS,
    summary: 'Model and expert groups made of the scores, newest first',
    params: keyParams,
    response: groupListSchema,
    handler: ({ params }) => listGroups(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/groups/:run/customers', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "Customers of a model group in the asker's scope, with group and arm",
    params: runParams,
    query: groupMembersQuery,
    response: groupMembersSchema,
    handler: ({ params, query, actor }) => groupMembers(context, { key: params.key, runId: params.run }, actor, query),
  })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/groups/:run/reading', permission: modelPolicy.read, tags: TAGS,
    summary: 'What the model adds to the expert by an outcome as of a date, with intervals',
    params: runParams,
    body: groupReadingRequest,
    response: groupReadingSchema,
    handler: ({ params, body }) => readGroups(context, ports, { key: params.key, runId: params.run }, { outcome: { kind: 'rule', rule: body.outcome }, asOf: body.asOf }),
  })
}
