import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { chooseRefresh, readRefresh } from './actions/refresh-tags.js'
import { refreshChoiceSchema, tagRefreshSchema } from './contract-refresh.js'
import { tagPolicy } from './policy.js'

const TAGS = ['tags']

/** Routes of rebuilding tags by themselves. */
export function tagRefreshRoutes(routes: Routes, context: Context): void {
  routes.add({
    method: 'GET', url: '/api/v1/tag-refresh', permission: tagPolicy.read, tags: TAGS,
    summary: 'Whether tags are rebuilt by themselves after loads, and when next',
    response: tagRefreshSchema,
    handler: () => readRefresh(context),
  })
  routes.add({
    method: 'PUT', url: '/api/v1/tag-refresh', permission: tagPolicy.write, tags: TAGS,
    summary: 'Switch it on or off, with why',
    body: refreshChoiceSchema,
    response: tagRefreshSchema,
    handler: ({ body, actor }) => chooseRefresh(context, body, actor),
  })
}
