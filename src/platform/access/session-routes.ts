import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '#kernel/error'
import type { Routes } from '#platform/http'
import { SESSION_COOKIE, type Identity } from './authenticate.js'
import {
  demoAccountListSchema,
  demoSignInSchema,
  passwordChangeSchema,
  sessionViewSchema,
  setupCheckSchema,
  setupSchema,
  setupValidSchema,
  signInSchema,
  type SessionView,
} from './contract.js'
import type { Access } from './create-access.js'
import { changeOwnPassword } from './people.js'
import { loadPeople } from './person-store.js'
import { closeSession, SESSION_MS } from './session-store.js'
import { isSetupLinkValid } from './setup-link.js'
import { setUp, signIn, signInToDemo, type SignedIn } from './sign-in.js'

const tags = ['session'] as const

/** Signing in and out, first set-up, demo accounts. */
export function sessionRoutes(routes: Routes, access: Access): void {
  const { ledger, clock } = access.options
  const deps = { ...access.options, passwords: access.passwords }
  addSignIn(routes, access)
  addDemo(routes, access)
  routes.add({
    method: 'POST',
    url: '/api/v1/setup/check',
    permission: 'public',
    summary: 'Whether a set-up link still works',
    tags,
    body: setupCheckSchema,
    response: setupValidSchema,
    handler: async ({ body }) => ({ valid: await isSetupLinkValid(ledger.db, body.token, clock.now()) }),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/setup',
    permission: 'public',
    summary: 'Make the first administrator with the one-time link',
    tags,
    body: setupSchema,
    response: sessionViewSchema,
    handler: async ({ body, request, reply }) => {
      refuseCrossSite(request)
      return welcome(access, reply, await setUp(deps, body, request.ip))
    },
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/session/password',
    permission: 'signed-in',
    summary: 'Change your own password; signs you out everywhere',
    tags,
    body: passwordChangeSchema,
    response: z.object({}),
    handler: async ({ body, actor, reply }) => {
      if (actor.kind !== 'person') fail('FORBIDDEN', { permission: 'person' })
      await changeOwnPassword(deps, body.current, body.next, actor)
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
      return {}
    },
  })
}

function addSignIn(routes: Routes, access: Access): void {
  const { ledger, audit } = access.options
  const deps = { ...access.options, passwords: access.passwords }
  routes.add({
    method: 'GET',
    url: '/api/v1/session',
    permission: 'public',
    summary: 'Who is signed in',
    tags,
    response: sessionViewSchema,
    handler: async ({ request }) => view(access, await access.identify(request)),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/session',
    permission: 'public',
    summary: 'Sign in',
    tags,
    body: signInSchema,
    response: sessionViewSchema,
    handler: async ({ body, request, reply }) => {
      refuseCrossSite(request)
      return welcome(access, reply, await signIn(deps, body, request.ip))
    },
  })
  routes.add({
    method: 'DELETE',
    url: '/api/v1/session',
    permission: 'signed-in',
    summary: 'Sign out',
    tags,
    response: z.object({}),
    handler: async ({ actor, request, reply }) => {
      const cookie = request.cookies[SESSION_COOKIE]
      if (cookie !== undefined) await closeSession(ledger.db, cookie)
      await audit.record(actor, {
        action: 'access.sign-out',
        objectKind: 'person',
        objectKey: actor.id,
        ip: request.ip,
      })
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
      return {}
    },
  })
}

function addDemo(routes: Routes, access: Access): void {
  const { ledger, demo } = access.options
  const deps = { ...access.options, passwords: access.passwords }
  routes.add({
    method: 'GET',
    url: '/api/v1/demo/accounts',
    permission: 'public',
    summary: 'Accounts of the demo bank',
    tags,
    response: demoAccountListSchema,
    handler: async () => {
      if (!demo) fail('DEMO_ONLY')
      const orgs = new Map((await access.orgs()).map((org) => [org.orgId, org]))
      const items = (await loadPeople(ledger.db, true)).map((row) => {
        const org = row.org_id === null ? undefined : orgs.get(row.org_id)
        const { login, display_name: displayName, roles } = row
        return { login, displayName, roles, orgNameZh: org?.nameZh ?? null, orgNameEn: org?.nameEn ?? null }
      })
      return { items }
    },
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/demo/session',
    permission: 'public',
    summary: 'Sign in to a demo account',
    tags,
    body: demoSignInSchema,
    response: sessionViewSchema,
    handler: async ({ body, request, reply }) => {
      if (!demo) fail('DEMO_ONLY')
      refuseCrossSite(request)
      return welcome(access, reply, await signInToDemo(deps, body.login, request.ip))
    },
  })
}

/** Another site must not sign a visitor in as somebody it chose. */
export function refuseCrossSite(request: FastifyRequest): void {
  if (request.headers['sec-fetch-site'] === 'cross-site') fail('CSRF_FAILED')
}

async function welcome(access: Access, reply: FastifyReply, session: SignedIn): Promise<SessionView> {
  reply.setCookie(SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: access.options.secure,
    maxAge: SESSION_MS / 1000,
  })
  return view(access, session)
}

async function view(access: Access, identity: Identity | null): Promise<SessionView> {
  const actor = identity?.actor ?? null
  return {
    person: actor === null ? null : { id: actor.id, name: actor.name, kind: actor.kind },
    roles: [...(actor?.roles ?? [])],
    permissions: [...(actor?.permissions ?? [])],
    scope: actor === null ? null : { ...actor.scope, orgPaths: [...actor.scope.orgPaths] },
    csrf: identity?.csrf ?? null,
    demo: access.options.demo,
    setupNeeded: actor === null && !(await access.adminExists()),
  }
}
