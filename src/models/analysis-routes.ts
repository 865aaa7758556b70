import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { customerMeasures, listAnalyses, showAnalysis, topMeasured } from './actions/analysis/read-analyses.js'
import { analysisDetailSchema, analysisListSchema, analysisRequestSchema, measuredCustomerSchema, measuredPageSchema, measuredQuery } from './contract-analysis.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })

/** Routes of analyses. Reading and writing definitions is under /api/v1/definitions/analysis. */
export function analysisRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/analyses', permission: modelPolicy.read, tags: TAGS,
    summary: 'Analyses with their newest run',
    response: analysisListSchema,
    handler: async () => ({ items: await listAnalyses(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/analyses/:key', permission: modelPolicy.read, tags: TAGS,
    summary: 'An analysis with the figures of its newest run',
    params: keyParams,
    response: analysisDetailSchema,
    handler: ({ params }) => showAnalysis(context, params.key),
  })
  routes.add({
    method: 'POST', url: '/api/v1/analyses/:key/run', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Run the newest published definition as of a date',
    params: keyParams,
    body: analysisRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('analysis', params.key, 'latest')
      return { jobId: await context.jobs.start('models.analyse', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  addMeasures(routes, context)
}

function addMeasures(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/analyses/:key/measures/:measure', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "The largest or smallest values of a measure in the asker's scope",
    params: keyParams.extend({ measure: z.string().max(60) }),
    query: measuredQuery,
    response: measuredPageSchema,
    handler: ({ params, query, actor }) => topMeasured(context, params, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/analyses/:key/customers/:id', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "Everything the newest run knows of a customer, in the asker's scope",
    params: keyParams.extend({ id: z.string().max(100) }),
    response: measuredCustomerSchema,
    handler: ({ params, actor }) => customerMeasures(context, params.key, params.id, actor),
  })
}
