import { z } from 'zod'
import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { idempotencyKey, sendStream, type Routes } from '#platform/http'
import { startedSchema } from '#platform/http/contract'
import { adoptTier } from './actions/adopt-tier.js'
import { crossTiers, tierRates } from './actions/cross-tiers.js'
import { showTierPlane } from './actions/tier-plane.js'
import { planeQuery, tierCrossQuery, tierCrossSchema, tierPlaneSchema, tierRatesSchema } from './contract-plane.js'
import { exportTier } from './actions/export-members.js'
import { previewTiering } from './actions/preview-tiering.js'
import { leftOutOf } from './actions/alike-readings.js'
import { listTierings, showTiering, showTierMoves, showTierOrgs, showTiers, showTierTrend } from './actions/read-tierings.js'
import { showStages } from './actions/show-stages.js'
import { tierMembers } from './actions/tier-members.js'
import { alikeReadingsRequestSchema, alikeReadingsSchema } from './contract-alike.js'
import { adoptedSchema } from './contract-clustering.js'
import { stageBoardQuery, stageBoardSchema } from './contract-stages.js'
import { exportRequestSchema } from './contract.js'
import { adoptTierSchema, tierExportPick, runTieringSchema, tieringDetailSchema, tieringListSchema, tierMemberPageSchema, tierMembersQuery, tierMovesSchema, tierOrgsSchema, tierResultSchema, tierTrendSchema, tieringPreviewRequestSchema, tieringPreviewSchema } from './contract-tiering.js'
import { depthRoutes } from './depth-routes.js'
import { segmentPolicy } from './policy.js'

const TAGS = ['tierings']
const keyParams = z.object({ key: z.string().max(80) })
const runParams = keyParams.extend({ run: z.coerce.number().int().min(1) })

/** Routes of tierings. Reading and writing definitions is under /api/v1/definitions/tiering. */
export function tieringRoutes(routes: Routes, context: Context, ports: TagPorts): void {
  addReading(routes, context)
  addComparing(routes, context, ports)
  addPreview(routes, context, ports)
  addResults(routes, context)
  addWork(routes, context)
  depthRoutes(routes, context)
}

function addReading(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tierings', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Tierings with their newest runs',
    response: tieringListSchema,
    handler: async () => ({ items: await listTierings(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key', permission: segmentPolicy.read, tags: TAGS,
    summary: 'A tiering with its runs',
    params: keyParams,
    response: tieringDetailSchema,
    handler: ({ params }) => showTiering(context, params.key),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/trend', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Cells, money and concentration run by run',
    params: keyParams,
    response: tierTrendSchema,
    handler: ({ params, actor }) => showTierTrend(context, params.key, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/moves', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Moves between the cells of two runs: customers and money, up, down, stayed, entered, left',
    params: keyParams,
    query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
    response: tierMovesSchema,
    handler: ({ params, query, actor }) => showTierMoves(context, params.key, actor, query),
  })
}

function addComparing(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run/stages', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'A funnel as a board: stages of a segment or a cohort of opening, days between them, whether retention allows acquisition',
    params: runParams,
    query: stageBoardQuery,
    response: stageBoardSchema,
    handler: ({ params, query, actor }) => showStages(context, ports, params, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/rates', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'From run to run: who rose of those who could, who fell of those who could',
    params: keyParams,
    response: tierRatesSchema,
    handler: ({ params, actor }) => tierRates(context, params.key, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run/plane', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'The two figures of quadrants or RFM as hexagons of customers, and whom a capacity takes',
    params: runParams,
    query: planeQuery,
    response: tierPlaneSchema,
    handler: ({ params, query, actor }) => showTierPlane(context, params, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run/cross', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Cells of two tierings across each other: customers, shares, TGI, money',
    params: runParams,
    query: tierCrossQuery,
    response: tierCrossSchema,
    handler: ({ params, query, actor }) => crossTiers(context, params, actor, query),
  })
}

function addPreview(routes: Routes, context: Context, ports: TagPorts): void {
  routes.add({
    method: 'POST', url: '/api/v1/tierings/preview', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'Sizes of the cells of a tiering that is being written, with the cuts it would find',
    body: tieringPreviewRequestSchema,
    response: tieringPreviewSchema,
    handler: ({ body, actor }) => previewTiering(context, ports, body, actor),
  })
}

function addResults(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'A run: customers and money of each cell, concentration, who is near the next tier',
    params: runParams,
    response: tierResultSchema,
    handler: ({ params, actor }) => showTiers(context, params.key, actor, params.run),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run/orgs', permission: segmentPolicy.read, tags: TAGS, scoped: true,
    summary: 'A run by org',
    params: runParams,
    query: z.object({ depth: z.coerce.number().int().min(1).max(6).default(2) }),
    response: tierOrgsSchema,
    handler: ({ params, query, actor }) => showTierOrgs(context, params.key, actor, { run: params.run, depth: query.depth }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/tierings/:key/runs/:run/members', permission: 'customer.read', tags: TAGS, scoped: true,
    summary: 'Customers of a cell, near the tier above it, or who moved into it, in the asker\'s scope',
    params: runParams,
    query: tierMembersQuery,
    response: tierMemberPageSchema,
    handler: ({ params, query, actor }) => tierMembers(context, params, actor, query),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tierings/:key/runs/:run/members.csv', permission: 'customer.export', tags: TAGS, scoped: true,
    summary: 'Customers of a run or a cell of it as CSV with every tag or those chosen, with purpose and watermark; audited',
    params: runParams,
    body: exportRequestSchema.extend(tierExportPick.shape),
    response: null,
    handler: async ({ params, body, actor, reply }) => {
      const file = await exportTier(context, params, actor, body)
      return sendStream(reply, { name: file.name, type: 'text/csv; charset=utf-8' }, file.bytes)
    },
  })
}

function addWork(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/alike/readings', permission: segmentPolicy.read, tags: TAGS,
    summary: 'Which features of a look-alike read what decides who is a seed, and why they would be left out',
    body: alikeReadingsRequestSchema,
    response: alikeReadingsSchema,
    handler: async ({ body }) => ({ items: await leftOutOf(context, body.seeds, body.features) }),
  })
  routes.add({
    method: 'POST', url: '/api/v1/tierings/:key/run', permission: segmentPolicy.write, tags: TAGS,
    summary: 'Put customers into the cells of the newest published definition, for a date and month ends before it',
    params: keyParams,
    body: runTieringSchema,
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('tiering', params.key, 'latest')
      return { jobId: await context.jobs.start('segments.tier', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'POST', url: '/api/v1/tierings/:key/runs/:run/adopt', permission: segmentPolicy.write, tags: TAGS, scoped: true,
    summary: 'Draft a segment of a cell, of those near the tier above, or of those who moved into it',
    params: runParams,
    body: adoptTierSchema,
    response: adoptedSchema,
    handler: ({ params, body, actor }) => adoptTier(context, params, body, actor),
  })
}
