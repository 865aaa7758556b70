import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { readAssetChange } from './actions/read-asset-change.js'
import { readHoldings } from './actions/read-holdings.js'
import { readIdentity } from './actions/read-identity.js'
import { readIssues } from './actions/read-issues.js'
import { readStanding } from './actions/read-standing.js'
import { readTagReason } from './actions/read-tag-reason.js'
import { readTimeline } from './actions/read-timeline.js'
import { readLoads } from './actions/read-loads.js'
import { readRecurring } from './actions/read-recurring.js'
import { readUses } from './actions/read-uses.js'
import { searchCustomers } from './actions/search-customers.js'
import { showCustomer } from './actions/show-customer.js'
import {
  asOfQuery,
  assetChangeQuerySchema,
  assetChangeSchema,
  customerIdentitySchema,
  customerIssuesSchema,
  customerLoadsSchema,
  customerPageSchema,
  customerParams,
  customerSchema,
  customerSearchSchema,
  customerStandingSchema,
  customerUsesSchema,
  tagReasonParams,
  tagReasonSchema,
  holdingsSchema,
  recurringSchema,
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
  addPanels(routes, context, ports)
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
    summary: 'Tags, segments and lists of a customer',
    params: customerParams,
    query: asOfQuery,
    response: customerUsesSchema,
    handler: ({ params, query, actor }) => readUses(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/loads`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'The loads what is known of a customer comes from',
    params: customerParams,
    query: asOfQuery,
    response: customerLoadsSchema,
    handler: ({ params, query, actor }) => readLoads(context, ports, params.custId, actor, query.asOf),
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

/** Panels a page asks for when they are looked at. */
function addPanels(routes: Routes, context: Context, ports: CustomerPorts): void {
  routes.add({
    method: 'GET', url: `${ONE}/issues`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Complaints and tickets of a customer that are open or were closed lately, and whether anything may be sold',
    params: customerParams,
    query: asOfQuery,
    response: customerIssuesSchema,
    handler: ({ params, query, actor }) => readIssues(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/asset-change`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'How a customer\'s assets went from one month end to another: by class, and by what came in and left',
    params: customerParams,
    query: assetChangeQuerySchema,
    response: assetChangeSchema,
    handler: ({ params, query, actor }) => readAssetChange(context, ports, params.custId, actor, query),
  })
  routes.add({
    method: 'GET', url: `${ONE}/recurring`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Payments of a customer that come back: what for, to whom, how often, when the next is due, and whether they are late or stopped',
    params: customerParams,
    query: asOfQuery,
    response: recurringSchema,
    handler: ({ params, query, actor }) => readRecurring(context, ports, params.custId, actor, query.asOf),
  })
  routes.add({
    method: 'GET', url: `${ONE}/standing`, permission: customersPolicy.read, tags: TAGS, scoped: true,
    summary: 'Where a customer stands among the customers the asker sees, tag by tag',
    params: customerParams,
    query: asOfQuery,
    response: customerStandingSchema,
    handler: ({ params, query, actor }) => readStanding(context, ports, params.custId, actor, query.asOf),
  })
}
