import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { exportRequestSchema } from '#segments/contract'
import { startedSchema } from '#platform/http/contract'
import type { TagPorts } from '#tags'
import { analysisRoutes } from './analysis-routes.js'
import { exportScores } from './actions/export-scores.js'
import { compareVersions, listModels, showModel, showVersion } from './actions/list-models.js'
import { approveVersion, promoteVersion, rollBack } from './actions/manage-versions.js'
import { listPacks, planModel } from './actions/plan-model.js'
import { topScores } from './actions/read-scores.js'
import { explainByTask } from './actions/uplift/by-task.js'
import {
  comparisonSchema,
  customerScoreSchema,
  modelDetailSchema,
  modelListSchema,
  noteSchema,
  packListSchema,
  planRequestSchema,
  planSchema,
  promoteSchema,
  scoredPageSchema,
  scoreRequestSchema,
  scoresQuery,
  versionDetailSchema,
  versionListSchema,
} from './contract.js'
import { groupRoutes } from './group-routes.js'
import { monitorRoutes } from './monitor-routes.js'
import { offerRoutes } from './offer-routes.js'
import { plugRoutes } from './plug-routes.js'
import { modelPolicy } from './policy.js'
import { addUplift } from './routes-uplift.js'
import { getVersion, listVersions } from './store/version-store.js'
import { warningRoutes } from './warning-routes.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })
const versionParams = keyParams.extend({ number: z.coerce.number().int().min(1) })
const customerParams = keyParams.extend({ id: z.string().max(100) })
const done = z.object({ number: z.number().int(), status: z.string() })

/** Routes of models. Reading and writing definitions is under /api/v1/definitions/model. */
export function modelRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  addReading(routes, context)
  analysisRoutes(routes, context)
  addPlanning(routes, context)
  addWork(routes, context)
  addRegistry(routes, context)
  plugRoutes(routes, context)
  monitorRoutes(routes, context)
  offerRoutes(routes, context)
  addScores(routes, context)
  addUplift(routes, context)
  warningRoutes(routes, context)
  groupRoutes(routes, context, ports)
}

function addReading(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/models', permission: modelPolicy.read, tags: TAGS,
    summary: 'Models with their champion, newest version and newest scores',
    response: modelListSchema,
    handler: async () => ({ items: await listModels(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key', permission: modelPolicy.read, tags: TAGS,
    summary: 'A model with its versions, runs of scores and who uses it',
    params: keyParams,
    response: modelDetailSchema,
    handler: ({ params }) => showModel(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/versions', permission: modelPolicy.read, tags: TAGS,
    summary: 'Versions of a model, newest first',
    params: keyParams,
    response: versionListSchema,
    handler: async ({ params }) => ({ items: await listVersions(context.ledger, params.key) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/versions/:number', permission: modelPolicy.read, tags: TAGS,
    summary: 'A version with every figure and its features in words',
    params: versionParams,
    response: versionDetailSchema,
    handler: ({ params }) => showVersion(context, params.key, params.number),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/compare', permission: modelPolicy.read, tags: TAGS,
    summary: 'Two versions side by side',
    params: keyParams,
    query: z.object({ a: z.coerce.number().int().min(1), b: z.coerce.number().int().min(1) }),
    response: comparisonSchema,
    handler: ({ params, query }) => compareVersions(context, params.key, query),
  })
}

function addPlanning(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/models/plan', permission: modelPolicy.read, tags: TAGS,
    summary: 'What training a body would do today: its dates, the leaks it would refuse, its parts in words',
    body: planRequestSchema,
    response: planSchema,
    handler: ({ body }) => planModel(context, body.body),
  })
  routes.add({
    method: 'GET', url: '/api/v1/model-packs', permission: modelPolicy.read, tags: TAGS,
    summary: 'Features ready to be taken, by what they tell of',
    response: packListSchema,
    handler: () => listPacks(context),
  })
}

function addWork(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/train', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Train the newest published definition as the next version',
    params: keyParams,
    body: z.strictObject({}),
    response: startedSchema,
    handler: async ({ params, actor, request }) => {
      await context.definitions.version('model', params.key, 'latest')
      return { jobId: await context.jobs.start('models.train', { key: params.key }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/score', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Score the population with the champion and publish, or with the challenger as a shadow',
    params: keyParams,
    body: scoreRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('model', params.key, 'latest')
      return { jobId: await context.jobs.start('models.score', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
}

function addRegistry(routes: Routes, context: Context): void {
  const after = async (key: string, number: number) => ({ number, status: (await getVersion(context.ledger.db, key, number)).status })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/versions/:number/approve', permission: modelPolicy.approve, tags: TAGS,
    summary: 'Approve a trained version; never by who trained it',
    params: versionParams,
    body: noteSchema,
    response: done,
    handler: async ({ params, body, actor }) => {
      await approveVersion(context, params, body.note, actor)
      return after(params.key, params.number)
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/versions/:number/promote', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Make an approved version the champion or the challenger',
    params: versionParams,
    body: promoteSchema,
    response: done,
    handler: async ({ params, body, actor }) => {
      await promoteVersion(context, params, body.as, actor)
      return after(params.key, params.number)
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/rollback', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Put the champion before the present one back',
    params: keyParams,
    body: z.strictObject({}),
    response: done,
    handler: async ({ params, actor }) => after(params.key, await rollBack(context, params.key, actor)),
  })
}

function addScores(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/models/:key/scores.csv', permission: modelPolicy.export, tags: TAGS, scoped: true,
    summary: 'The newest published scores as CSV, with purpose and watermark; audited',
    params: keyParams,
    body: exportRequestSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportScores(context, params.key, actor, body.purpose)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/scores', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "The highest published scores in the asker's scope",
    params: keyParams,
    query: scoresQuery,
    response: scoredPageSchema,
    handler: ({ params, query, actor }) => topScores(context, params.key, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/customers/:id', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "A customer's published score with its reasons, in the asker's scope",
    params: customerParams,
    response: customerScoreSchema,
    handler: ({ params, actor }) => explainByTask(context, params.key, params.id, actor),
  })
}
