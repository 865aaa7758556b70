import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import type { z } from 'zod'
import { AppError, fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import { PUBLIC_ROUTES } from './public-routes.js'
import type { KnownRoute, RouteDefinition, RouteInput, Routes } from './route.js'

const ANONYMOUS: Actor = {
  id: 'anonymous',
  name: 'anonymous',
  kind: 'system',
  roles: [],
  permissions: [],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

type AnyRoute = RouteDefinition<z.ZodType, z.ZodType, z.ZodType>

/** Adds routes with their policy: no route exists without one. */
export function createRoutes(
  app: FastifyInstance,
  authenticate: (request: FastifyRequest) => Promise<Actor | null>,
): { routes: Routes; known: readonly KnownRoute[] } {
  const known: KnownRoute[] = []
  const routes: Routes = {
    add(given) {
      const route = given as unknown as AnyRoute
      checkPublic(route)
      known.push({ method: route.method, url: route.url, permission: route.permission, scoped: route.scoped ?? false })
      addTo(app, route.raw === true, (scope) => scope.route({
        method: route.method,
        url: route.url,
        schema: schemaOf(route),
        ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
        ...(route.beforeBody === undefined ? {} : { onRequest: route.beforeBody }),
        // Who and whether come before what: a stranger learns nothing from validation.
        preValidation: async (request) => {
          const actor = route.permission === 'public' ? ANONYMOUS : await authenticate(request)
          actors.set(request, admit(actor, route))
        },
        handler: async (request, reply) => {
          const actor = actors.get(request) ?? ANONYMOUS
          const input = { params: request.params, query: request.query, body: request.body, actor, request, reply }
          return (route.handler as (input: unknown) => Promise<unknown>)(input satisfies Loose)
        },
      }))
    },
  }
  return { routes, known }
}

/** Adds a route; a raw one in a scope of its own, where every body is bytes. */
function addTo(app: FastifyInstance, raw: boolean, add: (scope: FastifyInstance) => void): void {
  if (!raw) {
    add(app)
    return
  }
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    add(scope)
  })
}

type Loose = { [Key in keyof RouteInput<undefined, undefined, undefined>]: unknown }

const actors = new WeakMap<FastifyRequest, Actor>()

function checkPublic(route: AnyRoute): void {
  const listed = PUBLIC_ROUTES.includes(`${route.method} ${route.url}`)
  if (listed !== (route.permission === 'public')) {
    throw new Error(`${route.method} ${route.url}: public routes are exactly those listed in public-routes.ts`)
  }
}

function admit(actor: Actor | null, route: AnyRoute): Actor {
  if (actor === null) return fail('SIGN_IN_NEEDED')
  if (route.permission === 'public' || route.permission === 'signed-in') return actor
  if (actor.permissions.includes(route.permission)) return actor
  throw new AppError('FORBIDDEN', { permission: route.permission })
}

function schemaOf(route: AnyRoute): FastifySchema {
  const schema: Record<string, unknown> = { summary: route.summary, tags: [...route.tags] }
  if (route.params !== undefined) schema['params'] = route.params
  if (route.query !== undefined) schema['querystring'] = route.query
  if (route.body !== undefined) schema['body'] = route.body
  if (route.response !== null) schema['response'] = { 200: route.response }
  return schema
}
