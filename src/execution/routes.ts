import { z } from 'zod'
import type { Context } from '#platform/context'
import { sendStream, webhookSecret, type Routes } from '#platform/http'
import { pageQuery, startedSchema } from '#platform/http/contract'
import { getList } from '#strategy'
import { endTask } from './actions/end-task.js'
import { changeGatePolicy } from './actions/gate-policy.js'
import { readDispatch, readFileOf, replayDecision } from './actions/read-dispatch.js'
import { releaseList, startAgain } from './actions/release-list.js'
import {
  decisionPageSchema,
  decisionQuerySchema,
  dispatchSchema,
  fileRequestSchema,
  gatePolicyChangeSchema,
  gatePolicySchema,
  replaySchema,
  taskDoneSchema,
  taskPageSchema,
  taskQuerySchema,
  taskSchema,
  webhookKeyRequestSchema,
  webhookKeySchema,
} from './contract.js'
import { executionPolicy } from './policy.js'
import { presentDecision } from './present.js'
import { pageDecisions } from './store/outbox-store.js'
import { loadGatePolicy } from './store/policy-store.js'
import { pageTasks } from './store/task-store.js'

const TAGS = ['execution']
const idParams = z.object({ id: z.string().max(20) })

/** Routes of releases, dispatches, decisions, tasks and the gate's policy. */
export function executionRoutes(routes: Routes, context: Context): void {
  addReleasing(routes, context)
  addDecisions(routes, context)
  addTasks(routes, context)
  addPolicy(routes, context)
}

function addReleasing(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/lists/:id/release', permission: executionPolicy.release, tags: TAGS,
    summary: 'Let a frozen list go, as somebody other than who froze it; starts its dispatch',
    params: idParams,
    response: startedSchema,
    handler: ({ params, actor }) => releaseList(context, params.id, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/lists/:id/dispatch', permission: executionPolicy.manage, tags: TAGS,
    summary: 'Send a released list again to who was held by quiet hours or failed',
    params: idParams,
    response: startedSchema,
    handler: ({ params, actor }) => startAgain(context, params.id, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/lists/:id/dispatch', permission: executionPolicy.read, tags: TAGS,
    summary: 'How far a dispatch has come: sent, suppressed by reason',
    params: idParams,
    response: dispatchSchema,
    handler: ({ params, actor }) => readDispatch(context, params.id, actor.scope.minCell),
  })
  routes.add({
    method: 'POST', url: '/api/v1/lists/:id/file.csv', permission: executionPolicy.export, tags: TAGS, scoped: true,
    summary: 'The file a FILE list made, with purpose; audited',
    params: idParams,
    body: fileRequestSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await readFileOf(context, params.id, actor, body.purpose)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}

function addDecisions(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/lists/:id/decisions', permission: executionPolicy.customers, tags: TAGS, scoped: true,
    summary: 'Contact decisions of a list, in the asker\'s scope',
    params: idParams,
    query: pageQuery.extend(decisionQuerySchema.shape),
    response: decisionPageSchema,
    handler: async ({ params, query, actor }) => {
      const list = await getList(context.ledger.db, params.id)
      const page = await pageDecisions(context.ledger, { ...query, listId: Number(list.id), scope: actor.scope })
      return { ...page, totalIsEstimate: false, items: page.items.map(presentDecision) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/decisions/:id/replay', permission: executionPolicy.customers, tags: TAGS, scoped: true,
    summary: 'Take a decision again from its stored inputs',
    params: idParams,
    response: replaySchema,
    handler: ({ params, actor }) => replayDecision(context, params.id, actor),
  })
}

function addTasks(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tasks', permission: executionPolicy.work, tags: TAGS, scoped: true,
    summary: 'Tasks of the asker\'s book or branch, the soonest due first',
    query: pageQuery.extend(taskQuerySchema.shape),
    response: taskPageSchema,
    handler: async ({ query, actor }) => ({ ...(await pageTasks(context.ledger, { ...query, scope: actor.scope })), totalIsEstimate: false }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tasks/:id/done', permission: executionPolicy.work, tags: TAGS, scoped: true,
    summary: 'End a task with what came of it',
    params: idParams,
    body: taskDoneSchema,
    response: taskSchema,
    handler: ({ params, body, actor }) => endTask(context, params.id, body, actor),
  })
}

function addPolicy(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/gate-policy', permission: executionPolicy.read, tags: TAGS,
    summary: 'Steps of the contact gate the bank accepts as not applicable yet',
    response: gatePolicySchema,
    handler: () => loadGatePolicy(context.ledger.db),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/gate-policy', permission: executionPolicy.release, tags: TAGS,
    summary: 'Replace the accepted steps; audited',
    body: gatePolicyChangeSchema,
    response: gatePolicySchema,
    handler: ({ body, actor }) => changeGatePolicy(context, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/webhook-secret', permission: executionPolicy.system, tags: TAGS,
    summary: 'The secret a host checks webhook signatures with; audited',
    body: webhookKeyRequestSchema,
    response: webhookKeySchema,
    handler: async ({ body, actor }) => {
      await context.audit.record(actor, { action: 'webhook.secret', objectKind: 'webhook', objectKey: body.host })
      return { host: body.host, secret: webhookSecret(context.secrets, body.host) }
    },
  })
}
