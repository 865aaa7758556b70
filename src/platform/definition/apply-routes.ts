import type { Routes } from '#platform/http'
import { applyResultSchema, definitionApplySchema, definitionFilesSchema } from './contract.js'
import type { Definitions } from './definitions.js'

const tags = ['definitions'] as const
const BODY_LIMIT = 32 * 1024 * 1024

/** Definitions as files: export, plan, apply. */
export function applyRoutes(routes: Routes, definitions: Definitions): void {
  routes.add({
    method: 'GET',
    url: '/api/v1/definitions/export',
    permission: 'definition.apply',
    summary: 'Every live definition as YAML files',
    tags,
    response: definitionFilesSchema,
    handler: async () => ({ files: await definitions.exportAll() }),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/plan',
    permission: 'definition.apply',
    summary: 'What applying files would change',
    tags,
    bodyLimit: BODY_LIMIT,
    body: definitionFilesSchema,
    response: applyResultSchema,
    handler: async ({ body }) => ({ items: await definitions.planApply(body.files) }),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/definitions/apply',
    permission: 'definition.apply',
    summary: 'Publish what differs, all or nothing',
    tags,
    bodyLimit: BODY_LIMIT,
    body: definitionApplySchema,
    response: applyResultSchema,
    handler: async ({ body, actor }) => {
      const options = { force: body.force, ...(body.note === undefined ? {} : { note: body.note }) }
      return { items: await definitions.apply(body.files, actor, options) }
    },
  })
}
