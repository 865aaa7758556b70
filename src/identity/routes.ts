import type { Context } from '#platform/context'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { mergeAbove, decidePair } from './actions/decide.js'
import { startChange, startUndo } from './actions/change-persons.js'
import { findByIdentifier } from './actions/find-identifier.js'
import { readChange, readPerson } from './actions/read-changes.js'
import { nextReview, readPair, readQueue } from './actions/read-desk.js'
import { previewOwners } from './actions/apply-owners.js'
import { exportOrphans, readOrphans, readOwnerConflicts } from './actions/read-owners.js'
import { linkRuns, readPanel } from './actions/read-panel.js'
import { rulesInForce } from './actions/read-rules.js'
import { requireVisible } from './actions/reading.js'
import {
  bulkRequestSchema, changeDetailQuerySchema, changeDetailSchema, changeIdSchema, changePageSchema, changeQuerySchema, changeStartedSchema, decideRequestSchema,
  decidedSchema, exportRequestSchema, findRequestSchema, foundSchema, lineageRequestSchema, linkRequestSchema, linkRunsSchema, linkSummarySchema, mergeRequestSchema,
  nextRequestSchema, nextReviewSchema, orphanPageSchema, orphanQuerySchema, ownerConflictPageSchema, ownerPreviewRequestSchema, ownerPreviewSchema, pageQuery, pairRequestSchema, personSchema, previewRequestSchema,
  qualitySchema, queuePageSchema, queueQuerySchema, reviewItemSchema, splitRequestSchema, undoRequestSchema,
} from './contract.js'
import { identityPolicy } from './policy.js'
import type { IdentityReadPorts } from './ports.js'
import { presentChange } from './present.js'
import { pageChanges } from './store/change-store.js'

const TAGS = ['identity']

/** Routes of who is one person. Rules are the definition `identity-rules/one-id`. */
export function identityRoutes(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  addRuns(routes, context, ports)
  addDesk(routes, context, ports)
  addChanges(routes, context, ports)
  addPersons(routes, context, ports)
  addOwners(routes, context, ports)
}

function addRuns(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/identity/quality', permission: identityPolicy.panel, tags: TAGS, scoped: true,
    summary: 'Persons and customer numbers, conflicts, shared identifiers, customers without an owner, the last link run',
    response: qualitySchema,
    handler: ({ actor }) => readPanel(context, ports, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/identity/runs', permission: identityPolicy.panel, tags: TAGS,
    summary: 'Link runs that were applied, newest first',
    response: linkRunsSchema,
    handler: async () => ({ items: (await linkRuns(context, 'applied')).map(({ summary, at }) => ({ ...summary, at })) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/identity/preview', permission: identityPolicy.manage, tags: TAGS,
    summary: 'The last preview: what the rules would link, against what is linked',
    response: linkSummarySchema.nullable(),
    handler: async () => (await linkRuns(context, 'preview'))[0]?.summary ?? null,
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/link', permission: identityPolicy.manage, tags: TAGS,
    summary: 'Link the whole base with the published rules and apply it',
    body: linkRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('identity.link', body, actor, idempotencyKey(request)) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/preview', permission: identityPolicy.manage, tags: TAGS,
    summary: 'Try rules on the whole base; changes nothing',
    body: previewRequestSchema,
    response: startedSchema,
    handler: async ({ body, actor, request }) => ({ jobId: await context.jobs.start('identity.preview', body, actor, idempotencyKey(request)) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/settle', permission: identityPolicy.manage, tags: TAGS,
    summary: 'Remove copies of rows that identity changes left behind',
    response: startedSchema,
    handler: async ({ actor }) => ({ jobId: await context.jobs.start('identity.settle', {}, actor) }),
  })
}

function addDesk(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/identity/queue', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Pairs to review: the most certain first, then the most at stake',
    query: queueQuerySchema,
    response: queuePageSchema,
    handler: ({ query, actor }) => readQueue(context, ports, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/review/next', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'The next pair side by side, with its evidence in words',
    body: nextRequestSchema,
    response: nextReviewSchema,
    handler: ({ body, actor }) => nextReview(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/review/pair', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'One pair side by side',
    body: pairRequestSchema,
    response: reviewItemSchema,
    handler: ({ body, actor }) => readPair(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/decisions', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Merge a pair, keep it apart, or say one is unsure; audited',
    body: decideRequestSchema,
    response: decidedSchema,
    handler: ({ body, actor }) => decidePair(context, ports, body, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/decisions/bulk', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Merge every waiting pair from a probability on, when there are as many as was seen; audited',
    body: bulkRequestSchema,
    response: decidedSchema,
    handler: ({ body, actor }) => mergeAbove(context, ports, body, actor),
  })
}

function addChanges(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/identity/merges', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Make customers one person; audited',
    body: mergeRequestSchema,
    response: changeStartedSchema,
    handler: async ({ body, actor }) => {
      await requireVisible(context, ports, body.custIds, actor)
      return startChange(context, { kind: 'merge', custIds: body.custIds, note: body.note }, actor)
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/splits', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Take customer numbers out of their person, together; audited',
    body: splitRequestSchema,
    response: changeStartedSchema,
    handler: async ({ body, actor }) => {
      await requireVisible(context, ports, body.custIds, actor)
      return startChange(context, { kind: 'split', custIds: body.custIds, note: body.note }, actor)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/identity/changes', permission: identityPolicy.manage, tags: TAGS,
    summary: 'Merges, splits, link runs and undos, newest first',
    query: changeQuerySchema,
    response: changePageSchema,
    handler: async ({ query }) => {
      const page = await pageChanges(context.ledger.db, query)
      return { items: page.items.map(presentChange), nextCursor: page.nextCursor, total: null }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/identity/changes/:id', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'A change with its merges: who, why, and whether it was taken back',
    params: changeIdSchema,
    query: changeDetailQuerySchema,
    response: changeDetailSchema,
    handler: ({ params, query, actor }) => readChange(context, ports, params.id, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/changes/:id/undo', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'Take a change back, or one of its merges; later rows go back to their own customer number; audited',
    params: changeIdSchema,
    body: undoRequestSchema,
    response: changeStartedSchema,
    handler: ({ params, body, actor }) => startUndo(context, ports, params.id, body, actor),
  })
}

function addPersons(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/identity/persons', permission: identityPolicy.read, tags: TAGS, scoped: true,
    summary: 'The person a customer is: customer numbers and lineage',
    body: lineageRequestSchema,
    response: personSchema,
    handler: ({ body, actor }) => readPerson(context, ports, body.custId, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/find', permission: identityPolicy.read, tags: TAGS, scoped: true,
    summary: 'Customers with a mobile, identity number, e-mail or name; audited with its purpose',
    body: findRequestSchema,
    response: foundSchema,
    handler: ({ body, actor }) => findByIdentifier(context, ports, body, actor),
  })
}

function addOwners(routes: Routes, context: Context, ports: IdentityReadPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/identity/orphans', permission: identityPolicy.read, tags: TAGS, scoped: true,
    summary: 'Open customers without a main org or manager, with why; the most at stake first',
    query: orphanQuerySchema,
    response: orphanPageSchema,
    handler: ({ query, actor }) => readOrphans(context, ports, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/orphans.csv', permission: identityPolicy.export, tags: TAGS, scoped: true,
    summary: 'The same as CSV, with purpose and watermark; audited',
    body: exportRequestSchema,
    response: null,
    handler: async ({ body, actor, reply }) => {
      const file = await exportOrphans(context, ports, actor, body.purpose)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/identity/owner-conflicts', permission: identityPolicy.read, tags: TAGS, scoped: true,
    summary: 'Persons whose customer numbers name different orgs or managers, and whose holds by the rules',
    query: pageQuery,
    response: ownerConflictPageSchema,
    handler: ({ query, actor }) => readOwnerConflicts(context, ports, query, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/owners/preview', permission: identityPolicy.manage, tags: TAGS, scoped: true,
    summary: 'What preferences would change: persons whose main org or manager would be another; changes nothing',
    body: ownerPreviewRequestSchema,
    response: ownerPreviewSchema,
    handler: async ({ body, actor }) => previewOwners(context, ports, body.owner ?? (await rulesInForce(context)).rules.owner, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/identity/owners/apply', permission: identityPolicy.manage, tags: TAGS,
    summary: 'Put the published preferences in force for every person, for new preferences and changed data',
    response: startedSchema,
    handler: async ({ actor, request }) => ({ jobId: await context.jobs.start('identity.owners', {}, actor, idempotencyKey(request)) }),
  })
}
