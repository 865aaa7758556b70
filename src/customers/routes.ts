import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { readHoldings } from './actions/read-holdings.js'
import { readIdentity } from './actions/read-identity.js'
import { readTagReason } from './actions/read-tag-reason.js'
import { readTimeline } from './actions/read-timeline.js'
import { readUses } from './actions/read-uses.js'
import { searchCustomers } from './actions/search-customers.js'
import { showCustomer } from './actions/show-customer.js'
import {
  asOfQuery,
  customerIdentitySchema,
  customerPageSchema,
  customerParams,
  customerSchema,
  customerSearchSchema,
  customerUsesSchema,
  tagReasonParams,
  tagReasonSchema,
  holdingsSchema,
  timelineQuerySchema,
  timelineSchema,
} from './contract.js'
import { customersPolicy } from './policy.js'
import type { CustomerPorts } from './ports.js'

const TAGS = ['customers']
const ONE = '/api/v1/customers/:custId'

/** Routes of finding a customer and of everything known of one. */
export function customersRoutes(routes: Routes, context: Context, ports: CustomerPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/customers/search', permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Customers in the asker\'s scope, by number, or by a direct identifier with its purpose',
    body: customerSearchSchema,
    response: customerPageSchema,
    handler: ({ body, actor }) => searchCustomers(context, ports, body, actor),
  })
  routes.add({
    method: 'GET', url: ONE, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'A customer: who they are, completeness, assets, risk rating and consent',
    params: customerParams,
    query: asOfQuery,
    response: customerSchema,
    handler: ({ params, query, actor }) => showCustomer(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/holdings`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Assets by month, accounts, positions and loans of a customer',
    params: customerParams,
    query: asOfQuery,
    response: holdingsSchema,
    handler: ({ params, query, actor }) => readHoldings(context, ports, params.custId, actor, query.asOf),
  })
  addHistory(routes, context, ports)
}

function addHistory(routes: Routes, context: Context, ports: CustomerPorts): void {
  routes.add({
    method: 'GET', url: `${ONE}/timeline`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'What happened to a customer, newest first',
    params: customerParams,
    query: timelineQuerySchema,
    response: timelineSchema,
    handler: ({ params, query, actor }) => readTimeline(context, ports, params.custId, actor, query),
  })
  routes.add({
    method: 'GET', url: `${ONE}/identity`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'A person\'s customer numbers, masked identifiers and links',
    params: customerParams,
    query: asOfQuery,
    response: customerIdentitySchema,
    handler: ({ params, query, actor }) => readIdentity(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/uses`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Tags, segments and lists of a customer, and the loads it comes from',
    params: customerParams,
    query: asOfQuery,
    response: customerUsesSchema,
    handler: ({ params, query, actor }) => readUses(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/tags/:key/why`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Why a customer has the value of a tag: its definition in words, and what it reads of the customer',
    params: tagReasonParams,
    query: asOfQuery,
    response: tagReasonSchema,
    handler: ({ params, query, actor }) => readTagReason(context, ports, params, actor, query.asOf),
  })
}
