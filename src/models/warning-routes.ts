import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { newestLead, warningList } from './actions/warning/read-warnings.js'
import { leadTimeAnswerSchema, warningPageSchema, warningQuery } from './contract-warning.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })

/** Routes of early warning: how early a model warns, and of whom, with reasons. */
export function warningRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/lead-time', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Measure how long before the loss the champion (or a version) warns, on dates it was not trained on',
    params: keyParams,
    body: z.strictObject({ number: z.number().int().min(1).optional() }),
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('model', params.key, 'latest')
      return { jobId: await context.jobs.start('models.lead', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/lead-time', permission: modelPolicy.read, tags: TAGS,
    summary: 'How long before the loss the model warns, as last measured',
    params: keyParams,
    response: leadTimeAnswerSchema,
    handler: ({ params }) => newestLead(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/warnings', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "The highest published scores in the asker's scope, each with what moves it most, in words",
    params: keyParams,
    query: warningQuery,
    response: warningPageSchema,
    handler: ({ params, query, actor }) => warningList(context, params.key, actor, query),
  })
}
