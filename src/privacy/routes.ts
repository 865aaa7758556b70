import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { changePolicy } from './actions/change-policy.js'
import { consentStatistics } from './actions/consent-statistics.js'
import { keyState, retireKey } from './actions/keys.js'
import { listPurposes, usesOf } from './actions/purpose-registry.js'
import { exportConsents, readCustomer } from './actions/read-customer.js'
import { recordConsent } from './actions/record-consent.js'
import { setPreference } from './actions/set-preference.js'
import { readQuota, unmask } from './actions/unmask.js'
import {
  consentExportRequestSchema,
  consentRequestSchema,
  consentStatisticsSchema,
  customerPrivacySchema,
  keyStateSchema,
  policyViewSchema,
  preferenceRequestSchema,
  privacyPolicySchema,
  purposeListSchema,
  purposeUsesSchema,
  quotaSchema,
  subjectRequestSchema,
  unmaskedSchema,
  unmaskRequestSchema,
} from './contract.js'
import { privacyPolicy } from './policy.js'
import type { PrivacyPorts } from './ports.js'
import { addObjectionRoutes } from './objection-routes.js'
import { addClassRoutes, addErasureRoutes } from './steward-routes.js'
import { loadPolicy } from './store/policy-store.js'

const TAGS = ['privacy']
const recordedSchema = z.object({ id: z.string(), at: z.string() })

/** Routes of purposes, consents, preferences, clear values, classes, requests and keys. */
export function privacyRoutes(routes: Routes, context: Context, ports: PrivacyPorts): void {
  addPurposes(routes, context)
  addConsents(routes, context, ports)
  addObjectionRoutes(routes, context, ports)
  addUnmasking(routes, context, ports)
  addClassRoutes(routes, context)
  addErasureRoutes(routes, context, ports)
  addPolicy(routes, context)
  addKeys(routes, context)
}

function addPurposes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/privacy/purposes', permission: 'signed-in', tags: TAGS,
    summary: 'Purposes data may be used for, with how many definitions name each',
    response: purposeListSchema,
    handler: async () => ({ items: await listPurposes(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/privacy/purposes/:key/uses', permission: privacyPolicy.read, tags: TAGS,
    summary: 'The sources, tags, segments and strategies that name a purpose',
    params: z.object({ key: z.string().max(80) }),
    response: purposeUsesSchema,
    handler: async ({ params }) => ({ items: await usesOf(context, params.key) }),
  })
}

function addConsents(routes: Routes, context: Context, ports: PrivacyPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/privacy/customer', permission: privacyPolicy.customer, tags: TAGS, scoped: true,
    summary: 'What one customer in reach agreed to and wishes, with its history',
    body: subjectRequestSchema,
    response: customerPrivacySchema,
    handler: ({ body, actor }) => readCustomer(context, ports, body.custId, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/consents', permission: privacyPolicy.consent, tags: TAGS, scoped: true,
    summary: 'Record that a customer in reach agrees or withdraws, effective at once; audited',
    body: consentRequestSchema,
    response: recordedSchema,
    handler: ({ body, actor }) => recordConsent(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/consents/export', permission: privacyPolicy.consent, tags: TAGS, scoped: true,
    summary: "A customer's consent record as CSV or JSON, with purpose; audited",
    body: consentExportRequestSchema,
    response: null,
    handler: async ({ body, actor, reply }) => {
      const file = await exportConsents(context, ports, body, actor)
      return sendStream(reply, { name: file.name, type: file.type }, Readable.from([file.text]))
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/privacy/consents/statistics', permission: privacyPolicy.read, tags: TAGS, scoped: true,
    summary: 'Consents of the customers in reach by purpose, channel and month',
    response: consentStatisticsSchema,
    handler: ({ actor }) => consentStatistics(context, ports, actor),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/privacy/preferences', permission: privacyPolicy.consent, tags: TAGS, scoped: true,
    summary: 'Write how a customer in reach wishes to be contacted; audited',
    body: preferenceRequestSchema,
    response: recordedSchema,
    handler: ({ body, actor }) => setPreference(context, ports, body, actor),
  })
}

function addUnmasking(routes: Routes, context: Context, ports: PrivacyPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/privacy/unmask', permission: privacyPolicy.unmask, tags: TAGS, scoped: true,
    summary: 'Clear values of one customer in reach, for a purpose, within the day\'s quota; audited',
    body: unmaskRequestSchema,
    response: unmaskedSchema,
    handler: ({ body, actor }) => unmask(context, ports, body, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/privacy/unmask/quota', permission: privacyPolicy.unmask, tags: TAGS,
    summary: "What the asker has left of today's unmaskings",
    response: quotaSchema,
    handler: ({ actor }) => readQuota(context, actor),
  })
}

function addPolicy(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/privacy/policy', permission: privacyPolicy.read, tags: TAGS,
    summary: 'The bank\'s privacy policy: quota, purposes, retention',
    response: policyViewSchema,
    handler: () => loadPolicy(context.ledger.db),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/privacy/policy', permission: privacyPolicy.manage, tags: TAGS,
    summary: 'Replace the privacy policy; audited',
    body: privacyPolicySchema,
    response: policyViewSchema,
    handler: ({ body, actor }) => changePolicy(context, body, actor),
  })
}

function addKeys(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/privacy/keys', permission: privacyPolicy.read, tags: TAGS,
    summary: 'Sealing keys with their age and how many rows each sealed; never the keys',
    response: keyStateSchema,
    handler: () => keyState(context),
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/keys/rotate', permission: privacyPolicy.keys, tags: TAGS,
    summary: 'Make a new key and seal everything anew with it',
    body: z.strictObject({ newKey: z.boolean().default(true) }),
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('privacy.rotate-keys', body, actor, { subject: 'keys', ...idempotencyKey(request) }) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/privacy/keys/:id/retire', permission: privacyPolicy.keys, tags: TAGS,
    summary: 'Forget a key nothing is sealed with; audited. Backups that need it can no longer be read',
    params: z.object({ id: z.string().max(20) }),
    response: keyStateSchema,
    handler: ({ params, actor }) => retireKey(context, params.id, actor),
  })
}
