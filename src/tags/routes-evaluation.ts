import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { listTickets, moveTagTicket, openTagTicket } from './actions/evaluation/move-ticket.js'
import { listGrades, readOverview, readTagEvaluation } from './actions/evaluation/read-evaluation.js'
import { exportCorrections } from './actions/mistag/export-corrections.js'
import { listMisTags, misTagCustomer, misTagCustomers, showMisTag } from './actions/mistag/read-mis-tag.js'
import { evaluateRequestSchema, gradeListQuery, gradeListSchema, overviewAnswerSchema, tagEvaluationAnswerSchema, tagTicketSchema, ticketListQuery, ticketListSchema, ticketMoveSchema } from './contract-evaluation.js'
import { misTagCustomerSchema, misTagCustomersQuery, misTagCustomersSchema, misTagDetailSchema, misTagExportSchema, misTagListSchema } from './contract-mistag.js'
import { tagPolicy } from './policy.js'

const TAGS = ['tags']
const keyParams = z.object({ key: z.string().max(80) })
const custParams = keyParams.extend({ custId: z.string().max(80) })
const idParams = z.object({ id: z.coerce.number().int().min(1) })
const whyBody = z.strictObject({ why: z.string().trim().min(2).max(1000) })

/** Routes of the evaluation of tags, its tickets, and the checks for mis-tags. */
export function tagEvaluationRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tag-evaluation', permission: tagPolicy.read, tags: TAGS,
    summary: 'The newest evaluation of tags: grades, faults of fields, groups that tell the same, and distillations',
    response: overviewAnswerSchema,
    handler: async () => ({ overview: await readOverview(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tag-evaluation/grades', permission: tagPolicy.read, tags: TAGS,
    summary: 'Graded tags of the newest evaluation by page, sorted and filtered',
    query: gradeListQuery,
    response: gradeListSchema,
    handler: ({ query }) => listGrades(context, query),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tag-evaluation/run', permission: tagPolicy.write, tags: TAGS,
    summary: 'Evaluate every tag of the newest snapshot',
    body: evaluateRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('tags.evaluate', body, actor, { subject: 'all', ...idempotencyKey(request) }) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tags/:key/evaluation', permission: tagPolicy.read, tags: TAGS,
    summary: 'The newest evaluation of a tag: every measure with its grade, what it tells of each decision, and the grades before',
    params: keyParams,
    response: tagEvaluationAnswerSchema,
    handler: async ({ params }) => ({ evaluation: await readTagEvaluation(context, params.key) }),
  })
  ticketRoutes(routes, context)
  misTagRoutes(routes, context)
}

function ticketRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tag-tickets', permission: tagPolicy.read, tags: TAGS,
    summary: 'Improvement tickets of tags and fields, open ones first',
    query: ticketListQuery,
    response: ticketListSchema,
    handler: ({ query, actor }) => listTickets(context, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tags/:key/tickets', permission: tagPolicy.write, tags: TAGS,
    summary: 'Open an improvement ticket for an evaluated tag',
    params: keyParams,
    body: whyBody,
    response: tagTicketSchema,
    handler: ({ params, body, actor }) => openTagTicket(context, params.key, body.why, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tag-tickets/:id/move', permission: tagPolicy.write, tags: TAGS,
    summary: 'Move a ticket on, or give it another owner or due date',
    params: idParams,
    body: ticketMoveSchema,
    response: tagTicketSchema,
    handler: ({ params, body, actor }) => moveTagTicket(context, params.id, body, actor),
  })
}

function misTagRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/mis-tags', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'Checks for mis-tags with their newest run, counted over the customers the asker may see',
    response: misTagListSchema,
    handler: async ({ actor }) => ({ items: await listMisTags(context, actor) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/mis-tags/:key', permission: tagPolicy.read, tags: TAGS, scoped: true,
    summary: 'A check for mis-tags: how the evidence was weighed and whom it corrects',
    params: keyParams,
    response: misTagDetailSchema,
    handler: ({ params, actor }) => showMisTag(context, params.key, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/mis-tags/:key/run', permission: tagPolicy.write, tags: TAGS,
    summary: 'Weigh the evidence anew and check every customer in doubt',
    params: keyParams,
    body: evaluateRequestSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.get('mis-tag', params.key)
      return { jobId: await context.jobs.start('tags.mis-tag', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  misTagCustomerRoutes(routes, context)
}

function misTagCustomerRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/mis-tags/:key/customers', permission: tagPolicy.readCustomers, tags: TAGS, scoped: true,
    summary: 'Customers of the newest run with the evidence about each, by probability',
    params: keyParams,
    query: misTagCustomersQuery,
    response: misTagCustomersSchema,
    handler: ({ params, query, actor }) => misTagCustomers(context, params.key, { which: query.which, order: query.sort.startsWith('-') ? 'desc' : 'asc', limit: query.limit, cursor: query.cursor }, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/mis-tags/:key/customers.csv', permission: tagPolicy.export, tags: TAGS, scoped: true,
    summary: 'Customers of the newest run as CSV with the evidence about each, with purpose and watermark; audited',
    params: keyParams,
    body: misTagExportSchema,
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportCorrections(context, params.key, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/mis-tags/:key/customers/:custId', permission: tagPolicy.readCustomers, tags: TAGS, scoped: true,
    summary: 'Why one customer was checked and what the evidence says',
    params: custParams,
    response: misTagCustomerSchema,
    handler: ({ params, actor }) => misTagCustomer(context, params.key, params.custId, actor),
  })
}
