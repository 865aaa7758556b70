import { z } from 'zod'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { pageOf, pageQuery, startedSchema } from '#platform/http/contract'
import { keepUpload } from './actions/keep-upload.js'
import { previewFile } from './actions/preview-file.js'
import { streamRejects } from './actions/stream-rejects.js'
import { bankModelSchema, loadRequestSchema, loadSchema, previewRequestSchema, previewSchema, uploadedSchema } from './contract.js'
import { bankModel } from './domain/bank-model.js'
import { ingestPolicy } from './policy.js'
import { presentLoad } from './present.js'
import { listAttributes } from './store/attribute-store.js'
import { sourceRoutes } from './source-routes.js'
import { getLoad, listLoads } from './store/load-store.js'

const idParams = z.object({ id: z.string().max(40) })
const TAGS = ['data']

/** Routes of uploads, previews and loads. */
export function ingestRoutes(routes: Routes, context: Context): void {
  addFileRoutes(routes, context)
  addLoadRoutes(routes, context)
  sourceRoutes(routes, context)
  routes.add({
    method: 'GET', url: '/api/v1/data/model', permission: ingestPolicy.read, tags: TAGS,
    summary: 'The bank model: tables, columns, types, and the custom customer attributes',
    response: bankModelSchema,
    handler: async () => ({ tables: bankModel, attributes: await listAttributes(context.ledger) }),
  })
}

function addFileRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/data/files', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Upload a file (multipart, one file)',
    response: uploadedSchema,
    handler: async ({ request, actor }) => {
      const part = await request.file()
      if (!part) return fail('FIELD_INVALID', { reason: 'one file is needed' }, 'file')
      const upload = await keepUpload(context, part.filename, part.file, actor)
      if (part.file.truncated) return fail('BODY_TOO_LARGE', { limit: part.file.bytesRead })
      return { fileId: upload.id, name: upload.name, bytes: upload.bytes, sha256: upload.sha256 }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/data/preview', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Look at a file: format, 100 rows, inferred types, a first mapping',
    body: previewRequestSchema,
    response: previewSchema,
    handler: ({ body, actor }) => previewFile(context, body.file, body.format ?? {}, actor.kind === 'cli'),
  })
}

function addLoadRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/data/loads', permission: ingestPolicy.load, tags: TAGS,
    summary: 'Load a file through a published source',
    body: loadRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => {
      await context.definitions.version('source', body.source, 'latest')
      const input = { ...body, trustedPath: actor.kind === 'cli' }
      return { jobId: await context.jobs.start('data.load', input, actor, { subject: body.source, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/loads', permission: ingestPolicy.read, tags: TAGS,
    summary: 'Loads, newest first',
    query: pageQuery.extend({ source: z.string().max(100).optional(), status: loadSchema.shape.status.optional() }),
    response: pageOf(loadSchema),
    handler: async ({ query }) => {
      const page = await listLoads(context.ledger, query)
      return { ...page, items: page.items.map(presentLoad) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/loads/:id', permission: ingestPolicy.read, tags: TAGS,
    summary: 'A load with its quality report',
    params: idParams,
    response: loadSchema,
    handler: async ({ params }) => presentLoad(await getLoad(context.ledger, params.id)),
  })
  routes.add({
    method: 'GET', url: '/api/v1/data/loads/:id/rejects.csv', permission: ingestPolicy.rejects, tags: TAGS,
    summary: 'Every rejected row with its line, reason and raw text',
    params: idParams,
    response: null,
    handler: async ({ params, actor, reply }) => {
      const file = await streamRejects(context, params.id, actor)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}
