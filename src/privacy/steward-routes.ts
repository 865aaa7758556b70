import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { pageQuery } from '#platform/http/contract'
import { listClasses, resetClass, setClass } from './actions/classify.js'
import { decideErasure, requestErasure } from './actions/erasure-request.js'
import {
  columnClassChangeSchema,
  columnClassListSchema,
  columnClassSchema,
  erasureDecisionSchema,
  erasurePageSchema,
  erasureQuerySchema,
  erasureRequestSchema,
  erasureViewSchema,
} from './contract.js'
import { privacyPolicy } from './policy.js'
import { presentRequest } from './present.js'
import type { PrivacyPorts } from './ports.js'
import { pageRequests } from './store/request-store.js'

const TAGS = ['privacy']
const columnParams = z.object({ table: z.string().max(60), column: z.string().max(60) })

/** Routes of column classes. */
export function addClassRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/privacy/classification', permission: privacyPolicy.read, tags: TAGS,
    summary: 'Class, level and nature of every column of the bank model',
    response: columnClassListSchema,
    handler: async () => ({ items: await listClasses(context) }),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/privacy/classification/:table/:column', permission: privacyPolicy.manage, tags: TAGS,
    summary: 'Give a column another class than its default; audited',
    params: columnParams,
    body: columnClassChangeSchema,
    response: columnClassSchema,
    handler: ({ params, body, actor }) => setClass(context, params.table, params.column, body, actor),
  })
  routes.add({
    method: 'DELETE', url: '/api/v1/privacy/classification/:table/:column', permission: privacyPolicy.manage, tags: TAGS,
    summary: "Back to a column's default class; audited",
    params: columnParams,
    response: columnClassSchema,
    handler: ({ params, actor }) => resetClass(context, params.table, params.column, actor),
  })
}

/** Routes of erasure and restriction. */
export function addErasureRoutes(routes: Routes, context: Context, ports: PrivacyPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/privacy/requests', permission: privacyPolicy.consent, tags: TAGS, scoped: true,
    summary: "Ask that a customer's data be erased, only stored, or used again",
    body: erasureRequestSchema,
    response: erasureViewSchema,
    handler: async ({ body, actor }) => presentRequest(await requestErasure(context, ports, body, actor), actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/privacy/requests', permission: privacyPolicy.read, tags: TAGS, scoped: true,
    summary: 'Requests about customers in reach with their certificates, newest first',
    query: pageQuery.extend(erasureQuerySchema.shape),
    response: erasurePageSchema,
    handler: async ({ query, actor }) => {
      const page = await pageRequests(context.ledger, { ...query, scope: actor.scope })
      return { ...page, items: page.items.map((request) => presentRequest(request, actor)) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/requests/:id/decide', permission: privacyPolicy.manage, tags: TAGS,
    summary: 'Confirm or refuse a request, as somebody else than who asked; confirming cannot be undone',
    params: z.object({ id: z.string().max(20) }),
    body: erasureDecisionSchema,
    response: erasureViewSchema,
    handler: async ({ params, body, actor }) => presentRequest(await decideErasure(context, params.id, body, actor), actor),
  })
}
