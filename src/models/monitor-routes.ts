import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import type { MonitorInput } from './actions/monitor/monitor-model.js'
import { readDrift } from './actions/monitor/read-drift.js'
import { driftHistorySchema } from './contract.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })

/** Routes of what models are watched by. */
export function monitorRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/drift', permission: modelPolicy.read, tags: TAGS,
    summary: 'How far a model has moved since training: its reports, newest first, and the rules that fired',
    params: keyParams,
    response: driftHistorySchema,
    handler: ({ params }) => readDrift(context, params.key),
  })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/monitor', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Look at a model now: score, drift, settled outcomes, retrain rules',
    params: keyParams,
    body: z.strictObject({}),
    response: startedSchema,
    handler: async ({ params, actor, request }) => {
      await context.definitions.version('model', params.key, 'latest')
      const input: MonitorInput = { key: params.key, cause: 'manual', missed: 0 }
      return { jobId: await context.jobs.start('models.monitor', input, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
}
