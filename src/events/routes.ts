import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { draftFromSeen } from './actions/adopt-event.js'
import { listPlanned, showPlanned } from './actions/planned-events.js'
import { changeSettings, changeWriteKey, createWriteKey } from './actions/manage-keys.js'
import { lastOfCustomer, lastOfDevice } from './actions/read-events.js'
import { readCoverage, readRejects, readSummary, readViolations } from './actions/read-figures.js'
import { streamEventRejects } from './actions/stream-rejects.js'
import { watchLive } from './actions/watch-live.js'
import {
  adoptRequestSchema, adoptedSchema, coverageSchema, daysQuery, intakeSettingsSchema, lastEventsSchema, lastOfCustomerSchema, lastOfDeviceSchema, liveQuery, liveSchema,
  plannedEventListSchema, plannedEventSchema, rejectListSchema, rejectQuery, replayRequestSchema, summarySchema, violationListSchema, writeKeyCreateSchema, writeKeyCreatedSchema, writeKeyPatchSchema, writeKeySchema,
} from './contract.js'
import { intakeRoutes } from './intake-routes.js'
import { eventsPolicy } from './policy.js'
import { presentKey, presentLive, presentReject, presentStored } from './present.js'
import { loadKeys, loadSettings } from './store/write-key-store.js'

const TAGS = ['events']

/** Routes of the room: intake under /v1, everything about it under /api/v1/events. */
export function eventsRoutes(routes: Routes, context: Context): void {
  intakeRoutes(routes, context)
  keyRoutes(routes, context)
  figureRoutes(routes, context)
  rejectRoutes(routes, context)
  planRoutes(routes, context)
  plannedRoutes(routes, context)
  liveRoutes(routes, context)
}

function keyRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/write-keys', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Write keys, newest first',
    response: z.object({ items: z.array(writeKeySchema) }),
    handler: async () => ({ items: (await loadKeys(context.ledger)).map(presentKey) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/write-keys', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Make a write key; the key is in this answer only',
    body: writeKeyCreateSchema,
    response: writeKeyCreatedSchema,
    handler: ({ body, actor }) => createWriteKey(context, body, actor),
  })
  routes.add({
    method: 'PATCH', url: '/api/v1/events/write-keys/:id', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Rename, limit, enable or disable a write key',
    params: z.object({ id: z.uuid() }),
    body: writeKeyPatchSchema,
    response: writeKeySchema,
    handler: ({ params, body, actor }) => changeWriteKey(context, params.id, body, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/events/settings', permission: eventsPolicy.read, tags: TAGS,
    summary: 'Limits of intake',
    response: intakeSettingsSchema,
    handler: () => loadSettings(context.ledger),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/events/settings', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Change the limits of intake; what is left out takes its default',
    body: intakeSettingsSchema,
    response: intakeSettingsSchema,
    handler: ({ body, actor }) => changeSettings(context, body, actor),
  })
}

function figureRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/summary', permission: eventsPolicy.read, tags: TAGS,
    summary: 'Accepted, duplicate, rejected, late, corrected and unknown events by hour and write key, and intake now',
    query: daysQuery,
    response: summarySchema,
    handler: ({ query }) => readSummary(context, query.days),
  })
  routes.add({
    method: 'GET', url: '/api/v1/events/violations', permission: eventsPolicy.read, tags: TAGS,
    summary: 'What breaks the tracking plan, by event, property, library and version, with masked samples',
    query: daysQuery,
    response: violationListSchema,
    handler: async ({ query }) => ({ items: await readViolations(context, query.days) }),
  })
}

function rejectRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/rejects', permission: eventsPolicy.read, tags: TAGS,
    summary: 'Rejected events, newest first, masked, and how many by code',
    query: rejectQuery,
    response: rejectListSchema,
    handler: async ({ query }) => {
      const page = await readRejects(context, query)
      return { ...page, items: page.items.map(presentReject) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/events/rejects.csv', permission: eventsPolicy.rejects, tags: TAGS,
    summary: 'Rejected events as they were sent',
    query: z.object({ code: z.string().max(60).optional(), days: z.coerce.number().int().min(1).max(400).default(30) }),
    response: null,
    handler: async ({ query, actor, reply }) => sendStream(reply, { name: 'event-rejects.csv', type: 'text/csv; charset=utf-8' }, await streamEventRejects(context, query, actor)),
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/rejects/replay', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Try rejected events again, after what was wrong is mended',
    body: replayRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('events.replay-rejects', body, actor, idempotencyKey(request)) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/held/adopt', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'Give events of users who were unknown to the customers they have become',
    response: startedSchema,
    handler: async ({ actor, request }) => ({ jobId: await context.jobs.start('events.adopt-held', {}, actor, idempotencyKey(request)) }),
  })
}

function planRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/coverage', permission: eventsPolicy.read, tags: TAGS,
    summary: 'The tracking plan against what is seen: seen, never seen, not declared',
    query: daysQuery,
    response: coverageSchema,
    handler: async ({ query }) => ({ items: await readCoverage(context, query.days) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/adopt', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'A draft for the plan made of what an undeclared event looks like; nothing is saved',
    body: adoptRequestSchema,
    response: adoptedSchema,
    handler: ({ body }) => draftFromSeen(context, body.event),
  })
}

/** The plan for who uses its events in rules, without the figures of intake. */
function plannedRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/plan', permission: eventsPolicy.plan, tags: TAGS,
    summary: 'Events of the tracking plan in force, with the names of their properties',
    response: plannedEventListSchema,
    handler: async () => ({ items: await listPlanned(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/events/plan/:key', permission: eventsPolicy.plan, tags: TAGS,
    summary: 'An event of the tracking plan: meaning, purposes, properties and what rules may ask of them, what uses it',
    params: z.object({ key: z.string().max(100) }),
    response: plannedEventSchema,
    handler: ({ params, actor }) => showPlanned(context, params.key, actor),
  })
}

function liveRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/events/live', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'The last events as they come, masked, with what the plan says; waits for new ones when asked to',
    query: liveQuery,
    response: liveSchema,
    handler: async ({ query, request }) => {
      const { position, items } = await watchLive(context, query, request.raw)
      return { position, items: items.map(presentLive) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/of-customer', permission: eventsPolicy.customer, tags: TAGS, scoped: true,
    summary: 'The last events of a customer in the asker\'s scope, masked, those before sign-in among them',
    body: lastOfCustomerSchema,
    response: lastEventsSchema,
    handler: async ({ body, actor }) => ({ items: (await lastOfCustomer(context, body.custId, body.limit, actor)).map(presentStored) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/events/of-device', permission: eventsPolicy.manage, tags: TAGS,
    summary: 'The last events of a device, masked',
    body: lastOfDeviceSchema,
    response: lastEventsSchema,
    handler: async ({ body }) => ({ items: (await lastOfDevice(context, body.deviceId, body.limit)).map(presentStored) }),
  })
}
