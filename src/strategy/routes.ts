import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { pageQuery, startedSchema } from '#platform/http/contract'
import type { TagPorts } from '#tags'
import { cancelList } from './actions/cancel-list.js'
import { removeDoNotContact, uploadDoNotContact } from './actions/do-not-contact.js'
import { listStrategies } from './actions/list-strategies.js'
import { answerPower } from './actions/power.js'
import { exportList, findArm, readListMembers } from './actions/read-list.js'
import {
  armAnswerSchema,
  armRequestSchema,
  doNotContactChangeSchema,
  doNotContactCountSchema,
  doNotContactRemoveSchema,
  doNotContactRequestSchema,
  freezeRequestSchema,
  listDetailSchema,
  listExportRequestSchema,
  listMemberPageSchema,
  listPageSchema,
  powerAnswerSchema,
  powerRequestSchema,
  strategyListSchema,
} from './contract.js'
import { strategyPolicy } from './policy.js'
import { presentList, presentListDetail, presentListMember } from './present.js'
import { countIds } from './store/do-not-contact-store.js'
import { getList, pageLists } from './store/list-store.js'

const TAGS = ['strategies']
const keyParams = z.object({ key: z.string().max(80) })
const idParams = z.object({ id: z.string().max(20) })
const UPLOAD_LIMIT = 16 * 1024 * 1024

/** Routes of strategies and lists. Reading and writing definitions is under /api/v1/definitions/strategy. */
export function strategyRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  addStrategies(routes, context)
  addLists(routes, context)
  addMembers(routes, context, ports)
  addDoNotContactRoutes(routes, context)
}

function addStrategies(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/strategies', permission: strategyPolicy.read, tags: TAGS,
    summary: 'Strategies with their segment in words and newest list',
    response: strategyListSchema,
    handler: async () => ({ items: await listStrategies(context) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/strategies/power', permission: strategyPolicy.read, tags: TAGS,
    summary: 'What effect a list of a size can find, and the size an effect needs',
    body: powerRequestSchema,
    response: powerAnswerSchema,
    handler: async ({ body }) => answerPower(body),
  })
  routes.add({
    method: 'POST', url: '/api/v1/strategies/:key/lists', permission: strategyPolicy.write, tags: TAGS,
    summary: 'Freeze a list of the newest published version',
    params: keyParams,
    body: freezeRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('strategy', params.key, 'latest')
      const input = { strategy: params.key, ...(body.asOf === undefined ? {} : { asOf: body.asOf }) }
      return { jobId: await context.jobs.start('strategy.freeze-list', input, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
}

function addLists(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/lists', permission: strategyPolicy.read, tags: TAGS,
    summary: 'Lists, newest first; of one strategy when asked',
    query: pageQuery.extend({ strategy: z.string().max(80).optional() }),
    response: listPageSchema,
    handler: async ({ query }) => {
      const page = await pageLists(context.ledger, query)
      return { ...page, totalIsEstimate: false, items: page.items.map(presentList) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/lists/:id', permission: strategyPolicy.read, tags: TAGS,
    summary: 'A list with its waterfall, counts drawn and sample-ratio check',
    params: idParams,
    response: listDetailSchema,
    handler: async ({ params, actor }) => presentListDetail(await getList(context.ledger.db, params.id), actor.scope.minCell),
  })
  routes.add({
    method: 'POST', url: '/api/v1/lists/:id/cancel', permission: strategyPolicy.write, tags: TAGS,
    summary: 'Give a frozen list up; its customers are free again',
    params: idParams,
    response: listDetailSchema,
    handler: async ({ params, actor }) => presentListDetail(await cancelList(context, params.id, actor), actor.scope.minCell),
  })
}

function addMembers(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/lists/:id/members', permission: strategyPolicy.members, tags: TAGS, scoped: true,
    summary: 'Members of a list with their arms, in the asker\'s scope',
    params: idParams,
    query: pageQuery,
    response: listMemberPageSchema,
    handler: async ({ params, query, actor }) => {
      const page = await readListMembers(context, params.id, actor, query)
      return { ...page, totalIsEstimate: false, items: page.items.map(presentListMember) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/lists/:id/members.csv', permission: strategyPolicy.export, tags: TAGS, scoped: true,
    summary: 'Members as CSV, with purpose and watermark; audited',
    params: idParams,
    body: listExportRequestSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportList(context, params.id, actor, body.purpose)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/arms', permission: strategyPolicy.members, tags: TAGS, scoped: true,
    summary: 'Which arm a customer is in',
    body: armRequestSchema,
    response: armAnswerSchema,
    handler: ({ body, actor }) => findArm(context, ports, body, actor),
  })
}

function addDoNotContactRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/do-not-contact', permission: strategyPolicy.read, tags: TAGS,
    summary: 'How many customers are on the do-not-contact list',
    response: doNotContactCountSchema,
    handler: async () => ({ total: await countIds(context.ledger.db) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/do-not-contact', permission: strategyPolicy.doNotContact, tags: TAGS, bodyLimit: UPLOAD_LIMIT,
    summary: 'Add up to 100,000 customers to the do-not-contact list; audited',
    body: doNotContactRequestSchema,
    response: doNotContactChangeSchema,
    handler: ({ body, actor }) => uploadDoNotContact(context, body.custIds, body.reason, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/do-not-contact/remove', permission: strategyPolicy.doNotContact, tags: TAGS,
    summary: 'Take one customer off the do-not-contact list; audited',
    body: doNotContactRemoveSchema,
    response: doNotContactChangeSchema,
    handler: ({ body, actor }) => removeDoNotContact(context, body.custId, body.reason, actor),
  })
}
