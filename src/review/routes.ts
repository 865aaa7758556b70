import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { evaluationResults, latestResult } from './actions/run-evaluation.js'
import { evaluationDetailSchema, evaluationListSchema, type Evaluation } from './contract.js'
import { reviewPolicy } from './policy.js'
import { resultCsv } from './present.js'

const TAGS = ['review']
const keyParams = z.object({ key: z.string().max(80) })

/** Routes of evaluations. Reading and writing definitions is under /api/v1/definitions/evaluation. */
export function reviewRoutes(routes: Routes, context: Context): void {
  addReading(routes, context)
  routes.add({
    method: 'POST', url: '/api/v1/evaluations/:key/run', permission: reviewPolicy.write, tags: TAGS,
    summary: 'Evaluate as of a date',
    params: keyParams,
    body: z.object({ asOf: z.iso.date().optional() }),
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('evaluation', params.key, 'latest')
      const input = { key: params.key, ...body }
      return { jobId: await context.jobs.start('review.evaluate', input, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
}

function addReading(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/evaluations', permission: reviewPolicy.read, tags: TAGS,
    summary: 'Evaluations with their newest verdicts',
    response: evaluationListSchema,
    handler: async () => {
      const definitions = await context.definitions.list<Evaluation>('evaluation')
      const items = definitions.map(async ({ key, name, version, revision, hasDraft, body }) => {
        const latest = await latestResult(context, key)
        return { key, name, version, revision, hasDraft, body, latest }
      })
      return { items: await Promise.all(items) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/evaluations/:key', permission: reviewPolicy.read, tags: TAGS,
    summary: 'An evaluation with its newest result',
    params: keyParams,
    response: evaluationDetailSchema,
    handler: async ({ params }) => {
      const { key, name, version, revision, hasDraft, body } = await context.definitions.get<Evaluation>('evaluation', params.key)
      const kept = await evaluationResults(context, params.key)
      const results = kept.map(({ runId, result }) => ({ runId, asOf: result.asOf, computedAt: result.computedAt }))
      return { key, name, version, revision, hasDraft, body, results, result: kept[0]?.result ?? null }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/evaluations/:key/result.csv', permission: reviewPolicy.read, tags: TAGS,
    summary: 'The newest result as CSV',
    params: keyParams,
    response: null,
    handler: async ({ params, actor, reply }) => {
      const newest = await latestResult(context, params.key)
      await context.audit.record(actor, { action: 'evaluation.export', objectKind: 'evaluation', objectKey: params.key })
      return sendStream(reply, { name: `evaluation-${params.key}.csv`, type: 'text/csv; charset=utf-8' }, resultCsv(newest))
    },
  })
}
