import { z } from 'zod'
import type { Routes } from '#platform/http'
import {
  orgListSchema,
  orgUpsertSchema,
  personChangeSchema,
  personCreateSchema,
  personIdSchema,
  personListSchema,
  personSchema,
  serviceTokenCreateSchema,
  serviceTokenListSchema,
  serviceTokenMadeSchema,
} from './contract.js'
import type { Access } from './create-access.js'
import { changePerson, createPerson } from './people.js'
import { loadPeople, presentPerson } from './person-store.js'
import { createServiceToken, loadServiceTokens, revokeServiceToken } from './service-token.js'

/** People, organisations and service tokens. */
export function peopleRoutes(routes: Routes, access: Access): void {
  addPeople(routes, access)
  addOrgs(routes, access)
  addTokens(routes, access)
}

function addPeople(routes: Routes, access: Access): void {
  const tags = ['people'] as const
  const deps = { ...access.options, passwords: access.passwords }
  routes.add({
    method: 'GET',
    url: '/api/v1/people',
    permission: 'people.read',
    summary: 'People who may sign in',
    tags,
    response: personListSchema,
    handler: async () => ({ items: (await loadPeople(access.options.ledger.db)).map(presentPerson) }),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/people',
    permission: 'people.manage',
    summary: 'Add a person',
    tags,
    body: personCreateSchema,
    response: personSchema,
    handler: ({ body, actor }) => createPerson(deps, body, actor),
  })
  routes.add({
    method: 'PATCH',
    url: '/api/v1/people/:id',
    permission: 'people.manage',
    summary: 'Change, disable or enable a person',
    tags,
    params: personIdSchema,
    body: personChangeSchema,
    response: personSchema,
    handler: ({ params, body, actor }) => changePerson(deps, params.id, body, actor),
  })
}

function addOrgs(routes: Routes, access: Access): void {
  const tags = ['organisations'] as const
  const { audit } = access.options
  routes.add({
    method: 'GET',
    url: '/api/v1/orgs',
    permission: 'signed-in',
    summary: 'Organisations, parents before children',
    tags,
    response: orgListSchema,
    handler: async () => ({ items: await access.orgs() }),
  })
  routes.add({
    method: 'PUT',
    url: '/api/v1/orgs',
    permission: 'people.manage',
    summary: 'Add and change organisations; those not named stay',
    tags,
    body: orgUpsertSchema,
    response: z.object({ changed: z.number().int() }),
    bodyLimit: 8 * 1024 * 1024,
    handler: async ({ body, actor }) => {
      const changed = await access.upsertOrgs(body.orgs)
      await audit.record(actor, {
        action: 'org.upsert',
        objectKind: 'org',
        objectKey: '-',
        after: { changed },
      })
      return { changed }
    },
  })
}

function addTokens(routes: Routes, access: Access): void {
  const tags = ['service tokens'] as const
  const { ledger, audit, clock } = access.options
  routes.add({
    method: 'GET',
    url: '/api/v1/service-tokens',
    permission: 'people.manage',
    summary: 'Service tokens, newest first',
    tags,
    response: serviceTokenListSchema,
    handler: async () => ({ items: await loadServiceTokens(ledger.db) }),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/service-tokens',
    permission: 'people.manage',
    summary: 'Make a service token; its text is shown this once',
    tags,
    body: serviceTokenCreateSchema,
    response: serviceTokenMadeSchema,
    handler: ({ body, actor }) => createServiceToken({ ledger, audit, now: clock.now() }, body, actor),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/service-tokens/:id/revoke',
    permission: 'people.manage',
    summary: 'Revoke a service token',
    tags,
    params: personIdSchema,
    response: z.object({}),
    handler: async ({ params, actor }) => {
      await revokeServiceToken(ledger, audit, params.id, actor, clock.now())
      return {}
    },
  })
}
