import { z } from 'zod'
import type { Context } from '#platform/context'
import { idempotencyKey, type Routes } from '#platform/http'
import { pageQuery, startedSchema } from '#platform/http/contract'
import { offerTo, topOffers } from './actions/offer/read-offers.js'
import { noOfferSchema, offerAnswerSchema, offerPageSchema } from './contract.js'
import { whyNone } from './actions/offer/why-none.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })
const customerParams = keyParams.extend({ id: z.string().max(100) })

/** Routes of recommendations. Reading and writing their definitions is under /api/v1/definitions/cross-sell. */
export function offerRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'POST', url: '/api/v1/cross-sell/:key/run', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Recommend one product to each customer of the population, and publish',
    params: keyParams,
    body: z.strictObject({ asOf: z.iso.date().optional() }),
    response: startedSchema,
    handler: async ({ params, body, actor, request }) => {
      await context.definitions.version('cross-sell', params.key, 'latest')
      return { jobId: await context.jobs.start('models.offer', { key: params.key, ...body }, actor, { subject: params.key, ...idempotencyKey(request) }) }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/cross-sell/:key/customers', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "Recommendations in the asker's scope, the likeliest first, with the reason of each step",
    params: keyParams,
    query: pageQuery,
    response: offerPageSchema,
    handler: ({ params, query, actor }) => topOffers(context, params.key, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/cross-sell/:key/customers/:id', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "A customer's recommendation with its reasons, in the asker's scope",
    params: customerParams,
    response: offerAnswerSchema,
    handler: ({ params, actor }) => offerTo(context, params.key, params.id, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/cross-sell/:key/customers/:id/why-none', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: 'Why the newest run recommends nothing to a customer, category by category',
    params: customerParams,
    response: noOfferSchema,
    handler: ({ params, actor }) => whyNone(context, params.key, params.id, actor),
  })
}
