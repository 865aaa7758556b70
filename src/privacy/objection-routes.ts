import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { pageQuery } from '#platform/http/contract'
import { objectToTag, readObjections } from './actions/object-to-tag.js'
import { pageObjections } from './actions/objectors.js'
import { customerObjectionsSchema, objectionPageSchema, objectionQuerySchema, objectionRequestSchema, subjectRequestSchema } from './contract.js'
import { privacyPolicy } from './policy.js'
import type { PrivacyPorts } from './ports.js'

const TAGS = ['privacy']

/** Routes of customers' objections to tags. */
export function addObjectionRoutes(routes: Routes, context: Context, ports: PrivacyPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/privacy/objections', permission: privacyPolicy.consent, tags: TAGS, scoped: true,
    summary: 'Record that a customer in reach objects to a tag, or takes it back; effective at the next read; audited',
    body: objectionRequestSchema,
    response: z.object({ id: z.string(), at: z.string() }),
    handler: ({ body, actor }) => objectToTag(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/objections/customer', permission: privacyPolicy.customer, tags: TAGS, scoped: true,
    summary: 'The tags a customer in reach objects to, with their history',
    body: subjectRequestSchema,
    response: customerObjectionsSchema,
    handler: ({ body, actor }) => readObjections(context, ports, body.custId, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/privacy/objections', permission: privacyPolicy.read, tags: TAGS, scoped: true,
    summary: 'Objections to tags that stand, of customers in reach, newest first',
    query: pageQuery.extend(objectionQuerySchema.shape),
    response: objectionPageSchema,
    handler: ({ query, actor }) => pageObjections(context, ports, query, actor),
  })
}
