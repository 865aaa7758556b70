import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail, messageOf } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Routes } from '#platform/http'
import { applyRoutes } from './apply-routes.js'
import {
  definitionCheckSchema,
  definitionCreateSchema,
  definitionKindListSchema,
  definitionListSchema,
  definitionMistakesSchema,
  definitionPublishSchema,
  definitionQuerySchema,
  definitionSaveSchema,
  definitionSchema,
  definitionUsersSchema,
  definitionVersionsSchema,
  keyParamsSchema,
  kindParamsSchema,
  versionParamsSchema,
} from './contract.js'
import type { Definition, Definitions } from './definitions.js'

const tags = ['definitions'] as const

/** Generic routes over every registered kind; each asks for the kind's own permission. */
export function definitionRoutes(routes: Routes, definitions: Definitions): void {
  applyRoutes(routes, definitions)
  addReading(routes, definitions)
  addVersions(routes, definitions)
  addChecking(routes, definitions)
  addWriting(routes, definitions)
  addPublishing(routes, definitions)
}

function addReading(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions',
    permission: 'signed-in',
    summary: 'Kinds of definitions you may read',
    tags,
    response: definitionKindListSchema,
    handler: async ({ actor }) => {
      const readable = definitions.kinds().filter((kind) => actor.permissions.includes(kind.permissions.read))
      const items = readable.map(({ kind, order, permissions }) => ({
        kind,
        order,
        mayWrite: actor.permissions.includes(permissions.write),
      }))
      return { items }
    },
  })
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/:kind',
    permission: 'signed-in',
    summary: 'Definitions of a kind',
    tags,
    params: kindParamsSchema,
    query: definitionQuerySchema,
    response: definitionListSchema,
    handler: async ({ params, query, actor }) => {
      admit(definitions, actor, params.kind, 'read')
      return {
        items: (await definitions.list(params.kind, { archived: query.archived ?? false })).map(present),
      }
    },
  })
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/:kind/:key',
    permission: 'signed-in',
    summary: 'The draft, or the published definition',
    tags,
    params: keyParamsSchema,
    response: definitionSchema,
    handler: async ({ params, actor, reply }) => {
      admit(definitions, actor, params.kind, 'read')
      return tagged(reply, await definitions.get(params.kind, params.key))
    },
  })
}

function addVersions(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/:kind/:key/versions',
    permission: 'signed-in',
    summary: 'Published versions, newest first',
    tags,
    params: keyParamsSchema,
    response: definitionVersionsSchema,
    handler: async ({ params, actor }) => {
      admit(definitions, actor, params.kind, 'read')
      return { items: await definitions.versions(params.kind, params.key) }
    },
  })
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/:kind/:key/versions/:version',
    permission: 'signed-in',
    summary: 'One published version',
    tags,
    params: versionParamsSchema,
    response: definitionSchema,
    handler: async ({ params, actor }) => {
      admit(definitions, actor, params.kind, 'read')
      const [head, published] = await Promise.all([definitions.get(params.kind, params.key), definitions.version(params.kind, params.key, params.version)])
      const { name, body, version, publishedAt: updatedAt, publishedBy: updatedBy } = published
      return present({ ...head, name, body, version, hasDraft: false, updatedAt, updatedBy })
    },
  })
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/:kind/:key/used-by',
    permission: 'signed-in',
    summary: 'What refers to it',
    tags,
    params: keyParamsSchema,
    response: definitionUsersSchema,
    handler: async ({ params, actor }) => {
      admit(definitions, actor, params.kind, 'read')
      return { items: await definitions.usedBy(params.kind, params.key) }
    },
  })
}

function addWriting(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/:kind',
    permission: 'signed-in',
    summary: 'Create a draft',
    tags,
    params: kindParamsSchema,
    body: definitionCreateSchema,
    response: definitionSchema,
    handler: async ({ params, body, actor, reply }) => {
      admit(definitions, actor, params.kind, 'write')
      return tagged(reply, await definitions.create(params.kind, body, actor))
    },
  })
  routes.add({
    method: 'PUT',
    url: '/api/v1/definitions/:kind/:key',
    permission: 'signed-in',
    summary: 'Replace the draft (If-Match: revision)',
    tags,
    params: keyParamsSchema,
    body: definitionSaveSchema,
    response: definitionSchema,
    handler: async ({ params, body, actor, request, reply }) => {
      admit(definitions, actor, params.kind, 'write')
      const input = { ...body, revision: revisionOf(request) }
      return tagged(reply, await definitions.save(params.kind, params.key, input, actor))
    },
  })
}

function addChecking(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/:kind/check',
    permission: 'signed-in',
    summary: 'Mistakes of a body, without saving',
    tags,
    params: kindParamsSchema,
    body: definitionCheckSchema,
    response: definitionMistakesSchema,
    handler: async ({ params, body, actor }) => {
      admit(definitions, actor, params.kind, 'read')
      const mistakes = await definitions.check(params.kind, body.key ?? null, body.body)
      return {
        mistakes: mistakes.map((one) => ({
          ...one,
          params: { ...one.params },
          message: messageOf(one.code, one.params),
        })),
      }
    },
  })
}

function addPublishing(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/:kind/:key/publish',
    permission: 'signed-in',
    summary: 'Make the draft the next version (If-Match: revision)',
    tags,
    params: keyParamsSchema,
    body: definitionPublishSchema,
    response: definitionSchema,
    handler: async ({ params, body, actor, request, reply }) => {
      admit(definitions, actor, params.kind, 'publish')
      const input = { ...body, revision: revisionOf(request) }
      return tagged(reply, await definitions.publish(params.kind, params.key, input, actor))
    },
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/:kind/:key/archive',
    permission: 'signed-in',
    summary: 'Archive; refused while used',
    tags,
    params: keyParamsSchema,
    response: z.object({}),
    handler: async ({ params, actor }) => {
      admit(definitions, actor, params.kind, 'write')
      await definitions.archive(params.kind, params.key, actor)
      return {}
    },
  })
}

function admit(definitions: Definitions, actor: Actor, kind: string, to: 'read' | 'write' | 'publish'): void {
  const { permissions } =
    definitions.kinds().find((one) => one.kind === kind) ?? fail('DEFINITION_KIND_UNKNOWN', { kind })
  const permission = to === 'publish' ? (permissions.publish ?? permissions.write) : permissions[to]
  if (!actor.permissions.includes(permission)) fail('FORBIDDEN', { permission })
}

/** The revision of `If-Match: "7"`. */
function revisionOf(request: FastifyRequest): number {
  const [, revision] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '') ?? []
  return revision === undefined ? fail('DEFINITION_REVISION_NEEDED') : Number(revision)
}

function tagged(reply: FastifyReply, definition: Definition<unknown>): z.input<typeof definitionSchema> {
  void reply.header('etag', `"${definition.revision}"`)
  return present(definition)
}

function present(definition: Definition<unknown>): z.input<typeof definitionSchema> {
  const { zh, en } = definition.name
  return { ...definition, name: en === undefined ? { zh } : { zh, en } }
}
