import type { Context } from '#platform/context'
import type { Routes } from '#platform/http'
import { readLoopStatus } from './actions/read-loop-status.js'
import { loopStatusSchema, metricListSchema, type Metric } from './contract.js'
import type { InsightPorts } from './ports.js'
import { packRoutes } from './routes-pack.js'
import { portraitRoutes } from './routes-portrait.js'
import { metricFormula } from './domain/metric-formula.js'

/** Routes of metrics and of where the loop stands. Metric definitions are written under /api/v1/definitions/metric. */
export function insightRoutes(routes: Routes, context: Context, ports: InsightPorts): void {
  routes.add({
    method: 'GET', url: '/api/v1/metrics', permission: 'insight.read', tags: ['insight'],
    summary: 'Metrics with their formulas',
    response: metricListSchema,
    handler: async () => {
      const metrics = await context.definitions.list<Metric>('metric')
      return {
        items: metrics.map(({ key, name, body, version, revision, hasDraft }) => ({ key, name, body, version, revision, hasDraft, formula: metricFormula(body) })),
      }
    },
  })
  routes.add({
    method: 'GET', url: '/api/v1/loop', permission: 'signed-in', tags: ['insight'],
    summary: 'Where the loop stands: loads, customers, tags, segments, strategies, evaluations',
    response: loopStatusSchema,
    handler: () => readLoopStatus(context),
  })
  portraitRoutes(routes, context, ports)
  packRoutes(routes, context)
}
