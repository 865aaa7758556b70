import { z } from 'zod'
import type { Context } from '#platform/context'
import { sendStream, type Routes } from '#platform/http'
import { pageQuery } from '#platform/http/contract'
import { exportChanged } from './actions/export-members.js'
import { changedMembers, compareRuns, segmentOrgs } from './actions/life/compare-runs.js'
import { keepLife } from './actions/life/keep-life.js'
import { mySubscriptions, subscribe, unsubscribe } from './actions/life/watch-size.js'
import { addWebhook, listWebhooks, removeWebhook } from './actions/life/webhooks.js'
import { exportRejects, listOfSegment, readRejects } from './actions/list/read-rejects.js'
import { segmentManagers } from './actions/segment-managers.js'
import { uploadList } from './actions/list/upload-list.js'
import {
  changeExportSchema,
  changeMembersQuery,
  changeQuery,
  listRejectsSchema,
  listUploadSchema,
  memberPageSchema,
  segmentChangeSchema,
  segmentLifeSchema,
  segmentManagersSchema,
  segmentOrgsSchema,
  segmentWebhookSchema,
  segmentWebhooksSchema,
  subscribeSchema,
  subscriptionSchema,
  subscriptionsSchema,
  uploadedListSchema,
  webhookRequestSchema,
} from './contract.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['segments']
/** A million lines. */
const LIST_BYTES = 32 * 1024 ** 2
const keyParams = z.object({ key: z.string().max(80) })
const idParams = keyParams.extend({ id: z.coerce.number().int().positive() })
const done = z.object({ done: z.literal(true) })

/** Routes of the life of a segment: changes, orgs, schedule, subscriptions, webhooks, uploaded lists. */
export function lifeRoutes(routes: Routes, context: Context): void {
  addChanges(routes, context)
  addSplits(routes, context)
  addSubscriptions(routes, context)
  addWebhooks(routes, context)
  addLists(routes, context)
}

function addChanges(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/changes', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'How many entered, left and stayed between two snapshots, of the customers the asker may see',
    params: keyParams,
    query: changeQuery,
    response: segmentChangeSchema,
    handler: ({ params, query, actor }) => compareRuns(context, params.key, query, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/changes/members', permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'Customers who entered, left or stayed between two snapshots, in the asker\'s scope',
    params: keyParams,
    query: changeMembersQuery,
    response: memberPageSchema,
    handler: ({ params, query, actor }) => changedMembers(context, params.key, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/segments/:key/changes/members.csv', permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'The same customers as CSV, with purpose and watermark; audited',
    params: keyParams,
    body: changeExportSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportChanged(context, params.key, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}

function addSplits(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/orgs', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Members of a snapshot by org, of the customers the asker may see',
    params: keyParams,
    query: z.object({ run: z.coerce.number().int().positive().optional() }),
    response: segmentOrgsSchema,
    handler: ({ params, query, actor }) => segmentOrgs(context, params.key, query.run, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/managers', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Members of a snapshot by relationship manager, of the customers the asker may see',
    params: keyParams,
    query: pageQuery.extend({ run: z.coerce.number().int().positive().optional() }),
    response: segmentManagersSchema,
    handler: ({ params, query, actor }) => segmentManagers(context, params.key, actor, query),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/segments/:key/life', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Publish the newest version with another schedule, or frozen or not',
    params: keyParams,
    body: segmentLifeSchema,
    response: segmentLifeSchema,
    handler: ({ params, body, actor }) => keepLife(context, params.key, body, actor),
  })
}

function addSubscriptions(routes: Routes, context: Context): void {
  const url = '/api/v1/segments/:key/subscriptions'
  routes.add({
    method: 'GET', url, permission: segmentPolicy.read, tags: TAGS,
    summary: 'The asker\'s own subscriptions to a segment\'s size',
    params: keyParams,
    response: subscriptionsSchema,
    handler: async ({ params, actor }) => ({ items: await mySubscriptions(context, params.key, actor) }),
  })
  routes.add({
    method: 'POST', url, permission: segmentPolicy.read, tags: TAGS,
    summary: 'Be told when a segment grows, shrinks or passes a size',
    params: keyParams,
    body: subscribeSchema,
    response: subscriptionSchema,
    handler: ({ params, body, actor }) => subscribe(context, params.key, body, actor),
  })
  routes.add({
    method: 'DELETE', url: `${url}/:id`, permission: segmentPolicy.read, tags: TAGS,
    summary: 'End an own subscription',
    params: idParams,
    response: done,
    handler: async ({ params, actor }) => {
      await unsubscribe(context, params.key, params.id, actor)
      return { done: true as const }
    },
  })
}

function addWebhooks(routes: Routes, context: Context): void {
  const url = '/api/v1/segments/:key/webhooks'
  routes.add({
    method: 'GET', url, permission: segmentPolicy.read, tags: TAGS,
    summary: 'Receivers told of members entering and leaving, and how the last delivery went',
    params: keyParams,
    response: segmentWebhooksSchema,
    handler: async ({ params }) => ({ items: await listWebhooks(context, params.key) }),
  })
  routes.add({
    method: 'POST', url, permission: 'customer.export', tags: TAGS,
    summary: 'Tell an allow-listed address of members entering and leaving; audited',
    params: keyParams,
    body: webhookRequestSchema,
    response: segmentWebhookSchema,
    handler: ({ params, body, actor }) => addWebhook(context, params.key, body, actor),
  })
  routes.add({
    method: 'DELETE', url: `${url}/:id`, permission: 'customer.export', tags: TAGS,
    summary: 'End a webhook; audited',
    params: idParams,
    response: done,
    handler: async ({ params, actor }) => {
      await removeWebhook(context, params.key, params.id, actor)
      return { done: true as const }
    },
  })
}

function addLists(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/segments/lists', permission: segmentPolicy.write, tags: TAGS, scoped: true,
    summary: 'Upload a list of customer numbers, mobiles or documents and draft a segment of those the asker may see, or its next version; audited',
    body: listUploadSchema,
    bodyLimit: LIST_BYTES,
    response: z.object({ key: z.string(), revision: z.number().int(), list: uploadedListSchema }),
    handler: ({ body, actor }) => uploadList(context, body, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/list', permission: segmentPolicy.read, tags: TAGS,
    summary: 'The uploaded list a segment is of: lines, matched, and why the others were not',
    params: keyParams,
    response: uploadedListSchema,
    handler: ({ params }) => listOfSegment(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/list/rejects', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Lines of the uploaded list that became nobody, shortened, with the reason',
    params: keyParams,
    query: pageQuery,
    response: listRejectsSchema,
    handler: ({ params, query }) => readRejects(context, params.key, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segments/:key/list/rejects.csv', permission: segmentPolicy.write, tags: TAGS,
    summary: 'The same lines as CSV, shortened, with watermark; audited',
    params: keyParams,
    response: null,
    handler: async ({ params, actor, reply }) => {
      const file = await exportRejects(context, params.key, actor)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}
