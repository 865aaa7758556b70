import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { listPacks, showPack } from './actions/packs.js'
import { packDetailSchema, packListSchema } from './contract-pack.js'
import { insightPolicy } from './policy.js'

/** Routes of insight packs. Reading and writing definitions is under /api/v1/definitions/insight-pack. */
export function packRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/insight-packs', permission: insightPolicy.read, tags: ['insight'],
    summary: 'Insight packs with what the bank lacks for them',
    response: packListSchema,
    handler: async () => ({ items: await listPacks(context) }),
  })
  routes.add({
    method: 'GET', url: '/api/v1/insight-packs/:key', permission: insightPolicy.read, tags: ['insight'],
    summary: 'An insight pack: whom it is about, its questions, what the bank lacks',
    params: z.object({ key: z.string().max(80) }),
    response: packDetailSchema,
    handler: ({ params }) => showPack(context, params.key),
  })
}
