import { z } from 'zod'
import type { Context } from '#platform/context'
import { sendStream, XLSX_TYPE, type Routes } from '#platform/http'
import { adoptSpace } from './actions/adopt-space.js'
import { exportSpace, exportSpaceWorkbook } from './actions/export-space.js'
import { readSpace, showDepth, showSpaces } from './actions/tier-depth.js'
import { adoptedSchema } from './contract-clustering.js'
import { adoptSpaceSchema, depthQuery, spaceExportPick, spacePageQuery, spacePageSchema, spaceQuery, tierDepthSchema, tierSpacesSchema } from './contract-depth.js'
import { exportRequestSchema } from './contract.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['tierings']
const ONE = '/api/v1/tierings/:key/runs/:run'
const params = z.object({ key: z.string().max(80), run: z.coerce.number().int().min(1) })

/** Routes of how much the customers of a tiering hold, and what there is room for. */
export function depthRoutes(routes: Routes, context: Context): void {
  addCounts(routes, context)
  addCustomers(routes, context)
}

function addCounts(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: `${ONE}/depth`, permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'How many product categories the customers of each tier hold on the date of the run, and which, with TGI against all',
    params,
    query: depthQuery,
    response: tierDepthSchema,
    handler: ({ params: at, query, actor }) => showDepth(context, at, actor, query),
  })
  routes.add({
    method: 'GET', url: `${ONE}/spaces`, permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Of those of a tier who hold at most so many categories: who lacks each one, with what chance they would hold it',
    params,
    query: spaceQuery,
    response: tierSpacesSchema,
    handler: ({ params: at, query, actor }) => showSpaces(context, at, actor, query),
  })
}

function addCustomers(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: `${ONE}/whitespace`, permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'Customers with room for a category, the highest chance first, with what they hold and what is likeliest next',
    params,
    query: spacePageQuery,
    response: spacePageSchema,
    handler: ({ params: at, query, actor }) => readSpace(context, at, actor, query),
  })
  routes.add({
    method: 'POST', url: `${ONE}/whitespace.csv`, permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'Customers with room for a category as CSV with every tag or those chosen, with purpose and watermark; audited',
    params,
    body: exportRequestSchema.extend(spaceExportPick.shape),
    response: null,
    handler: async ({ params: at, body, actor, reply }) => {
      const file = await exportSpace(context, at, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
  routes.add({
    method: 'POST', url: `${ONE}/whitespace.xlsx`, permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'The same as a workbook, of lists that are not too large for one; audited',
    params,
    body: exportRequestSchema.extend(spaceExportPick.shape),
    response: null,
    handler: async ({ params: at, body, actor, reply }) => {
      const file = await exportSpaceWorkbook(context, at, actor, body)
      return sendStream(reply, { name: file.name, type: XLSX_TYPE }, file.bytes)
    },
  })
  routes.add({
    method: 'POST', url: `${ONE}/whitespace/adopt`, permission: segmentPolicy.write, tags: TAGS, scoped: true,
    summary: 'Draft a segment of those of a tier who lack a category, by rule',
    params,
    body: adoptSpaceSchema,
    response: adoptedSchema,
    handler: ({ params: at, body, actor }) => adoptSpace(context, at, body, actor),
  })
}
