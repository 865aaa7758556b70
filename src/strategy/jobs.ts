import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { segmentPurposeMistakes } from '#privacy'
import type { TagPorts } from '#tags'
import { freezeList, type FreezeInput, type FreezeResult } from './actions/freeze-list.js'
import { strategySchema, type Strategy } from './contract.js'
import { checkStrategy } from './domain/check-strategy.js'

/** The job that freezes a list, and the definitions of strategies. */
export function registerStrategy(context: Context, ports: TagPorts): void {
  context.jobs.register<FreezeInput, FreezeResult>({
    kind: 'strategy.freeze-list',
    titleZh: '冻结名单',
    titleEn: 'Freeze a list',
    afterCrash: 'resume',
    exclusive: (input) => `strategy:${input.strategy}`,
    run: (run) => freezeList(context, ports, run),
  })
  context.definitions.register<Strategy>({
    kind: 'strategy',
    order: 40,
    permissions: { read: 'strategy.read', write: 'strategy.write' },
    async check(body, lookup) {
      const parsed = strategySchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const { segment, purpose } = parsed.data
      const mistakes = [...checkStrategy(parsed.data, context.settings.webhookHosts), ...(await segmentPurposeMistakes(lookup, segment.key, purpose, 'purpose'))]
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references(body) {
      const named = [...(body.goal.metric === undefined ? [] : [body.goal.metric]), ...body.metrics]
      const metrics = [...new Set(named)].map((key) => ({ kind: 'metric', key, version: 'latest' as const }))
      return [{ kind: 'segment', key: body.segment.key, version: body.segment.version }, ...metrics]
    },
  })
}
