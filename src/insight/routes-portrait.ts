import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, XLSX_TYPE, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { exportPortrait, exportWorkbook } from './actions/export-portrait.js'
import { listPortraits, openPortrait } from './actions/kept-portraits.js'
import { makePortrait, portraitAtOnce } from './actions/make-portrait.js'
import { monthFlow } from './actions/month-flow.js'
import { portraitAssets, productFlows } from './actions/portrait-pictures.js'
import { publish, withdraw } from './actions/publish-portrait.js'
import { readFlow } from './actions/read-flow.js'
import { assetsQuerySchema, portraitAssetsSchema, productFlowsQuerySchema, productFlowsSchema, publishSchema } from './contract-picture.js'
import {
  flowRequestSchema, flowSchema, historyRequestSchema, keptPortraitSchema, monthFlowQuerySchema, monthFlowSchema, portraitAnswerSchema, portraitExportSchema,
  portraitRequestSchema, portraitsPageSchema, portraitsQuerySchema, portraitTakeSchema,
} from './contract-portrait.js'
import { insightPolicy } from './policy.js'
import type { InsightPorts } from './ports.js'

const TAGS = ['insight']
const CSV = 'text/csv; charset=utf-8'

/** Routes of portraits: what sets a group of customers apart, who came and left. */
export function portraitRoutes(routes: Routes, context: Context, ports: InsightPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/portraits', permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'What sets a segment apart from a base: kept, drawn at once, or as a job where the customers are many',
    body: portraitRequestSchema,
    response: portraitAnswerSchema,
    handler: async ({ body, actor, request }) => {
      const portrait = await portraitAtOnce(context, ports, body, actor)
      if (portrait !== null) return { portrait, jobId: null }
      return { portrait: null, jobId: await context.jobs.start('insight.portrait', body, actor, idempotencyKey(request)) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/portraits/export.csv', permission: insightPolicy.export, tags: TAGS, scoped: true,
    summary: 'A portrait as CSV, with purpose and watermark; audited',
    body: portraitExportSchema,
    response: null,
    handler: async ({ body, actor, reply }) => {
      const { purpose, ...asked } = body
      const portrait = await makePortrait(context, ports, asked, { actor })
      const file = await exportPortrait(context, portrait, actor, purpose)
      return sendStream(reply, { name: file.name, type: CSV }, file.bytes)
    },
  })
  addKept(routes, context, ports)
  addMovement(routes, context, ports)
  addPictures(routes, context)
  addPublication(routes, context)
}

const ONE = '/api/v1/portraits/:id'
const oneParams = z.object({ id: z.coerce.number().int().positive() })

function addKept(routes: Routes, context: Context, ports: InsightPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/portraits', permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'Portraits that were made and are kept, newest first, of the customers the asker sees',
    query: portraitsQuerySchema,
    response: portraitsPageSchema,
    handler: ({ query, actor }) => listPortraits(context, query, actor),
  })
  routes.add({
    method: 'GET', url: ONE, permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'A portrait as it was made, not computed again',
    params: oneParams,
    response: keptPortraitSchema,
    handler: ({ params, actor }) => openPortrait(context, params.id, actor),
  })
  routes.add({
    method: 'POST', url: `${ONE}/export.csv`, permission: insightPolicy.export, tags: TAGS, scoped: true,
    summary: 'A kept portrait as CSV, with purpose and watermark; audited',
    params: oneParams,
    body: portraitTakeSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const { portrait } = await openPortrait(context, params.id, actor)
      const file = await exportPortrait(context, portrait, actor, body.purpose)
      return sendStream(reply, { name: file.name, type: CSV }, file.bytes)
    },
  })
  routes.add({
    method: 'POST', url: `${ONE}/export.xlsx`, permission: insightPolicy.export, tags: TAGS, scoped: true,
    summary: 'A kept portrait as a workbook of a sheet each for traits, money, products, channels, places and flow; audited',
    params: oneParams,
    body: portraitTakeSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportWorkbook(context, ports, await openPortrait(context, params.id, actor), actor, body)
      return sendStream(reply, { name: file.name, type: XLSX_TYPE }, file.bytes)
    },
  })
}

function addMovement(routes: Routes, context: Context, ports: InsightPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/portraits/flow', permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'Who came into a segment and who left it between two dates, by what a tag says of them',
    body: flowRequestSchema,
    response: flowSchema,
    handler: ({ body, actor }) => readFlow(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/portraits/history', permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'How many customers a segment had at the ends of the last months (a job: its result says it)',
    body: historyRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('insight.history', body, actor, idempotencyKey(request)) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/portraits/:id/months', permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'Money by month of some types of transactions, of the people of a portrait',
    params: oneParams,
    query: monthFlowQuerySchema,
    response: monthFlowSchema,
    handler: ({ params, query, actor }) => monthFlow(context, params.id, query.types.split(','), actor),
  })
}

function addPictures(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: `${ONE}/assets`, permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'How the assets of the people of a portrait went between two month ends: by class, and by what came in and left',
    params: oneParams,
    query: assetsQuerySchema,
    response: portraitAssetsSchema,
    handler: ({ params, query, actor }) => portraitAssets(context, params.id, query.months, actor),
  })
  routes.add({
    method: 'GET', url: `${ONE}/product-flows`, permission: insightPolicy.portrait, tags: TAGS, scoped: true,
    summary: 'Between which classes of products the money of the people of a portrait went',
    params: oneParams,
    query: productFlowsQuerySchema,
    response: productFlowsSchema,
    handler: ({ params, query, actor }) => productFlows(context, params.id, query.months, actor),
  })
}

function addPublication(routes: Routes, context: Context): void {
  routes.add({
    method: 'PUT', url: `${ONE}/publication`, permission: insightPolicy.publish, tags: TAGS, scoped: true,
    summary: 'Publishes a kept portrait with name, owner and description: who sees the same customers finds it; audited',
    params: oneParams,
    body: publishSchema,
    response: keptPortraitSchema,
    handler: ({ params, body, actor }) => publish(context, params.id, body, actor),
  })
  routes.add({
    method: 'DELETE', url: `${ONE}/publication`, permission: insightPolicy.publish, tags: TAGS, scoped: true,
    summary: 'Takes the publication of a portrait back; audited',
    params: oneParams,
    response: keptPortraitSchema,
    handler: ({ params, actor }) => withdraw(context, params.id, actor),
  })
}
