import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, XLSX_TYPE, type Routes } from '#platform/http'
import { pageQuery, startedSchema } from '#platform/http/contract'
import { readVocabulary, type TagPorts } from '#tags'
import { vocabularySchema } from '#tags/contract'
import { compareSegments } from './actions/attractiveness.js'
import { exportAttractiveness } from './actions/export-attractiveness.js'
import { definitionInputs } from './actions/definition-inputs.js'
import { listSegments, showSegment } from './actions/list-segments.js'
import { overlapOf } from './actions/overlap.js'
import { countSegment } from './actions/preview-segment.js'
import { exportMembers } from './actions/export-members.js'
import { memberColumns, readMembers } from './actions/read-members.js'
import { sampleMembers } from './actions/sample-members.js'
import { clusterRoutes } from './cluster-routes.js'
import { discoveryRoutes } from './discovery-routes.js'
import { hypothesisRoutes } from './hypothesis-routes.js'
import { retentionRoutes } from './retention-routes.js'
import { lifeRoutes } from './life-routes.js'
import { templateRoutes } from './template-routes.js'
import { tieringRoutes } from './tiering-routes.js'
import type { SegmentPorts } from './ports.js'
import {
  columnsQuery,
  memberColumnsSchema,
  memberPageSchema,
  overlapRequestSchema,
  overlapSchema,
  segmentDetailSchema,
  segmentExportSchema,
  segmentListSchema,
  segmentPreviewRequestSchema,
  segmentPreviewSchema,
  type Segment,
} from './contract.js'
import { attractivenessQuery, attractivenessSchema } from './contract-attractiveness.js'
import { definitionInputsRequestSchema, definitionInputsSchema } from './contract-inputs.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['segments']
const keyParams = z.object({ key: z.string().max(80) })
const asOfBody = z.object({ asOf: z.iso.date().optional() })

/** Routes of segments. Reading and writing definitions is under /api/v1/definitions/segment. */
export function segmentRoutes(routes: Routes, context: Context, ports: SegmentPorts): void {
  addReading(routes, context)
  addInputs(routes, context)
  addCounting(routes, context, ports)
  addMembers(routes, context)
  clusterRoutes(routes, context, ports)
  tieringRoutes(routes, context, ports)
  discoveryRoutes(routes, context)
  hypothesisRoutes(routes, context, ports)
  lifeRoutes(routes, context)
  retentionRoutes(routes, context, ports)
  templateRoutes(routes, context, ports)
}

function addReading(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/segments', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Segments with their rules in words and newest snapshots, sizes over the customers the asker may see',
    response: segmentListSchema,
    handler: async ({ actor }) => ({ items: await listSegments(context, actor) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/attractiveness', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Published segments by size, growth, value, reach and effect among each other, over the customers the asker may see',
    query: attractivenessQuery,
    response: attractivenessSchema,
    handler: ({ query, actor }) => compareSegments(context, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/attractiveness.xlsx', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'The same as a workbook, with the weights and tags it was made by',
    query: attractivenessQuery,
    response: null,
    handler: async ({ query, actor, reply }) => {
      const file = await exportAttractiveness(context, actor, query)
      return sendStream(reply, { name: file.name, type: XLSX_TYPE }, file.bytes)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'A segment with its snapshots, sizes over the customers the asker may see, and who uses it',
    params: keyParams,
    response: segmentDetailSchema,
    handler: ({ params, actor }) => showSegment(context, params.key, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/rule/vocabulary', permission: segmentPolicy.read, tags: TAGS,
    summary: 'What a rule may speak about: tags, attributes, facts, segments',
    query: asOfBody,
    response: vocabularySchema,
    handler: async ({ query }) => {
      const segments = await context.definitions.list<Segment>('segment')
      const named = segments.map(({ key, name, body, version }) => ({ key, name: { zh: name.zh, en: name.en ?? key }, ...(body.list === undefined ? {} : { list: true }), ...(version === null ? {} : { version }) }))
      return { ...(await readVocabulary(context, query.asOf)), segments: named }
    },
  })
}

function addInputs(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/rule/inputs', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Of definitions that are not there yet what no source of the bank brings: tables, columns, codes',
    body: definitionInputsRequestSchema,
    response: definitionInputsSchema,
    handler: ({ body }) => definitionInputs(context, body),
  })
}

function addCounting(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/segments/preview', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Live count of a rule with its waterfall',
    body: segmentPreviewRequestSchema,
    response: segmentPreviewSchema,
    handler: ({ body, actor }) => countSegment(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/segments/sample', permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'A few customers a rule takes, of those the asker may see',
    body: segmentPreviewRequestSchema,
    response: memberPageSchema,
    handler: ({ body, actor }) => sampleMembers(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/segments/:key/snapshot', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Freeze who is in the newest published version',
    params: keyParams,
    body: asOfBody,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('segment', params.key, 'latest')
      const input = { key: params.key, ...(body.asOf === undefined ? {} : { asOf: body.asOf }) }
      return { jobId: await context.jobs.start('segment.snapshot', input, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/segments/overlap', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Customers that pairs of segments share, among those the asker may see',
    body: overlapRequestSchema,
    response: overlapSchema,
    handler: ({ body, actor }) => overlapOf(context, actor, body.keys),
  })
}

function addMembers(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/members/columns', permission: 'customer.read', tags: TAGS,
    summary: 'Every tag a list of members may show or carry',
    response: memberColumnsSchema,
    handler: () => memberColumns(context),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/members', permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'Members of the newest snapshot or of the one named, in the asker\'s scope',
    params: keyParams,
    query: pageQuery.extend({ ...columnsQuery.shape, run: z.coerce.number().int().positive().optional() }),
    response: memberPageSchema,
    handler: ({ params, query, actor }) => readMembers(context, params.key, actor, query),
  })
  routes.add({
    method: 'POST', url: '/api/v1/segments/:key/members.csv', permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'Members of the newest snapshot or of the one named as CSV, every tag or those chosen, with purpose and watermark; audited',
    params: keyParams,
    body: segmentExportSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportMembers(context, params.key, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}
