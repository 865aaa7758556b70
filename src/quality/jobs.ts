import { issueMistakes } from '#kernel/error'
import type { Context } from '#platform/context'
import { checkQuality, watchSources, type CheckSummary } from './actions/check-quality.js'
import { knownAttributes } from './actions/known-attributes.js'
import { givePeople } from './actions/raise-notice.js'
import { qualityRuleSchema, type CheckRequest, type QualityRuleBody } from './contract.js'
import { ruleMistakes } from './domain/check-rule.js'
import type { QualityPorts } from './ports.js'

/** How often sources are looked at that do not come. */
const WATCH_SECONDS = 600

/** The job that judges the rules, and the definitions of rules. */
export function registerQuality(context: Context, ports: QualityPorts): void {
  givePeople(context, ports)
  context.jobs.register<CheckRequest, CheckSummary>({
    kind: 'quality.check',
    titleZh: '检查数据质量',
    titleEn: 'Check data quality',
    afterCrash: 'resume',
    exclusive: () => 'quality',
    run: (run) => checkQuality(context, ports, run),
  })
  context.jobs.every('quality.watch-sources', WATCH_SECONDS, () => watchSources(context, ports, new AbortController().signal))
  context.definitions.register<QualityRuleBody>({
    kind: 'quality-rule',
    order: 12,
    permissions: { read: 'data.read', write: 'data.load' },
    async check(body, lookup) {
      const parsed = qualityRuleSchema.safeParse(body)
      if (!parsed.success) return { mistakes: issueMistakes(parsed.error.issues) }
      const mistakes = ruleMistakes(parsed.data, await knownAttributes(context, lookup))
      return mistakes.length > 0 ? { mistakes } : { body: parsed.data }
    },
    references: ({ source }) => (source === undefined ? [] : [{ kind: 'source', key: source, version: 'latest' as const }]),
  })
}
