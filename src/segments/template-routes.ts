import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { applyTemplate, listTemplates, previewTemplate } from './actions/templates.js'
import { applyTemplateSchema, templateListSchema, templatePreviewSchema } from './contract-template.js'
import { segmentPolicy } from './policy.js'
import type { SegmentPorts } from './ports.js'

const TAGS = ['segment-templates']
const keyParams = z.object({ key: z.string().max(80) })

/** Routes of the templates that ship with the product. */
export function templateRoutes(routes: Routes, context: Context, ports: SegmentPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/segment-templates', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Templates of segments and tierings, with the data each needs and whether they are there',
    response: templateListSchema,
    handler: () => listTemplates(context, ports),
  })
  routes.add({
    method: 'GET', url: '/api/v1/segment-templates/:key/count', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'How many customers a template would take',
    params: keyParams,
    response: templatePreviewSchema,
    handler: ({ params, actor }) => previewTemplate(context, ports, params.key, actor),
  })
  routes.add({
    method: 'POST', url: '/api/v1/segment-templates/:key/apply', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Draft a segment or tiering of a template',
    params: keyParams,
    body: applyTemplateSchema,
    response: z.object({ kind: z.enum(['segment', 'tiering']), key: z.string(), revision: z.number().int() }),
    handler: ({ params, body, actor }) => applyTemplate(context, ports, params.key, body.key, actor),
  })
}
