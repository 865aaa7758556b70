import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { pageOf, pageQuery, startedSchema } from '#platform/http/contract'
import { decideAboutLoad } from './actions/decide-drift.js'
import { describeConnectorSecret, describeConnectorSecrets, keepConnectorSecret, removeConnectorSecret } from './actions/connector-secret.js'
import { describeSource, listSources } from './actions/list-sources.js'
import { pauseSource, resumeSource, runSource, startBackfill } from './actions/run-source.js'
import { testSource } from './actions/test-source.js'
import {
  backfillRequestSchema,
  connectorSecretSchema,
  connectorSecretViewSchema,
  driftDecisionSchema,
  driftSchema,
  dueSchema,
  registryDetailSchema,
  registryItemSchema,
  registryQuery,
  runRequestSchema,
  secretNameParams,
  sourceTestSchema,
} from './contract.js'
import { ingestPolicy } from './policy.js'
import { listDrift } from './store/drift-store.js'

const TAGS = ['data']
const keyParams = z.object({ key: z.string().max(100) })
const emptySchema = z.object({})

/** Routes of the source registry, connectors, schedules and decisions about drift. */
export function sourceRoutes(routes: Routes, context: Context): void {
  addRegistryRoutes(routes, context)
  addRunRoutes(routes, context)
  addPauseRoutes(routes, context)
  addDriftRoutes(routes, context)
  addSecretRoutes(routes, context)
}

function addRegistryRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/data/sources', permission: ingestPolicy.read, tags: TAGS,
    summary: 'The source registry: owner, class, last load, freshness, next due moment, state',
    query: registryQuery,
    response: pageOf(registryItemSchema),
    handler: ({ query }) => listSources(context, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/sources/:key', permission: ingestPolicy.read, tags: TAGS,
    summary: 'One source with its columns, its runs and what comes next',
    params: keyParams,
    response: registryDetailSchema,
    handler: ({ params }) => describeSource(context, params.key),
  })
}

function addRunRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/data/sources/:key/test', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Try the connection: files, columns, twenty masked rows; loads nothing',
    params: keyParams,
    response: sourceTestSchema,
    handler: ({ params }) => testSource(context, params.key),
  })
  routes.add({
    method: 'POST', url: '/api/v1/data/sources/:key/run', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Take what is new now',
    params: keyParams,
    body: runRequestSchema,
    response: dueSchema,
    handler: ({ params, body, actor }) => runSource(context, params.key, body.businessDate, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/data/sources/:key/backfill', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Load a range of business dates, one by one in order',
    params: keyParams,
    body: backfillRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => ({ jobId: await startBackfill(context, params.key, body, actor, idempotencyKey(request)) }),
  })
}

function addPauseRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/data/sources/:key/pause', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Stop the schedule of a source',
    params: keyParams,
    response: emptySchema,
    handler: async ({ params, actor }) => {
      await pauseSource(context, params.key, actor)
      return {}
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/data/sources/:key/resume', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Let a paused source run again from its next due moment on',
    params: keyParams,
    response: emptySchema,
    handler: async ({ params, actor }) => {
      await resumeSource(context, params.key, actor)
      return {}
    },
  })
}

function addDriftRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/data/drift', permission: ingestPolicy.read, tags: TAGS,
    summary: 'Loads that wait, or waited, for a decision because their file differs from the last one; newest first',
    query: pageQuery.extend({ state: driftSchema.shape.state.optional(), source: z.string().max(100).optional() }),
    response: pageOf(driftSchema),
    handler: ({ query }) => listDrift(context.ledger, { ...query, state: query.state ?? 'pending' }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/data/loads/:id/drift-decision', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Decide about every difference of a waiting load; it goes on in a job, or its file is refused',
    params: z.object({ id: z.string().max(40) }),
    body: driftDecisionSchema,
    response: z.object({ jobId: z.string().nullable() }),
    handler: async ({ params, body, actor }) => ({ jobId: await decideAboutLoad(context, params.id, body, actor) }),
  })
}

function addSecretRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/data/connector-secrets', permission: ingestPolicy.read, tags: TAGS,
    summary: 'Secrets of connectors by name, never their content',
    response: z.object({ items: z.array(connectorSecretViewSchema) }),
    handler: async () => ({ items: await describeConnectorSecrets(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/connector-secrets/:name', permission: ingestPolicy.read, tags: TAGS,
    summary: 'One secret without its content',
    params: secretNameParams,
    response: connectorSecretViewSchema,
    handler: ({ params }) => describeConnectorSecret(context, params.name),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/data/connector-secrets/:name', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Keep a secret sealed, bound to hosts, or replace its value',
    params: secretNameParams,
    body: connectorSecretSchema,
    response: connectorSecretViewSchema,
    handler: ({ params, body, actor }) => keepConnectorSecret(context, params.name, body, actor),
  })
  routes.add({
    method: 'DELETE', url: '/api/v1/data/connector-secrets/:name', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Forget a secret no source names',
    params: secretNameParams,
    response: emptySchema,
    handler: async ({ params, actor }) => {
      await removeConnectorSecret(context, params.name, actor)
      return {}
    },
  })
}
