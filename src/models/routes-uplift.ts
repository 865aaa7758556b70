import { z } from 'zod'
import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { listCampaigns } from './actions/uplift/list-campaigns.js'
import { pastCampaignsSchema } from './contract-campaign.js'
import { compareUpliftLists } from './actions/uplift/compare-uplift-lists.js'
import { heldScores, upliftScores } from './actions/uplift/read-uplift.js'
import { heldPageSchema, heldQuery, listsQuery, upliftListsSchema, upliftPageSchema, upliftQuery } from './contract-uplift.js'
import { modelPolicy } from './policy.js'

const TAGS = ['models']
const keyParams = z.object({ key: z.string().max(100) })

/** Routes of uplift models beside those of any model. */
export function addUplift(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/model-campaigns', permission: modelPolicy.manage, tags: TAGS,
    summary: 'Past campaigns an uplift model can learn from: their arms, ways of contact and known outcomes',
    response: pastCampaignsSchema,
    handler: ({ actor }) => listCampaigns(context, actor),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/lists', permission: modelPolicy.read, tags: TAGS,
    summary: 'Organic, response and uplift list of the same past customers side by side: conversions, increments, money',
    params: keyParams,
    query: listsQuery,
    response: upliftListsSchema,
    handler: ({ params, query }) => compareUpliftLists(context, params.key, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/uplift', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "Published effects by worth, all or of one quadrant, in the asker's scope; sleeping_dog is the list to leave alone",
    params: keyParams,
    query: upliftQuery,
    response: upliftPageSchema,
    handler: ({ params, query, actor }) => upliftScores(context, params.key, actor, query),
  })
  routes.add({
    method: 'GET', url: '/api/v1/models/:key/held-back', permission: modelPolicy.customers, tags: TAGS, scoped: true,
    summary: "Scores of past campaigns' customers by models that had not seen them, in the asker's scope",
    params: keyParams,
    query: heldQuery,
    response: heldPageSchema,
    handler: ({ params, query, actor }) => heldScores(context, params.key, actor, query),
  })
}
