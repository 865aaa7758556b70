import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { metricSchema, type Metric } from './contract.js'

/** Definitions of metrics. */
export function registerInsight(context: Context): void {
  context.definitions.register<Metric>({
    kind: 'metric',
    order: 35,
    permissions: { read: 'insight.read', write: 'strategy.write' },
    async check(body) {
      const parsed = metricSchema.safeParse(body)
      return parsed.success ? { body: parsed.data } : { mistakes: issueMistakes(parsed.error.issues) }
    },
    references: () => [],
  })
}
